package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/journal"
)

func TestAStateFolderIsLookedAtWithoutATrace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "drover")
	if s, err := journal.Inspect(dir); err != nil || s.There || s.Kept {
		t.Errorf("nothing there: %+v %v", s, err)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("the look has made the folder")
	}
}

func TestAStateFoldersTroubleIsSeen(t *testing.T) {
	path, text := written(t, line("a", journal.Applied), line("b", journal.Sending))
	dir := filepath.Dir(path)
	if err := os.WriteFile(path, append(text, "rotten\nhalf"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "view.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := journal.Inspect(dir)
	if err != nil || s.Entries != 2 || s.Unresolved != 1 || len(s.Damaged) != 1 || s.Damaged[0].Line != 3 || !strings.Contains(s.View, "JSON") {
		t.Errorf("%+v %v", s, err)
	}
	left, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(left), "rotten\nhalf") {
		t.Error("the look has changed the journal")
	}
	if _, err := os.Stat(filepath.Join(dir, "view.json")); err != nil {
		t.Error("the look has set view.json aside")
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := journal.Inspect(dir); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a journal open to others: %v", err)
	}
}
