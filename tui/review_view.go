package tui

import (
	"fmt"
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws title, choice, the jobs with their reasons, what it means, and the
// guard with both buttons.
func (r *review) View() string {
	if r.width < 1 || r.height < 1 {
		return ""
	}
	head := []string{r.titleLine()}
	if r.hasChoice() || r.verb() == model.Start {
		head = append(head, r.choiceLine())
	}
	if r.height >= 12 {
		head = append(head, r.env.theme.Rule(r.width))
	}
	foot := r.footLines(r.height - len(head) - 2)
	room := max(r.height-len(head)-len(foot), 0)
	lines := append(head, fill(r.jobLines(room), room)...)
	return strings.Join(fill(append(lines, foot...), r.height), "\n")
}

func (r *review) titleLine() string {
	left := r.env.theme.Paint(theme.Strong, r.Title()) + " on " + r.placeWords()
	return spread(" "+left, r.ageWords(), r.width)
}

// ageWords says that the jobs are being read, or how long ago they were.
func (r *review) ageWords() string {
	th := r.env.theme
	switch {
	case r.status.loading() || !r.drawn:
		return th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " "+r.readingWords())
	case !r.read.IsZero():
		return th.Paint(theme.Muted, "read "+model.Duration(r.env.now().Sub(r.read))+" ago")
	}
	return ""
}

// placeWords names where it goes; production stands out.
func (r *review) placeWords() string {
	tone := theme.Strong
	if r.env.where().Production {
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
	note := []string{r.noteLine(r.width)}
	if r.note == "" && r.height < 18 {
		note = nil
	}
	guard := r.guardLines(goes)
	out = append(out, r.effectLines(r.width-2, most-len(out)-len(note)-len(guard))...)
	out = append(out, note...)
	return append(out[:min(len(out), max(most-len(guard), 0))], guard...)
}

// noteLine is why Send did nothing; blank without a reason.
func (r *review) noteLine(w int) string {
	if r.note == "" {
		return ""
	}
	th := r.env.theme
	return " " + th.Paint(theme.Warn, "!") + " " + th.Paint(theme.Text, theme.Cut(theme.Safe(r.note), w-5, th.Signs().Cut))
}

// effectLines say in words what Send does, and what it costs to forget it. Where
// there is no room for all of them the risks come first.
func (r *review) effectLines(w, most int) []string {
	effects := r.effects()
	lines := r.foldEffects(effects, w)
	if len(lines) <= most {
		return lines
	}
	slices.SortStableFunc(effects, func(a, b model.Effect) int { return rankOf(a) - rankOf(b) })
	return r.foldEffects(effects, w)[:max(most, 0)]
}

func rankOf(e model.Effect) int {
	if e.Risk {
		return 0
	}
	return 1
}

func (r *review) foldEffects(effects []model.Effect, w int) []string {
	th := r.env.theme
	var out []string
	for _, e := range effects {
		lead, room := " ", w
		if e.Risk {
			lead, room = " "+th.Paint(theme.Warn, "!")+" ", w-2
		}
		for i, l := range wrapped(theme.Safe(e.Text), room) {
			if i > 0 {
				lead = " "
			}
			out = append(out, lead+th.Paint(theme.Text, l))
		}
	}
	return out
}

// effects is what the plan does, and what the clocks say to it.
func (r *review) effects() []model.Effect {
	if r.verb() == model.Start && r.whenErr != nil && r.plan.Tally().Goes > 0 {
		return []model.Effect{{Text: "Nothing is sent: " + r.whenErr.Error() + offer(r.whenErr)}}
	}
	out := model.Effects(r.plan.Wish(), r.plan.Sum(), r.env.serviceNow(), r.env.zone)
	_, timed := r.plan.When().Time()
	if skew, ok := r.env.client.Skew(); ok && timed && (skew > stale || skew < -stale) {
		out = append(out, model.Effect{Risk: true, Text: "This machine's clock differs from the service's by " + model.Duration(max(skew, -skew)) + "; the service's counts."})
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
		what := "the job's name"
		if r.plan.Len() > 1 { // whose, of several rows
			what = th.Paint(theme.Strong, theme.CutMiddle(theme.Safe(model.Clean(g.word)), 30, th.Signs().Cut))
		}
		left += "Type " + what + " on " + r.placeWords() + "   " + r.guardField(24)
	case g.word != "":
		left += "Type " + th.Paint(theme.Strong, g.word) + " to " + verbJobs(r.verb(), goes) + " on " + r.placeWords() + "   " + r.guardField(max(theme.Width(g.word)+2, 5))
	case r.wordToCome():
		left += th.Paint(theme.Muted, "The word to type follows when all are read") + "   " + r.guardField(5)
	case r.hasGuard():
		left += th.Paint(theme.Muted, "The number to type follows when all are read") + "   " + r.guardField(5)
	default:
		left += capital(verbJobs(r.verb(), goes)) + " on " + r.placeWords()
	}
	buttons := r.buttons()
	if theme.Width(left)+theme.Width(buttons)+2 <= r.width {
		return []string{spread(left, buttons, r.width)}
	}
	return []string{theme.Cut(left, r.width-1, th.Signs().Cut), spread(" ", buttons, r.width)}
}

// verbJobs is the verb with how many jobs it is for: "start 1 job now".
func verbJobs(verb model.Verb, n int) string {
	jobs := plural(n, "job", "jobs")
	switch verb {
	case model.StartNow:
		return "start " + jobs + " now"
	case model.Cancel: // the jobs stay
		return "cancel " + plural(n, "run", "runs")
	default:
	}
	return string(verb) + " " + jobs
}

// capital begins a sentence.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// buttons are Send, by the name of what nothing takes back, and Back.
func (r *review) buttons() string {
	send, to := "Send", "to"
	if r.final() {
		to = "on"
		send = capital(string(r.verb())) + " it"
		if n := r.plan.Tally().Goes; n > 1 {
			send = capital(string(r.verb())) + " " + digit(n)
		}
	}
	if r.env.where().Production {
		send += " " + to + " PROD"
	}
	return r.button(send, onSend) + "    " + r.button("Back", onBack) + "  "
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
