package client_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"drover/client"
)

// put writes words into a file of a folder.
func put(path string, replace bool, words string) error {
	return client.PutFile(context.Background(), path, replace, func(w io.Writer) error {
		_, err := io.WriteString(w, words)
		return err
	})
}

// holds fails unless the folder holds exactly this file with these words.
func holds(t *testing.T, path, words string) {
	t.Helper()
	got, err := os.ReadFile(path) //nolint:gosec // a test's own folder
	if err != nil || string(got) != words {
		t.Errorf("the file holds %q, not %q: %v", got, words, err)
	}
	all, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(all) != 1 {
		t.Errorf("the folder holds %v: %v", all, err)
	}
}

func TestPutFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jobs.csv")
	if err := put(path, false, "one"); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "one")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v: %v", info.Mode(), err)
	}
	if err := put(path, false, "two"); !errors.Is(err, client.ErrThere) {
		t.Errorf("a file that is there: %v", err)
	}
	holds(t, path, "one")
	if err := put(path, true, "two"); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "two")
}

// TestPutFileThatFails leaves the old file as it was, and says so.
func TestPutFileThatFails(t *testing.T) {
	path := filepath.Join(t.TempDir(), "jobs.csv")
	if err := put(path, false, "old"); err != nil {
		t.Fatal(err)
	}
	full := &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	ended, end := context.WithCancel(context.Background())
	end()
	for _, c := range []struct {
		name  string
		ctx   context.Context
		write func(io.Writer) error
		says  string
	}{
		{"a full disk", context.Background(), func(w io.Writer) error {
			_, err := (&failing{Writer: w, after: 3, err: full}).Write([]byte("new words"))
			return err
		}, "not written: no space left on device in " + filepath.Dir(path) + "; nothing was replaced"},
		{"nobody waits any more", ended, func(w io.Writer) error {
			_, err := w.Write([]byte("new"))
			return err
		}, "canceled"},
		{"nobody waits at the end", ended, func(io.Writer) error { return nil }, "canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := client.PutFile(c.ctx, path, true, c.write)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %v, not %q", err, c.says)
			}
			holds(t, path, "old")
		})
	}
}

// TestPutFileWhereNoneCanBe says why in words.
func TestPutFileWhereNoneCanBe(t *testing.T) {
	dir := t.TempDir()
	target, link := filepath.Join(dir, "target"), filepath.Join(dir, "link")
	if err := errors.Join(put(target, false, "kept"), os.Symlink(target, link), os.Mkdir(filepath.Join(dir, "folder"), 0o700), os.Mkdir(filepath.Join(dir, "shut"), 0o500)); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{
		link:                                         "symbolic link",
		filepath.Join(dir, "folder"):                 "it is a folder",
		filepath.Join(dir, "gone", "a"):              "there is no folder " + filepath.Join(dir, "gone"),
		filepath.Join(target, "a"):                   "not a directory",
		"/dev/full":                                  "a device",
		filepath.Join(dir, "shut", "a"):              "permission denied",
		filepath.Join(dir, strings.Repeat("n", 300)): "file name too long",
	} {
		if strings.Contains(name, "shut") && os.Geteuid() == 0 {
			continue // nothing is shut to this user
		}
		if err := put(name, true, "new"); err == nil || !strings.Contains(err.Error(), says) || !strings.HasSuffix(err.Error(), "nothing was replaced") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != "kept" { //nolint:gosec // a test's own folder
		t.Errorf("the link's file holds %q: %v", text, err)
	}
}

func TestFilePath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for typed, want := range map[string]string{
		"jobs.csv": "/folder/jobs.csv", "a/../b.csv": "/folder/b.csv", "/tmp/x": "/tmp/x", "~/x.json": filepath.Join(home, "x.json"), "~x": "/folder/~x",
	} {
		if got, err := client.FilePath("/folder", typed); err != nil || got != want {
			t.Errorf("%s is %s, not %s: %v", typed, got, want, err)
		}
	}
	for _, typed := range []string{"", "folder/", "~/"} {
		if got, err := client.FilePath("/folder", typed); err == nil {
			t.Errorf("%q is %s", typed, got)
		}
	}
}
