package client_test

import (
	"fmt"
	"testing"
	"time"

	"drover/model"
)

// After an absence the same name goes again by the user's word. What the first
// attempt made after all is taken for it, never made twice.
func TestACopyAfterAnAbsence(t *testing.T) {
	copying(t, func(f *fixture, c *copier) { // it was not made: it is now
		c.apply = lost
		check(f.T, "first", kinds(f.run(f.clone(0, copyName))), "absent")
		c.apply = c.makes(7, 0)
		check(f.T, "second", kinds(f.run(f.clone(0, copyName))), "done")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1 APPLIED/1")
	})
	copying(t, func(f *fixture, c *copier) { // it was: the list shows it before anything is sent
		c.apply = losing(c.makes(7, 10*time.Minute))
		check(f.T, "first", kinds(f.run(f.clone(0, copyName))), "absent")
		time.Sleep(time.Hour)
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "second", fmt.Sprint(row.Outcome.Kind, " ", row.Made, " ", row.Now.Status, ": ", row.Outcome.Why),
			"done job-07 CONFIGURATION: an earlier attempt made it after all; nothing was sent")
		check(f.T, "journal", f.journalled(jobID(0)), "APPLIED/1")
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
		check(f.T, "another job of that name", lone(f.T, f.run(f.clone(1, copyName))).Outcome.Why, "there is a job of that name: job-07")
	})
	copying(t, func(f *fixture, c *copier) { // it was: the service says so, and the list a little later
		c.apply = lost
		check(f.T, "first", kinds(f.run(f.clone(0, copyName))), "absent")
		c.apply = func(call int, changes []model.Change) []model.Outcome {
			c.makes(7, 4*time.Second)(call, changes)
			return taken(call, changes)
		}
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "second", fmt.Sprint(row.Outcome.Kind, " ", row.Made), "done job-07")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1 APPLIED/1")
	})
	copying(t, func(f *fixture, c *copier) { // the service says so, and no list ever does
		c.apply = lost
		f.run(f.clone(0, copyName))
		c.apply = taken
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "second", fmt.Sprint(row.Outcome.Kind, " ", row.Outcome.Code, ": ", row.Outcome.Why),
			"absent DRS.M00277: the name is taken, and until the last look no job was seen to have it")
	})
}

// A name that is taken at the second attempt of one run is ours if it ends in
// the intent's letters; any other may be somebody else's.
func TestANameTakenAfterAThrottle(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		throttled := func(call int, changes []model.Change) []model.Outcome {
			if call%2 == 1 {
				return all(model.NotSent, model.AgainThrottle)(call, changes)
			}
			c.makes(6+call, 0)(call, changes)
			return taken(call, changes)
		}
		c.apply = throttled
		check(f.T, "a name of its own", kinds(f.run(f.clone(0, copyName))), "refused")
		plan := f.clone(1, "")
		name := model.CloneName(model.NewText("billing"), plan.ID)
		check(f.T, "the proposed one", kinds(f.run(f.as(plan, name))), "done")
	})
}
