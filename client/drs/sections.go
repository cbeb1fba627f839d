package drs

import (
	"context"
	"net/url"
	"sync"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// Sections reads a job whole, and the parts of it that are to be edited
// (ShowJobDetail type=detail; what tells more of one section beside it). Where v5
// is not offered the parts lack, but for those that v3 alone tells of.
func (b *Backend) Sections(ctx context.Context, id model.JobID, sections ...model.Section) (model.Detail, []model.Part, error) {
	d, job, lacks, err := b.whole(ctx, id)
	if err != nil {
		return model.Detail{}, nil, err
	}
	out := make([]model.Part, len(sections))
	var wg sync.WaitGroup
	for i, s := range sections {
		wg.Go(func() {
			p := model.Part{Section: s, Values: map[model.FieldKey]string{}, Read: d.Read, Lacks: lacks}
			if lacks == "" || s == model.SectionUsers || s == model.SectionParams {
				p.Lacks = ""
				b.readPart(ctx, &p, d, job)
			}
			out[i] = p
		})
	}
	wg.Wait()
	return d, out, nil
}

// whole reads a job by the one call that tells its sections; lacks is why they
// are not told.
func (b *Backend) whole(ctx context.Context, id model.JobID) (d model.Detail, job wire.Value, lacks string, err error) {
	if b.memory.offers(v5) {
		answer, err := b.read(ctx, b.about(showDetail, id, url.Values{"type": {"detail"}}))
		job := bodyOf(answer)
		switch {
		case err == nil && job.IsObject() && len(job.Bytes()) > len("{}"):
			d := fromV5(job)
			d.Read, d.Job = b.conn.Now(), d.Job.WithStatus(d.Job.Status)
			d.Job.Generation = v5
			if name, twice := answer.Body.Twice(); twice {
				lacks = "the answer says " + model.Clean(name) + " twice"
			}
			return d, job, lacks, nil
		case err == nil:
			return model.Detail{}, wire.Value{}, "", empty(showDetail, answer)
		case !refuses(err):
			return model.Detail{}, wire.Value{}, "", err
		}
		lacks = "v5 does not tell of it: " + model.Clean(err.Error())
	} else {
		lacks = "only the v5 API tells of it, which " + b.memory.why(v5)
	}
	three := b.detail3(ctx, id)
	d = three.Detail
	d.Read, d.Job = b.conn.Now(), d.Job.WithStatus(d.Job.Status)
	d.Job.Generation = v3
	return d, wire.Value{}, lacks, three.err
}

// refuses reports an answer that says no, after which v3 may know the job.
func refuses(err error) bool {
	kind, ok := rest.KindOf(err)
	return ok && (kind == rest.Refused || kind == rest.NotThere)
}

// readPart reads one section from the answer that tells of the job whole, or by a
// call of its own.
func (b *Backend) readPart(ctx context.Context, p *model.Part, d model.Detail, job wire.Value) {
	base := job.Get("base_info")
	put := func(key model.FieldKey, text string) {
		if text != "" {
			p.Values[key] = text
		}
	}
	take := func(v wire.Value, members []member) {
		p.Values, p.Raw = values(v, members), v.Bytes()
	}
	switch p.Section {
	case model.SectionName:
		put(model.KeyName, base.Get("name").String())
	case model.SectionDescription:
		put(model.KeyDescription, base.Get("description").String())
	case model.SectionExpiry:
		put(model.KeyExpired, base.Get("expired_days").String())
	case model.SectionTags:
		b.readTags(ctx, p, d.Job, base.Get("tags"))
	case model.SectionPolicy:
		take(job.Get("policy_config"), policyMembers())
	case model.SectionAlarm:
		take(job.Get("alarm_notify"), alarmMembers())
	case model.SectionFlow:
		p.Raw = job.Get("speed_limit").Bytes()
		windows, err := readWindows(job.Get("speed_limit"))
		if err != nil {
			p.Lacks = err.Error()
		}
		put(model.KeyWindows, windows)
	case model.SectionTuning:
		b.readTuning(ctx, p, d.Job.ID, job.Get("tuning_params"))
	case model.SectionUsers:
		b.readUsers(ctx, p, d.Job.ID, job.Get("user_migration"))
	case model.SectionParams:
		b.readParams(ctx, p, d.Job.ID)
	case model.SectionPeriod:
		readPeriod(p, job.Get("period_order"))
	case model.SectionPosition:
		three := b.detail3(ctx, d.Job.ID)
		if three.err != nil {
			p.Lacks = model.Clean(three.err.Error())
		}
		put(model.KeyPosition, three.Position.Raw())
		put(model.KeyGTID, three.GTID.Raw())
	case model.SectionEnds, model.SectionRecreate, model.SectionSchedule, model.SectionCopy: // the job itself tells
	}
}

// bodyOf is the job of an answer; absent without one.
func bodyOf(answer *rest.Answer) wire.Value {
	if answer == nil {
		return wire.Value{}
	}
	return unwrapped(answer.Body)
}
