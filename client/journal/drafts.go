package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sync"
	"time"

	"drover/model"
)

// Drafts keeps the jobs that somebody is describing: a file for each in the
// folder drafts of a state folder. Several drovers may share it; a draft is
// open in one of them at a time.
type Drafts struct{ shelf }

// NewDrafts keeps drafts in a state folder, which is not touched before the
// first of them is listed, opened or saved.
func NewDrafts(dir string) *Drafts {
	return &Drafts{shelf{dir: dir, folder: filepath.Join(dir, "drafts"), things: "drafts", thing: "draft", busyWords: busyDraft}}
}

// DraftPlace is where the job of a draft is to be made.
type DraftPlace struct{ Profile, Origin, Project string }

// ErrDraftBusy says that a draft is open elsewhere.
var ErrDraftBusy = errors.New("the draft is open in another drover")

// draftID is what the id of a draft may be: it names files.
var draftID = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z-]{0,63}$`)

// DraftHold is the sole right to write one draft. The kernel takes it back when
// the process ends, however it ends.
type DraftHold struct {
	drafts *Drafts
	place  DraftPlace
	id     string

	mu    sync.Mutex // held while the disk works
	lock  *os.File   // nil: let go
	text  []byte     // the file as it was read or written last; nil: not on the disk yet
	extra object     // members that a newer drover has put there
}

// New takes the right to a draft that is not on the disk: Save puts it there.
func (d *Drafts) New(place DraftPlace, id string) (*DraftHold, error) {
	h, err := d.hold(place, id)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(d.path(id)); !errors.Is(err, fs.ErrNotExist) {
		h.Close()
		return nil, errors.New("there is a draft of this id already")
	}
	return h, nil
}

// Open takes the right to a draft and reads it, or answers at once with
// ErrDraftBusy. A draft of another place is none of this one's.
func (d *Drafts) Open(place DraftPlace, id string) (*DraftHold, model.Draft, error) {
	h, err := d.hold(place, id)
	if err != nil {
		return nil, model.Draft{}, err
	}
	var draft model.Draft
	var file draftFile
	h.text, err = d.read(id)
	if err == nil {
		file, err = parseDraft(h.text)
	}
	if err == nil && file.Place() != place {
		err = errors.New("the draft is for another profile or project: open it there")
	}
	if err == nil {
		draft, err = file.draft(id)
	}
	if err != nil {
		h.Close()
		return nil, model.Draft{}, unreadable(err)
	}
	h.extra = file.extra
	return h, draft, nil
}

func unreadable(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("the draft is not on the disk any more")
	}
	return fmt.Errorf("the draft cannot be read: %w", err)
}

// Save writes the draft, secrets left out, and returns once it is on the disk.
// After an error the former file is there, whole. It writes over nothing that
// somebody else has put in its place.
func (h *DraftHold) Save(d model.Draft, saved time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock == nil {
		return errors.New("the draft is closed")
	}
	if err := h.mine(); err != nil {
		return err
	}
	d.ID, d.Saved = h.id, saved
	text, err := encodeDraft(d, h.place, h.extra)
	if err != nil {
		return fmt.Errorf("the draft could not be saved: %w", err)
	}
	placed, err := replaceFile(h.drafts.path(h.id), text)
	if placed {
		h.text = text
	}
	if err != nil {
		return fmt.Errorf("the draft could not be saved: %w", err)
	}
	return nil
}

// mine makes sure that lock and file still are what this drover left. A file
// that is gone is no obstacle: there is nothing to lose.
func (h *DraftHold) mine() error {
	if !sameFile(h.lock, h.drafts.lockPath(h.id)) {
		return errors.New("the lock of the draft was removed or replaced while drover ran, so another drover may have it: write it to a file, and open the draft anew")
	}
	there, err := h.drafts.read(h.id)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("the draft could not be saved: %w", err)
	case !bytes.Equal(there, h.text):
		return errors.New("somebody else has changed the draft on the disk, which is left as it is: write yours to a file, and open the draft anew")
	}
	return nil
}

// Drop takes the draft off the disk and lets go of it.
func (h *DraftHold) Drop() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.lock == nil {
		return errors.New("the draft is closed")
	}
	if h.text != nil {
		if err := h.mine(); err != nil {
			return err
		}
		if err := os.Remove(h.drafts.path(h.id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("the draft could not be dropped: %w", err)
		}
	}
	h.letGo()
	return syncDir(h.drafts.folder)
}

// Close lets others open the draft.
func (h *DraftHold) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.letGo()
}

// letGo unlocks.
func (h *DraftHold) letGo() {
	if h.lock != nil {
		h.drafts.letGo(h.id, h.lock)
		h.lock = nil
	}
}

// hold takes the lock of a draft.
func (d *Drafts) hold(place DraftPlace, id string) (*DraftHold, error) {
	lock, err := d.take(id)
	if err != nil {
		return nil, err
	}
	return &DraftHold{drafts: d, place: place, id: id, lock: lock}, nil
}

func busyDraft(pid int) error {
	switch pid {
	case 0:
		return ErrDraftBusy
	case os.Getpid():
		return &busyElsewhere{"the draft is open on another page of this drover", ErrDraftBusy}
	}
	return &busyElsewhere{fmt.Sprintf("the draft is open in another drover (pid %d)", pid), ErrDraftBusy}
}

// read reads a draft's file, one byte more than it may have at most.
func (d *Drafts) read(id string) ([]byte, error) { return d.text(id, largestDraft+1) }
