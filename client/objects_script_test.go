package client_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

// keeperOfObjects is a scripted service that holds the objects of one job.
type keeperOfObjects struct {
	*scripted
	mine   sync.Mutex
	job    model.Job
	held   *objects.Listing
	dumb   func(read int) error // fails that reading of them; nil: all is well
	read   int
	status map[string]func(poll int) (objects.SavingStatus, error) // of a saving, by its id
	polls  int
	asks   []objects.Ask
	body   int64 // the largest document
}

func (h *keeperOfObjects) Limits() client.Limits {
	return client.Limits{Batch: 10, Parallel: 2, Body: h.body}
}

func newKeeperOfObjects() *keeperOfObjects {
	h := &keeperOfObjects{scripted: newScripted(1), held: tables("a", "b"), status: map[string]func(int) (objects.SavingStatus, error){}}
	h.job = model.Job{
		ID: jobID(0), Name: model.NewText("orders"), Scenario: model.Sync, Task: model.FullIncr, Generation: "v5",
	}.WithStatus(model.NewText("CONFIGURATION"))
	return h
}

// tables is a document that names some tables of one database.
func tables(names ...string) *objects.Listing {
	b := objects.NewBuilder()
	b.Scope = objects.ScopeTable
	db := b.Database("orders")
	b.Box(db).All = model.No
	for _, name := range names {
		b.Leaf(db, []byte(name), objects.Table, "", false, nil)
	}
	l, _ := b.Done()
	return l
}

// strange is a document with a member that drover does not know.
func strange(value string, names ...string) *objects.Listing {
	l := tables(names...)
	l.Unknown = []objects.Member{{Name: "x_hint", JSON: []byte(value)}}
	return l
}

func (*keeperOfObjects) Capabilities() model.Capabilities {
	return model.Capabilities{Service: "DRS", Verbs: map[model.Verb]string{model.SaveObjects: "", model.ReEdit: ""}}
}

func (*keeperOfObjects) Route(c model.Change) string { return c.Target().Raw() }

func (h *keeperOfObjects) Job(context.Context, model.JobID) (model.Detail, error) {
	h.mine.Lock()
	defer h.mine.Unlock()
	return model.Detail{Job: h.job}, nil
}

func (h *keeperOfObjects) Objects(ctx context.Context, job model.Job, ask objects.Ask, _ func(objects.Progress)) (objects.Reading, error) {
	h.mine.Lock()
	defer h.mine.Unlock()
	h.read++
	h.asks = append(h.asks, ask)
	if h.dumb != nil {
		if err := h.dumb(h.read); err != nil {
			return objects.Reading{}, err
		}
	}
	if job.ID != h.job.ID {
		return objects.Reading{}, errors.New("no such job")
	}
	return objects.Reading{Listing: h.held, At: time.Now()}, ctx.Err()
}

func (h *keeperOfObjects) SavingStatus(ctx context.Context, _ model.JobID, query model.Text) (objects.SavingStatus, error) {
	h.mine.Lock()
	defer h.mine.Unlock()
	h.polls++
	tell := h.status[query.Raw()]
	if tell == nil {
		return objects.SavingStatus{}, &rest.Error{Op: "SavingStatus", Kind: rest.Refused, Code: model.NewText("DRS.M00001")}
	}
	st, err := tell(h.polls)
	return st, errors.Join(err, ctx.Err())
}

// hold has the job hold another document.
func (h *keeperOfObjects) hold(l *objects.Listing) {
	h.mine.Lock()
	defer h.mine.Unlock()
	h.held = l
}

// change does what is asked, after a while.
func (h *keeperOfObjects) change(after time.Duration, change model.Change) {
	want := change.(model.SetObjects).Want.(*objects.Listing)
	if after == 0 {
		h.hold(want)
	} else {
		time.AfterFunc(after, func() { h.hold(want) })
	}
}

// saves does what is asked and answers for it: with a query, if there is one.
func (h *keeperOfObjects) saves(after time.Duration, query string) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		h.change(after, changes[0])
		return []model.Outcome{{ID: jobID(0), Kind: model.Accepted, Query: model.NewText(query)}}
	}
}

// pendingFor is a saving that takes a while, and then ends so.
func pendingFor(d time.Duration, end objects.SavingStatus) func(int) (objects.SavingStatus, error) {
	begun := time.Now()
	return func(int) (objects.SavingStatus, error) {
		if time.Since(begun) < d {
			return objects.SavingStatus{State: objects.SavingPending, Word: model.NewText("pending")}, nil
		}
		return end, nil
	}
}

// holding runs a test in virtual time with one job in configuration.
func holding(t *testing.T, test func(f *fixture, h *keeperOfObjects)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		h := newKeeperOfObjects()
		test(newFixture(t, h), h)
	})
}

// saving plans that the job holds other objects than it does now.
func (f *fixture) saving(h *keeperOfObjects, want *objects.Listing) model.Plan {
	h.mine.Lock()
	set := model.SetObjects{Job: h.job, Base: h.held, Want: want, Bytes: 100}
	h.mine.Unlock()
	return model.PlanObjects(f.client.NewIntent(), f.client.Capabilities(), set, model.ObjectsAs{})
}

// save sends it and waits for its end.
func (f *fixture) save(h *keeperOfObjects, want *objects.Listing) model.Result {
	f.Helper()
	return lone(f.T, f.run(f.saving(h, want)))
}

// deaf fails some readings.
func deaf(which ...int) func(int) error {
	return func(read int) error {
		for _, n := range which {
			if n == read {
				return errRead
			}
		}
		return nil
	}
}

func onlyHeld(f *fixture, h *keeperOfObjects) {
	f.Helper()
	for _, ask := range h.asks {
		if fmt.Sprint(ask) != fmt.Sprint(objects.Ask{Which: objects.Held}) {
			f.Errorf("asked for %+v", ask)
		}
	}
}
