package dryviq

import (
	"context"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// fewJobs is up to how many jobs are read one by one; of more the list tells.
const fewJobs = 4

// Status reads where jobs stand: few by getJob, many by listJobs. One that is not there
// has a Code; one that is in no page was not told.
func (b *Backend) Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	if len(ids) <= fewJobs {
		return b.statusEach(ctx, ids)
	}
	wanted := map[model.JobID]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	out := map[model.JobID]model.Sample{}
	for p, err := range b.pages(ctx, b.call(listJobs, listQuery()), "jobs", rowKey) {
		if err != nil {
			return out, err
		}
		for _, row := range p.rows {
			if id := model.NewJobID(rowKey(row)); wanted[id] {
				out[id] = b.sampled(row)
			}
		}
		if len(out) == len(wanted) {
			break
		}
	}
	return out, nil
}

// Progress is Status: a job tells both at once.
func (b *Backend) Progress(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	return b.Status(ctx, ids)
}

func (b *Backend) sampled(v wire.Value) model.Sample {
	s := sample(v)
	s.At = b.conn.Now()
	return s
}

// statusEach reads jobs one by one. The first error is told, with what could be read.
func (b *Backend) statusEach(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	out := map[model.JobID]model.Sample{}
	var failed error
	for _, id := range ids {
		_, job, err := b.one(ctx, id, fields("id", "kind", "status", "execution", "previous_execution"))
		kind, known := rest.KindOf(err)
		switch {
		case err == nil:
			out[id] = b.sampled(job)
		case known && kind == rest.Gone:
			s := model.NoSample()
			s.Code, s.Message, s.At = rest.GoneCode(), model.NewText("there is no such job, or no more"), b.conn.Now()
			out[id] = s
		case failed == nil:
			failed = err
		}
	}
	return out, failed
}

// one reads a job; an answer about another one is none.
func (b *Backend) one(ctx context.Context, id model.JobID, query map[string][]string) (*rest.Answer, wire.Value, error) {
	answer, err := b.read(ctx, b.about(getJob, id.Raw(), query))
	if err != nil {
		return answer, wire.Value{}, err
	}
	job := jobOf(answer.Body)
	if !job.IsObject() || model.NewJobID(job.Get("id").String()) != id {
		return answer, wire.Value{}, bad(getJob, answer, "the answer is not about the job that was asked for")
	}
	return answer, job, nil
}
