package drs_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/dbobject"
	"drover/client/drs"
	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// onSimulator runs f with a backend on a simulator and a clock of its own.
func onSimulator(t *testing.T, o sim.Options, f func(*testing.T, *drs.Backend, *sim.Sim)) {
	t.Helper()
	if _, err := checker(); err != nil { // not inside: it is shared
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		b, s := simulated(t, o)
		f(t, b, s)
	})
}

// jobOf is a job of the simulator by its name.
func jobOf(t testing.TB, b *drs.Backend, s *sim.Sim, name string) model.Job {
	t.Helper()
	d, err := b.Job(t.Context(), model.NewJobID(s.ID(name)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	d.Job.Generation = "v5"
	return d.Job
}

func read(t testing.TB, b *drs.Backend, job model.Job, which objects.Which, only ...string) objects.Reading {
	t.Helper()
	r, err := b.Objects(t.Context(), job, objects.Ask{Which: which, Databases: only}, nil)
	if err != nil {
		t.Fatalf("%v of %s: %v", which, job.Name, err)
	}
	return r
}

// save sends other objects and waits until they are stored, or not.
func save(t testing.TB, b *drs.Backend, job model.Job, base, want *objects.Listing) (o model.Outcome, st objects.SavingStatus) {
	t.Helper()
	o = b.Apply(t.Context(), []model.Change{model.SetObjects{Job: job, Base: base, Want: want, Bytes: dbobject.Size(want)}})[0]
	if o.Kind != model.Accepted || o.Query.Empty() {
		return o, st
	}
	for st.State = objects.SavingPending; st.State == objects.SavingPending; time.Sleep(time.Second) {
		var err error
		if st, err = b.SavingStatus(t.Context(), job.ID, o.Query); err != nil {
			t.Fatal(err)
		}
	}
	return o, st
}

// TestObjectsOfTheSimulator: of every job that may have others the source is read and
// what it holds, a table leaves and another has a new name, and what the service
// holds afterwards is what was asked for. Requests and answers keep the contract.
func TestObjectsOfTheSimulator(t *testing.T) {
	saved, followed := 0, 0
	onSimulator(t, sim.Options{Prepared: true, Tables: 300}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
		for _, j := range list(t.Context(), b).jobs {
			status := j.Status.Raw()
			if j.Generation != "v5" || j.Scenario == model.DR || !j.Parent.Empty() || status != "CONFIGURATION" && (j.Scenario != model.Sync || !strings.HasPrefix(status, "INCRE_TRANSFER_")) {
				continue
			}
			job := jobOf(t, b, s, j.Name.Raw())
			source, err := b.Objects(t.Context(), job, objects.Ask{}, nil)
			if err != nil { // some cannot be reached
				continue
			}
			held := read(t, b, job, objects.Held)
			if strings.HasPrefix(status, "INCRE_") {
				read(t, b, job, objects.Synchronized)
			}
			state := objects.Open(source.Listing, held.Listing)
			was := state.Document(held.Listing.Scope)
			leaf, chosen := objects.None, state.ChosenSet()
			for n := objects.Node(state.Tree().Boxes()); int(n) < state.Tree().Len(); n++ { //nolint:gosec // few
				if chosen.Has(n) && state.Tree().Kind(n) == objects.Table && state.Extra(n).Empty() {
					leaf = n
				}
			}
			if held.Listing.Scope != objects.ScopeTable || leaf == objects.None {
				continue
			}
			want := state.Select(objects.SetOf(state.Tree(), leaf), false).Document(held.Listing.Scope)
			o, st := save(t, b, job, was, want)
			if o.Kind == model.Refused { // the rules of a link are the simulator's
				t.Logf("%s: %v %v", job.Name, o.Code, o.Message)
				continue
			}
			if o.Kind != model.Accepted || !o.Query.Empty() && st.State != objects.SavingDone {
				t.Errorf("%s: %+v %+v", job.Name, o, st)
			}
			saved++
			if !o.Query.Empty() {
				followed++
			}
			again := read(t, b, job, objects.Held).Listing
			kept, err := dbobject.Read(bytes.NewReader(s.Objects(job.ID.Raw())), dbobject.Options{})
			if err != nil || again.Print() != want.Print() || kept.Print() != want.Print() || again.Print() == was.Print() {
				t.Errorf("%s: what was asked for is not there: %v", job.Name, err)
			}
		}
	})

	if saved < 3 || followed == 0 {
		t.Errorf("%d saved, %d followed", saved, followed)
	}
}

// plainTable is the first table of a reading of which nothing is said.
func plainTable(r objects.Reading) objects.Path {
	t := r.Listing.Tree
	for n := objects.Node(t.Boxes()); int(n) < t.Len(); n++ { //nolint:gosec // few
		if t.Kind(n) == objects.Table {
			return t.Path(n)
		}
	}
	return objects.Path{}
}

// TestTablesOfTheSimulator: what is asked about single tables, for an engine with
// schemas and for one without.
func TestTablesOfTheSimulator(t *testing.T) {
	levels := map[bool]int{}
	onSimulator(t, sim.Options{Prepared: true, Tables: 300}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
		for _, j := range list(t.Context(), b).jobs {
			if j.Generation != "v5" || j.Scenario != model.Sync || !j.Parent.Empty() || !slices.Contains([]string{"CONFIGURATION", "INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED"}, j.Status.Raw()) {
				continue
			}
			source, err := b.Objects(t.Context(), j, objects.Ask{}, nil)
			if err != nil {
				continue
			}
			p := plainTable(source)
			levels[p.Schema != ""]++
			columns, err := b.Columns(t.Context(), j, []objects.Path{p}, true)
			if err != nil || len(columns) != 1 || columns[0].Path != p || len(columns[0].Columns) < 8 || columns[0].Total != len(columns[0].Columns) || !columns[0].Columns[0].Key || columns[0].Columns[0].Type == "" {
				t.Errorf("%s: %v %+v", j.Name, err, columns)
				continue
			}
			name := columns[0].Columns[1].Name
			verdicts, err := b.CheckFilters(t.Context(), j, []objects.FilterTry{{Path: p, Conditions: []string{name + " > 5"}}})
			if err != nil || len(verdicts) != 1 || !verdicts[0].OK || verdicts[0].Path != p {
				t.Errorf("%s: %v %+v", j.Name, err, verdicts)
			}
			verdicts, err = b.CheckFilters(t.Context(), j, []objects.FilterTry{{Path: p, Conditions: []string{name + " > (5"}}})
			if err != nil || len(verdicts) != 1 || verdicts[0].OK || verdicts[0].Message == "" {
				t.Errorf("%s: %v %+v", j.Name, err, verdicts)
			}
			if support, err := b.ObjectSupport(t.Context(), j); err != nil || !support.Read || support.ColumnMapping == model.NotTold || support.Incr == model.NotTold {
				t.Errorf("%s: %v %+v", j.Name, err, support)
			}
			if maps, err := b.ObjectMappings(t.Context(), j, objects.Path{}, model.Page{Limit: 5}); err != nil || len(maps.Rows) > 5 || maps.Total < len(maps.Rows) {
				t.Errorf("%s: %v %+v", j.Name, err, maps)
			}
		}
	})
	if levels[true] == 0 || levels[false] == 0 {
		t.Errorf("with schemas %d, without %d", levels[true], levels[false])
	}
}

