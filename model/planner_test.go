package model_test

import (
	"reflect"
	"strconv"
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

// TestPlannerIsNewPlan: whatever becomes known and is chosen, in any order,
// the plan is the one made anew of the same picks, and its counts are right.
func TestPlannerIsNewPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var picks []Pick
		for i := range rapid.IntRange(1, 9).Draw(t, "jobs") {
			picks = append(picks, drawnPick(t, NewJobID(strconv.Itoa(i)), rapid.Bool().Draw(t, "hidden")))
		}
		p := NewPlanner("i", drs, Wish{Verb: Start, When: AtOnce()}, picks)
		sameAsAnew(t, p)
		for range rapid.IntRange(0, 20).Draw(t, "changes") {
			if rapid.Bool().Draw(t, "when") {
				p.SetWhen(rapid.SampledFrom([]When{{}, AtOnce(), AtTime(time.UnixMilli(1e12))}).Draw(t, "moment"))
			} else {
				i := rapid.IntRange(0, p.Len()-1).Draw(t, "place")
				p.Put(i, changedPick(t, p.Pick(i)))
			}
			if rapid.IntRange(0, 9).Draw(t, "look") == 0 {
				sameAsAnew(t, p)
			}
		}
		sameAsAnew(t, p)
	})
}

func drawnPick(t *rapid.T, id JobID, hidden bool) Pick {
	j := with(job(id.Raw()), func(j *Job) {
		j.Charging = rapid.SampledFrom([]Charging{OnDemand, Period, ChargingUnknown}).Draw(t, "charging")
		j.Task = rapid.SampledFrom([]TaskType{Full, FullIncr, Incr}).Draw(t, "task")
	})
	return Pick{Job: j, Hidden: hidden}
}

// changedPick is what is known of a job one event later.
func changedPick(t *rapid.T, p Pick) Pick {
	switch rapid.SampledFrom([]string{"check", "error", "again", "left", "status", "open", "job"}).Draw(t, "event") {
	case "check":
		p.Check = rapid.SampledFrom([]*PreCheck{passed, {}, {Ran: true, Process: 100, PassedRate: 92}}).Draw(t, "check")
	case "error":
		p.CheckEr = "403"
	case "again":
		p.Check, p.CheckEr = nil, ""
	case "left":
		p.Left = !p.Left
	case "status":
		p.Job = p.Job.WithStatus(NewText(rapid.SampledFrom([]string{"CONFIGURATION", "PAUSING", "odd"}).Draw(t, "status")))
	case "open":
		p.Open = !p.Open
	case "job":
		return drawnPick(t, p.Job.ID, p.Hidden)
	}
	return p
}

func sameAsAnew(t *rapid.T, p *Planner) {
	var picks []Pick
	for i := range p.Len() {
		picks = append(picks, p.Pick(i))
	}
	got, want := p.Plan(), NewPlan("i", drs, Wish{Verb: Start, When: p.When()}, picks)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("the plan is\n%+v\nanew it is\n%+v", got, want)
	}
	var tally Tally
	for i, s := range want.Steps {
		if s.Hidden {
			tally.Hidden++
		}
		tally.Ordered += one(s.Order && s.Pending && !s.Left)
		if unread := p.Pick(i).Check == nil && p.Pick(i).CheckEr == "" && Can(drs, s.Job, Start) == ""; unread != p.Unread(i) {
			t.Fatalf("step %d is unread: %v", i, !unread)
		}
	}
	goes := want.Go()
	for _, s := range goes {
		tally.Orders += one(s.Order)
		tally.NoBill += one(s.NoBill)
		tally.Incr += one(s.Job.Task == Incr)
	}
	tally.Goes, tally.Pending = len(goes), want.Pending()
	if p.Tally() != tally || p.Pending() != tally.Pending {
		t.Fatalf("counted %+v, want %+v", p.Tally(), tally)
	}
	lone, ok := p.Lone()
	if ok != (len(goes) == 1) || ok && lone.Job.ID != goes[0].Job.ID {
		t.Fatalf("of %d that go %s goes alone: %v", len(goes), lone.Job.ID, ok)
	}
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// TestAPlanThatWasHandedOnStands: what comes later does not change what is
// being sent.
func TestAPlanThatWasHandedOnStands(t *testing.T) {
	p := NewPlanner("i", drs, Wish{Verb: Start, When: AtOnce()}, []Pick{{Job: job("a"), Check: passed}, {Job: job("b"), Check: passed}})
	sent := p.Plan()
	left := p.Pick(0)
	left.Left = true
	p.Put(0, left)
	p.SetWhen(AtTime(time.UnixMilli(1e12)))
	_ = p.Plan()
	if got := sent.Go(); ids(got) != "a b" || got[0].Change != (StartJob{ID: NewJobID("a"), At: AtOnce()}) {
		t.Errorf("what was handed on is %+v", got)
	}
}

// TestPlannerKeepsNoHoldOfPicks, and is not held by them.
func TestPlannerKeepsNoHoldOfPicks(t *testing.T) {
	picks := []Pick{{Job: job("a"), Check: passed}}
	p := NewPlanner("i", drs, Wish{Verb: Start, When: AtOnce()}, picks)
	picks[0].Left = true
	if p.Pick(0).Left || p.Tally().Goes != 1 {
		t.Error("the planner follows a slice of somebody else's")
	}
}
