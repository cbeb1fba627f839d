package tui

import (
	"strings"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// View draws what came of the saving, and the steps from there on.
func (s *objectsSaving) View() string {
	if s.width < 1 || s.height < 1 {
		return ""
	}
	th := s.env.theme
	count := "re-edit"
	if s.run != nil {
		count = countWords((&model.Report{Rows: s.run.Report().Rows}).Count())
	}
	head := []string{
		" " + th.Paint(theme.Strong, count),
		" " + th.Paint(theme.Muted, "update objects ") + th.Paint(theme.Text, theme.CutMiddle(shownName(s.job.Name.String()), max(s.width-40, 8), th.Signs().Cut)) +
			th.Paint(theme.Muted, "   on ") + th.Paint(theme.Strong, model.Clean(s.env.place())),
	}
	foot := []string{" " + th.Paint(theme.Muted, theme.Cut("Leaving is safe: nothing stops; ! activity shows every run.", s.width-2, th.Signs().Cut))}
	if s.height >= plannedTall {
		head, foot = append(head, th.Rule(s.width)), append([]string{th.Rule(s.width)}, foot...)
	}
	var body []string
	for _, l := range s.legs() {
		body = append(body, l.lines(th, s.width)...)
	}
	room := max(s.height-len(head)-len(foot), 0)
	s.top = min(s.top, max(len(body)-room, 0))
	lines := append(head, fill(body[s.top:min(s.top+room, len(body))], room)...)
	return strings.Join(fill(append(lines, foot...), s.height), "\n")
}

// legs are all steps, those to come too.
func (s *objectsSaving) legs() []leg {
	saved := s.runLeg("save the objects", s.run, "")
	if s.run == nil {
		saved.sign, saved.tone, saved.words = s.env.theme.OutcomeGlyph(model.Done), theme.OK, "what the job holds was saved before"
	}
	out := []leg{saved}
	if len(s.wanted) > 0 {
		out = append(out, s.namesLeg())
	}
	if !s.running() {
		return out
	}
	check := s.runLeg("pre-check", s.check, "K runs it: nothing moves by it")
	switch {
	case s.checking():
		check.sign, check.tone, check.words = "~", theme.Busy, "the pre-check runs"
		if s.result.have && s.result.value.Process >= 0 {
			check.words += ", " + digit(s.result.value.Process) + " %"
		}
	case s.checked():
		check.sign, check.tone, check.words = s.env.theme.OutcomeGlyph(model.Done), theme.OK, "passed"
	case s.check != nil && s.result.have && s.result.value.Process >= 100:
		check.sign, check.tone, check.words = s.env.theme.OutcomeGlyph(model.Refused), theme.Bad, "not passed: 8 check of the job's page says what to mend, then K again"
	}
	return append(out, check, s.runLeg("take them on", s.restart, "R, once the pre-check has passed"), s.childLeg())
}

// runLeg says what came of one write.
func (s *objectsSaving) runLeg(title string, run *client.Run, next string) leg {
	th := s.env.theme
	if run == nil {
		return leg{sign: "-", tone: theme.Muted, title: title, words: next}
	}
	o := outcomeOf(run)
	l := leg{sign: th.OutcomeGlyph(o.Kind), tone: th.OutcomeTone(o.Kind), title: title, words: outcomeWords(o)}
	if run.Report().Ended.IsZero() {
		l.sign, l.tone = "~", theme.Busy
		if l.words == "" {
			l.words = "sent; its answer is waited for"
		}
	}
	return l
}

// outcomeWords is an outcome with the service's words.
func outcomeWords(o model.Outcome) string {
	var words []string
	for _, more := range []string{o.Code.String(), o.Message.String(), model.Clean(o.Why)} {
		if more != "" {
			words = append(words, more)
		}
	}
	if len(words) == 0 {
		return o.Kind.String()
	}
	return o.Kind.String() + ": " + strings.Join(words, " ")
}

// childLeg says how far the copy of what has joined is.
func (s *objectsSaving) childLeg() leg {
	th := s.env.theme
	l := leg{sign: "-", tone: theme.Muted, title: "child job", words: "copies what has joined, then goes"}
	child, ok := s.child()
	switch {
	case ok:
		l.sign, l.tone = th.Glyph(child.State.Family), th.FamilyTone(child.State.Family)
		l.words = child.Name.String() + ": " + child.State.Word
	case s.following():
		l.sign, l.tone, l.words = "~", theme.Busy, "the child that copies what has joined is waited for"
	}
	return l
}
