package client_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
)

// copyOfTransfer is the copying of the first transfer: another target and a schedule.
func (f *fixture) copyOfTransfer(fate model.Fate) model.Copying {
	f.Helper()
	d, parts, err := f.client.Sections(f.Context(), model.NewJobID(fmt.Sprintf("%032x", 1)), model.SectionCopy)
	if err != nil {
		f.Fatal(err)
	}
	c := model.NewCopying(d, "photos, again")
	c = c.With(model.NewEdit(d, parts[0]).Put(model.KeyToPath, "/elsewhere").Put(model.KeyScheduleMode, "auto").Put(model.KeyScheduleEvery, "1h"))
	c.Fate = fate
	return c
}

func (f *fixture) begin(c model.Copying) *client.Course {
	f.Helper()
	k, err := f.client.Copy(f.Context(), c)
	if err != nil {
		f.Fatal(err)
	}
	return k
}

func (f *fixture) goOn(id string, in client.CopyInput) model.CopyReport {
	f.Helper()
	k, err := f.client.GoOn(f.Context(), id, in)
	if err != nil {
		f.Fatal(err)
	}
	return over(k)
}

func transferring(t *testing.T, test func(t *testing.T, f *fixture, service *transfers)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		service := newTransfers("photos")
		test(t, newFixture(t, service), service)
	})
}

// A copy of a transfer gets its schedule only once the original is off, and the original
// goes last.
func TestACopyOfATransferTakesTheOriginalsPlace(t *testing.T) {
	for fate, want := range map[model.Fate]string{
		model.FateStays: "clone edit", model.FateRests: "clone edit cancel edit", model.FateGoes: "clone edit cancel edit delete",
	} {
		transferring(t, func(t *testing.T, f *fixture, service *transfers) {
			service.jobs[0].status, service.jobs[0].runs, service.jobs[0].run = "running", true, 7
			r := over(f.begin(f.copyOfTransfer(fate)))
			check(t, "rests", r.Rests, "")
			check(t, "written", service.wrote(), want)
			if len(service.jobs) < 2 {
				t.Fatal(tale(r))
			}
			made := service.jobs[1]
			check(t, "target", made.values[model.KeyToPath], "/elsewhere")
			check(t, "schedule", made.values[model.KeyScheduleMode]+" "+made.values[model.KeyScheduleEvery], "auto 1h")
			check(t, "sum", fmt.Sprint(r.Count().Sent), fmt.Sprint(len(strings.Fields(want))))
			if !r.Done() || r.Ended.IsZero() {
				t.Errorf("%s", tale(r))
			}
		})
	}
}

// What reads show to be done is not sent.
func TestAStepWhoseGoalHoldsSendsNothing(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.jobs[0].values[model.KeyScheduleMode] = "manual"
		r := over(f.begin(f.copyOfTransfer(model.FateRests)))
		check(t, "written", service.wrote(), "clone edit")
		check(t, "steps", tale(r), "clone done, compare done, rest done, stop done, schedule done")
	})
}

// An override that was not taken on is seen before anything is done to the original.
func TestACopyThatIsNotWhatWasAskedForRests(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = func(op string, _ int) string {
			if op == "clone" {
				return "ignore"
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateGoes))
		r := over(k)
		check(t, "written", service.wrote(), "clone")
		proved := r.Step(model.CopyProve)
		if proved.State != model.CopyRefused || len(proved.Differs) != 1 || proved.Differs[0].Key != model.KeyToPath {
			t.Fatalf("%s: %+v", tale(r), proved.Differs)
		}
		r = f.goOn(k.ID(), client.CopyInput{})
		check(t, "looked at again", service.wrote(), "clone")
		check(t, "again", tale(r), tale(k.Report()))
		r = f.goOn(k.ID(), client.CopyInput{Accept: true})
		check(t, "taken as it is", service.wrote(), "clone edit edit delete")
		if !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// A copy that is live already is loudly told, and cannot be accepted.
func TestACopyThatIsLiveRests(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = func(op string, _ int) string {
			if op == "clone" {
				return "live"
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateGoes))
		for range 2 {
			r := over(k)
			check(t, "written", service.wrote(), "clone")
			if proved := r.Step(model.CopyProve); proved.State != model.CopyRefused || !strings.Contains(r.Rests, "schedule of its own already") {
				t.Errorf("%s: %s", tale(r), r.Rests)
			}
			var err error
			if k, err = f.client.GoOn(t.Context(), k.ID(), client.CopyInput{Accept: true}); err != nil {
				t.Fatal(err)
			}
		}
		over(k)
		service.change(k.Report().Copy.ID, func(j *transfer) { j.values[model.KeyScheduleMode] = "manual" })
		check(t, "at last", fmt.Sprint(f.goOn(k.ID(), client.CopyInput{}).Done()), "true")
	})
}

