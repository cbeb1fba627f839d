package model_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	. "drover/model"
)

// sheet is a document that says one word.
type sheet string

func (s sheet) Print() [32]byte { return [32]byte{byte(len(s))} }
func (s sheet) PrintWhole() [32]byte {
	return [32]byte([]byte(string(s) + strings.Repeat(" ", 32-len(s))))
}

// able is a service that can save objects.
func able() Capabilities {
	caps := all()
	caps.Verbs[SaveObjects], caps.Verbs[ReEdit] = "", ""
	return caps
}

func of(scenario Scenario, status string) Job {
	return with(job("1"), func(j *Job) { j.Scenario = scenario }).WithStatus(NewText(status))
}

// TestObjectsInEveryStatus: drs-facts §1, "Objects".
func TestObjectsInEveryStatus(t *testing.T) {
	running := []string{"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED"}
	for _, status := range append(Statuses(), "SHARD_REBALANCING", "") {
		for _, scenario := range append(Scenarios(), "offline") {
			j := of(scenario, status)
			save := (scenario == Sync || scenario == Migration) && status == "CONFIGURATION" || scenario == Sync && slices.Contains(running, status)
			if why := Can(able(), j, SaveObjects); (why == "") != save || strings.HasSuffix(why, ".") {
				t.Errorf("objects of %s in %q: %q, want allowed %v", scenario, status, why, save)
			}
			again := scenario == Sync && slices.Contains(running, status)
			if why := Can(able(), j, ReEdit); (why == "") != again || strings.HasSuffix(why, ".") {
				t.Errorf("a re-edit of %s in %q: %q, want allowed %v", scenario, status, why, again)
			}
			if slices.Contains(Statuses(), status) && Can(able(), with(j, func(j *Job) { j.Actions.Current = "restart" }), SaveObjects) == "" {
				t.Errorf("objects of %s in %q are saved while the service is at work", scenario, status)
			}
		}
	}
}

func TestWhyObjectsAreNotSaved(t *testing.T) {
	parent := with(of(DR, "INCRE_TRANSFER_STARTED"), func(j *Job) { j.Role, j.Children = RoleParent, []JobID{NewJobID("2")} })
	paused := of(Sync, "PAUSING")
	for name, c := range map[string]struct {
		job  Job
		verb Verb
		want string
	}{
		"a recovery":                {of(DR, "CONFIGURATION"), SaveObjects, "no objects to choose: it replicates everything"},
		"a parent":                  {parent, SaveObjects, "no objects to choose: it replicates everything"},
		"a running migration":       {of(Migration, "INCRE_TRANSFER_STARTED"), SaveObjects, "the objects of a migration are chosen in configuration"},
		"a migration that copies":   {of(Migration, "FULL_TRANSFER_STARTED"), SaveObjects, "the objects of a migration are chosen in configuration"},
		"a migration, re-edited":    {of(Migration, "INCRE_TRANSFER_STARTED"), ReEdit, "only a sync job can be re-edited"},
		"a sync that copies":        {of(Sync, "FULL_TRANSFER_STARTED"), SaveObjects, "while a sync replays"},
		"a paused sync":             {paused, SaveObjects, "while a sync replays: resume it instead"},
		"a failed copy":             {of(Sync, "FULL_TRANSFER_FAILED"), SaveObjects, "while a sync replays; retry it instead"},
		"one in configuration":      {of(Sync, "CONFIGURATION"), ReEdit, "what is saved goes with its start"},
		"one that is changed":       {of(Sync, "CHANGE_JOB_STARTED"), SaveObjects, "the service is at work on it"},
		"one that has ended":        {of(Sync, "RELEASE_RESOURCE_COMPLETE"), SaveObjects, "it has ended"},
		"one that is made just now": {of(Sync, "CREATING"), SaveObjects, "still being created"},
	} {
		why := Can(able(), c.job, c.verb)
		if !strings.Contains(why, c.want) {
			t.Errorf("%s: %q, want %q", name, why, c.want)
		}
		for _, way := range named(why) {
			if no := Can(able(), c.job, way); no != "" {
				t.Errorf("%s says %q, but %s says %q", name, why, way, no)
			}
		}
	}
}

