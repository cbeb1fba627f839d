package client

import (
	"slices"
	"time"

	"drover/client/rest"
	"drover/model"
)

// followed is how many jobs are read at once: they share one call for their
// statuses.
const followed = 100

// follow reads the accepted jobs until they rest, or for ten minutes each: all
// of them in turn, one share after another, so that a thousand jobs cost no
// burst of calls. It ends with the last of them once the run sends and looks
// no more.
func (r *Run) follow() {
	every, sent := 5*time.Second, r.sent
	var turn [][]model.JobID
	shares := 0
	for {
		if len(turn) == 0 {
			turn = slices.Collect(slices.Chunk(r.moving(), followed))
			shares = len(turn)
		}
		if shares == 0 && sent == nil {
			return
		}
		select {
		case <-time.After(shareOf(every, shares)):
		case <-sent:
			sent = nil
			continue
		case <-r.client.reading.Done():
			return
		}
		if shares > 0 {
			every, turn = r.followOnce(turn[0], every), turn[1:]
		}
	}
}

// shareOf is the time between two shares of a turn, a second at least.
func shareOf(turn time.Duration, shares int) time.Duration {
	return max(turn/time.Duration(max(shares, 1)), time.Second)
}

// moving lists the accepted jobs that have not come to rest.
func (r *Run) moving() []model.JobID {
	const enough = 10 * time.Minute
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.JobID
	for _, row := range r.report.Rows {
		taken := row.Outcome.Kind == model.Accepted || row.Outcome.Kind == model.Done
		if !taken || atRest(row.Now) {
			continue
		}
		if r.pursued[row.ID].IsZero() {
			r.pursued[row.ID] = time.Now()
		}
		if time.Since(r.pursued[row.ID]) < enough {
			out = append(out, row.ID)
		}
	}
	return out
}

// atRest reports whether a started job has come to where somebody who waits
// for it looks again: it runs, failed, is scheduled, or is beyond drover.
func atRest(job model.Job) bool {
	return job.Status.Raw() != "CONFIGURATION" && job.State.Family != model.Busy
}

// followOnce reads some jobs once and returns the time of the next turns, which
// doubles with every throttling.
func (r *Run) followOnce(ids []model.JobID, every time.Duration) time.Duration {
	got, err := r.client.backend.Status(r.client.reading, ids)
	var progress map[model.JobID]model.Sample
	if err == nil {
		progress, err = r.client.backend.Progress(r.client.reading, ids)
	}
	r.heard(err)
	for id, s := range got {
		if p, told := progress[id]; told {
			p.Status = model.Text{} // the status reading is the word on that
			s = s.Over(p)
		}
		r.tell(id, s)
		r.confirm(id, s)
	}
	if kind, ok := rest.KindOf(err); ok && kind == rest.Throttled {
		return min(2*every, time.Minute)
	}
	return every
}

// confirm turns Accepted into Done once the state proves it.
func (r *Run) confirm(id model.JobID, s model.Sample) {
	if unreadable(s, true, nil) != "" || prove(s.Status, r.line(id).At, r.client.clock()) != proven {
		return
	}
	r.row(id, func(row *model.Result) {
		if row.Outcome.Kind == model.Accepted {
			row.Outcome.Kind = model.Done
		}
	})
}
