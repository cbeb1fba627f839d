package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// coursePage is the way of a copy, step by step: what was sent for each, what came
// of it, and what it waits for. Leaving stops nothing; what drover had to leave
// lies on the disk, and this page goes on with it.
type coursePage struct {
	env    *env
	id     string
	course copyCourse      // nil: it lies on the disk alone
	kept   client.CopyKept // as it lies there
	report model.CopyReport

	secrets model.EndSecrets     // typed here, of the copy's ends
	ends    remote[model.Detail] // the original, for its ends: after a restart the course has not read them
	disk    remote[[]client.CopyKept]
	gone    string // why nothing of it is kept any more: it was forgotten, or deleted
	stopNow bool   // x was pressed once
	logins  int    // how many there were when the report came
	top     int
	width   int
	height  int
}

// newCourse follows a copy that this drover takes on.
func newCourse(e *env, c copyCourse) *coursePage {
	return &coursePage{env: e, id: c.ID(), course: c, report: c.Report()}
}

// newKeptCourse shows a copy that lies unfinished on the disk.
func newKeptCourse(e *env, k client.CopyKept) *coursePage {
	return &coursePage{env: e, id: k.ID, kept: k, report: k.Report}
}

// Title starts with the verb.
func (s *coursePage) Title() string { return "clone " + s.copyName() }

// Init does nothing: the course tells by itself.
func (s *coursePage) Init() tea.Cmd { return nil }

func (s *coursePage) Resize(w, h int) { s.width, s.height = w, h }

// Typing: what is typed has dialogs of its own.
func (s *coursePage) Typing() bool { return false }

// Closed waits for nothing.
func (s *coursePage) Closed() {
	s.ends.drop()
	s.disk.drop()
}

// Update takes the ends that passwords are asked for, and what lies on the disk now.
func (s *coursePage) Update(msg tea.Msg) (tea.Cmd, Nav) {
	if disk, ok := msg.(answer[[]client.CopyKept]); ok {
		return s.diskRead(disk), stay
	}
	m, ok := msg.(answer[model.Detail])
	switch {
	case !ok || !m.take():
		return nil, stay
	case m.err != nil:
		return s.env.say(badNote(m.err)), stay
	case len(model.CopySecrets(m.value)) == 0:
		words := "the ends have no password that could be typed here"
		return s.env.say(note{kind: noteBad, text: words, bare: words}), stay
	}
	return nil, push(s.secretsOf(m.value))
}

// CourseMoved takes the news of the course.
func (s *coursePage) CourseMoved(c copyCourse, _ bool) tea.Cmd {
	if c.ID() == s.id {
		before, _ := s.at()
		s.course, s.report, s.logins = c, c.Report(), s.env.logins
		if now, _ := s.at(); !s.going() || now.Step != before.Step { // it was asked of the step before
			s.stopNow = false
		}
	}
	return nil
}

// tells reports whether the page shows what becomes of a run.
func (s *coursePage) tells(run string) bool {
	c, ok := s.course.(*client.Course)
	if !ok {
		return false
	}
	for _, r := range c.Runs() {
		if r.ID() == run {
			return true
		}
	}
	return false
}

// Tick keeps the time moving while the copy is on its way.
func (s *coursePage) Tick(time.Time) (tea.Cmd, time.Duration) {
	if s.going() {
		return nil, time.Second
	}
	return nil, 0
}

// Stir has the clock wake within a second where the copy has begun to go on: it may
// sleep until the next minute.
func (s *coursePage) Stir() bool { return s.going() }

// going reports a copy that goes on by itself.
func (s *coursePage) going() bool {
	return s.course != nil && s.report.Ended.IsZero() && s.report.Rests == "" && !s.report.Done()
}

func (s *coursePage) copyName() string {
	if s.course == nil {
		return s.kept.CopyName
	}
	return model.Clean(s.report.Copying.Name)
}

func (s *coursePage) originalName() string {
	if s.course == nil {
		return s.kept.OriginalName
	}
	return s.report.Copying.Original.Job.Name.String()
}

// jobs are the copy and the original, as they were read last; one that is not made,
// or of which nothing was read, has no state.
func (s *coursePage) jobs() (copied, original model.Job) {
	if s.course != nil {
		copied, original = s.report.Copy, s.report.Original
		if original.ID.Empty() {
			original = s.report.Copying.Original.Job
		}
	} else {
		copied = model.Job{ID: s.kept.Copy, Name: model.NewText(s.kept.CopyName)}
		original = model.Job{ID: s.kept.Original, Name: model.NewText(s.kept.OriginalName)}
	}
	if job, _, ok := s.env.listed(copied.ID); ok && !copied.ID.Empty() && copied.Status.Empty() {
		copied = job
	}
	if job, _, ok := s.env.listed(original.ID); ok && original.Status.Empty() {
		original = job
	}
	return copied, original
}

// at is the step that the copy stands at: the first that is not done. Once nothing is kept of
// it, it stands at none.
func (s *coursePage) at() (model.CopyResult, bool) {
	if s.gone != "" {
		return model.CopyResult{}, false
	}
	for _, r := range s.report.Steps {
		if !r.State.Over() {
			return r, true
		}
	}
	return model.CopyResult{}, false
}

// differs reports a copy that is not as it was asked for.
func (s *coursePage) differs() bool {
	r, ok := s.at()
	return ok && r.State == model.CopyRefused && len(r.Differs) > 0
}

// questioned reports a question before the copy is made, that a yes answers.
func (s *coursePage) questioned() bool {
	r, ok := s.at()
	return ok && r.Step.Kind == model.CopyMake && r.State == model.CopyAsks
}

// asks reports a step that waits for something to be typed or decided.
func (s *coursePage) asks() bool {
	r, ok := s.at()
	return ok && r.State == model.CopyAsks
}

// left are the steps that are taken when the copy goes on.
func (s *coursePage) left() []model.CopyStep {
	return s.report.Left(!s.secrets.Within(s.report.Copying.Secrets))
}

// goes reports that the original is still to be deleted.
func (s *coursePage) goes() bool {
	if s.course == nil {
		return s.kept.Fate == model.FateGoes
	}
	return s.report.Copying.Fate == model.FateGoes
}

// resume goes on with the copy at the step where it rests.
func (s *coursePage) resume(in client.CopyInput) (tea.Cmd, error) {
	in.Secrets = s.secrets
	c, err := s.env.client.GoOn(context.Background(), s.id, in)
	if err != nil {
		return nil, err
	}
	s.course, s.report, s.stopNow, s.logins = c, c.Report(), false, s.env.logins
	return s.env.ownCourse(c), nil
}
