package dryviq

import (
	"context"
	"iter"
	"net/url"
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// rowFields are what a row of the list needs; without fields a server tells few.
func rowFields() string {
	return strings.Join([]string{
		"id", "name", "kind", "status", "disabled", "description", "parent_id", "created_on", "execute_on", "schedule.mode",
		"transfer.transfer_type", "transfer.source", "transfer.destination",
		"execution.id", "execution.status", "execution.progress", "previous_execution.id", "previous_execution.status",
	}, ",")
}

func listQuery() url.Values {
	return from(url.Values{"fields": {rowFields()}, "sort": {"name ASC"}}, 0, perPage)
}

func rowKey(v wire.Value) string { return v.Get("id").String() }

// Jobs lists every job as its pages land (listJobs), whatever its kind: those that are
// no transfers are shown and not changed.
func (b *Backend) Jobs(ctx context.Context) iter.Seq2[model.JobPage, error] {
	return func(yield func(model.JobPage, error) bool) {
		page := model.JobPage{Scenario: model.Transfer, Generation: v1}
		n := 0
		for p, err := range b.pages(ctx, b.call(listJobs, listQuery()), "jobs", rowKey) {
			if err != nil {
				yield(page, err)
				return
			}
			n++
			b.spots.note(p)
			out := model.JobPage{Scenario: model.Transfer, Generation: v1, Page: n, Pages: pagesOf(p), Total: p.total}
			for _, row := range p.fresh {
				if job := jobRow(row); !job.ID.Empty() {
					out.Jobs = append(out.Jobs, job)
				}
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// pagesOf is how many pages a list has, as far as this one tells.
func pagesOf(p page) int {
	if !p.told || len(p.rows) == 0 {
		return 0
	}
	size := max(len(p.rows), 1)
	if p.offset > 0 && p.next == nil { // the last one is short
		return 0
	}
	return (p.total + size - 1) / size
}
