package client_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"drover/model"
)

// creator is a scripted service that makes jobs from drafts, and tells their
// tags.
type creator struct {
	*copier
	tags map[model.JobID]string // the intent that a job's tag holds; missing: it has none
	dumb map[model.JobID]int    // so many readings of a job fail
	part map[model.JobID]bool   // readings of a job lack a part
}

const newName = "orders-mirror"

func (c *creator) Route(change model.Change) string {
	if _, ok := change.(model.CreateJob); ok {
		return "CreateJob " + change.Target().Raw()
	}
	return c.copier.Route(change)
}

// Job tells a job with its tag.
func (c *creator) Job(_ context.Context, id model.JobID) (model.Detail, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.dumb[id] > 0 {
		c.dumb[id]--
		return model.Detail{}, errRead
	}
	for _, row := range c.rows {
		if row.ID != id {
			continue
		}
		d := model.Detail{Job: row}
		if intent, ok := c.tags[id]; ok && !c.part[id] {
			d.Tags = []model.Tag{{Key: model.NewText("env"), Value: model.NewText("prod")}, {Key: model.NewText(model.IntentTag), Value: model.NewText(intent)}}
		}
		if c.part[id] {
			d.Lacks = "the service did not answer"
		}
		return d, nil
	}
	return model.Detail{}, errors.New("no such job: " + id.Raw())
}

// tagged lists a job of a name with the tag of an intent; "": without.
func (c *creator) tagged(id int, name, status, intent string) model.JobID {
	made := c.add(id, name, status)
	c.mu.Lock()
	defer c.mu.Unlock()
	if intent != "" {
		c.tags[made] = intent
	}
	return made
}

// creates makes jobs as the service does: creating for some minutes, then in
// configuration.
func (c *creator) creates(id int, after time.Duration) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		ch := changes[0].(model.CreateJob)
		do := func() {
			made := c.tagged(id, ch.Draft.Name(), "CREATING", ch.Intent)
			time.AfterFunc(8*time.Minute, func() { c.set("CONFIGURATION", []model.Change{model.StartJob{ID: made}}) })
		}
		if after == 0 {
			do()
		} else {
			time.AfterFunc(after, do)
		}
		return []model.Outcome{{ID: ch.ID, Kind: model.Accepted, Made: jobID(id)}}
	}
}

// creating runs a test in virtual time with one running job on the list.
func creating(t *testing.T, test func(f *fixture, c *creator)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := &creator{
			copier: &copier{scripted: newScripted(0)},
			tags:   map[model.JobID]string{}, dumb: map[model.JobID]int{}, part: map[model.JobID]bool{},
		}
		c.add(0, "orders", "INCRE_TRANSFER_STARTED")
		test(newFixture(t, c), c)
	})
}

// create plans a new job of a name.
func (f *fixture) create(name string) model.Plan {
	return planOf(f.client.NewIntent(), draftOf(name))
}

// planOf is the plan of a draft whose form was found in order.
func planOf(intent string, d model.Draft) model.Plan {
	create := model.CreateJob{Intent: intent, Draft: d}
	create.ID = create.Stand()
	job := model.Job{ID: create.ID, Name: model.NewText(d.Name()), Scenario: model.Scenario(d.Get(model.KeyScenario))}
	return model.Plan{ID: intent, Wish: model.Wish{Verb: model.Create, Create: d}, Steps: []model.Step{{Job: job, Change: create}}}
}

func draftOf(name string) model.Draft {
	return model.NewDraft("d1", time.Now()).Put(model.KeyName, name).Put(model.KeyScenario, "sync")
}

// standIn is the id that a plan's job has until it is made.
func standIn(p model.Plan) model.JobID { return p.Steps[0].Job.ID }
