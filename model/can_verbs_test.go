package model_test

import (
	"slices"
	"strings"
	"testing"

	. "drover/model"
)

// all is a service that can do everything.
func all() Capabilities {
	caps := Capabilities{Service: "DRS", Verbs: map[Verb]string{}}
	for _, v := range Verbs() {
		caps.Verbs[v] = ""
	}
	return caps
}

// letters is drs-facts §1 as it stands there: what each status allows, in lower
// case where sources differ.
var letters = map[string]string{
	"CREATING": "Q", "CREATE_FAILED": "D", "CONFIGURATION": "Sq", "WAITING_FOR_START": "nQ", "STARTJOBING": "", "START_JOB_FAILED": "crq",
	"PAUSING": "RxCQ", "FULL_TRANSFER_STARTED": "PCQ", "FULL_TRANSFER_FAILED": "pTxCQ", "FULL_TRANSFER_COMPLETE": "PCq",
	"INCRE_TRANSFER_STARTED": "PCQ", "INCRE_TRANSFER_FAILED": "pTXCQ", "CHANGE_JOB_STARTED": "C", "CHANGE_JOB_FAILED": "C",
	"CHILD_TRANSFER_STARTING": "C", "CHILD_TRANSFER_STARTED": "C", "CHILD_TRANSFER_COMPLETE": "C", "CHILD_TRANSFER_FAILED": "C",
	"RELEASE_CHILD_TRANSFER_STARTED": "C", "RELEASE_CHILD_TRANSFER_COMPLETE": "CD", "RELEASE_RESOURCE_STARTED": "C",
	"RELEASE_RESOURCE_FAILED": "C", "RELEASE_RESOURCE_COMPLETE": "CD", "REBUILD_NODE_STARTED": "C", "REBUILD_NODE_FAILED": "Cq",
	"NODE_UPGRADE_START": "C", "NODE_UPGRADE_COMPLETE": "C", "NODE_UPGRADE_FAILED": "C", "DELETED": "",
}

func TestEveryVerbInEveryStatus(t *testing.T) {
	verbs := map[Verb]struct{ letter, code string }{
		Start: {"S", "START"}, Pause: {"P", "PAUSE"}, Resume: {"R", "RETRY"}, TryAgain: {"T", "RETRY"}, Reset: {"X", "RESET"},
		Clone: {"C", "CLONE"}, End: {"Q", "FREE_RESOURCE"}, Delete: {"D", "DELETE"},
	}
	for verb, v := range verbs {
		for _, status := range Statuses() {
			j := job("1").WithStatus(NewText(status))
			letter := v.letter
			if verb == TryAgain && status == "START_JOB_FAILED" {
				letter = "R"
			}
			sure := strings.Contains(letters[status], letter)
			maybe := strings.Contains(letters[status], strings.ToLower(letter))
			if verb == Resume && status == "START_JOB_FAILED" {
				maybe = false // that is a retry
			}
			if why := Can(all(), j, verb); (why == "") != sure {
				t.Errorf("%s in %s: %q, want allowed %v", verb, status, why, sure)
			}
			offered := with(j, func(j *Job) { j.Actions = Actions{Told: true, Available: []string{v.code}} })
			if why := Can(all(), offered, verb); (why == "") != (sure || maybe) {
				t.Errorf("%s in %s, offered by the service: %q, want allowed %v", verb, status, why, sure || maybe)
			}
			refused := with(j, func(j *Job) { j.Actions = Actions{Told: true, Unavailable: []string{v.code}} })
			if why := Can(all(), refused, verb); why == "" {
				t.Errorf("%s in %s, refused by the service: it may be tried", verb, status)
			}
		}
	}
}

// A reason is there for every verb in every status, also in those nobody knows,
// and is the tail of a sentence.
func TestEveryNoHasAReason(t *testing.T) {
	for _, verb := range Verbs() {
		for _, status := range append(Statuses(), "SHARD_REBALANCING", "") {
			for _, scenario := range Scenarios() {
				j := with(job("1"), func(j *Job) { j.Scenario = scenario }).WithStatus(NewText(status))
				why := Can(all(), j, verb)
				if !slices.Contains(Statuses(), status) && why == "" {
					t.Errorf("%s is offered in the status %q", verb, status)
				}
				if strings.HasSuffix(why, ".") || strings.Contains(why, "  ") {
					t.Errorf("%s in %q: %q", verb, status, why)
				}
			}
		}
	}
}

func TestScenarioAndFamilyForbid(t *testing.T) {
	dr := with(job("1"), func(j *Job) { j.Scenario = DR }).WithStatus(NewText("INCRE_TRANSFER_STARTED"))
	parent := with(dr, func(j *Job) { j.Role, j.Children = RoleParent, []JobID{NewJobID("2"), NewJobID("3")} })
	child := with(dr, func(j *Job) { j.Parent = NewJobID("0") })
	migration := with(job("1"), func(j *Job) { j.Scenario = Migration }).WithStatus(NewText("INCRE_TRANSFER_STARTED"))
	for name, c := range map[string]struct {
		job  Job
		verb Verb
		want string // "" = allowed
	}{
		"a recovery is not paused":           {dr, Pause, "a disaster recovery job cannot be paused"},
		"a recovery is not cloned":           {dr, Clone, "only a sync job can be cloned"},
		"a migration is not cloned":          {migration, Clone, "only a sync job can be cloned"},
		"a migration is paused":              {migration, Pause, ""},
		"a parent is not retried":            {parent.WithStatus(NewText("INCRE_TRANSFER_FAILED")), TryAgain, "a parent job cannot be retried; its 2 children can"},
		"a parent is ended":                  {parent, End, ""},
		"a half is ended by its parent":      {child, End, "a dual-active pair is ended by its parent job"},
		"a half is deleted by its parent":    {child.WithStatus(NewText("RELEASE_RESOURCE_COMPLETE")), Delete, "a dual-active pair is deleted by its parent job"},
		"a scheduled one is started at once": {job("1").WithStatus(NewText("WAITING_FOR_START")), StartNow, ""},
		"a configured one is not scheduled":  {job("1"), StartNow, "it is not scheduled: start it instead"},
		"a running one is forced to end":     {migration, ForceEnd, ""},
		"a paused one is checked":            {job("1").WithStatus(NewText("PAUSING")), RunCheck, ""},
		"a running one is not checked":       {migration, RunCheck, "in configuration"},
	} {
		if why := Can(all(), c.job, c.verb); c.want == "" && why != "" || !strings.Contains(why, c.want) {
			t.Errorf("%s: %q, want %q", name, why, c.want)
		}
	}
}

func TestAVerbOfOneGeneration(t *testing.T) {
	caps := all()
	caps.Only = map[Verb]string{Clone: "v5"}
	j := with(job("1"), func(j *Job) { j.Generation = "v3" }).WithStatus(NewText("INCRE_TRANSFER_STARTED"))
	if why := Can(caps, j, Clone); !strings.Contains(why, "only v3 lists this job") {
		t.Errorf("a job of v3: %q", why)
	}
	j.Generation = "v5"
	if why := Can(caps, j, Clone); why != "" {
		t.Errorf("a job of v5: %q", why)
	}
}
