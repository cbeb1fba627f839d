package client_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
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
	schedules(t, func(uint64) errand { return starting() },
		"done", "skipped", "refused", "not sent", "absent", "crash", "settled", "stopped", "retried")
}

// The same for everything else that changes a job: copies most of all.
func TestSchedulesOfActs(t *testing.T) {
	all := errands()
	schedules(t, func(seed uint64) errand { return all[seed%uint64(len(all))] },
		"done", "skipped", "refused", "not sent", "absent", "crash", "settled", "stopped", "retried",
		"done clone", "done pause", "done resume", "done retry", "done reset", "done end", "done force end", "done delete", "rarely absent clone", "rarely adopted")
}

// The same for new jobs, whose answers alone tell their ids: which of them is
// whose their tags tell.
func TestSchedulesOfCreates(t *testing.T) {
	schedules(t, func(uint64) errand { return creation() },
		"done", "refused", "not sent", "absent", "crash", "settled", "stopped", "retried")
}

// schedules runs them; each of wanted must have been met, and what is rare in
// many.
func schedules(t *testing.T, errandOf func(seed uint64) errand, wanted ...string) {
	t.Helper()
	everySchedule(t, func(t *testing.T, seed uint64, y *tally) {
		t.Helper()
		schedule(t, seed, errandOf(seed), y)
	}, wanted...)
}

// everySchedule runs one after the other of some sort.
func everySchedule(t *testing.T, one func(t *testing.T, seed uint64, y *tally), wanted ...string) {
	t.Helper()
	manySchedules(t, 1000, 1_000_000, one, wanted...)
}

// manySchedules runs so many where nobody says how many, or so many in a soak.
func manySchedules(t *testing.T, usual, soak int, one func(t *testing.T, seed uint64, y *tally), wanted ...string) {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("DROVER_SCHEDULES"))
	if err != nil {
		n = usual
	}
	if os.Getenv("DROVER_SOAK") == "1" {
		n = soak
	}
	const workers = 2
	var tally tally
	t.Run("all", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint("worker ", w), func(t *testing.T) {
				t.Parallel()
				for seed := w; seed < n && !t.Failed(); seed += workers {
					synctest.Test(t, func(t *testing.T) { one(t, uint64(seed), &tally) })
				}
			})
		}
	})
	t.Logf("outcomes of %d schedules: %v", n, tally.counts)
	for _, kind := range wanted {
		kind, rare := strings.CutPrefix(kind, "rarely ")
		if enough := map[bool]int{false: 500, true: 5000}[rare]; n >= enough && tally.counts[kind] == 0 {
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

func schedule(t *testing.T, seed uint64, e errand, y *tally) {
	t.Helper()
	service, err := sim.New(sim.Options{Jobs: e.fleet, Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, seed: seed, dice: rand.New(rand.NewPCG(seed, 1)), sim: service, dir: ramDir(t), errand: e}
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
			y.add(row.Outcome.Kind.String() + " " + string(e.wish.Verb))
			if row.Makes && strings.Contains(row.Outcome.Why, "an earlier attempt") {
				y.add("adopted")
			}
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

// story is what the user does.
func (b *bench) story(s **session, y *tally) {
	jobs := b.jobs
	for round := range 3 {
		run := (*s).send(b.plan(*s, jobs))
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
				run = b.startOver(*s, y, jobs)
			} else {
				b.settle(*s, y)
				run = (*s).send(b.plan(*s, jobs))
			}
		case 3: // a second window of the same drover
			other := (*s).send(b.plan(*s, jobs))
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
func (b *bench) startOver(s *session, y *tally, jobs []model.JobID) *client.Run {
	run := s.send(b.plan(s, jobs))
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
