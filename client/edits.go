package client

import (
	"strings"

	"drover/client/journal"
	"drover/model"
)

// Changing a section says nothing that a status could show. The service has no
// version of it either: so it is read before it is written, and compared with
// what the change was made from, and read again afterwards.

// rememberEdits reads what stands there before a section is replaced. One that
// cannot be read is not written to, and neither is one that somebody else has
// changed meanwhile.
func (r *Run) rememberEdits(steps []model.Step) []model.Step {
	var fit []model.Step
	for _, s := range steps {
		edit, ok := s.Change.(model.EditJob)
		if !ok || r.unchanged(s.Job.ID, edit) {
			fit = append(fit, s)
		}
	}
	return fit
}

// unchanged reports whether a section still is what an edit was made from, and
// notes what stands there.
func (r *Run) unchanged(id model.JobID, edit model.EditJob) bool {
	now, err := r.section(id, edit.Section)
	o := model.Outcome{ID: id, Kind: model.NotSent}
	switch elsewhere := theirs(edit.Base, now); {
	case err != nil:
		o.Why = "what stands there could not be read: " + model.Clean(err.Error())
	case now.Lacks != "":
		o.Why = "what stands there could not be read: " + now.Lacks
	case len(elsewhere) > 0:
		r.row(id, func(row *model.Result) { row.Shows = &now })
		o.Elsewhere, o.Why = true, "somebody else has changed the "+edit.Section.Word()+" since it was read"
	default:
		r.note(id, marksFor(r.intent, edit))
		return true
	}
	r.settle([]model.Outcome{o})
	return false
}

// section reads one section of a job.
func (r *Run) section(id model.JobID, s model.Section) (model.Part, error) {
	d, parts, err := r.client.backend.Sections(r.client.reading, id, s)
	r.heard(err)
	switch {
	case err != nil:
		return model.Part{}, err
	case d.Job.ID != id || len(parts) != 1 || parts[0].Section != s:
		return model.Part{Section: s, Lacks: "the answer is of another job"}, nil
	}
	return parts[0], nil
}

// theirs lists what differs between two readings of a section.
func theirs(base, now model.Part) []model.FieldKey {
	var out []model.FieldKey
	for _, keys := range [][]model.FieldKey{base.Keys(), now.Keys()} {
		for _, key := range keys {
			if !model.SameValue(key, base.Get(key), now.Get(key)) {
				out = append(out, key)
			}
		}
	}
	return out
}

// marksFor are hashes of what stands there and of what is asked for, of every
// value that is to be another one. Secrets are in no reading: they have none.
func marksFor(intent string, edit model.EditJob) []model.JobID {
	var out []model.JobID
	for _, key := range edit.Changed() {
		if _, secret := edit.Secrets[key]; secret {
			continue
		}
		was, asked := model.Canonical(key, edit.Base.Get(key)), model.Canonical(key, edit.Want[key])
		out = append(out, model.NewJobID(string(key)+":"+hash(intent, key, was)+":"+hash(intent, key, asked)))
	}
	return out
}

// sectionOf is the section that an entry's marks are of; "" if it has none.
func sectionOf(l journal.Line) model.Section {
	for _, m := range marksOf(l) {
		if s, ok := model.SectionOf(m.key); ok {
			return s
		}
	}
	return ""
}

// lookAtEdit settles an update whose answer was lost by what the section shows.
func (r *Run) lookAtEdit(id model.JobID, last bool) (model.Outcome, bool) {
	l := r.line(id)
	marks, section := marksOf(l), sectionOf(l)
	if section == "" {
		return model.Outcome{ID: id, Kind: model.UnknownOutcome, Why: "the answer was lost, and nothing that can be read shows what was asked for"}, true
	}
	now, err := r.section(id, section)
	if err != nil || now.Lacks != "" {
		return model.Outcome{}, false
	}
	r.row(id, func(row *model.Result) { row.Shows = &now })
	former, asked := true, true
	for _, m := range marks {
		is := hash(l.Intent, m.key, model.Canonical(m.key, now.Get(m.key)))
		former, asked = former && is == m.was, asked && is == m.asked
	}
	switch {
	case asked:
		return model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; the job shows what was asked for"}, true
	case former && last:
		return model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(model.Update)}, true
	case !former:
		r.why(id, "the answer was lost, and the "+section.Word()+" shows neither what was asked for nor what stood there before")
	}
	return model.Outcome{}, false
}

// followEdit reads whether a section shows what was taken on.
func (r *Run) followEdit(id model.JobID) error {
	edit, ok := stepOf(r.Report().Plan.Steps, id).Change.(model.EditJob)
	if !ok {
		return nil
	}
	now, err := r.section(id, edit.Section)
	if err != nil || now.Lacks != "" {
		return err
	}
	var differs []string
	for _, key := range edit.Differing(now) {
		differs = append(differs, model.Clean(string(key)))
	}
	r.row(id, func(row *model.Result) {
		row.Shows = &now
		switch {
		case row.Outcome.Kind != model.Accepted:
		case len(differs) == 0:
			row.Outcome.Kind, row.Outcome.Why = model.Done, ""
		default:
			row.Outcome.Why = "the service shows another value of " + strings.Join(differs, ", ")
		}
	})
	return nil
}
