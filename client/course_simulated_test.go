package client_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/dryviq"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// simulatedTransfers is a bench over the simulated DryvIQ.
func simulatedTransfers(t *testing.T) (*copyBench, *sim.Sim) {
	service, err := sim.New(sim.Options{Latency: 40 * time.Millisecond, Jobs: 12})
	if err != nil {
		t.Fatal(err)
	}
	b := &copyBench{T: t, dir: ramDir(t)}
	b.dial = func() (client.Backend, func(), func(), func()) {
		p := &plug{dial: service.Dial}
		token := func() rest.Credential { return rest.BearerCredential(model.NewSecret("sim-token"), "test") }
		conn, err := rest.New(rest.Config{Endpoint: "http://dryviq.sim", Credential: token(), Dial: p.connect})
		if err != nil {
			t.Fatal(err)
		}
		return dryviq.New(conn, ""), p.pull, func() { conn.Use(token()) }, conn.Close
	}
	b.begin()
	return b, service
}

const (
	movedTransfer   = "finance-to-sharepoint" // it runs, and has a schedule
	copyOfTransfers = "clone schedule cancel schedule delete"
)

// moved is the copying of a transfer: another target, and a schedule of its own.
func (b *copyBench) moved(service *sim.Sim) model.Copying {
	b.Helper()
	d, parts, err := b.session.client.Sections(b.Context(), model.NewJobID(service.TransferID(movedTransfer)), model.SectionCopy)
	if err != nil || parts[0].Lacks != "" {
		b.Fatal(err, parts)
	}
	c := model.NewCopying(d, "finance, again")
	c = c.With(model.NewEdit(d, parts[0]).With(model.KeyToPath, "/Shared/Partners").With(model.KeyScheduleMode, "auto").With(model.KeyScheduleEvery, "2h"))
	c.Fate = model.FateGoes
	return c
}

// judged looks what has become of both transfers.
func (b *copyBench) judged(service *sim.Sim, r model.CopyReport) {
	b.Helper()
	if !r.Done() {
		b.Errorf("%s: %s", tale(r), r.Rests)
	}
	check(b.T, "written", wroteOn(service), copyOfTransfers)
	if named := service.TransfersNamed("finance, again"); len(named) != 1 || named[0] != r.Copy.ID.Raw() {
		b.Errorf("%v, and the report tells of %v", named, r.Copy.ID)
	}
	if _, _, deleted := service.TransferState(r.Original.ID.Raw()); !deleted {
		b.Error("the original is there still")
	}
	if twice := service.TransferCollisions(); len(twice) != 0 {
		b.Errorf("two ran over the same paths: %v", twice)
	}
	body := string(service.TransferBody(r.Copy.ID.Raw()))
	for _, part := range []string{"/Shared/Partners", `"mode":"auto"`, `"policy":"diff"`, `"lane":"night"`} {
		if !strings.Contains(strings.ReplaceAll(body, ": ", ":"), part) {
			b.Errorf("the copy has no %s: %s", part, body)
		}
	}
	for _, e := range entriesOf(b.T, b.session.journal) {
		if e.Unresolved() {
			b.Errorf("%s of %v was never settled", e.Op, e.Job)
		}
	}
	if kept, err := b.session.client.Copyings(); err != nil || len(kept) != 0 {
		b.Errorf("%+v, %v", kept, err)
	}
}

func onTransfers(t *testing.T, test func(b *copyBench, service *sim.Sim)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b, service := simulatedTransfers(t)
		test(b, service)
		b.end()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestASimulatedTransferIsCopied(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		b.judged(service, over(b.session.begin(b.moved(service))))
	})
}

// Whatever becomes of one answer, and whenever drover dies, the copying of a transfer
// comes to its end: nothing is sent twice, and no two are live over the same paths.
func TestASimulatedTransferIsCopiedWhateverIsLost(t *testing.T) {
	for _, trouble := range []string{"reset-after", "reset-before", "cut", "500", "400", "401", "429", "html", "kill"} {
		hit := 0
		for n := 1; ; n++ {
			troubled := false
			t.Run(fmt.Sprintf("%s at the write %d", trouble, n), func(t *testing.T) {
				onTransfers(t, func(b *copyBench, service *sim.Sim) { troubled = b.troubled(service, trouble, n, dryviqWrite) })
			})
			if !troubled {
				break
			}
			hit++
		}
		if hit < 5 {
			t.Errorf("%s came upon %d writes", trouble, hit)
		}
	}
}

func TestASimulatedTransferIsCopiedWheneverDroverDies(t *testing.T) {
	deaths := 0
	for n := 1; ; n += 3 {
		died := false
		t.Run(fmt.Sprintf("request %d", n), func(t *testing.T) {
			onTransfers(t, func(b *copyBench, service *sim.Sim) {
				died = b.troubled(service, "kill", n, func(string) bool { return true })
			})
		})
		if !died {
			break
		}
		deaths++
	}
	if deaths < 5 {
		t.Errorf("there were %d deaths", deaths)
	}
}

// A server that leaves out what it was asked for is seen before anything is done to the
// original.
func TestWhatASimulatedServerLeavesOutIsSeen(t *testing.T) {
	for fault, key := range map[string]model.FieldKey{
		"ignore:destination": model.KeyToPath, "ignore:name": model.KeyName, "ignore:schedule": "",
	} {
		onTransfers(t, func(b *copyBench, service *sim.Sim) {
			c := b.moved(service)
			service.Script(func(op string, _ int) string {
				if op == "cloneJob" {
					return fault
				}
				return ""
			})
			r := over(b.session.begin(c))
			check(t, fault, wroteOn(service), "clone")
			proved := r.Step(model.CopyProve)
			named := slices.ContainsFunc(proved.Differs, func(d model.Difference) bool { return d.Key == key })
			if proved.State != model.CopyRefused || key != "" && !named || key == "" && !strings.Contains(r.Rests, "of its own already") {
				t.Errorf("%s: %s: %s, %+v", fault, tale(r), r.Rests, proved.Differs)
			}
		})
	}
}

func dryviqWrite(op string) bool {
	return slices.Contains([]string{"cloneJob", "patchJob", "deleteJob"}, op)
}

// troubled has the n-th of some requests go wrong, and reports whether there were so many.
func (b *copyBench) troubled(service *sim.Sim, trouble string, n int, counts func(op string) bool) (troubled bool) {
	b.Helper()
	c := b.moved(service)
	var mu sync.Mutex
	seen, killed := 0, make(chan struct{})
	service.Script(func(op string, _ int) string {
		mu.Lock()
		defer mu.Unlock()
		if !counts(op) {
			return ""
		}
		if seen++; seen != n {
			return ""
		}
		if troubled = true; trouble == "kill" {
			close(killed)
			return "hang"
		}
		return trouble
	})
	k := b.killed(b.session.begin(c), killed)
	b.judged(service, b.goOn(k, model.EndSecrets{}))
	return troubled
}
