package model

import "testing"

// An edit goes again as it was made, but not over what somebody else has written:
// it would be held against the same reading again.
func TestRetryOfAnEdit(t *testing.T) {
	job := Job{ID: NewJobID("j"), Name: NewText("orders"), Scenario: Sync, Generation: "v5"}.WithStatus(NewText("CONFIGURATION"))
	e := NewEdit(Detail{Job: job}, Part{Section: SectionName, Values: map[FieldKey]string{KeyName: "orders"}}).Put(KeyName, "orders-new")
	caps := Capabilities{Verbs: map[Verb]string{Update: ""}}
	plan := PlanEdit("first", caps, e, Around{})
	for name, c := range map[string]struct {
		outcome Outcome
		steps   int
		why     string
	}{
		"refused":   {Outcome{Kind: Refused}, 1, ""},
		"not sent":  {Outcome{Kind: NotSent}, 1, ""},
		"absent":    {Outcome{Kind: Absent}, 1, ""},
		"elsewhere": {Outcome{Kind: NotSent, Elsewhere: true}, 1, "somebody else has changed it: open it again"},
		"done":      {Outcome{Kind: Done}, 0, ""},
		"accepted":  {Outcome{Kind: Accepted}, 0, ""},
		"unknown":   {Outcome{Kind: UnknownOutcome}, 0, ""},
	} {
		again := Retry("second", caps, plan, Report{Plan: plan, Rows: []Result{{ID: job.ID, Outcome: c.outcome}}})
		if len(again.Steps) != c.steps || again.ID != "second" || again.Verb != Update {
			t.Errorf("%s: %+v", name, again)
			continue
		}
		if c.steps == 1 && (again.Steps[0].Why != c.why || again.Steps[0].Change.(EditJob).Want[KeyName] != "orders-new") {
			t.Errorf("%s: %+v", name, again.Steps[0])
		}
	}
}
