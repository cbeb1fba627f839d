package client_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
	"drover/model/objects"
)

const objectsLost = "the answer was lost"

func TestObjectsAreReadBack(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		want  string
		entry string
	}{
		"at once":        {0, "done", "APPLIED/1"},
		"a little later": {8 * time.Second, "done: the service said yes; the job holds what was asked for", "APPLIED/1"},
		"too late":       {time.Hour, "unknown: the service said yes, and the job still holds the former objects", "UNKNOWN/1"},
	} {
		holding(t, func(f *fixture, h *keeperOfObjects) {
			h.apply = h.saves(c.after, "")
			begun := time.Now()
			row := f.save(h, tables("a", "c"))
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.entry)
			if took := time.Since(begun); took > 125*time.Second || h.calls() != 1 || h.polls != 0 {
				f.Errorf("%s: %v, %d calls, %d polls", name, took, h.calls(), h.polls)
			}
			onlyHeld(f, h)
		})
	}
}

// A saving may take its time, and fail; what the service says of it is the outcome.
func TestASavingIsFollowed(t *testing.T) {
	failed := objects.SavingStatus{State: objects.SavingFailed, Word: model.NewText("failed"), Code: model.NewText("DRS.M00004"), Message: model.NewText("no space")}
	for name, c := range map[string]struct {
		lasts  time.Duration // the saving
		end    objects.SavingStatus
		after  time.Duration // until the job holds it
		want   string
		entry  string
		within time.Duration
	}{
		"soon":             {3 * time.Second, objects.SavingStatus{State: objects.SavingDone}, 2 * time.Second, "done", "APPLIED/1", 10 * time.Second},
		"after a while":    {9 * time.Minute, objects.SavingStatus{State: objects.SavingDone}, 8 * time.Minute, "done", "APPLIED/1", 10 * time.Minute},
		"seen later":       {3 * time.Second, objects.SavingStatus{State: objects.SavingDone}, 20 * time.Second, "done: the service said yes; the job holds what was asked for", "APPLIED/1", time.Minute},
		"failed":           {3 * time.Second, failed, 10 * time.Hour, "refused: the service could not store the objects; the job holds the former ones", "REJECTED/1", 10 * time.Second},
		"failed, yet done": {3 * time.Second, failed, time.Second, "done: the service says that storing failed; the job holds what was asked for", "APPLIED/1", 10 * time.Second},
		"without an end":   {10 * time.Hour, failed, 10 * time.Hour, "unknown: the service said yes, and is still storing the objects", "UNKNOWN/1", 33 * time.Minute},
		"in other words":   {time.Second, objects.SavingStatus{Word: model.NewText("resting")}, 30 * time.Second, "done", "APPLIED/1", 31 * time.Minute},
	} {
		holding(t, func(f *fixture, h *keeperOfObjects) {
			h.apply = h.saves(c.after, "query-1")
			h.status["query-1"] = pendingFor(c.lasts, c.end)
			begun := time.Now()
			row := f.save(h, tables("a", "c"))
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.entry)
			if took := time.Since(begun); took > c.within || h.calls() != 1 || h.polls == 0 {
				f.Errorf("%s: %v, %d calls, %d polls", name, took, h.calls(), h.polls)
			}
			if row.Outcome.Kind == model.Refused && (row.Outcome.Code != failed.Code || row.Outcome.Message != failed.Message) {
				f.Errorf("%s: %+v", name, row.Outcome)
			}
		})
	}
}

// While the service is storing nothing is said to have come of it.
func TestASavingUnderWayIsNoOutcome(t *testing.T) {
	holding(t, func(f *fixture, h *keeperOfObjects) {
		h.apply = h.saves(5*time.Minute, "query-1")
		h.status["query-1"] = pendingFor(5*time.Minute, objects.SavingStatus{State: objects.SavingDone})
		run := f.apply(f.saving(h, tables("c")))
		time.Sleep(time.Minute)
		row := lone(f.T, run.Report())
		check(f.T, "meanwhile", said(row.Outcome), "waiting: the service is storing the objects")
		check(f.T, "journal", f.journalled(jobID(0)), "SENDING/1")
		second := f.run(f.saving(h, tables("d")))
		check(f.T, "a second one", kinds(second), "not sent")
		<-run.Done()
		check(f.T, "at last", said(lone(f.T, run.Report()).Outcome), "done")
	})
}

