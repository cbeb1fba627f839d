package client_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/model"
)

// nursery is a scripted service whose running job has children.
type nursery struct {
	*keeperOfObjects
	pages func(read int) []model.JobPage
	fails error // of the list
	lists int
	given int // pages that were taken
}

func (n *nursery) Jobs(context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		n.mine.Lock()
		n.lists++
		read, fails := n.lists, n.fails
		n.mine.Unlock()
		if fails != nil && !yield(model.JobPage{Scenario: model.Sync, Generation: "v5"}, fails) {
			return
		}
		for _, p := range n.pages(read) {
			if n.given++; !yield(p, nil) {
				return
			}
		}
	}
}

// bear is the list with some children of the job, between other jobs.
func bear(job model.Job, names ...string) []model.JobPage {
	stranger := model.Job{ID: model.NewJobID("other"), Parent: model.NewJobID("else")}
	page := model.JobPage{Scenario: model.Sync, Generation: "v5", Jobs: []model.Job{stranger, job}}
	for _, name := range names {
		page.Jobs = append(page.Jobs, model.Job{ID: model.NewJobID("id-" + name), Name: model.NewText(name), Parent: job.ID, Scenario: model.Sync})
	}
	old := model.JobPage{Scenario: model.Sync, Generation: "v3", Jobs: []model.Job{job}}
	return []model.JobPage{old, {Scenario: model.Sync, Generation: "v5", Jobs: []model.Job{stranger}}, page, {Scenario: model.Sync, Generation: "v5"}}
}

// reEditing runs a test with one sync that replays.
func reEditing(t *testing.T, test func(f *fixture, n *nursery)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newKeeperOfObjects()
		h.statuses[jobID(0)] = "INCRE_TRANSFER_STARTED"
		h.job = h.job.WithStatus(model.NewText("INCRE_TRANSFER_STARTED"))
		n := &nursery{keeperOfObjects: h}
		n.pages = func(int) []model.JobPage { return bear(h.job, "first") }
		test(newFixture(t, n), n)
	})
}

// reEdit sends one.
func (f *fixture) reEdit(n *nursery) model.Result {
	f.Helper()
	pick := model.Pick{Job: n.job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}}
	return lone(f.T, f.run(model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), model.Wish{Verb: model.ReEdit}, []model.Pick{pick})))
}

func TestChildrenOfAJob(t *testing.T) {
	reEditing(t, func(f *fixture, n *nursery) {
		n.pages = func(int) []model.JobPage { return bear(n.job, "a", "b") }
		got, err := f.client.ChildrenOf(f.Context(), n.job)
		if err != nil || len(got) != 2 || got[0].Name.String() != "a" || got[1].Name.String() != "b" {
			f.Errorf("%+v, %v", got, err)
		}
		if n.given != 3 {
			f.Errorf("%d pages were read, the job stands in the third", n.given)
		}
		n.fails = errRead
		if _, err := f.client.ChildrenOf(f.Context(), n.job); err != nil { // what failed was not needed
			f.Error(err)
		}
		n.pages = func(int) []model.JobPage { return nil }
		if _, err := f.client.ChildrenOf(f.Context(), n.job); !errors.Is(err, errRead) {
			f.Errorf("a list that failed: %v", err)
		}
		n.fails = nil
		if _, err := f.client.ChildrenOf(f.Context(), n.job); err == nil {
			f.Error("a job that is not listed has no children, and nothing is said")
		}
	})
}

func TestAReEditIsProven(t *testing.T) {
	changed := func(n *nursery, changes []model.Change) { n.set("CHANGE_JOB_STARTED", changes) }
	for name, c := range map[string]struct {
		script func(n *nursery)
		want   string
	}{
		"taken on": {func(n *nursery) {
			n.apply = func(_ int, changes []model.Change) []model.Outcome {
				changed(n, changes)
				return all(model.Accepted, model.AgainNo)(0, changes)
			}
		}, "done"},
		"lost, by its status": {func(n *nursery) {
			n.apply = func(_ int, changes []model.Change) []model.Outcome {
				changed(n, changes)
				return lost(0, changes)
			}
		}, "done: the answer was lost; its state proves the re-edit"},
		"lost, by a child": {func(n *nursery) {
			n.apply = lost
			n.pages = func(read int) []model.JobPage {
				return bear(n.job, []string{"first", "second"}[:min(read, 2)]...)
			}
		}, "done: the answer was lost; the child job second proves it"},
		"lost, and no child": {func(n *nursery) { n.apply = lost }, "unknown: the answer was lost, and no new child job is seen"},
		"lost, children unread before": {func(n *nursery) {
			n.fails = errRead
			n.apply = func(_ int, changes []model.Change) []model.Outcome {
				n.mine.Lock()
				defer n.mine.Unlock()
				n.fails = nil
				return lost(0, changes)
			}
			n.pages = func(read int) []model.JobPage {
				if read == 1 {
					return nil
				}
				return bear(n.job, "first")
			}
		}, "unknown: the answer was lost, and its status does not show whether it is being changed"},
	} {
		reEditing(t, func(f *fixture, n *nursery) {
			c.script(n)
			row := f.reEdit(n)
			check(f.T, name, said(row.Outcome), c.want)
			if n.calls() != 1 {
				f.Errorf("%s: %d calls", name, n.calls())
			}
		})
	}
}

var _ client.Backend = (*nursery)(nil)
