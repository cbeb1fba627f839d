package drs

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// PreCheck reads the result of a job's pre-check: of the run that query names
// from v5 (ShowJobDetail type=precheck), which alone tells what may be skipped
// and what a check beyond configuration came to, else of the last one from v3.
func (b *Backend) PreCheck(ctx context.Context, id model.JobID, query model.Text) (model.PreCheck, error) {
	if query.Empty() || !b.memory.offers(v5) {
		return b.preCheck3(ctx, id)
	}
	answer, err := b.read(ctx, b.about(showDetail, id, url.Values{"type": {"precheck"}, "query_id": {query.Raw()}}))
	if err != nil {
		return model.PreCheck{}, err
	}
	p := preCheck(unwrapped(answer.Body).Get("precheck_result"))
	p.ID = query
	return p, nil
}

// preCheck3 reads the last result (V3BatchCheckResults). It always asks for
// exactly one: the entries of the answer name no job. That none was run is a
// result; any other code in place of one is an error.
func (b *Backend) preCheck3(ctx context.Context, id model.JobID) (model.PreCheck, error) {
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
		Code: v.Get("error_code").Text(), Message: v.Get("error_msg").Text(), ID: v.Get("precheck_id").Text(),
	}
	for _, name := range []string{"precheck_result", "precheck_results"} {
		for e := range v.Get(name).Each() {
			p.Items = append(p.Items, checkItem(e))
		}
	}
	p.Ran = p.Process >= 0 || p.PassedRate >= 0 || len(p.Items) > 0 || !v.Get("precheck_id").Absent() && p.Code.Empty()
	return p
}

func checkItem(e wire.Value) model.CheckItem {
	it := model.CheckItem{
		Item: e.Get("item").Text(), Result: e.Get("result").Text(), Reason: e.Get("failed_reason").Text(),
		Raw: e.Get("raw_error_msg").Text(), Group: e.Get("group").Text(),
		Data: e.Get("data").Text(), CanSkip: e.Get("is_support_skip").Tri(), Skipped: e.Get("is_skipped").Tri() == model.Yes,
	}
	it.Objects = dataObjects(it.Data.Raw())
	for sub := range e.Get("failed_sub_jobs").Each() {
		it.Subs = append(it.Subs, model.SubCheck{
			ID: model.NewJobID(sub.Get("id").String()), Name: sub.Get("name").Text(), Result: sub.Get("check_result").Text(),
		})
	}
	return it
}

// mostObjects is how many objects of one item are kept; the raw text has all.
const mostObjects = 10_000

// dataObjects reads what an item is about out of its data, which is often JSON
// inside a string: a list of names, of objects with names in them, or an object
// of such lists. What is none of that tells no objects.
func dataObjects(data string) []model.Text {
	v, err := wire.Parse([]byte(data))
	if err != nil {
		return nil
	}
	return gather(nil, v)
}

func gather(out []model.Text, v wire.Value) []model.Text {
	switch {
	case len(out) >= mostObjects:
	case v.IsArray():
		for e := range v.Elements() {
			out = gather(out, e)
		}
	case v.IsObject():
		if name := objectName(v); name != "" {
			return append(out, model.NewText(name))
		}
		for _, m := range v.Members() {
			if m.IsArray() || m.IsObject() {
				out = gather(out, m)
			}
		}
	case v.IsString() && v.String() != "":
		out = append(out, v.Text())
	}
	return out
}

// objectName joins the parts that name an object: db.schema.table.
func objectName(v wire.Value) string {
	var parts []string
	for _, names := range [][]string{{"db_name", "database", "db"}, {"schema_name", "schema"}, {"table_name", "table", "object_name", "name"}} {
		for _, n := range names {
			if m := v.Get(n); m.IsString() && m.String() != "" {
				parts = append(parts, m.String())
				break
			}
		}
	}
	return strings.Join(parts, ".")
}
