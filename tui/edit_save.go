package tui

import (
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// An edit is kept on the disk as the draft of a job is: a moment after a change,
// and when the page is left. Passwords are not.

// editSaves is how far the saving of an edit is.
type editSaves struct {
	draftSaves
	id    string    // of the draft; "": nothing was changed yet
	begun time.Time // when it was
	noted bool      // it was said why it cannot be saved
}

// keep opens a draft for the page, where there is none.
func (s *edit) keep() {
	if s.saves.writer != nil {
		return
	}
	file, d, err := s.env.client.NewDraft()
	if s.saves.err = err; err == nil {
		s.keepIn(file, d)
	}
}

// keepIn has the page save to a draft's file.
func (s *edit) keepIn(file draftFile, d model.Draft) {
	s.saves = editSaves{draftSaves: draftSaves{writer: &draftWriter{file: file}, at: d.Saved}, id: d.ID, begun: d.Begun}
}

func (s *edit) asDraft() model.Draft { return model.DraftOfEdit(s.saves.id, s.saves.begun, s.form) }

// touched counts a change, and sees to its saving.
func (s *edit) touched() tea.Cmd {
	if s.own != nil { // the page of the copy has it
		return nil
	}
	if s.keep(); s.saves.writer == nil {
		return nil
	}
	s.saves.change = s.saves.writer.change()
	return s.saveSoon()
}

func (s *edit) saveSoon() tea.Cmd {
	v := &s.saves
	if v.writer == nil || v.due || v.busy || v.change == v.saved {
		return nil
	}
	v.due = true
	return tea.Tick(saveAfter, func(time.Time) tea.Msg { return reply{to: s, msg: saveDue{}} })
}

// saving moves the saving on.
func (s *edit) saving(msg tea.Msg) tea.Cmd {
	v := &s.saves
	switch m := msg.(type) {
	case saveDue:
		if v.due = false; v.writer == nil || v.busy || v.change == v.saved {
			return nil
		}
		v.busy = true
		w, n, d := v.writer, v.change, s.asDraft()
		return s.env.crash.cmd(func() tea.Msg {
			at, err := w.put(n, d)
			return reply{to: s, msg: draftSaved{change: n, at: at, err: err}}
		})
	case draftSaved:
		v.busy = false
		if v.err = m.err; m.err != nil {
			return s.sayUnsaved()
		}
		v.wrote(m.change, m.at)
		return s.saveSoon()
	}
	return nil
}

// wrote notes that a change is on the disk.
func (v *editSaves) wrote(change int64, at time.Time) {
	v.saved = max(v.saved, change)
	if at.After(v.at) {
		v.at = at
	}
}

// sayUnsaved says once why it cannot be saved.
func (s *edit) sayUnsaved() tea.Cmd {
	if s.saves.noted {
		return nil
	}
	s.saves.noted = true
	return s.env.say(note{kind: noteBad, text: theme.Safe("the changes are " + s.Unsaved()), bare: "an edit is not saved"})
}

// Flush saves at once what is not saved: the page is left, or drover ends.
func (s *edit) Flush() {
	v := &s.saves
	if v.writer == nil || v.change == v.saved {
		return
	}
	at, err := v.writer.put(v.change, s.asDraft())
	if v.err = err; err == nil {
		v.wrote(v.change, at)
	}
}

// Unsaved says that something is not on the disk and why, "" if all is.
func (s *edit) Unsaved() string {
	if !s.has || s.look.Changed == 0 || s.saves.err == nil {
		return ""
	}
	why := model.Clean(s.saves.err.Error())
	if e := (*client.UnsavedError)(nil); errors.As(s.saves.err, &e) {
		why = e.Why
	}
	return "not saved: " + strings.TrimRight(why, ".")
}

// letGo takes the draft off the disk: nothing is changed any more, or all of it
// was taken on.
func (s *edit) letGo() tea.Cmd {
	w := s.saves.writer
	s.saves = editSaves{}
	if w == nil {
		return nil
	}
	if err := w.Drop(); err != nil {
		return s.env.say(badNote(err))
	}
	return nil
}

// Leave goes back. What was changed and not sent is kept as a draft; where it
// cannot be, that is said first.
func (s *edit) Leave() (tea.Cmd, Nav) {
	if s.own != nil {
		return s.keepOwn()
	}
	if !s.has || s.look.Changed == 0 {
		return s.letGo(), pop()
	}
	s.Flush()
	if v := &s.saves; (v.err != nil || v.writer == nil || v.at.IsZero()) && !s.warned {
		s.warned = true
		words := "esc again drops " + plural(s.look.Changed, "change", "changes") + " of the " + s.section.Word() + ", nothing was sent"
		if why := s.Unsaved(); why != "" {
			words += "; " + why
		}
		return s.env.say(note{kind: noteBad, text: theme.Safe(words), bare: "changes of a section would be dropped"}), stay
	}
	if s.saves.at.IsZero() {
		return nil, pop()
	}
	words := plural(s.look.Changed, "change", "changes") + " of the " + s.section.Word() + " kept as a draft, nothing sent: it is there when you come again"
	return s.env.say(note{kind: noteGood, text: words, bare: "changes of a section are kept"}), pop()
}

// draftOf finds the draft of a section that was left.
func draftOf(cl *client.Client, id model.JobID, section model.Section) (draft string, busy bool) {
	notes, err := cl.Drafts()
	if err != nil {
		return "", false
	}
	for _, n := range notes {
		if of := n.Draft.Of; n.Err == nil && of != nil && of.Job == id && of.Section == section {
			return n.ID, n.Busy
		}
	}
	return "", false
}

// resumeLeft goes on with a draft that was left, upon what was read now. What
// somebody else has changed since it was begun is shown first.
func (s *edit) resumeLeft(read sectionRead) (tea.Cmd, Nav) {
	if s.left == nil && read.draft != "" && s.locked() == "" {
		if read.busy {
			words := "a draft of this is open in another drover or page: this page begins anew"
			return s.env.say(note{kind: noteBad, text: words, bare: words}), stay
		}
		file, d, err := s.env.client.OpenDraft(read.draft)
		if err != nil || d.Of == nil {
			return nil, stay
		}
		s.keepIn(file, d)
		s.left = &d
	}
	if s.left == nil {
		return nil, stay
	}
	old := model.EditFrom(*s.left, read.detail, read.part)
	from := s.left.Saved
	s.left = nil
	s.form = old
	s.reform()
	if clashes := old.Clashes(read.part, s.around()); len(clashes) > 0 {
		return nil, push(newClash(s, read, clashes, editOn))
	}
	s.rebase(old.Onto(read.detail, read.part, nil))
	if s.look.Changed == 0 {
		return s.letGo(), stay
	}
	words := plural(s.look.Changed, "change", "changes") + " of the draft that was " + agoWords(s.env.now(), from)
	return tea.Batch(s.nameChanged(), s.env.say(note{kind: noteGood, text: words, bare: "a draft of a section goes on"})), stay
}

// resumeEdit opens the section that a draft is of.
func resumeEdit(e *env, file draftFile, d model.Draft) Screen {
	job, _, ok := e.listed(d.Of.Job)
	if !ok {
		job = model.Job{ID: d.Of.Job, Name: model.NewText(d.From)}
	}
	s := newEdit(e, job, d.Of.Section)
	s.keepIn(file, d)
	s.left = &d
	return s
}
