package dryviq

import (
	"context"
	"math"
	"net/url"
	"strconv"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// percent reads a progress from 0 to 1; -1 where none is told.
func percent(v wire.Value) int {
	f, err := strconv.ParseFloat(strings.TrimSpace(v.String()), 64)
	if v.Absent() || err != nil || math.IsNaN(f) || f < 0 {
		return -1
	}
	return int(math.Min(f, 1) * 100)
}

// execution reads a run; nil where none is told.
func execution(v wire.Value) *model.Execution {
	if !v.IsObject() {
		return nil
	}
	e := &model.Execution{
		ID: v.Get("id").Text(), Status: v.Get("status").Text(), Phase: v.Get("phase").Text(), Percent: percent(v.Get("progress")),
		Begun: moment(v.Get("start_time")), Ended: moment(v.Get("end_time")), Took: model.NewText(length(v.Get("duration"))),
		Node: v.Get("node_address").Text(), Failures: -1, Warnings: -1,
	}
	stats := v.Get("stats")
	if n, ok := stats.Path("errors", "failures").Int(); ok {
		e.Failures = int(min(max(n, 0), math.MaxInt32))
	}
	if n, ok := stats.Path("errors", "warnings").Int(); ok {
		e.Warnings = int(min(max(n, 0), math.MaxInt32))
	}
	e.Figures = figures(stats, "", 0)
	return e
}

// most and deepest bound what is shown of statistics that nobody has documented.
const (
	mostFigures    = 60
	deepestFigures = 3
)

// figures flattens statistics to labels and values, as they came: "source new files".
func figures(v wire.Value, label string, depth int) []model.Fact {
	var out []model.Fact
	for name, m := range v.Members() {
		at := strings.TrimSpace(label + " " + strings.ReplaceAll(model.Clean(string(name)), "_", " "))
		switch {
		case len(out) >= mostFigures:
			return out
		case m.IsObject() && depth < deepestFigures:
			out = append(out, figures(m, at, depth+1)...)
		case !m.Absent() && !m.IsObject() && !m.IsArray():
			out = append(out, model.Fact{Label: at, Value: m.Text()})
		}
	}
	return out[:min(len(out), mostFigures)]
}

// Timeline reads a page of a job's runs, the newest first as the server tells them
// (listExecutions).
func (b *Backend) Timeline(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.Event], error) {
	page = page.Within()
	query := from(url.Values{"job": {id.Raw()}, "fields": {"all"}}, page.Offset, page.Limit)
	p, err := b.page(ctx, b.call(listExecutions, query), "job_executions", page.Offset)
	if err != nil {
		return model.Listed[model.Event]{Offset: page.Offset}, err
	}
	out := model.Listed[model.Event]{Offset: page.Offset, Total: p.total}
	for _, row := range p.rows {
		if run := execution(row); run != nil {
			out.Rows = append(out.Rows, event(*run, row))
		}
	}
	return out, nil
}

func event(run model.Execution, row wire.Value) model.Event {
	e := model.Event{Name: model.NewText("run " + run.ID.String()), Status: run.Status, User: run.Node, At: run.Begun, When: row.Get("start_time").Text()}
	if !run.Took.Empty() {
		e.Name = model.NewText("run " + run.ID.String() + ", " + run.Took.String())
	}
	return e
}
