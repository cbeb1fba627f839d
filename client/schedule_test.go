package client_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// Schedules: the service's trouble × the jobs' statuses × what the user does,
// all of it random, in virtual time over connections in memory, and judged by
// the service's applied log. DROVER_SCHEDULES sets their number.
func TestSchedules(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("DROVER_SCHEDULES"))
	if err != nil {
		n = 1000
	}
	if os.Getenv("DROVER_SOAK") == "1" {
		n = 1_000_000
	}
	const workers = 2
	var tally tally
	t.Run("all", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint("worker ", w), func(t *testing.T) {
				t.Parallel()
				for seed := w; seed < n && !t.Failed(); seed += workers {
					synctest.Test(t, func(t *testing.T) { schedule(t, uint64(seed), &tally) })
				}
			})
		}
	})
	t.Logf("outcomes of %d schedules: %v", n, tally.counts)
	for _, kind := range []string{"done", "skipped", "refused", "not sent", "absent", "crash", "settled", "stopped", "retried"} {
		if n >= 500 && tally.counts[kind] == 0 {
			t.Errorf("no schedule shows %q: the schedules are too tame", kind)
		}
	}
}

// tally counts what the schedules met, so that none of it goes missing.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (y *tally) add(what string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.counts == nil {
		y.counts = map[string]int{}
	}
	y.counts[what]++
}

func schedule(t *testing.T, seed uint64, y *tally) {
	t.Helper()
	service, err := sim.New(sim.Options{Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 1)), sim: service, dir: ramDir(t)}
	b.prepare()
	s := b.open()
	b.story(&s, y)
	b.quiet()
	b.settleAll(s)
	time.Sleep(10 * time.Minute) // whatever comes late has come by now
	entries, err := s.journal.Entries()
	if err != nil {
		t.Fatal(err)
	}
	b.judge(entries)
	for _, run := range b.runs {
		for _, row := range run.Report().Rows {
			y.add(row.Outcome.Kind.String())
		}
	}
	s.leave()
	if err := service.Close(); err != nil {
		t.Error(err)
	}
	for _, w := range b.wrong {
		t.Errorf("schedule %d: %s", seed, w)
	}
}

// prepare picks the jobs and how they stand, and lets the trouble begin.
func (b *bench) prepare() {
	names := []string{
		"billing-ora-03", "catalog-mongo-02", "reports-yearly", "sessions-redis", "wave2-shop-01", "wave2-shop-02", "wave2-shop-03",
		"orders-dr-backward", "ledger-pg-02", "audit-stream", "hr-payroll", "catalog-mongo-01", "payments-ora-01", "orders-prod-sync-02",
	}
	b.dice.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	few := 1 + b.dice.IntN(4)
	if b.dice.IntN(5) == 0 { // more than one call
		few = 10 + b.dice.IntN(len(names)-9)
	}
	for _, name := range names[:few] {
		id := b.sim.ID(name)
		if id == "" {
			b.Fatalf("the simulator has no job %s", name)
		}
		b.jobs = append(b.jobs, model.NewJobID(id))
		if b.dice.IntN(8) == 0 {
			all := model.Statuses()
			b.sim.Set(id, all[b.dice.IntN(len(all))])
		}
	}
	heat := b.dice.Float64()
	b.sim.Script(func(op string, n int) string { return b.trouble(op, n, heat) })
}

// trouble is what goes wrong with the n-th call of an operation.
func (b *bench) trouble(op string, n int, heat float64) string {
	kinds := []string{
		"429:2s", "429", "500", "502", "503", "504", "reset-before", "reset-after", "slow:3s", "slow:50s", "cut", "html", "empty", "deep", "garbage", "redirect", "loose",
	}
	share := 0.25
	if op == "V3BatchStartJobs" {
		share = 0.9
		kinds = append(kinds, "401", "403", "403:DRS.M00100", "400", "hang", "hang-before", "m00004", "m01503", "m01504", "m01504", "m05066",
			"fail:DRS.M00304", "fail:DRS.M01504", "missing:1", "missing:3", "shuffle", "dup", "slow:2s,reset-after", "missing:1,shuffle")
	}
	k := uint64(n)
	if b.roll(op+" happens", k) >= share*heat {
		return ""
	}
	return kinds[int(b.roll(op+" kind", k)*float64(len(kinds)))%len(kinds)]
}

// story is what the user does.
func (b *bench) story(s **session, y *tally) {
	at := model.AtOnce()
	if b.dice.IntN(4) == 0 {
		at = model.AtTime(time.Now().Add(b.between(time.Minute, 20*time.Minute)))
	}
	jobs := b.jobs
	for round := range 3 {
		run := (*s).send((*s).plan(jobs, at))
		if run == nil {
			return
		}
		switch b.dice.IntN(5) {
		case 0:
			time.Sleep(b.between(0, 20*time.Second))
			run.Stop()
			y.add("stopped")
		case 1, 2:
			time.Sleep(b.between(0, []time.Duration{300 * time.Millisecond, 3 * time.Second, 3 * time.Minute}[b.dice.IntN(3)]))
			(*s).crash()
			y.add("crash")
			*s = b.open()
			if b.dice.IntN(2) == 0 { // the user is faster than the looking
				run = b.startOver(*s, y, jobs, at)
			} else {
				b.settle(*s, y)
				run = (*s).send((*s).plan(jobs, at))
			}
		case 3: // a second window of the same drover
			other := (*s).send((*s).plan(jobs, at))
			<-other.Done()
		}
		<-run.Done()
		if jobs = b.again(run); len(jobs) == 0 || round == 2 {
			return
		}
		y.add("retried")
		if b.dice.IntN(2) == 0 {
			b.settle(*s, y)
		}
	}
}

// startOver settles and starts at the same time.
func (b *bench) startOver(s *session, y *tally, jobs []model.JobID, at model.When) *client.Run {
	run := s.send(s.plan(jobs, at))
	b.settle(s, y)
	return run
}

func (b *bench) settle(s *session, y *tally) {
	s.logIn()
	run, err := s.client.Settle(b.Context())
	if err != nil {
		b.fail("Settle: %v", err)
	}
	if run != nil {
		y.add("settled")
		<-run.Done()
	}
}

// again is what the report offers.
func (b *bench) again(run *client.Run) []model.JobID {
	r := run.Report()
	var ids []model.JobID
	for _, s := range model.Retry("x", model.Capabilities{}, r.Plan, r).Steps {
		ids = append(ids, s.Job.ID)
	}
	return ids
}

// settleAll lets everything come to its end, without trouble.
func (b *bench) settleAll(s *session) {
	for _, run := range b.runs {
		<-run.Done()
	}
	var y tally
	for range 3 {
		b.settle(s, &y)
	}
}