// The original is given up only while the copy is what it was when it was compared.
func TestTheOriginalStaysWhereTheCopyIsNotWhatItWas(t *testing.T) {
	for name, how := range map[string]func(*transfer){
		"changed": func(j *transfer) { j.values[model.KeyToPath] = "/nowhere" },
		"renamed": func(j *transfer) { j.name = "another" },
		"gone":    func(j *transfer) { j.deleted = true },
	} {
		transferring(t, func(t *testing.T, f *fixture, service *transfers) {
			service.trouble = deleteRefused
			k := f.begin(f.copyOfTransfer(model.FateGoes))
			over(k)
			check(t, "before", service.wrote(), "clone edit edit")
			service.change(k.Report().Copy.ID, how)
			r := f.goOn(k.ID(), client.CopyInput{})
			check(t, name, service.wrote(), "clone edit edit")
			if r.Rests == "" || r.Step(model.CopyDelete).State == model.CopyDone {
				t.Errorf("%s: %s", name, tale(r))
			}
		})
	}
}

// An original that somebody has put back on its schedule is taken off again before the
// copy gets one.
func TestAnOriginalThatIsBackIsTakenOffAgain(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = func(op string, n int) string {
			if op == "edit" && n == 3 {
				return "refuse"
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateRests))
		over(k)
		service.change(model.NewJobID(service.jobs[0].id), func(j *transfer) { j.values[model.KeyScheduleMode] = "auto" })
		r := f.goOn(k.ID(), client.CopyInput{})
		check(t, "written", service.wrote(), "clone edit edit edit")
		if !r.Done() || service.jobs[0].values[model.KeyScheduleMode] != "manual" {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// What somebody else has changed of the original since it was read is not copied unasked.
func TestACopyOfWhatWasChangedMeanwhileAsks(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		c := f.copyOfTransfer(model.FateStays)
		service.jobs[0].values[model.KeyFileConflict] = "latest"
		k := f.begin(c)
		r := over(k)
		if service.wrote() != "" || r.Step(model.CopyMake).State != model.CopyAsks {
			t.Fatalf("%s: %s", tale(r), service.wrote())
		}
		r = f.goOn(k.ID(), client.CopyInput{Accept: true})
		check(t, "written", service.wrote(), "clone edit")
		if !r.Done() || service.jobs[1].values[model.KeyFileConflict] != "latest" {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// A copy that got another name than was asked for, and whose answer was lost, is in nobody's
// list by its name: it is not made a second time unasked.
func TestACopyUnderAnotherNameIsNotMadeTwice(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.jobs[0].made = time.Now().Add(-time.Hour)
		service.trouble = func(_ string, n int) string {
			if n == 1 {
				return "unnamed"
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateStays))
		over(k)
		for range 2 {
			r := f.goOn(k.ID(), client.CopyInput{})
			check(t, "written", service.wrote(), "clone")
			if s := r.Step(model.CopyMake); s.State != model.CopyAsks || !strings.Contains(s.Why, service.jobs[1].id) {
				t.Errorf("%s: %s", tale(r), s.Why)
			}
		}
		if r := f.goOn(k.ID(), client.CopyInput{Accept: true}); !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
		check(t, "once somebody said so", service.wrote(), "clone clone edit")
	})
}
