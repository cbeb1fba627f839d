package client_test

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

// copier is a scripted service that copies jobs: it keeps a list, which a test
// may let fail in part or show late.
type copier struct {
	*scripted
	rows  []model.Job
	lists int                  // how often the list was read
	deaf  func(lists int) bool // that reading of the list lacks the migrations
}

const copyName = "orders-copy-c7k2m"

func (c *copier) Capabilities() model.Capabilities {
	caps := c.scripted.Capabilities()
	caps.Verbs[model.Clone] = ""
	return caps
}

func (c *copier) Route(change model.Change) string {
	if _, ok := change.(model.CloneJob); ok {
		return "CopyJob " + change.Target().Raw()
	}
	return ""
}

func (c *copier) Jobs(context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		c.mu.Lock()
		c.lists++
		rows, deaf := append([]model.Job(nil), c.rows...), c.deaf != nil && c.deaf(c.lists)
		c.mu.Unlock()
		half := len(rows) / 2
		if !yield(model.JobPage{Scenario: model.Sync, Page: 1, Pages: 2, Jobs: rows[:half]}, nil) {
			return
		}
		if !yield(model.JobPage{Scenario: model.Sync, Page: 2, Pages: 2, Jobs: rows[half:]}, nil) {
			return
		}
		if deaf {
			yield(model.JobPage{Scenario: model.Migration}, errRead)
			return
		}
		yield(model.JobPage{Scenario: model.Migration, Page: 1, Pages: 1}, nil)
	}
}

// add lists a job of a name.
func (c *copier) add(id int, name, status string) model.JobID {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.statuses[jobID(id)] = status
	c.rows = append(c.rows, model.Job{ID: jobID(id), Name: model.NewText(name), Scenario: model.Sync}.WithStatus(model.NewText(status)))
	return jobID(id)
}

// makes copies as a service does: creating for a while, then in configuration.
func (c *copier) makes(id int, after time.Duration) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		make := func() {
			made := c.add(id, changes[0].(model.CloneJob).Name, "CREATING")
			time.AfterFunc(12*time.Second, func() { c.set("CONFIGURATION", []model.Change{model.StartJob{ID: made}}) })
		}
		if after == 0 {
			make()
		} else {
			time.AfterFunc(after, make)
		}
		return []model.Outcome{{ID: changes[0].Target(), Kind: model.Accepted, Made: jobID(id)}}
	}
}

// answers what it does, and loses the answer.
func losing(do func(int, []model.Change) []model.Outcome) func(int, []model.Change) []model.Outcome {
	return func(call int, changes []model.Change) []model.Outcome {
		do(call, changes)
		return lost(call, changes)
	}
}

func taken(call int, changes []model.Change) []model.Outcome {
	out := all(model.Refused, model.AgainNo)(call, changes)
	out[0].Code, out[0].Message, out[0].Taken = model.NewText("DRS.M00277"), model.NewText("The task name already exists."), true
	return out
}

// copying runs a test in virtual time with one running job on the list.
func copying(t *testing.T, test func(f *fixture, c *copier)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := &copier{scripted: newScripted(0)}
		c.add(0, "orders", "INCRE_TRANSFER_STARTED")
		c.add(1, "billing", "INCRE_TRANSFER_STARTED")
		test(newFixture(t, c), c)
	})
}

// clone plans the copy of a job.
func (f *fixture) clone(job int, name string) model.Plan {
	j := model.Job{ID: jobID(job), Name: model.NewText("orders"), Scenario: model.Sync}.WithStatus(model.NewText("INCRE_TRANSFER_STARTED"))
	wish := model.Wish{Verb: model.Clone, Clone: model.CloneAs{Name: name, Version: "2.0"}}
	return model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), wish, []model.Pick{{Job: j, Detail: &model.Detail{Job: j}}})
}

// lone is the only row of a report.
func lone(t *testing.T, r model.Report) model.Result {
	t.Helper()
	if len(r.Rows) != 1 {
		t.Fatalf("%d rows", len(r.Rows))
	}
	return r.Rows[0]
}

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
