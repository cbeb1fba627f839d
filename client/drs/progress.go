package drs

import (
	"context"

	"drover/client/rest/wire"
	"drover/model"
)

const progressChunk = 50

// Progress reads percent and lag of many jobs (V3BatchListProgresses). Missing
// ids, refused ones and errors are as in Status.
func (b *Backend) Progress(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	return b.many(ctx, ids, progressChunk, b.progresses)
}

func (b *Backend) progresses(ctx context.Context, ids []model.JobID) (readings, error) {
	answer, err := b.read(ctx, b.call(v3Progress, idsBody{Jobs: raw(ids)}))
	if err != nil {
		return nil, err
	}
	out := readings{}
	for id, e := range asked(answer.Body.Get("results"), "job_id", ids) {
		refused := refusedSample(e)
		s := sample(e)
		s.Code, s.Message, s.At = refused.Code, refused.Message, b.conn.Now()
		out[id] = s
	}
	return out, nil
}

// sample reads an entry of V3BatchListProgresses or the progress_info of
// ShowJobDetail, which spell the delay differently.
func sample(v wire.Value) model.Sample {
	s := model.NoSample()
	s.Status = v.Get("transfer_status").Text()
	s.Percent = v.Get("progress").Percent()
	s.Left = v.Get("remaining_time").Text()
	for _, name := range []string{"incr_trans_delay", "incre_trans_delay"} {
		if s.Lag < 0 {
			s.Lag = v.Get(name + "_millis").Millis()
		}
		if s.Lag < 0 {
			s.Lag = v.Get(name).Seconds()
		}
	}
	s.Stages = stages(v.Get("progress_map"))
	return s
}

// stages reads a map from stage to progress, or a list whose entries name
// their stage.
func stages(v wire.Value) []model.Stage {
	var out []model.Stage
	for name, m := range v.Members() {
		out = append(out, stage(model.NewText(string(name)), m))
	}
	for e := range v.Elements() {
		name := e.Get("name").Text()
		fill(&name, e.Get("type").Text())
		fill(&name, e.Get("key").Text())
		out = append(out, stage(name, e))
	}
	return out
}

func stage(name model.Text, v wire.Value) model.Stage {
	s := model.Stage{Name: name, Percent: v.Get("completed").Percent(), Left: v.Get("remaining_time").Text()}
	if s.Percent < 0 { // {"data": "62%"}
		s.Percent = v.Percent()
	}
	return s
}
