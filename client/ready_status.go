package client

import (
	"slices"
	"time"

	"drover/client/rest"
	"drover/model"
)

// startable reads the statuses and keeps the steps that may still go.
func (r *Run) startable(steps []model.Step) []model.Step {
	told := slices.DeleteFunc(ids(steps), r.unborn)
	if len(told) == 0 {
		return steps
	}
	got, err := r.statuses(told)
	r.heard(err)
	if kind, ok := rest.KindOf(err); ok && kind == rest.LoginEnded {
		r.halt(whyLogin)
	}
	for id, s := range got {
		r.tell(id, s)
	}
	var skipped, unread []model.Outcome
	var fit []model.Step
	for _, s := range steps {
		if r.unborn(s.Job.ID) {
			fit = append(fit, s)
			continue
		}
		sample, told := got[s.Job.ID]
		if why := unreadable(sample, told, err); why != "" {
			unread = append(unread, model.Outcome{ID: s.Job.ID, Kind: model.NotSent, Code: sample.Code, Message: sample.Message, Why: why})
			continue
		}
		if why := r.client.can(r.report.Plan.Verb, s, sample.Status); why != "" {
			skipped = append(skipped, model.Outcome{ID: s.Job.ID, Kind: model.Skipped, Why: why})
			continue
		}
		r.noteRun(s, sample)
		fit = append(fit, s)
	}
	r.settle(append(skipped, unread...))
	return fit
}

// statuses reads where jobs stand before something is sent. A page of some proxy, or half
// an answer, says nothing of them: it is asked again, and sends nothing by that.
func (r *Run) statuses(ids []model.JobID) (got map[model.JobID]model.Sample, err error) {
	for _, wait := range []time.Duration{0, time.Second, 3 * time.Second} {
		if wait > 0 && !r.pause(wait) {
			return got, err
		}
		got, err = r.client.backend.Status(r.client.reading, ids)
		if kind, ok := rest.KindOf(err); !ok || kind != rest.BadAnswer {
			break
		}
	}
	return got, err
}

// unborn reports whether an id only stands for a job that is not there yet.
func (r *Run) unborn(id model.JobID) bool {
	_, ok := stepOf(r.report.Plan.Steps, id).Change.(model.CreateJob)
	return ok
}

// unreadable says why a reading tells no status. Silence is no status.
func unreadable(s model.Sample, told bool, err error) string {
	switch {
	case told && !s.Status.Empty() && s.Code.Empty():
		return ""
	case err != nil:
		return "its status could not be read: " + model.Clean(err.Error())
	case !told:
		return "the service did not tell its status"
	}
	return "the service would not tell its status"
}
