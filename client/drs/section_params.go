package drs

import (
	"context"
	"errors"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// paramsAsk is the request of V3BatchShowParams. "1" has the databases read
// anew: an answer that was kept may be of before a change.
type paramsAsk struct {
	Jobs    []string `json:"jobs"`
	Refresh string   `json:"refresh"`
}

// readParams reads how the parameters of both databases compare.
func (b *Backend) readParams(ctx context.Context, p *model.Part, id model.JobID) {
	if !b.memory.offers(v3) {
		p.Lacks = model.Clean(lacking(v3Params).Error())
		return
	}
	answer, err := b.read(ctx, b.call(v3Params, paramsAsk{Jobs: []string{id.Raw()}, Refresh: "1"}))
	if err != nil {
		p.Lacks = model.Clean(err.Error())
		return
	}
	first := answer.Body.Get("params_list").First()
	if p.Lacks = refusedParams(first); p.Lacks != "" {
		return
	}
	for e := range first.Get("params").Each() {
		group, name := word(e.Get("group")).String(), e.Get("key").String()
		s := model.Setting{
			Key: model.ParamKey(group, name), Name: model.NewText(name), Value: e.Get("target_value").Text(),
			Source: e.Get("source_value").Text(), Range: e.Get("value_range").Text(),
		}
		s.Restart, _ = e.Get("need_restart").Bool()
		same, told := e.Get("compare_result").Bool()
		s.Differs = told && !same
		switch {
		case !plainName(name), group != "common" && group != "performance":
			s.Fixed = "drover does not know what it is"
		case group == "common" && !s.Differs:
			s.Fixed = "source and target agree"
		}
		if s.Fixed == "" || s.Fixed == "source and target agree" {
			p.Values[s.Key] = s.Value.Raw()
		}
		p.Settings = append(p.Settings, s)
	}
}

// refusedParams says why an answer tells of no parameters; "": it does. The
// documents have the error among the parameters, clients have seen it beside them.
func refusedParams(v wire.Value) string {
	if name, twice := v.Twice(); twice {
		return "the answer says " + model.Clean(name) + " twice"
	}
	refusal := func(e wire.Value) string {
		s := refusedSample(e)
		if s.Code.Empty() {
			return ""
		}
		return strings.TrimSpace(s.Code.String() + " " + s.Message.String())
	}
	if why := refusal(v); why != "" {
		return why
	}
	if v.Get("params").Absent() {
		return "the answer tells of no parameters"
	}
	for e := range v.Get("params").Each() {
		if why := refusal(e); why != "" {
			return why
		}
	}
	return ""
}

type paramsRequest struct {
	Group  string      `json:"group"`
	Params []paramSent `json:"params"`
}

type paramSent struct {
	Key    string `json:"key"`
	Target string `json:"target_value"`
}

// paramsBody encodes the parameters that change, of one group: a call takes no
// more (V3UpdateParams).
func paramsBody(changes []model.Change) (any, error) {
	var body paramsRequest
	err := each(changes, func(_ string, c model.Change) error {
		edit, ok := c.(model.EditJob)
		if !ok || len(changes) != 1 {
			return errors.New("one call changes the parameters of one job")
		}
		for _, key := range edit.Changed() {
			rest, ours := strings.CutPrefix(string(key), "db_param.")
			group, name, parted := strings.Cut(rest, ".")
			switch {
			case !ours || !parted || edit.Want[key] == "" || asterisks(edit.Want[key]):
				return errors.New("a parameter has a name and a value")
			case body.Group != "" && body.Group != group:
				return errors.New("one call changes parameters of one group")
			}
			body.Group = group
			body.Params = append(body.Params, paramSent{Key: name, Target: edit.Want[key]})
		}
		return nil
	})
	return body, err
}

// refusesParams reports an answer of V3UpdateParams that says no in its own member,
// beside an error that would prove nothing alone.
func refusesParams(op rest.Op, answer *rest.Answer) bool {
	if op != v3SetParams || answer == nil || answer.Status/100 != 2 {
		return false
	}
	yes, told := answer.Body.Get("success").Bool()
	return told && !yes
}

// paramsSet3 reads the answer of V3UpdateParams.
func paramsSet3(c model.Change, answer *rest.Answer) model.Outcome {
	refused := refusedSample(answer.Body)
	o := model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Code: refused.Code, Message: refused.Message}
	name, twice := answer.Body.Twice()
	switch yes, told := answer.Body.Get("success").Bool(); {
	case twice:
		o.Why = "the answer says " + model.Clean(name) + " twice"
	case told && yes && o.Code.Empty():
		o.Kind = model.Accepted
		if restart, _ := answer.Body.Get("should_restart").Bool(); restart {
			o.Why = "some of it acts once the target database was restarted"
		}
	case fault(o.Code.Raw()):
		o.Why = "the service had a fault"
	case told && !yes:
		o.Kind = model.Refused
	default:
		o.Why = "the answer does not say whether it was done"
	}
	return o
}
