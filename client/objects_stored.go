package client

import (
	"errors"
	"time"

	"drover/client/journal"
	"drover/client/rest"
	"drover/model"
	"drover/model/objects"
)

// savingMost is how long drover waits for the service to store objects.
const savingMost = 30 * time.Minute

// stored comes between a yes to objects and what is said of it. The service may take
// its time to store them, and may fail then: until that is known there is nothing to
// journal but the yes itself, so that whoever comes after a death asks on.
func (r *Run) stored(outcomes []model.Outcome) []model.Outcome {
	for i, o := range outcomes {
		if o.Kind == model.Accepted && r.asked(o.ID).verb == model.SaveObjects {
			outcomes[i] = r.storedObjects(o)
		}
	}
	return outcomes
}

// storedObjects follows one saving to its end. What the job holds then is looked at
// once; where that shows nothing, the looks for a lost answer follow.
func (r *Run) storedObjects(o model.Outcome) model.Outcome {
	r.noteAnswer(o)
	if !o.Query.Empty() {
		if failed, ok := r.followSaving(o); ok {
			return failed
		}
	}
	if r.holdsAsked(o.ID) {
		o.Kind = model.Done
		return o
	}
	said := o.Why
	o.Kind, o.Why = model.UnknownOutcome, "the service said yes, and the job does not show it yet"
	if said != "" {
		o.Why = said + "; " + o.Why
	}
	return o
}

// noteAnswer journals that there was a yes. Where it cannot, the next who looks knows
// less, and says so.
func (r *Run) noteAnswer(o model.Outcome) {
	l := r.line(o.ID)
	if l.Seen += " " + objectsTaken; plainQuery.MatchString(o.Query.String()) {
		l.Seen += " " + objectsQuery + o.Query.String()
	}
	_ = r.write([]journal.Line{l})
}

// followSaving waits until the service has stored objects. ok: that is the outcome;
// else what the job holds tells.
func (r *Run) followSaving(o model.Outcome) (out model.Outcome, ok bool) {
	begun, pause := time.Now(), time.Second
	for time.Since(begun) < savingMost {
		r.why(o.ID, "the service is storing the objects")
		select {
		case <-time.After(pause):
		case <-r.client.reading.Done():
			return r.unstored(o, whyClosing+", and the service was still storing the objects"), true
		}
		pause = min(2*pause, 10*time.Second)
		st, err := r.savingStatus(o.ID, o.Query)
		switch {
		case untold(err):
			return model.Outcome{}, false
		case err != nil:
			pause = slower(pause, err)
		case st.State == objects.SavingFailed:
			return r.savingFailed(o.ID, st), true
		case st.State == objects.SavingDone:
			return model.Outcome{}, false
		case st.State == objects.SavingUnclear: // the job may hold them by now
			if r.holdsAsked(o.ID) {
				o.Kind = model.Done
				return o, true
			}
		}
	}
	return r.unstored(o, "after half an hour the service is still storing the objects"), true
}

func (*Run) unstored(o model.Outcome, why string) model.Outcome {
	o.Kind, o.Why = model.UnknownOutcome, why
	return o
}

// untold reports an error by which a service says that it does not tell something: reading
// again would lead to nothing else. A page of a proxy is none.
func untold(err error) bool {
	kind, ok := rest.KindOf(err)
	return errors.Is(err, errNoDocument) || ok && (kind == rest.Refused || kind == rest.NotThere || kind == rest.Gone || kind == rest.NotPermitted)
}

// savingFailed is the outcome of a saving that the service says has failed. What the
// job holds has the last word, where it can be read.
func (r *Run) savingFailed(id model.JobID, st objects.SavingStatus) model.Outcome {
	o := model.Outcome{ID: id, Kind: model.Refused, Code: st.Code, Message: st.Message, RequestID: st.RequestID, Why: "the service could not store the objects"}
	if o.Code.Empty() && o.Message.Empty() {
		o.Message = st.Word
	}
	held, err := r.heldObjects(r.objectsJob(id))
	m, marked := objectsMarkOf(r.line(id))
	if err != nil || !marked {
		return o
	}
	switch objectsHash(r.line(id).Intent, held) {
	case m.was:
		o.Why += "; the job holds the former ones"
	case m.asked:
		o.Kind, o.Why = model.Done, "the service says that storing failed; the job holds what was asked for"
	default:
		o.Why += ", and the job holds neither the former ones nor these"
	}
	return o
}
