package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// matrix is what the pre-checks of several jobs found, side by side: an item a
// row, a job a column, or where there is no room a job a row with its worst.
type matrix struct {
	env    *env
	jobs   []checkedJob
	places map[model.JobID]int
	hidden map[model.JobID]bool // marked, but not on the list
	asked  map[*remote[model.PreCheck]]int
	rows   []matrixRow
	turned bool // the other of list and matrix than the window's width would choose
	row    int  // cursor among the items
	moved  bool // the cursor was moved: it stays on its item while others land
	job    int  // cursor among the jobs
	top    int  // first line, or job, in sight
	left   int  // first column in sight
	dues   int
	mark   func([]model.JobID)
	width  int
	height int
}

// checkedJob is one job, and what was read of its pre-check.
type checkedJob struct {
	job    model.Job
	check  model.PreCheck
	have   bool
	stale  bool // it is to be read again
	why    string
	states map[model.Text]model.ItemState
}

// matrixRow is an item that did not pass in one job at least.
type matrixRow struct {
	cause string // stands above it, where a cause begins
	item  model.CheckItem
	jobs  int // how many it did not pass in
}

func newMatrix(e *env, picks []model.Pick, mark func([]model.JobID)) *matrix {
	m := &matrix{
		env: e, mark: mark, places: map[model.JobID]int{}, hidden: map[model.JobID]bool{}, asked: map[*remote[model.PreCheck]]int{},
		jobs: make([]checkedJob, len(picks)),
	}
	for i, p := range picks {
		m.jobs[i].job, m.places[p.Job.ID], m.hidden[p.Job.ID] = p.Job, i, p.Hidden
	}
	return m
}

func (m *matrix) Title() string   { return "pre-checks of " + plural(len(m.jobs), "job", "jobs") }
func (m *matrix) Init() tea.Cmd   { return m.read() }
func (m *matrix) Typing() bool    { return false }
func (m *matrix) Resize(w, h int) { m.width, m.height = w, h }

// Closed asks nothing more: nobody would see the answers.
func (m *matrix) Closed() {
	for slot := range m.asked {
		slot.drop()
	}
	m.dues++
}

// Update takes readings.
func (m *matrix) Update(msg tea.Msg) (tea.Cmd, Nav) {
	switch msg := msg.(type) {
	case answer[model.PreCheck]:
		return m.landed(msg), stay
	case checkDue:
		return m.due(msg), stay
	}
	return nil, stay
}

// wants reports whether a job's pre-check is to be read.
func (j *checkedJob) wants() bool { return !j.have && j.why == "" || j.stale }

// underWay reports whether its pre-check still runs.
func (j *checkedJob) underWay() bool {
	return j.have && j.check.Ran && j.check.Process >= 0 && j.check.Process < 100
}

// read asks for what is missing, a few at a time: what is in sight first, and
// two of the reads that may be under way are left to the list.
func (m *matrix) read() tea.Cmd {
	c := m.env.client
	most := max(c.Limits().Parallel-2, 1)
	var cmds []tea.Cmd
	from, to := m.inSight()
	for _, span := range [][2]int{{from, to}, {0, len(m.jobs)}} {
		for i := span[0]; i < span[1] && len(m.asked) < most; i++ {
			if !m.jobs[i].wants() || m.asking(i) {
				continue
			}
			id, slot := m.jobs[i].job.ID, &remote[model.PreCheck]{}
			m.asked[slot] = i
			cmds = append(cmds, ask(m.env, m, slot, func(ctx context.Context) (model.PreCheck, error) { return c.PreCheck(ctx, id) }))
		}
	}
	return tea.Batch(cmds...)
}

func (m *matrix) asking(i int) bool {
	for _, at := range m.asked {
		if at == i {
			return true
		}
	}
	return false
}

// landed takes a reading; one that failed keeps what was there.
func (m *matrix) landed(a answer[model.PreCheck]) tea.Cmd {
	i, asked := m.asked[a.slot]
	if !a.take() || !asked {
		return nil
	}
	delete(m.asked, a.slot)
	j := &m.jobs[i]
	j.stale = false
	if a.err != nil {
		j.why = shortError(a.err)
		return m.read()
	}
	m.put(i, a.value)
	return tea.Batch(m.read(), m.later())
}

