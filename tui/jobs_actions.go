package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

func digit(n int) string    { return strconv.Itoa(n) }
func digitsOf(n int) string { return strconv.Itoa(n) }

// Actions of the list. While the filter is typed only its own keys work.
func (s *jobsScreen) Actions() []Action {
	if s.filter.open {
		return []Action{
			act(groupFind, 1, "keep", "enter", nil),
			act(groupFind, 2, "history", "up", nil).shown("up down"),
			act(groupLeave, 3, "the former filter", "esc", nil),
		}
	}
	if s.preview.inside {
		return s.insideActions()
	}
	acts := append(s.markActions(), s.findActions()...)
	acts = append(append(acts, s.lookActions()...), s.previewKeys()...)
	return append(acts, s.changeActions()...)
}

func (s *jobsScreen) markActions() []Action {
	none := func() string {
		if s.table.Len() == 0 {
			return "there is no job on the list"
		}
		return ""
	}
	return []Action{
		act(groupMark, 1, "mark", "space", s.mark(func() { s.table.Toggle(); s.table.Down() })).unless(func() string {
			if why := none(); why != "" {
				return why
			}
			return s.noCursor()
		}),
		act(groupMark, 2, "all", "*", s.mark(s.table.MarkAllFiltered)).named("mark all that the filter shows").unless(none),
		act(groupMark, 3, "none", "u", s.mark(s.table.ClearMarks)).named("take all marks away").unless(func() string {
			if s.table.Marks() == 0 {
				return "nothing is marked"
			}
			return ""
		}),
	}
}

func (s *jobsScreen) findActions() []Action {
	acts := []Action{
		act(groupFind, 7, "filter", "/", s.openFilter),
		act(groupFind, 6, "quick filter", "f", s.quickFilters),
		act(groupFind, 0, "sort", "s", s.sortMenu),
		s.readAction(),
		act(groupFind, 0, "auto on, off", "a", s.toggleAuto),
	}
	if s.filtered() {
		acts = append(acts, act(groupFind, 8, "all jobs", "esc", func() (tea.Cmd, Nav) {
			s.setQuery("")
			return s.moved(), stay
		}))
	} else {
		acts = append(acts, act(groupFind, 0, "", "esc", func() (tea.Cmd, Nav) { return nil, stay }))
	}
	return acts
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
		act(groupLook, 5, "open", "enter", s.openJob).unless(s.noCursor),
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
		what = "start " + strconv.Itoa(n)
	}
	return []Action{act(groupChange, 4, what, "S", s.start).unless(s.cannotStart)}
}

// mark makes an action of something that changes marks.
func (s *jobsScreen) mark(f func()) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		f()
		return s.moved(), stay
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
		return "" // the review says it of each
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

// sortMenu orders by a column; the same one again turns the order round.
func (s *jobsScreen) sortMenu() (tea.Cmd, Nav) {
	keys := []struct {
		key, name string
		by        sortKey
	}{
		{"n", "name", sortName}, {"s", "status", sortStatus}, {"l", "lag", sortLag}, {"a", "age", sortAge},
		{"f", "from and to", sortEnds}, {"t", "task", sortTask}, {"i", "kind", sortKind}, {"e", "network", sortNet},
	}
	var choices []choice
	for _, k := range keys {
		more := ""
		if s.sort.by == k.by {
			more = "turn round"
		}
		choices = append(choices, choice{key: k.key, name: k.name, more: more, do: func() (tea.Cmd, Nav) {
			s.setSort(k.by, s.sort.by == k.by && !s.sort.desc || s.sort.by != k.by && k.by == sortLag) // the longest lag first
			return s.moved(), stay
		}})
	}
	return nil, push(newMenu(s.env, "sort by", choices))
}
