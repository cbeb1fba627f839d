package client

import (
	"slices"

	"drover/client/journal"
	"drover/model"
)

// Damage is a line of the journal that could not be read; see package journal.
type Damage = journal.Damage

// JournalState is a journal line's word on one job; see package journal.
type JournalState = journal.State

// The journal's states.
const (
	JournalIntent   = journal.Intent
	JournalSending  = journal.Sending
	JournalApplied  = journal.Applied
	JournalRejected = journal.Rejected
	JournalNotSent  = journal.NotSent
	JournalUnknown  = journal.Unknown
	JournalAbsent   = journal.Absent
)

// Entry is one job of one intent as the journal knows it.
type Entry struct {
	journal.Entry
	Here    bool // of this service and project: it can be settled here
	Working bool // a drover is at it now
	PID     int  // that drover's process; 0: not told
	Blocks  bool // nothing is sent where it went before it is settled
}

// Section is the section that an update was of, "" of anything else.
func (e Entry) Section() model.Section { return sectionOf(e.Line) }

// What is what was asked for, in words: "start", "update policy".
func (e Entry) What() string {
	if s := e.Section(); s != "" {
		return model.Clean(e.Op) + " " + s.Word()
	}
	return model.Clean(e.Op)
}

// History is the journal as one look at the disk found it.
type History struct {
	Entries []Entry  // unresolved first, newest first
	Damaged []Damage // the lines that cannot be read
}

// History reads the journal. It waits for the disk and for another drover that
// writes, seconds at worst: call it from a command. The error is why nothing
// can be read, and so nothing sent.
func (c *Client) History() (History, error) {
	out, err := c.entries()
	if err != nil {
		return History{}, err
	}
	for i := range out {
		c.attend(&out[i])
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		if a.Unresolved() != b.Unresolved() {
			if a.Unresolved() {
				return -1
			}
			return 1
		}
		return b.Time.Compare(a.Time)
	})
	return History{Entries: out, Damaged: c.journal.Damaged()}, nil
}

// Unresolved lists what was sent and nobody knows the outcome of, newest
// first. It asks no disk beyond the locks, so a screen may call it at any
// time. Only those that are Here can be settled here.
func (c *Client) Unresolved() []Entry {
	if c.journal == nil {
		return nil
	}
	var out []Entry
	for _, e := range c.placed(c.journal.Seen()) {
		if e.Unresolved() {
			if c.attend(&e); e.Unresolved() {
				out = append(out, e)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return b.Time.Compare(a.Time) })
	return out
}

// attend looks whether a drover is at an entry now. If so, its last line is
// no trace of a death but simply how far it is.
func (c *Client) attend(e *Entry) {
	if !e.Unresolved() && !e.Open() {
		return
	}
	e.PID, e.Working = c.journal.Holder(e.Target())
	if e.Working && e.Open() && !c.looksFor(e.Job) {
		e.State = e.Written
	}
}

// looksFor reports whether the drover at a job is this one, and only looks for
// what an earlier one left: then its last line is the trace of a death.
func (c *Client) looksFor(id model.JobID) bool {
	r := c.settling()
	if r == nil {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	_, claimed := r.lines[id]
	return claimed
}

// entries reads the journal in its own order.
func (c *Client) entries() ([]Entry, error) {
	if c.journal == nil {
		return nil, c.broken
	}
	read, err := c.journal.Entries()
	return c.placed(read), err
}

// placed tells of each entry whether it belongs here.
func (c *Client) placed(read []journal.Entry) []Entry {
	out := make([]Entry, 0, len(read))
	for _, e := range read {
		out = append(out, Entry{Entry: e, Here: e.Origin == c.place.Origin && e.Project == c.place.Project, Blocks: c.blocks(e)})
	}
	return out
}
