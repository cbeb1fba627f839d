package client_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

func TestAnUpdateIsReadBack(t *testing.T) {
	for name, c := range map[string]struct {
		after time.Duration
		want  string
		shows string
	}{
		"at once":         {0, "done", "overwrite"},
		"a little later":  {8 * time.Second, "done", "overwrite"},
		"not in a minute": {time.Hour, "accepted: the service shows conflict ignore, not overwrite", "ignore"},
	} {
		changing(t, func(f *fixture, s *changer) {
			s.apply = s.changes(c.after)
			begun := time.Now()
			row := f.update(s.conflict("overwrite"))
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), "APPLIED/1")
			if row.Shows == nil || row.Shows.Get(model.KeyConflict) != c.shows {
				f.Errorf("%s: shows %+v", name, row.Shows)
			}
			if took := time.Since(begun); took > 70*time.Second || s.calls() != 1 {
				f.Errorf("%s: %v, %d calls", name, took, s.calls())
			}
			if slices.ContainsFunc(s.asked, func(of model.Section) bool { return of != model.SectionPolicy }) {
				f.Errorf("%s: read %v", name, s.asked)
			}
		})
	}
}

// What cannot be read back is taken on, and neither done nor failed.
func TestAnUpdateThatCannotBeReadBack(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		s.apply = s.changes(0)
		s.dumb = func(read int) (string, error) {
			if read > 1 {
				return "", errRead
			}
			return "", nil
		}
		check(f.T, "outcome", said(f.update(s.conflict("overwrite")).Outcome), "accepted: whether it stands there could not be read: no answer")
	})
	changing(t, func(f *fixture, s *changer) { // what the service said beside yes is not lost
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.change(0, changes[0])
			return []model.Outcome{{ID: jobID(0), Kind: model.Accepted, Why: "it acts after a restart"}}
		}
		s.dumb = silent(2)
		check(f.T, "outcome", said(f.update(s.conflict("overwrite")).Outcome), "done: it acts after a restart")
	})
}

// Nothing is written over that was not seen.
func TestASectionIsNotReplacedBlindly(t *testing.T) {
	const elsewhere = "not sent: somebody else has changed the policy since it was read"
	for name, c := range map[string]struct {
		meanwhile func(s *changer)
		want      string
		elsewhere bool
	}{
		"unreadable": {func(s *changer) { s.dumb = silent(1) }, "not sent: what stands there could not be read: no answer", false},
		"unreadable in part": {
			func(s *changer) { s.dumb = func(int) (string, error) { return "the service would not tell", nil } },
			"not sent: what stands there could not be read: the service would not tell", false,
		},
		"changed":              {func(s *changer) { s.put(model.SectionPolicy, model.KeyConflict, "stop") }, elsewhere, true},
		"another value":        {func(s *changer) { s.put(model.SectionPolicy, model.KeyDML, "i,u") }, elsewhere, true},
		"what is not known":    {func(s *changer) { s.raw(model.SectionPolicy, `{"x_hint":"b"}`) }, elsewhere + ", in what drover does not know", true},
		"written another way":  {func(s *changer) { s.raw(model.SectionPolicy, `{ "x_hint" : "a", "conflict_policy": "ignore" }`) }, "done", false},
		"the same by somebody": {func(s *changer) { s.put(model.SectionPolicy, model.KeyConflict, "overwrite") }, elsewhere, true},
		"started":              {func(s *changer) { s.statuses[jobID(0)] = "STARTJOBING" }, "skipped: the policy is changed in configuration, before a start", false},
	} {
		changing(t, func(f *fixture, s *changer) {
			s.apply = s.changes(0)
			s.raw(model.SectionPolicy, `{"conflict_policy":"ignore","x_hint":"a"}`)
			e := s.conflict("overwrite")
			c.meanwhile(s)
			row := f.update(e)
			check(f.T, name, said(row.Outcome), c.want)
			if row.Outcome.Elsewhere != c.elsewhere || c.elsewhere != (row.Shows != nil) && row.Outcome.Kind != model.Done {
				f.Errorf("%s: %+v, shows %+v", name, row.Outcome, row.Shows)
			}
			if sent := s.calls() > 0; sent != (c.want == "done") {
				f.Errorf("%s: sent: %v", name, sent)
			}
		})
	}
}

