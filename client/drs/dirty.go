package drs

import (
	"context"
	"time"

	"drover/client/rest/wire"
	"drover/model"
)

// DirtyRows reads a part of the rows that the target refused (ShowDirtyData).
func (b *Backend) DirtyRows(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DirtyRow], error) {
	page = page.Within()
	answer, err := b.five(ctx, b.about(showDirty, id, paged(page)))
	if err != nil {
		return model.Listed[model.DirtyRow]{Offset: page.Offset}, err
	}
	return lister[model.DirtyRow]{showDirty, "dirty_data_list", "count", dirtyRow}.part(answer, answer.Body, page)
}

func dirtyRow(v wire.Value) model.DirtyRow {
	return model.DirtyRow{
		Database: v.Get("db_name").Text(), Schema: v.Get("schema_name").Text(), Table: v.Get("table_name").Text(),
		SQL: v.Get("error_sql").Text(), Why: v.Get("error_msg").Text(),
		At: v.Get("error_time").Time(), When: v.Get("error_time").Text(),
	}
}

// DDLs reads a part of the changes of structure that the incremental phase
// met (ListJobDdls).
func (b *Backend) DDLs(ctx context.Context, id model.JobID, page model.Page) (model.Listed[model.DDL], error) {
	page = page.Within()
	answer, err := b.five(ctx, b.about(listDDLs, id, paged(page)))
	if err != nil {
		return model.Listed[model.DDL]{Offset: page.Offset}, err
	}
	return lister[model.DDL]{listDDLs, "ddl_list", "count", ddlMet}.part(answer, answer.Body, page)
}

func ddlMet(v wire.Value) model.DDL {
	d := model.DDL{
		Seq: count(v.Get("seqno")), SQL: v.Get("ddl_text").Text(), Checkpoint: v.Get("checkpoint").Text(),
		Status: -1, Applied: v.Get("exe_result").Tri(),
		At: stamp(v.Get("ddl_timestamp")), Recorded: stamp(v.Get("record_time")), Cleaned: stamp(v.Get("clean_time")),
	}
	if n := count(v.Get("status")); n >= 0 {
		d.Status = whole(n)
	}
	return d
}

// stamp reads a moment that the contract gives as a number and no unit: one
// that as milliseconds would lie long before the service existed counts
// seconds.
func stamp(v wire.Value) time.Time {
	const before = 100_000_000_000 // as milliseconds March 1973, as seconds the year 5138
	if n, ok := v.Int(); ok && n > 0 && n < before {
		return time.Unix(n, 0).UTC()
	}
	return v.Time()
}
