package tui

import (
	"fmt"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws title, when, the jobs with their reasons, what it means, and the
// guard with both buttons.
func (r *review) View() string {
	if r.width < 1 || r.height < 1 {
		return ""
	}
	head := []string{r.titleLine(), r.whenLine(), r.env.theme.Rule(r.width)}
	if r.height < 12 {
		head = head[:2]
	}
	foot := r.footLines(r.height - len(head) - 2)
	room := max(r.height-len(head)-len(foot), 0)
	lines := append(head, fill(r.jobLines(room), room)...)
	return strings.Join(fill(append(lines, foot...), r.height), "\n")
}

func (r *review) titleLine() string {
	th := r.env.theme
	left := th.Paint(theme.Strong, r.Title()) + " on " + r.placeWords()
	right := ""
	switch {
	case r.status.loading() || !r.drawn:
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " "+r.readingWords())
	case !r.read.IsZero():
		right = th.Paint(theme.Muted, "read "+model.Duration(r.env.now().Sub(r.read))+" ago")
	}
	return spread(" "+left, right, r.width)
}

// placeWords names where it goes; production stands out.
func (r *review) placeWords() string {
	tone := theme.Strong
	if r.env.client.Place().Production {
		tone = theme.Bad
	}
	return r.env.theme.Paint(tone, model.Clean(r.env.place()))
}

// spread puts one text at the left and one at the right of a line.
func spread(left, right string, width int) string {
	gap := width - 1 - theme.Width(left) - theme.Width(right)
	if gap < 1 {
		return theme.Cut(left, width-1, "")
	}
	return left + theme.Spaces(gap) + right
}

// whenLine offers now or a moment, said back in all three forms.
func (r *review) whenLine() string {
	th, s := r.env.theme, r.env.theme.Signs()
	tone := theme.Strong
	if r.at() == onWhen {
		tone = theme.Select
	}
	if r.plan.When().Now() {
		line := " " + th.Paint(theme.Muted, "when") + "   " + th.Paint(theme.Accent, s.ChoiceLeft) + " " + th.Paint(tone, "now") + " " + th.Paint(theme.Accent, s.ChoiceRight)
		if r.at() == onWhen {
			return line + th.Paint(theme.Muted, "   h l or type a time: 04:00Z  12:00+08  +48m  sat 02:00")
		}
		return line + th.Paint(theme.Muted, "   or at a time you type")
	}
	field := r.whenIn.draw(th, 24)
	if r.at() != onWhen {
		field = th.Paint(theme.Text, model.Clean(r.whenIn.value()))
	}
	line := " " + th.Paint(theme.Muted, "when") + "   " + th.Paint(theme.Accent, s.ChoiceLeft) + " at " + th.Paint(theme.Accent, s.ChoiceRight) + " " + field
	if r.whenErr != nil {
		return line + "  " + th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + th.Paint(theme.Text, theme.Cut(r.whenErr.Error()+offer(r.whenErr), max(r.width-theme.Width(line)-5, 0), s.Cut))
	}
	utc, local, in := r.plan.When().Words(r.env.serviceNow(), r.env.zone)
	return line + "   " + th.Paint(theme.Strong, utc) + "  " + local + "  " + th.Paint(theme.Muted, in)
}

// offer adds that starting now is the other way, where it is.
func offer(err error) string {
	if we, ok := err.(*model.WhenError); ok && we.OffersNow { //nolint:errorlint // made here, never wrapped
		return "; left arrow: now instead"
	}
	return ""
}

// footLines says what sending means, and draws the guard and the buttons:
// those go last where there is no room.
func (r *review) footLines(most int) []string {
	th := r.env.theme
	t := r.plan.Tally()
	goes, left := t.Goes, r.plan.Len()-t.Goes-t.Pending
	caption := th.Paint(theme.Strong, fmt.Sprintf("%d go, %d left out", goes, left))
	if t.Pending > 0 {
		caption += th.Paint(theme.Muted, ", "+r.checkWords())
	}
	out := []string{th.Rule(r.width, caption)}
	for _, w := range r.consequences(goes) {
		out = append(out, " "+theme.Cut(w, r.width-2, th.Signs().Cut))
	}
	if r.note != "" {
		out = append(out, " "+th.Paint(theme.Warn, "!")+" "+th.Paint(theme.Text, theme.Cut(r.note, r.width-5, th.Signs().Cut)))
	} else if r.height >= 18 {
		out = append(out, "")
	}
	guard := r.guardLines(goes)
	if over := len(out) + len(guard) - max(most, len(guard)); over > 0 {
		out = out[:len(out)-over]
	}
	return append(out, guard...)
}

