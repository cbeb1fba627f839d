package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// askGoOn opens the review of the steps that are left.
func (s *coursePage) askGoOn() (tea.Cmd, Nav) {
	p := &planned{env: s.env, title: "go on with the copy " + s.copyName(), about: s.goOnAbout}
	if s.goes() {
		p.word = s.originalName()
	}
	return s.reviewed(p, client.CopyInput{})
}

// askSkip opens the review of going on without the step that asks.
func (s *coursePage) askSkip() (tea.Cmd, Nav) {
	r, _ := s.at()
	p := &planned{env: s.env, title: "go on without the step: " + s.report.Copying.Title(r.Step)}
	p.about = func(w int) []string {
		th := s.env.theme
		out := signed(th, th.Paint(theme.Warn, th.Signs().Flag), "Left out: "+s.report.Copying.Title(r.Step)+".", w)
		return append(out, s.stepsAbout(w, r.Step)...)
	}
	if s.goes() {
		p.word = s.originalName()
	}
	return s.reviewed(p, client.CopyInput{Skip: true})
}

// askAccept opens the review of taking a copy that is not as it was asked for.
func (s *coursePage) askAccept() (tea.Cmd, Nav) {
	r, _ := s.at()
	if s.questioned() {
		return s.askMake(r)
	}
	p := &planned{env: s.env, title: "take the copy " + s.copyName() + " as it is", word: s.copyName()}
	if s.goes() { // what differs goes with it
		p.word = s.originalName()
	}
	p.about = func(w int) []string {
		th := s.env.theme
		out := signed(th, th.Paint(theme.Warn, th.Signs().Flag), "It is not as it was asked for:", w)
		out = append(out, differenceLines(th, r.Differs, w)...)
		if s.goes() {
			out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), "Then "+s.originalName()+" is deleted: there is no way back.", w)...)
		}
		return append(append(out, ""), s.goOnAbout(w)...)
	}
	return s.reviewed(p, client.CopyInput{Accept: true})
}

// askMake opens the review of making the copy all the same: the question is answered with
// yes, and no other one.
func (s *coursePage) askMake(r model.CopyResult) (tea.Cmd, Nav) {
	p := &planned{env: s.env, title: "make the copy " + s.copyName() + " all the same", word: s.copyName()}
	if s.goes() {
		p.word = s.originalName()
	}
	p.about = func(w int) []string {
		th := s.env.theme
		out := signed(th, th.Paint(theme.Warn, th.Signs().Flag), capital(ended(model.Clean(r.Why))), w)
		return append(append(out, ""), s.goOnAbout(w)...)
	}
	return s.reviewed(p, client.CopyInput{Accept: true})
}

func (s *coursePage) reviewed(p *planned, in client.CopyInput) (tea.Cmd, Nav) {
	p.begin = func() (tea.Cmd, Nav, error) {
		cmd, err := s.resume(in)
		if err != nil {
			return nil, stay, err
		}
		return cmd, pop(), nil
	}
	return nil, push(p.open())
}

// goOnAbout says what is sent when the copy goes on.
func (s *coursePage) goOnAbout(w int) []string { return s.stepsAbout(w, model.CopyStep{}) }

// stepsAbout does without a step.
func (s *coursePage) stepsAbout(w int, without model.CopyStep) []string {
	th := s.env.theme
	dot := th.Paint(theme.Muted, th.Signs().Dot)
	c, onOriginal, left := s.report.Copying, false, s.left()
	var steps []string
	for i, r := range s.report.Steps {
		if r.Step == without || !slices.Contains(left, r.Step) {
			continue
		}
		onOriginal = onOriginal || r.Step.OnOriginal()
		steps = append(steps, stepLines(th, i+1, c.Line(r.Step, s.env.around()), w)...)
	}
	var out []string
	if onOriginal {
		out = fateLines(s.env, c.Fate, s.originalName(), w)
	}
	if risk := c.QueueRisk(); risk != "" && slices.Contains(left, model.CopyStep{Kind: model.CopySchedule}) {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), risk, w)...)
	}
	out = append(append(out, steps...), "")
	return append(out, signed(th, dot, "Before each step reads tell whether it is done already; nothing is sent twice.", w)...)
}

// fateLines say what becomes of an original in the end.
func fateLines(e *env, f model.Fate, name string, w int) []string {
	th, rest := e.theme, "paused"
	if len(model.CopySections(e.client.Capabilities().Realm)) == 0 {
		rest = "taken off its schedule"
	}
	flag := th.Paint(theme.Warn, th.Signs().Flag)
	switch f {
	case model.FateStays:
	case model.FateRests:
		return signed(th, flag, "Once the copy is verified, "+name+" is "+rest+".", w)
	case model.FateGoes:
		return signed(th, flag, "Once the copy is verified, "+name+" is deleted: nothing takes that back.", w)
	}
	return nil
}
