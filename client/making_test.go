package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

func TestACopyIsFollowedToConfiguration(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = c.makes(7, 0)
		run := f.apply(f.clone(0, copyName))
		time.Sleep(6 * time.Second)
		row := lone(f.T, run.Report())
		check(f.T, "on the way", fmt.Sprint(row.Outcome.Kind, " ", row.Name, " ", row.Now.Status, " ", row.Made), "accepted "+copyName+" CREATING job-07")
		<-run.Done()
		row = lone(f.T, run.Report())
		check(f.T, "at the end", fmt.Sprint(row.Outcome.Kind, " ", row.Now.ID, " ", row.Now.Status, " ", row.ID), "done job-07 CONFIGURATION job-00")
		check(f.T, "journal", f.journalled(jobID(0)), "APPLIED/1")
		if !row.Makes || c.calls() != 1 {
			f.Errorf("a copy: %v, %d calls", row.Makes, c.calls())
		}
	})
}

// The state of what is copied is never told as the copy's, and a copy that
// fails to be created is no done one.
func TestACopyThatFails(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = func(_ int, changes []model.Change) []model.Outcome {
			c.add(7, copyName, "CREATE_FAILED")
			return []model.Outcome{{ID: changes[0].Target(), Kind: model.Accepted, Made: jobID(7)}}
		}
		run := f.apply(f.clone(0, copyName))
		time.Sleep(time.Second)
		if row := lone(f.T, run.Report()); !row.Now.Status.Empty() {
			f.Errorf("before it was read the copy is %v", row.Now.Status)
		}
		<-run.Done()
		row := lone(f.T, run.Report())
		check(f.T, "at the end", fmt.Sprint(row.Outcome.Kind, " ", row.Now.Status), "accepted CREATE_FAILED")
	})
}

func TestATakenNameIsNotSent(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.add(5, strings.ToUpper(copyName), "CONFIGURATION")
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: there is a job of that name: job-05")
		check(f.T, "journal", f.journalled(jobID(0)), "")
	})
	copying(t, func(f *fixture, c *copier) { // taken between the look and the call
		c.apply = taken
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "outcome", row.Outcome.Kind.String()+" "+row.Outcome.Code.String(), "refused DRS.M00277")
		check(f.T, "journal", f.journalled(jobID(0)), "REJECTED/1")
	})
	copying(t, func(f *fixture, c *copier) { // whether it is free nobody knows
		c.deaf = func(int) bool { return true }
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: whether the name is free could not be read: no answer")
		if c.calls() != 0 {
			f.Error("sent all the same")
		}
	})
}

func TestALostCopyIsFoundByItsName(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = losing(c.makes(7, 25*time.Second))
		r := f.run(f.clone(0, copyName))
		row := lone(f.T, r)
		check(f.T, "outcome", fmt.Sprint(row.Outcome.Kind, " ", row.Made, " ", row.Now.Status, ": ", row.Outcome.Why),
			"done job-07 CONFIGURATION: no answer told of it; the list shows the copy")
		check(f.T, "journal", f.journalled(jobID(0)), "APPLIED/1")
		if c.calls() != 1 || row.Look != 4 {
			f.Errorf("%d calls, found after %d looks", c.calls(), row.Look)
		}
	})
}

func TestALostCopyThatIsNowhereIsAbsent(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = lost
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "absent: the answer was lost; until the last look no job had the name")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1")
		if c.lists != 7 {
			f.Errorf("%d readings of the list, want one before and six after", c.lists)
		}
	})
}

// A list that is not whole proves no absence; two jobs of the name prove
// nothing at all.
func TestWhatProvesNothingOfACopy(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = lost
		c.deaf = func(lists int) bool { return lists == 7 }
		check(f.T, "a last list without the migrations", kinds(f.run(f.clone(0, copyName))), "unknown")
		check(f.T, "journal", f.journalled(jobID(0)), "UNKNOWN/1")
		again := lone(f.T, f.run(f.clone(0, copyName)))
		other := lone(f.T, f.run(f.clone(0, "another-name")))
		for _, row := range []model.Result{again, other} {
			check(f.T, "while it is unknown", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: an earlier write to it is unresolved: that is settled first")
		}
		if c.calls() != 1 {
			f.Errorf("%d calls", c.calls())
		}
		check(f.T, "another job's copy", kinds(f.run(f.clone(1, "billing-copy"))), "absent")
	})
	copying(t, func(f *fixture, c *copier) {
		c.apply = func(_ int, changes []model.Change) []model.Outcome {
			c.add(7, copyName, "CREATING")
			c.add(8, copyName, "CREATING")
			return lost(0, changes)
		}
		row := lone(f.T, f.run(f.clone(0, copyName)))
		check(f.T, "two of the name", row.Outcome.Kind.String()+": "+row.Outcome.Why,
			"unknown: several jobs have the name now, so nobody can say which is the copy: job-07 job-08")
	})
}

