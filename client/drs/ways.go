package drs

import (
	"errors"
	"strings"
	"sync"

	"drover/client/rest"
	"drover/model"
)

// way is how a verb goes over the wire in one generation.
type way struct {
	generation string
	op         rest.Op
	alone      bool // a call takes one job
	body       func([]model.Change) (any, error)
}

// ways lists, for each verb, how it can go; the first that the service offers
// for the job is taken. This is the one table of what each generation can do.
//
// Where both generations have a call it is v5's, but for two: the batch start
// is v3's, the one that every region has and whose answer is documented job by
// job; and delete, since the pages of v5's own disagree on the links it is for.
func ways(verb model.Verb) []way {
	act := func(name string) way { return way{generation: v5, op: jobActions, body: actionsBody(name)} }
	switch verb {
	case model.Start:
		return []way{{generation: v3, op: v3BatchStart, body: startBodyOf}, act("start")}
	case model.StartNow:
		return []way{act("start")}
	case model.RunCheck:
		return []way{act("precheck"), {generation: v3, op: v3Check, body: checkBody3}}
	case model.SkipItem:
		return []way{act("skip_precheck")}
	case model.Pause:
		return []way{act("stop"), {generation: v3, op: v3Pause, body: pauseBody3}}
	case model.Resume, model.TryAgain:
		return []way{act("restart"), {generation: v3, op: v3Restore, body: jobsBody3}}
	case model.Reset:
		return []way{act("reset")}
	case model.Clone:
		return []way{{generation: v5, op: copyJob, alone: true, body: copyBody}}
	case model.End:
		return []way{{generation: v5, op: batchStop, body: stopBody(false)}, {generation: v3, op: v3Delete, body: deleteBody3("terminate")}}
	case model.ForceEnd:
		return []way{{generation: v5, op: batchStop, body: stopBody(true)}, {generation: v3, op: v3Delete, body: deleteBody3("force_terminate")}}
	case model.Delete:
		return []way{{generation: v3, op: v3Delete, body: deleteBody3("delete")}}
	case model.Create:
		return []way{{generation: v5, op: createJob, alone: true, body: createBody}}
	case model.SaveEnds:
		return []way{{generation: v5, op: updateJob, alone: true, body: storeBody}}
	case model.Update: // see editWay: it depends on the section
		return []way{{generation: v5, op: updateJob, alone: true, body: updateBody}, {generation: v3}}
	case model.SaveObjects:
		return []way{{generation: v5, op: updateJob, alone: true, body: objectsBody}}
	case model.ReEdit:
		return []way{act("restart")}
	case model.TestEnds: // no write: see TestConnection
		return []way{{generation: v5, op: jobAction, alone: true}, {generation: v3, op: v3Connect, alone: true}}
	case model.Cancel:
	}
	return nil
}

// verbOf is the verb of a change, and the generation that told of its job.
func verbOf(c model.Change) (verb model.Verb, generation string) {
	switch c := c.(type) {
	case model.StartJob:
		return model.Start, ""
	case model.Act:
		return c.Verb, c.Generation
	case model.CheckJob:
		return model.RunCheck, c.Generation
	case model.SkipItems:
		return model.SkipItem, v5
	case model.CloneJob:
		return model.Clone, v5
	case model.CreateJob:
		return model.Create, v5
	case model.StoreEnds:
		return model.SaveEnds, c.Generation
	case model.EditJob:
		return model.Update, c.Job.Generation
	case model.SetObjects:
		return model.SaveObjects, c.Job.Generation
	}
	return "", ""
}

// wayOf picks the way of a change: v5's is not for a job that only v3 knows.
func (b *Backend) wayOf(c model.Change) (way, error) {
	if edit, ok := c.(model.EditJob); ok {
		return b.editWay(edit)
	}
	verb, generation := verbOf(c)
	for _, w := range ways(verb) {
		if b.memory.offers(w.generation) && (w.generation == v3 || generation != v3) && w.body != nil {
			return w, nil
		}
	}
	return way{}, errors.New("the service offers no " + string(verb) + " for this job")
}

// Route names the call that would carry a change.
func (b *Backend) Route(c model.Change) string {
	w, err := b.wayOf(c)
	switch {
	case err != nil:
		return ""
	case w.alone:
		return string(w.op) + " " + c.Target().Raw()
	}
	return string(w.op)
}

// request is the one call that carries the changes.
func (b *Backend) request(changes []model.Change) (rest.Call, error) {
	if len(changes) == 0 {
		return rest.Call{}, errors.New("there is nothing to send")
	}
	first, err := b.wayOf(changes[0])
	if err != nil {
		return rest.Call{}, err
	}
	for _, c := range changes[1:] {
		if b.Route(c) != b.Route(changes[0]) {
			return rest.Call{}, errors.New("changes of several calls cannot go in one")
		}
	}
	body, err := first.body(changes)
	if err != nil {
		return rest.Call{}, err
	}
	call := b.call(first.op, body)
	if strings.Contains(call.Path, "{job_id}") {
		call.Values["job_id"] = changes[0].Target().Raw()
	}
	if edit, ok := changes[0].(model.EditJob); ok && strings.Contains(call.Path, "{resource_type}") {
		if edit.Job.Scenario == "" {
			return rest.Call{}, errors.New("the service does not tell what kind of job it is, which its tags are changed by")
		}
		call.Values["resource_type"] = string(edit.Job.Scenario)
	}
	call.Deadline += patience(call.Body)
	if h, ok := body.(hiding); ok {
		call.Secrets = h.hidden()
	}
	return call, nil
}

// hiding is a body with secrets in it.
type hiding interface{ hidden() []model.Secret }

// Capabilities is what drover can do with DRS here: what no generation that the
// service offers can, it cannot, and says which one could. Screens ask for it
// at every key, so it is worked out once for each thing that is learned.
func (b *Backend) Capabilities() model.Capabilities {
	offered := [2]bool{b.memory.offers(v5), b.memory.offers(v3)}
	b.capable.mu.Lock()
	defer b.capable.mu.Unlock()
	caps, known := b.capable.by[offered]
	if !known {
		if caps = b.capabilities(); b.capable.by == nil {
			b.capable.by = map[[2]bool]model.Capabilities{}
		}
		b.capable.by[offered] = caps
	}
	return caps
}

// capable keeps what Capabilities came to, by the generations offered.
type capable struct {
	mu sync.Mutex
	by map[[2]bool]model.Capabilities
}

func (b *Backend) capabilities() model.Capabilities {
	caps := model.Capabilities{Service: "DRS", Verbs: map[model.Verb]string{}, Only: map[model.Verb]string{}, Sections: b.sectionsWhy(), Facets: drsFacets()}
	for _, verb := range model.EveryVerb() {
		var could []string
		can := false
		for _, w := range ways(verb) {
			could = append(could, w.generation)
			can = can || b.memory.offers(w.generation)
		}
		if len(could) == 0 { // it is no verb of databases
			continue
		}
		caps.Verbs[verb] = ""
		if !can {
			caps.Verbs[verb] = "needs the " + could[0] + " API, which " + b.memory.why(could[0])
		}
		if len(could) == 1 && could[0] == v5 {
			caps.Only[verb] = v5
		}
	}
	return caps
}
