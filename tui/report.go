package tui

import (
	"fmt"
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
	known   known
	rows    rows
	only    bool // only refused, unknown and the like
	top     int
	cursor  int // among the rows shown
	width   int
	height  int
	stopNow bool  // x was pressed once
	edit    *edit // the page of a section that the run replaces; nil: it does not
}

func newReport(e *env, run *client.Run) *reportScreen {
	s := &reportScreen{env: e, run: run}
	s.take(run.Report())
	return s
}

func (s *reportScreen) Title() string                 { return "run " + s.run.ID() }
func (s *reportScreen) Init() tea.Cmd                 { return nil }
func (s *reportScreen) Update(tea.Msg) (tea.Cmd, Nav) { return nil, stay }
func (s *reportScreen) Typing() bool                  { return false }

// Resize folds the reasons anew.
func (s *reportScreen) Resize(w, h int) {
	if w != s.width {
		s.rows.tall = map[because]int{}
	}
	s.width, s.height = w, h
}

// tells reports whether the screen shows what becomes of a run.
func (s *reportScreen) tells(run string) bool { return s.run.ID() == run }

// Moved takes the run's news.
func (s *reportScreen) Moved(run *client.Run, over bool) tea.Cmd {
	if run != s.run {
		return nil
	}
	s.take(run.Report())
	if s.edit != nil {
		return s.edit.Moved(run, over)
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
	again := fmt.Sprintf("try the %s %d again", s.retryWord(), n)
	return append(s.editActions(), []Action{
		act(groupChange, 1, again, "S", func() (tea.Cmd, Nav) { return nil, push(s.retryScreen()) }).unless(s.cannotRetry),
		act(groupChange, 2, s.stopWord(), "x", s.stop).unless(s.cannotStop),
		act(groupFind, 3, onlyWord(s.only), "f", s.turn),
		act(groupLook, 0, "next", "down", s.move(1), "j"),
		act(groupLook, 0, "previous", "up", s.move(-1), "k"),
		act(groupLook, 0, "", "pgdown", s.move(10), "ctrl+d"),
		act(groupLook, 0, "", "pgup", s.move(-10), "ctrl+u"),
		act(groupLook, 4, "open", "enter", s.openJob).unless(s.cannotOpen),
		act(groupFind, 1, "log in again", "r", func() (tea.Cmd, Nav) {
			return nil, push(newLogin(s.env, nil))
		}).unless(func() string {
			if !s.report.Login || s.env.login == nil {
				return "the login is in order"
			}
			return ""
		}),
	}...)
}

func onlyWord(only bool) string {
	if only {
		return "every outcome"
	}
	return "what went wrong"
}

// retryWord names what S would offer again: refused, or a mixture.
func (s *reportScreen) retryWord() string {
	c := s.known.counts
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
	case s.known.retryable == 0:
		return "nothing was refused, not sent or absent"
	case s.report.Plan.Verb == "":
		return "they were of several kinds: the list does each anew"
	case s.report.Plan.Verb == model.Create:
		return "the draft keeps what was sent: it goes again from there"
	case s.report.Plan.Verb == model.SaveEnds:
		return "the endpoints go again from where they were typed"
	case s.report.Plan.Verb == model.Update:
		return "a section goes again from its own page: e leads there, what was typed is there still"
	case s.retryable() == 0:
		return "none of them can " + s.report.Plan.Verb.Done() + " any more: see NOW"
	case s.known.counts.Waiting > 0:
		return "the run is still sending"
	case s.known.looking:
		return "the run still looks for an unknown outcome; nothing more is sent until its last look"
	}
	return ""
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
	case !s.known.unsent:
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
		s.cursor = min(max(s.cursor+by, 0), max(len(s.rows.order)-1, 0))
		return nil, stay
	}
}

// cannotOpen is why the row under the cursor has no page: what is made from a
// draft has no job before it is made.
func (s *reportScreen) cannotOpen() string {
	if s.cursor < len(s.rows.order) && s.report.Plan.Verb == model.Create && s.row(s.cursor).Made.Empty() {
		return "there is no job yet"
	}
	return ""
}

func (s *reportScreen) openJob() (tea.Cmd, Nav) {
	if s.cursor >= len(s.rows.order) {
		return nil, stay
	}
	r := s.row(s.cursor)
	job := r.Now
	if job.ID = r.Job(); job.ID.Empty() { // a copy that is not made: what was to be copied
		job.ID, job.Name = r.ID, r.Name
		if known, _, ok := s.env.listed(r.ID); ok {
			job = known
		}
	}
	return nil, push(newJob(s.env, job, r.Sample))
}
