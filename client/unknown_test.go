package client_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

func lost(_ int, changes []model.Change) []model.Outcome {
	return all(model.UnknownOutcome, model.AgainNo)(0, changes)
}

func TestLooksAndIsAbsent(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		var at time.Time
		s.apply = func(_ int, changes []model.Change) []model.Outcome { at = time.Now(); return lost(0, changes) }
		r := f.run(f.plan(1))
		check(f.T, "outcomes", kinds(r), "absent")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1")
		var looks []string
		for _, read := range s.reads[1:] {
			looks = append(looks, read.Sub(at).String())
		}
		check(f.T, "looks", strings.Join(looks, " "), "2s 5s 10s 20s 40s 2m0s")
		if r.Retryable() != 1 {
			f.Error("an absent start is not offered again")
		}
	})
}

func TestFoundByALook(t *testing.T) {
	bubble(t, 11, func(f *fixture, s *scripted) {
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			if call > 1 {
				return s.take(changes)
			}
			time.AfterFunc(7*time.Second, func() { s.set("STARTJOBING", changes) })
			return lost(0, changes)
		}
		r := f.run(f.plan(11))
		check(f.T, "outcomes", kinds(r), "done×11")
		check(f.T, "why", r.Rows[0].Outcome.Why, "the answer was lost; its state proves the start")
		if r.Rows[0].Look != 2 {
			f.Errorf("found after %d looks, want the third", r.Rows[0].Look)
		}
	})
}

// Only a last look that was answered makes an absence, and nothing more goes
// while anything is unknown.
func TestStaysUnknown(t *testing.T) {
	for name, spoil := range map[string]func(s *scripted){
		"last look fails":   func(s *scripted) { s.status = failFrom(s, 7) },
		"every look fails":  func(s *scripted) { s.status = failFrom(s, 2) },
		"ended meanwhile":   func(s *scripted) { s.statuses[jobID(0)] = "RELEASE_RESOURCE_STARTED" },
		"deleted meanwhile": func(s *scripted) { s.statuses[jobID(0)] = "DELETED" },
		"gone":              func(s *scripted) { s.statuses[jobID(0)] = "" },
		"unheard-of status": func(s *scripted) { s.statuses[jobID(0)] = "SHARD_REBALANCING" },
		"scheduled by whom": func(s *scripted) { s.statuses[jobID(0)] = "WAITING_FOR_START" },
	} {
		bubble(t, 11, func(f *fixture, s *scripted) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				s.set("STARTJOBING", changes[1:])
				s.mu.Lock() // the next chunk is being read meanwhile
				spoil(s)
				s.mu.Unlock()
				return lost(0, changes)
			}
			r := f.run(f.plan(11))
			if r.Rows[0].Outcome.Kind != model.UnknownOutcome || r.Rows[10].Outcome.Kind != model.NotSent {
				f.Errorf("%s: %s, want the first unknown, the last not sent", name, kinds(r))
			}
			if s.calls() != 1 {
				f.Errorf("%s: %d calls while one is unknown", name, s.calls())
			}
			if n := r.Rows[0]; n.Look != 6 || n.Looks != 6 || !n.Next.IsZero() {
				f.Errorf("%s: look %d of %d, next %v", name, n.Look, n.Looks, n.Next)
			}
			before := s.calls()
			s.mu.Lock()
			s.status, s.statuses[jobID(0)] = nil, "CONFIGURATION"
			s.mu.Unlock()
			again := f.run(f.plan(1))
			if again.Rows[0].Outcome.Kind != model.NotSent || !strings.Contains(again.Rows[0].Outcome.Why, "unresolved") || s.calls() != before {
				f.Errorf("%s: a new start of an unresolved job: %+v", name, again.Rows[0].Outcome)
			}
		})
	}
}

// failFrom fails the reads from the n-th on.
func failFrom(_ *scripted, n int) func(int) error {
	return func(read int) error {
		if read >= n {
			return errRead
		}
		return nil
	}
}

