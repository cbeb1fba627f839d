package journal_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// Lines as they stand on disks. Whatever is added to the format, they are read
// as ever.
const (
	frozenStart = `{"sum":"b94ba477eea60a65","entry":{"intent":"01JQ4Z9W8B3M5N7P9R1T3V5X7Z","run":"7f","op":"start","profile":"prod","origin":"https://drs.example","project":"p1","job":"c7debc9c-8e09-4a5d-8dd6-cc44f7jb202","at":"now","body":"abababababababababababababababababababababababababababababababab","attempt":1,"state":"SENDING","time":"2026-03-07T01:59:00Z"}}`
	frozenEnd   = `{"sum":"46166a260c478379","entry":{"intent":"01JQ4Z9W8B3M5N7P9R1T3V5X7Z","run":"7f","op":"start","profile":"prod","origin":"https://drs.example","project":"p1","job":"c7debc9c-8e09-4a5d-8dd6-cc44f7jb202","at":"2026-03-07T02:00:00.123Z","body":"abababababababababababababababababababababababababababababababab","attempt":2,"state":"REJECTED","code":"DRS.M00304","request":"0123456789abcdef0123456789abcdef","time":"2026-03-07T01:59:00Z"}}`
	frozenClone = `{"sum":"ca2e5b10eb85f0ad","entry":{"intent":"01JQ4Z9W8B3M5N7P9R1T3V5X7Z","run":"7f","op":"clone","profile":"prod","origin":"https://drs.example","project":"p1","job":"c7debc9c-8e09-4a5d-8dd6-cc44f7jb202","name":"orders-copy-3v5x7","seen":"a b","made":"d8debc9c-8e09-4a5d-8dd6-cc44f7jb202","attempt":1,"state":"APPLIED","time":"2026-03-07T01:59:00Z"}}`
)

func TestLinesOfOldAreRead(t *testing.T) {
	for lines, want := range map[string]string{
		frozenStart:                    "start c7debc9c-8e09-4a5d-8dd6-cc44f7jb202 at now 1 UNKNOWN []",
		frozenStart + "\n" + frozenEnd: "start c7debc9c-8e09-4a5d-8dd6-cc44f7jb202 at 2026-03-07T02:00:00.123Z 2 REJECTED []",
		frozenClone:                    "clone c7debc9c-8e09-4a5d-8dd6-cc44f7jb202 at - 1 APPLIED [orders-copy-3v5x7 a b d8debc9c-8e09-4a5d-8dd6-cc44f7jb202]",
	} {
		j := open(t, stateDir(t))
		if err := os.WriteFile(j.Path(), []byte(lines+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		entries, err := j.Entries()
		if err != nil || len(entries) != 1 || len(j.Damaged()) != 0 {
			t.Errorf("%s: %d entries, damage %v, %v", lines, len(entries), j.Damaged(), err)
			continue
		}
		if got := told(entries[0]); got != want {
			t.Errorf("%s is read as %s, want %s", lines, got, want)
		}
	}
}

// told renders an entry.
func told(e journal.Entry) string {
	at := "-"
	if moment, ok := e.At.Time(); ok {
		at = moment.Format("2006-01-02T15:04:05.000Z")
	} else if e.At.Now() {
		at = "now"
	}
	made := strings.TrimSpace(strings.Join([]string{e.Name, e.Seen, e.Made.Raw()}, " "))
	return fmt.Sprintf("%s %v at %s %d %s [%s]", e.Op, e.Job, at, e.Attempt, e.State, made)
}

// What is written has the very bytes of the lines above.
func TestLinesAreWrittenAsOfOld(t *testing.T) {
	start := line("c7debc9c-8e09-4a5d-8dd6-cc44f7jb202", journal.Sending)
	start.At, start.Time = model.AtOnce(), moment.Truncate(time.Second).Add(-time.Minute)
	clone := start
	clone.Op, clone.Name, clone.Seen, clone.At = "clone", "orders-copy-3v5x7", "a b", model.When{}
	clone.Made, clone.Body, clone.State = model.NewJobID("d8debc9c-8e09-4a5d-8dd6-cc44f7jb202"), "", journal.Applied
	j := open(t, stateDir(t))
	add(t, j, start, clone)
	text, err := os.ReadFile(j.Path())
	if err != nil {
		t.Fatal(err)
	}
	if want := frozenStart + "\n" + frozenClone + "\n"; string(text) != want {
		t.Errorf("written:\n%swant:\n%s", text, want)
	}
}

// The name of a copy is its target, whatever its case; a line without one is
// for its job.
func TestTargetsOfCopies(t *testing.T) {
	l := line("job-1", journal.Sending)
	if l.Target() != (journal.Target{Origin: l.Origin, Project: l.Project, Job: l.Job}) {
		t.Errorf("a start is for %+v", l.Target())
	}
	l.Op, l.Name = "clone", "Orders-Copy"
	if l.Target() != journal.NameTarget(l.Origin, l.Project, "orders-copy") {
		t.Errorf("a clone is for %+v", l.Target())
	}
	j := open(t, stateDir(t))
	lock, err := j.Lock(l.Target())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	if _, err := j.Lock(journal.NameTarget(l.Origin, l.Project, "ORDERS-COPY")); err == nil {
		t.Error("two locks on one name")
	}
	for name, spoil := range map[string]func(*journal.Line){
		"no name":        func(l *journal.Line) { l.Name = "" },
		"a wrong name":   func(l *journal.Line) { l.Name = "a\nb" },
		"a hostile id":   func(l *journal.Line) { l.Made = model.NewJobID("a\nb") },
		"a start of old": func(l *journal.Line) { l.Op, l.At = "start", model.When{} },
	} {
		bad := l
		spoil(&bad)
		if err := j.Append(bad); err == nil {
			t.Errorf("%s is journalled", name)
		}
	}
}
