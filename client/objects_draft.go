package client

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"sync"
	"time"

	"drover/client/dbobject"
	"drover/client/journal"
	"drover/model"
	"drover/model/objects"
)

// KeptObjects is a draft of a job's objects as it lies on the disk.
type KeptObjects struct {
	Listing *objects.Listing  // the document that was wanted
	Base    [sha256.Size]byte // print of what the job held when it was begun: another one now means that somebody has saved since
	At      time.Time         // when it was kept
}

// ErrObjectsTooLarge says that a draft of objects is too large to be kept.
var ErrObjectsTooLarge = journal.ErrObjectsTooLarge

// objectsDrafts holds the drafts of objects that this client writes.
type objectsDrafts struct {
	mu    sync.Mutex
	holds map[model.JobID]*journal.ObjectsHold
}

// KeepObjects writes what is wanted of a job's objects to the disk, where it survives
// the loss of the machine's power, and tells when. A document of a million tables takes
// a second or more: it is for a command, and one at a time. The first call keeps other
// drovers from doing the same, until DropObjects or LeaveObjects. After an error, an
// *UnsavedError, the former draft is there; base is the print of what the job held.
func (c *Client) KeepObjects(job model.JobID, base [sha256.Size]byte, want *objects.Listing) (time.Time, error) {
	if c.drafts == nil {
		return time.Time{}, unsaved(errNoDrafts)
	}
	hold, err := c.holdObjects(job)
	if err != nil {
		return time.Time{}, unsaved(err)
	}
	saved := c.now()
	if err := hold.Save(base, saved, func(w io.Writer) error { return dbobject.Write(w, want) }); err != nil {
		return time.Time{}, unsaved(err)
	}
	return saved, nil
}

// KeptObjects reads what is on the disk of a job's objects; ok is false if nothing is.
// Another drover may be writing it: that is for KeepObjects to find out.
func (c *Client) KeptObjects(job model.JobID) (kept KeptObjects, ok bool, err error) {
	if c.drafts == nil {
		return KeptObjects{}, false, nil
	}
	head, err := c.drafts.ReadObjects(c.draftPlace(), job, func(r io.Reader) error {
		kept.Listing, err = dbobject.Read(r, dbobject.Options{})
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return KeptObjects{}, false, nil
	case err != nil:
		return KeptObjects{}, false, shown(err)
	}
	kept.Base, kept.At = head.Base, head.Saved
	return kept, true, nil
}

// DropObjects takes the draft of a job's objects off the disk: it was saved, or is not
// wanted any more. A KeepObjects after it brings it back.
func (c *Client) DropObjects(job model.JobID) error {
	if c.drafts == nil {
		return nil
	}
	if !c.drafts.HasObjects(c.draftPlace(), job) {
		c.LeaveObjects(job)
		return nil
	}
	hold, err := c.holdObjects(job)
	if err != nil {
		return shown(err)
	}
	if err := hold.Drop(); err != nil {
		return shown(err)
	}
	c.LeaveObjects(job)
	return nil
}

// LeaveObjects lets other drovers write the draft of a job's objects. What is kept
// stays.
func (c *Client) LeaveObjects(job model.JobID) {
	d := &c.objects
	d.mu.Lock()
	defer d.mu.Unlock()
	if hold := d.holds[job]; hold != nil {
		hold.Close()
		delete(d.holds, job)
	}
}

// leaveAllObjects is LeaveObjects of all jobs.
func (c *Client) leaveAllObjects() {
	d := &c.objects
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, hold := range d.holds {
		hold.Close()
	}
	d.holds = nil
}

// holdObjects is the right to write a draft, taken once.
func (c *Client) holdObjects(job model.JobID) (*journal.ObjectsHold, error) {
	d := &c.objects
	d.mu.Lock()
	defer d.mu.Unlock()
	if hold := d.holds[job]; hold != nil {
		return hold, nil
	}
	hold, err := c.drafts.HoldObjects(c.draftPlace(), job)
	if err != nil {
		return nil, err
	}
	if d.holds == nil {
		d.holds = map[model.JobID]*journal.ObjectsHold{}
	}
	d.holds[job] = hold
	return hold, nil
}
