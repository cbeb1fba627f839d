package drs

import (
	"context"

	"drover/model"
)

// statusChunk is the largest page of V3BatchListJobStatus.
const statusChunk = 100

// Status reads the bare status of many jobs (V3BatchListJobStatus). An id
// missing from the map was not told; one the service refused has a Code.
// With an error the map holds what could be read.
func (b *Backend) Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	return b.many(ctx, ids, statusChunk, b.statuses)
}

// statuses reads all pages about one chunk: left alone, the service would
// answer five entries and say nothing of the rest.
func (b *Backend) statuses(ctx context.Context, ids []model.JobID) (readings, error) {
	out := readings{}
	for n := 1; len(out) < len(ids); n++ {
		answer, err := b.read(ctx, b.call(v3Status, idsBody{Jobs: raw(ids), Page: &pageReq{CurPage: n, PerPage: statusChunk}}))
		if err != nil {
			return out, err
		}
		before := len(out)
		for id, e := range asked(answer.Body.Get("results"), "id", ids) {
			s := refusedSample(e)
			s.Status, s.At = e.Get("status").Text(), b.conn.Now()
			out[id] = s
		}
		if len(out) == before {
			break
		}
	}
	return out, nil
}
