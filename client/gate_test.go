package client_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
)

// hurried is the real backend under another limit of writes; it notes when
// each began.
type hurried struct {
	client.Backend
	writes float64

	mu    sync.Mutex
	begun []time.Time
}

func (h *hurried) Limits() client.Limits {
	l := h.Backend.Limits()
	l.Writes = h.writes
	return l
}

func (h *hurried) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	h.mu.Lock()
	h.begun = append(h.begun, time.Now())
	h.mu.Unlock()
	return h.Backend.Apply(ctx, changes)
}

// rate is the calls a second, from the first start to the last.
func (h *hurried) rate() float64 {
	last := len(h.begun) - 1
	return float64(last) / h.begun[last].Sub(h.begun[0]).Seconds()
}

// wave is one batch start of many jobs, against a service with a quota.
type wave struct {
	*hurried
	service *sim.Sim
	report  model.Report
	seen    []sim.Seen // from the first request of the run on
}

// waveOf starts n jobs at so many calls a second. quota is the fault that a
// call of an operation meets.
func waveOf(t *testing.T, n int, writes float64, latency time.Duration, quota func(op string) string) *wave {
	t.Helper()
	service, err := sim.New(sim.Options{Jobs: 13 * n, Latency: latency})
	if err != nil {
		t.Fatal(err)
	}
	backend, conn := connect(t, service.Dial)
	w := &wave{hurried: &hurried{Backend: backend, writes: writes}, service: service}
	j, err := journal.Open(ramDir(t))
	if err != nil {
		t.Fatal(err)
	}
	c := client.New(w.hurried, client.Options{Journal: j, Place: client.Place{Project: "p1", Origin: somewhere}})
	t.Cleanup(func() {
		for _, end := range []func() error{c.Close, j.Close, func() error { conn.Close(); return nil }, service.Close} {
			if err := end(); err != nil {
				t.Error(err)
			}
		}
	})
	picks := willing(t, backend, n)
	time.Sleep(time.Minute)
	before := time.Now()
	service.Script(func(op string, _ int) string { return quota(op) })
	run, err := c.Apply(t.Context(), model.NewPlan(c.NewIntent(), c.Capabilities(), model.Wish{Verb: model.Start, When: model.AtOnce()}, picks))
	if err != nil {
		t.Fatal(err)
	}
	<-run.Done()
	w.report = run.Report()
	for _, seen := range service.Requests() {
		if !seen.At.Before(before) {
			w.seen = append(w.seen, seen)
		}
	}
	return w
}

// willing finds n jobs whose pre-check lets them start.
func willing(t *testing.T, b client.Backend, n int) []model.Pick {
	t.Helper()
	var picks []model.Pick
	listed := map[model.JobID]bool{} // some are, in both generations
	for page, err := range b.Jobs(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		for _, job := range page.Jobs {
			if job.Status.Raw() != "CONFIGURATION" || len(picks) == n || listed[job.ID] {
				continue
			}
			listed[job.ID] = true
			if check, err := b.(client.Checks).PreCheck(t.Context(), job.ID, model.Text{}); err == nil && check.PassedRate == 100 {
				picks = append(picks, model.Pick{Job: job, Check: &check})
			}
		}
	}
	if len(picks) < n {
		t.Fatalf("%d jobs may start, not %d", len(picks), n)
	}
	return picks
}

// throttled counts the answers 429 to an operation, "" for all of them.
func (w *wave) throttled(op string) int {
	n := 0
	for _, seen := range w.seen {
		if seen.Status == 429 && (op == "" || seen.Op == op) {
			n++
		}
	}
	return n
}

// once checks that what is said of each job is what the service did.
func (w *wave) once(t *testing.T) {
	t.Helper()
	applied := map[string]int{}
	for _, a := range w.service.Applied() {
		applied[a.JobID]++
	}
	for _, row := range w.report.Rows {
		switch n := applied[row.ID.Raw()]; row.Outcome.Kind {
		case model.Done, model.Accepted:
			if n != 1 {
				t.Errorf("%v is %v and was started %d times", row.ID, row.Outcome.Kind, n)
			}
		case model.Refused: // the service's own word: some of a pair depend on each other
			if n != 0 || row.Outcome.Code.Empty() {
				t.Errorf("%v is refused and was started %d times", row.ID, n)
			}
		default:
			t.Errorf("%v is %v: %s", row.ID, row.Outcome.Kind, row.Outcome.Why)
		}
	}
	if c := w.report.Count(); c.Accepted < 9*len(w.report.Rows)/10 {
		t.Errorf("only %+v", c)
	}
}

const startOp = "V3BatchStartJobs"

// startsOnly is a quota of starts.
func startsOnly(n int) func(op string) string {
	return func(op string) string {
		if op == startOp {
			return fmt.Sprint("limit:", n)
		}
		return ""
	}
}

// As many calls as the service takes, and none that it refuses: what a call
// takes, and what is read before it, costs nothing as long as it is less than
// the distance between two calls.
func TestStartsKeepToTheQuota(t *testing.T) {
	for _, c := range []struct {
		quota   int
		latency time.Duration
	}{{2, 0}, {2, 400 * time.Millisecond}, {10, 0}, {10, 30 * time.Millisecond}, {10, 90 * time.Millisecond}} {
		synctest.Test(t, func(t *testing.T) {
			w := waveOf(t, 300, float64(c.quota), c.latency, startsOnly(c.quota))
			w.once(t)
			if got := w.rate() / float64(c.quota); got < 0.97 || got > 1 || w.throttled("") > 0 || len(w.begun) != 30 {
				t.Errorf("%d a second, %v each: %d calls at %.3f of the quota, %d refused", c.quota, c.latency, len(w.begun), got, w.throttled(""))
			}
		})
	}
}

