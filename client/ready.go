package client

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"drover/client/journal"
	"drover/model"
)

// ready is a chunk whose jobs are locked and journalled as intended, and whose
// statuses are read.
type ready struct {
	steps []model.Step // that may go
	locks []*journal.Lock
	read  time.Time // when the reading began; zero: it has to be read
}

// stale reports whether the statuses are too old to send by.
func (c ready) stale() bool {
	const fresh = 2 * time.Second
	return time.Since(c.read) > fresh
}

// ahead makes the first of some chunks ready beside what goes on; once no more
// is sent, it does not begin to. The locks of what comes must be released.
func (r *Run) ahead(chunks [][]model.Step) <-chan ready {
	out := make(chan ready, 1)
	if len(chunks) == 0 || r.over() != "" {
		close(out)
		return out
	}
	r.client.spawn(func() {
		defer close(out)
		out <- r.prepare(chunks[0])
	})
	return out
}

// prepare comes before the first attempt at a chunk.
func (r *Run) prepare(steps []model.Step) ready {
	free, locks := r.lock(steps)
	c := ready{locks: locks, read: time.Now()}
	free = r.rememberObjects(r.rememberEdits(r.rememberEnds(r.unmade(free))))
	r.rememberChecks(r.client.reading, free)
	r.rememberChildren(free)
	switch {
	case len(free) == 0:
	case r.client.files(): // what is journalled names the last run, which is read with the status
		if fit := r.startable(free); len(fit) > 0 && r.intended(fit, 1) {
			c.steps = fit
		}
	case r.intended(free, 1):
		c.steps = r.startable(free)
	}
	return c
}

// intended journals that the steps are to be sent, or ends the run.
func (r *Run) intended(steps []model.Step, attempt int) bool {
	if err := r.intend(steps, attempt); err != nil {
		r.unwritten(steps, err)
		return false
	}
	return true
}

// lock takes the sole right to the chunk's jobs. A job that somebody works
// on, or of which an earlier write is unresolved, stays behind with its
// reason. The locks must be released.
func (r *Run) lock(steps []model.Step) (free []model.Step, locks []*journal.Lock) {
	for _, s := range steps {
		l, err := r.lockOne(s)
		if err != nil {
			r.settle([]model.Outcome{{ID: s.Job.ID, Kind: model.NotSent, Why: err.Error()}})
			continue
		}
		locks = append(locks, l)
		free = append(free, s)
	}
	// Read after locking: whoever held a lock before has written by now.
	open, known, err := r.unresolved()
	if err != nil || known {
		why := "this review was sent already"
		if err != nil {
			why = err.Error()
		}
		r.halt(why)
		return r.without(free, func(model.Step) string { return why }), locks
	}
	return r.without(free, func(s model.Step) string {
		if !open[r.client.target(s)] && !open[r.client.jobTarget(s.Job.ID)] && !open[r.client.sentBefore(s)] {
			return ""
		}
		return "an earlier write to it is unresolved: that is settled first"
	}), locks
}

func (r *Run) lockOne(s model.Step) (*journal.Lock, error) {
	if err := journal.CheckID(s.Job.ID); err != nil {
		return nil, err
	}
	return r.client.journal.Lock(r.client.target(s))
}

// unresolved lists the targets that take no new write: of a clone the name, and
// the job that is copied, too, since a second copy under another name would be
// as good as the first. known reports that the journal held this run's intent
// before the run began to write.
func (r *Run) unresolved() (open map[journal.Target]bool, known bool, err error) {
	r.mu.Lock()
	first := len(r.lines) == 0
	r.mu.Unlock()
	entries, err := r.client.journal.Entries()
	open = map[journal.Target]bool{}
	for _, e := range entries {
		if r.client.blocks(e) {
			open[e.Target()] = true
			open[journal.Target{Origin: e.Origin, Project: e.Project, Job: e.Job}] = true
		}
		known = known || e.Intent == r.intent && first
	}
	return open, known, err
}

