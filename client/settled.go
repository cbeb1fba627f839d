package client

import (
	"drover/client/journal"
	"drover/model"
)

// settle journals outcomes and then shows them, so that what was seen is on
// the disk. Only jobs with an INTENT have lines; one that was skipped after
// its INTENT is NOT_SENT.
func (r *Run) settle(outcomes []model.Outcome) {
	var lines []journal.Line
	for _, o := range outcomes {
		l := r.line(o.ID)
		if state := stateOf(o.Kind); l.State != "" && l.State != state {
			l.State, l.Code, l.Request, l.Made = state, o.Code.Raw(), o.RequestID.Raw(), o.Made
			lines = append(lines, l)
		}
	}
	var err error
	if len(lines) > 0 {
		err = r.write(lines)
	}
	for _, o := range outcomes {
		if err != nil && o.Why == "" {
			o.Why = "this could not be journalled: " + err.Error()
		}
		r.outcome(o)
	}
}

// stateOf is the journal's word for an outcome.
func stateOf(k model.OutcomeKind) journal.State {
	switch k {
	case model.Accepted, model.Done:
		return journal.Applied
	case model.Refused:
		return journal.Rejected
	case model.Absent:
		return journal.Absent
	case model.UnknownOutcome:
		return journal.Unknown
	case model.Waiting, model.Skipped, model.NotSent:
	}
	return journal.NotSent
}

// line is the job's last line; its State is empty if there is none.
func (r *Run) line(id model.JobID) journal.Line {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.lines[id]
}

// write journals lines with the time of now and remembers them.
func (r *Run) write(lines []journal.Line) error {
	now := r.client.now()
	for i := range lines {
		lines[i].Time = now
	}
	if err := r.client.journal.Append(lines...); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range lines {
		r.lines[l.Job] = l
	}
	return nil
}

func release(locks []*journal.Lock) {
	for _, l := range locks {
		l.Release()
	}
}

func only(outcomes []model.Outcome, kind model.OutcomeKind) []model.JobID {
	var out []model.JobID
	for _, o := range outcomes {
		if o.Kind == kind {
			out = append(out, o.ID)
		}
	}
	return out
}
