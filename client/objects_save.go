package client

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"time"

	"drover/client/journal"
	"drover/model"
)

// Saving objects replaces the whole document of a job (DRS: db_object), and no status
// shows it. What the job holds is read before and compared with what the change was
// made from, and read again afterwards (objects_held.go, objects_stored.go, objects_look.go). Documents
// are compared by their prints alone: they may be a hundred megabytes.

// keyObjects is the key of an entry's mark: what the job held and what was asked for.
const keyObjects model.FieldKey = "db_object"

// Words of an entry beside its mark, once there was an answer.
const (
	objectsTaken = "taken"  // the service said yes
	objectsQuery = "query:" // … and to ask for the rest by this id
)

// plainQuery is an id that can stand in the journal as it is.
var plainQuery = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,128}$`)

// checkObjects refuses what a planner would not plan, also where another login holds
// less than the one that it was planned under.
func (c *Client) checkObjects(s model.Step) error {
	set, ok := s.Change.(model.SetObjects)
	switch most := c.backend.Limits().Body; {
	case !ok:
		return nil
	case set.Base == nil:
		return errors.New("the plan changes the objects without having read them")
	case set.Want == nil:
		return errors.New("the plan has no objects to save")
	case most > 0 && set.Bytes > most:
		return errors.New("the document is larger than what can be sent as this session is logged in")
	}
	return nil
}

// rememberObjects reads what jobs hold before it is replaced, and keeps marks of it
// for the journal. What cannot be read is not written over, and neither is what
// somebody else has changed.
func (r *Run) rememberObjects(steps []model.Step) []model.Step {
	return r.fitObjects(steps, func(set model.SetObjects) (model.Outcome, bool) {
		if !set.Differs() { // nobody could tell afterwards whether it was done
			return model.Outcome{ID: set.Job.ID, Kind: model.NotSent, Why: "the job holds these objects already"}, false
		}
		o, ok := r.objectsUnchanged(set)
		if ok {
			r.noteWords(set.Job.ID, []string{objectsMark(r.intent, set)})
		}
		return o, ok
	})
}

// unmovedObjects reads them once more where time has passed since they were, or after
// any time before another attempt.
func (r *Run) unmovedObjects(steps []model.Step, another bool) []model.Step {
	const fresh = 2 * time.Second
	return r.fitObjects(steps, func(set model.SetObjects) (model.Outcome, bool) {
		r.mu.Lock()
		read := r.objectsRead[set.Job.ID]
		r.mu.Unlock()
		if !another && time.Since(read) < fresh { // a large document may take longer than that to come
			return model.Outcome{}, true
		}
		return r.objectsUnchanged(set)
	})
}

// fitObjects drops the changes of objects that may not go, and says why.
func (r *Run) fitObjects(steps []model.Step, may func(model.SetObjects) (model.Outcome, bool)) []model.Step {
	var fit []model.Step
	var dropped []model.Outcome
	for _, s := range steps {
		set, ok := s.Change.(model.SetObjects)
		if !ok {
			fit = append(fit, s)
			continue
		}
		if o, goes := may(set); goes {
			fit = append(fit, s)
		} else {
			dropped = append(dropped, o)
		}
	}
	r.settle(dropped)
	return fit
}

// objectsUnchanged reports whether a job still holds what a change was made from, or
// why the change is not sent.
func (r *Run) objectsUnchanged(set model.SetObjects) (model.Outcome, bool) {
	o := model.Outcome{ID: set.Job.ID, Kind: model.NotSent}
	held, err := r.heldObjects(set.Job)
	if err != nil {
		o.Why = "what the job holds could not be read: " + model.Clean(err.Error())
		return o, false
	}
	if held.PrintWhole() != set.Base.PrintWhole() {
		o.Elsewhere, o.Why = true, "somebody else has changed the objects since they were read"
		if held.Print() == set.Base.Print() { // it would be written over as it was
			o.Why += ", in what drover does not know"
		}
		return o, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.objectsRead[set.Job.ID] = time.Now()
	return o, true
}

// objectsMark is the mark of an entry.
func objectsMark(intent string, set model.SetObjects) string {
	return string(keyObjects) + ":" + objectsHash(intent, set.Base) + ":" + objectsHash(intent, set.Want)
}

// objectsHash is a document as a mark has it.
func objectsHash(intent string, doc model.ObjectsDoc) string {
	print := doc.Print()
	return hash(intent, keyObjects, hex.EncodeToString(print[:]))
}

// objectsSum stands for the sum of a request's body: the document is told by its
// print, and written once, when it goes.
func objectsSum(steps []model.Step) (sum string, ok bool) {
	h := sha256.New()
	for _, s := range steps {
		set, objects := s.Change.(model.SetObjects)
		if !objects {
			return "", false
		}
		print := set.Want.PrintWhole()
		_, _ = h.Write(print[:]) // a hash takes everything
	}
	return hex.EncodeToString(h.Sum(nil)), len(steps) > 0
}

// objectsMarkOf reads the mark of an entry again; ok is false if it has none.
func objectsMarkOf(l journal.Line) (m mark, ok bool) {
	for _, m := range marksOf(l) {
		if m.key == keyObjects && m.was != m.asked {
			return m, true
		}
	}
	return mark{}, false
}

// objectsAnswer is what an entry knows of the answer: whether there was a yes, and what
// to ask for the rest by.
func objectsAnswer(l journal.Line) (taken bool, query model.Text) {
	for word := range strings.FieldsSeq(l.Seen) {
		if word == objectsTaken {
			taken = true
		}
		if id, ok := strings.CutPrefix(word, objectsQuery); ok {
			taken, query = true, model.NewText(id)
		}
	}
	return taken, query
}
