package tui

import (
	"time"

	"drover/model"
)

// learn changes what is known of a job beyond the list's own answer.
func (s *jobsScreen) learn(id model.JobID, change func(*learned)) {
	if s.learned == nil {
		s.learned = map[model.JobID]learned{}
	}
	l := s.learned[id]
	change(&l)
	s.learned[id] = l
}

// notice looks for rows whose state is another one than the list shows: the
// moment it changed is what their clocks count from.
func (s *jobsScreen) notice(rows []*row) {
	for _, r := range rows {
		if old, ok := s.table.Get(r.job.ID); ok && old.job.Status != r.job.Status {
			s.learn(r.job.ID, func(l *learned) { l.since = s.env.now() })
		}
	}
}

// deadline is what will happen to a job by itself, where the moment is known.
func (s *jobsScreen) deadline(r *row) (model.Deadline, bool) {
	l := s.learned[r.job.ID]
	return model.NextDeadline(r.job.Job(), l.since, l.expires)
}

// runsOut reports whether a known clock of the job ends within a day.
func (s *jobsScreen) runsOut(r *row, now time.Time) bool {
	if r.job.Status.Raw() != "CONFIGURATION" && s.learned[r.job.ID].since.IsZero() {
		return false // most of a long list
	}
	d, ok := s.deadline(r)
	return ok && d.Near(now)
}

// read is when drover last had word of a job: from the list, or from a
// reading of its own.
func (s *jobsScreen) readAt(r *row) time.Time {
	at := s.read.last
	if r.pass != s.read.pass || s.read.now != nil {
		at = s.read.passes[r.pass]
	}
	if r.sample.At.After(at) {
		return r.sample.At
	}
	return at
}

// old reports a row of which nothing was heard for two intervals: it is dim.
func (s *jobsScreen) old(r *row) bool {
	if s.env.refresh <= 0 || !s.read.auto || s.read.last.IsZero() {
		return false
	}
	return s.env.now().Sub(s.readAt(r)) > 2*s.env.refresh+s.read.slow()
}
