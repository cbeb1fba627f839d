package dryviq

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// fewJobs is up to how many jobs are read one by one, wherever they stand.
const fewJobs = 4

// statusFields are what tells where a job stands.
func statusFields() string {
	return strings.Join([]string{
		"id", "kind", "status", "execution.id", "execution.status", "execution.progress", "execution.end_time", "previous_execution.id",
	}, ",")
}

// Status reads where jobs stand: few by getJob, many by the pages of listJobs they
// stand in. One that is not there has a Code. With an error the map holds what could
// be read.
func (b *Backend) Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	ids = unique(ids)
	r := &reading{backend: b, out: map[model.JobID]model.Sample{}}
	singles := ids
	if len(ids) > fewJobs {
		pages, size, lost := b.spots.sort(ids)
		singles = nil
		if len(lost) > fewJobs {
			r.walk(ctx, ids)
		} else {
			r.pages(ctx, pages, size)
		}
		for _, id := range ids {
			if _, told := r.out[id]; !told && r.failed == nil {
				singles = append(singles, id)
			}
		}
	}
	r.each(ctx, singles)
	if r.failed == nil {
		b.spots.keep(r.out, b.conn.Now())
	}
	return r.out, r.failed
}

// Progress is Status: a job tells both at once.
func (b *Backend) Progress(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	if got, told := b.spots.recall(unique(ids), b.conn.Now()); told {
		return got, nil
	}
	return b.Status(ctx, ids)
}

// unique drops empty ids and those named before.
func unique(ids []model.JobID) []model.JobID {
	seen := map[model.JobID]bool{{}: true}
	return slices.DeleteFunc(slices.Clone(ids), func(id model.JobID) bool {
		was := seen[id]
		seen[id] = true
		return was
	})
}

// reading is what comes together of many jobs.
type reading struct {
	backend *Backend
	mu      sync.Mutex
	out     map[model.JobID]model.Sample
	failed  error // the first one
}

// take notes what was read of some rows, or why nothing was.
func (r *reading) take(got map[model.JobID]model.Sample, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.Copy(r.out, got)
	if r.failed == nil {
		r.failed = err
	}
}

func (b *Backend) statusCall(offset, limit int) rest.Call {
	return b.call(listJobs, from(url.Values{"fields": {statusFields()}, "sort": {"name ASC"}}, offset, limit))
}

// walk reads the list until all have come. Who is in none of its pages is read by himself, so
// that a list is not whole is no trouble here.
func (r *reading) walk(ctx context.Context, ids []model.JobID) {
	for p, err := range r.backend.pages(ctx, r.backend.statusCall(0, perPage), "jobs", rowKey) {
		if errors.Is(err, errNotWhole) {
			return
		}
		if err == nil {
			r.backend.spots.note(p)
		}
		r.take(r.sampled(p.rows, ids), err)
		if err != nil || len(r.out) == len(ids) {
			return
		}
	}
}

// pages reads those in which jobs stood when they were seen last. Where one was alone
// in its page it is read by itself.
func (r *reading) pages(ctx context.Context, pages map[int][]model.JobID, size int) {
	var under sync.WaitGroup
	defer under.Wait()
	for offset, ids := range pages {
		if len(ids) == 1 {
			continue
		}
		under.Go(func() {
			p, err := r.backend.page(ctx, r.backend.statusCall(offset, size), "jobs", offset)
			got := r.sampled(p.rows, ids)
			for _, id := range ids {
				if _, told := got[id]; !told && err == nil {
					r.backend.spots.forget(id)
				}
			}
			r.take(got, err)
		})
	}
}

// sampled reads the rows of those that are looked for.
func (r *reading) sampled(rows []wire.Value, ids []model.JobID) map[model.JobID]model.Sample {
	all := map[model.JobID]wire.Value{}
	for _, row := range rows {
		all[idOf(row)] = row
	}
	out := map[model.JobID]model.Sample{}
	for _, id := range ids {
		if row, told := all[id]; told {
			out[id] = r.backend.sampled(row)
		}
	}
	return out
}

func (b *Backend) sampled(v wire.Value) model.Sample {
	s := sample(v)
	s.At = b.conn.Now()
	return s
}

// each reads jobs one by one.
func (r *reading) each(ctx context.Context, ids []model.JobID) {
	var under sync.WaitGroup
	defer under.Wait()
	for _, id := range ids {
		under.Go(func() {
			_, job, err := r.backend.one(ctx, id, url.Values{"fields": {statusFields()}})
			kind, known := rest.KindOf(err)
			switch {
			case err == nil:
				r.take(map[model.JobID]model.Sample{id: r.backend.sampled(job)}, nil)
			case known && kind == rest.Gone:
				s := model.NoSample()
				s.Code, s.Message, s.At = rest.GoneCode(), model.NewText("there is no such job, or no more"), r.backend.conn.Now()
				r.take(map[model.JobID]model.Sample{id: s}, nil)
			default:
				r.take(nil, err)
			}
		})
	}
}

// one reads a job; an answer about another one is none.
func (b *Backend) one(ctx context.Context, id model.JobID, query url.Values) (*rest.Answer, wire.Value, error) {
	answer, err := b.read(ctx, b.about(getJob, id.Raw(), query))
	if err != nil {
		return answer, wire.Value{}, err
	}
	job := jobOf(answer.Body)
	if !job.IsObject() || idOf(job) != id {
		return answer, wire.Value{}, bad(getJob, answer, "the answer is not about the job that was asked for")
	}
	return answer, job, nil
}
