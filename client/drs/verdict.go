package drs

import (
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// verdicts matches the results of a batch by id, never by position. It also
// reads those of a refusal. Told is false if they name none of the jobs asked
// for: then the call as a whole must tell.
func verdicts(changes []model.Change, answer *rest.Answer) (out []model.Outcome, told bool) {
	if name, twice := answer.Body.Twice(); twice {
		return alike(changes, model.Outcome{
			Kind: model.UnknownOutcome, RequestID: answer.RequestID, Why: "the answer says " + model.Clean(name) + " twice",
		}), true
	}
	said := map[model.JobID]model.Outcome{}
	for e := range results(answer.Body) {
		id := entryID(e)
		o := verdict(e)
		if old, again := said[id]; again && old != o {
			o = model.Outcome{Kind: model.UnknownOutcome, Why: "the answer contradicts itself about this job"}
		}
		said[id] = o
	}
	out = alike(changes, model.Outcome{Kind: model.UnknownOutcome, Why: "the answer does not name this job"})
	for i := range out {
		if o, ok := said[out[i].ID]; ok && !out[i].ID.Empty() {
			o.ID, told = out[i].ID, true
			out[i] = o
		}
		out[i].RequestID = answer.RequestID
	}
	return out, told
}

// results is the list under its name in v3, or in v5.
func results(body wire.Value) func(func(wire.Value) bool) {
	if list := body.Get("results"); !list.Absent() {
		return list.Each()
	}
	return body.Get("jobs").Each()
}

func entryID(e wire.Value) model.JobID {
	if id := e.Get("id"); !id.Absent() {
		return model.NewJobID(id.String())
	}
	return model.NewJobID(e.Get("job_id").String())
}

// verdict is what one entry says. Only a clear word counts: a success with an
// error code, a word nobody knows or a fault of the service prove nothing.
func verdict(e wire.Value) model.Outcome {
	refused := refusedSample(e)
	o := model.Outcome{Kind: model.UnknownOutcome, Code: refused.Code, Message: refused.Message, Query: e.Get("query_id").Text()}
	status := strings.ToLower(strings.TrimSpace(e.Get("status").String()))
	switch {
	case status == "success" && o.Code.Empty(), status == "" && o.Code.Empty() && !o.Query.Empty():
		o.Kind = model.Accepted
	case fault(o.Code.Raw()):
		o.Why = "the service had a fault"
	case status == "failed", status == "" && !o.Code.Empty():
		o.Kind = model.Refused
	case status == "success":
		o.Why = "the answer says success and names an error"
	case status == "":
		o.Why = "the answer names this job and says nothing of it"
	default:
		o.Why = "the answer says " + model.Clean(status)
	}
	return o
}

// fault reports the codes of failures inside the service, after which nobody
// knows what was done.
func fault(code string) bool {
	switch code {
	case "DRS.M00004", "DRS.M01501", "DRS.M05066":
		return true
	}
	return false
}
