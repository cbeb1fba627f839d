package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// password is an edit that sets the passwords of some users, and nothing else.
func (c *changer) password(ids ...string) model.Edit {
	e := c.edit(model.SectionUsers)
	for _, id := range ids {
		e = e.PutSecret(model.UserSecretKey(id), model.NewSecret("s3ntinel"))
	}
	return e
}

// Where only a password can have changed no reading can tell, and nobody waits for
// one. It stands in nobody's way for long, and the next one ends it.
func TestAPasswordIsInNoReading(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		s.apply = s.changes(0)
		begun := time.Now()
		check(f.T, "taken on", said(f.update(s.password("root@%")).Outcome), "accepted: a password is in no reading")
		if took := time.Since(begun); took > 10*time.Second {
			f.Errorf("followed for %v", took)
		}
	})
	changing(t, func(f *fixture, s *changer) { // with what can be read
		s.apply = s.changes(0)
		row := f.update(s.password("root@%").Put(model.KeyUsers, "root@%"))
		check(f.T, "with more", said(row.Outcome), "done: a password is in no reading")
	})
	changing(t, func(f *fixture, s *changer) {
		s.apply = lost
		begun := time.Now()
		row := f.update(s.password("root@%"))
		check(f.T, "lost", said(row.Outcome), "unknown: the answer was lost, and a password is in no reading: setting it again is safe")
		if took := time.Since(begun); took > 3*time.Second || !row.Next.IsZero() {
			f.Errorf("looked for %v, next %v", took, row.Next)
		}
		check(f.T, "at once", kinds(f.run(f.updates(s.password("root@%")))), "not sent")
		time.Sleep(3 * time.Minute)
		if e := f.client.Unresolved(); len(e) != 1 || e[0].Blocks {
			f.Errorf("unresolved: %+v", e)
		}
		s.apply = s.changes(0)
		check(f.T, "of another", kinds(f.run(f.updates(s.password("app")))), "accepted")
		check(f.T, "journal", f.journalled(jobID(0)), "UNKNOWN/1 APPLIED/1")
		check(f.T, "again", kinds(f.run(f.updates(s.password("app", "root@%")))), "accepted")
		check(f.T, "journal", f.journalled(jobID(0)), "ABSENT/1 APPLIED/1 APPLIED/1")
		text, err := os.ReadFile(f.journal.Path())
		if err != nil || strings.Contains(string(text), "root") || strings.Contains(string(text), "s3ntinel") {
			f.Errorf("%v, the journal tells whose:\n%s", err, text)
		}
	})
}

// What no reading shows is done by somebody's word alone.
func TestANewNodeIsInNoReading(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		s.apply = all(model.Accepted, model.AgainNo)
		check(f.T, "taken on", said(f.update(s.edit(model.SectionRecreate).Put(model.KeyRecreate, "true")).Outcome), "accepted: nothing that can be read shows it")
	})
	changing(t, func(f *fixture, s *changer) {
		s.apply = lost
		row := f.update(s.edit(model.SectionRecreate).Put(model.KeyRecreate, "true"))
		check(f.T, "lost", said(row.Outcome), "unknown: the answer was lost, and nothing that can be read shows whether it was done")
		time.Sleep(time.Hour)
		check(f.T, "later", kinds(f.run(f.updates(s.conflict("overwrite")))), "not sent")
		left := f.client.Unresolved()
		if len(left) != 1 || left[0].Section() != model.SectionRecreate || left[0].What() != "update node" {
			f.Fatalf("unresolved: %+v", left)
		}
		run, err := f.client.Settle(f.Context())
		if err != nil || run == nil {
			f.Fatalf("Settle = %v, %v", run, err)
		}
		<-run.Done()
		check(f.T, "settled", kinds(run.Report()), "unknown")
		if err := f.client.Declare(left[0], false); err != nil {
			f.Fatal(err)
		}
		s.apply = s.changes(0)
		check(f.T, "declared", kinds(f.run(f.updates(s.conflict("overwrite")))), "done")
	})
}

// An order shows in how the job is billed.
func TestAnOrderIsProvenByTheBill(t *testing.T) {
	order := func(s *changer) model.Edit { return s.edit(model.SectionPeriod).Put(model.KeyAutoPay, "true") }
	for name, c := range map[string]struct {
		script func(s *changer)
		want   string
	}{
		"ordered":       {func(s *changer) { s.apply = s.changes(0) }, "done"},
		"not paid":      {func(s *changer) { s.apply = all(model.Accepted, model.AgainNo) }, "accepted: the service shows no billing by the month or year yet"},
		"lost, done":    {func(s *changer) { s.apply = lostAfter(s, true) }, "done: the answer was lost; the job shows what was asked for"},
		"lost, absent":  {func(s *changer) { s.apply = lostAfter(s, false) }, "absent: the answer was lost; until the last look the section stood there as before"},
		"not told":      {func(s *changer) { s.job.Charging = model.ChargingUnknown }, "not sent: the service does not tell how it is billed now"},
		"billed by now": {func(s *changer) { s.job.Charging = model.Period }, "not sent: it is billed by the month or year already"},
		"told no more": {func(s *changer) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				s.mine.Lock()
				defer s.mine.Unlock()
				s.job.Charging = model.ChargingUnknown
				return lost(0, changes)
			}
		}, "unknown: the answer was lost, and what stands there is neither what was asked for nor what was there before"},
	} {
		changing(t, func(f *fixture, s *changer) {
			p := f.updates(order(s))
			c.script(s)
			check(f.T, name, said(lone(f.T, f.run(p)).Outcome), c.want)
		})
	}
}