// target is what a step writes to: a job, or the name of one that is to be made.
func (c *Client) target(s model.Step) journal.Target {
	if m, ok := makingOf(s.Change); ok {
		return journal.NameTarget(c.place.Origin, c.place.Project, m.name)
	}
	return c.jobTarget(s.Job.ID)
}

// sentBefore is what stood for the job of a draft when it was sent last: under
// another name it would be made a second time.
func (c *Client) sentBefore(s model.Step) journal.Target {
	create, ok := s.Change.(model.CreateJob)
	if !ok || create.Draft.Sent == "" || create.Draft.Sent == create.Intent {
		return c.target(s)
	}
	return c.jobTarget(model.CreateJob{Intent: create.Draft.Sent}.Stand())
}

func (c *Client) jobTarget(id model.JobID) journal.Target {
	return journal.Target{Origin: c.place.Origin, Project: c.place.Project, Job: id}
}

// intend journals that the steps are to be sent.
func (r *Run) intend(steps []model.Step, attempt int) error {
	body, err := r.bodySum(steps)
	if err != nil {
		return err
	}
	place, lines := r.client.place, make([]journal.Line, 0, len(steps))
	for _, s := range steps {
		t := r.client.target(s)
		lines = append(lines, journal.Line{
			Intent: r.intent, Run: r.id, Op: string(r.report.Plan.Verb),
			Profile: place.Profile, Origin: place.Origin, Project: place.Project,
			Job: s.Job.ID, Name: t.Name, Seen: r.seenBefore(s.Job.ID),
			At: when(s.Change), Body: body, Attempt: attempt, State: journal.Intent,
		})
	}
	return r.write(lines)
}

// seenBefore is what note kept of a job.
func (r *Run) seenBefore(id model.JobID) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[id]
}

// unsendable says why there is no body for what is wanted.
type unsendable struct{ error }

// bodySum is the SHA-256 of what would go over the wire for these steps.
func (r *Run) bodySum(steps []model.Step) (string, error) {
	if sum, ok := objectsSum(steps); ok {
		return sum, nil
	}
	reqs, err := r.client.backend.Requests(changes(steps))
	if err != nil {
		return "", unsendable{err}
	}
	h := sha256.New()
	for _, q := range reqs {
		_, _ = h.Write(q.Body) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// can asks the state rule anew. The service's word on what the job allows is
// as old as the list: it counts as long as the status is the same, but for what
// was under way then.
func (c *Client) can(verb model.Verb, s model.Step, status model.Text) string {
	job := s.Job.WithStatus(status)
	edit, edits := s.Change.(model.EditJob)
	if job.Actions.Current = ""; job.Status != s.Job.Status {
		job.Actions = model.Actions{}
	}
	if check, checks := s.Change.(model.CheckJob); checks && check.ReEdit {
		return model.CanCheckReEdit(c.Capabilities(), job)
	}
	if edits {
		return model.CanEdit(c.Capabilities(), job, edit.Section)
	}
	return model.Can(c.Capabilities(), job, verb)
}

// late says that the moment asked for has passed while the run went on: a
// start in the past might mean now.
func (r *Run) late(s model.Step) string {
	moment, ok := when(s.Change).Time()
	if !ok || r.client.clock().Before(moment) {
		return ""
	}
	return "its time, " + moment.UTC().Format(time.RFC3339) + ", has passed meanwhile"
}

// without drops the steps for which there is a reason, and says it.
func (r *Run) without(steps []model.Step, why func(model.Step) string) []model.Step {
	var out []model.Step
	var dropped []model.Outcome
	for _, s := range steps {
		if w := why(s); w != "" {
			dropped = append(dropped, model.Outcome{ID: s.Job.ID, Kind: model.NotSent, Why: w})
			continue
		}
		out = append(out, s)
	}
	r.settle(dropped)
	return out
}

func ids(steps []model.Step) []model.JobID {
	out := make([]model.JobID, 0, len(steps))
	for _, s := range steps {
		out = append(out, s.Job.ID)
	}
	return out
}
