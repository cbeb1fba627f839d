package client

import (
	"drover/model"
	"drover/model/objects"
)

// lookAtObjects settles a saving of objects by what the job holds, and by what the
// service says of storing them where there is an id to ask by.
func (r *Run) lookAtObjects(id model.JobID, last bool) (model.Outcome, bool) {
	l := r.line(id)
	m, marked := objectsMarkOf(l)
	if !marked {
		return model.Outcome{ID: id, Kind: model.UnknownOutcome, Why: "the answer was lost, and the journal does not tell what was asked for"}, true
	}
	taken, query := objectsAnswer(l)
	said := "the answer was lost"
	if taken {
		said = "the service said yes"
	}
	if !query.Empty() {
		st, err := r.savingStatus(id, query)
		switch {
		case err != nil:
		case st.State == objects.SavingFailed:
			return r.savingFailed(id, st), true
		case st.State == objects.SavingPending: // what the job holds now proves nothing
			r.why(id, "the service said yes, and is still storing the objects")
			return model.Outcome{}, false
		}
	}
	held, err := r.heldObjects(r.objectsJob(id))
	if err != nil {
		r.why(id, said+", and what the job holds could not be read: "+model.Clean(err.Error()))
		return model.Outcome{}, false
	}
	switch is := objectsHash(l.Intent, held); {
	case is == m.asked:
		return model.Outcome{ID: id, Kind: model.Done, Why: said + "; the job holds what was asked for"}, true
	case is == m.was && taken:
		r.why(id, "the service said yes, and the job still holds the former objects")
	case is == m.was && last:
		return model.Outcome{ID: id, Kind: model.Absent, Why: absentWords(model.SaveObjects)}, true
	case is != m.was:
		r.why(id, said+", and the job holds neither what was asked for nor what it held before")
	}
	return model.Outcome{}, false
}
