package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"drover/model"
)

// CopyingNote is a copying as a list of them shows it.
type CopyingNote struct {
	ID     string // clean
	Record CopyRecord
	Busy   bool   // a drover is at it
	Err    error  // it cannot be read, and why; nil: it can
	Why    string // that in a few words, clean
	File   string // its path, clean
}

// List lists the copyings of a place, the one saved last first, and all that cannot be
// read: nobody knows of what place they are. Without a folder there are none.
func (c *Copyings) List(place DraftPlace) ([]CopyingNote, error) {
	if _, err := os.Lstat(c.folder); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err := c.open(); err != nil {
		return nil, err
	}
	names, err := os.ReadDir(c.folder)
	if err != nil {
		return nil, fmt.Errorf("the copyings cannot be listed: %w", err)
	}
	var notes []CopyingNote
	for _, name := range names {
		if id, torn := strings.CutSuffix(name.Name(), ".json"+half); torn {
			c.sweep(id)
			continue
		}
		id, ok := strings.CutSuffix(name.Name(), ".json")
		if !ok {
			continue
		}
		note := CopyingNote{ID: model.Clean(id), File: model.Clean(c.path(id)), Busy: c.busy(id)}
		_, note.Record, note.Err = c.read(id)
		switch {
		case errors.Is(note.Err, fs.ErrNotExist), note.Err == nil && !samePlace(note.Record.Place, place):
			continue
		case note.Err != nil:
			note.Why = shortly(note.Err)
			note.Record = CopyRecord{}
			if info, err := os.Lstat(c.path(id)); err == nil {
				note.Record.Saved = info.ModTime()
			}
		}
		notes = append(notes, note)
	}
	slices.SortStableFunc(notes, func(a, b CopyingNote) int { return b.Record.Saved.Compare(a.Record.Saved) })
	return notes, nil
}

// shortly is an error in a few words.
func shortly(err error) string {
	if why, _ := Why(err); why != "" {
		return model.Clean(why)
	}
	return model.Clean(strings.TrimPrefix(err.Error(), "it is "))
}

// busy reports whether somebody holds a copying.
func (c *Copyings) busy(id string) bool {
	f, err := privateFile(c.lockPath(id), os.O_RDONLY)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	return errors.Is(flock(f, syscall.LOCK_SH, 0), errHeld)
}

// sweep removes the half of a file that a death left long ago.
func (c *Copyings) sweep(id string) {
	left := c.path(id) + half
	info, err := os.Lstat(left)
	if err != nil || time.Since(info.ModTime()) < forgotten {
		return
	}
	if h, err := c.hold(id); err == nil {
		_ = os.Remove(left) // what stays is in nobody's way
		h.Close()
	}
}

// SetAside moves a record that cannot be read out of the way: its file is there still,
// under the name that is told. One that can be read, or that a drover is at, stays.
func (c *Copyings) SetAside(id string) (string, error) {
	h, err := c.hold(id)
	if err != nil {
		return "", err
	}
	defer h.Close()
	switch _, _, err = c.read(id); {
	case err == nil:
		return "", errors.New("the record of the copying can be read: it stays")
	case errors.Is(err, fs.ErrNotExist):
		return "", errors.New("the copying is not on the disk any more")
	}
	name := id + ".json" + damagedEnd
	for i := 2; ; i++ { // an earlier one of the name stays
		if _, err := os.Lstat(filepath.Join(c.folder, name)); errors.Is(err, fs.ErrNotExist) {
			break
		}
		name = id + ".json" + damagedEnd + strconv.Itoa(i)
	}
	if err := os.Rename(c.path(id), filepath.Join(c.folder, name)); err != nil {
		return "", fmt.Errorf("the record could not be moved aside: %w", err)
	}
	return name, syncDir(c.folder)
}
