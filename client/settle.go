package client

import (
	"context"
	"slices"

	"drover/client/journal"
	"drover/model"
)

// claim is an entry that nobody else works on, with the lock that says so.
type claim struct {
	entry Entry
	lock  *journal.Lock
}

// Settle looks by reads for what an earlier drover, or an earlier run, left
// unknown in this project, and journals what it finds. It returns nil if
// there is nothing, and the run under way if there is one.
func (c *Client) Settle(ctx context.Context) (*Run, error) {
	if c.journal == nil {
		return nil, c.broken
	}
	if r := c.settling(); r != nil || ctx.Err() != nil {
		return r, ctx.Err()
	}
	claims, err := c.claim()
	if err != nil || len(claims) == 0 {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		for _, cl := range claims {
			cl.lock.Release()
		}
		return nil, nil
	}
	r := c.newRun(c.claimed(claims))
	for _, cl := range claims {
		r.lines[cl.entry.Job] = cl.entry.Line
	}
	r.settles = true
	c.settles = r
	c.spawn(func() { r.work(func() { r.lookFor(claims) }) })
	return r, nil
}

// settling is the run of an earlier Settle that still goes on.
func (c *Client) settling() *Run {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.settles == nil {
		return nil
	}
	select {
	case <-c.settles.done:
		return nil
	default:
		return c.settles
	}
}

// claim locks the unresolved entries of this project. An INTENT whose writer
// died before SENDING is ended as NOT_SENT on the way.
func (c *Client) claim() ([]claim, error) {
	before, err := c.entries()
	if err != nil {
		return nil, err
	}
	locks := map[journal.Target]*journal.Lock{}
	for _, e := range before {
		if e.Here && slices.Contains(model.EveryVerb(), model.Verb(e.Op)) && (e.Unresolved() || e.Written == journal.Intent) && locks[e.Target()] == nil {
			if l, err := c.journal.Lock(e.Target()); err == nil {
				locks[e.Target()] = l
			}
		}
	}
	defer func() {
		for _, l := range locks {
			l.Release()
		}
	}()
	// Read again: whoever held a lock until now has written by now.
	after, err := c.entries()
	if err != nil {
		return nil, err
	}
	var claims []claim
	var dead []journal.Line
	named := map[model.JobID]bool{} // a run has one row for a job; the rest waits for the next
	for _, e := range after {
		lock := locks[e.Target()]
		switch {
		case lock == nil:
		case e.Unresolved() && !named[e.Job]:
			named[e.Job] = true
			claims = append(claims, claim{e, lock})
			delete(locks, e.Target())
		case e.Written == journal.Intent:
			e.State, e.Time = journal.NotSent, c.now()
			dead = append(dead, e.Line)
		}
	}
	if len(dead) > 0 {
		_ = c.journal.Append(dead...) // for order's sake; they are read as NOT_SENT anyway
	}
	return claims, nil
}

// claimed makes the plan whose outcomes are looked for.
func (c *Client) claimed(claims []claim) model.Plan {
	plan := model.Plan{ID: c.NewIntent(), Wish: again(claims)}
	for _, cl := range claims {
		id := cl.entry.Job
		plan.Steps = append(plan.Steps, model.Step{
			Job: model.Job{ID: id, Name: model.NewText(id.Raw()), Realm: c.backend.Capabilities().Realm}, Change: changeOf(cl.entry.Line),
		})
	}
	return plan
}

// again is the wish that whoever tries again begins with. Where the entries are
// of different verbs there is none, so nothing can be sent by it; what differs
// among starts must be said anew. A draft is not in the journal: what was made
// from one can be sent again from there alone.
func again(claims []claim) model.Wish {
	first := claims[0].entry
	wish := model.Wish{
		Verb: model.Verb(first.Op), When: first.At, Pause: model.PauseReplay, Clone: model.CloneAs{Name: first.Name},
	}
	for _, cl := range claims {
		switch {
		case cl.entry.Op != first.Op, wish.Verb == model.SkipItem, wish.Verb == model.Clone && len(claims) > 1:
			return model.Wish{}
		case cl.entry.At != first.At:
			wish.When = model.When{}
		}
	}
	return wish
}

// changeOf is what an entry's line knows of its change.
func changeOf(l journal.Line) model.Change {
	switch verb := model.Verb(l.Op); verb {
	case model.Start:
		return model.StartJob{ID: l.Job, At: l.At}
	case model.Clone:
		return model.CloneJob{ID: l.Job, Name: l.Name}
	case model.Create:
		return model.CreateJob{ID: l.Job, Intent: l.Intent, Draft: model.Draft{}.Put(model.KeyName, l.Name)}
	case model.SaveEnds:
		return model.StoreEnds{ID: l.Job}
	case model.Update:
		return model.EditJob{Job: model.Job{ID: l.Job}, Section: sectionOf(l)}
	case model.SaveObjects:
		return model.SetObjects{Job: model.Job{ID: l.Job}}
	case model.RunCheck:
		return model.CheckJob{ID: l.Job}
	case model.SkipItem:
		return model.SkipItems{ID: l.Job}
	case model.StartNow, model.Pause, model.Resume, model.TryAgain, model.Reset, model.End, model.ForceEnd, model.Delete, model.TestEnds, model.ReEdit, model.Cancel:
		return model.Act{ID: l.Job, Verb: verb}
	}
	return model.Act{ID: l.Job}
}

// lookFor does what Settle is for.
func (r *Run) lookFor(claims []claim) {
	var ids []model.JobID
	for _, cl := range claims {
		ids = append(ids, cl.entry.Job)
		r.outcome(model.Outcome{
			ID: cl.entry.Job, Kind: model.UnknownOutcome, Code: model.NewText(cl.entry.Code), RequestID: model.NewText(cl.entry.Request),
			Why: "sent by run " + cl.entry.Run + ", and no answer was recorded",
		})
		defer cl.lock.Release()
	}
	r.introduce(ids)
	r.look(ids)
}

// introduce reads the jobs, of which the journal knows only the ids.
func (r *Run) introduce(ids []model.JobID) {
	for _, id := range ids {
		if r.unborn(id) {
			continue
		}
		d, err := r.client.backend.Job(r.client.reading, id)
		if err != nil || d.Job.ID != id {
			continue
		}
		r.mu.Lock()
		i := r.rows[id]
		steps := append([]model.Step(nil), r.report.Plan.Steps...)
		steps[i].Job = d.Job
		r.report.Plan.Steps = steps
		if !makes(r.verbOf(id)) {
			r.report.Rows[i].Name, r.report.Rows[i].Now = d.Job.Name, d.Job
		}
		r.mu.Unlock()
		r.wake()
	}
}
