package drs

import (
	"context"
	"net/url"

	"drover/client/rest/wire"
	"drover/model"
)

// Sections reads a job whole, and the parts of it that are to be edited
// (ShowJobDetail type=detail; what tells more of one section beside it).
func (b *Backend) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	if !b.memory.offers(v5) {
		return model.Detail{}, nil, lacking(showDetail)
	}
	answer, err := b.read(ctx, b.about(showDetail, id, url.Values{"type": {"detail"}}))
	if err != nil {
		return model.Detail{}, nil, err
	}
	job := unwrapped(answer.Body)
	if !job.IsObject() || len(job.Bytes()) <= len("{}") {
		return model.Detail{}, nil, empty(showDetail, answer)
	}
	d := fromV5(job)
	d.Read, d.Job = b.conn.Now(), d.Job.WithStatus(d.Job.Status)
	d.Job.Generation = v5
	out := make([]model.Part, 0, len(sections))
	for _, s := range sections {
		out = append(out, b.readPart(ctx, d, job, s))
	}
	return d, out, nil
}

// readPart reads one section from the answer that tells of the job whole, or by a
// call of its own.
func (b *Backend) readPart(_ context.Context, d model.Detail, job wire.Value, s model.Section) model.Part {
	p := model.Part{Section: s, Values: map[model.FieldKey]string{}, Read: d.Read}
	put := func(key model.FieldKey, v wire.Value) {
		if text := v.String(); text != "" {
			p.Values[key] = text
		}
	}
	base := job.Get("base_info")
	switch s {
	case model.SectionName:
		put(model.KeyName, base.Get("name"))
	case model.SectionDescription:
		put(model.KeyDescription, base.Get("description"))
	case model.SectionExpiry:
		put(model.KeyExpired, base.Get("expired_days"))
	default:
		p.Lacks = "drover does not read it yet"
	}
	return p
}
