package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/model/objects"
)

// What was changed is kept on the disk, a moment after a change and when the page is
// left: as the document that would be sent, beside the job's own as it was read.

// objectSaves is how far the keeping is.
type objectSaves struct {
	change, saved int // counted changes, and the last one that is on the disk
	due, busy     bool
	err           error
	left          remote[objectsLeft]
	resumed       bool // what was left is shown, or there is nothing
}

// objectsDue says that it is time to keep what was changed.
type objectsDue struct{}

// objectsKept says that a change is on the disk, or why not.
type objectsKept struct {
	change int
	err    error
}

// keepAfter is how long a change may be on no disk.
const keepAfter = 900 * time.Millisecond

func (v *objectSaves) why() string {
	if v.err == nil {
		return ""
	}
	return model.Clean(v.err.Error())
}

// touched counts a change, and sees to its keeping.
func (s *objectsPage) touched() tea.Cmd {
	s.saves.change++
	return s.keepSoon()
}

func (s *objectsPage) keepSoon() tea.Cmd {
	v := &s.saves
	if v.due || v.busy || v.change == v.saved {
		return nil
	}
	v.due = true
	return tea.Tick(keepAfter, func(time.Time) tea.Msg { return reply{to: s, msg: objectsDue{}} })
}

// keepDue writes what was changed, beside the loop.
func (s *objectsPage) keepDue(objectsDue) tea.Cmd {
	v := &s.saves
	if v.due = false; v.busy || v.change == v.saved {
		return nil
	}
	v.busy = true
	n, keep := v.change, s.keeper()
	return s.env.crash.cmd(func() tea.Msg { return reply{to: s, msg: objectsKept{n, keep()}} })
}

// keeper keeps the state as it is now.
func (s *objectsPage) keeper() func() error {
	c, id, base := s.env.client, s.job.ID, s.held.value.Listing.PrintWhole()
	if s.told.diff.Empty() {
		return func() error { return c.DropObjects(id) }
	}
	doc := s.state().Document(objects.ScopeNotTold)
	return func() error {
		_, err := c.KeepObjects(id, base, doc)
		return err
	}
}

func (s *objectsPage) keptNow(m objectsKept) tea.Cmd {
	v := &s.saves
	v.busy = false
	first := v.err == nil
	if v.err = m.err; m.err != nil {
		if first {
			return s.env.say(note{kind: noteBad, text: "the changes are not saved: " + v.why(), bare: "changes of objects are not saved"})
		}
		return nil
	}
	v.saved = max(v.saved, m.change)
	if s.told.diff.Empty() && v.change == v.saved { // what was written meanwhile is not wanted any more
		_ = s.env.client.DropObjects(s.job.ID) // it would be offered again: no harm
	}
	return s.keepSoon()
}

// flush keeps at once what is not kept: the page is left, or something is sent.
func (s *objectsPage) flush() {
	v := &s.saves
	if v.change == v.saved || !s.held.have {
		return
	}
	if v.err = s.keeper()(); v.err == nil {
		v.saved = v.change
	}
}

// Flush keeps what is not kept: drover ends.
func (s *objectsPage) Flush() { s.flush() }

// endSaving keeps the last changes when the page closes, unless it was said that they
// go.
func (s *objectsPage) endSaving() {
	if !s.warned {
		s.flush()
	}
	s.env.client.LeaveObjects(s.job.ID)
}

// letGo takes what was kept off the disk.
func (s *objectsPage) letGo() {
	s.saves.left.drop()
	s.saves = objectSaves{resumed: true}
	_ = s.env.client.DropObjects(s.job.ID) // it would be offered again: no harm
}

// objectsLeft is what was changed and not sent when somebody was here last.
type objectsLeft struct {
	client.KeptObjects
	any bool
}

// askKept looks for what was left, beside the loop: it may be large.
func (s *objectsPage) askKept() tea.Cmd {
	c, id := s.env.client, s.job.ID
	return work(s.env, s, &s.saves.left, func(context.Context) (objectsLeft, error) {
		kept, ok, err := c.KeptObjects(id)
		return objectsLeft{kept, ok}, err
	})
}

func (s *objectsPage) keptRead(m answer[objectsLeft]) tea.Cmd {
	if !m.take() {
		return nil
	}
	if m.err != nil {
		s.saves.resumed = true
		return s.env.say(badNote(m.err))
	}
	return s.resumeKept()
}

// resumeKept goes on with what was changed and not sent, once. A draft names tables:
// before the source was read they would not be found.
func (s *objectsPage) resumeKept() tea.Cmd {
	left := &s.saves.left
	switch {
	case s.saves.resumed || !left.have:
		return nil
	case !left.value.any:
		s.saves.resumed = true
		return nil
	case !s.held.have || !s.source.have:
		return nil
	}
	s.saves.resumed = true
	kept := left.value
	next, _ := objects.Take(s.state(), kept.Listing, objects.TakeInstead)
	if objects.Compare(s.base, next).Empty() {
		s.letGo()
		return nil
	}
	words := "your draft, " + agoWords(s.env.now(), kept.At) + ", goes on; u takes it back"
	if kept.Base != s.held.value.Listing.PrintWhole() {
		words = "the job's objects were changed since your draft of " + agoWords(s.env.now(), kept.At) + ": what differs now is shown"
	}
	return tea.Batch(s.do(next, "the draft"), s.env.say(note{kind: noteGood, text: words, bare: "a draft of objects goes on"}))
}

// notResumed is why nothing can be changed yet: what was left here would be lost.
func (s *objectsPage) notResumed() string {
	v := &s.saves
	switch {
	case v.resumed:
		return ""
	case v.left.have && s.source.err != nil:
		return "your draft is shown once the source was read: r reads it"
	case v.left.have:
		return "your draft is shown once the source was read"
	}
	return "it is looked for a draft"
}
