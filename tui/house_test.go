package tui_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The rules of the house that no linter knows. They look at the whole module,
// which begins one folder up.
const root = ".."

// TestNoPathOfCharmV1 looks through everything that is linked, tests included:
// v1 asks the terminal for its colours in a package's init and waits seconds
// for an answer, even when only a helper library brings it in.
func TestNoPathOfCharmV1(t *testing.T) {
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "./...")
	list.Dir, list.Stderr = root, os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	banned := []string{
		"github.com/charmbracelet/bubbletea", "github.com/charmbracelet/bubbles",
		"github.com/charmbracelet/lipgloss", "github.com/charmbracelet/huh",
		"charm.land/lipgloss/v2/compat", // probes likewise
	}
	seen := 0
	for path := range strings.FieldsSeq(string(out)) {
		seen++
		for _, b := range banned {
			if path == b || strings.HasPrefix(path, b+"/") {
				t.Errorf("%s is linked; go list -deps and go mod why say through whom", path)
			}
		}
	}
	if seen < 100 {
		t.Errorf("go list named %d packages: it can't have looked through the module", seen)
	}
}

// TestTopLevel keeps the module's shape: four folders, the program, its papers.
func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{
		"tui", "client", "model", "vhs", "main.go", "go.mod", "go.sum", "README.md", "LICENSE",
		"drover", // the program, where "go build" puts it; git ignores it
	}
	for _, e := range entries {
		if !slices.Contains(allowed, e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s has no place at the top level", e.Name())
		}
	}
}

// TestRooms holds sizes and names: a file one can read in one sitting, a package
// named after what it is about.
func TestRooms(t *testing.T) {
	const most = 500
	files := sources(t)
	for path, text := range files {
		if lines := bytes.Count(text, []byte("\n")); filepath.Ext(path) == ".go" && lines > most {
			t.Errorf("%s has %d lines, more than %d: is it still one thing?", path, lines, most)
		}
		for part := range strings.SplitSeq(filepath.ToSlash(filepath.Dir(path)), "/") {
			if slices.Contains([]string{"util", "utils", "common", "helpers", "manager"}, part) {
				t.Errorf("%s: %q says nothing about what is inside", path, part)
			}
		}
	}
	if len(files) < 20 {
		t.Errorf("only %d files seen: the walk has missed the module", len(files))
	}
}

// TestNothingOfTheMachine keeps paths and hosts of whoever wrote it out of the
// project: a checkout stands on its own.
func TestNothingOfTheMachine(t *testing.T) {
	// In halves, so that this file itself is free of them.
	foreign := []string{
		"/wo" + "rk/", "/ro" + "ot/", "../sha" + "red", "proxy.go" + "lang.org", "sum.go" + "lang.org",
		"registry.npm" + "js.org", "deb.deb" + "ian.org",
	}
	for path, text := range sources(t) {
		for _, f := range foreign {
			if i := bytes.Index(text, []byte(f)); i >= 0 {
				t.Errorf("%s:%d names %s", path, bytes.Count(text[:i], []byte("\n"))+1, f)
			}
		}
	}
}

// sources are the project's files with their text, by path from here. Folders
// and files that begin with a dot belong to git, the editors and CI; only CI's
// are the project's.
func sources(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != root && d.Name() != ".ci"
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || path == filepath.Join(root, "drover") || slices.Contains([]string{".test", ".out"}, filepath.Ext(path)):
			return nil // what go build and go test leave behind is nobody's source
		}
		found[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
