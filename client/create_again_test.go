package client_test

import (
	"fmt"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// After an absence the draft goes again under a new intent. What the first
// attempt made after all is known by that one's tag, and never made twice.
func TestACreateAfterAnAbsence(t *testing.T) {
	creating(t, func(f *fixture, c *creator) { // it was not made: it is now
		c.apply = lost
		p := f.create(newName)
		check(f.T, "first", kinds(f.run(p)), "absent")
		c.apply = c.creates(7, 0)
		q := f.create(newName)
		check(f.T, "second", kinds(f.run(q)), "done")
		check(f.T, "journal", f.journalled(standIn(p))+" "+f.journalled(standIn(q)), "ABSENT/1 APPLIED/1")
	})
	creating(t, func(f *fixture, c *creator) { // it was: the list shows it before anything is sent
		c.apply = losing(c.creates(7, 10*time.Minute))
		p := f.create(newName)
		check(f.T, "first", kinds(f.run(p)), "absent")
		time.Sleep(time.Hour)
		q := f.create(newName)
		row := lone(f.T, f.run(q))
		check(f.T, "second", fmt.Sprint(row.Outcome.Kind, " ", row.Made, " ", row.Now.Status, ": ", row.Outcome.Why),
			"done job-07 CONFIGURATION: an earlier attempt made it after all; nothing was sent")
		check(f.T, "journal", f.journalled(standIn(p))+f.journalled(standIn(q)), "APPLIED/1")
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
	})
	creating(t, func(f *fixture, c *creator) { // somebody else has the name by now
		c.apply = lost
		check(f.T, "first", kinds(f.run(f.create(newName))), "absent")
		c.tagged(5, newName, "CONFIGURATION", "")
		check(f.T, "second", lone(f.T, f.run(f.create(newName))).Outcome.Why, "there is a job of that name: job-05")
		c.dumb[jobID(5)] = 100
		check(f.T, "third", lone(f.T, f.run(f.create(newName))).Outcome.Why, "whether an earlier attempt made a job of that name could not be read: job-05")
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
	})
}

// A name that the service says is taken may be an earlier attempt's: the tag of
// whoever has it decides.
func TestATakenNameAfterAnEarlierAttempt(t *testing.T) {
	for name, c := range map[string]struct{ tag, want, journal string }{
		"the earlier attempt's": {"earlier", "done job-07: an earlier attempt made it after all", "APPLIED/1 APPLIED/1"},
		"somebody else's":       {"", "refused : the name belongs to a job that drover did not make: job-07", "ABSENT/1 REJECTED/1"},
		"on no list":            {"nowhere", "absent : the name is taken, and until the last look no job was seen to have it", "ABSENT/1 ABSENT/1"},
	} {
		creating(t, func(f *fixture, s *creator) {
			s.apply = lost
			p := f.create(newName)
			check(f.T, name+", first", kinds(f.run(p)), "absent")
			s.apply = func(call int, changes []model.Change) []model.Outcome {
				switch c.tag {
				case "earlier":
					s.tagged(7, newName, "CONFIGURATION", p.ID)
				case "":
					s.tagged(7, newName, "CONFIGURATION", "")
				}
				return taken(call, changes)
			}
			q := f.create(newName)
			row := lone(f.T, f.run(q))
			check(f.T, name, fmt.Sprint(row.Outcome.Kind, " ", row.Made, ": ", row.Outcome.Why), c.want)
			check(f.T, name+", journal", f.journalled(standIn(p))+" "+f.journalled(standIn(q)), c.journal)
		})
	}
	creating(t, func(f *fixture, s *creator) { // of this very intent: what was throttled had come through
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call == 1 {
				s.creates(7, 0)(call, changes)
				return all(model.NotSent, model.AgainThrottle)(call, changes)
			}
			return taken(call, changes)
		}
		p := f.create(newName)
		check(f.T, "after a throttle", kinds(f.run(p)), "done")
		check(f.T, "journal", f.journalled(standIn(p)), "APPLIED/2")
	})
}

// After a death a create is looked for by the name and the tag that the journal
// knows.
func TestSettleFindsANewJob(t *testing.T) {
	const intent = "01JQ4Z9W8B3M5N7P9R1T3V5X7Z"
	for tag, want := range map[string]string{intent: "done job-07", "other": "absent ", "": "absent ", "nowhere": "absent "} {
		creating(t, func(f *fixture, c *creator) {
			for _, st := range []journal.State{journal.Intent, journal.Sending} {
				err := f.journal.Append(journal.Line{
					Intent: intent, Run: "aa", Op: "create", Profile: "test", Origin: somewhere, Project: "p1",
					Job: model.NewJobID("new-" + intent), Name: newName, Attempt: 1, State: st, Time: time.Now(),
				})
				if err != nil {
					f.Fatal(err)
				}
			}
			if tag != "nowhere" {
				c.tagged(7, newName, "CONFIGURATION", tag)
			}
			run, err := f.client.Settle(f.Context())
			if err != nil || run == nil {
				f.Fatalf("Settle = %v, %v", run, err)
			}
			<-run.Done()
			r := run.Report()
			row := lone(f.T, r)
			check(f.T, "outcome", fmt.Sprint(row.Outcome.Kind, " ", row.Made), want)
			check(f.T, "name", row.Name.String(), newName)
			if c.calls() != 0 || len(f.client.Unresolved()) != 0 {
				f.Errorf("%d calls, %d unresolved", c.calls(), len(f.client.Unresolved()))
			}
			if again := model.Retry("x", model.Capabilities{}, r.Plan, r); r.Plan.Verb != model.Create || len(again.Steps) != 0 {
				f.Errorf("the journal has no draft, yet %d steps of a %s are offered", len(again.Steps), r.Plan.Verb)
			}
		})
	}
}
