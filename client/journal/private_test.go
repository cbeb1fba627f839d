package journal_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/journal"
)

func TestModes(t *testing.T) {
	dir := stateDir(t)
	j := open(t, dir)
	lock, err := j.Lock(line("a", journal.Intent).Target())
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestUnsafePlacesAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(dir string) error
		says  string
	}{
		"folder open to others": {func(d string) error { return os.Chmod(d, 0o755) }, "chmod 700"},
		"file open to others":   {func(d string) error { return os.Chmod(filepath.Join(d, "journal.jsonl"), 0o644) }, "chmod 600"},
		"file is a link":        {func(d string) error { return relink(filepath.Join(d, "journal.jsonl")) }, "symbolic link"},
		"folder is a link":      {relink, "symbolic link"},
		"locks is a link":       {func(d string) error { return relink(filepath.Join(d, "locks")) }, "symbolic link"},
		"file is a folder": {func(d string) error {
			return swap(filepath.Join(d, "journal.jsonl"), func(p string) error { return os.Mkdir(p, 0o700) })
		}, "directory"},
		"folder is a file": {func(d string) error { return swap(d, func(p string) error { return os.WriteFile(p, nil, 0o600) }) }, "no folder"},
	} {
		dir := stateDir(t)
		if err := open(t, dir).Close(); err != nil {
			t.Fatal(err)
		}
		if err := c.spoil(dir); err != nil {
			t.Fatal(err)
		}
		j, err := journal.Open(dir)
		if err == nil {
			_ = j.Close()
			t.Errorf("%s: opened", name)
			continue
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q does not say %q", name, err, c.says)
		}
	}
}

func relink(path string) error {
	return swap(path, func(p string) error { return os.Symlink(p+".old", p) })
}

func swap(path string, make func(string) error) error {
	if err := os.Rename(path, path+".old"); err != nil {
		return err
	}
	return make(path)
}
