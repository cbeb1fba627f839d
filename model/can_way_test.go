package model_test

import (
	"strings"
	"testing"

	. "drover/model"
)

// named finds the verbs that a reason tells to use instead.
func named(why string) (out []Verb) {
	for words, verb := range map[string]Verb{
		"start it instead": Start, "start it now": StartNow, "resume it": Resume, "retry it": TryAgain, "retry or reset": TryAgain,
		"reset it": Reset, "end it first": End, "force the end": ForceEnd, "delete it": Delete, "pause it": Pause,
	} {
		if strings.Contains(why, words) {
			out = append(out, verb)
		}
	}
	return out
}

// A reason that sends somebody to another verb sends nobody in a circle.
func TestTheWayThatAReasonNamesIsOpen(t *testing.T) {
	parent := func(j *Job) { j.Role, j.Children = RoleParent, []JobID{NewJobID("2"), NewJobID("3")} }
	child := func(j *Job) { j.Parent, j.Role = NewJobID("0"), RoleChild }
	seen := 0
	for _, status := range Statuses() {
		for _, scenario := range Scenarios() {
			for _, place := range []func(*Job){func(*Job) {}, parent, child} {
				for _, actions := range []Actions{
					{}, {Told: true, Available: []string{"RETRY", "RESET", "FREE_RESOURCE", "CLONE", "START"}}, {Told: true, Unavailable: []string{"RETRY", "START", "FREE_RESOURCE", "DELETE"}},
				} {
					j := with(job("1"), func(j *Job) { j.Scenario, j.Actions = scenario, actions; place(j) }).WithStatus(NewText(status))
					for _, verb := range Verbs() {
						why := Can(all(), j, verb)
						for _, way := range named(why) {
							seen++
							if no := Can(all(), j, way); no != "" {
								t.Errorf("%s in %s (%s, %+v) says %q, but %s says %q", verb, status, scenario, actions, why, way, no)
							}
						}
					}
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d reasons name a way", seen)
	}
}

func TestReasonsOfThoseWhoStandStill(t *testing.T) {
	in := func(status string) Job { return job("1").WithStatus(NewText(status)) }
	parent := with(in("INCRE_TRANSFER_STARTED"), func(j *Job) {
		j.Scenario, j.Role, j.Children = DR, RoleParent, []JobID{NewJobID("2"), NewJobID("3")}
	})
	for name, c := range map[string]struct {
		job  Job
		verb Verb
		want string
	}{
		"a start that failed, started":     {in("START_JOB_FAILED"), Start, "start failed: force the end, or make it anew"},
		"a start that failed, retried":     {in("START_JOB_FAILED"), TryAgain, "start failed, the service offers no retry: force the end, or make it anew"},
		"a start that failed, paused":      {in("START_JOB_FAILED"), Pause, "force the end"},
		"a running one, reset":             {in("INCRE_TRANSFER_STARTED"), Reset, "only a paused or failed job can be reset, if the service offers it"},
		"a paused one, reset":              {in("PAUSING"), Reset, "paused: the service offers no reset now (job_action)"},
		"a child run, ended":               {in("CHILD_TRANSFER_STARTED"), End, "child running: the service offers no end"},
		"an end that failed, deleted":      {in("RELEASE_RESOURCE_FAILED"), Delete, "force the end first"},
		"a creation that failed, started":  {in("CREATE_FAILED"), Start, "create failed: delete it instead"},
		"a failed child run, retried":      {in("CHILD_TRANSFER_FAILED"), TryAgain, "the service offers nothing for it now"},
		"a parent, paused":                 {parent, Pause, "disaster recovery jobs cannot be paused, neither the parent nor its children"},
		"a parent, cloned":                 {parent, Clone, "only a sync job can be cloned"},
		"a parent, checked":                {parent, RunCheck, "its 2 children can, where their state allows it"},
		"a scheduled one, scheduled again": {in("WAITING_FOR_START"), Start, "it is scheduled already: start it now instead"},
	} {
		if why := Can(all(), c.job, c.verb); !strings.Contains(why, c.want) {
			t.Errorf("%s: %q, want %q", name, why, c.want)
		}
	}
}
