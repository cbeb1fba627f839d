package client

import (
	"errors"
	"sync"
	"time"

	"drover/client/journal"
	"drover/model"
)

// DraftNote is a draft as a list of them shows it.
type DraftNote = journal.DraftNote

// ErrDraftBusy says that a draft is open elsewhere.
var ErrDraftBusy = journal.ErrDraftBusy

// errNoDrafts says that a client has no folder for drafts.
var errNoDrafts = errors.New("drafts are kept nowhere here: what you type is lost when drover ends, unless you write it to a file")

// DraftFile is a draft that is open: nobody else can write it until Close. It
// is safe for concurrent use; of two calls of Save at a time, either may come
// last.
type DraftFile struct {
	drafts *journal.Drafts // nil: it is kept nowhere
	place  journal.DraftPlace
	id     string
	now    func() time.Time

	mu     sync.Mutex
	hold   *journal.DraftHold // nil: not on the disk yet
	told   bool               // that it is kept nowhere
	closed bool
}

// Drafts lists the drafts of this profile and project, the one saved last
// first. What cannot be read is listed with its reason.
func (c *Client) Drafts() ([]DraftNote, error) {
	if c.drafts == nil {
		return nil, nil
	}
	notes, err := c.drafts.List(c.draftPlace())
	for i := range notes {
		notes[i].Err = shown(notes[i].Err)
	}
	return notes, shown(err)
}

// SetAside moves a draft that cannot be read out of the way, and tells the name
// of its file from then on. One that can be read, or is open, stays.
func (c *Client) SetAside(id string) (string, error) {
	if c.drafts == nil {
		return "", errNoDrafts
	}
	name, err := c.drafts.SetAside(id)
	return model.Clean(name), shown(err)
}

// shownError says what is wrong with a file or folder, whose name may be hostile.
type shownError struct{ cause error }

func (e *shownError) Error() string { return model.Clean(e.cause.Error()) }
func (e *shownError) Unwrap() error { return e.cause }

func shown(err error) error {
	if err == nil {
		return nil
	}
	return &shownError{err}
}

// UnsavedError says why a draft could not be written: shortly, and where.
type UnsavedError struct {
	Why   string // in a few words, clean: "disk full"
	Path  string // of the file or folder, clean; "": it is of none
	cause error
}

func (e *UnsavedError) Error() string { return model.Clean(e.cause.Error()) }
func (e *UnsavedError) Unwrap() error { return e.cause }

func unsaved(err error) error {
	why, path := journal.Why(err)
	if why == "" {
		why = err.Error()
	}
	return &UnsavedError{Why: model.Clean(why), Path: model.Clean(path), cause: err}
}

// NewDraft opens a draft that is not on the disk yet: the first Save puts it
// there. Where no drafts can be kept, that is what says so, and why.
func (c *Client) NewDraft() (*DraftFile, model.Draft, error) {
	id := c.NewIntent()
	return c.draftFile(id, nil), model.NewDraft(id, c.now()), nil
}

// OpenDraft opens a draft that is on the disk. Its secrets need input again.
func (c *Client) OpenDraft(id string) (*DraftFile, model.Draft, error) {
	if c.drafts == nil {
		return nil, model.Draft{}, errNoDrafts
	}
	hold, d, err := c.drafts.Open(c.draftPlace(), id)
	if err != nil {
		return nil, model.Draft{}, shown(err)
	}
	return c.draftFile(id, hold), d, nil
}

func (c *Client) draftFile(id string, hold *journal.DraftHold) *DraftFile {
	return &DraftFile{drafts: c.drafts, place: c.draftPlace(), id: id, now: c.now, hold: hold}
}

func (c *Client) draftPlace() journal.DraftPlace {
	return journal.DraftPlace{Profile: c.place.Profile, Origin: c.place.Origin, Project: c.place.Project}
}

// Save writes the draft, secrets left out, so that it survives the loss of the
// machine's power; it tells when. After an error, an *UnsavedError where the disk
// is what is wrong, the former draft is there, and a later Save may work. A
// client that keeps no drafts says so once, and tells the zero time.
func (f *DraftFile) Save(d model.Draft) (time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.closed:
		return time.Time{}, errors.New("the draft is closed")
	case f.drafts == nil && f.told:
		return time.Time{}, nil
	case f.drafts == nil:
		f.told = true
		return time.Time{}, errNoDrafts
	}
	if f.hold == nil {
		hold, err := f.drafts.New(f.place, f.id)
		if err != nil {
			return time.Time{}, unsaved(err)
		}
		f.hold = hold
	}
	saved := f.now()
	if err := f.hold.Save(d, saved); err != nil {
		return time.Time{}, unsaved(err)
	}
	return saved, nil
}

// Drop takes the draft off the disk and closes it. After an error it is there
// still, and open.
func (f *DraftFile) Drop() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.hold != nil && !f.closed {
		if err := f.hold.Drop(); err != nil {
			return shown(err)
		}
	}
	f.closed = true
	return nil
}

// Close lets others open the draft. Nothing is saved any more.
func (f *DraftFile) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	if f.hold != nil {
		f.hold.Close()
	}
}