func TestPlanObjects(t *testing.T) {
	sync := of(Sync, "INCRE_TRANSFER_STARTED")
	set := SetObjects{Job: sync, Base: sheet("was"), Want: sheet("is"), Bytes: 12<<20 + 1}
	for name, c := range map[string]struct {
		set  SetObjects
		as   ObjectsAs
		why  string // "": it goes
		mend string
	}{
		"it goes":                 {set, ObjectsAs{}, "", ""},
		"as large as is allowed":  {set, ObjectsAs{Most: set.Bytes}, "", ""},
		"too large for a key":     {set, ObjectsAs{Most: 12 << 20}, "the document is 12.1 MB and a request signed with an access key holds 12 MB", "log in with a password"},
		"something is wrong":      {set, ObjectsAs{Wrong: 2}, "2 objects are wrong", "ctrl+g"},
		"nothing is changed":      {SetObjects{Job: sync, Base: sheet("was"), Want: sheet("was")}, ObjectsAs{}, "nothing is changed", ""},
		"what it holds is hidden": {set, ObjectsAs{Lacks: "no\x1b"}, "what the job holds could not be read: no^[", "r reads"},
		"it was not read":         {SetObjects{Job: sync, Want: sheet("is")}, ObjectsAs{}, "was not read yet", "r reads"},
		"the state forbids it":    {SetObjects{Job: of(Sync, "CREATING"), Base: sheet("was"), Want: sheet("is")}, ObjectsAs{}, "still being created", ""},
	} {
		p := PlanObjects("intent", able(), c.set, c.as)
		s := p.Steps[0]
		if p.ID != "intent" || p.Verb != SaveObjects || len(p.Steps) != 1 || s.Change.(SetObjects).Want != c.set.Want || s.Change.Target() != c.set.Job.ID {
			t.Errorf("%s: the plan is %+v", name, p)
		}
		if s.Goes() != (c.why == "") || !strings.Contains(s.Why, c.why) || !strings.Contains(s.Mend, c.mend) {
			t.Errorf("%s: %q, %q", name, s.Why, s.Mend)
		}
	}
}

// TestRetryOfObjects: what somebody else has changed is opened again, not sent again.
func TestRetryOfObjects(t *testing.T) {
	set := SetObjects{Job: of(Sync, "CONFIGURATION"), Base: sheet("was"), Want: sheet("is")}
	plan := PlanObjects("intent", able(), set, ObjectsAs{})
	again := func(o Outcome) Plan {
		o.ID = set.Job.ID
		return Retry("next", able(), plan, Report{Rows: []Result{{ID: set.Job.ID, Outcome: o}}})
	}
	if p := again(Outcome{Kind: Refused}); p.ID != "next" || len(p.Go()) != 1 {
		t.Errorf("refused: %+v", p)
	}
	if p := again(Outcome{Kind: NotSent, Elsewhere: true}); len(p.Go()) != 0 || !strings.Contains(p.Steps[0].Why, "open it again") {
		t.Errorf("changed elsewhere: %+v", p)
	}
	if p := again(Outcome{Kind: UnknownOutcome}); len(p.Steps) != 0 {
		t.Errorf("unknown: %+v", p)
	}
	plan.Steps[0].Change = SetObjects{Job: set.Job} // as the journal has it
	if p := again(Outcome{Kind: Absent}); len(p.Steps) != 0 {
		t.Errorf("from the journal: %+v", p)
	}
}

func TestObjectsWord(t *testing.T) {
	started, fresh := of(Sync, "INCRE_TRANSFER_FAILED"), of(Sync, "CONFIGURATION")
	for name, c := range map[string]struct {
		as   ObjectsAs
		job  Job
		asks bool
	}{
		"one leaves a started job":     {ObjectsAs{Leaving: 1}, started, true},
		"none leaves":                  {ObjectsAs{Changes: 3}, started, false},
		"one leaves before the start":  {ObjectsAs{Leaving: 1}, fresh, false},
		"somebody else's is replaced":  {ObjectsAs{Replaces: true}, fresh, true},
		"nothing that is worth a word": {ObjectsAs{}, fresh, false},
	} {
		if word := ObjectsWord(c.as, c.job); (word == c.job.Name.Raw()) != c.asks || (word != "") != c.asks {
			t.Errorf("%s: %q", name, word)
		}
	}
}

