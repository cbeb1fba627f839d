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
	alone   []int             // see alone; nil: not counted
	asked   *model.Query      // what the table asks of rows; nil: no query
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

// refilter asks what is in force of every row, or, where it can only narrow
// what the table asks already, of those that are shown.
func (s *jobsScreen) refilter() {
	f := &s.filter
	former := f.asked
	f.asked, f.alone = nil, nil
	switch {
	case f.quick.Digit != 0:
		s.table.SetFilter(s.facts(f.quick.Match))
	case f.query.Empty():
		s.table.SetFilter(nil)
	default:
		q := f.query
		f.asked = &q
		if former != nil && q.Narrows(*former) {
			s.table.Narrow(s.asks(q))
		} else {
			s.table.SetFilter(s.asks(q))
		}
	}
}

// ages reports whether a row that did not change may pass today and not
// tomorrow.
func (f *filter) ages() bool { return f.quick.Digit != 0 || f.asked != nil && f.asked.Ages() }

// asks makes a query one about rows. A query asks nothing of what only the
// screen knows, and mostly nothing of the time.
func (s *jobsScreen) asks(q model.Query) func(*row) bool {
	var job model.Job
	f, ages := model.Facts{Job: &job}, q.Ages()
	var last *heard
	var seen []uint64 // by the number of a kind
	return func(r *row) bool {
		f.Hay, f.Shared = r.job.Hay()
		n := r.job.Number()
		if n >= len(seen) {
			seen = append(seen, make([]uint64, n+1-len(seen))...)
		}
		if seen[n] == 0 {
			seen[n] = q.Seen(r.job.Kind)
		}
		f.Seen = seen[n]
		if r.heard != last {
			f.Sample, last = r.sample, r.heard
		}
		if ages {
			job, f.Now = r.job.Job(), s.env.now()
		} else {
			f.Job = r.job.Common()
		}
		return q.Ask(&f)
	}
}

// facts makes a question about facts one about rows.
func (s *jobsScreen) facts(match func(model.Facts) bool) func(*row) bool {
	var job model.Job
	return func(r *row) bool {
		job = r.job.Job()
		now := s.env.now()
		f := model.Facts{
			Job: &job, Sample: r.sample, Now: now,
			Marked: s.table.IsMarked(r.job.ID), Unresolved: r.unresolved, RunsOut: s.runsOut(r, now),
		}
		f.Hay, f.Shared = r.job.Hay()
		return match(f)
	}
}

// count is how many jobs a filter would show.
func (s *jobsScreen) count(match func(*row) bool) int {
	n := 0
	for r := range s.table.Each {
		if match(r) {
			n++
		}
	}
	return n
}

func (s *jobsScreen) filtered() bool { return s.filter.quick.Digit != 0 || !s.filter.query.Empty() }