// lostAfter loses the answer of what is done, or not.
func lostAfter(s *changer, done bool) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		if done {
			s.change(0, changes[0])
		}
		return lost(0, changes)
	}
}

// After a death the journal knows what stood there and what was asked, and tells
// neither: not even names that are no plain words.
func TestSettleOfAnUpdate(t *testing.T) {
	odd := model.TuningKey("full_sync", "läng: "+strings.Repeat("x", 200))
	for name, c := range map[string]struct {
		edit    func(s *changer) model.Edit
		applied bool
		want    string
	}{
		"done":      {func(s *changer) model.Edit { return s.conflict("overwrite") }, true, "done"},
		"not done":  {func(s *changer) model.Edit { return s.conflict("overwrite") }, false, "absent"},
		"odd, done": {func(s *changer) model.Edit { return s.edit(model.SectionTuning).Put(odd, "ON") }, true, "done"},
		"odd, removed": {func(s *changer) model.Edit {
			s.put(model.SectionTuning, odd, "ON")
			return s.edit(model.SectionTuning).Put(odd, "")
		}, true, "done"},
		"odd, not":  {func(s *changer) model.Edit { return s.edit(model.SectionTuning).Put(odd, "ON") }, false, "absent"},
		"many":      {many(200), true, "done"},
		"many, not": {many(200), false, "absent"},
	} {
		changing(t, func(f *fixture, s *changer) {
			e := c.edit(s)
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				if c.applied {
					s.change(0, changes[0])
				}
				f.die()
				return nil
			}
			f.run(f.updates(e))
			text, err := os.ReadFile(f.journal.Path())
			if err != nil || strings.Contains(string(text), "overwrite") || strings.Contains(string(text), "läng") {
				f.Errorf("%s: %v, the journal tells what was asked:\n%.2000s", name, err, text)
			}
			f.open()
			s.asked = nil
			run, err := f.client.Settle(f.Context())
			if err != nil || run == nil {
				f.Fatalf("%s: Settle = %v, %v", name, run, err)
			}
			<-run.Done()
			row := lone(f.T, run.Report())
			check(f.T, name, fmt.Sprint(row.Outcome.Kind, " ", row.Name), c.want+" orders")
			if len(s.asked) == 0 || s.asked[0] != e.Section || row.Shows == nil {
				f.Errorf("%s: read %v, shows %v", name, s.asked, row.Shows)
			}
			r := run.Report()
			if again := model.Retry("x", f.client.Capabilities(), r.Plan, r); len(again.Steps) != 0 {
				f.Errorf("%s: the journal has no values, yet %+v is offered", name, again.Steps)
			}
		})
	}
}

// die has the drover lose its journal, as a death would: nothing more is written.
func (f *fixture) die() { _ = f.journal.Close() }

// many changes a lot of tuning parameters.
func many(n int) func(s *changer) model.Edit {
	return func(s *changer) model.Edit {
		s.job = s.job.WithStatus(model.NewText("INCRE_TRANSFER_STARTED"))
		s.statuses[jobID(0)] = "INCRE_TRANSFER_STARTED"
		e := s.edit(model.SectionTuning)
		for i := range n {
			e = e.Put(model.TuningKey("incre_apply", fmt.Sprint("the.parameter.of.number.", i)), "1")
		}
		return e
	}
}

// More than a line of the journal holds is not sent, and ends nothing else.
func TestTooManyValuesForTheJournal(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		row := f.update(many(2000)(s))
		check(f.T, "outcome", said(row.Outcome), "not sent: these are more values than one entry of the journal holds: change fewer at once")
		if s.calls() != 0 {
			f.Error("sent all the same")
		}
	})
}

// An entry of an update that names no section, of a later drover's making, is left
// to somebody's word.
func TestAnUpdateOfNoKnownSection(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		err := f.journal.Append(journal.Line{
			Intent: "01JQ4Z9W8B3M5N7P9R1T3V5X7Z", Run: "aa", Op: "update", Origin: somewhere, Project: "p1", Seen: "moon moon.phase:aabb:ccdd",
			Job: jobID(0), Attempt: 1, State: journal.Sending, Time: time.Now(),
		})
		if err != nil {
			f.Fatal(err)
		}
		run, err := f.client.Settle(f.Context())
		if err != nil || run == nil {
			f.Fatalf("Settle = %v, %v", run, err)
		}
		<-run.Done()
		check(f.T, "outcome", kinds(run.Report()), "unknown")
		if e := f.client.Unresolved(); len(e) != 1 || !e[0].Blocks || e[0].What() != "update" {
			f.Errorf("unresolved: %+v", e)
		}
	})
}
