package client

import (
	"cmp"
	"slices"
	"strings"

	"drover/client/journal"
	"drover/model"
)

// making is the making of a job: by a clone, or from a draft. What is made has
// no id before the answer, so its name stands for it: the lock, the journal and
// the looks for a lost answer all go by it. What shows that a job of that name
// is the one, evidence.go knows.
type making struct {
	verb model.Verb
	name string
}

// makingOf is what a change makes, if it makes something.
func makingOf(ch model.Change) (m making, ok bool) {
	switch ch := ch.(type) {
	case model.CloneJob:
		return making{model.Clone, ch.Name}, true
	case model.CreateJob:
		return making{model.Create, ch.Draft.Name()}, true
	}
	return making{}, false
}

// makes reports whether a verb makes a job.
func makes(verb model.Verb) bool { return verb == model.Clone || verb == model.Create }

// thing is what a verb makes, in the words of an outcome.
func (m making) thing() string {
	if m.verb == model.Clone {
		return "copy"
	}
	return "new job"
}

// unmade makes sure, before a job's making is journalled, that nobody has its
// name. What an earlier attempt of ours made after all is taken for done.
func (r *Run) unmade(steps []model.Step) []model.Step {
	var fit []model.Step
	for _, s := range steps {
		if m, ok := makingOf(s.Change); !ok || r.nobodyHas(s.Job.ID, m) {
			fit = append(fit, s)
		}
	}
	return fit
}

func (r *Run) nobodyHas(id model.JobID, m making) bool {
	before, err := r.client.named(m.name)
	r.heard(err)
	if err != nil {
		r.settle([]model.Outcome{{ID: id, Kind: model.NotSent, Why: "whether the name is free could not be read: " + model.Clean(err.Error())}})
		return false
	}
	tries := r.tries(id, m, r.intent)
	var ev evidence
	if len(tries) > 0 {
		ev = r.sift(m, without(before, tries[0].Seen), intentsOf(tries))
	}
	switch {
	case len(ev.ours) == 1:
		made := ev.ours[0]
		r.adopt(id, m, made)
		r.made(id, made.id)
		r.settle([]model.Outcome{{ID: id, Kind: model.Done, Made: made.id, Why: "an earlier attempt made it after all; nothing was sent"}})
	case len(ev.unread) > 0:
		r.settle([]model.Outcome{{ID: id, Kind: model.NotSent, Why: "whether an earlier attempt made a job of that name could not be read: " + joined(ev.unread)}})
	case len(before) > 0:
		r.settle([]model.Outcome{{ID: id, Kind: model.NotSent, Why: "there is a job of that name: " + joined(before)}})
	default:
		r.note(id, before)
		return true
	}
	return false
}

// tries are the entries, the earliest first, of earlier writes that may have
// made the job after all: they were looked for and not found. own is the intent
// that is at it now.
func (r *Run) tries(id model.JobID, m making, own string) []journal.Entry {
	return r.earlier(id, m, own, journal.Absent, journal.Unknown)
}

// earlier are the entries of other intents that were to make the job, and stand
// in one of some states. A clone is one of the same job; a draft has no job.
func (r *Run) earlier(id model.JobID, m making, own string, states ...journal.State) []journal.Entry {
	entries, err := r.client.journal.Entries()
	if err != nil {
		return nil
	}
	target := journal.NameTarget(r.client.place.Origin, r.client.place.Project, m.name)
	return slices.DeleteFunc(entries, func(e journal.Entry) bool {
		return e.Target() != target || e.Op != string(m.verb) || m.verb == model.Clone && e.Job != id ||
			e.Intent == own || !slices.Contains(states, e.State)
	})
}

func intentsOf(entries []journal.Entry) []string {
	var out []string
	for _, e := range entries {
		out = append(out, e.Intent)
	}
	return out
}

// adopt journals that an earlier attempt was applied: the one that the job
// names, or the only one that can have been. It is for order's sake: the job is
// there in any case.
func (r *Run) adopt(id model.JobID, m making, made made) {
	tries := r.earlier(id, m, r.line(id).Intent, journal.Absent, journal.Unknown, journal.Applied)
	if made.intent != "" {
		tries = slices.DeleteFunc(tries, func(e journal.Entry) bool { return e.Intent != made.intent })
	}
	if len(tries) != 1 || tries[0].State == journal.Applied {
		return
	}
	l := tries[0].Line
	l.State, l.Made, l.Time = journal.Applied, made.id, r.client.now()
	_ = r.client.journal.Append(l)
}

