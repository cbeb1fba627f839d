package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
	"time"

	"drover/model"
)

// Drafts keeps the jobs that somebody is describing: a file for each in the
// folder drafts of a state folder. Several drovers may share it; a draft is
// open in one of them at a time.
type Drafts struct{ dir, folder string }

// NewDrafts keeps drafts in a state folder, which is not touched before the
// first of them is listed, opened or saved.
func NewDrafts(dir string) *Drafts {
	return &Drafts{dir: dir, folder: filepath.Join(dir, "drafts")}
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

// letGo unlocks. The lock of a draft that is not on the disk goes with it, which
// hold knows.
func (h *DraftHold) letGo() {
	if h.lock == nil {
		return
	}
	if _, err := os.Lstat(h.drafts.path(h.id)); errors.Is(err, fs.ErrNotExist) && sameFile(h.lock, h.drafts.lockPath(h.id)) {
		_ = os.Remove(h.drafts.lockPath(h.id)) // else a file of no bytes stays
	}
	_ = h.lock.Close()
	h.lock = nil
}

func (d *Drafts) path(id string) string     { return filepath.Join(d.folder, id+".json") }
func (d *Drafts) lockPath(id string) string { return filepath.Join(d.folder, id+".lock") }

// open makes sure of the folders.
func (d *Drafts) open() error {
	for _, dir := range []string{d.dir, d.folder} {
		if err := privateDir(dir); err != nil {
			return fmt.Errorf("drafts cannot be kept: %w", err)
		}
	}
	return nil
}

// hold takes the lock of a draft.
func (d *Drafts) hold(place DraftPlace, id string) (*DraftHold, error) {
	if !draftID.MatchString(id) {
		return nil, errors.New("no draft has such an id")
	}
	if err := d.open(); err != nil {
		return nil, err
	}
	for {
		f, err := privateFile(d.lockPath(id), os.O_RDWR|os.O_CREATE)
		if err != nil {
			return nil, fmt.Errorf("the draft cannot be locked: %w", err)
		}
		// A little patience, because a list looks whether somebody holds it.
		const probe = 50 * time.Millisecond
		err = flock(f, syscall.LOCK_EX, probe)
		if errors.Is(err, errHeld) {
			err = busy(pidIn(f))
		}
		if err != nil {
			return nil, errors.Join(err, f.Close())
		}
		if !sameFile(f, d.lockPath(id)) { // its draft was dropped before we had it
			_ = f.Close()
			continue
		}
		if f.Truncate(0) == nil { // the pid is for people only
			_, _ = f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
		}
		return &DraftHold{drafts: d, place: place, id: id, lock: f}, nil
	}
}

func busy(pid int) error {
	switch pid {
	case 0:
		return ErrDraftBusy
	case os.Getpid():
		return &held{"the draft is open on another page of this drover"}
	}
	return &held{fmt.Sprintf("the draft is open in another drover (pid %d)", pid)}
}

// held is ErrDraftBusy in better words.
type held struct{ words string }

func (h *held) Error() string        { return h.words }
func (h *held) Is(target error) bool { return target == ErrDraftBusy }

// sameFile reports whether an open file still is the one of a name.
func sameFile(f *os.File, path string) bool {
	ours, err := f.Stat()
	if err != nil {
		return false
	}
	there, err := os.Lstat(path)
	return err == nil && os.SameFile(ours, there)
}

// read reads a draft's file, one byte more than it may have at most.
func (d *Drafts) read(id string) ([]byte, error) {
	f, err := privateFile(d.path(id), os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, largestDraft+1))
}
