package journal_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"drover/client/journal"
)

func TestWhyAFileIsNotWrittenIsShort(t *testing.T) {
	on := func(err error) error {
		return fmt.Errorf("the draft could not be saved: %w", &fs.PathError{Op: "open", Path: "/state/x.json", Err: err})
	}
	for name, c := range map[string]struct {
		err       error
		why, path string
	}{
		"a full disk":          {on(syscall.ENOSPC), "disk full", "/state/x.json"},
		"a read-only disk":     {on(syscall.EROFS), "read-only file system", "/state/x.json"},
		"no right":             {on(syscall.EACCES), "permission denied", "/state/x.json"},
		"no right of a kind":   {on(syscall.EPERM), "permission denied", "/state/x.json"},
		"something else":       {on(syscall.ENAMETOOLONG), "file name too long", "/state/x.json"},
		"nothing about a file": {errors.New("the draft is closed"), "", ""},
	} {
		if why, path := journal.Why(c.err); why != c.why || path != c.path {
			t.Errorf("%s: %q, %q", name, why, path)
		}
	}
}
