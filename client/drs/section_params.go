package drs

import (
	"context"
	"errors"
	"strings"

	"drover/client/rest"
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
	if code := first.Get("error_code"); !code.Absent() {
		p.Lacks = model.Clean(strings.TrimSpace(code.String() + " " + first.Get("error_message").String()))
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
			case !ours || !parted || edit.Want[key] == "":
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

// paramsSet3 reads the answer of V3UpdateParams.
func paramsSet3(c model.Change, answer *rest.Answer) model.Outcome {
	refused := refusedSample(answer.Body)
	o := model.Outcome{ID: c.Target(), Kind: model.UnknownOutcome, RequestID: answer.RequestID, Code: refused.Code, Message: refused.Message}
	switch yes, told := answer.Body.Get("success").Bool(); {
	case told && yes && o.Code.Empty():
		o.Kind = model.Accepted
		if restart, _ := answer.Body.Get("should_restart").Bool(); restart {
			o.Why = "some of it acts once the target database was restarted"
		}
	case told && !yes:
		o.Kind = model.Refused
	default:
		o.Why = "the answer does not say whether it was done"
	}
	return o
}