// A wait is time in which somebody may write: before another attempt the section
// is read again.
func TestAnotherAttemptReadsAgain(t *testing.T) {
	for _, again := range []model.Again{model.AgainThrottle, model.AgainNetwork} {
		for meanwhile, want := range map[string]string{
			"":     "done",
			"stop": "not sent: somebody else has changed the policy since it was read",
		} {
			changing(t, func(f *fixture, s *changer) {
				s.apply = func(call int, changes []model.Change) []model.Outcome {
					if call > 1 {
						return s.changes(0)(call, changes)
					}
					if meanwhile != "" {
						time.AfterFunc(100*time.Millisecond, func() { s.put(model.SectionPolicy, model.KeyConflict, meanwhile) })
					}
					return all(model.NotSent, again)(0, changes)
				}
				what := fmt.Sprint("again ", again, " meanwhile ", meanwhile)
				row := f.update(s.conflict("overwrite"))
				check(f.T, what, said(row.Outcome), want)
				check(f.T, what, fmt.Sprint(s.calls(), " ", row.Outcome.Elsewhere), fmt.Sprint(map[bool]int{true: 2, false: 1}[meanwhile == ""], " ", meanwhile != ""))
				check(f.T, what, f.journalled(jobID(0)), map[bool]string{true: "APPLIED/2", false: "NOT_SENT/2"}[meanwhile == ""])
			})
		}
	}
}

// The gate may hold a first attempt for long, too.
func TestALateCallReadsAgain(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		s.apply = s.changes(0)
		e := s.conflict("overwrite")
		s.status = func(int) error {
			time.Sleep(5 * time.Second)
			s.put(model.SectionPolicy, model.KeyConflict, "stop")
			return nil
		}
		row := f.update(e)
		check(f.T, "outcome", fmt.Sprint(row.Outcome.Kind, " ", row.Outcome.Elsewhere, " ", s.calls()), "not sent true 0")
	})
}

// What a lost answer leaves is known by what the section shows.
func TestALostUpdate(t *testing.T) {
	for name, c := range map[string]struct {
		left  func(s *changer, change model.Change)
		want  string
		state string
	}{
		"it was done": {
			func(s *changer, ch model.Change) { s.change(7*time.Second, ch) },
			"done: the answer was lost; the job shows what was asked for", "APPLIED/1",
		},
		"it was not": {
			func(*changer, model.Change) {},
			"absent: the answer was lost; until the last look the section stood there as before", "ABSENT/1",
		},
		"the last look fails": {
			func(s *changer, _ model.Change) { s.dumb = silent(7) },
			"unknown: the answer was lost, and what stands there could not be read: no answer", "UNKNOWN/1",
		},
		"somebody wrote something else": {
			func(s *changer, _ model.Change) { s.put(model.SectionPolicy, model.KeyConflict, "stop") },
			"unknown: the answer was lost, and what stands there is neither what was asked for nor what was there before", "UNKNOWN/1",
		},
	} {
		changing(t, func(f *fixture, s *changer) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				c.left(s, changes[0])
				return lost(0, changes)
			}
			p := f.updates(s.conflict("overwrite"))
			row := lone(f.T, f.run(p))
			check(f.T, name, said(row.Outcome), c.want)
			check(f.T, name+", journal", f.journalled(jobID(0)), c.state)
			if s.calls() != 1 {
				f.Errorf("%s: %d calls", name, s.calls())
			}
			again := model.Retry("x", f.client.Capabilities(), p, run(row))
			if absent := row.Outcome.Kind == model.Absent; (len(again.Go()) == 1) != absent {
				f.Errorf("%s: offered again: %+v", name, again.Steps)
			}
			if row.Outcome.Kind == model.UnknownOutcome { // a new write waits until it is settled
				check(f.T, name, kinds(f.run(f.updates(s.conflict("ignore").Put(model.KeyDML, "i")))), "not sent")
				if e := f.client.Unresolved(); len(e) != 1 || !e[0].Blocks || e[0].What() != "update policy" {
					f.Errorf("%s: unresolved: %+v", name, e)
				}
			}
		})
	}
}

