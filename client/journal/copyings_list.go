package journal

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

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
	names, err := c.names()
	if err != nil {
		return nil, err
	}
	var notes []CopyingNote
	for _, name := range names {
		if id, torn := strings.CutSuffix(name.Name(), ".json"+half); torn {
			c.sweep(id, c.path(id))
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
	return c.aside(id)
}
