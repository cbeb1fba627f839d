package client_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// What was taken out of the schedule is gone from it, or the original stays.
func TestAScheduleThatKeepsWhatWasTakenOutIsNone(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		stale := map[model.FieldKey]string{model.KeyScheduleDays: "monday", model.KeyScheduleEnd: "946771200"}
		for key, value := range stale {
			service.jobs[0].values[key] = value
		}
		c := f.copyOfTransfer(model.FateGoes)
		e, _ := c.Edit(model.SectionCopy)
		c = c.With(e.With(model.KeyScheduleDays, "").With(model.KeyScheduleEnd, ""))
		f.hook(service, func(_ model.Change, made *transfer) { // a server that lays a schedule over the former one
			for key, value := range stale {
				if made.values[key] == "" {
					made.values[key] = value
				}
			}
		})
		r := over(f.begin(c))
		check(t, "rests", r.Rests, "the copy has another schedule than was asked for: days, end date")
		check(t, "written", service.wrote(), "clone edit edit")
	})
}

// deleteRefused is a service that refuses the delete once, after the copy and both schedules.
func deleteRefused(op string, n int) string {
	if op == string(model.Delete) && n == 4 {
		return "refuse"
	}
	return ""
}

// A copy that somebody has taken off its schedule is not what the original is deleted for.
func TestACopyOffItsScheduleKeepsItsOriginal(t *testing.T) {
	for what, change := range map[string]func(*transfer){
		"has another schedule than was asked for: mode":  func(j *transfer) { j.values[model.KeyScheduleMode] = "manual" },
		"is paused, and does not run by its schedule":    func(j *transfer) { j.status = "paused" },
		"is complete, and never runs again":              func(j *transfer) { j.status = "complete" },
		"has another schedule than was asked for: every": func(j *transfer) { j.values[model.KeyScheduleEvery] = "2h" },
	} {
		transferring(t, func(t *testing.T, f *fixture, service *transfers) {
			service.trouble = deleteRefused
			k := f.begin(f.copyOfTransfer(model.FateGoes))
			over(k)
			service.change(k.Report().Copy.ID, change)
			r := f.goOn(k.ID(), client.CopyInput{})
			check(t, "rests", r.Rests, "the copy "+what+": nothing more is done to the original")
			check(t, "written", service.wrote(), "clone edit edit")
		})
	}
}

// What is taken as it is is what was shown, and nothing that came after.
func TestWhatWasNotShownIsNotAccepted(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = func(op string, _ int) string { return map[string]string{"clone": "ignore"}[op] }
		c := f.copyOfTransfer(model.FateGoes)
		e, _ := c.Edit(model.SectionCopy)
		k := f.begin(c.With(e.Put(model.KeyFileConflict, "latest").Put(model.KeyToPath, "/b")))
		shown := over(k)
		service.change(shown.Copy.ID, func(j *transfer) { j.values[model.KeyToPath] = "/somewhere-else" })
		r := f.goOn(k.ID(), client.CopyInput{Accept: true})
		check(t, "written", service.wrote(), "clone")
		check(t, "steps", tale(r), tale(shown))
		r = f.goOn(k.ID(), client.CopyInput{Accept: true}) // now it was
		if !r.Done() || !strings.HasSuffix(service.wrote(), "delete") {
			t.Errorf("%s: %s: %s", tale(r), r.Rests, service.wrote())
		}
	})
}

// unnamed is a service that answers the first clone with nothing, and gives what it made the
// original's name.
func unnamed(_ string, n int) string {
	if n == 1 {
		return "unnamed"
	}
	return ""
}

