package client

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"drover/client/journal"
	"drover/model"
)

// A copy that somebody is describing lies beside those that are on their way: as its
// record, of which no step has begun. It is no course before it is sent.

const whyDescribed = "nothing of it was sent yet"

// describedCopies are the copies that are described in this client, by their ids. Its lock
// is never held while the disk works: a screen must not wait for the copy of another one.
type describedCopies struct {
	mu  sync.Mutex
	all map[string]*describedCopy
}

// describedCopy is one of them.
type describedCopy struct {
	over atomic.Bool // sent, or not wanted: what is on its way to the disk comes too late

	mu   sync.Mutex // held while the disk works
	hold *journal.CopyHold
}

// of finds a copy, or enters it.
func (d *describedCopies) of(id string) *describedCopy {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.all == nil {
		d.all = map[string]*describedCopy{}
	}
	if d.all[id] == nil {
		d.all[id] = &describedCopy{}
	}
	return d.all[id]
}

// each are all of them.
func (d *describedCopies) each() []*describedCopy {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Values(d.all))
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
	d := c.described.of(id)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over.Load() {
		return nil
	}
	if d.hold != nil {
		return shown(d.hold.Save(record))
	}
	hold, err := c.journal.Copyings().New(record)
	if err != nil {
		return shown(err)
	}
	d.hold = hold
	return nil
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
	d := c.described.of(id)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hold = hold
	return copyingOf(record), nil
}

// DropCopy takes a described copy off the disk: it was sent, or is not wanted any more.
func (c *Client) DropCopy(id string) error {
	c.described.of(id).over.Store(true)
	return c.letGoOfCopy(id, (*journal.CopyHold).Drop)
}

// LeaveCopy lets other drovers go on with a described copy. What is kept stays.
func (c *Client) LeaveCopy(id string) {
	_ = c.letGoOfCopy(id, leaveIt)
}

func (c *Client) letGoOfCopy(id string, how func(*journal.CopyHold) error) error {
	return shown(c.described.of(id).letGo(how))
}

// letGo does a last thing with the record, and lets other drovers have it.
func (d *describedCopy) letGo(how func(*journal.CopyHold) error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.hold == nil {
		return nil
	}
	err := how(d.hold)
	d.hold.Close()
	d.hold = nil
	return err
}

func leaveIt(*journal.CopyHold) error { return nil }

// leaveAllCopies is LeaveCopy of all of them.
func (c *Client) leaveAllCopies() {
	for _, d := range c.described.each() {
		_ = d.letGo(leaveIt)
	}
}