func TestScheduledStart(t *testing.T) {
	for status, want := range map[string]string{
		"WAITING_FOR_START":     "done",
		"FULL_TRANSFER_STARTED": "unknown", // before its time: by somebody else
		"CONFIGURATION":         "absent",
	} {
		bubble(t, 1, func(f *fixture, s *scripted) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				s.set(status, changes)
				return lost(0, changes)
			}
			r := f.run(f.planAt(1, model.AtTime(time.Now().Add(time.Hour))))
			check(f.T, status, kinds(r), want)
		})
	}
	bubble(t, 1, func(f *fixture, s *scripted) { // after its time
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.set("STARTJOBING", changes)
			return lost(0, changes)
		}
		check(f.T, "started", kinds(f.run(f.planAt(1, model.AtTime(time.Now().Add(time.Second))))), "done")
	})
}

func TestSettleAfterADeath(t *testing.T) {
	bubble(t, 3, func(f *fixture, s *scripted) {
		// What a killed drover leaves: intended, sending, sending.
		for i, st := range []journal.State{journal.Intent, journal.Sending, journal.Sending} {
			f.leave(i, somewhere, journal.Intent)
			f.leave(i, somewhere, st)
		}
		f.leave(5, "https://elsewhere.example", journal.Sending)
		s.statuses[jobID(1)] = "FULL_TRANSFER_STARTED"
		if got := len(f.client.Unresolved()); got != 3 {
			f.Errorf("%d unresolved, want 3", got)
		}
		run, err := f.client.Settle(f.Context())
		if err != nil || run == nil {
			f.Fatalf("Settle = %v, %v", run, err)
		}
		if second, err := f.client.Settle(f.Context()); second != run || err != nil {
			f.Error("a second Settle is another run")
		}
		<-run.Done()
		r := run.Report()
		check(f.T, "outcomes", kinds(r), "done, absent")
		check(f.T, "name", r.Rows[0].Name.String(), "name of job-01")
		check(f.T, "journal", f.journalled(jobID(0))+" "+f.journalled(jobID(1))+" "+f.journalled(jobID(2)), "NOT_SENT/1 APPLIED/1 ABSENT/1")
		left := f.client.Unresolved()
		if len(left) != 1 || left[0].Here || left[0].Origin != "https://elsewhere.example" {
			f.Errorf("left = %+v, want the one that belongs elsewhere", left)
		}
		if run, err := f.client.Settle(f.Context()); run != nil || err != nil {
			f.Errorf("nothing is left here, yet Settle = %v, %v", run, err)
		}
		if s.calls() != 0 {
			f.Error("settling wrote")
		}
	})
}

// leave writes what an earlier drover might have left.
func (f *fixture) leave(job int, origin string, st journal.State) {
	f.Helper()
	err := f.journal.Append(journal.Line{
		Intent: "01JQ4Z9W8B3M5N7P9R1T3V5X7Z", Run: "aa", Op: "start", Origin: origin, Project: "p1",
		Job: jobID(job), At: model.AtOnce(), Attempt: 1, State: st, Time: time.Now(),
	})
	if err != nil {
		f.Fatal(err)
	}
}

// Two drovers of one person, or two windows of one bastion.
func TestSomebodyElseIsAtIt(t *testing.T) {
	bubble(t, 2, func(f *fixture, s *scripted) {
		other, err := journal.Open(f.dir)
		if err != nil {
			f.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		lock, err := other.Lock(journal.Target{Origin: somewhere, Project: "p1", Job: jobID(0)})
		if err != nil {
			f.Fatal(err)
		}
		defer lock.Release()
		r := f.run(f.plan(2))
		check(f.T, "outcomes", kinds(r), "not sent, done")
		if why := r.Rows[0].Outcome.Why; !strings.Contains(why, "working on it") {
			f.Errorf("why = %q", why)
		}
		if len(s.sent[0]) != 1 {
			f.Errorf("sent %v", s.sent)
		}
	})
}

func TestTwoRunsNeverTouchOneJob(t *testing.T) {
	bubble(t, 1, func(f *fixture, s *scripted) {
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			time.Sleep(time.Second)
			return s.take(changes)
		}
		first, second := f.apply(f.plan(1)), f.apply(f.plan(1))
		<-first.Done()
		<-second.Done()
		got := []string{kinds(first.Report()), kinds(second.Report())}
		if s.calls() != 1 || !(got[0] == "done" && got[1] == "not sent" || got[1] == "done" && got[0] == "not sent") {
			f.Errorf("%d calls, outcomes %v", s.calls(), got)
		}
		if first.ID() == second.ID() {
			f.Error("two runs of one name")
		}
	})
}

