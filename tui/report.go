package tui

import (
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// reportScreen shows what is known of a run, job by job, while it goes on and
// after.
type reportScreen struct {
	env     *env
	run     *client.Run
	report  model.Report
	only    bool // only refused, unknown and the like
	top     int
	cursor  int
	width   int
	height  int
	stopNow bool // x was pressed once
}

func newReport(e *env, run *client.Run) *reportScreen {
	return &reportScreen{env: e, run: run, report: run.Report()}
}

func (s *reportScreen) Title() string                 { return "run " + s.run.ID() }
func (s *reportScreen) Init() tea.Cmd                 { return nil }
func (s *reportScreen) Resize(w, h int)               { s.width, s.height = w, h }
func (s *reportScreen) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (s *reportScreen) Typing() bool                  { return false }

// Moved takes the run's news.
func (s *reportScreen) Moved(run *client.Run, _ bool) tea.Cmd {
	if run == s.run {
		s.report = run.Report()
	}
	return nil
}

// Tick keeps the time of the run moving while it goes on.
func (s *reportScreen) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.report.Ended.IsZero() {
		return nil, time.Second
	}
	return nil, 0
}

// Actions of the report.
func (s *reportScreen) Actions() []Action {
	n := s.retryable()
	again := fmt.Sprintf("the %s %d again", s.retryWord(), n)
	return []Action{
		act(groupChange, 1, again, "S", func() (tea.Cmd, Nav) { return nil, push(retryReview(s.env, s.run)) }).unless(s.cannotRetry),
		act(groupChange, 2, s.stopWord(), "x", s.stop).unless(s.cannotStop),
		act(groupFind, 3, onlyWord(s.only), "f", func() (tea.Cmd, Nav) { s.only, s.cursor = !s.only, 0; return nil, stay }),
		act(groupLook, 0, "next", "down", s.move(1), "j"),
		act(groupLook, 0, "previous", "up", s.move(-1), "k"),
		act(groupLook, 0, "", "pgdown", s.move(10), "ctrl+d"),
		act(groupLook, 0, "", "pgup", s.move(-10), "ctrl+u"),
		act(groupLook, 4, "open", "enter", s.openJob),
		act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) {
			return nil, push(newLogin(s.env, s.env.login, func() (tea.Cmd, Nav) { return nil, stay }))
		}).unless(func() string {
			if !s.report.Login || s.env.login == nil {
				return "the login is in order"
			}
			return ""
		}),
	}
}

func onlyWord(only bool) string {
	if only {
		return "every outcome"
	}
	return "only refused, unknown"
}

// retryWord names what S would offer again: refused, or a mixture.
func (s *reportScreen) retryWord() string {
	c := s.report.Count()
	switch {
	case c.NotSent+c.Absent == 0:
		return "refused"
	case c.Refused+c.Absent == 0:
		return "not sent"
	case c.Refused+c.NotSent == 0:
		return "absent"
	}
	return "refused and not sent"
}

func (s *reportScreen) cannotRetry() string {
	switch {
	case s.report.Retryable() == 0:
		return "nothing was refused, not sent or absent"
	case s.retryable() == 0:
		return "none of them can be started any more: see NOW"
	case s.report.Count().Waiting > 0:
		return "the run is still sending"
	case s.looking():
		return "the run still looks for an unknown outcome; nothing more is sent until its last look"
	}
	return ""
}

// retryable counts what S would offer again and can still be started.
func (s *reportScreen) retryable() int {
	n := 0
	for _, r := range s.report.Rows {
		switch r.Outcome.Kind {
		case model.Refused, model.NotSent, model.Absent:
			if model.Can(s.env.client.Capabilities(), s.current(r).Now, model.Start) == "" {
				n++
			}
		case model.Waiting, model.Accepted, model.Done, model.Skipped, model.UnknownOutcome:
		}
	}
	return n
}

// looking reports whether an unknown outcome has a look before it.
func (s *reportScreen) looking() bool {
	return slices.ContainsFunc(s.report.Rows, func(r model.Result) bool {
		return r.Outcome.Kind == model.UnknownOutcome && !r.Next.IsZero()
	})
}

func (s *reportScreen) stopWord() string {
	if s.stopNow {
		return "send no more: x again"
	}
	return "send no more"
}

func (s *reportScreen) cannotStop() string {
	switch {
	case s.report.Stopped:
		return "it was asked for already"
	case !slices.ContainsFunc(s.report.Rows, func(r model.Result) bool { return r.Outcome.Kind == model.Waiting && !r.Out }):
		return "nothing is left to be sent"
	}
	return ""
}

// stop asks once, then keeps what is not sent from being sent.
func (s *reportScreen) stop() (tea.Cmd, Nav) {
	if !s.stopNow {
		s.stopNow = true
		return nil, stay
	}
	s.stopNow = false
	s.run.Stop()
	return nil, stay
}

func (s *reportScreen) move(by int) func() (tea.Cmd, Nav) {
	return func() (tea.Cmd, Nav) {
		s.stopNow = false
		s.cursor = min(max(s.cursor+by, 0), max(len(s.rows())-1, 0))
		return nil, stay
	}
}

func (s *reportScreen) openJob() (tea.Cmd, Nav) {
	rows := s.rows()
	if s.cursor >= len(rows) {
		return nil, stay
	}
	r := rows[s.cursor]
	job := r.Now
	if job.ID.Empty() {
		job.ID, job.Name = r.ID, r.Name
	}
	return nil, push(newJob(s.env, job, r.Sample))
}
