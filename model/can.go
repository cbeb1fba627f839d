package model

import (
	"slices"
	"sync"
)

// Can answers "" if the verb may be tried on the job now, else the reason why
// not and what would enable it, as the tail of a sentence. It merges the
// backend's capabilities, the service's own word for this job and the rule of
// its state.
func Can(caps Capabilities, job Job, verb Verb) string {
	why, offered := caps.Verbs[verb]
	if !offered {
		return caps.Service + " has no " + string(verb)
	}
	if why != "" {
		return why
	}
	if caps.Realm == Files {
		return fileWhy(job, verb)
	}
	rule, known := ruleOf(verb)
	if !known {
		return "drover does not know how to " + string(verb)
	}
	if only := caps.Only[verb]; only != "" && job.Generation != "" && job.Generation != only {
		return "only " + Clean(job.Generation) + " lists this job; " + string(verb) + " is an operation of " + only
	}
	if why := familyWhy(job, verb); why != "" {
		return why
	}
	if why := stateWhy(rule, job, verb); why != "" {
		return why
	}
	if job.Actions.Current != "" {
		return "another operation is running on it: " + Clean(job.Actions.Current)
	}
	return ""
}

// stateWhy is the rule of the status, and what the service itself says of the
// job: its no always counts, its yes only where sources differ.
func stateWhy(rule rule, job Job, verb Verb) string {
	if rule.allows(job) {
		return ""
	}
	if status := job.Status.Raw(); rule.refused(job) && (slices.Contains(rule.sure, status) || slices.Contains(rule.maybe, status)) {
		return "the service does not allow " + article(verb) + string(verb) + " now (job_action)"
	}
	return wrongState(job, verb)
}

// allows reports whether status and job_action let the verb go.
func (r rule) allows(job Job) bool {
	status := job.Status.Raw()
	switch {
	case r.refused(job):
		return false
	case slices.Contains(r.sure, status):
		return true
	}
	return slices.Contains(r.maybe, status) && r.code != "" && job.Actions.Told && slices.Contains(job.Actions.Available, r.code)
}

// refused reports whether job_action says no.
func (r rule) refused(job Job) bool {
	return r.code != "" && job.Actions.Told && slices.Contains(job.Actions.Unavailable, r.code)
}

// open reports whether neither the job's family nor its state forbids a verb:
// a reason names no way out that is closed itself.
func open(job Job, verb Verb) bool {
	r, known := ruleOf(verb)
	return known && familyWhy(job, verb) == "" && r.allows(job)
}

// familyWhy is what a job's scenario and its place among others forbid
// whatever its status.
func familyWhy(job Job, verb Verb) string {
	toParent := verb == End || verb == ForceEnd || verb == Delete
	switch {
	case verb == SaveObjects || verb == ReEdit: // a parent has as few as its children
		return objectsWhy(job, verb)
	case job.DualActiveParent() && verb == Pause:
		return "disaster recovery jobs cannot be paused, neither the parent nor its children"
	case job.DualActiveParent() && verb == Clone:
		return "only a sync job can be cloned"
	case job.DualActiveParent() && !toParent:
		return "a parent job cannot " + beDone(verb) + "; its " + children(len(job.Children)) + " can, where their state allows it"
	case toParent && job.Scenario == DR && !job.Parent.Empty():
		return "a dual-active pair is " + past(verb) + " by its parent job"
	case verb == Pause && job.Scenario == DR:
		return "a disaster recovery job cannot be paused"
	case verb == Clone && job.Scenario != Sync:
		return "only a sync job can be cloned"
	}
	return ""
}

// rule is when the state lets a verb go: in the statuses that all sources agree
// on, and in those where the service must say so itself.
type rule struct {
	code        string // in job_action; "": it is not told there
	sure, maybe []string
}

// ruleOf finds a verb's rule.
func ruleOf(verb Verb) (r rule, known bool) {
	r, known = rules()[verb]
	return r, known
}

// rules are made once: screens ask for all of them at every key.
var rules = sync.OnceValue(func() map[Verb]rule {
	out := map[Verb]rule{}
	for _, v := range EveryVerb() {
		if r, known := newRule(v); known {
			out[v] = r
		}
	}
	return out
})

// newRule holds drs-facts §1, one verb a row.
func newRule(verb Verb) (r rule, known bool) {
	failed := []string{"FULL_TRANSFER_FAILED", "INCRE_TRANSFER_FAILED"}
	moving := []string{"FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"}
	switch verb {
	case Start:
		return rule{code: "START", sure: []string{"CONFIGURATION"}}, true
	case StartNow:
		return rule{code: "START", sure: []string{"WAITING_FOR_START"}}, true
	case RunCheck, SkipItem:
		return rule{code: "PRE_CHECK", sure: append([]string{"CONFIGURATION", "PAUSING"}, failed...)}, true
	case TestEnds, SaveEnds:
		return rule{sure: []string{"CONFIGURATION"}}, true
	case Pause:
		return rule{code: "PAUSE", sure: moving, maybe: failed}, true
	case Resume:
		return rule{code: "RETRY", sure: []string{"PAUSING"}}, true
	case TryAgain:
		return rule{code: "RETRY", sure: failed, maybe: []string{"START_JOB_FAILED"}}, true
	case Reset:
		return rule{code: "RESET", sure: []string{"INCRE_TRANSFER_FAILED"}, maybe: []string{"PAUSING", "FULL_TRANSFER_FAILED"}}, true
	case Clone:
		return cloneRule(), true
	case End:
		return rule{code: "FREE_RESOURCE", sure: endable(), maybe: []string{"CONFIGURATION", "REBUILD_NODE_FAILED", "FULL_TRANSFER_COMPLETE", "START_JOB_FAILED"}}, true
	case ForceEnd:
		return rule{sure: append(endable(), "CONFIGURATION", "FULL_TRANSFER_COMPLETE", "START_JOB_FAILED", "CHANGE_JOB_FAILED",
			"REBUILD_NODE_FAILED", "NODE_UPGRADE_FAILED", "RELEASE_RESOURCE_FAILED")}, true
	case Delete:
		return rule{code: "DELETE", sure: []string{"CREATE_FAILED", "RELEASE_RESOURCE_COMPLETE", "RELEASE_CHILD_TRANSFER_COMPLETE"}}, true
	case Update: // CanEdit knows more of each section
		return rule{code: "MODIFY", sure: editableIn(SectionName)}, true
	case SaveObjects: // of a migration in configuration alone: see objectsWhy
		return rule{sure: append(reEditable(), "CONFIGURATION")}, true
	case ReEdit:
		return rule{sure: reEditable()}, true
	case Create, Cancel: // is of no job
	}
	return rule{}, false
}

func endable() []string {
	return []string{
		"CREATING", "WAITING_FOR_START", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED",
		"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "PAUSING",
	}
}

// cloneRule: whatever was started once can be copied, and only what drover
// knows.
func cloneRule() rule {
	r := rule{code: "CLONE", maybe: []string{"START_JOB_FAILED"}}
	refused := []string{"CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START", "STARTJOBING", "START_JOB_FAILED", "DELETED"}
	for _, status := range Statuses() {
		if !slices.Contains(refused, status) {
			r.sure = append(r.sure, status)
		}
	}
	return r
}
