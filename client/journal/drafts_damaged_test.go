package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/journal"
)

func TestADamagedDraftIsToldShortly(t *testing.T) {
	for name, c := range map[string]struct {
		spoil     func(path string) error
		why, mend string
	}{
		"open to others": {func(p string) error { return os.Chmod(p, 0o644) }, "mode 644: open to others", "chmod 600 mends that"},
		"no JSON":        {func(p string) error { return os.WriteFile(p, []byte("{"), 0o600) }, "no JSON", ""},
		"a link":         {relink, "a symbolic link", ""},
	} {
		dir, path := saved(t, "orders")
		if err := c.spoil(path); err != nil {
			t.Fatal(err)
		}
		notes := listed(t, dir, draftPlace())
		if len(notes) != 1 || notes[0].Why != c.why || notes[0].Mend != c.mend || notes[0].File != path {
			t.Errorf("%s: %+v", name, notes)
		}
	}
}

func TestADamagedDraftIsMovedAsideAndNeverLost(t *testing.T) {
	dir, path := saved(t, "orders")
	drafts := journal.NewDrafts(dir)
	if _, err := drafts.SetAside(draftName); err == nil || !strings.Contains(err.Error(), "can be read") {
		t.Errorf("a sound one: %v", err)
	}
	for i, want := range []string{draftName + ".json.damaged", draftName + ".json.damaged2"} {
		text := strings.Repeat("{", i+1)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		name, err := drafts.SetAside(draftName)
		if err != nil || name != want {
			t.Errorf("%q, %v", name, err)
		}
		if got, err := os.ReadFile(filepath.Join(dir, "drafts", want)); err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", want, got, err)
		}
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 0 {
		t.Errorf("still listed: %+v", notes)
	}
	if _, err := drafts.SetAside(draftName); err == nil || !strings.Contains(err.Error(), "not on the disk") {
		t.Errorf("one that is gone: %v", err)
	}
	if _, err := drafts.SetAside("../x"); err == nil {
		t.Error("a name that is none")
	}
}

func TestADamagedDraftThatIsOpenIsNotMoved(t *testing.T) {
	dir, path := saved(t, "orders")
	h, _ := openDraft(t, dir, draftName)
	defer h.Close()
	if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := journal.NewDrafts(dir).SetAside(draftName); err == nil || !strings.Contains(err.Error(), "is open") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
