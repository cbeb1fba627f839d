package drs

import (
	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// What the fuzz targets and tables of this package's tests look at.

// ReadRow reads one row of a list with its children.
func ReadRow(generation string, v wire.Value) []model.Job {
	return newRows(generation, model.Sync).family(nil, v)
}

// ReadV5 and ReadV3 read a detail.
func ReadV5(v wire.Value) model.Detail { return fromV5(v) }

// ReadV3 reads a detail of v3.
func ReadV3(v wire.Value) model.Detail { return fromV3(v) }

// ReadSample reads a progress.
func ReadSample(v wire.Value) model.Sample { return sample(v) }

// ReadPreCheck reads a pre-check's result.
func ReadPreCheck(v wire.Value) model.PreCheck { return preCheck(v) }

// ReadMonitor reads a monitor's answer.
func ReadMonitor(v wire.Value) model.Monitor { return monitor(v) }

// Part is what a part of any long list comes to.
type Part struct {
	Rows  []any
	Total int
	Err   error
}

// ReadParts reads an answer as a part of each of the long lists, by the name
// of the member that holds its rows.
func ReadParts(v wire.Value, page model.Page) map[string]Part {
	answer := &rest.Answer{Status: 200, Body: v}
	return map[string]Part{
		"flow_compare_data": partOf(lister[model.ObjectProgress]{showProgress, "flow_compare_data", "count", objectProgress}, answer, page),
		"dirty_data_list":   partOf(lister[model.DirtyRow]{showDirty, "dirty_data_list", "count", dirtyRow}, answer, page),
		"ddl_list":          partOf(lister[model.DDL]{listDDLs, "ddl_list", "count", ddlMet}, answer, page),
		"logs":              partOf(lister[model.LogLine]{showDetail, "logs", "total_count", logLine}, answer, page),
		"timelines":         partOf(lister[model.Event]{showTimeline, "timelines", "count", event}, answer, page),
	}
}

func partOf[T any](l lister[T], answer *rest.Answer, page model.Page) Part {
	got, err := l.part(answer, unwrapped(answer.Body), page)
	p := Part{Total: got.Total, Err: err}
	for _, r := range got.Rows {
		p.Rows = append(p.Rows, r)
	}
	return p
}

// Verdicts reads the answer to a batch start.
func Verdicts(changes []model.Change, status int, v wire.Value) ([]model.Outcome, bool) {
	return verdicts(changes, &rest.Answer{Status: status, Body: v})
}

// Section shows an answer without its secrets.
func Section(v wire.Value) []byte { return section("", v).JSON }
