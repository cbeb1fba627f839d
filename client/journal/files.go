//go:build unix

package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// folders makes sure of a state folder and of the one in it where locks are.
func folders(dir string) (locks string, err error) {
	locks = filepath.Join(dir, "locks")
	for _, d := range []string{dir, locks} {
		if err := privateDir(d); err != nil {
			return "", fmt.Errorf("the state folder cannot be used: %w", err)
		}
	}
	return locks, nil
}

// privateDir makes sure of a folder that is ours and closed to others.
func privateDir(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return noFolder(path)
	}
	return private(path, info, "700")
}

// privateFile opens a plain file that is ours and closed to others.
func privateFile(path string, flag int) (*os.File, error) {
	f, err := os.OpenFile(path, flag|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o600)
	if errors.Is(err, syscall.ELOOP) {
		return nil, &FileError{Path: path, Short: "a symbolic link", words: "is a symbolic link, which is not followed"}
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &FileError{Path: path, Short: "no plain file", words: "is no plain file"}
	}
	if err == nil {
		err = private(path, info, "600")
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

func private(path string, info fs.FileInfo, mode string) error {
	if st, ok := info.Sys().(*syscall.Stat_t); ok && int(st.Uid) != os.Geteuid() {
		return &FileError{Path: path, Short: "another user's", words: "belongs to another user"}
	}
	if perm := info.Mode().Perm(); perm&0o077 != 0 {
		return &FileError{
			Path: path, Short: fmt.Sprintf("mode %o: open to others", perm),
			words: fmt.Sprintf("is open to others (mode %o)", perm), Mend: "chmod " + mode + " mends that",
		}
	}
	return nil
}

// half ends the name of a file that is not written to its end yet.
const half = ".new"

// replaceFile puts a new file in the old one's place and returns once it is on
// the disk. placed is false if the old one is still there. Its lock is held by
// the caller, so a file of the temporary name is what a death left.
func replaceFile(path string, text []byte) (placed bool, err error) {
	return placeFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// placeFile is replaceFile for what is too long to be held.
func placeFile(path string, write func(io.Writer) error) (placed bool, err error) {
	next := path + half
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	f, err := privateFile(next, os.O_WRONLY|os.O_CREATE|os.O_EXCL)
	if err != nil {
		return false, err
	}
	if err = write(f); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		_ = os.Remove(next)
		return false, err
	}
	return true, syncDir(filepath.Dir(path))
}

// errHeld says that somebody else holds a lock.
var errHeld = errors.New("held")

// flock takes the lock on an open file, trying again for a while: whoever
// holds the journal's lock lets go within one write.
func flock(f *os.File, how int, patience time.Duration) error {
	const pause = 2 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, syscall.EINTR):
			continue
		case !errors.Is(err, syscall.EWOULDBLOCK):
			return err
		case waited >= patience:
			return errHeld
		}
		time.Sleep(pause)
	}
}

func funlock(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
