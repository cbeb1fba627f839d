package client

import (
	"cmp"

	"drover/model"
)

// lookAtEdit settles an update whose answer was lost by what the section shows.
func (r *Run) lookAtEdit(id model.JobID, last bool) (model.Outcome, bool) {
	l, section := r.line(id), sectionOf(r.line(id))
	if len(marksOf(l)) == 0 || section == "" {
		return model.Outcome{ID: id, Kind: model.UnknownOutcome, Why: "the answer was lost, and " + unshown(onlySecrets(l))}, true
	}
	d, now, err := r.section(id, section)
	if why := unread(now, err); why != "" {
		r.why(id, "the answer was lost, and what stands there could not be read: "+why)
		return model.Outcome{}, false
	}
	r.shows(id, d, now)
	switch former, asked := holds(l, d, now); {
	case asked:
		return model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; the job shows what was asked for"}, true
	case former && last:
		return model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(model.Update)}, true
	case !former:
		r.why(id, "the answer was lost, and what stands there is neither what was asked for nor what was there before")
	}
	return model.Outcome{}, false
}

// unshown says why no reading tells of an edit.
func unshown(secrets bool) string {
	if secrets {
		return "a password is in no reading: setting it again is safe"
	}
	return "nothing that can be read shows whether it was done"
}

// followEdit reads whether a section shows what was taken on. What no reading
// shows is never more than taken on.
func (r *Run) followEdit(id model.JobID) error {
	plan := r.Report().Plan
	edit, ok := stepOf(plan.Steps, id).Change.(model.EditJob)
	if !ok {
		return nil
	}
	d, now, err := r.section(id, edit.Section)
	why := unread(now, err)
	if why == "" {
		r.shows(id, d, now)
	}
	secret := ""
	if len(edit.Secrets) > 0 {
		secret = "a password is in no reading"
	}
	switch {
	case len(askedOf(edit)) == 0:
		r.endless(id)
		r.judge(id, now, false, cmp.Or(secret, "nothing that can be read shows it"))
	case why != "":
		r.judge(id, now, false, "whether it stands there could not be read: "+why)
	default:
		if otherwise := shownOtherwise(edit, plan.Edit, d, now); otherwise != "" {
			r.judge(id, now, false, "the service shows "+otherwise)
		} else {
			r.judge(id, now, true, secret)
		}
	}
	return err
}

// shownOtherwise says what a reading shows otherwise than was asked for; "" if
// nothing. Of billing the job itself tells, not its section.
func shownOtherwise(edit model.EditJob, as model.EditAs, d model.Detail, now model.Part) string {
	switch {
	case edit.Section != model.SectionPeriod:
		return edit.ShownOtherwise(now, as)
	case d.Job.Charging != model.Period:
		return "no billing by the month or year yet"
	}
	return ""
}

// endless marks an edit that no reading will ever show: nobody waits for one.
func (r *Run) endless(id model.JobID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.proofless[id] = true
}

// judge enters what a reading says of an edit that was taken on, beside what the
// service said with its answer. Two readings may be under way at once: the one that
// proves it is the one that is shown.
func (r *Run) judge(id model.JobID, now model.Part, shown bool, why string) {
	r.mu.Lock()
	said := r.noted[id]
	r.mu.Unlock()
	if said != "" && why != "" {
		said += "; "
	}
	r.row(id, func(row *model.Result) {
		if row.Outcome.Kind != model.Accepted {
			return
		}
		if row.Outcome.Why = said + why; shown {
			row.Outcome.Kind, row.Shows = model.Done, &now
		}
	})
}

// shows enters what the service says of a section now, and of the job: it may have
// another name.
func (r *Run) shows(id model.JobID, d model.Detail, now model.Part) {
	r.row(id, func(row *model.Result) {
		if row.Outcome.Kind == model.Done { // what proved it stays: another reading may be of what somebody wrote since
			return
		}
		row.Shows = &now
		if !d.Job.Status.Empty() {
			row.Now = row.Now.WithStatus(d.Job.Status)
		}
		if !d.Job.Name.Empty() {
			row.Name, row.Now.Name, row.Now.Description = d.Job.Name, d.Job.Name, d.Job.Description
		}
		if d.Job.Charging != model.ChargingUnknown {
			row.Now.Charging = d.Job.Charging
		}
		row.Now.Mode, row.Now.NextRun = d.Job.Mode, d.Job.NextRun
	})
}