// Both halves of a change must be there: a part of it is somebody else's.
func TestALostUpdateOfSeveralValues(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		s.put(model.SectionPolicy, model.KeyDDLKinds, "ADD_COLUMN")
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.put(model.SectionPolicy, model.KeyConflict, "overwrite")
			return lost(0, changes)
		}
		row := f.update(s.conflict("overwrite").Put(model.KeyDML, "u,i").Put(model.KeyDDLKinds, ""))
		check(f.T, "a part", row.Outcome.Kind.String(), "unknown")
	})
	changing(t, func(f *fixture, s *changer) { // in another order, and one taken out
		s.put(model.SectionPolicy, model.KeyDDLKinds, "ADD_COLUMN")
		s.apply = func(_ int, changes []model.Change) []model.Outcome {
			s.put(model.SectionPolicy, model.KeyConflict, "overwrite")
			s.put(model.SectionPolicy, model.KeyDML, "i, u")
			s.put(model.SectionPolicy, model.KeyDDLKinds, "")
			return lost(0, changes)
		}
		row := f.update(s.conflict("overwrite").Put(model.KeyDML, "u,i").Put(model.KeyDDLKinds, ""))
		check(f.T, "all of it", row.Outcome.Kind.String(), "done")
	})
}

// A job that got another name is the same job.
func TestARename(t *testing.T) {
	for _, answered := range []bool{true, false} {
		changing(t, func(f *fixture, s *changer) {
			s.apply = func(_ int, changes []model.Change) []model.Outcome {
				s.change(0, changes[0])
				return all(map[bool]model.OutcomeKind{true: model.Accepted, false: model.UnknownOutcome}[answered], model.AgainNo)(0, changes)
			}
			row := f.update(s.edit(model.SectionName).Put(model.KeyName, "orders-new"))
			check(f.T, "outcome", fmt.Sprint(row.Outcome.Kind, " ", row.Name, " ", row.Now.Name, " ", row.ID), "done orders-new orders-new job-00")
			entries, err := f.journal.Entries()
			if err != nil || len(entries) != 1 || entries[0].Name != "" || entries[0].Target() != (journal.Target{Origin: somewhere, Project: "p1", Job: jobID(0)}) {
				f.Errorf("%v, %+v", err, entries)
			}
		})
	}
}

func TestPlansOfUpdatesThatAreNone(t *testing.T) {
	changing(t, func(f *fixture, s *changer) {
		for name, e := range map[string]model.Edit{
			"nothing": s.edit(model.SectionPolicy),
			"unread":  model.NewEdit(model.Detail{Job: s.job}, model.Part{Section: model.SectionPolicy, Lacks: "no answer"}).Put(model.KeyConflict, "stop"),
			"no name": s.edit(model.SectionName).Put(model.KeyName, ""),
			"a name":  s.edit(model.SectionName).Put(model.KeyName, "9 lives"),
		} {
			if _, err := f.client.Apply(f.Context(), f.updates(e)); err == nil {
				f.Errorf("%s: it was taken", name)
			}
		}
		if s.calls()+s.reads() != 0 {
			f.Error("something went out")
		}
	})
}

// After somebody else's write the same edit would be held against the same reading
// again; after anything else it may go.
func TestRetryOfAnUpdate(t *testing.T) {
	for elsewhere, want := range map[bool]string{true: "somebody else has changed it: open it again", false: ""} {
		changing(t, func(f *fixture, s *changer) {
			e := s.conflict("overwrite")
			if s.apply = all(model.Refused, model.AgainNo); elsewhere {
				s.put(model.SectionPolicy, model.KeyConflict, "stop")
			}
			p := f.updates(e)
			r := f.run(p)
			again := model.Retry(f.client.NewIntent(), f.client.Capabilities(), p, r)
			if len(again.Steps) != 1 || again.Steps[0].Why != want {
				f.Fatalf("%v: %+v", elsewhere, again.Steps)
			}
			if !elsewhere {
				s.apply = s.changes(0)
				check(f.T, "again", kinds(f.run(again)), "done")
			}
		})
	}
}

func TestTwoUpdatesOfOneJob(t *testing.T) {
	changing(t, func(f *fixture, s *changer) { // two runs
		s.apply = func(call int, changes []model.Change) []model.Outcome {
			time.Sleep(time.Second)
			return s.changes(0)(call, changes)
		}
		first, second := f.apply(f.updates(s.conflict("overwrite"))), f.apply(f.updates(s.edit(model.SectionName).Put(model.KeyName, "other")))
		<-first.Done()
		<-second.Done()
		got := []string{kinds(first.Report()), kinds(second.Report())}
		slices.Sort(got)
		if s.calls() != 1 || !slices.Equal(got, []string{"done", "not sent"}) {
			f.Errorf("%d calls, %v", s.calls(), got)
		}
	})
	changing(t, func(f *fixture, s *changer) { // two drovers
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
		check(f.T, "outcome", kinds(f.run(f.updates(s.conflict("overwrite")))), "not sent")
		if s.calls()+s.reads() != 0 {
			f.Error("something went out")
		}
	})
}
