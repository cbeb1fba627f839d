package drs

import (
	"context"
	"maps"
	"slices"
	"sync"

	"drover/client/rest/wire"
	"drover/model"
)

// readings is what was read of many jobs.
type readings = map[model.JobID]model.Sample

// idsBody asks about jobs by id.
type idsBody struct {
	Jobs []string `json:"jobs"`
	Page *pageReq `json:"page_req,omitempty"`
}

type pageReq struct {
	CurPage int `json:"cur_page"`
	PerPage int `json:"per_page"`
}

func raw(ids []model.JobID) []string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, id.Raw())
	}
	return out
}

// many asks about ids in chunks, side by side. What was read comes back even
// where a chunk failed; the error is the first one's.
func (b *Backend) many(ctx context.Context, ids []model.JobID, size int, ask func(context.Context, []model.JobID) (readings, error)) (readings, error) {
	var (
		mu    sync.Mutex
		all   = readings{}
		first error
		wg    sync.WaitGroup
	)
	for chunk := range slices.Chunk(unique(ids), size) {
		wg.Go(func() {
			got, err := ask(ctx, chunk)
			mu.Lock()
			defer mu.Unlock()
			maps.Copy(all, got)
			if first == nil {
				first = err
			}
		})
	}
	wg.Wait()
	return all, first
}

// unique drops empty ids and those named before.
func unique(ids []model.JobID) []model.JobID {
	seen := map[model.JobID]bool{{}: true}
	var out []model.JobID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// asked picks the entries of results that belong to ids, by the member that
// names the job.
func asked(results wire.Value, name string, ids []model.JobID) map[model.JobID]wire.Value {
	out := map[model.JobID]wire.Value{}
	for e := range results.Each() {
		if id := model.NewJobID(e.Get(name).String()); slices.Contains(ids, id) {
			out[id] = e
		}
	}
	return out
}

// refusedSample is a reading that the service refused for one job.
func refusedSample(e wire.Value) model.Sample {
	s := model.NoSample()
	s.Code = e.Get("error_code").Text()
	s.Message = e.Get("error_msg").Text()
	fill(&s.Message, e.Get("error_message").Text())
	return s
}
