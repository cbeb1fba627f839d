package model

// Wish is what somebody wants done to jobs.
type Wish struct {
	Verb    Verb
	Realm   Realm     // of the jobs
	When    When      // of a start
	Pause   PauseMode // of a pause
	Clone   CloneAs   // of a clone
	Skip    SkipAs    // of skipping items
	Create  Draft     // of a create
	Edit    EditAs    // of an update
	Objects ObjectsAs // of an update of the objects
}

// CloneAs is how a copy is to be called.
type CloneAs struct {
	Name    string
	Version string // task_version; "" leaves it out
	With    *Edit  // of a transfer: what the copy has of its own, of SectionCopy; nil: nothing
}

// SkipAs is which items of a pre-check are to be passed over, and why.
type SkipAs struct {
	Items  []string
	Reason string
}

// SkipOf is which items are to be passed over, by their codes as they came.
func SkipOf(items []Text, reason string) SkipAs {
	as := SkipAs{Reason: reason}
	for _, it := range items {
		as.Items = append(as.Items, it.Raw())
	}
	return as
}

// Plan is what a run would do: a step for every job that was picked, also for
// those it leaves out, with the reason.
type Plan struct {
	ID string // the intent's id, born when the review opens
	Wish
	Steps []Step
}

// Step is one job of a plan.
type Step struct {
	Job     Job
	Change  Change
	Hidden  bool      // picked, but hidden by the list's filter
	Check   *PreCheck // nil: not read yet
	Pending bool      // its pre-check is still being read
	Why     string    // why it does not go; "" = it goes (unless Pending)
	Mend    string    // how to mend that, or ""
	Warn    []string  // what should be known before sending
	Left    bool      // left out by the user
	Order   bool      // it places an order: a start pays one, an end gives one back
	NoBill  bool      // how it is billed could not be read
}

// Goes reports whether the step would be sent.
func (s Step) Goes() bool { return s.Why == "" && !s.Left && !s.Pending }

// Go lists the steps that would be sent, in the plan's order.
func (p Plan) Go() []Step {
	var out []Step
	for _, s := range p.Steps {
		if s.Goes() {
			out = append(out, s)
		}
	}
	return out
}

// Changes lists what would be sent, in the plan's order.
func (p Plan) Changes() []Change {
	var out []Change
	for _, s := range p.Go() {
		out = append(out, s.Change)
	}
	return out
}

// Pending counts the steps whose pre-check is still being read.
func (p Plan) Pending() int {
	n := 0
	for _, s := range p.Steps {
		if s.Pending && !s.Left {
			n++
		}
	}
	return n
}

// Pick is one job somebody wants something done to, and what is known about
// it.
type Pick struct {
	Job     Job
	Hidden  bool
	Left    bool
	Check   *PreCheck // nil with CheckErr "": not read yet; see NeedsCheck
	CheckEr string    // why the pre-check could not be read
	Open    bool      // an earlier write to it has no known outcome
	CopyOf  *Job      // the job that it was cloned from, as last listed; nil: not known
	// CopiedAs is a job that was cloned from it and runs, as last listed; nil: none is known.
	CopiedAs *Job
	// Detail is the job whole, where the verb wants to know more than a list
	// tells: a clone. nil: not read yet.
	Detail   *Detail
	DetailEr string  // why it could not be read
	Sample   *Sample // lag and percent as last read, for Sum alone; nil: not known
}

// NeedsCheck reports whether a wish goes only after a pre-check that passed.
func (w Wish) NeedsCheck() bool {
	return w.Realm == Databases && (w.Verb == Start || w.Verb == Reset || w.Verb == ReEdit)
}

// NewPlan plans a wish for the picked jobs: pure, and what a Planner comes to
// step by step. Hidden jobs come first, each group in the order given.
func NewPlan(id string, caps Capabilities, wish Wish, picks []Pick) Plan {
	wish.Realm = caps.Realm
	p := Plan{ID: id, Wish: wish}
	for _, hidden := range []bool{true, false} {
		for _, pick := range picks {
			if pick.Hidden == hidden {
				p.Steps = append(p.Steps, newStep(caps, pick, wish))
			}
		}
	}
	return p
}

// Retry is what may be tried again after a run: refused, not sent and absent;
// never unknown, done, accepted or skipped. The jobs are to be read anew, so
// nothing counts as known of them.
func Retry(id string, caps Capabilities, plan Plan, report Report) Plan {
	again, elsewhere := map[JobID]bool{}, map[JobID]bool{}
	for _, r := range report.Rows {
		switch r.Outcome.Kind {
		case Refused, NotSent, Absent:
			again[r.ID], elsewhere[r.ID] = true, r.Outcome.Elsewhere
		case Accepted, Done, Skipped, UnknownOutcome, Waiting:
		}
	}
	if plan.Verb == Create || plan.Verb == SaveEnds || plan.Verb == Update || plan.Verb == SaveObjects {
		return retryDraft(id, caps, plan, again, elsewhere)
	}
	var picks []Pick
	for _, s := range plan.Steps {
		if check, ok := s.Change.(CheckJob); ok && check.ReEdit && again[s.Job.ID] { // it is alone
			return PlanReEditCheck(id, caps, s.Job)
		}
		if again[s.Job.ID] {
			picks = append(picks, Pick{Job: s.Job})
		}
	}
	return NewPlan(id, caps, plan.Wish, picks)
}

const changedMeanwhile = "somebody else has changed it: open it again"

// retryDraft is the same draft, or edit, as it was sent, under a new intent: whoever knows
// what the service offers now may plan it anew. A plan that was made from the
// journal has no draft: nothing can be sent by it. An edit of what somebody else has
// changed does not go: it would be held against the same reading again.
func retryDraft(id string, caps Capabilities, plan Plan, again, elsewhere map[JobID]bool) Plan {
	out := Plan{ID: id, Wish: plan.Wish}
	for _, s := range plan.Steps {
		switch ch := s.Change.(type) {
		case CreateJob:
			if again[s.Job.ID] && len(plan.Create.Keys()) > 0 {
				ch.Intent = id
				ch.ID = ch.Stand()
				s.Job.ID, s.Change, s.Why = ch.ID, ch, caps.Verbs[Create]
				out.Steps = append(out.Steps, s)
			}
		case StoreEnds:
			if again[s.Job.ID] && len(ch.Draft.Keys()) > 0 {
				out.Steps = append(out.Steps, PlanSaveEnds(id, caps, s.Job, ch.Draft).Steps...)
			}
		case SetObjects:
			if again[s.Job.ID] && ch.Want != nil {
				step := PlanObjects(id, caps, ch, plan.Objects).Steps[0]
				if elsewhere[s.Job.ID] {
					step.Why, step.Mend = changedMeanwhile, ""
				}
				out.Steps = append(out.Steps, step)
			}
		case EditJob:
			if again[s.Job.ID] && len(ch.Want) > 0 {
				step := PlanEdit(id, caps, plan.Edit.Edit, plan.Edit.Around).Steps[0]
				if elsewhere[s.Job.ID] {
					step.Why, step.Mend = changedMeanwhile, ""
				}
				out.Steps = append(out.Steps, step)
			}
		}
	}
	return out
}
