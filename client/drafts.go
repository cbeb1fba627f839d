package client

import (
	"errors"
	"time"

	"drover/model"
)

// DraftNote is a draft as a list of them shows it.
type DraftNote struct {
	ID    string
	Name  string // of the job, "" if it has none yet
	Step  model.CreateStep
	Begun time.Time
	Saved time.Time
	Busy  bool  // another drover, or another page of this one, has it open
	Err   error // it cannot be read, and why; nil: it can
}

// DraftFile is a draft that is open: nobody else can write it until Close.
type DraftFile struct{}

// ErrDraftBusy says that a draft is open elsewhere.
var ErrDraftBusy = errors.New("the draft is open in another drover")

// Drafts lists the drafts of this profile and project, the one saved last
// first. What cannot be read is listed with its reason.
func (c *Client) Drafts() ([]DraftNote, error) { return nil, nil }

// NewDraft opens a draft that is not on the disk yet: the first Save puts it
// there.
func (c *Client) NewDraft() (*DraftFile, model.Draft, error) {
	return &DraftFile{}, model.NewDraft(c.NewIntent(), c.now()), nil
}

// OpenDraft opens a draft that is on the disk. Its secrets need input again.
func (c *Client) OpenDraft(id string) (*DraftFile, model.Draft, error) {
	return nil, model.Draft{}, ErrDraftBusy
}

// Save writes the draft, secrets left out, so that it survives the loss of the
// machine's power; it tells when. After an error the former draft is there.
func (f *DraftFile) Save(d model.Draft) (time.Time, error) { return time.Time{}, nil }

// Drop takes the draft off the disk.
func (f *DraftFile) Drop() error { return nil }

// Close lets others open the draft; closing nothing is nothing.
func (f *DraftFile) Close() {}
