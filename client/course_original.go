package client

import (
	"context"
	"time"

	"drover/model"
)

const whyCopyGone = "the original is gone already"

// restOriginal has the original rest: of databases it is paused, of files it is taken off
// its schedule.
func (k *Course) restOriginal() copySaid {
	if k.record.Realm == model.Databases {
		return k.pauseOriginal()
	}
	var d model.Detail
	var part model.Part
	goal := func(ctx context.Context) (s copySaid, err error) {
		d, part, err = k.partOnce(ctx, k.record.Original, model.SectionSchedule)
		switch {
		case err != nil && copyGone(err):
			return stepDone(whyCopyGone), nil
		case err != nil:
			return copySaid{}, err
		case part.Lacks != "":
			return stepUnsent("the schedule of the original could not be read: " + part.Lacks), nil
		}
		k.seeOriginal(d.Job)
		if copyOff(d, part) {
			return stepDone("it runs by itself no more"), nil
		}
		return stepGoes("the original is on its schedule still")
	}
	s, ok := k.reached(time.Minute, goal)
	if ok {
		return s
	}
	if s := k.stands(); s.state != model.CopyDone {
		return s
	}
	if s := k.schedulable(); s.state != model.CopyDone {
		return s
	}
	e := model.NewEdit(d, part).With(model.KeyScheduleMode, model.ScheduleManual)
	e = e.Put(model.KeyScheduleMode, model.ScheduleManual).Put(model.KeyScheduleHold, "") // a pause ends with the schedule that it holds back
	if _, s, ok := k.send(model.PlanEdit(k.client.NewIntent(), k.client.Capabilities(), e, k.around())); !ok {
		return s
	}
	return k.until(time.Minute, 2*time.Second, goal)
}

func (k *Course) around() model.Around { return model.Around{Now: k.client.clock()} }

// act does to a job what needs no more than a word.
func (k *Course) act(job model.Job, verb model.Verb) (s copySaid, ok bool) {
	wish := model.Wish{Verb: verb, Pause: model.PauseReplay}
	_, s, ok = k.send(model.NewPlan(k.client.NewIntent(), k.client.Capabilities(), wish, []model.Pick{{Job: job}}))
	return s, ok
}

// originalIs reads where the original of databases stands, and has that judged. One that is
// gone already is where every step wants it.
func (k *Course) originalIs(judge func(model.Job) copySaid) func(context.Context) (copySaid, error) {
	return func(ctx context.Context) (copySaid, error) {
		job, err := k.status(ctx, k.record.Original)
		switch {
		case err != nil && copyGone(err):
			return stepDone(whyCopyGone), nil
		case err != nil:
			return copySaid{}, err
		}
		k.seeOriginal(job)
		return judge(job), nil
	}
}

// pauseOriginal pauses the original of databases, if there is anything to pause.
func (k *Course) pauseOriginal() copySaid {
	goal := k.originalIs(func(job model.Job) copySaid {
		switch {
		case job.State.Family == model.Paused:
			return stepDone("")
		case job.State.Family == model.Failed, job.State.Family == model.Ended, job.Status.Raw() == "CONFIGURATION":
			return stepDone("it does not run: " + job.State.Word)
		}
		return copySaid{model.CopyGoes, "the original is " + job.State.Word}
	})
	s, ok := k.reached(10*time.Minute, goal)
	if ok {
		return s
	}
	if s := k.stands(); s.state != model.CopyDone {
		return s
	}
	if s, ok = k.act(k.Report().Original, model.Pause); !ok {
		return s
	}
	return k.until(10*time.Minute, 5*time.Second, goal)
}

// stopOriginal ends the run of a transfer that is under way.
func (k *Course) stopOriginal() copySaid {
	var cancelling bool
	goal := func(ctx context.Context) (copySaid, error) {
		d, err := k.client.backend.Job(ctx, k.record.Original)
		switch {
		case err != nil && copyGone(err):
			return stepDone(whyCopyGone), nil
		case err != nil:
			return copySaid{}, err
		case d.Job.ID != k.record.Original:
			return copySaid{}, errCopyOther
		}
		k.seeOriginal(d.Job)
		if d.Job.Status.Raw() == "awaiting-user" { // nothing here ends that, and an answer sets it going
			return stepAsks("the original waits for somebody's answer in the server's own console: once it is given, or its run ended there, this goes on"), nil
		}
		cancelling = d.Job.Status.Raw() == "cancel" || d.Job.Status.Raw() == "cancelling"
		switch copyRuns(d) {
		case model.No:
			return stepDone("no run of it is under way"), nil
		case model.NotTold:
			return stepGoes("the server does not tell whether a run of the original is under way: " + d.Job.State.Word)
		case model.Yes:
		}
		return stepGoes("a run of the original is under way")
	}
	s, ok := k.reached(3*time.Minute, goal)
	if ok {
		return s
	}
	if s := k.stands(); s.state != model.CopyDone {
		return s
	}
	if !cancelling {
		if s, ok = k.act(k.Report().Original, model.Cancel); !ok {
			return s
		}
	}
	return k.until(3*time.Minute, 2*time.Second, goal)
}

// offNow says why the original is not off, "" if it is.
func (k *Course) offNow() copySaid {
	d, part, err := k.part(k.record.Original, model.SectionSchedule)
	switch why := unread(part, err); {
	case err != nil && copyGone(err):
		return stepDone("")
	case err != nil:
		return copyUnread("the original", err)
	case why != "":
		return stepUnsent("the schedule of the original could not be read: " + why)
	}
	k.seeOriginal(d.Job)
	switch {
	case !copyOff(d, part):
		return stepRefused("the original is on its schedule again: two of them over the same paths spoil each other's work")
	case d.Job.Status.Raw() == "awaiting-user":
		return stepRefused("the original waits for somebody's answer, and runs once it is given: two of them over the same paths spoil each other's work")
	case copyRuns(d) != model.No:
		return stepRefused("the original runs again: two of them over the same paths spoil each other's work")
	}
	return stepDone("")
}
