package client

import (
	"slices"

	"drover/model"
)

// Changing a section says nothing that a status could show. The service has no
// version of it either: so it is read before it is written, and compared with
// what the change was made from, and read again afterwards (edited.go).

// rememberEdits reads what stands there before a section is replaced. One that
// cannot be read is not written to, and neither is one that somebody else has
// changed meanwhile.
func (r *Run) rememberEdits(steps []model.Step) []model.Step {
	return r.fitEdits(steps, func(id model.JobID, edit model.EditJob) (model.Outcome, bool) {
		o, ok := r.unchanged(id, edit)
		if !ok {
			return o, false
		}
		words := marksFor(r.intent, edit)
		if tooMany(words) {
			return model.Outcome{ID: id, Kind: model.NotSent, Why: "these are more values than one entry of the journal holds: change fewer at once"}, false
		}
		r.noteWords(id, words)
		return o, true
	})
}

// unmoved reads the sections once more where time has passed: what stands there
// is held against what the change was made from before every call, not only
// before the first.
func (r *Run) unmoved(steps []model.Step) []model.Step { return r.fitEdits(steps, r.unchanged) }

// fitEdits drops the edits that may not go, and says why.
func (r *Run) fitEdits(steps []model.Step, may func(model.JobID, model.EditJob) (model.Outcome, bool)) []model.Step {
	var fit []model.Step
	var dropped []model.Outcome
	for _, s := range steps {
		edit, ok := s.Change.(model.EditJob)
		if !ok {
			fit = append(fit, s)
			continue
		}
		if o, goes := may(s.Job.ID, edit); goes {
			fit = append(fit, s)
		} else {
			dropped = append(dropped, o)
		}
	}
	r.settle(dropped)
	return fit
}

// unchanged reports whether a section still is what an edit was made from, or
// why it is not sent.
func (r *Run) unchanged(id model.JobID, edit model.EditJob) (model.Outcome, bool) {
	d, now, err := r.section(id, edit.Section)
	o := model.Outcome{ID: id, Kind: model.NotSent}
	if why := unread(now, err); why != "" {
		o.Why = "what stands there could not be read: " + why
		return o, false
	}
	changed := "somebody else has changed the " + edit.Section.Word() + " since it was read"
	switch {
	case edit.Section == model.SectionPeriod && d.Job.Charging == model.ChargingUnknown:
		o.Why = "the service does not tell how it is billed now" // an order cannot be taken back
	case edit.Section == model.SectionPeriod && d.Job.Charging == model.Period:
		o.Elsewhere, o.Why = true, "it is billed by the month or year already"
	case len(theirs(edit.Base, now)) > 0:
		o.Elsewhere, o.Why = true, changed
	case !edit.Base.SameRest(now): // it would be written over as it was
		o.Elsewhere, o.Why = true, changed+", in what drover does not know"
	default:
		return o, true
	}
	r.row(id, func(row *model.Result) { row.Shows = &now })
	return o, false
}

// section reads one section of a job, and the job with it.
func (r *Run) section(id model.JobID, s model.Section) (model.Detail, model.Part, error) {
	d, parts, err := r.client.backend.Sections(r.client.reading, id, s)
	r.heard(err)
	switch {
	case err != nil:
		return model.Detail{}, model.Part{}, err
	case d.Job.ID != id || len(parts) != 1 || parts[0].Section != s:
		return model.Detail{}, model.Part{Section: s, Lacks: "the answer is of another job"}, nil
	}
	return d, parts[0], nil
}

// unread says why a reading tells nothing of a section; "": it tells.
func unread(now model.Part, err error) string {
	if err != nil {
		return model.Clean(err.Error())
	}
	return now.Lacks
}

// theirs lists what differs between two readings of a section.
func theirs(base, now model.Part) []model.FieldKey {
	var out []model.FieldKey
	for _, keys := range [][]model.FieldKey{base.Keys(), now.Keys()} {
		for _, key := range keys {
			if !slices.Contains(out, key) && !model.SameValue(key, base.Get(key), now.Get(key)) {
				out = append(out, key)
			}
		}
	}
	return out
}
