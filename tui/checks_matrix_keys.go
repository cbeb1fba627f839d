package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// Actions of the matrix.
func (m *matrix) Actions() []Action {
	other := "as a matrix"
	if m.sideBySide() {
		other = "job by job"
	}
	move := func(rows, jobs int) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return m.move(rows, jobs), stay }
	}
	return []Action{
		act(groupLook, 1, "open", "enter", m.openJob).to(theme.Safe(m.jobs[m.job].job.Name.String())),
		act(groupChange, 2, "pre-check "+digit(len(m.jobs)), "K", m.run).named("run a pre-check").unless(m.cannotRun).to(plural(len(m.jobs), "job", "jobs")),
		act(groupMark, 3, "mark those that fail", "m", m.markFailing).unless(m.noneFails),
		act(groupLook, 4, other, "tab", func() (tea.Cmd, Nav) { m.turned, m.top = !m.turned, 0; return m.read(), stay }),
		act(groupFind, 5, "read again", "r", m.again),
		act(groupLook, 0, "next, previous", "down", move(1, 0), "j").shown("j k"),
		act(groupLook, 0, "", "up", move(-1, 0), "k"),
		act(groupLook, 0, "job to the right, left", "l", move(0, 1), "right").shown("l h"),
		act(groupLook, 0, "", "h", move(0, -1), "left"),
		act(groupLook, 0, "page down, up", "pgdown", move(10, 0), "ctrl+d").shown("pgdn pgup"),
		act(groupLook, 0, "", "pgup", move(-10, 0), "ctrl+u"),
		act(groupLook, 0, "first, last", "home", move(-1<<20, 0), "g").shown("g G"),
		act(groupLook, 0, "", "end", move(1<<20, 0), "G"),
	}
}

// move goes to another item and another job; job by job both are one.
func (m *matrix) move(rows, jobs int) tea.Cmd {
	if !m.sideBySide() {
		rows, jobs = 0, rows+jobs
	}
	m.moved = m.moved || rows != 0
	m.row = min(max(m.row+rows, 0), max(len(m.rows)-1, 0))
	m.job = min(max(m.job+jobs, 0), len(m.jobs)-1)
	m.fit()
	return m.read()
}

func (m *matrix) openJob() (tea.Cmd, Nav) {
	job, sample := m.jobs[m.job].job, model.NoSample()
	if known, s, ok := m.env.listed(job.ID); ok {
		job, sample = known, s
	}
	return nil, push(newWorklist(m.env, job, sample))
}

func (m *matrix) run() (tea.Cmd, Nav) {
	picks := make([]model.Pick, len(m.jobs))
	for i := range m.jobs {
		picks[i] = model.Pick{Job: m.jobs[i].job, Hidden: m.hidden[m.jobs[i].job.ID]}
	}
	return nil, push(reviewOf(m.env, model.Wish{Verb: model.RunCheck}, picks))
}

func (m *matrix) cannotRun() string {
	can := func(j checkedJob) bool { return cannotDo(m.env, j.job, model.RunCheck) == "" }
	if len(m.jobs) > fewMarked || slices.ContainsFunc(m.jobs, can) { // the review says it of each
		return ""
	}
	return "none of the " + digit(len(m.jobs)) + " can: " + cannotDo(m.env, m.jobs[0].job, model.RunCheck)
}

func (m *matrix) noneFails() string {
	if len(m.failing()) == 0 {
		return "none of those that were read has failed"
	}
	return ""
}

// markFailing leaves the marks of the list on those that fail, and on no others.
func (m *matrix) markFailing() (tea.Cmd, Nav) {
	ids := m.failing()
	m.mark(ids)
	return m.env.say(note{kind: noteGood, text: plural(len(ids), "job is", "jobs are") + " marked on the list; esc leads there"}), stay
}