// put enters what one job's pre-check found; the cursor stays on its item.
func (m *matrix) put(i int, check model.PreCheck) {
	j := &m.jobs[i]
	j.check, j.have, j.why, j.states = check, true, "", map[model.Text]model.ItemState{}
	for _, it := range check.Items {
		j.states[it.Item] = it.State()
	}
	at := model.Text{}
	if m.row < len(m.rows) {
		at = m.rows[m.row].item.Item
	}
	m.lay()
	if !m.moved {
		return
	}
	m.row = max(slices.IndexFunc(m.rows, func(r matrixRow) bool { return r.item.Item == at }), 0)
}

// lay makes the rows: every item with the worst that any job has of it, in the
// order of mending.
func (m *matrix) lay() {
	worst := model.PreCheck{}
	place, count := map[model.Text]int{}, map[model.Text]int{}
	for i := range m.jobs {
		for _, it := range m.jobs[i].check.Items {
			if s := it.State(); s != model.ItemPassed && s != model.ItemPending {
				count[it.Item]++
			}
			at, known := place[it.Item]
			switch {
			case !known:
				place[it.Item] = len(worst.Items)
				worst.Items = append(worst.Items, it)
			case it.State() < worst.Items[at].State():
				worst.Items[at] = it
			}
		}
	}
	m.rows = nil
	for _, cause := range worst.Causes() {
		for i, it := range cause.Items {
			row := matrixRow{item: it, jobs: count[it.Item]}
			if i == 0 {
				row.cause = cause.Word
			}
			m.rows = append(m.rows, row)
		}
	}
}

// later sets the timer of the next reading while a check runs.
func (m *matrix) later() tea.Cmd {
	m.dues++
	if !slices.ContainsFunc(m.jobs, func(j checkedJob) bool { return j.underWay() }) {
		return nil
	}
	id := m.dues
	return tea.Tick(checkEvery, func(time.Time) tea.Msg { return reply{to: m, msg: checkDue{id}} })
}

// due reads those that run again, unless another page covers this one.
func (m *matrix) due(d checkDue) tea.Cmd {
	switch {
	case d.id != m.dues:
		return nil
	case !m.env.shown(m):
		return m.later()
	}
	for i := range m.jobs {
		m.jobs[i].stale = m.jobs[i].stale || m.jobs[i].underWay()
	}
	return tea.Batch(m.read(), m.later())
}

// again reads all of them anew.
func (m *matrix) again() (tea.Cmd, Nav) {
	for slot := range m.asked {
		slot.drop()
	}
	clear(m.asked)
	for i := range m.jobs {
		m.jobs[i].stale, m.jobs[i].why = true, ""
	}
	return m.read(), stay
}

// Moved takes up what a run read of the pre-checks it follows.
func (m *matrix) Moved(run *client.Run, over bool) tea.Cmd {
	report := run.Report()
	for _, r := range report.Rows {
		i, here := m.places[r.ID]
		if !here {
			continue
		}
		j := &m.jobs[i]
		j.job = j.job.WithStatus(r.Now.Status)
		switch {
		case over || r.Outcome.Kind == model.Accepted && r.Check == nil && report.Plan.Verb == model.RunCheck:
			j.stale = true
		case r.Check != nil:
			m.put(i, *r.Check)
		}
	}
	return tea.Batch(m.read(), m.later())
}

// Resumed reads on after another page has covered this one.
func (m *matrix) Resumed() tea.Cmd { return tea.Batch(m.read(), m.later()) }

// failing lists the jobs whose pre-check did not pass.
func (m *matrix) failing() []model.JobID {
	var out []model.JobID
	for i := range m.jobs {
		if j := &m.jobs[i]; j.have && j.check.Ran && j.check.Worst() == model.ItemFailed {
			out = append(out, j.job.ID)
		}
	}
	return out
}
