package client

import (
	"slices"
	"strings"

	"drover/model"
)

// evidence is what the jobs tell that have a name now and had not before.
type evidence struct {
	ours   []made        // what an attempt of drover's made
	theirs []model.JobID // made by somebody else
	unread []model.JobID // nobody can say
}

// made is a job that an attempt made, and whose intent it names: "" where the
// name is all the evidence there is.
type made struct {
	id     model.JobID
	intent string
}

// by parts what one intent made from what others did.
func (ev evidence) by(intent string) (own, others []made) {
	for _, m := range ev.ours {
		if m.intent == "" || m.intent == intent {
			own = append(own, m)
		} else {
			others = append(others, m)
		}
	}
	return own, others
}

// sift judges jobs of a name by what they tell. A copy has nothing but its name:
// whoever has it now and had not before is taken for it. A job that was made from
// a draft has the intent among its tags.
func (r *Run) sift(m making, fresh []model.JobID, intents []string) evidence {
	var ev evidence
	for _, id := range fresh {
		if m.verb == model.Clone {
			ev.ours = append(ev.ours, made{id: id})
			continue
		}
		switch intent, told := r.intentOf(id, m.name); {
		case !told:
			ev.unread = append(ev.unread, id)
		case slices.Contains(intents, intent):
			ev.ours = append(ev.ours, made{id, intent})
		default:
			ev.theirs = append(ev.theirs, id)
		}
	}
	return ev
}

// intentOf reads whose intent made a job: "" if no drover's did. told is false
// where the service did not say enough to know: only a whole answer about that
// very job proves that the tag is missing.
func (r *Run) intentOf(id model.JobID, name string) (intent string, told bool) {
	d, err := r.client.backend.Job(r.client.reading, id)
	if err != nil {
		r.heard(err)
		return "", false
	}
	if d.Job.ID != id {
		return "", false
	}
	for _, t := range d.Tags {
		if t.Key == model.NewText(model.IntentTag) {
			return t.Value.String(), true
		}
	}
	return "", d.Lacks == "" && strings.EqualFold(d.Job.Name.String(), name)
}

func joinedMade(all []made) string {
	var ids []model.JobID
	for _, m := range all {
		ids = append(ids, m.id)
	}
	return joined(ids)
}
