package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// choiceLine is the second line: when to start, or what a pause stops. Other
// verbs have none, see hasChoice.
func (r *review) choiceLine() string {
	switch {
	case r.verb() == model.Pause:
		return r.pauseLine()
	case !r.plan.Wish().Timed():
		return " " + r.env.theme.Paint(theme.Muted, "when") + "   " + r.env.theme.Paint(theme.Strong, "now")
	}
	return r.whenLine()
}

// pauseLine offers to stop the replay alone, or the capture too.
func (r *review) pauseLine() string {
	th, s := r.env.theme, r.env.theme.Signs()
	tone := theme.Strong
	if r.at() == onChoice {
		tone = theme.Select
	}
	word, other := "replay only", "or replay and capture"
	if r.plan.Wish().Pause == model.PauseAll {
		word, other = "replay and capture", "or replay only"
	}
	return " " + th.Paint(theme.Muted, "what") + "   " + th.Paint(theme.Accent, s.ChoiceLeft) + " " + th.Paint(tone, word) + " " +
		th.Paint(theme.Accent, s.ChoiceRight) + th.Paint(theme.Muted, "   "+other)
}

// whenLine offers now or a moment, said back in all three forms.
func (r *review) whenLine() string {
	th, s := r.env.theme, r.env.theme.Signs()
	tone := theme.Strong
	if r.at() == onChoice {
		tone = theme.Select
	}
	if r.plan.When().Now() {
		line := " " + th.Paint(theme.Muted, "when") + "   " + th.Paint(theme.Accent, s.ChoiceLeft) + " " + th.Paint(tone, "now") + " " + th.Paint(theme.Accent, s.ChoiceRight)
		if r.at() == onChoice {
			return line + th.Paint(theme.Muted, "   h l or type a time: 04:00Z  12:00+08  +48m  sat 02:00")
		}
		return line + th.Paint(theme.Muted, "   or at a time you type")
	}
	field := r.whenIn.draw(th, 24)
	if r.at() != onChoice {
		field = th.Paint(theme.Text, model.Clean(r.whenIn.value()))
	}
	line := " " + th.Paint(theme.Muted, "when") + "   " + th.Paint(theme.Accent, s.ChoiceLeft) + " at " + th.Paint(theme.Accent, s.ChoiceRight) + " " + field
	if r.whenErr != nil {
		return line + "  " + th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + th.Paint(theme.Text, theme.Cut(r.whenErr.Error()+offer(r.whenErr), max(r.width-theme.Width(line)-5, 0), s.Cut))
	}
	utc, local, in := r.plan.When().Words(r.env.serviceNow(), r.env.zone)
	line += "   " + th.Paint(theme.Strong, utc)
	if local != utc {
		line += "  " + local
	}
	return line + "  " + th.Paint(theme.Muted, in)
}

// offer adds that starting now is the other way, where it is.
func offer(err error) string {
	if we, ok := err.(*model.WhenError); ok && we.OffersNow { //nolint:errorlint // made here, never wrapped
		return "; left arrow: now instead"
	}
	return ""
}

// whenKey edits the moment, and says at once what it means.
func (r *review) whenKey(k tea.KeyPressMsg) (tea.Cmd, Nav) {
	switch k.String() {
	case "h", "l", "left", "right":
		if r.whenIn.value() == "" || k.String() == "left" || k.String() == "right" {
			r.toggleWhen()
			return nil, stay
		}
	}
	r.whenIn.take(k)
	r.typedWhen = true
	r.parseWhen()
	return nil, stay
}

// leave goes back. A moment that was typed goes with the second key alone.
func (r *review) leave() (tea.Cmd, Nav) {
	if r.typedWhen && !r.plan.When().Now() && r.whenIn.value() != "" && !r.warned {
		r.focus = onBack // so that enter after it does not send
		r.warned, r.note = true, forgetsTime
		return nil, stay
	}
	return nil, pop()
}

const forgetsTime = "esc again drops the time you typed"

// pressed has the question before a typed moment is dropped asked anew once
// another key comes.
func (r *review) pressed(key string) {
	if r.warned && key != "esc" && key != "q" && key != "enter" {
		r.warned = false
		if r.note == forgetsTime {
			r.note = ""
		}
	}
}

// leaveChoice goes from the choice to where the review began.
func (r *review) leaveChoice() {
	r.focus = onBack
	if r.hasGuard() {
		r.focus = onGuard
	}
}

// choose goes to the choice and turns to the other one.
func (r *review) choose() (tea.Cmd, Nav) {
	r.focus = onChoice
	if r.verb() == model.Pause {
		r.togglePause()
	} else {
		r.toggleWhen()
	}
	return nil, stay
}

// hasChoice reports whether the second line offers one.
func (r *review) hasChoice() bool { return r.plan.Wish().Timed() || r.plan.Wish().Partial() }

func (r *review) choiceWord() string {
	if r.verb() == model.Pause {
		return "what to pause"
	}
	return "now or at"
}

// togglePause goes between stopping the replay alone and the capture too.
func (r *review) togglePause() {
	if r.plan.Wish().Pause == model.PauseAll {
		r.plan.SetPause(model.PauseReplay)
		return
	}
	r.plan.SetPause(model.PauseAll)
}

// toggleWhen goes between now and a moment.
func (r *review) toggleWhen() {
	if r.plan.When().Now() {
		r.parseWhen()
		return
	}
	r.plan.SetWhen(model.AtOnce())
	r.whenErr = nil
}

func (r *review) parseWhen() {
	text := r.whenIn.value()
	if text == "" {
		r.plan.SetWhen(model.When{})
		r.whenErr = errNoMoment{}
		return
	}
	w, err := model.ParseWhen(text, r.env.serviceNow(), r.env.zone)
	if err != nil {
		w = model.When{}
	}
	r.plan.SetWhen(w)
	r.whenErr = err
}

// errNoMoment is an empty field where a moment is wanted: empty never means
// now.
type errNoMoment struct{}

func (errNoMoment) Error() string { return "type a time, 04:00Z or +48m, or choose now" }