func TestCloseLeavesAWriteUnknown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newScripted(11)
		f := &fixture{T: t, dir: ramDir(t), backend: s}
		f.open()
		out := make(chan struct{})
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			<-out
			return lost(0, changes)
		}
		run := f.apply(f.plan(11))
		synctest.Wait()
		begun := time.Now()
		if err := f.client.Close(); err == nil {
			t.Error("Close says nothing of the write that is out")
		}
		if took := time.Since(begun); took > 2*time.Second {
			t.Errorf("Close took %v", took)
		}
		check(t, "journal", f.journalled(jobID(0))+f.journalled(jobID(10)), "SENDING/1INTENT/1")
		close(out)
		<-run.Done()
		check(t, "outcomes", kinds(run.Report()), "unknown×10, not sent")
		if _, err := f.client.Apply(t.Context(), f.plan(1)); err == nil {
			t.Error("a closed client sends")
		}
		if err := f.journal.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestNoJournalNoWrite(t *testing.T) {
	bubble(t, 11, func(f *fixture, s *scripted) {
		if err := os.Rename(f.journal.Path(), f.journal.Path()+".gone"); err != nil {
			f.Fatal(err)
		}
		r := f.run(f.plan(11))
		check(f.T, "outcomes", kinds(r), "not sent×11")
		if s.calls() != 0 {
			f.Error("sent without a journal")
		}
		if _, err := f.client.History(); err == nil {
			f.Error("the trouble is not told")
		}
		if _, err := f.client.Status(f.Context(), nil); err != nil {
			f.Errorf("browsing ends, too: %v", err)
		}
	})
	bubble(t, 1, func(f *fixture, s *scripted) {
		c := client.New(s, client.Options{Broken: errRead})
		defer func() { _ = c.Close() }()
		if _, err := c.Apply(f.Context(), f.plan(1)); err == nil || len(c.Unresolved()) != 0 {
			f.Errorf("without a journal: %v", err)
		}
		if h, err := c.History(); !errors.Is(err, errRead) || len(h.Entries) != 0 {
			f.Errorf("without a journal: %v, %v", h, err)
		}
		if _, err := c.Settle(f.Context()); err == nil {
			f.Error("Settle without a journal says nothing")
		}
	})
}

func TestHostileIDIsNotSent(t *testing.T) {
	bubble(t, 0, func(f *fixture, s *scripted) {
		bad := model.NewJobID("a\nb\x1b[2J")
		s.statuses[bad] = "CONFIGURATION"
		job := model.Job{ID: bad}.WithStatus(model.NewText("CONFIGURATION"))
		p := model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), model.Wish{Verb: model.Start, When: model.AtOnce()},
			[]model.Pick{{Job: job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}}})
		r := f.run(p)
		check(f.T, "outcomes", kinds(r), "not sent")
		if s.calls() != 0 || strings.ContainsAny(r.Rows[0].Outcome.Why, "\n\x1b") {
			f.Errorf("%d calls, why %q", s.calls(), r.Rows[0].Outcome.Why)
		}
	})
}

// What cannot be read is told with what can, by one look.
func TestHistoryTellsDamage(t *testing.T) {
	bubble(t, 1, func(f *fixture, _ *scripted) {
		f.run(f.plan(1))
		file, err := os.OpenFile(f.journal.Path(), os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			f.Fatal(err)
		}
		_, err = file.WriteString("not a line\n")
		if err = errors.Join(err, file.Close()); err != nil {
			f.Fatal(err)
		}
		h, err := f.client.History()
		if err != nil || len(h.Entries) != 1 || len(h.Damaged) != 1 {
			f.Errorf("%+v, %v", h, err)
		}
	})
}
