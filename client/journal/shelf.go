package journal

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// shelf is a folder in a state folder with a file for each thing that is kept, and a lock
// beside it: several drovers share the folder, and one of them writes a thing at a time.
type shelf struct {
	dir, folder string
	things      string              // "drafts"
	thing       string              // "draft"
	busyWords   func(pid int) error // who has it; pid 0: not told
}

func (s *shelf) path(id string) string     { return filepath.Join(s.folder, id+".json") }
func (s *shelf) lockPath(id string) string { return filepath.Join(s.folder, id+".lock") }

// open makes sure of the folders.
func (s *shelf) open() error {
	for _, dir := range []string{s.dir, s.folder} {
		if err := privateDir(dir); err != nil {
			return fmt.Errorf("%s cannot be kept: %w", s.things, err)
		}
	}
	return nil
}

// names are those of the files in the folder; none where there is no folder.
func (s *shelf) names() ([]os.DirEntry, error) {
	if _, err := os.Lstat(s.folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	names, err := os.ReadDir(s.folder)
	if err != nil {
		return nil, fmt.Errorf("the %s cannot be listed: %w", s.things, err)
	}
	return names, nil
}

// take takes the lock of a thing. The kernel takes it back when the process ends,
// however it ends.
func (s *shelf) take(id string) (*os.File, error) {
	if !draftID.MatchString(id) {
		return nil, fmt.Errorf("no %s has such an id", s.thing)
	}
	if err := s.open(); err != nil {
		return nil, err
	}
	for {
		f, err := privateFile(s.lockPath(id), os.O_RDWR|os.O_CREATE)
		if err != nil {
			return nil, fmt.Errorf("the %s cannot be locked: %w", s.thing, err)
		}
		// A little patience, because a list looks whether somebody holds it.
		const probe = 50 * time.Millisecond
		err = flock(f, syscall.LOCK_EX, probe)
		if errors.Is(err, errHeld) {
			err = s.busyWords(pidIn(f))
		}
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		if !sameFile(f, s.lockPath(id)) { // it was dropped before we had it
			_ = f.Close()
			continue
		}
		if f.Truncate(0) == nil { // the pid is for people only
			_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		}
		return f, nil
	}
}

// letGo unlocks. The lock of what is not on the disk goes with it, which take knows.
func (s *shelf) letGo(id string, lock *os.File) {
	if _, err := os.Lstat(s.path(id)); errors.Is(err, fs.ErrNotExist) && sameFile(lock, s.lockPath(id)) {
		_ = os.Remove(s.lockPath(id)) // else a file of no bytes stays
	}
	_ = lock.Close()
}

// busy reports whether somebody holds a thing.
func (s *shelf) busy(id string) bool {
	f, err := privateFile(s.lockPath(id), os.O_RDONLY)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	return errors.Is(flock(f, syscall.LOCK_SH, 0), errHeld)
}

// sweep removes the half of a file that a death left long ago.
func (s *shelf) sweep(id, path string) {
	left := path + half
	info, err := os.Lstat(left)
	if err != nil || time.Since(info.ModTime()) < forgotten {
		return
	}
	if lock, err := s.take(id); err == nil {
		_ = os.Remove(left) // what stays is in nobody's way
		s.letGo(id, lock)
	}
}

// damagedEnd ends the name of a file that was set aside.
const damagedEnd = ".damaged"

// aside moves a thing's file out of the way, and tells its name there. The caller has the
// lock.
func (s *shelf) aside(id string) (string, error) {
	name := id + ".json" + damagedEnd
	for i := 2; ; i++ { // an earlier one of the name stays
		if _, err := os.Lstat(filepath.Join(s.folder, name)); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = id + ".json" + damagedEnd + strconv.Itoa(i)
	}
	if err := os.Rename(s.path(id), filepath.Join(s.folder, name)); err != nil {
		return "", fmt.Errorf("the %s could not be moved aside: %w", s.thing, err)
	}
	return name, syncDir(s.folder)
}

// text reads a thing's file, no more than some bytes of it.
func (s *shelf) text(id string, most int64) ([]byte, error) {
	f, err := privateFile(s.path(id), os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, most))
}

// busyElsewhere is an error about what somebody has, in words of its own.
type busyElsewhere struct {
	words string
	is    error
}

func (b *busyElsewhere) Error() string        { return b.words }
func (b *busyElsewhere) Is(target error) bool { return target == b.is }

// sameFile reports whether an open file still is the one of a name.
func sameFile(f *os.File, path string) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(ours, there)
}
