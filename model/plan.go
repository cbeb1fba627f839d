package model

// Plan is what a run would do: a step for every job that was picked, also for
// those it leaves out, with the reason.
type Plan struct {
	ID    string // the intent's id, born when the review opens
	Verb  Verb
	When  When
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
	Order   bool      // starting it places and pays an order
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

// Pick is one job somebody wants to start and what is known about it.
type Pick struct {
	Job     Job
	Hidden  bool
	Left    bool
	Check   *PreCheck // nil with CheckErr "": not read yet
	CheckEr string    // why the pre-check could not be read
	Open    bool      // an earlier write to it has no known outcome
}

// PlanStart plans the start of the picked jobs: pure, and what a Planner comes
// to step by step. Hidden jobs come first, each group in the order given.
func PlanStart(id string, caps Capabilities, picks []Pick, when When) Plan {
	p := Plan{ID: id, Verb: Start, When: when}
	for _, hidden := range []bool{true, false} {
		for _, pick := range picks {
			if pick.Hidden == hidden {
				p.Steps = append(p.Steps, startStep(caps, pick, when))
			}
		}
	}
	return p
}

func startStep(caps Capabilities, pick Pick, when When) Step {
	s := Step{
		Job: pick.Job, Hidden: pick.Hidden, Left: pick.Left, Check: pick.Check,
		Change: StartJob{ID: pick.Job.ID, At: when},
		Order:  pick.Job.Charging == Period, NoBill: pick.Job.Charging == ChargingUnknown,
	}
	if s.Why = Can(caps, pick.Job, Start); s.Why != "" {
		return s
	}
	if pick.Open {
		s.Why, s.Mend = "an earlier start of it has no known outcome", "that is settled first, ! shows it"
		return s
	}
	if pick.Job.DualActiveBackward() {
		s.Warn = append(s.Warn, "backward half: its forward task must be incremental, RPO and RTO under 60 s; the service decides")
	}
	switch {
	case pick.CheckEr != "":
		s.Why, s.Mend = "its pre-check could not be read: "+pick.CheckEr, "r reads it again"
	case pick.Check == nil:
		s.Pending = true
	default:
		s.Why, s.Mend = checkWhy(*pick.Check)
	}
	return s
}

// checkWhy says why a pre-check forbids a start, and the next step.
func checkWhy(c PreCheck) (why, mend string) {
	const again = "then run the pre-check again"
	switch {
	case !c.Ran:
		return "no pre-check was run", "run the pre-check first"
	case c.Process >= 0 && c.Process < 100:
		return "its pre-check is still running, " + itoa(c.Process) + " %", "r reads it again"
	case c.Process < 0 || c.PassedRate < 0:
		return "its pre-check tells no result", "run the pre-check again"
	}
	if failed := c.Failed(); len(failed) > 0 {
		return failedWords(failed), "mend it, " + again
	}
	if c.PassedRate < 100 {
		return "its pre-check passed only " + itoa(c.PassedRate) + " %", "see the items, mend them, " + again
	}
	return "", ""
}

func failedWords(failed []CheckItem) string {
	first := failed[0].Reason
	if first.Empty() {
		first = failed[0].Item
	}
	if first.Empty() { // no reason must not read as "it goes"
		first = NewText("an item failed, the service does not say which")
	}
	if n := len(failed) - 1; n > 0 {
		return first.String() + ", and " + itoa(n) + " more"
	}
	return first.String()
}

// Retry plans what may be tried again after a run: refused, not sent and
// absent; never unknown, done, accepted or skipped. The jobs are to be read
// anew, so their pre-checks count as not read.
func Retry(id string, caps Capabilities, plan Plan, report Report) Plan {
	again := map[JobID]bool{}
	for _, r := range report.Rows {
		switch r.Outcome.Kind {
		case Refused, NotSent, Absent:
			again[r.ID] = true
		case Accepted, Done, Skipped, UnknownOutcome, Waiting:
		}
	}
	var picks []Pick
	for _, s := range plan.Steps {
		if again[s.Job.ID] {
			picks = append(picks, Pick{Job: s.Job})
		}
	}
	return PlanStart(id, caps, picks, plan.When)
}
