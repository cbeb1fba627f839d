package model

import "slices"

// Planner keeps a plan in step with what becomes known of its jobs, one after
// another: what changes for one job costs what one job costs, however many
// there are. Its Plan is the one NewPlan would make of the same picks. It
// belongs to one goroutine.
type Planner struct {
	caps  Capabilities
	picks []Pick // in the order of the steps
	plan  Plan
	dated Wish // what the steps' changes say; they follow the plan's only in Plan
	tally Tally
	lone  int  // the places of the steps that go, added up: where one goes, its place
	sum   *Sum // of the steps that go; nil: to be added up anew
}

// Tally counts the steps of a plan.
type Tally struct {
	Hidden  int // picked, but hidden by the list's filter
	Goes    int // would be sent
	Pending int // wait for a reading, and are not left out
	Ordered int // of the pending ones: it would place an order
	Orders  int // of those that go: it places an order
	NoBill  int // of those that go: how it is billed could not be read
	Incr    int // of those that go: nothing is copied before the changes
}

// NewPlanner plans a wish for the picked jobs, in the order of NewPlan. It
// keeps no hold of picks.
func NewPlanner(id string, caps Capabilities, wish Wish, picks []Pick) *Planner {
	wish.Realm = caps.Realm
	p := &Planner{caps: caps, dated: wish, picks: make([]Pick, 0, len(picks))}
	p.plan = Plan{ID: id, Wish: wish, Steps: make([]Step, 0, len(picks))}
	for _, hidden := range []bool{true, false} {
		for i := range picks {
			if picks[i].Hidden != hidden {
				continue
			}
			p.picks = append(p.picks, picks[i])
			p.plan.Steps = append(p.plan.Steps, newStep(caps, picks[i], wish))
			p.count(len(p.plan.Steps)-1, 1)
		}
	}
	return p
}

// ID is the intent's id.
func (p *Planner) ID() string { return p.plan.ID }

// Len is how many jobs were picked.
func (p *Planner) Len() int { return len(p.picks) }

// Pick is what is known of the job at a step's place, from 0.
func (p *Planner) Pick(i int) Pick { return p.picks[i] }

// Put plans one step anew. The pick is of the same job, and as hidden as
// before: a step keeps its place.
func (p *Planner) Put(i int, pick Pick) {
	p.count(i, -1)
	p.picks[i], p.plan.Steps[i] = pick, newStep(p.caps, pick, p.dated)
	p.count(i, 1)
}

// Unread reports whether a step's job may be acted on as it stands, and the
// reading that its verb wants (pre-check or detail) is not there.
func (p *Planner) Unread(i int) bool {
	pick := &p.picks[i]
	switch {
	case p.plan.Verb == Clone:
		if pick.Detail != nil || pick.DetailEr != "" {
			return false
		}
	case p.plan.NeedsCheck():
		if pick.Check != nil || pick.CheckEr != "" {
			return false
		}
	default:
		return false
	}
	return Can(p.caps, pick.Job, p.plan.Verb) == ""
}

// Step is the step at a place. Its Change may tell an earlier wish: only
// those of Plan are to be sent.
func (p *Planner) Step(i int) Step { return p.plan.Steps[i] }

// Wish is what is wanted.
func (p *Planner) Wish() Wish { return p.plan.Wish }

// When is the moment of the plan.
func (p *Planner) When() When { return p.plan.When }

// SetWhen chooses another moment.
func (p *Planner) SetWhen(when When) { p.plan.When = when }

// SetPause chooses another mode of pausing.
func (p *Planner) SetPause(mode PauseMode) { p.plan.Pause = mode }

// SetClone chooses another name or version for the copy. What a name lacks
// counts for whether the step goes.
func (p *Planner) SetClone(as CloneAs) {
	p.plan.Clone, p.dated.Clone = as, as
	for i := range p.picks {
		p.Put(i, p.picks[i])
	}
}

// Tally counts the steps.
func (p *Planner) Tally() Tally { return p.tally }

// Pending counts the steps whose reading is still under way.
func (p *Planner) Pending() int { return p.tally.Pending }

// Lone is the step that goes, where exactly one does.
func (p *Planner) Lone() (s Step, ok bool) {
	if p.tally.Goes != 1 {
		return Step{}, false
	}
	return p.plan.Steps[p.lone], true
}

// Plan is the plan as it is now; nothing that comes later changes it.
func (p *Planner) Plan() Plan {
	p.dated = p.plan.Wish
	for i := range p.plan.Steps {
		p.plan.Steps[i].Change = changeOf(p.picks[i].Job, p.dated)
	}
	out := p.plan
	out.Steps = slices.Clone(out.Steps)
	return out
}

// count enters a step, or takes it out again (by is -1).
func (p *Planner) count(i, by int) {
	p.sum = nil
	s, t := &p.plan.Steps[i], &p.tally
	if s.Hidden {
		t.Hidden += by
	}
	if s.Pending && !s.Left {
		t.Pending += by
		if s.Order {
			t.Ordered += by
		}
	}
	if !s.Goes() {
		return
	}
	t.Goes += by
	p.lone += i * by
	if s.Order {
		t.Orders += by
	}
	if s.NoBill {
		t.NoBill += by
	}
	if s.Job.Task == Incr {
		t.Incr += by
	}
}
