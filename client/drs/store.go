package drs

import (
	"errors"
	"net/http"
	"strings"

	"drover/client/rest"
	"drover/model"
)

// storeRequest is the request of UpdateJob with type endpoint.
type storeRequest struct {
	Job struct {
		Type   string `json:"type"`
		Params struct {
			Sources []endpoint5 `json:"source_endpoint"`
			Targets []endpoint5 `json:"target_endpoint"`
		} `json:"params"`
	} `json:"job"`
	given []model.Secret
}

func (r storeRequest) hidden() []model.Secret { return r.given }

// storeBody encodes both ends of one job. Of the draft nothing else counts.
func storeBody(changes []model.Change) (any, error) {
	var body storeRequest
	err := each(changes, func(_ string, c model.Change) error {
		storing, ok := c.(model.StoreEnds)
		if !ok || len(changes) != 1 {
			return errors.New("one call stores the endpoints of one job")
		}
		l := newLeaves(storing.Draft)
		body.Job.Type = "endpoint"
		body.Job.Params.Sources, body.Job.Params.Targets = l.ends(model.Sources), l.ends(model.Targets)
		body.given = l.given
		return l.left(model.Sources, model.Targets)
	})
	return body, err
}

// updated5 reads the answer of UpdateJob.
func updated5(c model.Change, answer *rest.Answer) model.Outcome {
	if _, ok := c.(model.SetObjects); ok {
		return savedObjects(c, answer)
	}
	return stored5(c, answer)
}

// stored5 reads the answer of UpdateJob, which may be {}. One that is about
// another job, or names an error, proves nothing.
func stored5(c model.Change, answer *rest.Answer) model.Outcome {
	body := unwrapped(answer.Body)
	refused := refusedSample(body)
	o := model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Code: refused.Code, Message: refused.Message}
	about := model.NewJobID(body.Get("id").String())
	status := strings.ToLower(strings.TrimSpace(body.Get("status").String()))
	name, twice := answer.Body.Twice()
	switch {
	case twice:
		o.Why = "the answer says " + model.Clean(name) + " twice"
	case answer.Status == http.StatusNoContent:
		o.Kind = model.Accepted
	case !body.IsObject():
		o.Why = "the answer tells no results"
	case !o.Code.Empty():
		o.Why = "the answer says success and names an error"
	case !about.Empty() && about != c.Target():
		o.Why = "the answer names another job"
	case status == "failed", status == "false":
		o.Why = "the answer says " + status
	default:
		o.Kind = model.Accepted
	}
	return o
}
