package tui

import (
	"errors"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// digit is a number as it is shown, without a space between its thousands.
func digit(n int) string { return strconv.Itoa(n) }

// Actions of the list. While the filter is typed only its own keys work.
func (s *jobsScreen) Actions() []Action {
	if s.filter.open {
		return []Action{
			act(groupFind, 1, "keep", "enter", nil),
			act(groupFind, 2, "history", "up", nil).shown("up down"),
			act(groupLeave, 3, "the former filter", "esc", nil),
		}
	}
	if s.preview.pane.inside {
		return s.insideActions()
	}
	acts := append(s.markActions(), s.findActions()...)
	acts = append(append(acts, s.lookActions()...), s.previewKeys()...)
	return append(acts, s.changeActions()...)
}

func (s *jobsScreen) findActions() []Action {
	acts := []Action{
		act(groupFind, 7, "filter", "/", s.openFilter),
		act(groupFind, 6, "quick filter", "f", s.quickFilters),
		act(groupFind, 0, "sort", "s", s.sortMenu),
		s.readAction(),
		act(groupFind, 0, "auto on, off", "a", s.toggleAuto),
	}
	if s.otherMayDo() {
		acts = append(acts, act(groupFind, 2, "other project", "o", s.env.project))
	}
	return append(acts, s.escAction())
}

// escAction goes one step back: from a range, then from the filter.
func (s *jobsScreen) escAction() Action {
	if _, _, ok := s.table.Range(); ok {
		return act(groupMark, 2, "no range", "esc", func() (tea.Cmd, Nav) { s.table.DropRange(); return nil, stay })
	}
	if s.filtered() {
		return act(groupFind, 8, "all jobs", "esc", func() (tea.Cmd, Nav) {
			s.setQuery("")
			return s.moved(), stay
		})
	}
	return act(groupFind, 0, "", "esc", func() (tea.Cmd, Nav) { return nil, stay })
}

// otherMayDo reports a list that this project does not give, where another one
// may.
func (s *jobsScreen) otherMayDo() bool {
	var e *client.Error
	if !errors.As(s.read.err, &e) || s.env.where().Demo || !s.env.where().HasProject() {
		return false
	}
	return e.Kind == client.NotPermitted || e.Kind == client.Refused || e.Kind == client.NotThere
}

// readAction reads again; with a credential that has ended it asks for one.
func (s *jobsScreen) readAction() Action {
	if s.read.loginEnded() && s.env.login != nil {
		return act(groupFind, 1, "log in again", "r", s.logIn)
	}
	foot := 0
	if s.read.err != nil {
		foot = 1
	}
	return act(groupFind, foot, "read now", "r", func() (tea.Cmd, Nav) { return s.readAll(), stay })
}

func (s *jobsScreen) lookActions() []Action {
	move := func(f func()) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { f(); return s.moved(), stay }
	}
	return []Action{
		act(groupLook, 10, "open", "enter", s.openJob).unless(s.noCursor).to(s.cursorName()),
		s.watchAction(),
		s.copyAction(),
		s.exportAction(),
		takeAction(s.env, func() model.Job { r, _ := s.table.Cursor(); return r.job.Job() }, s.noCursor).to(s.cursorName()),
		act(groupLook, 0, "columns", ",", func() (tea.Cmd, Nav) { return nil, push(newColumns(s)) }).named("choose the columns"),
		act(groupLook, 0, "next, previous", "down", move(s.table.Down), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(s.table.Up), "k"),
		act(groupLook, 0, "page down, up", "pgdown", move(s.table.PageDown), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", move(s.table.PageUp), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", move(s.table.Home), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(s.table.End), "G"),
		act(groupLook, 0, "fold, unfold", "h", move(func() { s.table.Fold() }), "left").shown("h l"),
		act(groupLook, 0, "", "l", move(func() { s.table.Unfold() }), "right"),
	}
}

// changeActions are the writes: their keys, and the menu of all of them. What has
// a screen of its own is entered in deeds and writes.do.
func (s *jobsScreen) changeActions() []Action {
	acts := append(s.writes().actions(), s.startAction(), s.cloneAction(), s.editAction(), s.scheduleAction())
	return append(append(acts, s.checkActions()...), s.endsAction())
}

// Offers are the verbs, the sections of the cursor's job, and the drafts that can be
// gone on with, for the palette.
func (s *jobsScreen) Offers() []Action {
	acts := append(s.writes().verbs(), editOffers(s.env, s.cursorJob, s.noCursor, s.cursorName())...)
	return append(append(acts, s.copyingOffers()...), s.resumeOffers()...)
}

// writes is what may be done to the marked jobs, else to the cursor's.
func (s *jobsScreen) writes() writes {
	return writes{
		env: s.env, n: s.table.Marks(), what: s.meantWords(), picks: s.picks,
		none: func() string {
			if s.table.Marks() > 0 {
				return ""
			}
			if s.table.Len() == 0 {
				return "mark a job, or put the cursor on one"
			}
			return s.noCursor()
		},
		jobs: s.meantJobs,
		lone: func() writes {
			r, ok := s.table.Cursor()
			if !ok {
				return writesOf(s.env, model.Job{}, model.NoSample(), s.noCursor)
			}
			return writesOf(s.env, r.job.Job(), r.sample, s.noCursor)
		},
	}
}

// meantJobs are those that writes are for.
func (s *jobsScreen) meantJobs(yield func(model.Job) bool) {
	if s.table.Marks() == 0 {
		if r, ok := s.table.Cursor(); ok {
			yield(r.job.Job())
		}
		return
	}
	if s.table.Marks() <= fewMarked {
		for _, id := range s.table.Marked() {
			if r, ok := s.table.Get(id); ok && !yield(r.job.Job()) {
				return
			}
		}
		return
	}
	for r := range s.table.Each { // Marked would sort them
		if s.table.IsMarked(r.job.ID) && !yield(r.job.Job()) {
			return
		}
	}
}

func (s *jobsScreen) noCursor() string {
	if _, ok := s.table.Cursor(); !ok {
		return "there is no job under the cursor"
	} else if s.table.CursorGone() {
		if r, _ := s.table.Cursor(); r != nil {
			if _, listed := s.table.Get(r.job.ID); listed {
				return "this job does not match the filter any more"
			}
		}
		return "this job is not listed any more"
	}
	return ""
}

func (s *jobsScreen) openJob() (tea.Cmd, Nav) {
	r, _ := s.table.Cursor()
	return nil, push(newJob(s.env, r.job.Job(), r.sample))
}

func (s *jobsScreen) toggleAuto() (tea.Cmd, Nav) {
	if s.env.refresh <= 0 {
		return nil, stay
	}
	s.read.auto = !s.read.auto
	if s.read.auto {
		return s.readAll(), stay
	}
	return s.readIn(0), stay
}
