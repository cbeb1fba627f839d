//go:build unix

package client

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// Scratch is a file for somebody to edit, in a folder of its own, which no one
// else can enter: what an editor leaves beside the file goes with it. The folder
// is locked for as long as drover or the editor lives.
type Scratch struct {
	path string
	hold *os.File // the folder
}

const scratchName = "edit-"

// NewScratch puts a text into a new file of that name below a state folder. The
// error is one sentence.
func NewScratch(state, name string, text []byte) (*Scratch, error) {
	if state == "" {
		return nil, errors.New("there is no folder for a file to edit")
	}
	dir, err := os.MkdirTemp(state, scratchName+"*") // 0700
	if err != nil {
		return nil, noScratch(err)
	}
	s := &Scratch{path: filepath.Join(dir, name)}
	if s.hold, err = holdFolder(dir); err == nil {
		err = os.WriteFile(s.path, text, 0o600)
	}
	if err != nil {
		s.Remove()
		return nil, noScratch(err)
	}
	return s, nil
}

// holdFolder locks a folder, unless somebody else has it locked.
func holdFolder(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// scratchLasts is how long what an earlier drover left there waits for somebody
// to look for it.
const scratchLasts = 24 * time.Hour

// SweepScratch removes what earlier drovers left below a state folder when they
// were killed in the middle of an edit: what nobody holds and nobody has written
// to for a day.
func SweepScratch(state string) {
	left, _ := filepath.Glob(filepath.Join(state, scratchName+"*"))
	for _, dir := range left {
		if hold, err := holdFolder(dir); err == nil {
			if time.Since(written(dir)) > scratchLasts {
				_ = os.RemoveAll(dir) // what stays is in nobody's way
			}
			_ = hold.Close()
		}
	}
}

// written is when a folder, or a file in it, was written last.
func written(dir string) time.Time {
	var last time.Time
	inside, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, path := range append(inside, dir) {
		if info, err := os.Lstat(path); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last
}

func noScratch(err error) error {
	if at := (*os.PathError)(nil); errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("there is no file to edit: %w in the state folder", err)
}

// Path is where the file is.
func (s *Scratch) Path() string { return s.path }

// LendTo has a program hold the folder as well: it stays locked if drover dies
// before the program ends.
func (s *Scratch) LendTo(cmd *exec.Cmd) { cmd.ExtraFiles = append(cmd.ExtraFiles, s.hold) }

// Read is what the file holds now.
func (s *Scratch) Read() ([]byte, error) { return ReadSmallFile(s.path, largestJobFile) }

// Remove takes the file away, and all that is beside it.
func (s *Scratch) Remove() {
	_ = os.RemoveAll(filepath.Dir(s.path))
	if s.hold != nil {
		_ = s.hold.Close()
	}
}