// A quota that is lower than drover thinks, or that others use, is found out
// with a handful of refusals; every job is started, once.
func TestStartsUnderALowerQuota(t *testing.T) {
	for _, c := range []struct {
		writes float64
		quota  int
	}{{2, 1}, {10, 2}, {10, 5}, {50, 3}} {
		synctest.Test(t, func(t *testing.T) {
			w := waveOf(t, 300, c.writes, 20*time.Millisecond, startsOnly(c.quota))
			w.once(t)
			if n := w.throttled(""); n == 0 || n > 6 {
				t.Errorf("%v under a quota of %d: %d refused", c.writes, c.quota, n)
			}
			t.Logf("%v under a quota of %d: %d refused, %.2f of the quota", c.writes, c.quota, w.throttled(""), w.rate()/float64(c.quota))
		})
	}
}

// What is read for a batch keeps within a quota of all calls together.
func TestBatchWithinAQuotaOfAllCalls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := waveOf(t, 1000, 2, 30*time.Millisecond, func(string) string { return "limit:10" })
		w.once(t)
		if n := w.throttled(""); n > 0 {
			t.Errorf("%d of %d calls refused", n, len(w.seen))
		}
		t.Log(w.perMinute())
	})
}

// perMinute tells how many requests of each operation a minute of the run saw.
func (w *wave) perMinute() string {
	ops, most := map[string]int{}, 0
	for i, seen := range w.seen {
		ops[seen.Op]++
		k := i
		for k < len(w.seen) && w.seen[k].At.Sub(seen.At) < time.Second {
			k++
		}
		most = max(most, k-i)
	}
	took := w.seen[len(w.seen)-1].At.Sub(w.seen[0].At).Minutes()
	return fmt.Sprintf("%d requests in %.1f minutes, %.0f a minute, at most %d in a second: %v", len(w.seen), took, float64(len(w.seen))/took, most, ops)
}

// A refusal is forgotten after ten minutes without another one.
func TestRefusalIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(400)
		b := &hurried{Backend: s, writes: 2}
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call == 2 {
				return all(model.NotSent, model.AgainThrottle)(call, changes)
			}
			return s.take(changes)
		}
		f := newFixture(t, b)
		f.run(f.plan(200))
		gap := func(i int) time.Duration { return b.begun[i].Sub(b.begun[i-1]).Round(10 * time.Millisecond) }
		if got := fmt.Sprint(gap(1), gap(2) >= 6*time.Second, gap(3), gap(4), gap(5), gap(6), gap(20)); got != "510ms true 6s 3s 1.5s 1.02s 1.02s" {
			t.Errorf("after a refusal: %s", got)
		}
		time.Sleep(11 * time.Minute)
		for i := range 400 {
			s.set("CONFIGURATION", []model.Change{model.StartJob{ID: jobID(i)}})
		}
		n := len(b.begun)
		f.run(f.plan(200))
		if got := gap(n + 5); got != 510*time.Millisecond {
			t.Errorf("ten minutes later: %v", got)
		}
	})
}

// A refusal never makes a service that takes fewer writes than one in six
// seconds be asked more often.
func TestRefusalMakesNothingFaster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(60)
		b := &hurried{Backend: s, writes: 0.1}
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call == 2 || call == 4 {
				return all(model.NotSent, model.AgainThrottle)(call, changes)
			}
			return s.take(changes)
		}
		f := newFixture(t, b)
		check(t, "outcomes", kinds(f.run(f.plan(60))), "done×60")
		for i := range b.begun[1:] {
			if gap := b.begun[i+1].Sub(b.begun[i]); gap < 10*time.Second {
				t.Errorf("call %d comes %v after the one before", i+2, gap)
			}
		}
	})
}

// Runs side by side share the quota.
func TestTwoRunsShareTheGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(200)
		b := &hurried{Backend: s, writes: 2}
		f := newFixture(t, b)
		one, two := f.plan(100), f.plan(200)
		two.Steps = two.Steps[100:]
		runs := []*client.Run{f.apply(one), f.apply(two)}
		for _, run := range runs {
			<-run.Done()
			check(t, "outcomes", kinds(run.Report()), "done×100")
		}
		if got := b.rate(); len(b.begun) != 20 || got > 2 || got < 1.94 {
			t.Errorf("%d calls, %.2f a second", len(b.begun), got)
		}
	})
}

// BenchmarkBatchStart is a batch start of 1,000 jobs, in virtual time: what
// part of the quota it uses, and how many calls are refused.
func BenchmarkBatchStart(b *testing.B) {
	for _, n := range []int{2, 10} {
		b.Run(fmt.Sprint(n, " a second"), func(b *testing.B) {
			for b.Loop() {
				virtual(b, func(t *testing.T) {
					w := waveOf(t, 1000, float64(n), 30*time.Millisecond, startsOnly(n))
					w.once(t)
					b.ReportMetric(w.rate()/float64(n), "of-quota")
					b.ReportMetric(float64(w.throttled("")), "refused")
				})
			}
		})
	}
}

// virtual runs a part of a benchmark in virtual time, which is for tests.
func virtual(b *testing.B, part func(t *testing.T)) {
	b.Helper()
	all := func(string, string) (bool, error) { return true, nil }
	if !testing.RunTests(all, []testing.InternalTest{{Name: b.Name(), F: func(t *testing.T) { synctest.Test(t, part) }}}) {
		b.Fatal("failed in virtual time")
	}
}
