package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// filter is what the list shows of all jobs.
type filter struct {
	open    bool // its line is being typed
	field   line
	query   model.Query
	quick   model.QuickFilter // in force instead of a typed one while Digit is not 0
	mistake *model.QueryError
	former  string            // what esc brings back
	before  model.QuickFilter // the same, for a quick one
	from    model.JobID       // where the cursor was, and is again as soon as it matches
	history []string          // oldest first
	saved   []model.SavedFilter
	at      int
}

// remember puts a filter at the end of the history, once.
func (f *filter) remember(text string) {
	if text == "" {
		return
	}
	kept := slices.DeleteFunc(slices.Clone(f.history), func(h string) bool { return h == text })
	kept = append(kept, text)
	f.history = kept[max(len(kept)-keepHistory, 0):]
}

// openFilter begins typing, with what is in force.
func (s *jobsScreen) openFilter() (tea.Cmd, Nav) {
	f := &s.filter
	f.former = f.query.String()
	f.from, _ = s.table.CursorKey()
	f.field = newLine(f.former)
	f.open, f.at = true, len(f.history)
	f.before, f.quick = f.quick, model.QuickFilter{}
	return nil, stay
}

// typeFilter edits the filter's line; the list follows each letter.
func (s *jobsScreen) typeFilter(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	f := &s.filter
	switch k.String() {
	case "enter":
		if f.mistake != nil {
			return nil, stay // the titles' line says why
		}
		f.open = false
		f.remember(f.field.value())
		return s.moved(), stay
	case "esc":
		f.open, f.mistake = false, nil
		s.setQuery(f.former)
		if f.before.Digit != 0 {
			return s.setQuick(f.before)
		}
		s.table.MoveTo(f.from)
		return s.moved(), stay
	case "up", "down":
		s.walkHistory(k.String() == "up")
	default:
		f.field.take(k)
	}
	s.applyFilter()
	return s.moved(), stay
}

func (s *jobsScreen) walkHistory(up bool) {
	f := &s.filter
	if up && f.at > 0 {
		f.at--
	} else if !up && f.at < len(f.history) {
		f.at++
	}
	text := f.former
	if f.at < len(f.history) {
		text = f.history[f.at]
	}
	f.field.set(text)
}

// applyFilter shows what the line asks for. With a mistake in it the last good
// filter stays in force.
func (s *jobsScreen) applyFilter() {
	f := &s.filter
	q, mistake := model.ParseQuery(f.field.value())
	f.mistake = mistake
	if mistake == nil {
		f.query = q
		s.refilter()
		s.table.MoveTo(f.from)
	}
}

// setQuery puts a filter in force as if it had been typed.
func (s *jobsScreen) setQuery(text string) {
	q, mistake := model.ParseQuery(text)
	if mistake != nil {
		q, _ = model.ParseQuery("")
	}
	s.filter.query, s.filter.quick = q, model.QuickFilter{}
	s.refilter()
}

// setQuick puts one of the quick filters in force.
func (s *jobsScreen) setQuick(q model.QuickFilter) (tea.Cmd, Nav) {
	empty, _ := model.ParseQuery("")
	s.filter.query, s.filter.quick = empty, q
	s.refilter()
	return s.moved(), stay
}

func (s *jobsScreen) refilter() {
	s.tally.matched = false
	f := &s.filter
	switch {
	case f.quick.Digit != 0:
		match := f.quick.Match
		s.table.SetFilter(func(r *row) bool { return match(s.facts(r)) })
	case f.query.Empty():
		s.table.SetFilter(nil)
	default:
		q := f.query
		s.table.SetFilter(func(r *row) bool { return q.Match(s.facts(r)) })
	}
}

// count is how many jobs a filter would show.
func (s *jobsScreen) count(match func(model.Facts) bool) int {
	n := 0
	for r := range s.table.Each {
		if match(s.facts(r)) {
			n++
		}
	}
	return n
}

func (s *jobsScreen) filtered() bool { return s.filter.quick.Digit != 0 || !s.filter.query.Empty() }
