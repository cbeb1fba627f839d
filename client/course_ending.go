package client

import (
	"context"
	"time"

	"drover/model"
)

// endOriginal ends the original of databases, and waits until it has ended.
func (k *Course) endOriginal() copySaid {
	goal := k.originalIs(func(job model.Job) copySaid {
		switch job.Status.Raw() {
		case "RELEASE_RESOURCE_COMPLETE", "DELETED", "CREATE_FAILED":
			return stepDone("")
		case "RELEASE_RESOURCE_FAILED":
			return stepRefused("the original could not be ended: " + job.State.Word)
		}
		return copySaid{model.CopyGoes, "the original is " + job.State.Word}
	})
	s, ok := k.reached(30*time.Minute, goal)
	if ok && s.state != model.CopyRefused { // of one that could not be ended, another try is allowed
		return s
	}
	if s := k.stands(); s.state != model.CopyDone {
		return s
	}
	if k.Report().Original.Status.Raw() != "RELEASE_RESOURCE_STARTED" {
		if s, ok = k.act(k.Report().Original, model.End); !ok {
			return s
		}
	}
	return k.until(30*time.Minute, 5*time.Second, goal)
}

// copyDeleted reports the status of a job that was deleted.
func copyDeleted(status model.Text) bool {
	return status.Raw() == "DELETED" || status.Raw() == "deleted"
}

// deleteOriginal deletes the original: the last step, and the only one that nothing takes
// back.
func (k *Course) deleteOriginal() copySaid {
	goal := func(ctx context.Context) (copySaid, error) {
		got, err := k.client.backend.Status(ctx, []model.JobID{k.record.Original})
		sample, told := got[k.record.Original]
		switch {
		case err != nil && copyGone(err), told && gone(sample), told && copyDeleted(sample.Status):
			return stepDone(""), nil
		case err != nil:
			return copySaid{}, err
		case !told:
			return stepGoes("the service does not tell of the original")
		}
		return stepGoes("the original is there still")
	}
	s, ok := k.reached(2*time.Minute, goal)
	if ok {
		return s
	}
	if s := k.stands(); s.state != model.CopyDone {
		return s
	}
	if k.record.Realm == model.Files {
		if s := k.offNow(); s.state != model.CopyDone {
			return s
		}
	}
	var job model.Job
	err := k.read(func(ctx context.Context) (err error) {
		job, err = k.status(ctx, k.record.Original)
		return err
	})
	switch {
	case err != nil && copyGone(err):
		return stepDone("")
	case err != nil:
		return copyUnread("the original", err)
	}
	if s, ok = k.act(job, model.Delete); !ok {
		return s
	}
	return k.until(2*time.Minute, 2*time.Second, goal)
}