// A saving of which the service tells nothing is judged by what the job holds.
func TestASavingThatIsNotToldOf(t *testing.T) {
	holding(t, func(f *fixture, h *keeperOfObjects) {
		h.apply = h.saves(0, "query-1")
		check(f.T, "outcome", said(f.save(h, tables("c")).Outcome), "done")
	})
	holding(t, func(f *fixture, h *keeperOfObjects) { // a reading that fails is no word of the service
		h.apply = h.saves(0, "query-1")
		h.status["query-1"] = func(poll int) (objects.SavingStatus, error) {
			if poll < 4 {
				return objects.SavingStatus{}, errRead
			}
			return objects.SavingStatus{State: objects.SavingDone}, nil
		}
		check(f.T, "outcome", said(f.save(h, tables("c")).Outcome), "done")
		if h.polls != 4 {
			f.Errorf("%d polls", h.polls)
		}
	})
}

// Nothing is written over that was not seen.
func TestObjectsAreNotReplacedBlindly(t *testing.T) {
	const elsewhere = "not sent: somebody else has changed the objects since they were read"
	for name, c := range map[string]struct {
		meanwhile func(h *keeperOfObjects)
		want      string
		elsewhere bool
	}{
		"unreadable":         {func(h *keeperOfObjects) { h.dumb = deaf(1) }, "not sent: what the job holds could not be read: no answer", false},
		"no document":        {func(h *keeperOfObjects) { h.hold(nil) }, "not sent: what the job holds could not be read: the answer holds no document", false},
		"changed":            {func(h *keeperOfObjects) { h.hold(tables("a")) }, elsewhere, true},
		"the same by others": {func(h *keeperOfObjects) { h.hold(tables("a", "c")) }, elsewhere, true},
		"what is not known":  {func(h *keeperOfObjects) { h.hold(strange("1", "a", "b")) }, elsewhere + ", in what drover does not know", true},
		"said another way":   {func(h *keeperOfObjects) { h.hold(tables("b", "a")) }, "done", false},
		"started":            {func(h *keeperOfObjects) { h.statuses[jobID(0)] = "STARTJOBING" }, "skipped: the service is at work on it: starting", false},
	} {
		holding(t, func(f *fixture, h *keeperOfObjects) {
			h.apply = h.saves(0, "")
			p := f.saving(h, tables("a", "c"))
			c.meanwhile(h)
			row := lone(f.T, f.run(p))
			check(f.T, name, said(row.Outcome), c.want)
			if sent := h.calls() > 0; row.Outcome.Elsewhere != c.elsewhere || sent != (c.want == "done") {
				f.Errorf("%s: %+v, sent %v", name, row.Outcome, sent)
			}
		})
	}
}

func TestAnotherAttemptReadsObjectsAgain(t *testing.T) {
	for _, again := range []model.Again{model.AgainThrottle, model.AgainNetwork} {
		for _, meanwhile := range []bool{false, true} {
			holding(t, func(f *fixture, h *keeperOfObjects) {
				h.apply = func(call int, changes []model.Change) []model.Outcome {
					if call > 1 {
						return h.saves(0, "")(call, changes)
					}
					if meanwhile {
						time.AfterFunc(100*time.Millisecond, func() { h.hold(tables("z")) })
					}
					return all(model.NotSent, again)(0, changes)
				}
				what := fmt.Sprint("again ", again, " meanwhile ", meanwhile)
				row := f.save(h, tables("c"))
				check(f.T, what, said(row.Outcome), map[bool]string{false: "done", true: "not sent: somebody else has changed the objects since they were read"}[meanwhile])
				check(f.T, what, f.journalled(jobID(0)), map[bool]string{false: "APPLIED/2", true: "NOT_SENT/2"}[meanwhile])
			})
		}
	}
}

