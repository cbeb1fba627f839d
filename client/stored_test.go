package client_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/journal"
	"drover/model"
)

// keeper is a scripted service that stores the endpoints of one job in
// configuration.
type keeper struct {
	*scripted
	from, to model.Endpoint
	dumb     func(read int) bool // that reading of the job fails
	jobs     int                 // readings of the job
}

func (k *keeper) Capabilities() model.Capabilities {
	return model.Capabilities{Service: "DRS", Verbs: map[model.Verb]string{model.SaveEnds: "", model.Start: ""}}
}

func (k *keeper) Job(_ context.Context, id model.JobID) (model.Detail, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.jobs++; k.dumb != nil && k.dumb(k.jobs) {
		return model.Detail{}, errRead
	}
	job := model.Job{ID: id, Name: model.NewText("orders")}.WithStatus(model.NewText(k.statuses[id]))
	return model.Detail{Job: job, From: []model.Endpoint{k.from}, To: []model.Endpoint{k.to}}, nil
}

// store does what is asked, after a while.
func (k *keeper) store(after time.Duration, change model.Change) {
	d := change.(model.StoreEnds).Draft
	do := func() {
		k.mu.Lock()
		defer k.mu.Unlock()
		k.from.Address = model.NewText(d.Get(sourceIP))
		k.from.User = model.NewText(d.Get("source_endpoint[0].endpoint.db_user"))
		k.from.Port, k.from.TLS = model.NewText(d.Get("source_endpoint[0].endpoint.db_port")), model.No
		k.to.User, k.to.Region = model.NewText(d.Get("target_endpoint[0].endpoint.db_user")), model.NewText(d.Get("target_endpoint[0].cloud.region"))
		k.to.Instance = model.NewText(d.Get("target_endpoint[0].endpoint.instance_id"))
		k.to.Address = model.NewText("192.168.0.9") // the service knows it by the instance
	}
	if after == 0 {
		do()
	} else {
		time.AfterFunc(after, do)
	}
}

const sourceIP = model.FieldKey("source_endpoint[0].endpoint.ip")

// ends are the endpoints of a draft.
func ends(ip string) model.Draft {
	return someDraft("orders").Put(sourceIP, ip).Put("source_endpoint[0].endpoint.db_user", "drs_reader").
		Put("target_endpoint[0].endpoint.instance_id", "rds-1")
}

// storing runs a test in virtual time with one job in configuration.
func storing(t *testing.T, test func(f *fixture, k *keeper)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{scripted: newScripted(1)}
		test(newFixture(t, k), k)
	})
}

// stores plans the storing of endpoints.
func (f *fixture) stores(d model.Draft) model.Plan {
	job := model.Job{ID: jobID(0), Name: model.NewText("orders")}.WithStatus(model.NewText("CONFIGURATION"))
	return model.PlanSaveEnds(f.client.NewIntent(), f.client.Capabilities(), job, d)
}

// keeps stores what is asked and answers for it.
func (k *keeper) keeps(after time.Duration) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		k.store(after, changes[0])
		return all(model.Accepted, model.AgainNo)(0, changes)
	}
}

func TestStoredEndsAreReadBack(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		want  string
	}{
		"at once":         {0, "done: "},
		"a little later":  {8 * time.Second, "done: "},
		"not in a minute": {time.Hour, "accepted: the service shows other endpoints: the source's address is 10.0.0.1, not 10.0.0.5"},
	} {
		storing(t, func(f *fixture, k *keeper) {
			k.from.Address, k.apply = model.NewText("10.0.0.1"), k.keeps(c.after)
			begun := time.Now()
			row := lone(f.T, f.run(f.stores(ends("10.0.0.5"))))
			check(f.T, name, row.Outcome.Kind.String()+": "+row.Outcome.Why, c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), "APPLIED/1")
			if took := time.Since(begun); took > 70*time.Second || k.calls() != 1 {
				f.Errorf("%s: %v, %d calls", name, took, k.calls())
			}
		})
	}
}

// slowly is a keeper whose readings take their time once something was stored.
type slowly struct {
	*keeper
	take time.Duration
}

func (s slowly) Job(ctx context.Context, id model.JobID) (model.Detail, error) {
	if s.calls() > 0 {
		time.Sleep(s.take)
	}
	return s.keeper.Job(ctx, id)
}

