package client

import (
	"errors"
	"sync"

	"drover/client/journal"
	"drover/model"
)

// A copy that somebody is describing lies beside those that are on their way: as its
// record, of which no step has begun. It is no course before it is sent.

const whyDescribed = "nothing of it was sent yet"

// describedCopies holds the records of copies that are described in this client.
type describedCopies struct {
	mu    sync.Mutex
	holds map[string]*journal.CopyHold
	over  map[string]bool // sent, or not wanted: what is on its way to the disk comes too late
}

// KeepCopy writes a copy that is being described to the disk, under an id of NewIntent's,
// and returns once it is there; passwords stay out. The first call keeps other drovers from
// doing the same, until DropCopy or LeaveCopy. It is for a command.
func (c *Client) KeepCopy(id string, copying model.Copying) error {
	if c.journal == nil {
		return c.Broken()
	}
	record := c.recordOf(id, copying)
	record.Described, record.Rests = true, whyDescribed
	d := &c.described
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over[id] {
		return nil
	}
	if hold := d.holds[id]; hold != nil {
		return shown(hold.Save(record))
	}
	hold, err := c.journal.Copyings().New(record)
	if err != nil {
		return shown(err)
	}
	d.hold(id, hold)
	return nil
}

// hold enters a record that is held; the caller has the lock.
func (d *describedCopies) hold(id string, hold *journal.CopyHold) {
	if d.holds == nil {
		d.holds = map[string]*journal.CopyHold{}
	}
	d.holds[id] = hold
}

// KeptCopy reads a copy that was being described, and goes on keeping it. Of the original
// it knows the id alone: what the copy is to have of its own is to be laid upon a reading.
func (c *Client) KeptCopy(id string) (model.Copying, error) {
	if c.journal == nil {
		return model.Copying{}, c.Broken()
	}
	hold, record, err := c.journal.Copyings().Open(c.draftPlace(), id)
	if err != nil {
		return model.Copying{}, shown(err)
	}
	if !record.Described {
		hold.Close()
		return model.Copying{}, errors.New("the copy was sent already: its steps are gone on with")
	}
	c.described.mu.Lock()
	defer c.described.mu.Unlock()
	c.described.hold(id, hold)
	return copyingOf(record), nil
}

// DropCopy takes a described copy off the disk: it was sent, or is not wanted any more.
func (c *Client) DropCopy(id string) error {
	c.described.mu.Lock()
	if c.described.over == nil {
		c.described.over = map[string]bool{}
	}
	c.described.over[id] = true
	c.described.mu.Unlock()
	return c.letGoOfCopy(id, (*journal.CopyHold).Drop)
}

// LeaveCopy lets other drovers go on with a described copy. What is kept stays.
func (c *Client) LeaveCopy(id string) {
	_ = c.letGoOfCopy(id, func(*journal.CopyHold) error { return nil })
}

func (c *Client) letGoOfCopy(id string, how func(*journal.CopyHold) error) error {
	d := &c.described
	d.mu.Lock()
	defer d.mu.Unlock()
	hold := d.holds[id]
	if hold == nil {
		return nil
	}
	err := how(hold)
	hold.Close()
	delete(d.holds, id)
	return shown(err)
}

// leaveAllCopies is LeaveCopy of all of them.
func (c *Client) leaveAllCopies() {
	d := &c.described
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, hold := range d.holds {
		hold.Close()
	}
	d.holds = nil
}