// A document that takes long to come is read once all the same.
func TestALongReadingIsMadeOnce(t *testing.T) {
	holding(t, func(f *fixture, h *keeperOfObjects) {
		h.apply = h.saves(0, "")
		h.dumb = func(int) error { time.Sleep(9 * time.Second); return nil }
		p := f.saving(h, tables("c"))
		check(f.T, "outcome", kinds(f.run(p)), "done")
		if h.read != 2 { // before, and after
			f.Errorf("%d readings", h.read)
		}
	})
}

func TestWhatIsNoPlanOfObjects(t *testing.T) {
	holding(t, func(f *fixture, h *keeperOfObjects) {
		for name, c := range map[string]struct {
			set  model.SetObjects
			as   model.ObjectsAs
			want string
		}{
			"nothing read": {model.SetObjects{Job: h.job, Want: tables("c")}, model.ObjectsAs{}, "without having read them"},
			"no document":  {model.SetObjects{Job: h.job, Base: h.held}, model.ObjectsAs{}, "no objects to save"},
			"too large":    {model.SetObjects{Job: h.job, Base: h.held, Want: tables("c"), Bytes: 13 << 20}, model.ObjectsAs{}, "larger than what can be sent"},
		} {
			h.body = max(c.set.Bytes-1, 0)
			p := model.PlanObjects(f.client.NewIntent(), f.client.Capabilities(), c.set, c.as)
			p.Steps[0].Why = "" // as a careless caller would
			if _, err := f.client.Apply(f.Context(), p); err == nil || !strings.Contains(err.Error(), c.want) {
				f.Errorf("%s: %v", name, err)
			}
			check(f.T, name, f.journalled(jobID(0)), "")
		}
		p := f.saving(h, tables("b", "a"))
		p.Steps[0].Why = ""
		check(f.T, "the same", said(lone(f.T, f.run(p)).Outcome), "not sent: the job holds these objects already")
	})
}

func TestALostAnswerToObjects(t *testing.T) {
	done, other := 3*time.Second, tables("z")
	for name, c := range map[string]struct {
		script func(h *keeperOfObjects, want model.Change)
		want   string
		entry  string
	}{
		"done":    {func(h *keeperOfObjects, want model.Change) { h.change(done, want) }, "done: " + objectsLost + "; the job holds what was asked for", "APPLIED/1"},
		"absent":  {func(*keeperOfObjects, model.Change) {}, "absent: " + objectsLost + "; until the last look the job held the former objects", "ABSENT/1"},
		"neither": {func(h *keeperOfObjects, _ model.Change) { h.hold(other) }, "unknown: " + objectsLost + ", and the job holds neither what was asked for nor what it held before", "UNKNOWN/1"},
		"silent": {func(h *keeperOfObjects, _ model.Change) { h.dumb = func(int) error { return errRead } },
			"unknown: " + objectsLost + ", and what the job holds could not be read: no answer", "UNKNOWN/1"},
	} {
		holding(t, func(f *fixture, h *keeperOfObjects) {
			h.apply = func(_ int, changes []model.Change) []model.Outcome {
				c.script(h, changes[0])
				return lost(0, changes)
			}
			begun := time.Now()
			row := f.save(h, tables("c"))
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.entry)
			if took := time.Since(begun); took > 130*time.Second || h.calls() != 1 || !row.Next.IsZero() {
				f.Errorf("%s: %v, %d calls, next %v", name, took, h.calls(), row.Next)
			}
		})
	}
}

