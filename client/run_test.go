package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"drover/client"
	"drover/model"
)

func TestMain(m *testing.M) {
	if part, ok := os.LookupEnv("CLIENT_CHILD"); ok {
		os.Exit(child(part))
	}
	goleak.VerifyTestMain(m)
}

// bubble runs a test against a scripted backend in virtual time.
func bubble(t *testing.T, jobs int, test func(f *fixture, s *scripted)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(jobs)
		test(newFixture(t, s), s)
	})
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestRunInChunks(t *testing.T) {
	bubble(t, 23, func(f *fixture, s *scripted) {
		r := f.run(f.plan(23))
		check(f.T, "outcomes", kinds(r), "done×23")
		if s.calls() != 3 || len(s.sent[0]) != 10 || len(s.sent[2]) != 3 {
			f.Errorf("calls = %v, want chunks of 10, 10, 3", s.sent)
		}
		check(f.T, "journal", f.journalled(jobID(22)), "APPLIED/1")
		if r.Ended.IsZero() || r.RunID == "" {
			f.Errorf("report = %+v, want an end and an id", r)
		}
	})
}

// Whatever is sent is on the disk, synced, before the call that sends it, and
// nobody else can be at it.
func TestSendingIsWrittenFirst(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		s.begin = func() {
			check(f.T, "journal before the first byte", f.journalled(jobID(0))+f.journalled(jobID(1)), "SENDING/1SENDING/1")
			read, err := f.client.History()
			h := read.Entries
			if err != nil || len(h) != 2 || !h[0].Working || h[0].State != client.JournalSending || h[0].PID != os.Getpid() {
				f.Errorf("history = %+v, want this process at work", h)
			}
			if n := len(f.client.Unresolved()); n != 0 {
				f.Errorf("%d unresolved while being sent", n)
			}
		}
		f.run(f.plan(2))
		if s.calls() != 1 {
			f.Errorf("%d calls", s.calls())
		}
	})
}

func TestStatusesAreReadFirst(t *testing.T) {
	bubble(t, 4, func(f *fixture, s *scripted) {
		p := f.plan(4)
		s.statuses[jobID(1)] = "FULL_TRANSFER_STARTED"
		s.statuses[jobID(2)] = ""
		r := f.run(p)
		check(f.T, "outcomes", kinds(r), "done, skipped, not sent, done")
		check(f.T, "skipped", r.Rows[1].Outcome.Why, "it is running already")
		check(f.T, "not told", r.Rows[2].Outcome.Why, "the service did not tell its status")
		check(f.T, "journal", f.journalled(jobID(1))+" "+f.journalled(jobID(2)), "NOT_SENT/1 NOT_SENT/1")
		if len(s.sent) != 1 || len(s.sent[0]) != 2 {
			f.Errorf("sent %v", s.sent)
		}
	})
}

// A chunk is made ready while the one before it is out. What that told is not
// relied on once it is old.
func TestStatusesAreReadAgainWhenOld(t *testing.T) {
	bubble(t, 12, func(f *fixture, s *scripted) {
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call == 1 {
				time.Sleep(2100 * time.Millisecond)
				s.set("STARTJOBING", []model.Change{model.StartJob{ID: jobID(10)}})
			}
			return s.take(changes)
		}
		r := f.run(f.plan(12))
		check(f.T, "outcomes", kinds(r), "done×10, skipped, done")
		check(f.T, "skipped", r.Rows[10].Outcome.Why, "it is starting already")
		check(f.T, "the second call", fmt.Sprint(s.sent[1:]), fmt.Sprint([][]model.JobID{{jobID(11)}}))
	})
}

// The same between a refusal to take a call now and the second attempt.
func TestStatusesAreReadAgainAfterAThrottle(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call > 1 {
				return s.take(changes)
			}
			time.AfterFunc(time.Second, func() { s.set("STARTJOBING", changes[:1]) })
			return all(model.NotSent, model.AgainThrottle)(call, changes)
		}
		r := f.run(f.plan(2))
		check(f.T, "outcomes", kinds(r), "skipped, done")
		check(f.T, "skipped", r.Rows[0].Outcome.Why, "it is starting already")
		check(f.T, "the second call", fmt.Sprint(s.sent[1:]), fmt.Sprint([][]model.JobID{{jobID(1)}}))
	})
}

func TestUnreadStatusesSendNothing(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		s.status = func(int) error { return errRead }
		r := f.run(f.plan(2))
		check(f.T, "outcomes", kinds(r), "not sent×2")
		if s.calls() != 0 {
			f.Error("sent without having read the statuses")
		}
	})
}

func TestOutcomesGoById(t *testing.T) {
	bubble(t, 3, func(f *fixture, s *scripted) {
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.set("STARTJOBING", changes[:1])
			return []model.Outcome{ // the other way round, and one is missing
				{ID: jobID(2), Kind: model.Refused, Code: model.NewText("DRS.M00304")},
				{ID: jobID(0), Kind: model.Accepted},
			}
		}
		r := f.run(f.plan(3))
		check(f.T, "outcomes", kinds(r), "done, absent, refused")
		check(f.T, "code", r.Rows[2].Outcome.Code.String(), "DRS.M00304")
		check(f.T, "journal", f.journalled(jobID(1)), "ABSENT/1")
	})
}

