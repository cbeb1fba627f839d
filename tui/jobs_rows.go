package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// tally is what the header counts. It is made anew when something changed,
// never per key: the families with the rows, the rest with filter and marks.
type tally struct {
	counted    bool
	family     [model.Ended + 1]int
	unresolved int
	lagKnown   int // incremental jobs whose lag is known
	lagWanted  int // all of them

	matched bool
	matches int
	hidden  int // marks outside the filter
}

func (s *jobsScreen) counts() *tally {
	t := &s.tally
	if !t.counted {
		*t = tally{counted: true}
		for r := range s.table.Each {
			t.family[r.job.State.Family]++
			if r.unresolved {
				t.unresolved++
			}
			if r.job.Status.Raw() == "INCRE_TRANSFER_STARTED" {
				t.lagWanted++
				if r.sample.Lag >= 0 {
					t.lagKnown++
				}
			}
		}
	}
	if !t.matched {
		t.matched, t.matches, t.hidden = true, s.table.Matches(), s.table.HiddenMarks()
	}
	return t
}

// upsert puts changed rows into the table.
func (s *jobsScreen) upsert(rows []*row) {
	if len(rows) > 0 {
		s.watchTurns(rows)
		s.notice(rows)
		for _, r := range rows {
			r.wants = model.AttentionOf(s.facts(r))
		}
		s.table.Upsert(rows)
		s.tally.counted = false
	}
}

// take lays a page of the list over the rows.
func (s *jobsScreen) take(jobs []model.Job) {
	rows := make([]*row, 0, len(jobs))
	for _, j := range jobs {
		r := &row{sample: model.NoSample()}
		if old, known := s.table.Get(j.ID); known {
			*r = *old
		}
		if r.hay == "" || j.Name != r.job.Name || j.Status != r.job.Status || j.Engine != r.job.Engine {
			r.hay = model.Hay(j)
		}
		r.job, r.name, r.pass = j, j.Name.String(), s.read.pass
		rows = append(rows, r)
	}
	s.upsert(rows)
}

// dropUnseen takes away what the last pass did not list.
func (s *jobsScreen) dropUnseen() {
	var keep []*row
	lost := false
	for r := range s.table.Each {
		if r.pass == s.read.pass || s.read.unread(r.job.Scenario) {
			keep = append(keep, r)
		} else {
			lost = true
		}
	}
	if lost {
		s.table.SetRows(keep)
		s.tally.counted = false
	}
}

// withStatus is the row as a newer reading of its status shows it.
func (r *row) withStatus(status model.Text) *row {
	next := *r
	if !status.Empty() && status != r.job.Status {
		next.job = r.job.WithStatus(status)
		next.hay = model.Hay(next.job)
	}
	return &next
}

// runChanged shows what a run knows of its jobs, and marks those whose
// outcome is unknown.
type runChanged struct {
	report     model.Report
	unresolved map[model.JobID]bool
	ended      bool
}

func (s *jobsScreen) runChanged(m runChanged) tea.Cmd {
	var changed []*row
	for _, res := range m.report.Rows {
		old, ok := s.table.Get(res.ID)
		if !ok {
			continue
		}
		r := old.withStatus(res.Now.Status)
		r.sample = res.Sample.Over(r.sample)
		r.noted(res.Sample)
		if at, ok := m.report.Plan.When.Time(); ok && r.job.Status.Raw() == "WAITING_FOR_START" {
			r.at = at
		}
		changed = append(changed, r)
	}
	s.upsert(changed)
	s.markUnresolved(m.unresolved)
	if m.ended {
		return s.readAll()
	}
	return nil
}

// markUnresolved flags the jobs the journal holds an unknown outcome for.
func (s *jobsScreen) markUnresolved(ids map[model.JobID]bool) {
	var changed []*row
	for r := range s.table.Each {
		if r.unresolved != ids[r.job.ID] {
			next := *r
			next.unresolved = ids[r.job.ID]
			changed = append(changed, &next)
		}
	}
	s.upsert(changed)
}

// facts is what the filter may ask of a row.
func (s *jobsScreen) facts(r *row) model.Facts {
	now := s.env.now()
	return model.Facts{
		Job: &r.job, Hay: r.hay, Sample: r.sample, Now: now,
		Marked: s.table.IsMarked(r.job.ID), Unresolved: r.unresolved, RunsOut: s.runsOut(r, now),
	}
}

// picks is what an action is for: the marked jobs, else the cursor's.
func (s *jobsScreen) picks() []model.Pick {
	marked := s.table.Marked()
	if len(marked) == 0 {
		r, ok := s.table.Cursor()
		if !ok {
			return nil
		}
		return []model.Pick{{Job: r.job}}
	}
	picks := make([]model.Pick, 0, len(marked))
	for _, id := range marked {
		if r, ok := s.table.Get(id); ok {
			picks = append(picks, model.Pick{Job: r.job, Hidden: s.table.Hidden(id)})
		}
	}
	return picks
}