// Nobody waits for another turn of the readings, begun at five seconds, once the
// one after the answer has proven it.
func TestARunEndsWithItsLastProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &keeper{scripted: newScripted(1)}
		k.from.Address = model.NewText("10.0.0.1")
		k.apply = func(n int, changes []model.Change) []model.Outcome {
			time.Sleep(3 * time.Second)
			return k.keeps(0)(n, changes)
		}
		f := newFixture(t, slowly{k, 4 * time.Second})
		r := f.run(f.stores(ends("10.0.0.5")))
		check(t, "outcome", lone(t, r).Outcome.Kind.String(), "done")
		check(t, "took", r.Ended.Sub(r.Begun).String(), "7s")
	})
}

// Ends that were edited replace those that were read, and no others.
func TestEditedEndsReplaceNoOthers(t *testing.T) {
	was := model.Endpoint{Address: model.NewText("10.0.0.1"), User: model.NewText("repl")}
	for want, change := range map[string]func(*keeper){
		"done: ": func(*keeper) {},
		"not sent: somebody else has changed the source's address since it was read":  func(k *keeper) { k.from.Address = model.NewText("10.0.0.2") },
		"not sent: somebody else has changed the source's TLS since it was read":      func(k *keeper) { k.from.TLS = model.Yes },
		"not sent: somebody else has changed the target's instance since it was read": func(k *keeper) { k.to.Instance = model.NewText("rds-9") },
	} {
		storing(t, func(f *fixture, k *keeper) {
			k.from, k.apply = was, k.keeps(0)
			plan := f.stores(ends("10.0.0.5"))
			store := plan.Steps[0].Change.(model.StoreEnds)
			store.Was = &model.Detail{Job: plan.Steps[0].Job, From: []model.Endpoint{was}, To: []model.Endpoint{k.to}}
			plan.Steps[0].Change = store
			change(k)
			row := lone(f.T, f.run(plan))
			check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, want)
			if sent := k.calls() > 0; sent != (want == "done: ") {
				f.Errorf("%s: sent %v", want, sent)
			}
		})
	}
}

func TestEndsAreNotStoredBlindly(t *testing.T) {
	storing(t, func(f *fixture, k *keeper) { // what stands there cannot be read
		k.dumb = func(int) bool { return true }
		row := lone(f.T, f.run(f.stores(ends("10.0.0.5"))))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why, "not sent: the endpoints that stand there could not be read: no answer")
	})
	storing(t, func(f *fixture, k *keeper) { // started meanwhile
		k.statuses[jobID(0)] = "STARTJOBING"
		check(f.T, "outcome", kinds(f.run(f.stores(ends("10.0.0.5")))), "skipped")
		if k.calls() != 0 {
			f.Error("sent all the same")
		}
	})
	storing(t, func(f *fixture, k *keeper) { // both are replaced as a whole
		if _, err := f.client.Apply(f.Context(), f.stores(model.Draft{}.Put(sourceIP, "10.0.0.5"))); err == nil {
			f.Error("a source without a target is stored")
		}
	})
}

// What a lost answer leaves is known by the endpoints that the job shows.
func TestALostStore(t *testing.T) {
	for name, c := range map[string]struct {
		before string // the source's address
		left   func(k *keeper, change model.Change)
		want   string
		state  string
	}{
		"it was stored": {
			"10.0.0.1", func(k *keeper, ch model.Change) { k.store(7*time.Second, ch) },
			"done: the answer was lost; the job shows the endpoints that were stored", "APPLIED/1",
		},
		"it was not": {
			"10.0.0.1", func(*keeper, model.Change) {},
			"absent: the answer was lost; until the last look the former endpoints stood there", "ABSENT/1",
		},
		"the last look fails": {
			"10.0.0.1", func(k *keeper, _ model.Change) { k.dumb = func(read int) bool { return read == 7 } },
			"unknown: the answer was lost, and the job could not be read: storing them again is safe", "UNKNOWN/1",
		},
		"somebody stored others": {
			"10.0.0.1", func(k *keeper, _ model.Change) { k.from.Address = model.NewText("10.0.0.77") },
			"unknown: the answer was lost, and the job shows other endpoints than these: storing them again is safe", "UNKNOWN/1",
		},
	} {
		storing(t, func(f *fixture, k *keeper) {
			k.from.Address = model.NewText(c.before)
			k.apply = func(_ int, changes []model.Change) []model.Outcome {
				k.mu.Lock()
				left := c.left
				k.mu.Unlock()
				left(k, changes[0])
				return lost(0, changes)
			}
			p := f.stores(ends("10.0.0.5"))
			row := lone(f.T, f.run(p))
			check(f.T, name, row.Outcome.Kind.String()+": "+row.Outcome.Why, c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.state)
			if k.calls() != 1 {
				f.Errorf("%s: %d calls", name, k.calls())
			}
			again := model.Retry("x", f.client.Capabilities(), p, run(row))
			if absent := row.Outcome.Kind == model.Absent; (len(again.Go()) == 1) != absent || absent && again.Steps[0].Change.(model.StoreEnds).Draft.Get(sourceIP) != "10.0.0.5" {
				f.Errorf("%s: offered again: %+v", name, again.Steps)
			}
		})
	}
}

