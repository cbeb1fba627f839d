package model_test

import (
	"strings"
	"testing"

	. "drover/model"
)

var drs = Capabilities{Service: "DRS", Verbs: map[Verb]string{Start: ""}}

// job is one in configuration, ready to start but for its pre-check.
func job(id string) Job {
	return Job{
		ID: NewJobID(id), Name: NewText("job-" + id), Scenario: Sync, Task: FullIncr, Charging: OnDemand,
	}.WithStatus(NewText("CONFIGURATION"))
}

// with changes a job in place for a table's row.
func with(j Job, change func(*Job)) Job {
	change(&j)
	return j
}

func TestOnlyConfigurationCanStart(t *testing.T) {
	for _, wire := range append(Statuses(), "SHARD_REBALANCING", "", "configuration") {
		for _, scenario := range Scenarios() {
			j := with(job("1"), func(j *Job) { j.Scenario = scenario }).WithStatus(NewText(wire))
			why := Can(drs, j, Start)
			if (why == "") != (wire == "CONFIGURATION") {
				t.Errorf("start in %q says %q", wire, why)
			}
		}
	}
}

func TestCanSaysWhy(t *testing.T) {
	parent := with(job("1"), func(j *Job) {
		j.Scenario, j.Role, j.Children = DR, RoleParent, []JobID{NewJobID("2"), NewJobID("3")}
	})
	for name, c := range map[string]struct {
		caps Capabilities
		job  Job
		verb Verb
		want string
	}{
		"scheduled":       {drs, job("1").WithStatus(NewText("WAITING_FOR_START")), Start, "it is scheduled already"},
		"starting":        {drs, job("1").WithStatus(NewText("STARTJOBING")), Start, "it is starting already"},
		"running":         {drs, job("1").WithStatus(NewText("INCRE_TRANSFER_STARTED")), Start, "it is running already"},
		"paused":          {drs, job("1").WithStatus(NewText("PAUSING")), Start, "resume"},
		"failed":          {drs, job("1").WithStatus(NewText("START_JOB_FAILED")), Start, "start failed: force the end, or make it anew"},
		"ended":           {drs, job("1").WithStatus(NewText("DELETED")), Start, "ended"},
		"unknown":         {drs, job("1").WithStatus(NewText("SHARD_\x1bX")), Start, "SHARD_^[X"},
		"parent of two":   {drs, parent, Start, "a parent job cannot be started; its 2 children can"},
		"parent of one":   {drs, with(parent, func(j *Job) { j.Children = j.Children[:1] }), Start, "its child can"},
		"parent by role":  {drs, with(parent, func(j *Job) { j.Children = nil }), Start, "its children can"},
		"server's word":   {drs, with(job("1"), func(j *Job) { j.Actions = Actions{Told: true, Unavailable: []string{"START"}} }), Start, "job_action"},
		"other operation": {drs, with(job("1"), func(j *Job) { j.Actions = Actions{Told: true, Current: "CHANGE\x1b"} }), Start, "another operation is running on it: CHANGE^["},
		"not offered":     {Capabilities{Service: "DryvIQ"}, job("1"), Start, "DryvIQ has no start"},
		"not allowed":     {Capabilities{Verbs: map[Verb]string{Start: "read only"}}, job("1"), Start, "read only"},
		"not known":       {Capabilities{Verbs: map[Verb]string{"dance": ""}}, job("1"), "dance", "does not know how to dance"},
	} {
		if why := Can(c.caps, c.job, c.verb); why == "" || !strings.Contains(why, c.want) {
			t.Errorf("%s: says %q, want %q in it", name, why, c.want)
		}
	}
}

// A parent is one of a dual-active pair only in disaster recovery, and what
// the service allows never overrules the state.
func TestCanLimits(t *testing.T) {
	syncParent := with(job("1"), func(j *Job) { j.Role, j.Children = RoleParent, []JobID{NewJobID("2")} })
	if why := Can(drs, syncParent, Start); why != "" {
		t.Errorf("a sync job with children cannot start: %s", why)
	}
	silent := with(job("1"), func(j *Job) { j.Actions = Actions{Unavailable: []string{"START"}} })
	if why := Can(drs, silent, Start); why != "" {
		t.Errorf("a job_action that was not told refuses: %s", why)
	}
	keen := with(job("1"), func(j *Job) { j.Actions = Actions{Told: true, Available: []string{"START"}} }).WithStatus(NewText("PAUSING"))
	if Can(drs, keen, Start) == "" {
		t.Error("a paused job can start because job_action says so")
	}
}

func TestDualActiveBackward(t *testing.T) {
	back := with(job("1"), func(j *Job) { j.Scenario, j.Parent, j.Direction = DR, NewJobID("0"), NewText("down") })
	if !back.DualActiveBackward() || back.DualActiveParent() {
		t.Error("the backward half is not seen as one")
	}
	for name, change := range map[string]func(*Job){
		"forward":   func(j *Job) { j.Direction = NewText("up") },
		"alone":     func(j *Job) { j.Parent = JobID{} },
		"migration": func(j *Job) { j.Scenario = Migration },
	} {
		if with(back, change).DualActiveBackward() {
			t.Errorf("%s counts as a backward half", name)
		}
	}
}
