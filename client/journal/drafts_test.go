package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/journal"
	"drover/model"
)

const draftName = "01JQ4Z9W8B3M5N7P9R1T3V5X7Z"

func draftPlace() journal.DraftPlace {
	return journal.DraftPlace{Profile: "prod", Origin: "https://drs.example", Project: "p1"}
}

func someJob(name string) model.Draft {
	d := model.NewDraft(draftName, moment).Put(model.KeyName, name).Put("source_endpoint[0].endpoint.ip", "10.0.0.1").Put(model.KeyTopology, "one2one")
	d.Step, d.From = model.StepSource, "orders-prod-sync-02"
	return d.Look(model.Sources, 1)
}

func newDraft(t testing.TB, dir, id string) *journal.DraftHold {
	t.Helper()
	h, err := journal.NewDrafts(dir).New(draftPlace(), id)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

// saved is a folder with one draft in it that nobody has open.
func saved(t testing.TB, name string) (dir, path string) {
	t.Helper()
	dir = stateDirOf(t)
	h := newDraft(t, dir, draftName)
	if err := h.Save(someJob(name), moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	return dir, filepath.Join(dir, "drafts", draftName+".json")
}

func stateDirOf(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "state", "drover")
}

func openDraft(t testing.TB, dir, id string) (*journal.DraftHold, model.Draft) {
	t.Helper()
	h, d, err := journal.NewDrafts(dir).Open(draftPlace(), id)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h, d
}

func listed(t testing.TB, dir string, place journal.DraftPlace) []journal.DraftNote {
	t.Helper()
	notes, err := journal.NewDrafts(dir).List(place)
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

func TestADraftComesBackWithoutItsSecrets(t *testing.T) {
	dir := stateDirOf(t)
	password := model.FieldKey("source_endpoint[0].endpoint.db_password")
	d := someJob("orders").PutSecret(password, model.NewSecret("hunter2")).Put(password, "hunter2").Put(password+"#command", "pass hunter2").Put(password+"#env", "ORDERS_PASSWORD")
	d.Sent = someIntent
	h := newDraft(t, dir, draftName)
	if err := h.Save(d, moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	_, got := openDraft(t, dir, draftName)
	want := d.Put(password, "").Put(password+"#command", "")
	if !got.SameValues(want) || got.Step != model.StepSource || got.From != d.From || got.Sent != someIntent || got.ID != draftName ||
		!got.Begun.Equal(moment) || !got.Saved.Equal(moment) || got.At(model.Sources) != 1 || !got.Secret(password).Empty() {
		t.Errorf("%+v, want %+v", got, want)
	}
	text, err := os.ReadFile(filepath.Join(dir, "drafts", draftName+".json"))
	if err != nil || strings.Contains(string(text), "hunter2") {
		t.Errorf("%s, %v", text, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "drafts")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "drafts", draftName+".json")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestAnyValuesComeBack(t *testing.T) {
	dir := stateDirOf(t)
	h := newDraft(t, dir, draftName)
	rapid.Check(t, func(t *rapid.T) {
		d := model.Draft{ID: draftName, Begun: moment}
		for range rapid.IntRange(0, 20).Draw(t, "n") {
			key := rapid.SampledFrom([]model.FieldKey{model.KeyName, model.KeyTags, "#topology", "a[0].b[99].c", "a[3].b#at", "a.b#x"}).Draw(t, "key")
			d = d.Put(key, rapid.String().Draw(t, "value"))
		}
		d.Step = rapid.SampledFrom(model.CreateSteps()).Draw(t, "step")
		if err := h.Save(d, moment); err != nil {
			t.Fatal(err)
		}
		h.Close()
		var got model.Draft
		var err error
		if h, got, err = journal.NewDrafts(dir).Open(draftPlace(), draftName); err != nil || !got.SameValues(d) || got.Step != d.Step {
			t.Fatalf("%v: %v, want %v", err, got, d)
		}
	})
	h.Close()
}

func TestDraftsAreListedForTheirPlaceTheLastSavedFirst(t *testing.T) {
	dir := stateDirOf(t)
	other := draftPlace()
	other.Profile = "test"
	for i, id := range []string{"A", "B", "C"} {
		h := newDraft(t, dir, id)
		if err := h.Save(someJob("job-"+id+"\x1b"), moment.Add(time.Duration([]int{2, 3, 1}[i])*time.Minute)); err != nil {
			t.Fatal(err)
		}
		if id != "C" {
			h.Close()
		}
	}
	h, err := journal.NewDrafts(dir).New(other, "D")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Save(someJob("other"), moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	notes := listed(t, dir, draftPlace())
	var got []string
	for _, n := range notes {
		busy := ""
		if n.Busy {
			busy = " busy"
		}
		got = append(got, n.ID+" "+n.Name+" "+n.Step.String()+busy)
	}
	if want := "B job-B^[ source, A job-A^[ source, C job-C^[ source busy"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	if notes := listed(t, dir, other); len(notes) != 1 || notes[0].ID != "D" {
		t.Errorf("%+v", notes)
	}
	if _, _, err := journal.NewDrafts(dir).Open(draftPlace(), "D"); err == nil || !strings.Contains(err.Error(), "another profile") {
		t.Errorf("another place's draft: %v", err)
	}
	if notes := listed(t, stateDirOf(t), other); notes != nil {
		t.Errorf("without a folder: %+v", notes)
	}
}

func TestADraftIsOpenOnce(t *testing.T) {
	dir, _ := saved(t, "orders")
	h, _ := openDraft(t, dir, draftName)
	_, _, err := journal.NewDrafts(dir).Open(draftPlace(), draftName)
	if !errors.Is(err, journal.ErrDraftBusy) || !strings.Contains(err.Error(), "this drover") {
		t.Errorf("the second opening: %v", err)
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 1 || !notes[0].Busy {
		t.Errorf("%+v", notes)
	}
	h.Close()
	if err := h.Save(someJob("late"), moment); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("saved after it was closed: %v", err)
	}
	if _, d := openDraft(t, dir, draftName); d.Name() != "orders" {
		t.Errorf("%q", d.Name())
	}
}

func TestADroppedDraftIsGone(t *testing.T) {
	dir, _ := saved(t, "orders")
	h, _ := openDraft(t, dir, draftName)
	if err := h.Drop(); err != nil {
		t.Fatal(err)
	}
	if err := h.Save(someJob("late"), moment); err == nil {
		t.Error("a late save has brought it back")
	}
	if names, err := os.ReadDir(filepath.Join(dir, "drafts")); err != nil || len(names) != 0 {
		t.Errorf("left: %v, %v", names, err)
	}
	if _, _, err := journal.NewDrafts(dir).Open(draftPlace(), draftName); err == nil || !strings.Contains(err.Error(), "not on the disk any more") {
		t.Errorf("%v", err)
	}
	if err := newDraft(t, dir, "N").Drop(); err != nil {
		t.Errorf("one that was never saved: %v", err)
	}
}

// Whatever somebody else did to the file or the lock, nothing is written over.
func TestWhatSomebodyElseWroteStays(t *testing.T) {
	for name, c := range map[string]struct {
		meddle func(path string) error
		says   string
	}{
		"the file is written": {func(p string) error { return os.WriteFile(p, []byte("theirs"), 0o600) }, "somebody else has changed"},
		"the file is replaced": {func(p string) error {
			return errors.Join(os.WriteFile(p+".x", []byte("theirs"), 0o600), os.Rename(p+".x", p))
		}, "somebody else has changed"},
		"the lock is removed": {func(p string) error {
			return errors.Join(os.Remove(strings.TrimSuffix(p, ".json")+".lock"), os.WriteFile(p, []byte("theirs"), 0o600))
		}, "the lock of the draft"},
		"the file is a link": {func(p string) error {
			return errors.Join(os.WriteFile(p+".x", []byte("theirs"), 0o600), os.Remove(p), os.Symlink(p+".x", p))
		}, "symbolic link"},
	} {
		dir, path := saved(t, "orders")
		h, d := openDraft(t, dir, draftName)
		if err := c.meddle(path); err != nil {
			t.Fatal(err)
		}
		for what, err := range map[string]error{"saved": h.Save(d.Put(model.KeyName, "mine"), moment), "dropped": h.Drop()} {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s, %s: %v", name, what, err)
			}
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != "theirs" {
			t.Errorf("%s: %q, %v", name, text, err)
		}
		h.Close()
	}
}

func TestADraftWhoseFileIsGoneIsWrittenAnew(t *testing.T) {
	dir, path := saved(t, "orders")
	h, d := openDraft(t, dir, draftName)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := h.Save(d.Put(model.KeyName, "again"), moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	if _, d := openDraft(t, dir, draftName); d.Name() != "again" {
		t.Errorf("%q", d.Name())
	}
}

func TestHalvesOfFilesAreIgnoredAndSweptAwayWhenOld(t *testing.T) {
	dir, path := saved(t, "orders")
	young, old := filepath.Join(filepath.Dir(path), "Y.json.new"), filepath.Join(filepath.Dir(path), "O.json.new")
	for _, p := range []string{young, old, path + ".new"} {
		if err := os.WriteFile(p, []byte(`{"version"`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-2 * time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 1 || notes[0].Err != nil {
		t.Errorf("%+v", notes)
	}
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old half: %v", err)
	}
	if _, err := os.Stat(young); err != nil {
		t.Errorf("the young half: %v", err)
	}
	h, d := openDraft(t, dir, draftName)
	if err := h.Save(d.Put(model.KeyName, "again"), moment); err != nil {
		t.Errorf("over its own half: %v", err)
	}
}

func TestNamesThatAreNoFilesAreRefused(t *testing.T) {
	for _, id := range []string{"", ".", "..", "a/b", "../x", "a.b", "-a", "a\x00", strings.Repeat("a", 65)} {
		if _, err := journal.NewDrafts(stateDirOf(t)).New(draftPlace(), id); err == nil {
			t.Errorf("%q is an id", id)
		}
	}
}