// Where only a password can have changed no reading can tell, and nobody waits
// for one. It stands in nobody's way for long, and the next store ends it.
func TestALostStoreThatNobodyCanTell(t *testing.T) {
	storing(t, func(f *fixture, k *keeper) {
		k.store(0, f.stores(ends("10.0.0.5")).Steps[0].Change)
		k.apply = lost
		begun := time.Now()
		row := lone(f.T, f.run(f.stores(ends("10.0.0.5"))))
		check(f.T, "outcome", row.Outcome.Kind.String()+": "+row.Outcome.Why,
			"unknown: the answer was lost, and what can be read was the same before: storing them again is safe")
		if took := time.Since(begun); took > 3*time.Second || !row.Next.IsZero() {
			f.Errorf("looked for %v, next %v", took, row.Next)
		}
		check(f.T, "at once", kinds(f.run(f.stores(ends("10.0.0.5")))), "not sent")
		if e := f.client.Unresolved(); len(e) != 1 || !e[0].Blocks {
			f.Errorf("unresolved: %+v", e)
		}
		time.Sleep(3 * time.Minute)
		if e := f.client.Unresolved(); len(e) != 1 || e[0].Blocks {
			f.Errorf("unresolved: %+v", e)
		}
		check(f.T, "journal", f.journalled(jobID(0)), "UNKNOWN/1")
		k.apply = k.keeps(0)
		check(f.T, "after a while", kinds(f.run(f.stores(ends("10.0.0.5")))), "done")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1 APPLIED/1")
		if n := len(f.client.Unresolved()); n != 0 {
			f.Errorf("%d unresolved", n)
		}
	})
	storing(t, func(f *fixture, k *keeper) { // another verb goes, too
		k.store(0, f.stores(ends("10.0.0.5")).Steps[0].Change)
		k.apply = lost
		f.run(f.stores(ends("10.0.0.5")))
		time.Sleep(3 * time.Minute)
		k.apply = nil
		check(f.T, "a start", kinds(f.run(f.plan(1))), "done")
	})
}

// After a death the journal knows what stood there and what was asked, and tells
// neither.
func TestSettleOfAStore(t *testing.T) {
	for stored, want := range map[bool]string{true: "done", false: "absent"} {
		storing(t, func(f *fixture, k *keeper) {
			k.from.Address = model.NewText("10.0.0.1")
			var lines []journal.Line
			k.begin = func() { // what is on the disk when the first byte leaves
				entries, err := f.journal.Entries()
				if err != nil {
					f.Error(err)
				}
				for _, e := range entries {
					l := e.Line
					l.State = journal.Sending
					lines = append(lines, l)
				}
			}
			k.apply = func(_ int, changes []model.Change) []model.Outcome {
				if stored {
					k.store(0, changes[0])
				}
				return all(model.Refused, model.AgainNo)(0, changes) // its answer is forgotten below
			}
			f.run(f.stores(ends("10.0.0.5")))
			text, err := os.ReadFile(f.journal.Path())
			if err != nil || strings.Contains(string(text), "10.0.0") || strings.Contains(string(text), "drs_reader") || strings.Contains(string(text), "s3ntinel") {
				f.Errorf("%v, the journal tells what was stored:\n%s", err, text)
			}
			if err := f.journal.Append(lines...); err != nil {
				f.Fatal(err)
			}
			run, err := f.client.Settle(f.Context())
			if err != nil || run == nil {
				f.Fatalf("Settle = %v, %v", run, err)
			}
			<-run.Done()
			row := lone(f.T, run.Report())
			check(f.T, "outcome", fmt.Sprint(row.Outcome.Kind, " ", row.Name), want+" orders")
			r := run.Report()
			if again := model.Retry("x", f.client.Capabilities(), r.Plan, r); len(again.Steps) != 0 {
				f.Errorf("the journal has no passwords, yet %+v is offered", again.Steps)
			}
		})
	}
}
