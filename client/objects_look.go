package client

import "drover/model"

// lookAtObjects settles a saving of objects whose answer was lost by what the job
// holds.
func (r *Run) lookAtObjects(id model.JobID, _ bool) (model.Outcome, bool) {
	r.why(id, "the answer was lost, and what the job holds could not be read")
	return model.Outcome{}, false
}