// What was made is known for a copy of its source.
func TestCopiesKnowTheirSource(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = c.makes(7, 0)
		check(f.T, "before", fmt.Sprint(f.client.Copies()), "map[]")
		f.run(f.clone(0, copyName))
		check(f.T, "after", fmt.Sprint(f.client.Copies()), "map[job-07:"+jobID(0).String()+"]")
	})
}

// as gives a plan's copy a name.
func (f *fixture) as(p model.Plan, name string) model.Plan {
	s := p.Steps[0]
	wish := model.Wish{Verb: model.Clone, Clone: model.CloneAs{Name: name}}
	return model.NewPlan(p.ID, f.client.Capabilities(), wish, []model.Pick{{Job: s.Job, Detail: &model.Detail{Job: s.Job}}})
}

func TestSettleFindsACopy(t *testing.T) {
	for listed, want := range map[bool]string{true: "done", false: "absent"} {
		copying(t, func(f *fixture, c *copier) {
			f.dies(journal.Intent, journal.Sending)
			if listed {
				c.add(7, copyName, "CONFIGURATION")
			}
			run, err := f.client.Settle(f.Context())
			if err != nil || run == nil {
				f.Fatalf("Settle = %v, %v", run, err)
			}
			<-run.Done()
			row := lone(f.T, run.Report())
			check(f.T, "outcome", row.Outcome.Kind.String()+" "+row.Name.String(), want+" "+copyName)
			if c.calls() != 0 || !row.Made.Empty() != listed {
				f.Errorf("%d calls, made %v", c.calls(), row.Made)
			}
			if wish := run.Report().Plan.Wish; wish.Verb != model.Clone || wish.Clone.Name != copyName {
				f.Errorf("whoever tries again begins with %+v", wish)
			}
		})
	}
}

// dies writes what a killed drover leaves of a copy.
func (f *fixture) dies(states ...journal.State) {
	f.Helper()
	for _, st := range states {
		err := f.journal.Append(journal.Line{
			Intent: "01JQ4Z9W8B3M5N7P9R1T3V5X7Z", Run: "aa", Op: "clone", Profile: "test", Origin: somewhere, Project: "p1",
			Job: jobID(0), Name: copyName, Seen: "job-05", At: model.When{}, Attempt: 1, State: st, Time: time.Now(),
		})
		if err != nil {
			f.Fatal(err)
		}
	}
}

func TestTwoDroversAtOneName(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = func(call int, changes []model.Change) []model.Outcome {
			time.Sleep(3 * time.Second)
			return c.makes(7, 0)(call, changes)
		}
		j, err := journal.Open(f.dir)
		if err != nil {
			f.Fatal(err)
		}
		other := &fixture{T: f.T, dir: f.dir, backend: c, journal: j}
		other.client = client.New(c, client.Options{Journal: j, Place: f.client.Place()})
		defer other.close()
		first := f.apply(f.clone(0, copyName))
		time.Sleep(time.Second)
		row := lone(f.T, other.run(other.clone(1, strings.ToUpper(copyName))))
		<-first.Done()
		check(f.T, "first", kinds(first.Report()), "done")
		if row.Outcome.Kind != model.NotSent || !strings.Contains(row.Outcome.Why, "working on it") || c.calls() != 1 {
			f.Errorf("second: %+v, %d calls", row.Outcome, c.calls())
		}
	})
}

// What the journal keeps of a copy: names and ids, and nothing else.
func TestTheJournalOfACopy(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		c.apply = c.makes(7, 0)
		f.run(f.clone(0, copyName))
		entries, err := f.journal.Entries()
		if err != nil || len(entries) != 1 {
			f.Fatalf("%d entries, %v", len(entries), err)
		}
		e := entries[0]
		check(f.T, "entry", fmt.Sprint(e.Op, " ", e.Job, " ", e.Name, " [", e.Seen, "] ", e.Made, " ", e.At.Set()), "clone job-00 "+copyName+" [] job-07 false")
		text, err := os.ReadFile(f.journal.Path())
		if err != nil {
			f.Fatal(err)
		}
		if n := strings.Count(string(text), "\n"); n != 3 || strings.Contains(string(text), "orders\"") {
			f.Errorf("%d lines:\n%s", n, text)
		}
	})
}

func TestAPlanOfTwoCopiesOfOneNameIsRefused(t *testing.T) {
	copying(t, func(f *fixture, c *copier) {
		p, q := f.clone(0, copyName), f.clone(1, strings.ToUpper(copyName))
		p.Steps = append(p.Steps, q.Steps...)
		if _, err := f.client.Apply(f.Context(), p); err == nil {
			f.Error("two jobs of one name")
		}
		wrong := f.clone(0, copyName)
		wrong.Steps[0].Change = model.CloneJob{ID: jobID(0), Name: "9"}
		if _, err := f.client.Apply(f.Context(), wrong); err == nil {
			f.Error("a name that no service takes")
		}
	})
}
