package model

import "strings"

// newStep plans one job's part of a wish.
func newStep(caps Capabilities, pick Pick, wish Wish) Step {
	s := Step{
		Job: pick.Job, Hidden: pick.Hidden, Left: pick.Left, Check: pick.Check,
		Change: changeOf(pick.Job, wish),
	}
	if orders(wish.Verb) && wish.Realm == Databases {
		s.Order, s.NoBill = pick.Job.Charging == Period, pick.Job.Charging == ChargingUnknown
	}
	if s.Why = Can(caps, pick.Job, wish.Verb); s.Why != "" {
		return s
	}
	if pick.Open {
		s.Why, s.Mend = "an earlier write to it has no known outcome", "that is settled first, ! shows it"
		return s
	}
	s.Warn = warnings(pick, wish)
	switch {
	case wish.Verb == Clone:
		s.Pending, s.Why, s.Mend = cloneWhy(pick, wish.Clone)
	case wish.NeedsCheck():
		s.Pending, s.Why, s.Mend = checkedWhy(pick, wish.Verb)
	}
	return s
}

// orders reports whether a verb places an order for a job that is billed by the
// month or the year.
func orders(verb Verb) bool {
	switch verb {
	case Start, StartNow, End, ForceEnd:
		return true
	case Clone, RunCheck, SkipItem, Pause, Resume, TryAgain, Reset, Delete, TestEnds, Create, SaveEnds, Update, SaveObjects, ReEdit, Cancel:
	}
	return false
}

// changeOf is the change that a wish asks of one job.
func changeOf(job Job, wish Wish) Change {
	switch wish.Verb {
	case Start:
		return StartJob{ID: job.ID, At: wish.When}
	case RunCheck:
		return CheckJob{ID: job.ID, Mode: CheckModeOf(job), Generation: job.Generation}
	case SkipItem:
		return SkipItems{ID: job.ID, Items: wish.Skip.Items, Reason: wish.Skip.Reason}
	case Clone:
		return cloneOf(job, wish.Clone)
	case StartNow, Pause, Resume, TryAgain, Reset, End, ForceEnd, Delete, TestEnds, Create, SaveEnds, Update, SaveObjects, ReEdit, Cancel: // those of no menu are planned apart, but for a re-edit
	}
	act := Act{ID: job.ID, Verb: wish.Verb, Generation: job.Generation}
	if wish.Verb == Pause {
		act.Pause = wish.Pause
	}
	return act
}

// warnings is what should be known before sending, of this very job.
func warnings(pick Pick, wish Wish) []string {
	var out []string
	job := pick.Job
	switch wish.Verb {
	case Start, StartNow, Resume, TryAgain:
		if job.DualActiveBackward() && (wish.Verb == Start || wish.Verb == StartNow) {
			out = append(out, "backward half: its forward task must be incremental, RPO and RTO under 60 s; the service decides")
		}
		if of := pick.CopyOf; of != nil && of.State.Family == Running {
			out = append(out, "it is a copy of "+of.Name.String()+", which still runs: "+collides(job.Realm))
		}
		if as := pick.CopiedAs; as != nil && as.State.Family == Running {
			out = append(out, "its copy "+as.Name.String()+" runs: "+collides(job.Realm))
		}
	case ForceEnd:
		if job.State.Family == Running {
			out = append(out, "it runs: a plain end finishes work that a forced one leaves undone")
		}
	case Clone, RunCheck, SkipItem, Pause, Reset, End, Delete, TestEnds, Create, SaveEnds, Update, SaveObjects, ReEdit, Cancel:
	}
	return out
}

// checkedWhy says why a pre-check forbids what needs one, and the next step.
func checkedWhy(pick Pick, verb Verb) (pending bool, why, mend string) {
	switch {
	case pick.CheckEr != "" && (verb == Reset || verb == ReEdit): // of a job beyond configuration the service tells only of a run that drover asked for
		return false, "its pre-check could not be read: " + strings.TrimRight(pick.CheckEr, "."), "run the pre-check, then come back"
	case pick.CheckEr != "":
		return false, "its pre-check could not be read: " + pick.CheckEr, "r reads it again"
	case pick.Check == nil:
		return true, "", ""
	}
	why, mend = checkWhy(*pick.Check)
	return false, why, mend
}

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
