package client

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// What a clone makes has no id before its answer, so its name stands for it:
// the lock, the journal and the looks for a lost answer all go by it.

// unmade makes sure, before a clone is journalled, that nobody has its name.
// A copy that an earlier attempt of ours made after all is taken for done.
func (r *Run) unmade(steps []model.Step) []model.Step {
	var fit []model.Step
	for _, s := range steps {
		copying, ok := s.Change.(model.CloneJob)
		if !ok {
			fit = append(fit, s)
			continue
		}
		before, err := r.client.named(copying.Name)
		r.heard(err)
		if err != nil {
			r.settle([]model.Outcome{{ID: s.Job.ID, Kind: model.NotSent, Why: "whether the name is free could not be read: " + model.Clean(err.Error())}})
			continue
		}
		tries := r.tries(s.Job.ID, copying.Name)
		var made []model.JobID
		if len(tries) > 0 {
			made = without(before, tries[0].Seen)
		}
		switch {
		case len(made) == 1:
			r.adopt(s.Job.ID, copying.Name, made[0])
			r.made(s.Job.ID, made[0])
			r.settle([]model.Outcome{{ID: s.Job.ID, Kind: model.Done, Made: made[0], Why: "an earlier attempt made it after all; nothing was sent"}})
		case len(before) > 0:
			r.settle([]model.Outcome{{ID: s.Job.ID, Kind: model.NotSent, Why: "there is a job of that name: " + joined(before)}})
		default:
			r.note(s.Job.ID, before)
			fit = append(fit, s)
		}
	}
	return fit
}

// tries are the entries, the earliest first, of earlier writes that may have
// copied a job to a name after all: they were looked for and not found.
func (r *Run) tries(id model.JobID, name string) []journal.Entry {
	return r.earlier(id, name, journal.Absent, journal.Unknown)
}

// earlier are the entries of other runs that copied a job to a name and stand
// in one of some states.
func (r *Run) earlier(id model.JobID, name string, states ...journal.State) []journal.Entry {
	entries, err := r.client.journal.Entries()
	if err != nil {
		return nil
	}
	target := journal.NameTarget(r.client.place.Origin, r.client.place.Project, name)
	return slices.DeleteFunc(entries, func(e journal.Entry) bool {
		return e.Target() != target || e.Job != id || e.Intent == r.intent || !slices.Contains(states, e.State)
	})
}

// adopt journals that an earlier attempt was applied, where there was only one
// that can have been. It is for order's sake: the copy is there in any case.
func (r *Run) adopt(id model.JobID, name string, made model.JobID) {
	tries := r.earlier(id, name, journal.Absent, journal.Unknown, journal.Applied)
	if len(tries) != 1 || tries[0].State == journal.Applied {
		return
	}
	l := tries[0].Line
	l.State, l.Made, l.Time = journal.Applied, made, r.client.now()
	_ = r.client.journal.Append(l)
}

// lookForCopy looks in all pages of all scenarios for the one job that has the
// name now and had not before. A list that is not whole proves no absence.
func (r *Run) lookForCopy(id model.JobID, last bool) (model.Outcome, bool) {
	l := r.line(id)
	now, err := r.client.named(l.Name)
	r.heard(err)
	made := without(now, l.Seen)
	switch {
	case len(made) == 1:
		r.made(id, made[0])
		return model.Outcome{ID: id, Kind: model.Done, Made: made[0], Why: "no answer told of it; the list shows the copy"}, true
	case len(made) > 1:
		r.row(id, func(row *model.Result) {
			row.Outcome.Why = "several jobs have the name now, so nobody can say which is the copy: " + joined(made)
		})
	case err == nil && last:
		o := model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(model.Clone)}
		if told := r.told(id); told.Taken {
			o.Code, o.Message, o.RequestID = told.Code, told.Message, told.RequestID
			o.Why = "the name is taken, and until the last look no job was seen to have it"
		}
		return o, true
	}
	return model.Outcome{}, false
}

// told is the outcome that a row shows.
func (r *Run) told(id model.JobID) model.Outcome {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.report.Rows[r.rows[id]].Outcome
}

// named lists the jobs that have a name, whatever its case: to the service two
// names that differ in nothing else are one.
func (c *Client) named(name string) ([]model.JobID, error) {
	var out []model.JobID
	var failed error
	for page, err := range c.backend.Jobs(c.reading) {
		failed = cmp.Or(failed, err)
		for _, j := range page.Jobs {
			if strings.EqualFold(j.Name.String(), name) && !slices.Contains(out, j.ID) {
				out = append(out, j.ID)
			}
		}
	}
	return out, failed
}

// made shows which job a clone made: from now on that is the one that is read.
func (r *Run) made(id, made model.JobID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if i, ok := r.rows[id]; ok && !made.Empty() {
		r.report.Rows[i].Made = made
		r.makes[made] = id
	}
}

// note keeps the ids that had the name before, for the journal.
func (r *Run) note(id model.JobID, seen []model.JobID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[id] = joined(seen)
}

func without(all []model.JobID, seen string) []model.JobID {
	known := strings.Fields(seen)
	return slices.DeleteFunc(slices.Clone(all), func(id model.JobID) bool { return slices.Contains(known, id.Raw()) })
}

// most is how many ids are written or told; more of one name never are.
const most = 50

func joined(ids []model.JobID) string {
	var out []string
	for _, id := range ids[:min(len(ids), most)] {
		out = append(out, id.Raw())
	}
	return strings.Join(out, " ")
}

// copied follows what a clone's answer says: the id it made, or that its name
// is taken, which after an earlier attempt may be that one's work. A name that
// ends in this intent's own letters is nobody else's; any other may be.
func (r *Run) copied(o model.Outcome, attempt int) model.Outcome {
	if !o.Made.Empty() {
		if err := journal.CheckID(o.Made); err != nil {
			return model.Outcome{ID: o.ID, Kind: model.UnknownOutcome, RequestID: o.RequestID, Why: fmt.Sprintf("the answer names no job: %v", err)}
		}
		r.made(o.ID, o.Made)
	}
	if name := r.line(o.ID).Name; o.Taken && (attempt > 1 && model.NamedFor(name, r.intent) || len(r.tries(o.ID, name)) > 0) {
		o.Kind, o.Why = model.UnknownOutcome, "the name is taken: perhaps by an earlier attempt"
	}
	return o
}

// Copies tells of the jobs that drover made in this place, as far as the journal
// goes, which job each of them was cloned from. It asks no disk.
func (c *Client) Copies() map[model.JobID]model.JobID {
	if c.journal == nil {
		return nil
	}
	out := map[model.JobID]model.JobID{}
	for _, e := range c.placed(c.journal.Seen()) {
		if e.Here && !e.Made.Empty() {
			out[e.Made] = e.Job
		}
	}
	return out
}