// Two questions want two answers, so that no second copy is made.
func TestOneAnswerIsNoneToAnotherQuestion(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.jobs[0].made = time.Now().Add(-time.Hour)
		service.trouble = unnamed
		k := f.begin(f.copyOfTransfer(model.FateStays))
		over(k)
		service.jobs[0].values[model.KeyFileConflict] = "latest"
		r := f.goOn(k.ID(), client.CopyInput{})
		check(t, "first", r.Rests, "somebody else has changed the original since it was read: conflict is latest")
		r = f.goOn(k.ID(), client.CopyInput{Accept: true})
		if want := "a job of the original's name was made since the first try"; !strings.HasPrefix(r.Rests, want) {
			t.Errorf("second: %q, %s", r.Rests, tale(r))
		}
		check(t, "written", service.wrote(), "clone")
		f.close()
		f.open() // what was answered is on the disk
		r = f.goOn(k.ID(), client.CopyInput{Accept: true})
		check(t, "answered", service.wrote(), "clone clone edit")
		if !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// What a first try may have made is told by the ids that were there before, and by no clock.
func TestAStrayIsFoundWhateverTheClocksSay(t *testing.T) {
	for _, made := range []time.Time{{}, time.Now().Add(-24 * time.Hour)} {
		transferring(t, func(t *testing.T, f *fixture, service *transfers) {
			service.jobs[0].made = time.Now().Add(-time.Hour)
			service.trouble = unnamed
			k := f.begin(f.copyOfTransfer(model.FateStays))
			over(k)
			service.jobs[1].made = made
			r := f.goOn(k.ID(), client.CopyInput{})
			check(t, "steps", tale(r), "clone asks, compare waits, schedule waits")
			check(t, "written", service.wrote(), "clone")
		})
	}
}

// The copy of a transfer that is switched off is off as well: the original keeps its place.
func TestACopyThatIsSwitchedOffTakesNobodysPlace(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		id := service.TransferID("plant-shares-03")
		b.patched(service, id, `{"kind":"transfer","disabled":true}`)
		r := over(b.session.begin(b.scheduledCopy(id, model.FateGoes)))
		if !strings.Contains(r.Rests, "is switched off in the server (disabled)") || strings.Contains(wroteOn(service), "delete") {
			b.Errorf("%s: %s: %s", tale(r), r.Rests, wroteOn(service))
		}
	})
}

// unsendable is a service that has no body for a schedule.
type unsendable struct{ *transfers }

func (u unsendable) Requests(changes []model.Change) ([]client.Request, error) {
	if e, ok := changes[0].(model.EditJob); ok && e.Want[model.KeyScheduleMode] == "auto" {
		return nil, errors.New("repeat_interval is no length")
	}
	return u.transfers.Requests(changes)
}

// A schedule that cannot be sent is told before the original loses its own.
func TestAScheduleThatCannotBeSentIsToldFirst(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		c := f.copyOfTransfer(model.FateRests)
		f.close()
		f.backend = unsendable{service}
		f.open()
		r := over(f.begin(c))
		check(t, "rests", r.Rests, "the schedule that the copy is to have cannot be sent (repeat_interval is no length): nothing is done to the original")
		check(t, "written", service.wrote(), "clone")
	})
}

// A copy that is to run when it is told to, and then never again, has the mode alone.
func TestACopyWithTheModeAdHocIsScheduled(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		id := service.TransferID("plant-shares-03")
		b.patched(service, id, `{"kind":"transfer","schedule":{"mode":"auto","days":"monday","repeat_interval":{"value":15,"unit":"m"}}}`)
		r := over(b.session.begin(b.scheduledCopy(id, model.FateRests, string(model.KeyScheduleMode), "ad-hoc")))
		if !r.Done() || r.Step(model.CopySchedule).State != model.CopyDone {
			b.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}

// A copy that has its schedule already is no reason to leave the original on its own.
func TestAScheduleThatStandsThereAlreadyHoldsNothingUp(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = deleteRefused
		k := f.begin(f.copyOfTransfer(model.FateGoes))
		over(k)
		service.change(model.NewJobID(service.jobs[0].id), func(j *transfer) { j.values[model.KeyScheduleMode] = "auto" })
		r := f.goOn(k.ID(), client.CopyInput{})
		check(t, "written", service.wrote(), "clone edit edit edit delete")
		if !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
	})
}
