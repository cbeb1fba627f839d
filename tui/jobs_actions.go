package tui

import (
	"cmp"
	"strconv"

	tea "charm.land/bubbletea/v2"

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

// readAction reads again; with a credential that has ended it asks for one.
func (s *jobsScreen) readAction() Action {
	if s.read.loginEnded() && s.env.login != nil {
		return act(groupFind, 1, s.loginWord(), "r", s.logIn)
	}
	foot := 0
	if s.read.err != nil {
		foot = 1
	}
	return act(groupFind, foot, "read now", "r", func() (tea.Cmd, Nav) { return s.readAll(), stay })
}

// loginWord: again, but the first time.
func (s *jobsScreen) loginWord() string {
	if s.read.held {
		return "log in"
	}
	return "log in again"
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

func (s *jobsScreen) changeActions() []Action {
	n := s.table.Marks()
	what := "start"
	if n > 0 {
		what = "start " + digit(n)
	}
	return []Action{
		act(groupChange, 4, what, "S", s.start).unless(s.cannotStart).to(s.meantWords()),
		s.cloneAction(),
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

// cannotStart is why no review can be opened: nothing to start, or not one of
// the jobs meant can be started now.
func (s *jobsScreen) cannotStart() string {
	if s.env.client.Place().ReadOnly {
		return "this session is read-only"
	}
	if s.table.Marks() > 0 {
		return s.noneStarts() // the review says it of each
	}
	r, ok := s.table.Cursor()
	if !ok {
		return "mark a job, or put the cursor on one"
	}
	if why := s.noCursor(); why != "" {
		return why
	}
	return model.Can(s.env.client.Capabilities(), r.job.Job(), model.Start)
}

// fewMarked is how many marked jobs are looked at before the footer says that
// none of them can start; the review looks at all.
const fewMarked = 200

// noneStarts is why none of a few marked jobs can start.
func (s *jobsScreen) noneStarts() string {
	n, first := s.table.Marks(), ""
	if n > fewMarked {
		return ""
	}
	for _, id := range s.table.Marked() {
		r, ok := s.table.Get(id)
		if !ok {
			continue
		}
		why := model.Can(s.env.client.Capabilities(), r.job.Job(), model.Start)
		if why == "" {
			return ""
		}
		first = cmp.Or(first, why)
	}
	if n == 1 {
		return first
	}
	return "none of the " + strconv.Itoa(n) + " marked can: " + first
}

func (s *jobsScreen) start() (tea.Cmd, Nav) {
	return nil, push(newReview(s.env, s.picks(), model.AtOnce()))
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