// lookForMade looks in all pages of all scenarios for the one job that has the
// name now, had not before, and is what was asked for. A list that is not whole
// proves no absence.
func (r *Run) lookForMade(id model.JobID, last bool) (model.Outcome, bool) {
	l := r.line(id)
	m := making{model.Verb(l.Op), l.Name}
	now, err := r.client.named(l.Name)
	r.heard(err)
	ev := r.sift(m, without(now, l.Seen), append([]string{l.Intent}, intentsOf(r.tries(id, m, l.Intent))...))
	ours, others := ev.by(l.Intent)
	switch {
	case len(ours) == 1:
		r.made(id, ours[0].id)
		return model.Outcome{ID: id, Kind: model.Done, Made: ours[0].id, Why: "no answer told of it; the list shows the " + m.thing()}, true
	case len(ours) > 1:
		r.why(id, "several jobs have the name now, so nobody can say which is the "+m.thing()+": "+joinedMade(ours))
	case len(others) == 1:
		r.adopt(id, m, others[0])
		r.made(id, others[0].id)
		return model.Outcome{ID: id, Kind: model.Done, Made: others[0].id, Why: "an earlier attempt made it after all"}, true
	case len(ev.unread) > 0:
		r.why(id, "a job of that name is there, but its tags could not be read: "+joined(ev.unread))
	case err == nil && last:
		return r.unfound(id, m, ev.theirs), true
	}
	return model.Outcome{}, false
}

// unfound is the outcome of a making that no look has found. A name that the
// service said is taken is somebody else's, if the list shows whose.
func (r *Run) unfound(id model.JobID, m making, theirs []model.JobID) model.Outcome {
	o := model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(m.verb)}
	told := r.told(id)
	switch {
	case told.Taken && len(theirs) > 0:
		o.Kind, o.Why = model.Refused, "the name belongs to a job that drover did not make: "+joined(theirs)
	case told.Taken:
		o.Why = "the name is taken, and until the last look no job was seen to have it"
	case len(theirs) > 0:
		o.Why = "the answer was lost; until the last look the only job of that name was somebody else's: " + joined(theirs)
	}
	if told.Taken {
		o.Code, o.Message, o.RequestID = told.Code, told.Message, told.RequestID
	}
	return o
}

// why says of a row whose outcome stays unknown what was seen.
func (r *Run) why(id model.JobID, words string) {
	r.row(id, func(row *model.Result) { row.Outcome.Why = words })
}

// told is the outcome that a row shows.
func (r *Run) told(id model.JobID) model.Outcome {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.report.Rows[r.rows[id]].Outcome
}

// named lists the jobs that have a name, whatever its case: to the service two
// names that differ in nothing else are one. The jobs below another of that name
// are that one's.
func (c *Client) named(name string) ([]model.JobID, error) {
	var rows []model.Job
	var failed error
	for page, err := range c.backend.Jobs(c.reading) {
		failed = cmp.Or(failed, err)
		for _, j := range page.Jobs {
			if strings.EqualFold(j.Name.String(), name) {
				rows = append(rows, j)
			}
		}
	}
	var out []model.JobID
	for _, j := range rows {
		below := slices.ContainsFunc(rows, func(p model.Job) bool { return p.ID == j.Parent })
		if !below && !slices.Contains(out, j.ID) {
			out = append(out, j.ID)
		}
	}
	return out, failed
}

// made shows which job was made: from now on that is the one that is read.
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

// answered follows what the answer to a making says: the id of what was made,
// or that its name is taken, which after an earlier attempt may be that one's
// work.
func (r *Run) answered(o model.Outcome, m making, attempt int) model.Outcome {
	err := journal.CheckID(o.Made)
	switch {
	case o.Made.Empty() && (o.Kind == model.Accepted || o.Kind == model.Done):
		return model.Outcome{ID: o.ID, Kind: model.UnknownOutcome, RequestID: o.RequestID, Why: "the answer names no job"}
	case o.Made.Empty():
	case err != nil:
		return model.Outcome{ID: o.ID, Kind: model.UnknownOutcome, RequestID: o.RequestID, Why: "the answer names no job: " + err.Error()}
	default:
		r.made(o.ID, o.Made)
	}
	if o.Taken && r.perhapsOurs(o.ID, m, attempt) {
		o.Kind, o.Why = model.UnknownOutcome, "the name is taken: perhaps by an earlier attempt"
	}
	return o
}

// perhapsOurs reports whether a taken name may be an earlier attempt's work. A
// job that was made from a draft tells whose it is. A copy's name is nobody
// else's if it ends in this intent's own letters; any other may be.
func (r *Run) perhapsOurs(id model.JobID, m making, attempt int) bool {
	again := attempt > 1 && (m.verb == model.Create || model.NamedFor(m.name, r.intent))
	return again || len(r.tries(id, m, r.intent)) > 0
}

// Copies tells of the jobs that drover made in this place, as far as the journal
// goes, which job each of them was cloned from. It asks no disk.
func (c *Client) Copies() map[model.JobID]model.JobID {
	if c.journal == nil {
		return nil
	}
	out := map[model.JobID]model.JobID{}
	for _, e := range c.placed(c.journal.Seen()) {
		if e.Here && !e.Made.Empty() && e.Op == string(model.Clone) {
			out[e.Made] = e.Job
		}
	}
	return out
}