// TestObjectsThroughFaults: whatever the service does to the answers, a reading is
// whole or an error, and what is read at last is what there is.
func TestObjectsThroughFaults(t *testing.T) {
	const name = "orders-prod-sync-02"
	var want [32]byte // but where blanks come in, and where the job itself moves on
	onSimulator(t, sim.Options{Tables: 3000}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
		want = read(t, b, jobOf(t, b, s, name), objects.Held).Listing.PrintWhole()
	})
	for _, fault := range []string{
		"loose", "cut/2", "429:1s/2", "503/3", "reset-after/3", "slow:2s", "html/7", "expire/7", "empty/7", "drift",
		"cut@ShowDbObjectCollectionStatus/2", "cut@ShowDbObjectsList/2", "429:2s@ShowDbObjectCollectionStatus/2",
	} {
		t.Run(fault, func(t *testing.T) {
			onSimulator(t, sim.Options{Tables: 3000, Fault: fault}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
				job := model.Job{ID: model.NewJobID(s.ID(name)), Generation: "v5", Scenario: model.Sync}
				whole := map[objects.Which]int{}
				for range 6 {
					for _, which := range []objects.Which{objects.Held, objects.Source} {
						got, err := b.Objects(t.Context(), job, objects.Ask{Which: which, Refresh: true}, nil)
						switch {
						case err != nil:
						case which == objects.Source && got.Listing.Tree.LeafCount() < 3000:
							t.Errorf("%d leaves of a source", got.Listing.Tree.LeafCount())
						case which == objects.Held && fault != "loose" && fault != "drift" && got.Listing.PrintWhole() != want:
							t.Error("it is not what the job holds")
						default:
							whole[which]++
						}
					}
				}
				if fault != "expire/7" && (whole[objects.Held] == 0 || whole[objects.Source] == 0) { // a token that somebody gave does not come back
					t.Errorf("nothing was read: %v", whole)
				}
			})
		})
	}
}

// TestAReEditOfTheSimulator: objects of a running sync are saved, checked and taken
// over by a child job; before anything was saved there is nothing to take over.
func TestAReEditOfTheSimulator(t *testing.T) {
	onSimulator(t, sim.Options{Tables: 300}, func(t *testing.T, b *drs.Backend, s *sim.Sim) {
		job := jobOf(t, b, s, "orders-prod-sync-02")
		reEdit := model.Act{ID: job.ID, Verb: model.ReEdit, Generation: "v5"}
		if o := b.Apply(t.Context(), []model.Change{reEdit})[0]; o.Kind != model.Refused {
			t.Errorf("nothing was saved: %+v", o)
		}
		held := read(t, b, job, objects.Held).Listing
		state := objects.Open(read(t, b, job, objects.Source).Listing, held)
		var leave objects.Node
		state.ChosenSet().Each(func(n objects.Node) bool {
			leave = n
			return state.Tree().IsBox(n) || !state.Extra(n).Empty()
		})
		want := state.Select(objects.SetOf(state.Tree(), leave), false).Document(held.Scope)
		if o, st := save(t, b, job, held, want); o.Kind != model.Accepted || !o.Query.Empty() && st.State != objects.SavingDone {
			t.Fatalf("%+v %+v", o, st)
		}
		check := b.Apply(t.Context(), []model.Change{model.CheckJob{ID: job.ID, Mode: model.ForRetry, Generation: "v5"}})[0]
		for range 200 {
			if p, err := b.PreCheck(t.Context(), job.ID, check.Query); err != nil || p.Process == 100 {
				break
			}
			time.Sleep(5 * time.Second)
		}
		if o := b.Apply(t.Context(), []model.Change{reEdit})[0]; o.Kind != model.Accepted {
			t.Fatalf("%+v", o)
		}
		if st := jobOf(t, b, s, "orders-prod-sync-02").Status.Raw(); st != "CHANGE_JOB_STARTED" {
			t.Errorf("it is %s", st)
		}
	})
}
