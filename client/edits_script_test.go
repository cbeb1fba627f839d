package client_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
)

// changer is a scripted service that changes the sections of one job.
type changer struct {
	*scripted
	mine  sync.Mutex
	job   model.Job
	parts map[model.Section]model.Part
	dumb  func(read int) (lacks string, err error) // what that reading of a section tells instead; nil: all is well
	read  int                                      // readings of a section
	asked []model.Section
}

func newChanger() *changer {
	c := &changer{scripted: newScripted(1), parts: map[model.Section]model.Part{}}
	c.job = model.Job{
		ID: jobID(0), Name: model.NewText("orders"), Scenario: model.Sync, Task: model.FullIncr, Charging: model.OnDemand,
		Engine: model.NewText("mysql-to-mysql"), Direction: model.NewText("up"), Generation: "v5",
	}.WithStatus(model.NewText("CONFIGURATION"))
	c.put(model.SectionPolicy, model.KeyConflict, "ignore")
	c.put(model.SectionPolicy, model.KeyDropDatabase, "drop_database")
	c.put(model.SectionName, model.KeyName, "orders")
	return c
}

// put has a value stand in a section; "" takes it out.
func (c *changer) put(s model.Section, key model.FieldKey, value string) {
	c.mine.Lock()
	defer c.mine.Unlock()
	p := c.parts[s]
	p.Section, p.Values = s, maps.Clone(p.Values)
	if p.Values == nil {
		p.Values = map[model.FieldKey]string{}
	}
	if p.Values[key] = value; value == "" {
		delete(p.Values, key)
	}
	c.parts[s] = p
}

// raw is a section as the service sends it.
func (c *changer) raw(s model.Section, text string) {
	c.mine.Lock()
	defer c.mine.Unlock()
	p := c.parts[s]
	p.Section, p.Raw = s, []byte(text)
	c.parts[s] = p
}

func (*changer) Capabilities() model.Capabilities {
	return model.Capabilities{Service: "DRS", Verbs: map[model.Verb]string{model.Update: "", model.Start: ""}}
}

func (*changer) Route(c model.Change) string { return c.Target().Raw() }

func (c *changer) Job(context.Context, model.JobID) (model.Detail, error) {
	c.mine.Lock()
	defer c.mine.Unlock()
	return model.Detail{Job: c.job}, nil
}

func (c *changer) Sections(_ context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	c.mine.Lock()
	defer c.mine.Unlock()
	c.read++
	c.asked = append(c.asked, sections...)
	lacks := ""
	if c.dumb != nil {
		var err error
		if lacks, err = c.dumb(c.read); err != nil {
			return model.Detail{}, nil, err
		}
	}
	var out []model.Part
	for _, s := range sections {
		p := c.parts[s]
		p.Section, p.Lacks, p.Values = s, lacks, maps.Clone(p.Values)
		out = append(out, p)
	}
	job := c.job
	job.ID = id
	return model.Detail{Job: job}, out, nil
}

// change does what is asked, after a while.
func (c *changer) change(after time.Duration, change model.Change) {
	edit := change.(model.EditJob)
	do := func() {
		for _, key := range edit.Changed() {
			c.put(edit.Section, key, edit.Want[key])
		}
		c.mine.Lock()
		defer c.mine.Unlock()
		switch edit.Section {
		case model.SectionName:
			c.job.Name = model.NewText(edit.Want[model.KeyName])
		case model.SectionPeriod:
			c.job.Charging = model.Period
		default:
		}
	}
	if after == 0 {
		do()
	} else {
		time.AfterFunc(after, do)
	}
}

// changes does what is asked and answers for it.
func (c *changer) changes(after time.Duration) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		c.change(after, changes[0])
		return all(model.Accepted, model.AgainNo)(0, changes)
	}
}

// reads counts the readings of sections.
func (c *changer) reads() int {
	c.mine.Lock()
	defer c.mine.Unlock()
	return c.read
}

// silent fails some readings of sections.
func silent(which ...int) func(int) (string, error) {
	return func(read int) (string, error) {
		if slices.Contains(which, read) {
			return "", errRead
		}
		return "", nil
	}
}

// changing runs a test in virtual time with one job in configuration.
func changing(t *testing.T, test func(f *fixture, c *changer)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		c := newChanger()
		test(newFixture(t, c), c)
	})
}

// edit begins to change a section as it stands, of a job that has such a section.
func (c *changer) edit(s model.Section) model.Edit {
	c.mine.Lock()
	defer c.mine.Unlock()
	if s == model.SectionUsers || s == model.SectionParams {
		c.job.Scenario = model.Migration
	}
	p := c.parts[s]
	p.Section, p.Values = s, maps.Clone(p.Values)
	return model.NewEdit(model.Detail{Job: c.job}, p)
}

// conflict is the edit that most of these tests send.
func (c *changer) conflict(value string) model.Edit {
	return c.edit(model.SectionPolicy).Put(model.KeyConflict, value)
}

// updates plans an edit, whatever its form says: what stands in the way of a form
// is no matter of these tests.
func (f *fixture) updates(e model.Edit) model.Plan {
	p := model.PlanEdit(f.client.NewIntent(), f.client.Capabilities(), e, model.Around{})
	p.Steps[0].Why = ""
	return p
}

// said is an outcome in one line.
func said(o model.Outcome) string {
	if o.Why == "" {
		return o.Kind.String()
	}
	return o.Kind.String() + ": " + o.Why
}

// update sends an edit and waits for its end.
func (f *fixture) update(e model.Edit) model.Result {
	f.Helper()
	return lone(f.T, f.run(f.updates(e)))
}

var _ client.Backend = (*changer)(nil)
