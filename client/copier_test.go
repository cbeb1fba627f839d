package client_test

import (
	"context"
	"iter"
	"testing"
	"testing/synctest"
	"time"

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
