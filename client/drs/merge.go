package drs

import (
	"slices"

	"drover/model"
)

// merger makes one row per id of what several lists say: v5's word counts,
// whichever came first, and v3's where v5 says nothing.
type merger struct {
	known map[model.JobID]*model.Kept
	kinds model.Kinds
	room  []model.Kept // where the next new ones go
}

// mergeRoom is how many rows are made room for at once.
const mergeRoom = 64

func newMerger() *merger { return &merger{known: map[model.JobID]*model.Kept{}} }

// add takes the rows of one page and returns those that are new, or that know
// more than before; children stay behind their parents. The rows returned are
// others than those given: both belong to the caller.
func (m *merger) add(rows []model.Job) []model.Job {
	var out []model.Job
	for i := range rows {
		row := rows[i]
		old, known := m.known[row.ID]
		switch {
		case !known:
			m.learn(&row)
		case old.Is(&row): // says nothing new, whatever it leaves out
			continue
		default:
			row = union(old.Job(), row)
			if old.Is(&row) {
				continue
			}
			*old = m.kinds.Keep(&row, old)
		}
		if out == nil {
			out = make([]model.Job, 0, len(rows)-i)
		}
		out = append(out, row)
	}
	return out
}

func (m *merger) learn(row *model.Job) {
	if len(m.room) == 0 {
		m.room = make([]model.Kept, mergeRoom)
	}
	m.room[0] = m.kinds.Keep(row, nil)
	m.known[m.room[0].ID], m.room = &m.room[0], m.room[1:]
}

// union is what two rows of one id say together.
func union(old, row model.Job) model.Job {
	if old.Generation == v5 && row.Generation != v5 {
		return over(old, row)
	}
	return over(row, old)
}

// over fills what the better row does not say from the other one.
func over(better, other model.Job) model.Job {
	j := better
	fill(&j.Name, other.Name)
	fill(&j.Status, other.Status)
	fill(&j.Scenario, other.Scenario)
	fill(&j.Task, other.Task)
	fill(&j.Engine, other.Engine)
	fill(&j.Net, other.Net)
	fill(&j.Direction, other.Direction)
	fill(&j.Description, other.Description)
	fill(&j.Charging, other.Charging)
	fill(&j.Created, other.Created)
	fill(&j.Parent, other.Parent)
	fill(&j.Role, other.Role)
	if !j.Actions.Told {
		j.Actions = other.Actions
	}
	j.Children = slices.Clip(j.Children)
	for _, id := range other.Children {
		if !slices.Contains(j.Children, id) {
			j.Children = append(j.Children, id)
		}
	}
	return j.WithStatus(j.Status)
}

// fill sets what is not set.
func fill[T comparable](to *T, from T) {
	var zero T
	if *to == zero {
		*to = from
	}
}
