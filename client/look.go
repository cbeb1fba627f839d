package client

import (
	"slices"
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
	all, moments := ids, looks()
	past := time.Duration(0)
	for i, at := range moments {
		if len(ids) == 0 {
			break
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
	return slices.DeleteFunc(slices.Clone(all), func(id model.JobID) bool { return r.told(id).Kind != model.UnknownOutcome })
}

// lookOnce reads once; only a last look that told something can prove that a
// write is absent.
func (r *Run) lookOnce(ids []model.JobID, last bool) []model.JobID {
	var plain, left []model.JobID
	var known []model.Outcome
	for _, id := range ids {
		var o model.Outcome
		var found bool
		switch r.asked(id).verb {
		case model.Clone, model.Create:
			o, found = r.lookForMade(id, last)
		case model.SaveEnds:
			o, found = r.lookAtEnds(id, last)
		case model.Update:
			o, found = r.lookAtEdit(id, last)
		case model.SaveObjects:
			o, found = r.lookAtObjects(id, last)
		case model.ReEdit:
			o, found = r.lookAtReEdit(id, last)
		case model.RunCheck, model.SkipItem:
			o, found = r.lookAtCheck(id, last)
		case model.Start, model.StartNow, model.Pause, model.Resume, model.TryAgain, model.Reset,
			model.End, model.ForceEnd, model.Delete, model.TestEnds, model.Cancel:
			plain = append(plain, id)
			continue
		}
		if found {
			known = append(known, o)
		} else {
			left = append(left, id)
		}
	}
	more, still := r.lookAtStatus(plain, last)
	known = append(known, more...)
	r.settle(known)
	r.giveUp(only(known, model.UnknownOutcome)) // no later look tells more
	return append(left, still...)
}

// lookAtStatus settles what a status can tell of.
func (r *Run) lookAtStatus(ids []model.JobID, last bool) (known []model.Outcome, left []model.JobID) {
	if len(ids) == 0 {
		return nil, nil
	}
	got, err := r.client.backend.Status(r.client.reading, ids)
	r.heard(err)
	for _, id := range ids {
		s, told := got[id]
		if told {
			r.tell(id, s)
		}
		ask, judged := r.asked(id), nothing
		switch {
		case told && ask.verb == model.Delete && gone(s):
			judged = proven
		case unreadable(s, told, err) == "":
			judged = r.howItEnded(id, ask, s, prove(ask, s, r.client.clock()))
		}
		switch {
		case judged == proven:
			known = append(known, model.Outcome{ID: id, Kind: model.Done, Why: r.provenWords(ask.verb)})
		case judged == untaken && last:
			known = append(known, model.Outcome{ID: id, Kind: model.Absent, Why: r.absentWords(ask.verb)})
		default:
			left = append(left, id)
		}
	}
	return known, left
}

// asked is what was asked of a job, as its line has it.
func (r *Run) asked(id model.JobID) asked {
	l := r.line(id)
	a := asked{verb: model.Verb(l.Op), at: l.At, files: r.client.files()}
	a.run, a.stood, a.noted = notedRun(l)
	return a
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
