package tui

import (
	"time"

	"drover/model"
)

// row is one line of the list. There may be 100,000 of them, so it holds no
// word twice. A row is never changed in place, but for pass: what is new is put
// into a copy.
type row struct {
	job        model.Kept
	name       string // cleaned, for order and cells
	*heard            // never nil
	pass       int    // the reading that saw it last
	unresolved bool   // a write on it has an unknown outcome
	wants      model.Attention
}

// heard is what few rows have: most jobs are never asked for more than the list
// says. Rows share one, so it is changed only in a copy that withStatus made.
type heard struct {
	sample model.Sample
	at     time.Time    // when a scheduled start is due, where the moment is known
	trail  *model.Trail // lag seen since the start; nil: none
}

// nothingHeard is what all other rows share.
var nothingHeard = &heard{sample: model.NoSample()}

// starts is when it begins by itself, zero where the moment is not known.
func (r *row) starts() time.Time {
	if r.at.IsZero() {
		return r.job.NextRun
	}
	return r.at
}

// withStatus is a copy of the row as a newer reading of its status shows it;
// its sample, at and trail may be set.
func (r *row) withStatus(status model.Text) *row {
	next, more := *r, *r.heard
	next.heard = &more
	if !status.Empty() && status != r.job.Status {
		next.job = r.job.WithStatus(status)
	}
	return &next
}

// rowOf is a row for one job that no list need hold.
func rowOf(job model.Job, sample model.Sample) *row {
	return &row{job: new(model.Kinds).Keep(&job, nil), name: job.Name.String(), heard: &heard{sample: sample}}
}

// rowRoom is how many new rows are made room for at once: side by side they
// are quicker to run through, but a row keeps all it came with in memory.
const rowRoom = 28

// newRow is room for one that was not listed before.
func (s *jobsScreen) newRow() *row {
	if len(s.room) == 0 {
		s.room = make([]row, rowRoom)
	}
	r := &s.room[0]
	s.room = s.room[1:]
	r.heard = nothingHeard
	return r
}
