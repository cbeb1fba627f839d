package drs

import (
	"context"
	"errors"
	"net/url"
	"sync"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// Job reads one job whole: what ShowJobDetail tells (type detail and
// progress), completed by V3BatchListJobDetails, which alone knows some times
// and stands in where v5 does not serve the link. A deleted job is a status,
// not an error.
func (b *Backend) Job(ctx context.Context, id model.JobID) (model.Detail, error) {
	var (
		five, progress, three part
		wg                    sync.WaitGroup
	)
	if b.memory.offers(v5) {
		wg.Go(func() { five = b.detail5(ctx, id, "detail") })
		wg.Go(func() { progress = b.detail5(ctx, id, "progress") })
	} else {
		five.err = lacking(showDetail)
	}
	wg.Go(func() { three = b.detail3(ctx, id) })
	wg.Wait()
	if five.err != nil && three.err != nil {
		return model.Detail{}, worse(five.err, three.err)
	}
	d := model.Detail{Job: model.Job{ID: id}, Sample: model.NoSample(), Read: b.conn.Now()}
	for _, p := range []part{five, progress, three} {
		if p.err == nil {
			d = blend(d, p.Detail)
		}
	}
	if five.err != nil {
		d.Lacks = model.Clean(five.err.Error())
	}
	d.Job = d.Job.WithStatus(d.Job.Status)
	b.sampleOf(ctx, &d)
	return d, nil
}

// part is what one answer tells of a job.
type part struct {
	model.Detail
	err error
}

// worse is the error to show of two: that v5 is not offered says nothing.
func worse(five, three error) error {
	if notOffered(five) {
		return three
	}
	return five
}

// sampleOf asks v3 for the progress that v5 did not tell, if the job moves.
func (b *Backend) sampleOf(ctx context.Context, d *model.Detail) {
	moves := d.Job.State.Family == model.Running || d.Job.State.Family == model.Failed || d.Job.State.Family == model.Paused
	if moves && d.Sample.Percent < 0 && d.Sample.Lag < 0 {
		if got, err := b.progresses(ctx, []model.JobID{d.Job.ID}); err == nil {
			if s, ok := got[d.Job.ID]; ok {
				d.Sample = d.Sample.Over(s)
			}
		}
	}
	d.Sample.At = d.Read
	fill(&d.Sample.Status, d.Job.Status)
}

// detail5 reads one aspect of a job from v5.
func (b *Backend) detail5(ctx context.Context, id model.JobID, aspect string) part {
	answer, err := b.read(ctx, b.about(showDetail, id, url.Values{"type": {aspect}}))
	if err != nil {
		return part{err: err}
	}
	job := unwrapped(answer.Body)
	if !job.IsObject() || len(job.Bytes()) <= len("{}") {
		return part{err: empty(showDetail, answer)}
	}
	d := fromV5(job)
	d.Raw = []model.RawSection{section(string(showDetail)+" type="+aspect, answer.Body)}
	return part{Detail: d}
}

// unwrapped is the job of a ShowJobDetail answer, which stands in job or is
// the whole.
func unwrapped(body wire.Value) wire.Value {
	if job := body.Get("job"); job.IsObject() {
		return job
	}
	return body
}

// detail3 reads a job from v3.
func (b *Backend) detail3(ctx context.Context, id model.JobID) part {
	answer, err := b.read(ctx, b.call(v3Details, detailBody(id)))
	if err != nil {
		return part{err: err}
	}
	job, ok := asked(answer.Body.Get("results"), "id", []model.JobID{id})[id]
	switch {
	case !ok:
		return part{err: v3Unnamed(answer)}
	case job.Get("status").Absent() && !job.Get("error_code").Absent():
		return part{err: entryError(answer, job)}
	}
	d := fromV3(job)
	d.Raw = []model.RawSection{section(string(v3Details), answer.Body)}
	return part{Detail: d}
}

func detailBody(id model.JobID) idsBody {
	return idsBody{Jobs: []string{id.Raw()}, Page: &pageReq{CurPage: 1, PerPage: 1}}
}

// v3Unnamed is the error of an answer that does not hold the job asked for,
// but maybe a word why.
func v3Unnamed(answer *rest.Answer) error {
	if e := answer.Body.Get("results").First(); !e.Get("error_code").Absent() && e.Get("id").Absent() {
		return entryError(answer, e)
	}
	return empty(v3Details, answer)
}

func entryError(answer *rest.Answer, e wire.Value) error {
	s := refusedSample(e)
	return answer.Refusal(v3Details, s.Code, s.Message)
}

func empty(op rest.Op, answer *rest.Answer) error {
	return &rest.Error{
		Op: string(op), Kind: rest.BadAnswer, Status: answer.Status, RequestID: answer.RequestID,
		Cause: errors.New("the answer does not hold the job"),
	}
}