func TestThrottledOnceMore(t *testing.T) {
	bubble(t, 12, func(f *fixture, s *scripted) {
		var at []time.Time
		s.begin = func() { at = append(at, time.Now()) }
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call == 1 {
				out := all(model.NotSent, model.AgainThrottle)(call, changes)
				out[0].After = 25
				return out
			}
			return s.take(changes)
		}
		r := f.run(f.plan(12))
		check(f.T, "outcomes", kinds(r), "done×12")
		check(f.T, "journal", f.journalled(jobID(0)), "APPLIED/2")
		if at[1].Sub(at[0]) != 25*time.Second || at[2].Sub(at[1]) < 6*time.Second {
			f.Errorf("calls at %v: want 25 s of rest, then at most one in 6 s", at)
		}
	})
}

// A row that waits is told the very moment at which it is sent again.
func TestThrottledUntil(t *testing.T) {
	bubble(t, 20, func(f *fixture, s *scripted) {
		var at []time.Time
		s.begin = func() { at = append(at, time.Now()) }
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call%2 == 1 {
				return all(model.NotSent, model.AgainThrottle)(call, changes)
			}
			return s.take(changes)
		}
		plan := f.plan(20)
		for i, step := range plan.Steps { // how long it waits is chance
			plan.ID, plan.Steps = f.client.NewIntent(), []model.Step{step}
			run := f.apply(plan)
			time.Sleep(time.Second)
			told := run.Report().Rows[0].Next
			<-run.Done()
			if sent := at[2*i+1]; !sent.Equal(told) {
				f.Errorf("sent %v after what it was told", sent.Sub(told))
			}
		}
	})
}

func TestThrottledTwice(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		s.apply = all(model.NotSent, model.AgainThrottle)
		check(f.T, "outcomes", kinds(f.run(f.plan(1))), "not sent")
		if s.calls() != 2 {
			f.Errorf("%d calls, want 2", s.calls())
		}
	})
}

func TestUnreachedThreeTimes(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		s.apply = all(model.NotSent, model.AgainNetwork)
		check(f.T, "outcomes", kinds(f.run(f.plan(1))), "not sent")
		check(f.T, "journal", f.journalled(jobID(0)), "NOT_SENT/3")
		if s.calls() != 3 {
			f.Errorf("%d calls, want 3", s.calls())
		}
	})
}

func TestNothingMoreWithoutALogin(t *testing.T) {
	bubble(t, 11, func(f *fixture, s *scripted) {
		s.apply = all(model.NotSent, model.AgainLogin)
		r := f.run(f.plan(11))
		check(f.T, "outcomes", kinds(r), "not sent×11")
		check(f.T, "the last", r.Rows[10].Outcome.Why, "the login ended; nothing more was sent")
		if s.calls() != 1 || r.Stopped {
			f.Errorf("%d calls, stopped %v", s.calls(), r.Stopped)
		}
	})
}

func TestSendNoMore(t *testing.T) {
	bubble(t, 30, func(f *fixture, s *scripted) {
		s.begin = func() { f.client.Runs()[0].Stop() }
		run := f.apply(f.plan(30))
		<-run.Done()
		r := run.Report()
		check(f.T, "outcomes", kinds(r), "done×10, not sent×20")
		check(f.T, "reason", r.Rows[10].Outcome.Why, "you asked to send no more")
		check(f.T, "journal", f.journalled(jobID(10))+f.journalled(jobID(20)), "NOT_SENT/1") // the next chunk was ready
		if !r.Stopped {
			f.Error("the report does not say that it was stopped")
		}
	})
}

func TestScheduledTimeHasPassed(t *testing.T) {
	bubble(t, 11, func(f *fixture, s *scripted) {
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.set("WAITING_FOR_START", changes)
			time.Sleep(time.Hour)
			return all(model.Accepted, model.AgainNo)(0, changes)
		}
		r := f.run(f.planAt(11, model.AtTime(time.Now().Add(10*time.Minute))))
		check(f.T, "outcomes", kinds(r), "done×10, not sent")
		if why := r.Rows[10].Outcome.Why; !strings.Contains(why, "has passed") {
			f.Errorf("reason = %q", why)
		}
	})
}

func TestPlansThatAreRefused(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		good := f.plan(2)
		twice, unset, foreign, pending, nobody := f.plan(2), f.planAt(2, model.When{}), f.plan(2), f.plan(2), f.plan(0)
		twice.Steps = append(twice.Steps, twice.Steps[0])
		foreign.Steps[0].Change = model.StartJob{ID: jobID(7), At: model.AtOnce()}
		pending.Steps[1].Pending = true
		for name, p := range map[string]model.Plan{"twice": twice, "unset": unset, "foreign": foreign, "pending": pending, "nobody": nobody} {
			if _, err := f.client.Apply(f.Context(), p); err == nil {
				f.Errorf("%s: was taken", name)
			}
		}
		f.run(good)
		if _, err := f.client.Apply(f.Context(), good); err == nil {
			f.Error("a second enter sent the plan again")
		}
		if s.calls() != 1 {
			f.Errorf("%d calls, want 1", s.calls())
		}
	})
}

func TestReadOnly(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		c := client.New(s, client.Options{Journal: f.journal, Place: client.Place{ReadOnly: true}})
		defer func() { _ = c.Close() }()
		if _, err := c.Apply(f.Context(), f.plan(1)); err == nil {
			f.Error("a read-only client sent")
		}
		if why := c.Capabilities().Verbs[model.Start]; why == "" {
			f.Error("a read-only client offers start")
		}
	})
}

func TestIntents(t *testing.T) {
	bubble(t, 0, func(f *fixture, _ *scripted) {
		seen := map[string]bool{}
		for range 1000 {
			id := f.client.NewIntent()
			if len(id) != 26 || seen[id] {
				f.Fatalf("intent %q: want 26 characters, never the same", id)
			}
			seen[id] = true
		}
	})
}
