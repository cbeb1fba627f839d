package tui

import (
	"maps"
	"runtime"
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// tally is what the header counts. It follows each row that comes, goes or
// changes; nothing is counted per key.
type tally struct {
	family     [model.Ended + 1]int
	unresolved int
	lagKnown   int // incremental jobs whose lag is known
	lagWanted  int // all of them

	matches int
	hidden  int // marks outside the filter
}

func (s *jobsScreen) counts() *tally {
	s.tally.matches, s.tally.hidden = s.table.Matches(), s.table.HiddenMarks()
	return &s.tally
}

// count enters a row, or takes it out again (by is -1).
func (t *tally) count(r *row, by int) {
	t.family[r.job.State.Family] += by
	if r.unresolved {
		t.unresolved += by
	}
	if r.job.Phase() == model.PhaseLags {
		t.lagWanted += by
		if r.sample.Lag >= 0 {
			t.lagKnown += by
		}
	}
}

// upsert puts changed rows into the table.
func (s *jobsScreen) upsert(rows []*row) {
	s.watchTurns(rows)
	s.notice(rows)
	for _, r := range rows {
		s.weigh(r)
		if old, listed := s.table.Put(r); listed {
			s.tally.count(old, -1)
		}
		s.tally.count(r, 1)
	}
	s.filter.alone = nil
}

// weigh says how soon a row wants to be looked at.
func (s *jobsScreen) weigh(r *row) {
	job := r.job.Job()
	r.wants = model.AttentionOf(model.Facts{Job: &job, Unresolved: r.unresolved, RunsOut: s.runsOut(r, s.env.now())})
}

// hurries reports a row whose clock has begun, or ceased, to run out since it
// was weighed: time alone does that.
func (s *jobsScreen) hurries(r *row) bool {
	if r.wants <= model.WantsSettling || r.job.Status.Raw() != "CONFIGURATION" && len(s.learned) == 0 {
		return false
	}
	return s.runsOut(r, s.env.now()) != (r.wants == model.WantsHurry)
}

// take lays a page of the list over the rows. A row that says nothing new is
// left as it is, unless the filter may have changed its mind with time.
func (s *jobsScreen) take(jobs []model.Job) {
	again := s.filter.ages()
	var rows []*row
	for i := range jobs {
		j := &jobs[i]
		old, known := s.table.Get(j.ID)
		if known && old.job.Is(j) {
			old.pass = s.read.pass
			if s.hurries(old) {
				next := *old
				rows = append(rows, &next)
			} else if again {
				rows = append(rows, old)
			}
			continue
		}
		r := s.newRow()
		if known {
			*r = *old
			r.job = s.kinds.Keep(j, &old.job)
		} else {
			r.job = s.kinds.Keep(j, nil)
		}
		r.name, r.pass = r.job.Name.String(), s.read.pass
		rows = append(rows, r)
	}
	s.upsert(rows)
}

// longList is how many rows make a reading leave so much behind that it is
// given back to the machine at once.
const longList = 5_000

// tidy gives back what a reading of a long list took.
func (s *jobsScreen) tidy() tea.Cmd {
	if s.table.Total() < longList {
		return nil
	}
	return giveBack
}

// giveBack gives memory that nobody needs back to the machine: the runtime by itself
// would keep it for minutes. What lies in pools survives one collection.
func giveBack() tea.Msg {
	runtime.GC()
	debug.FreeOSMemory()
	return nil
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
		s.unmarkLost()
		maps.DeleteFunc(s.learned, func(id model.JobID, _ learned) bool { _, listed := s.table.Get(id); return !listed })
		s.tally, s.filter.alone = tally{}, nil
		for _, r := range keep {
			s.tally.count(r, 1)
		}
	}
}

// unmarkLost takes the marks of jobs away that are not listed any more.
func (s *jobsScreen) unmarkLost() {
	for _, id := range s.table.Marked() {
		if _, listed := s.table.Get(id); !listed {
			s.table.Unmark(id)
		}
	}
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
	var cmds []tea.Cmd
	for _, res := range m.report.Rows {
		for _, cmd := range []tea.Cmd{s.preview.pane.moved(res), s.meet(res)} {
			if cmd != nil {
				cmds = append(cmds, cmd)
			}
		}
		old, ok := s.table.Get(res.Job())
		if !ok || res.Now.Status.Empty() { // nothing was read of it yet
			continue
		}
		r := old.withStatus(res.Now.Status)
		if job := r.job.Job(); res.Shows != nil && (job.Name != res.Now.Name || job.Mode != res.Now.Mode || !job.NextRun.Equal(res.Now.NextRun)) { // an update gave it another
			job.Name, job.Mode, job.NextRun = res.Now.Name, res.Now.Mode, res.Now.NextRun
			r.job, r.name = s.kinds.Keep(&job, &r.job), job.Name.String()
		}
		r.sample = res.Sample.Over(r.sample)
		r.noted(res.Sample)
		if at, ok := m.report.Plan.When.Time(); ok && r.job.Phase() == model.PhaseWaits {
			r.at = at
		}
		if res.Now.Gone() {
			s.table.Unmark(res.Job())
		}
		changed = append(changed, r)
	}
	s.upsert(changed)
	s.markUnresolved(m.unresolved)
	s.findCollisions()
	if m.ended {
		cmds = append(cmds, s.readAll())
	}
	return tea.Batch(cmds...)
}

// markUnresolved flags the jobs the journal holds an unknown outcome for.
func (s *jobsScreen) markUnresolved(ids map[model.JobID]bool) {
	var changed []*row
	for r := range s.table.Each {
		if unresolved := len(ids) > 0 && ids[r.job.ID]; r.unresolved != unresolved {
			next := *r
			next.unresolved = unresolved
			changed = append(changed, &next)
		}
	}
	s.upsert(changed)
}

// picks is what an action is for: the marked jobs, else the cursor's.
func (s *jobsScreen) picks() []model.Pick {
	n := s.table.Marks()
	if n == 0 {
		r, ok := s.table.Cursor()
		if !ok {
			return nil
		}
		of, as := s.twins(r.job.ID, s.env.client.Copies())
		return []model.Pick{{Job: r.job.Job(), CopyOf: of, CopiedAs: as, Sample: &r.sample}}
	}
	copies := s.env.client.Copies()
	picks := make([]model.Pick, 0, n)
	for r := range s.table.Each { // in the order of the list; Marked would sort them
		if id := r.job.ID; s.table.IsMarked(id) {
			of, as := s.twins(id, copies)
			picks = append(picks, model.Pick{Job: r.job.Job(), Hidden: s.table.Hidden(id), CopyOf: of, CopiedAs: as, Sample: &r.sample})
		}
	}
	return picks
}