func TestWhatSavingObjectsDoes(t *testing.T) {
	as := ObjectsAs{Effects: []Effect{{Text: "3 tables join.", Risk: true}}, Changes: 3, Replaces: true}
	one := Sum{Tally: Tally{Goes: 1}}
	got := said(Effects(Wish{Verb: SaveObjects, Objects: as}, one, time.Time{}, time.UTC))
	for _, want := range []string{"!It replaces what somebody else", "!3 tables join.", "nothing starts by itself"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if got := said(Effects(Wish{Verb: SaveObjects, Objects: ObjectsAs{Changes: 1}}, one, time.Time{}, time.UTC)); !strings.Contains(got, "1 object is to be otherwise.") {
		t.Errorf("without words of its own it says\n%s", got)
	}
	if got := said(Effects(Wish{Verb: ReEdit}, one, time.Time{}, time.UTC)); !strings.Contains(got, "child job") {
		t.Errorf("a re-edit says\n%s", got)
	}
}

// TestAReEditWantsItsCheck: it goes after a pre-check that passed, like a reset.
func TestAReEditWantsItsCheck(t *testing.T) {
	pick := Pick{Job: of(Sync, "INCRE_TRANSFER_STARTED")}
	plan := func() Step { return NewPlan("i", able(), Wish{Verb: ReEdit}, []Pick{pick}).Steps[0] }
	if s := plan(); !s.Pending || s.Goes() {
		t.Errorf("before its check is read: %+v", s)
	}
	pick.Check = &PreCheck{Ran: true, Process: 100, PassedRate: 90}
	if s := plan(); s.Goes() || s.Why == "" {
		t.Errorf("its check did not pass: %+v", s)
	}
	pick.Check = &PreCheck{Ran: true, Process: 100, PassedRate: 100}
	if s := plan(); !s.Goes() || s.Change != Change(Act{ID: pick.Job.ID, Verb: ReEdit, Generation: pick.Job.Generation}) {
		t.Errorf("its check passed: %+v", s)
	}
}

// TestTheCheckBeforeAReEdit goes where a re-edit does, and nowhere else.
func TestTheCheckBeforeAReEdit(t *testing.T) {
	for _, status := range Statuses() {
		for _, scenario := range Scenarios() {
			j := of(scenario, status)
			s := PlanReEditCheck("i", able(), j).Steps[0]
			if s.Goes() != (Can(able(), j, ReEdit) == "") || s.Change != Change(CheckJob{ID: j.ID, Mode: ForRetry, Generation: j.Generation, ReEdit: true}) {
				t.Errorf("%s in %s: %+v", scenario, status, s)
			}
		}
	}
	j := of(Sync, "INCRE_TRANSFER_STARTED")
	caps := able()
	caps.Verbs[RunCheck] = "this profile is read-only"
	if s := PlanReEditCheck("i", caps, j).Steps[0]; s.Why != "this profile is read-only" {
		t.Errorf("read-only: %q", s.Why)
	}
	delete(caps.Verbs, RunCheck)
	if s := PlanReEditCheck("i", caps, j).Steps[0]; s.Why != "DRS has no pre-check" {
		t.Errorf("no check at all: %q", s.Why)
	}
	plan := PlanReEditCheck("i", able(), j)
	again := Retry("next", able(), plan, Report{Rows: []Result{{ID: j.ID, Outcome: Outcome{ID: j.ID, Kind: Refused}}}})
	if len(again.Go()) != 1 || again.ID != "next" || again.Go()[0].Change != plan.Steps[0].Change {
		t.Errorf("tried again: %+v", again)
	}
}
