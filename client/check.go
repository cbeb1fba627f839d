package client

import (
	"context"
	"slices"

	"drover/client/journal"
	"drover/model"
)

// query is where the result of the last accepted pre-check of a job is read.
func (c *Client) query(id model.JobID) model.Text {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.queries[id]
}

func (c *Client) setQuery(id model.JobID, query model.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.queries == nil {
		c.queries = map[model.JobID]model.Text{}
	}
	c.queries[id] = query
}

// rememberChecks reads the last pre-checks before new ones are asked for: what
// is there afterwards and was not before is the new one. One that cannot be
// read is no obstacle, but then only a check that is under way proves anything.
func (r *Run) rememberChecks(ctx context.Context, steps []model.Step) {
	for _, s := range steps {
		if _, ok := s.Change.(model.CheckJob); !ok {
			continue
		}
		if p, err := r.client.lastCheck(ctx, s.Job.ID); err == nil {
			r.mu.Lock()
			r.checks[s.Job.ID] = p.ID
			r.mu.Unlock()
			// For whoever settles it another day; an id that needs cleaning is none.
			if id := model.NewJobID(p.ID.String()); model.NewText(p.ID.String()) == p.ID && journal.CheckID(id) == nil {
				r.note(s.Job.ID, []model.JobID{id})
			}
		}
	}
}

// lastCheck reads the result of whichever run was the last one: that of a query
// would tell of the one before for ever.
func (c *Client) lastCheck(ctx context.Context, id model.JobID) (model.PreCheck, error) {
	has, err := c.checks()
	if err != nil {
		return model.PreCheck{}, err
	}
	asked := c.checkAsked()
	p, err := has.PreCheck(ctx, id, model.Text{})
	if err == nil {
		c.keepCheck(id, p, asked)
	}
	return p, err
}

// lookAtCheck settles what only a job's pre-check can tell of.
func (r *Run) lookAtCheck(id model.JobID, last bool) (model.Outcome, bool) {
	p, err := r.client.lastCheck(r.client.reading, id)
	r.heard(err)
	if err != nil {
		return model.Outcome{}, false
	}
	r.row(id, func(row *model.Result) { row.Check = &p })
	verb := r.asked(id).verb
	if r.newCheck(id, p, verb) {
		return model.Outcome{ID: id, Kind: model.Done, Why: "the answer was lost; the pre-check proves it"}, true
	}
	if last && (verb == model.SkipItem || r.untouched(id, p)) {
		return model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(verb)}, true
	}
	return model.Outcome{}, false
}

// newCheck reports whether a reading shows the check that was asked for, or the
// items passed over.
func (r *Run) newCheck(id model.JobID, p model.PreCheck, verb model.Verb) bool {
	if verb == model.SkipItem {
		wanted := r.report.Plan.Skip.Items
		return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(code string) bool {
			return !slices.ContainsFunc(p.Items, func(it model.CheckItem) bool { return it.Item == model.NewText(code) && it.Skipped })
		})
	}
	before, known := r.checkBefore(id)
	return p.Ran && (p.Process >= 0 && p.Process < 100 || known && !p.ID.Empty() && p.ID != before)
}

// untouched reports whether a reading proves that no check was run since: there
// is none, or the one that stood before. A result of which nobody knows whether
// it stood before may be that of the lost call.
func (r *Run) untouched(id model.JobID, p model.PreCheck) bool {
	before, known := r.checkBefore(id)
	return !p.Ran || known && !p.ID.Empty() && p.ID == before
}

// checkBefore is the pre-check that stood before another was asked for, by this
// run or, as the journal has it, by an earlier one. Empty and known: none did.
func (r *Run) checkBefore(id model.JobID) (before model.Text, known bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if before, known = r.checks[id]; known {
		return before, true
	}
	seen := r.lines[id].Seen
	return model.NewText(seen), seen != ""
}

// followCheck reads a pre-check that goes on.
func (r *Run) followCheck(id model.JobID) error {
	p, err := r.client.PreCheck(r.client.reading, id)
	if err != nil {
		return err
	}
	r.row(id, func(row *model.Result) {
		row.Check = &p
		if row.Outcome.Kind == model.Accepted && p.Done() {
			row.Outcome.Kind = model.Done
		}
	})
	return nil
}
