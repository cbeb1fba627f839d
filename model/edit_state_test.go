package model_test

import (
	"slices"
	"strings"
	"testing"

	. "drover/model"
)

// The policy and a new node are of configuration alone; what only tells of a job,
// or how it is told of, changes in every status but those of an end (drs-facts §1,
// letter N).
func TestWhenASectionMayBeChanged(t *testing.T) {
	ending := []string{
		"DELETED", "RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_FAILED", "RELEASE_RESOURCE_COMPLETE",
		"RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
	}
	for _, status := range append(Statuses(), "SHARD_REBALANCING", "configuration") {
		j := mysqlSync().Job.WithStatus(NewText(status))
		for _, s := range []Section{SectionPolicy, SectionRecreate} {
			if why := CanEdit(editing(), j, s); (why == "") != (status == "CONFIGURATION") {
				t.Errorf("%s in %s: %q", s, status, why)
			}
		}
		for _, s := range []Section{SectionName, SectionDescription, SectionExpiry, SectionAlarm} {
			known := slices.Contains(Statuses(), status) && !slices.Contains(ending, status)
			if why := CanEdit(editing(), j, s); (why == "") != known {
				t.Errorf("%s in %s: %q", s, status, why)
			}
		}
	}
	for name, c := range map[string]struct {
		job     Job
		section Section
		want    string
	}{
		"the policy of a running job":  {mysqlSync().Job.WithStatus(NewText("INCRE_TRANSFER_STARTED")), SectionPolicy, "the policy is changed in configuration"},
		"the policy of one being made": {mysqlSync().Job.WithStatus(NewText("CREATING")), SectionPolicy, "it is still being created"},
		"the policy of a standby":      {detailOf(DR, FullIncr, "cloudDataGuard-mysql").Job, SectionPolicy, "a disaster recovery job has no policy"},
		"the end of a paid job":        {with(mysqlSync().Job, func(j *Job) { j.Charging = Period }), SectionExpiry, "does not end by itself"},
		"the node of a scheduled job":  {mysqlSync().Job.WithStatus(NewText("WAITING_FOR_START")), SectionRecreate, "the node is changed in configuration"},
	} {
		if why := CanEdit(editing(), c.job, c.section); !strings.Contains(why, c.want) {
			t.Errorf("%s: %q", name, why)
		}
	}
	caps := editing()
	caps.Sections = map[Section]string{SectionAlarm: "needs the v5 API"}
	if why := CanEdit(caps, mysqlSync().Job, SectionAlarm); why != "needs the v5 API" {
		t.Errorf("not offered: %q", why)
	}
	e := edited(SectionName, mysqlSync(), put(KeyName, "orders-1")).With(KeyName, "orders-2")
	e.Base.Lacks = "cut"
	if s := PlanEdit("i", editing(), e, atMorning()).Steps[0]; s.Why != "it could not be read: cut" || s.Mend != "r reads it again" {
		t.Errorf("unread: %q", s.Why)
	}
}
