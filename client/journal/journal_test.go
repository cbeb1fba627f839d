package journal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"drover/client/journal"
	"drover/model"
)

func TestMain(m *testing.M) {
	if part, ok := os.LookupEnv("JOURNAL_CHILD"); ok {
		os.Exit(child(part))
	}
	goleak.VerifyTestMain(m)
}

const someIntent = "01JQ4Z9W8B3M5N7P9R1T3V5X7Z"

var moment = time.Date(2026, 3, 7, 2, 0, 0, 123_000_000, time.UTC)

func line(job string, s journal.State) journal.Line {
	return journal.Line{
		Intent: someIntent, Run: "7f", Op: "start", Profile: "prod", Origin: "https://drs.example", Project: "p1",
		Job: model.NewJobID(job), At: model.AtTime(moment), Body: strings.Repeat("ab", 32), Attempt: 1, State: s, Time: moment,
	}
}

func open(t *testing.T, dir string) *journal.Journal {
	t.Helper()
	j, err := journal.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j
}

func stateDir(t *testing.T) string { return filepath.Join(t.TempDir(), "state", "drover") }

func add(t *testing.T, j *journal.Journal, lines ...journal.Line) {
	t.Helper()
	if err := j.Append(lines...); err != nil {
		t.Fatal(err)
	}
}

// states renders the entries as "job STATE", in order.
func states(t *testing.T, j *journal.Journal) string {
	t.Helper()
	entries, err := j.Entries()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, fmt.Sprintf("%s %s", e.Job, e.State))
	}
	return strings.Join(out, ", ")
}

func TestLinesComeBackAsTheyWent(t *testing.T) {
	dir := stateDir(t)
	want := line("job-1", journal.Applied)
	want.Code, want.Request = "DRS.M00304", "req-1"
	j := open(t, dir)
	add(t, j, line("job-1", journal.Intent), want)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := open(t, dir).Entries()
	if err != nil || len(entries) != 1 {
		t.Fatalf("entries = %v, %v", entries, err)
	}
	if entries[0].Line != want {
		t.Errorf("got  %+v\nwant %+v", entries[0].Line, want)
	}
}

func TestReadingRule(t *testing.T) {
	j := open(t, stateDir(t))
	add(t, j, line("a", journal.Intent), line("b", journal.Intent), line("c", journal.Intent), line("d", journal.Intent))
	add(t, j, line("b", journal.Sending), line("c", journal.Sending), line("d", journal.Sending))
	add(t, j, line("c", journal.Unknown), line("d", journal.Unknown), line("d", journal.Absent))
	if got, want := states(t, j), "a NOT_SENT, b UNKNOWN, c UNKNOWN, d ABSENT"; got != want {
		t.Errorf("states = %s, want %s", got, want)
	}
}

func TestOnlyWordsReachTheDisk(t *testing.T) {
	dir := stateDir(t)
	j := open(t, dir)
	l := line("job-1", journal.Rejected)
	l.Code, l.Request = "please\x1b[2J do", "a request id with spaces"
	add(t, j, l)
	text, err := os.ReadFile(filepath.Join(dir, "journal.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"please", "spaces", `\u001b`} {
		if strings.Contains(string(text), bad) {
			t.Errorf("the journal holds %q", bad)
		}
	}
}

func TestBadLinesAreRefusedWhole(t *testing.T) {
	j := open(t, stateDir(t))
	for name, spoil := range map[string]func(*journal.Line){
		"id with a line feed": func(l *journal.Line) { l.Job = model.NewJobID("a\nb") },
		"id with an escape":   func(l *journal.Line) { l.Job = model.NewJobID("a\x1b[2J") },
		"id beyond ASCII":     func(l *journal.Line) { l.Job = model.NewJobID("a\u202eb") },
		"no id":               func(l *journal.Line) { l.Job = model.JobID{} },
		"short intent":        func(l *journal.Line) { l.Intent = "01" },
		"no time said":        func(l *journal.Line) { l.At = model.When{} },
		"unheard-of state":    func(l *journal.Line) { l.State = "MAYBE" },
	} {
		bad := line("good", journal.Intent)
		spoil(&bad)
		if err := j.Append(line("good", journal.Intent), bad); err == nil {
			t.Errorf("%s: was written", name)
		}
	}
	if got := states(t, j); got != "" {
		t.Errorf("the journal holds %s", got)
	}
}

func TestJournalMovedAway(t *testing.T) {
	dir := stateDir(t)
	j := open(t, dir)
	if err := os.Rename(j.Path(), j.Path()+".old"); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(line("a", journal.Intent)); err == nil {
		t.Error("an append to a file that nobody will find was acknowledged")
	}
}

func TestClosedJournalRefuses(t *testing.T) {
	j := open(t, stateDir(t))
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	if err := j.Append(line("a", journal.Intent)); err == nil {
		t.Error("a closed journal took a line")
	}
}
