package client

import (
	"time"

	"drover/client/rest"
	"drover/model"
)

// follow reads the accepted jobs until they rest, or for ten minutes each. It
// ends with the last of them once the run sends and looks no more.
func (r *Run) follow() {
	every, sent := 5*time.Second, r.sent
	for {
		ids := r.moving()
		if len(ids) == 0 && sent == nil {
			return
		}
		select {
		case <-time.After(every):
		case <-sent:
			sent = nil
			continue
		case <-r.client.reading.Done():
			return
		}
		every = r.followOnce(ids, every)
	}
}

// moving lists the accepted jobs that have not come to rest.
func (r *Run) moving() []model.JobID {
	const enough = 10 * time.Minute
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.JobID
	for _, row := range r.report.Rows {
		taken := row.Outcome.Kind == model.Accepted || row.Outcome.Kind == model.Done
		if taken && !atRest(row.Now) && r.pursued[row.ID] < enough {
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

// followOnce reads the jobs once and returns the time to the next reading,
// which doubles with every throttling.
func (r *Run) followOnce(ids []model.JobID, every time.Duration) time.Duration {
	if len(ids) == 0 {
		return every
	}
	r.mu.Lock()
	for _, id := range ids {
		r.pursued[id] += every
	}
	r.mu.Unlock()
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
