package sim

import (
	"fmt"
	"slices"
	"time"
)

// prep is what was done to prepare a job: pre-checks and connection tests.
// Jobs that nobody prepared in this world have none.
type prep struct {
	run         *checkRun // the last pre-check; nil: none since its course began
	runs        int       // pre-checks and tests so far
	failed      time.Time // when a pre-check first found what was wrong
	mended      bool      // what was wrong no longer is
	skipped     []string  // items that were skipped
	test        *connTest // the last connection test of v5
	stored      *sides    // both ends as they were stored; nil: they are as they were made
	storedAt    time.Time // since its course began; zero: they were not
	stale       bool      // the pre-check that the world was made with holds no longer
	source      bool      // a test reached it with a password, or it was stored with one
	destination bool
}

// checkRun is one pre-check.
type checkRun struct {
	id    string
	mode  string
	begin time.Time
	steps int // frozen: how often its result was read
	done  bool
	items []checkItem // as they come out
}

const (
	checkFor  = 4 * time.Second  // a pre-check
	mendAfter = 20 * time.Second // somebody mends what a pre-check found
	readings  = 4                // frozen: of a result until it is complete
)

// prepOf reads; what it gives is not kept.
func (s *Sim) prepOf(i int) prep {
	if p := s.preps[i]; p != nil {
		return *p
	}
	return prep{}
}

// prepare gives the prep of a job to write to.
func (s *Sim) prepare(i int) *prep {
	p := s.preps[i]
	if p == nil {
		p = &prep{}
		s.preps[i] = p
	}
	return p
}

// Mend is somebody repairing what the next pre-check of a job would find, or
// what a retry would fail of. Unknown ids are ignored.
func (s *Sim) Mend(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i, ok := s.world.find(id); ok {
		s.prepare(i).mended = true
	}
}

// lastRun is the last pre-check of a job; that of a job as the world was made
// is long done. ok is false if none was run.
func (s *Sim) lastRun(i int) (run checkRun, ok bool) {
	if p := s.prepOf(i); p.run != nil {
		return *p.run, true
	}
	if s.world.jobs[i].check == checkNeither || s.prepOf(i).stale {
		return checkRun{}, false
	}
	id := fmt.Sprintf("%016x", mix(s.world.hash(i)))
	return checkRun{id: id, mode: "forStartJob", done: true, items: s.inspect(i, "forStartJob", "", true)}, true
}

// told is what a run has found by now, and how far it is, in percent.
func (s *Sim) told(i int, run checkRun, now time.Time) (items []checkItem, process int) {
	switch {
	case run.done:
		process = 100
	case s.options.Freeze:
		process = min(100*run.steps/readings, 100)
	default:
		process = min(int(100*now.Sub(run.begin)/checkFor), 100)
	}
	items, skipped := slices.Clone(run.items), s.prepOf(i).skipped
	for k := range items {
		switch it := &items[k]; {
		case k >= len(items)*process/100:
			*it = checkItem{code: it.code, group: it.group, result: pending}
		case it.result != passed && slices.Contains(skipped, it.code):
			it.result, it.skipped = passed, true
		}
	}
	return items, process
}

// pass counts a reading of a run's result in a frozen world.
func (s *Sim) pass(i int) {
	if p := s.preps[i]; s.options.Freeze && p != nil && p.run != nil {
		p.run.steps++
	}
}

// checking: a pre-check runs.
func (s *Sim) checking(i int, now time.Time) bool {
	p := s.prepOf(i)
	if p.run == nil {
		return false
	}
	_, process := s.told(i, *p.run, now)
	return process < 100
}

// checkMode is the purpose that a pre-check may have in a status.
func checkMode(status string) string {
	if status == "CONFIGURATION" {
		return "forStartJob"
	}
	return "forRetryJob"
}

// check begins a pre-check and gives its id. What the first one finds is
// mended by somebody, and passes from the next one on that comes late enough;
// in a frozen world, from the second on.
func (s *Sim) check(i int, mode string, now time.Time) string {
	p, status := s.prepare(i), s.status(i, now)
	if !p.failed.IsZero() && (s.options.Freeze || now.Sub(p.failed) >= mendAfter) {
		p.mended = true
	}
	run := &checkRun{id: s.handle(i), mode: mode, begin: now, items: s.inspect(i, mode, status, !p.mended)}
	if p.failed.IsZero() && passedRate(run.items) < 100 {
		p.failed = now
	}
	p.run = run
	return run.id
}

// handle is a query_id, opaque like the service's own.
func (s *Sim) handle(i int) string {
	p := s.prepare(i)
	p.runs++
	h := mix(s.world.hash(i) + uint64(p.runs))
	return fmt.Sprintf("%016x%016x", h, mix(h))
}

// skip passes items that the last pre-check did not, if they may be skipped.
// All of them are, or none.
func (s *Sim) skip(i int, wanted params, now time.Time) (code, message string) {
	run, ran := s.lastRun(i)
	if !ran {
		return "DRS.M00305", "No pre-check has been run."
	}
	items, _ := s.told(i, run, now)
	for _, name := range wanted.skip {
		k := slices.IndexFunc(items, func(it checkItem) bool { return it.code == name })
		switch {
		case k < 0:
			return "DRS.M00202", "The parameter skipped_precheck_list is invalid: there is no item of this name."
		case !items[k].maySkip:
			return "DRS.M00305", "The pre-check item " + name + " cannot be skipped."
		}
	}
	p := s.prepare(i)
	p.skipped = append(p.skipped, wanted.skip...)
	return "", ""
}
