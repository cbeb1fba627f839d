package tui

import (
	"testing"
	"time"

	"drover/model"
)

// The question whether a copy stops after its step is one about that step: it goes out
// when the step is over.
func TestStoppingIsAskedOfAStep(t *testing.T) {
	tell(t, world{size: [2]int{80, 16}}, func(d *desk) {
		d.Sees("jobs 40 of 40")
		goes := model.CopyResult{State: model.CopyGoes}
		d.follow(d.copyOf("orders-prod-sync-02", nil, goes))
		d.Keys("x").Sees("stop after this step: x again")
		next := d.copyOf("orders-prod-sync-02", nil, done(), goes)
		d.app.top().(*coursePage).CourseMoved(next, false)
		if d.Keys("x").Sees("stop after this step: x again"); next.stopped != 0 {
			t.Error("a key that was asked about another step stopped this one")
		}
		if d.Keys("x"); next.stopped != 1 {
			t.Error("x twice stops nothing")
		}
	})
}

// What is out of sight is told below, and at the end of the page above.
func TestThePageOfStepsTellsWhatIsOutOfSight(t *testing.T) {
	tell(t, world{size: [2]int{80, 16}}, func(d *desk) {
		d.Sees("jobs 40 of 40")
		m := d.copyOf("orders-prod-sync-02", func(c *model.Copying) { c.Fate = model.FateGoes }, done(), model.CopyResult{State: model.CopyGoes})
		d.follow(m).Sees("to come", "more  pgdn pgup").Keys("pgdown", "pgdown").Sees("above  pgup").Misses("more  pgdn")
	})
}

// A question before the copy is made is answered with yes, after a review.
func TestAQuestionBeforeTheCopyIsAnswered(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Sees("jobs 40 of 40")
		m := d.copyOf("orders-prod-sync-02", nil, model.CopyResult{State: model.CopyAsks, Why: "somebody else has changed the source's user of the original since it was read"})
		m.report.Rests = m.report.Steps[0].Why
		d.follow(m).Sees("A makes it all the same", "A make it all the same").Misses("L leaves")
		d.Keys("A").Wait(time.Second).Sees("all the same", "Somebody else has changed the source's user", "orders-prod-sync-02-c7k2m")
	})
}
