package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"drover/model"
)

// Copyings keeps the copyings that are not done: a file for each in the folder copies
// of a state folder. Several drovers may share it; a copying is worked on by one of them
// at a time.
type Copyings struct{ shelf }

// Copyings are those beside the journal. Nothing is touched before the first of them is
// listed, opened or saved.
func (j *Journal) Copyings() *Copyings {
	dir := filepath.Dir(j.path)
	return &Copyings{shelf{dir: dir, folder: filepath.Join(dir, "copies"), things: "copies", thing: "copy", busyWords: busyCopying}}
}

// CopyRecord is what of a copying is on the disk: enough to go on with it after any
// death. No secret is in it, and nothing that a service sent as a whole.
type CopyRecord struct {
	ID       string // 26 characters, as an intent's
	Place    DraftPlace
	Realm    model.Realm
	Original model.JobID
	Was      string // the original's name, clean
	Name     string // of the copy
	Version  string
	Fate     model.Fate
	Filters  bool
	Check    bool
	// Described says that somebody is still describing it: nothing of it was sent, and
	// its name may be any.
	Described bool
	Answers   []string      // the questions before the copy was made that were answered with yes
	Namesakes []model.JobID // that had the original's name before the copy was asked for
	Copy      model.JobID
	Accepted  []CopyAccepted // what of the copy was taken as it is; only of one that was
	Edits     []CopyEdit
	Steps     []CopyNote
	Begun     time.Time
	Saved     time.Time
	Rests     string // why it goes no further by itself; "": it goes on, or a death ended it
}

// CopyEdit is what the copy is to have of its own in a section, and what the original
// had.
type CopyEdit struct {
	Section    model.Section
	Base, Want map[model.FieldKey]string
}

// CopyNote is one step.
type CopyNote struct {
	Step   model.CopyStep
	State  model.CopyState
	Intent string // of what it sent last, written before it was sent
	Why    string
	At     time.Time
}

// CopyAccepted is a value of the copy that is not what was asked for, and was taken as it
// is.
type CopyAccepted struct {
	Key model.FieldKey
	Is  string
}

// ErrCopyBusy says that a drover is at a copying.
var ErrCopyBusy = errors.New("another drover is at this copying")

// CopyHold is the sole right to write one record. The kernel takes it back when the
// process ends, however it ends.
type CopyHold struct {
	copyings *Copyings
	id       string

	mu   sync.Mutex // held while the disk works
	lock *os.File   // nil: let go
	text []byte     // the file as it was read or written last; nil: not on the disk yet
}

// New takes the right to a copying that is not on the disk, and puts it there.
func (c *Copyings) New(r CopyRecord) (*CopyHold, error) {
	h, err := c.hold(r.ID)
	if err != nil {
		return nil, err
	}
	if _, err = os.Lstat(c.path(r.ID)); !errors.Is(err, fs.ErrNotExist) {
		err = errors.New("there is a copying of this id already")
	} else {
		err = h.Save(r)
	}
	if err != nil {
		h.Close()
		return nil, err
	}
	return h, nil
}

// Open takes the right to a copying and reads it, or answers at once with ErrCopyBusy.
func (c *Copyings) Open(place DraftPlace, id string) (*CopyHold, CopyRecord, error) {
	h, err := c.hold(id)
	if err != nil {
		return nil, CopyRecord{}, err
	}
	text, r, err := c.read(id)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		err = errors.New("the copying is not on the disk any more: it is done, or was dropped")
	case err != nil:
		err = fmt.Errorf("the record of the copying cannot be read: %w", err)
	case !samePlace(r.Place, place):
		err = errors.New("the copying is of another service or project: go on with it there")
	}
	if err != nil {
		h.Close()
		return nil, CopyRecord{}, err
	}
	h.text = text
	return h, r, nil
}

// samePlace reports the same project of the same service: the profile is only a label.
func samePlace(a, b DraftPlace) bool { return a.Origin == b.Origin && a.Project == b.Project }

// Save writes the record and returns once it is on the disk. After an error the former
// file is there, whole. It writes over nothing that somebody else has put in its place.
func (h *CopyHold) Save(r CopyRecord) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.mine(); err != nil {
		return err
	}
	r.ID = h.id
	text, err := encodeCopying(r)
	if err == nil {
		var placed bool
		if placed, err = replaceFile(h.copyings.path(h.id), text); placed {
			h.text = text
		}
	}
	if err != nil {
		return fmt.Errorf("the record of the copying could not be saved: %w", err)
	}
	return nil
}

// mine makes sure that lock and file still are what this drover left.
func (h *CopyHold) mine() error {
	switch {
	case h.lock == nil:
		return errors.New("the record of the copying is closed")
	case !sameFile(h.lock, h.copyings.lockPath(h.id)):
		return errors.New("the lock of the copying was removed or replaced while drover ran: another drover may be at it")
	}
	there, err := h.copyings.text(h.id, largestCopying+1)
	switch {
	case errors.Is(err, fs.ErrNotExist) && h.text == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the record of the copying was removed while drover ran")
	case err != nil:
		return fmt.Errorf("the record of the copying could not be read: %w", err)
	case !bytes.Equal(there, h.text):
		return errors.New("somebody else has changed the record of the copying, which is left as it is")
	}
	return nil
}

// Drop takes the record off the disk and lets go of it.
func (h *CopyHold) Drop() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.mine(); err != nil {
		return err
	}
	if err := os.Remove(h.copyings.path(h.id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the record of the copying could not be dropped: %w", err)
	}
	h.letGo()
	return syncDir(h.copyings.folder)
}

// Close lets others open the copying.
func (h *CopyHold) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.letGo()
}

// letGo unlocks.
func (h *CopyHold) letGo() {
	if h.lock != nil {
		h.copyings.letGo(h.id, h.lock)
		h.lock = nil
	}
}

// hold takes the lock of a copying.
func (c *Copyings) hold(id string) (*CopyHold, error) {
	lock, err := c.take(id)
	if err != nil {
		return nil, err
	}
	return &CopyHold{copyings: c, id: id, lock: lock}, nil
}

func busyCopying(pid int) error {
	switch pid {
	case 0:
		return ErrCopyBusy
	case os.Getpid():
		return &busyElsewhere{"this drover is at this copying already", ErrCopyBusy}
	}
	return &busyElsewhere{fmt.Sprintf("another drover (pid %d) is at this copying", pid), ErrCopyBusy}
}

// read reads a record.
func (c *Copyings) read(id string) (text []byte, r CopyRecord, err error) {
	if text, err = c.text(id, largestCopying+1); err != nil {
		return nil, CopyRecord{}, err
	}
	r, err = parseCopying(text)
	if err == nil && r.ID != id {
		err = fmt.Errorf("it is the copying %s under another name: rename it back", model.Clean(r.ID))
	}
	return text, r, err
}
