package client

import (
	"errors"

	"drover/model"
	"drover/model/objects"
)

// heldObjects reads what a job holds now.
func (r *Run) heldObjects(job model.Job) (*objects.Listing, error) {
	read, err := r.client.Objects(r.client.reading, job, objects.Ask{Which: objects.Held}, nil)
	if err == nil && read.Listing == nil {
		err = errors.New("the answer holds no document")
	}
	r.heard(err)
	return read.Listing, err
}

// savingStatus reads how far the service is with storing.
func (r *Run) savingStatus(id model.JobID, query model.Text) (objects.SavingStatus, error) {
	st, err := r.client.SavingStatus(r.client.reading, id, query)
	r.heard(err)
	return st, err
}

// objectsJob is a job as the plan has it, or as it was read since.
func (r *Run) objectsJob(id model.JobID) model.Job {
	job := stepOf(r.Report().Plan.Steps, id).Job
	job.ID = id
	return job
}

// holdsAsked reports whether a job is seen to hold what was asked for.
func (r *Run) holdsAsked(id model.JobID) bool {
	l := r.line(id)
	m, marked := objectsMarkOf(l)
	if !marked {
		return false
	}
	held, err := r.heldObjects(r.objectsJob(id))
	return err == nil && objectsHash(l.Intent, held) == m.asked
}
