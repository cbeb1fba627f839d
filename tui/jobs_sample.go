package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// samples is what one reading of status or progress brought.
type samples map[model.JobID]model.Sample

// mostSampled is how many running jobs are asked for lag and percent beyond
// those on screen.
const mostSampled = 500

// readVisible reads lag and percent of what runs on screen.
// It does not stand in the way of a refresh under way.
func (s *jobsScreen) readVisible() tea.Cmd {
	return s.readSamples(&s.read.seen, s.toSample(0), false)
}

// readSamples reads lag and percent of some jobs, and before that, where the
// list itself was not read just now, their bare status.
func (s *jobsScreen) readSamples(slot *remote[samples], ids []model.JobID, status bool) tea.Cmd {
	if len(ids) == 0 {
		return nil
	}
	c := s.env.client
	return ask(s.env, s, slot, func(ctx context.Context) (samples, error) {
		if !status {
			return c.Progress(ctx, ids)
		}
		out, err := c.Status(ctx, ids)
		if err != nil {
			return nil, err
		}
		progress, err := c.Progress(ctx, ids)
		for id, p := range progress {
			out[id] = p.Over(out[id])
		}
		return out, err
	})
}

// toSample picks the jobs that have something to tell: those watched and those
// on screen first, then others up to a bound.
func (s *jobsScreen) toSample(others int) []model.JobID {
	var ids []model.JobID
	seen := map[model.JobID]bool{}
	add := func(r *row) {
		if r.job.Common().Progresses() && !seen[r.job.ID] {
			seen[r.job.ID] = true
			ids = append(ids, r.job.ID)
		}
	}
	for _, k := range s.withWatched(s.table.OnScreen()) {
		if r, ok := s.table.Get(k); ok {
			add(r)
		}
	}
	if others == 0 {
		return ids
	}
	for r := range s.table.Each {
		if len(ids) >= others {
			break
		}
		add(r)
	}
	return ids
}

// sampled lays what was read over the rows.
func (s *jobsScreen) sampled(a answer[samples]) {
	if !a.take() || a.err != nil {
		return
	}
	var changed []*row
	for id, got := range a.value {
		if old, ok := s.table.Get(id); ok {
			r := old.withStatus(got.Status)
			r.sample = got.Over(r.sample)
			r.noted(got)
			changed = append(changed, r)
		}
	}
	s.upsert(changed)
	s.watchLags(a.value, a.at)
	s.keepPreview()
}
