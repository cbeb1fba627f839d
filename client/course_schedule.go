package client

import (
	"context"
	"time"

	"drover/model"
)

// schedule gives the copy of a transfer the schedule that it is to have.
func (k *Course) schedule() copySaid {
	if k.record.Fate >= model.FateRests {
		if s := k.offNow(); s.state != model.CopyDone {
			return s
		}
	}
	want, _ := k.copying.Edit(model.SectionCopy)
	var d model.Detail
	var part model.Part
	goal := func(ctx context.Context) (s copySaid, err error) {
		d, part, err = k.partOnce(ctx, k.record.Copy, model.SectionSchedule)
		switch {
		case err != nil && copyGone(err):
			return stepRefused("the copy is gone"), nil
		case err != nil:
			return copySaid{}, err
		case part.Lacks != "":
			return stepUnsent("the schedule of the copy could not be read: " + part.Lacks), nil
		}
		k.seeCopy(d.Job)
		if copyScheduled(want, part) {
			return stepDone(""), nil
		}
		return stepGoes("the copy has another schedule still")
	}
	s, ok := k.reached(time.Minute, goal)
	if ok {
		return s
	}
	e := model.NewEdit(d, part).With(model.KeyScheduleMode, want.Get(model.KeyScheduleMode))
	for _, key := range model.ScheduleKeys() {
		e = e.Put(key, want.Get(key))
	}
	if _, s, ok := k.send(model.PlanEdit(k.client.NewIntent(), k.client.Capabilities(), e, k.around())); !ok {
		return s
	}
	return k.until(time.Minute, 2*time.Second, goal)
}

// copyScheduled reports whether a schedule shows all that was asked for. What was not asked
// for is the server's own.
func copyScheduled(want model.Edit, now model.Part) bool {
	for _, key := range model.ScheduleKeys() {
		if asked := want.Get(key); asked != "" && !model.SameValue(key, asked, now.Get(key)) {
			return false
		}
	}
	return true
}
