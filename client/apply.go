package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"drover/client/journal"
	"drover/model"
)

// Apply sends a plan: the only path of a write. It returns at once; the run
// belongs to the client and goes on whatever becomes of ctx. An error means
// that nothing was or will be sent for this call.
func (c *Client) Apply(ctx context.Context, plan model.Plan) (*Run, error) {
	return c.apply(ctx, plan, nil)
}

// apply is Apply for somebody who is told of every wake-up of the run.
func (c *Client) apply(ctx context.Context, plan model.Plan, moved func()) (*Run, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := c.refuse(plan); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, errors.New(whyClosing)
	}
	if c.intents[plan.ID] {
		return nil, errors.New("this review was sent already")
	}
	c.intents[plan.ID] = true
	r := c.newRun(plan)
	r.moved = moved
	c.spawn(func() { r.work(r.send) })
	return r, nil
}

// Broken says why no plan can be sent at all: there is no journal to write it
// into first. Nil: there is one.
func (c *Client) Broken() error {
	if c.broken == nil {
		return nil
	}
	return fmt.Errorf("nothing is sent without a journal: %w", c.broken)
}

// refuse says what makes a plan one that cannot be sent.
func (c *Client) refuse(plan model.Plan) error {
	if err := c.Broken(); err != nil {
		return err
	}
	steps := plan.Go()
	switch {
	case c.place.ReadOnly:
		return errors.New("this profile is read-only")
	case plan.ID == "":
		return errors.New("the plan has no id")
	case plan.Pending() > 0:
		return errors.New("pre-checks are still being read")
	case len(steps) == 0:
		return errors.New("there is nothing to send")
	}
	seen, names := map[model.JobID]bool{}, map[journal.Target]bool{}
	for _, s := range steps {
		if seen[s.Job.ID] {
			return fmt.Errorf("the plan names job %v twice", s.Job.ID)
		}
		seen[s.Job.ID] = true
		if m, ok := makingOf(s.Change); ok {
			if names[c.target(s)] {
				return fmt.Errorf("the plan makes two jobs of the name %s", model.Clean(m.name))
			}
			names[c.target(s)] = true
		}
		if err := checkChange(plan.ID, s); err != nil {
			return err
		}
		if err := c.checkObjects(s); err != nil {
			return err
		}
	}
	return nil
}

func checkChange(intent string, s model.Step) error {
	if s.Change == nil || s.Change.Target() != s.Job.ID {
		return fmt.Errorf("the plan's change for job %v is for another one", s.Job.ID)
	}
	switch ch := s.Change.(type) {
	case model.StartJob:
		if !ch.At.Set() {
			return errors.New("the plan does not say when")
		}
	case model.CloneJob:
		if err := s.Job.Realm.CheckName(ch.Name); err != nil {
			return fmt.Errorf("the name of the copy: %w", err)
		}
	case model.CreateJob:
		if err := model.CheckName(ch.Draft.Name()); err != nil {
			return fmt.Errorf("the name of the job: %w", err)
		}
		if ch.Intent != intent || ch.ID != ch.Stand() { // else nobody would know it again
			return errors.New("the plan's job carries another plan's intent")
		}
	case model.EditJob:
		return checkEdit(ch)
	case model.StoreEnds:
		if ch.Draft.Count(model.Sources) == 0 || ch.Draft.Count(model.Targets) == 0 { // they are replaced as a whole
			return errors.New("the plan stores a source and a target, or nothing")
		}
	}
	return nil
}

// checkEdit refuses what a planner would not plan: a section is replaced as a
// whole, by what was made from a reading of that very section.
func checkEdit(edit model.EditJob) error {
	switch {
	case len(edit.Changed()) == 0:
		return errors.New("the plan changes nothing")
	case edit.Base.Section != edit.Section, edit.Base.Lacks != "":
		return errors.New("the plan changes the " + edit.Section.Word() + " without having read it")
	case edit.Section == model.SectionName:
		if err := model.CheckName(edit.Want[model.KeyName]); err != nil {
			return fmt.Errorf("the name of the job: %w", err)
		}
	}
	return nil
}

// when is the moment that a change asks for; of a start alone.
func when(ch model.Change) model.When {
	switch ch := ch.(type) {
	case model.StartJob:
		return ch.At
	}
	return model.When{}
}

// chunks cuts steps to what one call takes: those of one route together, in
// the order in which the routes come first.
func (c *Client) chunks(steps []model.Step) iter.Seq[[]model.Step] {
	return func(yield func([]model.Step) bool) {
		byRoute, order := map[string][]model.Step{}, []string{}
		for _, s := range steps {
			route := c.backend.Route(s.Change)
			if _, seen := byRoute[route]; !seen {
				order = append(order, route)
			}
			byRoute[route] = append(byRoute[route], s)
		}
		for _, route := range order {
			for chunk := range slices.Chunk(byRoute[route], max(1, c.backend.Limits().Batch)) {
				if !yield(chunk) {
					return
				}
			}
		}
	}
}

func changes(steps []model.Step) []model.Change {
	out := make([]model.Change, 0, len(steps))
	for _, s := range steps {
		out = append(out, s.Change)
	}
	return out
}
