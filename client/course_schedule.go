package client

import (
	"context"
	"slices"
	"time"

	"drover/client/journal"
	"drover/model"
)

// schedule gives the copy of a transfer the schedule that it is to have.
func (k *Course) schedule() copySaid {
	if k.record.Fate >= model.FateRests {
		if s := k.offNow(); s.state != model.CopyDone {
			return s
		}
	}
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
		if why := k.unscheduled(d, part); why != "" {
			return stepGoes("the copy " + why)
		}
		return stepDone(""), nil
	}
	s, ok := k.reached(time.Minute, goal)
	if ok {
		return s
	}
	if _, s, ok := k.send(k.schedulePlan(d, part)); !ok {
		return s
	}
	return k.until(time.Minute, 2*time.Second, goal)
}

// schedulePlan gives the copy its schedule, upon the one that it has.
func (k *Course) schedulePlan(d model.Detail, part model.Part) model.Plan {
	return model.PlanEdit(k.client.NewIntent(), k.client.Capabilities(), k.copying.ScheduleEdit(d, part), k.around())
}

// schedulable says why the schedule that the copy is to have cannot be sent at all: that is
// known before the original loses its own.
func (k *Course) schedulable() copySaid {
	if !slices.ContainsFunc(k.record.Steps, func(s journal.CopyNote) bool {
		return s.Step.Kind == model.CopySchedule && !s.State.Over()
	}) {
		return stepDone("")
	}
	d, part, err := k.part(k.record.Copy, model.SectionSchedule)
	switch why := unread(part, err); {
	case err != nil:
		return copyUnread("the copy", err)
	case why != "":
		return stepUnsent("the schedule of the copy could not be read: " + why)
	case d.Job.Idle:
		return stepRefused("the copy is switched off in the server (disabled), so that no schedule would run it: nothing is done to the original before it is switched on there")
	}
	if len(k.copying.ScheduleEdit(d, part).Changed()) == 0 { // it has it already
		return stepDone("")
	}
	plan := k.schedulePlan(d, part)
	why := ""
	if len(plan.Go()) == 0 {
		why = plan.Steps[0].Why
	} else if _, err := k.client.Requests(plan); err != nil {
		why = model.Clean(err.Error())
	}
	if why != "" {
		return stepRefused("the schedule that the copy is to have cannot be sent (" + why + "): nothing is done to the original")
	}
	return stepDone("")
}