// consequences says in words what Send does, and what it costs to forget it.
func (r *review) consequences(goes int) []string {
	th := r.env.theme
	if goes == 0 {
		return []string{th.Paint(theme.Muted, "Nothing would be sent.")}
	}
	if r.whenErr != nil {
		return wrapped("Nothing is sent: "+r.whenErr.Error()+offer(r.whenErr), r.width-3)
	}
	who := "It is"
	if goes == 2 {
		who = "Both are"
	} else if goes > 2 {
		who = fmt.Sprintf("All %d are", goes)
	}
	first := "The full copy begins at once. " + who + " billed from now until ended."
	if r.plan.When().Now() && r.plan.Tally().Incr == goes {
		first = "Replication begins at once. " + who + " billed from now until ended."
	}
	if _, later := r.plan.When().Time(); later {
		_, local, in := r.plan.When().Words(r.env.serviceNow(), r.env.zone)
		first = fmt.Sprintf("Nothing moves before %s (%s); billed from then until ended.", local, in)
	}
	out := []string{first}
	if n := r.plan.Tally().Orders; n > 0 {
		out = append(out, th.Paint(theme.Warn, "!")+" "+plural(n, "job is", "jobs are")+" billed by the month or year: starting places and pays the order.")
	}
	if n := r.plan.Tally().NoBill; n > 0 {
		out = append(out, th.Paint(theme.Warn, "!")+" How "+plural(n, "job is", "jobs are")+" billed cannot be read here: a start may place an order.")
	}
	if skew, ok := r.env.client.Skew(); ok && !r.plan.When().Now() && (skew > stale || skew < -stale) {
		out = append(out, th.Paint(theme.Warn, "!")+" This machine's clock differs from the service's by "+model.Duration(max(skew, -skew))+"; the service's counts.")
	}
	return out
}

// guardLines is the sentence to fulfil, and the buttons: beside it, or below
// where there is no room.
func (r *review) guardLines(goes int) []string {
	th, g := r.env.theme, r.guard()
	left := " "
	switch {
	case g.name:
		left += "Type the job's name on " + r.placeWords() + "   " + r.guardField(24)
	case g.word != "":
		left += "Type " + th.Paint(theme.Strong, g.word) + " to start " + plural(goes, "job", "jobs") + " on " + r.placeWords() + "   " + r.guardField(max(theme.Width(g.word)+2, 5))
	case r.wordToCome():
		left += th.Paint(theme.Muted, "The word to type follows when all are read") + "   " + r.guardField(5)
	case r.hasGuard():
		left += th.Paint(theme.Muted, "The number to type follows when all are read") + "   " + r.guardField(5)
	default:
		left += "Start " + plural(goes, "job", "jobs") + " on " + r.placeWords()
	}
	send := "Send"
	if r.env.client.Place().Production {
		send = "Send to PROD"
	}
	buttons := r.button(send, onSend) + "    " + r.button("Back", onBack) + "  "
	if theme.Width(left)+theme.Width(buttons)+2 <= r.width {
		return []string{spread(left, buttons, r.width)}
	}
	return []string{theme.Cut(left, r.width-1, th.Signs().Cut), spread(" ", buttons, r.width)}
}

func (r *review) guardField(w int) string {
	th := r.env.theme
	if r.at() != onGuard {
		return th.Paint(theme.Text, theme.Pad(theme.Cut(theme.Safe(model.Clean(r.field.value())), w, ""), w))
	}
	return r.field.draw(th, w)
}

// button is bold and reversed with the focus, so that it reads without
// colour; Send is grey while it cannot be pressed.
func (r *review) button(word string, is reviewFocus) string {
	th, text := r.env.theme, "[ "+word+" ]"
	switch {
	case r.at() == is:
		return th.Paint(theme.Select, text)
	case is == onSend && r.cannotSend() != "":
		return th.Paint(theme.Rule, text)
	}
	return th.Paint(theme.Text, text)
}
