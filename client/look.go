package client

import (
	"time"

	"drover/model"
)

// looks are the moments of the reads that look for a lost write, counted from
// the loss of its answer. A service that applies later than the last one is
// beyond what reads can tell.
func looks() []time.Duration {
	return []time.Duration{2 * time.Second, 5 * time.Second, 10 * time.Second, 20 * time.Second, 40 * time.Second, 120 * time.Second}
}

// look settles unknown outcomes by reads, and returns those that stay unknown.
func (r *Run) look(ids []model.JobID) []model.JobID {
	moments := looks()
	past := time.Duration(0)
	for i, at := range moments {
		if len(ids) == 0 {
			return nil
		}
		r.announce(ids, i, at-past)
		select {
		case <-time.After(at - past):
		case <-r.client.reading.Done():
			return ids
		}
		past = at
		ids = r.lookOnce(ids, i == len(moments)-1)
	}
	r.giveUp(ids)
	return ids
}

// lookOnce reads the statuses; only a last look that told a status can prove
// that a write is absent.
func (r *Run) lookOnce(ids []model.JobID, last bool) []model.JobID {
	got, err := r.client.backend.Status(r.client.reading, ids)
	r.heard(err)
	var left []model.JobID
	var known []model.Outcome
	for _, id := range ids {
		s, told := got[id]
		if told {
			r.tell(id, s)
		}
		judged := nothing
		if unreadable(s, told, err) == "" {
			judged = prove(s.Status, r.line(id).At, r.client.clock())
		}
		switch {
		case judged == proven:
			known = append(known, model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; its state proves the start"})
		case judged == untaken && last:
			known = append(known, model.Outcome{ID: id, Kind: model.Absent, Why: "the answer was lost; until the last look it stayed in configuration"})
		default:
			left = append(left, id)
		}
	}
	r.settle(known)
	return left
}

// announce shows when the next look is.
func (r *Run) announce(ids []model.JobID, made int, wait time.Duration) {
	next := r.client.now().Add(wait)
	for _, id := range ids {
		r.row(id, func(row *model.Result) {
			row.Look, row.Looks, row.Next = made, len(looks()), next
		})
	}
}

// giveUp shows that there is no look left.
func (r *Run) giveUp(ids []model.JobID) {
	for _, id := range ids {
		r.row(id, func(row *model.Result) {
			row.Look, row.Looks, row.Next = len(looks()), len(looks()), time.Time{}
		})
	}
}
