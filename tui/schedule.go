package tui

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// scheduleAction is the key of the schedule: an ordinary section, with a key of its own
// since it is what is changed most.
func scheduleAction(e *env, job func() model.Job, none func() string, what string) Action {
	return act(groupChange, 0, model.SectionSchedule.Word(), "H", func() (tea.Cmd, Nav) { return nil, push(openEdit(e, job(), model.SectionSchedule)) }).
		to(what).unless(func() string { return cmp.Or(none(), editWhy(e, job(), model.SectionSchedule)) })
}

// scheduleAction is that of the cursor's job, whatever is marked.
func (s *jobsScreen) scheduleAction() Action {
	return scheduleAction(s.env, s.cursorJob, s.noCursor, s.cursorName())
}

// scheduleAction is that of the job of the page: in its footer, where it has one.
func (s *jobScreen) scheduleAction() Action {
	a := scheduleAction(s.env, func() model.Job { return s.pane.job }, func() string { return "" }, s.pane.job.Name.String())
	a.Foot = 9
	return a
}
