package drs

import (
	"context"
	"net/url"
	"slices"

	"drover/client/rest/wire"
	"drover/model"
	"drover/model/objects"
)

// filtersRequest is the request of CheckDataFilter, in the smallest form that says
// which table a filter is for.
type filtersRequest struct {
	Rules []filterRule `json:"data_process_info"`
}

type filterRule struct {
	Conditions []filterCondition `json:"filter_conditions"`
	Object     filterObject      `json:"db_object"`
	Source     string            `json:"source"`
	Level      string            `json:"process_rule_level"`
}

type filterCondition struct {
	Value string `json:"value"`
	Type  string `json:"filtering_type"`
}

type filterObject struct {
	Scope     string               `json:"object_scope"`
	Databases map[string]filterBox `json:"object_info"`
}

type filterBox struct {
	Name    string                 `json:"name"`
	All     bool                   `json:"all"`
	Schemas map[string]filterBox   `json:"schemas,omitempty"`
	Tables  map[string]filterTable `json:"tables,omitempty"`
}

type filterTable struct {
	Type string `json:"type"`
	Name string `json:"name"`
	All  bool   `json:"all"`
}

func filterRuleOf(t objects.FilterTry) filterRule {
	tables := map[string]filterTable{t.Path.Name: {"table", t.Path.Name, true}}
	box := filterBox{Name: t.Path.Database, Tables: tables}
	if t.Path.Schema != "" {
		box = filterBox{Name: t.Path.Database, Schemas: map[string]filterBox{t.Path.Schema: {Name: t.Path.Schema, Tables: tables}}}
	}
	r := filterRule{Source: "job", Level: "table", Object: filterObject{"table", map[string]filterBox{t.Path.Database: box}}}
	for _, c := range t.Conditions {
		r.Conditions = append(r.Conditions, filterCondition{c, "contentConditionalFilter"})
	}
	for _, c := range t.Joins {
		r.Conditions = append(r.Conditions, filterCondition{c, "configConditionalFilter"})
	}
	return r
}

// CheckFilters has the service check row filters against the source, which stores
// nothing (CheckDataFilter, then ShowDataFilteringResult). There is a verdict for each
// of them, in their order.
func (b *Backend) CheckFilters(ctx context.Context, job model.Job, tries []objects.FilterTry) ([]objects.FilterVerdict, error) {
	if why := b.objectsWhy(job); why != "" {
		return nil, unasked(checkFilters, why)
	}
	ctx, cancel := context.WithTimeout(ctx, columnsMost)
	defer cancel()
	var out []objects.FilterVerdict
	for chunk := range slices.Chunk(tries, tablesMost) {
		var body filtersRequest
		for _, t := range chunk {
			body.Rules = append(body.Rules, filterRuleOf(t))
		}
		call := b.call(checkFilters, body)
		call.Values["job_id"] = job.ID.Raw()
		answer, err := b.read(ctx, call)
		if err != nil {
			return out, err
		}
		query, err := begunQuery(call.Op, answer)
		if err != nil {
			return out, err
		}
		verdicts, err := b.filterVerdicts(ctx, job.ID, query, chunk)
		out = append(out, verdicts...)
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// filterVerdicts asks until every filter has its verdict.
func (b *Backend) filterVerdicts(ctx context.Context, id model.JobID, query string, tries []objects.FilterTry) ([]objects.FilterVerdict, error) {
	for wait := pollFirst; ; wait = longer(wait) {
		answer, err := b.read(ctx, b.about(showFilters, id, url.Values{"query_id": {query}}))
		if err != nil {
			return nil, err
		}
		done, err := finished(showFilters, answer.Body.Get("status").String(), answer)
		if err != nil {
			return nil, err
		}
		out, all := verdictsOf(answer.Body.Get("db_object_filtering_result"), tries)
		switch {
		case all:
			return out, nil
		case done:
			return nil, misunderstood(showFilters, answer, "the answer does not tell of every filter that was asked about")
		}
		if err := rested(ctx, showFilters, wait); err != nil {
			return nil, err
		}
	}
}

// verdictsOf matches results to filters by their tables; one that names no table is
// about the only one that was asked about. Only a clear word is a yes.
func verdictsOf(results wire.Value, tries []objects.FilterTry) (out []objects.FilterVerdict, all bool) {
	said := map[objects.Path]wire.Value{}
	for r := range results.Each() {
		path := pathOf(r)
		if len(tries) == 1 && path == (objects.Path{}) {
			path = tries[0].Path
		}
		if _, again := said[path]; !again || r.Get("is_success").Tri() != model.Yes { // of two the one that finds fault
			said[path] = r
		}
	}
	for _, t := range tries {
		r, ok := said[t.Path]
		if !ok || r.Get("is_success").Tri() == model.NotTold {
			return nil, false
		}
		out = append(out, objects.FilterVerdict{
			Path: t.Path, OK: r.Get("is_success").Tri() == model.Yes, Message: r.Get("message").String(),
			OnSource: r.Get("source_message").String(), OnDest: r.Get("target_message").String(),
		})
	}
	return out, true
}
