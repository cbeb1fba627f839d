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

// follow reads the accepted jobs until they rest, or for a while each: all
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
		case <-time.After(shareOf(r.unhurried(every), shares)):
		case <-sent:
			sent, turn = nil, nil // what was read after the answers may have proven all there is
			continue
		case <-r.client.reading.Done():
			return
		}
		if shares > 0 {
			every, turn = r.followOnce(turn[0], every), turn[1:]
		}
	}
}

// enough is how long a job is followed: the node of a new one may take half an
// hour, and endpoints that are stored are there at once, or not at all.
func enough(verb model.Verb) time.Duration {
	switch {
	case makes(verb):
		return 30 * time.Minute
	case verb == model.SaveEnds, verb == model.Update:
		return time.Minute
	}
	return 10 * time.Minute
}

// unhurried is the time of a turn: a longer one once every job in it has been
// followed for ten minutes.
func (r *Run) unhurried(every time.Duration) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	old := false
	for _, row := range r.report.Rows {
		since, followed := r.pursued[row.ID]
		switch {
		case !followed || r.rests(row):
		case time.Since(since) < 10*time.Minute:
			return every
		default:
			old = true
		}
	}
	if old {
		return max(every, 10*time.Second)
	}
	return every
}

// shareOf is the time between two shares of a turn, a second at least.
func shareOf(turn time.Duration, shares int) time.Duration {
	return max(turn/time.Duration(max(shares, 1)), time.Second)
}

// moving lists the accepted jobs that have not come to rest.
func (r *Run) moving() []model.JobID {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []model.JobID
	for _, row := range r.report.Rows {
		taken := row.Outcome.Kind == model.Accepted || row.Outcome.Kind == model.Done
		if !taken || r.rests(row) {
			continue
		}
		if r.pursued[row.ID].IsZero() {
			r.pursued[row.ID] = time.Now()
		}
		if time.Since(r.pursued[row.ID]) < enough(r.verbOf(row.ID)) {
			if !row.Made.Empty() {
				row.ID = row.Made
			}
			out = append(out, row.ID)
		}
	}
	return out
}

// rests reports whether a job has come to where somebody who waits for it
// looks again. The run is locked by the caller.
func (r *Run) rests(row model.Result) bool {
	if r.client.files() {
		return r.proofless[row.ID] || fileRests(r.verbOf(row.ID), row)
	}
	job, busy := row.Now, row.Now.State.Family == model.Busy
	switch r.verbOf(row.ID) {
	case model.Start: // it runs, failed, is scheduled, or is beyond drover
		return job.Status.Raw() != "CONFIGURATION" && !busy
	case model.StartNow:
		return job.Status.Raw() != "WAITING_FOR_START" && !busy
	case model.Clone, model.Create:
		return job.ID == row.Made && !row.Made.Empty() && !busy
	case model.RunCheck:
		return row.Check != nil && row.Check.Done()
	case model.SkipItem, model.TestEnds:
		return true
	case model.SaveEnds:
		return row.Outcome.Kind == model.Done
	case model.ReEdit: // the child job is of no row: whoever shows it follows it
		return row.Outcome.Kind == model.Done || !busy && job.State.Family != model.Running
	case model.Update, model.SaveObjects:
		return row.Outcome.Kind == model.Done || r.proofless[row.ID]
	case model.ForceEnd:
		return job.State.Family == model.Ended || row.Outcome.Kind == model.Done && job.Status.Raw() == "RELEASE_RESOURCE_FAILED"
	case model.End:
		return job.State.Family == model.Ended || job.Status.Raw() == "RELEASE_RESOURCE_FAILED"
	case model.Delete:
		return job.Status.Raw() == "DELETED"
	case model.Pause, model.Resume, model.TryAgain, model.Reset, model.Cancel:
	}
	return row.Outcome.Kind == model.Done && !busy
}

// followOnce reads some jobs once and returns the time of the next turns, which
// doubles with every throttling.
func (r *Run) followOnce(ids []model.JobID, every time.Duration) time.Duration {
	var checks, ends, edits, plain []model.JobID
	for _, id := range ids {
		switch r.asked(id).verb {
		case model.RunCheck:
			checks = append(checks, id)
		case model.SaveEnds:
			ends = append(ends, id)
		case model.Update:
			edits = append(edits, id)
		default:
			plain = append(plain, id)
		}
	}
	if len(checks) > 0 {
		every = r.followEach(checks, every, r.followCheck)
	}
	if len(ends) > 0 {
		every = r.followEach(ends, every, r.followEnds)
	}
	if len(edits) > 0 {
		every = r.followEach(edits, every, r.followEdit)
	}
	if len(plain) > 0 {
		every = r.followStates(plain, every)
	}
	return every
}

// followStates reads where jobs stand.
func (r *Run) followStates(ids []model.JobID, every time.Duration) time.Duration {
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
	return slower(every, err)
}

// followEach reads what takes a call for each job.
func (r *Run) followEach(ids []model.JobID, every time.Duration, read func(model.JobID) error) time.Duration {
	var failed error
	for _, id := range ids {
		if err := read(id); err != nil {
			failed = err
		}
	}
	r.heard(failed)
	return slower(every, failed)
}

// slower is the time of the next turns after one that went as it did.
func slower(every time.Duration, err error) time.Duration {
	if kind, ok := rest.KindOf(err); ok && kind == rest.Throttled {
		return min(2*every, time.Minute)
	}
	return every
}

// confirm turns Accepted into Done once the state proves it.
func (r *Run) confirm(id model.JobID, s model.Sample) {
	if !r.proves(id, s) {
		return
	}
	r.row(id, func(row *model.Result) {
		if row.Outcome.Kind == model.Accepted {
			row.Outcome.Kind = model.Done
		}
	})
}

// proves reports whether a reading proves what was accepted.
func (r *Run) proves(id model.JobID, s model.Sample) bool {
	r.mu.Lock()
	source, made := r.makes[id]
	r.mu.Unlock()
	if made { // it is there
		return unreadable(s, true, nil) == "" && makes(r.asked(source).verb) && (r.client.files() || s.Status.Raw() == "CONFIGURATION")
	}
	if ask := r.asked(id); ask.verb == model.Delete && gone(s) {
		r.tell(id, model.Sample{Status: r.deleted(), Percent: -1, Lag: -1, At: s.At})
		return true
	}
	return unreadable(s, true, nil) == "" && prove(r.asked(id), s, r.client.clock()) == proven
}

// deleted is the service's word for a job that is gone.
func (r *Run) deleted() model.Text {
	if r.client.files() {
		return model.NewText("deleted")
	}
	return model.NewText("DELETED")
}

// gone reports a reading that says there is no such job any more.
func gone(s model.Sample) bool { return rest.IsGone(s.Code) }
