package tui

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// reading is where the list's reading stands.
type reading struct {
	now      *listing // under way; nil: none
	pass     int
	passes   map[int]time.Time        // when each of the last passes ended
	shown    bool                     // some rows have landed once
	announce map[source]model.JobPage // the last page of each source, for totals
	landed   int                      // pages of this pass
	failures map[source]error         // of this pass, then of the last one
	known    map[source]error         // of the last pass that ended
	err      error                    // the last pass failed altogether
	last     time.Time                // when the last whole pass ended
	tries    int                      // failed passes in a row
	next     time.Time                // when it is tried again, by the shown clock
	pages    int                      // how many pages the last pass had
	due      int                      // counts timers, so that only the last one counts
	auto     bool
	idle     bool            // a reading fell due while another page covered the list
	samples  remote[samples] // of a refresh
	seen     remote[samples] // of what came in sight
}

// source is one scenario read through one API generation.
type source struct {
	scenario   model.Scenario
	generation string
}

// refreshDue says that it is time to read again.
type refreshDue struct{ id int }

// counting reports whether the header counts seconds.
func (r *reading) counting(e *env) bool {
	return r.err != nil || r.late(e) > 0 || (r.now != nil && !r.shown)
}

// late is how long ago the list should have been read, once two intervals
// have gone by.
func (r *reading) late(e *env) time.Duration {
	if e.refresh <= 0 || !r.auto || r.last.IsZero() {
		return 0
	}
	if ago := e.now().Sub(r.last); ago > 2*e.refresh+r.slow() {
		return ago
	}
	return 0
}

// slow is the least time between two whole readings: a second a page.
func (r *reading) slow() time.Duration { return time.Duration(r.pages) * time.Second }

// readAll reads the whole list. A reading under way goes on: two at once would
// only slow each other down.
func (s *jobsScreen) readAll() tea.Cmd {
	r := &s.read
	if s.env.ended != nil {
		s.loginOver()
		return nil
	}
	if r.now != nil {
		return nil
	}
	r.pass++
	r.landed = 0
	r.failures = map[source]error{}
	r.announce = map[source]model.JobPage{}
	r.now = readList(s.env, s.env.client.Jobs)
	return r.now.next(s)
}

// landed takes the pages of one window.
func (s *jobsScreen) landed(b batch) tea.Cmd {
	r := &s.read
	if b.of != r.now {
		return nil
	}
	for _, l := range b.pages {
		if l.err != nil {
			r.failures[source{l.page.Scenario, l.page.Generation}] = l.err
			continue
		}
		r.landed++
		s.take(l.page.Jobs)
		l.page.Jobs = nil
		r.announce[source{l.page.Scenario, l.page.Generation}] = l.page
	}
	if !b.done {
		return r.now.next(s)
	}
	return tea.Batch(s.readEnded(), s.copyRead())
}

// readEnded closes a pass: rows nobody listed any more go, but for those of a
// scenario that failed, which is no proof of absence.
func (s *jobsScreen) readEnded() tea.Cmd {
	r := &s.read
	r.now.cancel()
	r.now = nil
	if s.env.ended != nil || len(r.failures) > 0 && r.landed == 0 {
		if len(r.failures) > 0 {
			_, r.err = r.firstFailure()
		} else {
			r.err = s.env.ended
		}
		r.tries++
		s.table.SetStale(true)
		if r.final() {
			return s.readIn(0) // nor by a timer that was set before
		}
		wait := tryAgainIn(r.tries)
		r.next = s.env.now().Add(wait)
		return s.readIn(wait)
	}
	r.err, r.tries, r.shown, r.known = nil, 0, true, r.failures
	r.last, r.pages = s.env.now(), r.landed
	r.passes = map[int]time.Time{r.pass: r.last, r.pass - 1: r.passes[r.pass-1]}
	s.table.SetStale(false)
	s.dropUnseen()
	s.markUnresolved(unresolvedIDs(s.env.client))
	s.findCollisions()
	s.table.Settle()
	if _, shown := s.table.Get(s.rested); !shown {
		s.rested, _ = s.table.CursorKey()
	}
	return tea.Batch(s.showPreview(), s.readIn(max(s.env.refresh, 0)), s.readSamples(&s.read.samples, s.toSample(mostSampled), false), s.tidy())
}

// firstFailure is the one that is named on screen: always the same one. A
// login that has ended goes first: only a hand can mend that.
func (r *reading) firstFailure() (source, error) {
	first := slices.SortedFunc(maps.Keys(r.failures), func(a, b source) int {
		return cmp.Or(cmp.Compare(loginRank(r.failures[a]), loginRank(r.failures[b])), cmp.Compare(b.generation, a.generation), cmp.Compare(a.scenario, b.scenario))
	})[0]
	return first, r.failures[first]
}

func loginRank(err error) int {
	if endedLogin(err) {
		return 0
	}
	return 1
}

// unread reports whether a scenario was not read whole: what is missing from
// it proves nothing.
func (r *reading) unread(scenario model.Scenario) bool {
	for src := range r.failures {
		if src.scenario == scenario {
			return true
		}
	}
	return false
}

// final reports a failure that trying again will not mend: the credential, the
// project, the permission. Login trouble repeated by itself locks people out.
func (r *reading) final() bool {
	var e *client.Error
	if !errors.As(r.err, &e) {
		return false
	}
	switch e.Kind {
	case client.LoginEnded, client.NotPermitted, client.Refused, client.NotThere:
		return true
	case client.Lost, client.Unreached, client.Throttled, client.Gone, client.BadAnswer:
	}
	return false
}

// tryAgainIn doubles from two seconds to a minute.
func tryAgainIn(tries int) time.Duration {
	return min(time.Second<<min(tries, 6), time.Minute)
}

// readIn sets the timer of the next reading; by hand there is none, unless
// the last one failed.
func (s *jobsScreen) readIn(d time.Duration) tea.Cmd {
	r := &s.read
	r.due++
	if d <= 0 || (!r.auto && r.err == nil) {
		return nil
	}
	id := r.due
	return tea.Tick(d, func(time.Time) tea.Msg { return reply{to: s, msg: refreshDue{id}} })
}

// due reads again: the whole list if its time has come, else the status of
// what is on screen.
func (s *jobsScreen) due(m refreshDue) tea.Cmd {
	r := &s.read
	if m.id != r.due {
		return nil
	}
	if r.idle = !s.env.shown(s) && len(s.watch.list) == 0 && !s.env.reported(); r.idle {
		return nil
	}
	if r.err != nil || s.env.now().Sub(r.last) >= r.slow() || r.last.IsZero() {
		return s.readAll()
	}
	return tea.Batch(s.readSamples(&s.read.samples, s.withWatched(s.table.OnScreen()), true), s.readIn(s.env.refresh))
}

// Resumed shows and reads what fell due while another page covered the list.
func (s *jobsScreen) Resumed() tea.Cmd {
	show := tea.Batch(s.showPreview(), s.readDrafts(), s.readCopyings())
	if !s.read.idle {
		return show
	}
	s.read.idle = false
	return tea.Batch(show, s.readAll())
}
