package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// cannotReview is why there is nothing to review.
func (s *edit) cannotReview() string {
	switch {
	case s.locked() != "":
		return s.locked()
	case s.look.Changed == 0:
		return "nothing is changed"
	case s.asking.due || s.name.loading():
		return nameUnasked
	}
	return ""
}

// review reads the section once more, and goes on to what is sent. Where something
// is wrong it goes there instead.
func (s *edit) review() (tea.Cmd, Nav) {
	s.now = editVisit{}
	if n := s.look.Wrong; n > 0 {
		cmd, nav := s.nextError()
		f := s.sheet.Field()
		words := plural(n, "error", "errors") + ": " + f.Label + " " + f.Wrong
		return tea.Batch(cmd, s.env.say(note{kind: noteBad, text: theme.Safe(model.Clean(words)), bare: "a review with errors"})), nav
	}
	if why := s.cannotReview(); why != "" {
		return s.env.say(note{kind: noteBad, text: "review: " + why, bare: "a review was grey"}), stay
	}
	return s.ask(editReview), stay
}

// toReview opens the page that sends.
func (s *edit) toReview() (tea.Cmd, Nav) {
	if why := s.cannotReview(); why != "" {
		return s.env.say(note{kind: noteBad, text: "review: " + why, bare: "a review was grey"}), stay
	}
	return nil, push(newEditReview(s))
}

// newEditReview is the page before one section is replaced: what differs, what is
// risky, what follows, the exact request, and Send.
func newEditReview(s *edit) Screen {
	e, a := s.env, s.around()
	plan := model.PlanEdit(e.client.NewIntent(), e.client.Capabilities(), s.form, a)
	p := &planned{env: e, plan: plan, title: s.Title() + " " + s.job.Name.String(), word: model.EditWord(s.form)}
	p.about = func(w int) []string { return editAbout(e, plan, w) }
	s.Flush()
	p.sent = func(run *client.Run) (tea.Cmd, Nav) {
		after := newEditReport(s, run)
		return nil, popThen(func() (tea.Cmd, Nav) { return nil, replace(after) })
	}
	return p.open()
}

// editAbout is what differs, and below it what is risky and what follows.
func editAbout(e *env, plan model.Plan, w int) []string {
	th, as := e.theme, plan.Edit
	out := differenceLines(th, as.Edit.Differences(as.Around), w)
	out = append(out, "")
	for _, words := range plan.Steps[0].Warn {
		out = append(out, signed(th, th.Paint(theme.Warn, th.Signs().Flag), words, w)...)
	}
	out = append(out, effectLines(th, model.Effects(plan.Wish, model.Sum{Tally: model.Tally{Goes: 1}}, as.Around.Now, e.zone), w)...)
	return out
}

// differenceLines say what was and what is to be, their labels in a column.
func differenceLines(th *theme.Theme, all []model.Difference, w int) []string {
	label := 8
	for _, d := range all {
		label = max(label, theme.Width(theme.Safe(d.Label))+2)
	}
	label = min(label, max(w/3, 8))
	var out []string
	for _, d := range all {
		sign := th.Paint(theme.Warn, "~")
		switch {
		case d.Wrong:
			sign = th.Paint(theme.Bad, th.Failure())
		case d.Over:
			sign = th.Paint(theme.Warn, th.Signs().Flag)
		}
		head := " " + sign + " " + th.Paint(theme.Muted, theme.Fit(theme.Safe(d.Label), label, th.Signs().Cut))
		was, is := shownValue(d.Was), shownValue(d.Is)
		room := max(w-4-label, 8)
		if theme.Width(was)+theme.Width(is)+4 <= room {
			out = append(out, head+th.Paint(theme.Muted, was)+th.Paint(theme.Muted, " "+th.Signs().Crumb+" ")+th.Paint(theme.Accent, is))
			continue
		}
		for i, l := range wrapped(was+" "+th.Signs().Crumb, room) {
			if i > 0 {
				head = theme.Spaces(3 + label)
			}
			out = append(out, head+th.Paint(theme.Muted, strings.TrimLeft(l, " ")))
		}
		for _, l := range wrapped(is, room) {
			out = append(out, theme.Spaces(3+label)+th.Paint(theme.Accent, strings.TrimLeft(l, " ")))
		}
	}
	return out
}

// effectLines are sentences, each behind its sign.
func effectLines(th *theme.Theme, all []model.Effect, w int) []string {
	var out []string
	for _, e := range all {
		sign := th.Paint(theme.Muted, th.Signs().Dot)
		if e.Risk {
			sign = th.Paint(theme.Warn, th.Signs().Flag)
		}
		out = append(out, signed(th, sign, e.Text, w)...)
	}
	return out
}