// Whoever comes after a death tells by the marks, and by the answer that was noted.
func TestObjectsAfterADeath(t *testing.T) {
	failed := objects.SavingStatus{State: objects.SavingFailed, Word: model.NewText("failed")}
	for name, c := range map[string]struct {
		query  string
		taken  bool
		status func() func(int) (objects.SavingStatus, error)
		after  func(h *keeperOfObjects, want *objects.Listing)
		want   string
		entry  string
	}{
		"done":                {after: (*keeperOfObjects).hold, want: "done: " + objectsLost + "; the job holds what was asked for", entry: "APPLIED/1"},
		"absent":              {want: "absent: " + objectsLost + "; until the last look the job held the former objects", entry: "ABSENT/1"},
		"a yes, done":         {taken: true, after: (*keeperOfObjects).hold, want: "done: the service said yes; the job holds what was asked for", entry: "APPLIED/1"},
		"a yes, nothing":      {taken: true, want: "unknown: the service said yes, and the job still holds the former objects", entry: "UNKNOWN/1"},
		"a saving, failed":    {taken: true, query: "q.1", status: func() func(int) (objects.SavingStatus, error) { return pendingFor(time.Minute, failed) }, want: "refused: the service could not store the objects; the job holds the former ones", entry: "REJECTED/1"},
		"a saving, pending":   {taken: true, query: "q.1", status: func() func(int) (objects.SavingStatus, error) { return pendingFor(time.Hour, failed) }, want: "unknown: the service said yes, and is still storing the objects", entry: "SENDING/1"},
		"a saving, forgotten": {taken: true, query: "q.1", after: (*keeperOfObjects).hold, want: "done: the service said yes; the job holds what was asked for", entry: "APPLIED/1"},
	} {
		holding(t, func(f *fixture, h *keeperOfObjects) {
			want := tables("c")
			died := make(chan struct{})
			if c.taken {
				h.status[c.query] = func(int) (objects.SavingStatus, error) { // it dies while the service is storing
					h.dumb = func(int) error { return errRead }
					return objects.SavingStatus{State: objects.SavingPending}, nil
				}
				h.apply = func(call int, changes []model.Change) []model.Outcome {
					h.dumb = func(int) error { return errRead }
					close(died)
					return []model.Outcome{{ID: jobID(0), Kind: model.Accepted, Query: model.NewText(c.query)}}
				}
			} else {
				h.apply = func(_ int, changes []model.Change) []model.Outcome {
					close(died)
					time.Sleep(time.Second)
					return lost(0, changes)
				}
			}
			f.apply(f.saving(h, want))
			<-died
			time.Sleep(500 * time.Millisecond)
			_ = f.journal.Close() // nothing more is written
			_ = f.client.Close()

			h.dumb = nil
			delete(h.status, c.query)
			if c.status != nil {
				h.status[c.query] = c.status()
			}
			if c.after != nil {
				c.after(h, want)
			}
			f.open()
			left := f.client.Unresolved()
			if len(left) != 1 || left[0].What() != "update objects" || !left[0].Blocks {
				f.Fatalf("%s: unresolved %+v", name, left)
			}
			run, err := f.client.Settle(f.Context())
			if err != nil || run == nil {
				f.Fatalf("%s: %v, %v", name, run, err)
			}
			<-run.Done()
			row := lone(f.T, run.Report())
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.entry)
			check(f.T, name+", job", row.Name.String(), "orders")
			if p := model.Retry("next", f.client.Capabilities(), run.Report().Plan, run.Report()); len(p.Go()) != 0 {
				f.Errorf("%s: it is offered again without a document: %+v", name, p)
			}
		})
	}
}

// The journal tells neither names nor the same mark twice.
func TestTheJournalHoldsNoDocument(t *testing.T) {
	holding(t, func(f *fixture, h *keeperOfObjects) {
		h.apply = h.saves(0, "")
		check(f.T, "first", kinds(f.run(f.saving(h, tables("s3ntinel")))), "done")
		check(f.T, "back", kinds(f.run(f.saving(h, tables("a", "b")))), "done")
		check(f.T, "again", kinds(f.run(f.saving(h, tables("s3ntinel")))), "done")
		text, err := os.ReadFile(f.journal.Path())
		if err != nil || strings.Contains(string(text), "s3ntinel") || len(text) > 8<<10 {
			f.Errorf("%v, %d bytes:\n%s", err, len(text), text)
		}
		seen := map[string]bool{}
		entries, err := f.journal.Entries()
		if err != nil {
			f.Fatal(err)
		}
		for _, e := range entries {
			word, _, _ := strings.Cut(e.Seen, " ")
			if e.State != journal.Applied || !strings.HasPrefix(word, "db_object:") || seen[word] {
				f.Errorf("%+v", e)
			}
			seen[word] = true
		}
	})
}
