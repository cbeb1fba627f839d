package tui

import (
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// findCollisions looks which jobs spoil each other's work. Of a hundred thousand jobs of
// databases only those that are copies, or have one, are looked at: it is done with every
// news of a run.
func (s *jobsScreen) findCollisions() {
	copies := s.env.client.Copies()
	jobs := s.mayCollide(copies)
	s.collisions = model.Colliding(s.env.realm(), jobs, copies)
}

// mayCollide are the listed jobs among which there may be collisions.
func (s *jobsScreen) mayCollide(copies map[model.JobID]model.JobID) []model.Job {
	var jobs []model.Job
	if model.CollideByPath(s.env.realm()) {
		for r := range s.table.Each {
			if job := r.job.Job(); job.Live() {
				jobs = append(jobs, job)
			}
		}
		return jobs
	}
	in := map[model.JobID]bool{}
	for copied, original := range copies {
		in[copied], in[original] = true, true
	}
	for id := range in {
		if r, ok := s.table.Get(id); ok {
			jobs = append(jobs, r.job.Job())
		}
	}
	return jobs
}

// collides says which job another one collides with, and why; "": none.
func (s *jobsScreen) collides(id model.JobID) string {
	others := s.collisions[id]
	if len(others) == 0 {
		return ""
	}
	var names []string
	for _, other := range others {
		name := other.String()
		if r, ok := s.table.Get(other); ok {
			name = r.job.Name.String()
		}
		names = append(names, name)
	}
	slices.Sort(names)
	words := "collides with " + names[0]
	if n := len(names) - 1; n > 0 {
		words += " and " + plural(n, "other", "others")
	}
	return words + ": " + model.CollisionTail(s.env.realm())
}

// copyFlag reports a job whose copy rests unfinished, or that is such a copy.
func (s *jobsScreen) copyFlag(id model.JobID) bool {
	k, ok := keptOf(s.copyings.value, id)
	return ok && restsCopy(s.env, k)
}

// copyTrouble is what is to be known of a job that is copied, or is a copy: that this
// rests, and the key that goes on, or that both collide. The name of the other job comes
// last, and loses its middle where room is short; 0: it is not.
func (s *jobsScreen) copyTrouble(id model.JobID, room int) string {
	k, ok := keptOf(s.copyings.value, id)
	switch {
	case !ok || !restsCopy(s.env, k):
		return s.collides(id)
	case k.Described: // nothing of it was sent: it rests nowhere
		return s.withName("C goes on: a copy is described", k.CopyName, room)
	case k.Copy == id:
		return s.withName("C goes on: this copy rests", "of "+k.OriginalName, room)
	}
	return s.withName("C goes on: its copy rests", k.CopyName, room)
}

// withName puts a name behind words, as much of it as there is room for.
func (s *jobsScreen) withName(words, name string, room int) string {
	if room > 0 {
		left := room - theme.Width(words) - 2
		if left < 8 {
			return words
		}
		name = theme.CutMiddle(theme.Safe(name), left, s.env.theme.Signs().Cut)
	}
	return words + ", " + name
}

// copyLines say it on the overview of a job.
func (p *jobPane) copyLines() []string {
	if p.env.collides == nil {
		return nil
	}
	th, words := p.env.theme, p.env.collides(p.job.ID, 0)
	if words == "" {
		return nil
	}
	var out []string
	sign := th.Paint(theme.Warn, th.Signs().Flag)
	for _, l := range wrapped(theme.Safe(words), max(p.room()-2, 8)) {
		out = append(out, sign+" "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		sign = " "
	}
	return out
}
