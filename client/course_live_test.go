package client_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// patched changes a transfer past drover.
func (b *copyBench) patched(service *sim.Sim, id, body string) {
	b.Helper()
	h := http.Client{Transport: &http.Transport{DialContext: service.Dial, DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPatch, "http://dryviq.sim/v1/jobs/"+id, strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer sim-token")
	req.Header.Set("Content-Type", "application/json")
	resp, err := h.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if raw, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		b.Fatalf("%s: %s", resp.Status, raw)
	}
}

// scheduledCopy is the copy of a transfer with the schedule of its own that is given.
func (b *copyBench) scheduledCopy(id string, fate model.Fate, values ...string) model.Copying {
	b.Helper()
	d, parts, err := b.session.client.Sections(b.Context(), model.NewJobID(id), model.SectionCopy)
	if err != nil || parts[0].Lacks != "" {
		b.Fatal(err, parts)
	}
	e := model.NewEdit(d, parts[0]).With(model.KeyScheduleMode, "auto")
	for i := 0; i < len(values); i += 2 {
		e = e.With(model.FieldKey(values[i]), values[i+1])
	}
	c := model.NewCopying(d, "plant, again").With(e)
	c.Fate = fate
	return c
}

// A run that waits in the server's queue is a run: the copy does not go live beside it.
func TestAQueuedOriginalIsNoOriginalAtRest(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		id := service.TransferID("plant-shares-03")
		c := b.scheduledCopy(id, model.FateRests, string(model.KeyScheduleEvery), "15m")
		service.SetTransfer(id, "start")
		r := over(b.session.begin(c))
		if !strings.HasSuffix(wroteOn(service), "cancel schedule") {
			b.Errorf("%s: %s: %s", tale(r), r.Rests, wroteOn(service))
		}
		for range 10 {
			time.Sleep(2 * time.Second)
			if both := service.TransferCollisions(); len(both) > 0 {
				b.Fatalf("%s: %v", tale(r), both)
			}
		}
	})
}

// A comparison that failed fails after a death, too: with the values that no field shows.
func TestARefusedCopyIsRefusedAfterADeath(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		c := b.moved(service)
		var k *client.Course
		ready := make(chan struct{})
		service.Script(func(op string, _ int) string {
			if op == "cloneJob" {
				<-ready
				k.Stop()
			}
			return ""
		})
		k = b.session.begin(c)
		close(ready)
		r := over(k)
		service.Script(func(string, int) string { return "" })
		b.patched(service, r.Copy.ID.Raw(), `{"kind":"transfer","priority":9,"transfer":{"audit_level":"trace"}}`)
		r = b.session.goOn(k.ID(), client.CopyInput{})
		want := tale(r)
		if n := len(r.Step(model.CopyProve).Differs); n != 2 {
			b.Fatalf("%s: %d differ", want, n)
		}
		b.kill()
		for _, in := range []client.CopyInput{{}, {Accept: true}} { // nothing was shown that could be accepted
			b.kill()
			r = b.session.goOn(k.ID(), in)
			check(b.T, "after a death", tale(r), want)
		}
		check(b.T, "written", wroteOn(service), "clone update") // the update is not ours
	})
}

// hooked changes what the service made once it has done something.
type hooked struct {
	*transfers
	then func(change model.Change, made *transfer)
}

func (h *hooked) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	out := h.transfers.Apply(ctx, changes)
	h.then(changes[0], h.jobs[len(h.jobs)-1])
	return out
}

// hook puts something behind the service.
func (f *fixture) hook(service *transfers, then func(model.Change, *transfer)) {
	f.close()
	f.backend = &hooked{service, then}
	f.open()
}

// A copy was made to do nothing by itself: one that tells another mode, or none, is not
// taken for that.
func TestACopyWithAModeOfItsOwnIsRefused(t *testing.T) {
	for mode, want := range map[string]string{
		"manual": "", "Manual": "", "ad-hoc": "",
		"Auto":       "the copy has a schedule of its own already (mode Auto), and was made to do nothing by itself: take it off its schedule and cancel its run, then go on",
		"continuous": "the copy has a schedule of its own already (mode continuous), and was made to do nothing by itself: take it off its schedule and cancel its run, then go on",
		"":           "the copy does not tell whether it has a schedule, and was made to do nothing by itself: take it off its schedule and cancel its run, then go on",
	} {
		for _, status := range []string{"idle", "paused"} {
			transferring(t, func(t *testing.T, f *fixture, service *transfers) {
				f.hook(service, func(change model.Change, made *transfer) {
					if _, ok := change.(model.CloneJob); ok {
						made.values[model.KeyScheduleMode], made.status = mode, status
					}
				})
				c := f.copyOfTransfer(model.FateStays)
				e, _ := c.Edit(model.SectionCopy)
				r := over(f.begin(c.With(e.With(model.KeyScheduleMode, "manual").Put(model.KeyToPath, "/b"))))
				check(t, mode+" "+status, r.Rests, want)
			})
		}
	}
}

// A run that waits for somebody's answer is over once that is given: the copy waits, and
// goes on then.
func TestAnOriginalThatWaitsForAnAnswerIsWaitedFor(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		id := service.TransferID("plant-shares-03")
		c := b.scheduledCopy(id, model.FateRests, string(model.KeyScheduleEvery), "15m")
		service.SetTransfer(id, "awaiting-user")
		k := b.session.begin(c)
		r := over(k)
		if s := r.Step(model.CopyStop); s.State != model.CopyAsks || !strings.Contains(r.Rests, "waits for somebody's answer") {
			b.Fatalf("%s: %s", tale(r), r.Rests)
		}
		service.SetTransfer(id, "idle")
		if r = b.session.goOn(k.ID(), client.CopyInput{}); !r.Done() {
			b.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// A reading that is lost is tried again, whichever it is: nothing was sent, and nobody has
// to be asked.
func TestALostReadingIsNoReasonToRest(t *testing.T) {
	for lost := 1; lost <= 20; lost++ {
		onTransfers(t, func(b *copyBench, service *sim.Sim) {
			c := b.scheduledCopy(service.TransferID("plant-shares-03"), model.FateGoes, string(model.KeyScheduleEvery), "15m")
			reads := 0
			service.Script(func(op string, _ int) string {
				if op != "getJob" {
					return ""
				}
				if reads++; reads == lost {
					return "500"
				}
				return ""
			})
			if r := over(b.session.begin(c)); !r.Done() || reads < lost {
				b.Errorf("reading %d of %d lost: %s: %s", lost, reads, tale(r), r.Rests)
			}
			check(b.T, "written", wroteOn(service), "clone schedule schedule delete")
		})
	}
}
