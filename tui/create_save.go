package tui

import (
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// draftFile is where a draft is kept; see client.DraftFile.
type draftFile interface {
	Save(d model.Draft) (time.Time, error)
	Drop() error
	Close()
}

// draftWriter writes a draft, one version at a time and never an older one over
// a newer. It is a draftFile itself: what is saved by that counts as newer than
// every change so far.
type draftWriter struct {
	mu     sync.Mutex
	file   draftFile
	wrote  int64 // the number of the newest change that is written
	closed bool
	issued atomic.Int64 // the number of the newest change: nobody waits for the disk to have one
}

// change numbers a change.
func (w *draftWriter) change() int64 { return w.issued.Add(1) }

// put writes a version; where a newer one is written already, or nobody may
// write any more, it does nothing.
func (w *draftWriter) put(n int64, d model.Draft) (time.Time, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if n <= w.wrote || w.closed {
		return time.Time{}, nil
	}
	at, err := w.file.Save(d)
	if err == nil {
		w.wrote = n
	}
	return at, err
}

// Save writes the draft at once, whatever waits to be written: that is older.
func (w *draftWriter) Save(d model.Draft) (time.Time, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	at, err := w.file.Save(d)
	if err == nil {
		w.wrote = w.issued.Load()
	}
	return at, err
}

// Drop takes the draft off the disk; what waits to be written is not.
func (w *draftWriter) Drop() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wrote = w.issued.Load()
	return w.file.Drop()
}

// Close lets others open the draft.
func (w *draftWriter) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.closed = true
		w.file.Close()
	}
}

// draftSaves is how far the saving of a draft is.
type draftSaves struct {
	writer *draftWriter
	change int64     // counts the changes
	saved  int64     // the change that was saved last
	at     time.Time // when that was
	due    bool      // a timer runs, at whose end it is saved
	busy   bool
	err    error // why the last saving failed
}

// Messages of the saving.
type (
	saveDue    struct{}
	saveAgain  struct{}
	draftSaved struct {
		change int64
		at     time.Time
		err    error
	}
)

// A change waits so long for others before it is saved; what has failed is tried
// again after the longer time.
const (
	saveAfter = 300 * time.Millisecond
	saveRetry = 10 * time.Second
)

// changed counts a change of the draft and sees to its saving.
func (c *create) changed() tea.Cmd {
	if c.whose != "" { // it is on no disk
		c.warned = false
		return nil
	}
	c.saves.change = c.saves.writer.change()
	c.warned = false
	return c.saveSoon()
}

func (c *create) saveSoon() tea.Cmd {
	s := &c.saves
	if s.due || s.busy || s.change == s.saved {
		return nil
	}
	s.due = true
	return tea.Tick(saveAfter, func(time.Time) tea.Msg { return reply{to: c, msg: saveDue{}} })
}

// saving moves the saving on.
func (c *create) saving(msg tea.Msg) (said tea.Cmd) {
	s := &c.saves
	switch m := msg.(type) {
	case saveDue:
		s.due = false
		return c.saveNow()
	case saveAgain:
		if s.err != nil && !s.due {
			return c.saveNow()
		}
	case draftSaved:
		s.busy = false
		first := s.err == nil
		if s.err = m.err; m.err != nil {
			if first { // whole among the messages; the head has little room
				said = c.env.say(note{kind: noteBad, text: theme.Safe("the draft is " + c.Unsaved()), bare: "a draft is not saved"})
			}
			again := tea.Tick(saveRetry, func(time.Time) tea.Msg { return reply{to: c, msg: saveAgain{}} })
			return tea.Batch(said, again, c.saveIfNewer(m.change))
		}
		c.wrote(m.change, m.at)
		return c.saveSoon()
	}
	return nil
}

// saveIfNewer tries again at once only what has changed since a failure.
func (c *create) saveIfNewer(failed int64) tea.Cmd {
	if c.saves.change == failed {
		return nil
	}
	return c.saveSoon()
}

// wrote notes that a change is on the disk.
func (c *create) wrote(change int64, at time.Time) {
	s := &c.saves
	s.saved = max(s.saved, change)
	if at.After(s.at) {
		s.at = at
	}
	c.draft.Saved = s.at
}

// saveNow writes the draft beside the loop.
func (c *create) saveNow() tea.Cmd {
	s := &c.saves
	if s.busy || s.change == s.saved {
		return nil
	}
	s.busy = true
	w, n, d := s.writer, s.change, c.draft
	return c.env.crash.cmd(func() tea.Msg {
		at, err := w.put(n, d)
		return reply{to: c, msg: draftSaved{change: n, at: at, err: err}}
	})
}

// Flush saves at once what is not saved: the page is left, or drover ends.
func (c *create) Flush() {
	s := &c.saves
	if s.change == s.saved {
		return
	}
	c.settle()
	at, err := s.writer.put(s.change, c.draft)
	if s.err = err; err == nil {
		c.wrote(s.change, at)
	}
}

// Unsaved says that something is not on the disk and why, "" if all is.
func (c *create) Unsaved() string {
	if c.saves.err == nil || c.saves.change == c.saves.saved {
		return ""
	}
	return "not saved: " + c.unsavedWhy()
}
