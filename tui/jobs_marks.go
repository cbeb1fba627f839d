package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

func (s *jobsScreen) markActions() []Action {
	none := func() string {
		if s.table.Len() == 0 {
			return "there is no job on the list"
		}
		return ""
	}
	here := func() string {
		if why := none(); why != "" {
			return why
		}
		return s.noCursor()
	}
	return []Action{
		act(groupMark, 1, "mark", "space", s.mark(func() { s.table.Toggle(); s.table.Down() })).unless(here),
		act(groupMark, 2, "all", "*", s.mark(s.table.MarkAllFiltered)).named("mark all that the filter shows").unless(none),
		act(groupMark, 3, "none", "u", s.mark(s.table.ClearMarks)).named("take all marks away").unless(func() string {
			if s.table.Marks() == 0 {
				return "nothing is marked"
			}
			return ""
		}),
		s.rangeAction().unless(here),
		act(groupMark, 0, "invert", "i", s.mark(s.table.InvertMarks)).named("invert the marks of what the filter shows").unless(none),
		s.compareAction(),
	}
}

// rangeAction begins a range at the cursor, or marks the one there is.
func (s *jobsScreen) rangeAction() Action {
	if _, n, ok := s.table.Range(); ok {
		return act(groupMark, 1, "mark "+digit(n), "v", s.mark(s.table.MarkRange)).named("mark the range")
	}
	return act(groupMark, 0, "range", "v", func() (tea.Cmd, Nav) {
		s.table.StartRange()
		return nil, stay
	}).named("begin a range at the cursor")
}

// rangeWords say where a range begins, while there is one.
func (s *jobsScreen) rangeWords() string {
	from, n, ok := s.table.Range()
	if !ok {
		return ""
	}
	th := s.env.theme
	name := theme.CutMiddle(theme.Safe(from.name), 24, th.Signs().Cut)
	return th.Paint(theme.Accent, "range") + " " + th.Paint(theme.Text, digit(n)+" from "+name)
}

// told puts good news on the message line.
func (s *jobsScreen) told(text string) tea.Cmd {
	return s.env.say(note{kind: noteGood, text: theme.Safe(text)})
}

// mark makes an action of something that changes marks.
func (s *jobsScreen) mark(f func()) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		f()
		return s.moved(), stay
	}
}
