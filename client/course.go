package client

import (
	"slices"
	"sync"
	"time"

	"drover/client/journal"
	"drover/model"
)

// Course takes the steps of a copying one after another. Every write of it is an
// ordinary plan of one step, sent by a run; what a step is for is told by reads, so a
// step whose goal holds sends nothing. It belongs to its client: leaving a screen never
// ends it. One that goes no further by itself rests: it lies on the disk, and GoOn takes
// it up again, in this drover or in a later one.
type Course struct {
	client *Client
	id     string

	changed chan struct{} // one place: wake-ups coalesce
	halting chan struct{} // closed once no further step is to be taken
	done    chan struct{}

	// Of the one goroutine that works.
	hold   *journal.CopyHold
	record journal.CopyRecord
	input  CopyInput
	shown  []model.Difference // what of the copy is told to be otherwise: that alone is taken as it is
	at     int                // the step that is taken
	deaf   bool               // it was not sent, because a reading before it was lost

	mu      sync.Mutex
	copying model.Copying
	report  model.CopyReport
	runs    []*Run
	halted  string // why no further step is taken; "": go on
}

// CopyInput is what somebody says when a copying that rests is to go on.
type CopyInput struct {
	Secrets model.EndSecrets // what was asked for: see model.CopySecrets
	Skip    bool             // the step that it rests at is left out, where the copying is whole without it
	Accept  bool             // the copy is taken as it is, or the original as it is now
}

// CopyKept is a copying that lies unfinished on the disk.
type CopyKept struct {
	ID           string
	Original     model.JobID
	OriginalName string // clean
	Copy         model.JobID
	CopyName     string // clean
	Fate         model.Fate
	Report       model.CopyReport // how far it is, as the disk has it; of one that was sent
	Described    bool             // somebody was describing it, and nothing of it was sent: see KeptCopy
	Step         string           // what it rests at, in words
	Rests        string           // why, as a sentence
	Saved        time.Time
	Busy         bool   // a drover is at it
	Err          error  // it cannot be read, and why; nil: it can
	Why          string // that in a few words, clean
	File         string // its path, clean
}

// ID is the copying's, 26 characters.
func (k *Course) ID() string { return k.id }

// Report is what is known now. The copy is the caller's.
func (k *Course) Report() model.CopyReport {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := k.report
	out.Steps = slices.Clone(k.report.Steps)
	return out
}

// Runs lists the runs that sent something for it, the newest first.
func (k *Course) Runs() []*Run {
	k.mu.Lock()
	defer k.mu.Unlock()
	out := slices.Clone(k.runs)
	slices.Reverse(out)
	return out
}

// Stop takes no further step. What is out is waited for and looked for as ever.
func (k *Course) Stop() { k.halt(whyStopped) }

// Changed receives when the report is another one than at the last receive. There is
// one place in it: have one receiver.
func (k *Course) Changed() <-chan struct{} { return k.changed }

// Done is closed once it is done, or rests.
func (k *Course) Done() <-chan struct{} { return k.done }

// halt takes no further step, for the first reason that is given.
func (k *Course) halt(why string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.halted != "" {
		return
	}
	k.halted = why
	close(k.halting)
	k.wake()
}

// over tells why no further step is taken, or "".
func (k *Course) over() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.halted
}

func (k *Course) wake() {
	select {
	case k.changed <- struct{}{}:
	default:
	}
}

// Courses lists those that go or rest in this client, the newest first.
func (c *Client) Courses() []*Course {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := slices.Clone(c.courses)
	slices.Reverse(out)
	return out
}
