package drs

import (
	"context"
	"errors"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// PreCheck reads the result of one job's last pre-check
// (V3BatchCheckResults). It always asks for exactly one: the entries of the
// answer name no job. That none was run is a result; any other code in place
// of one is an error.
func (b *Backend) PreCheck(ctx context.Context, id model.JobID) (model.PreCheck, error) {
	answer, err := b.read(ctx, b.call(v3Precheck, idsBody{Jobs: []string{id.Raw()}}))
	if err != nil {
		return model.PreCheck{}, err
	}
	var entries []wire.Value
	for e := range answer.Body.Get("results").Each() {
		entries = append(entries, e)
	}
	switch len(entries) {
	case 0:
		return model.PreCheck{Process: -1, PassedRate: -1}, nil
	case 1:
		p := preCheck(entries[0])
		if !p.Ran && !p.Code.Empty() && p.Code.Raw() != noResult {
			return model.PreCheck{}, answer.Refusal(v3Precheck, p.Code, p.Message)
		}
		return p, nil
	}
	return model.PreCheck{}, &rest.Error{
		Op: string(v3Precheck), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
		Cause: errors.New("the answer tells several results for one job"),
	}
}

// noResult is the service's code for "there is nothing".
const noResult = "DRS.M00002"

func preCheck(v wire.Value) model.PreCheck {
	p := model.PreCheck{
		Process: v.Get("process").Percent(), PassedRate: v.Get("total_passed_rate").Percent(),
		Code: v.Get("error_code").Text(), Message: v.Get("error_msg").Text(),
	}
	for _, name := range []string{"precheck_result", "precheck_results"} {
		for e := range v.Get(name).Each() {
			p.Items = append(p.Items, model.CheckItem{
				Item: e.Get("item").Text(), Result: e.Get("result").Text(), Reason: e.Get("failed_reason").Text(),
				Raw: e.Get("raw_error_msg").Text(), Group: e.Get("group").Text(),
			})
		}
	}
	p.Ran = p.Process >= 0 || p.PassedRate >= 0 || len(p.Items) > 0 || !v.Get("precheck_id").Absent() && p.Code.Empty()
	return p
}
