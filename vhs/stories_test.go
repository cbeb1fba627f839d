package vhs

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the screens of the tapes")

// TestTapes plays every tape of this folder against the program as it is now.
func TestTapes(t *testing.T) {
	readSources(t)
	programs := buildDrover(t)
	paths, err := filepath.Glob("*.tape")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no tapes here: %v", err)
	}
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			story, err := parseTape(strings.TrimSuffix(path, ".tape"), string(source))
			if err != nil {
				t.Fatal(err)
			}
			p := player{programs: programs, home: t.TempDir(), goldens: "testdata", update: *update, patient: true}
			if err := p.play(t.Context(), story); err != nil {
				t.Error(err)
			}
		})
	}
}

// buildDrover builds the program and returns its folder. Built like this it
// finds the time zones that came with Go, should the machine have none.
func buildDrover(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", filepath.Join(dir, "drover"), "drover")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return dir
}

// readSources looks at every folder of the module. The go command repeats a
// passed test from its cache unless what the test itself has opened changed,
// and it does not see what a build in a child process reads.
func readSources(t *testing.T) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && path != ".." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
