package client

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAScratchFileIsForItsOwnerAlone(t *testing.T) {
	state := t.TempDir()
	s, err := NewScratch(state, "job.yaml", []byte("job:\n"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{s.Path(): 0o600, filepath.Dir(s.Path()): 0o700} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if text, err := s.Read(); err != nil || string(text) != "job:\n" {
		t.Errorf("%q, %v", text, err)
	}
	if s.Remove(); len(names(t, state)) != 0 {
		t.Errorf("%v stays", names(t, state))
	}
	if _, err := NewScratch(filepath.Join(state, "none"), "job.yaml", nil); err == nil || strings.Contains(err.Error(), state) {
		t.Errorf("without a folder: %v", err)
	}
}

// leftBehind is a scratch of which only the folder is left, last written so long
// ago.
func leftBehind(t *testing.T, state string, ago time.Duration) *Scratch {
	t.Helper()
	s, err := NewScratch(state, "job.yaml", []byte("job:\n"))
	if err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-ago)
	for _, path := range []string{s.Path(), filepath.Dir(s.Path())} {
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestWhatADeadEditLeftIsSweptAwayAfterADay(t *testing.T) {
	state := t.TempDir()
	old, young, written, open := leftBehind(t, state, 25*time.Hour), leftBehind(t, state, 23*time.Hour), leftBehind(t, state, 25*time.Hour), leftBehind(t, state, 25*time.Hour)
	for _, s := range []*Scratch{old, young, written} { // whose drover is gone
		if err := s.hold.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(written.Path(), time.Now(), time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(state, scratchName+"link")); err != nil {
		t.Fatal(err)
	}
	SweepScratch(state)
	want := []string{scratchName + "link"}
	for _, s := range []*Scratch{young, written, open} {
		want = append(want, filepath.Base(filepath.Dir(s.Path())))
	}
	slices.Sort(want)
	if got := names(t, state); !slices.Equal(got, want) {
		t.Errorf("left are %v, want %v", got, want)
	}
}

// An editor that outlives its drover keeps its file.
func TestAnEditorThatLivesKeepsItsFile(t *testing.T) {
	state := t.TempDir()
	s := leftBehind(t, state, 25*time.Hour)
	cmd := exec.CommandContext(t.Context(), "cat")
	s.LendTo(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if err := s.hold.Close(); err != nil {
		t.Fatal(err)
	}
	if SweepScratch(state); len(names(t, state)) != 1 {
		t.Error("the file went while the editor lived")
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	if SweepScratch(state); len(names(t, state)) != 0 {
		t.Error("the file stays once the editor is gone")
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]string, len(entries))
	for i, e := range entries {
		out[i] = e.Name()
	}
	return out
}
