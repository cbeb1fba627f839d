package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// plannedTall is from which height on the page takes room for rules.
const plannedTall = 12

// View draws title, what will be, and below the rule the word and the buttons.
func (p *planned) View() string {
	if p.width < 1 || p.height < 1 {
		return ""
	}
	th := p.env.theme
	head := []string{p.titleLine()}
	foot := append(p.noteLines(), p.buttonLines()...)
	if p.height >= plannedTall {
		head = append(head, th.Rule(p.width))
		foot = append([]string{th.Rule(p.width)}, foot...)
	}
	body := p.about(p.width)
	room := max(p.height-len(head)-len(foot), 0)
	p.top = min(p.top, max(len(body)-room, 0))
	if len(body) > room {
		if len(foot) > 1 && p.height >= plannedTall {
			foot[0] = th.Rule(p.width, scrollWords(p.top, room, len(body)))
		}
		body = body[p.top:min(p.top+room, len(body))]
	}
	lines := append(head, fill(body, room)...)
	return strings.Join(fill(append(lines, foot...), p.height), "\n")
}

func (p *planned) titleLine() string {
	th := p.env.theme
	right := ""
	if p.stepWhy() != "" {
		right = th.Paint(theme.Bad, "it does not go")
	}
	tone := theme.Strong
	if p.env.where().Production {
		tone = theme.Bad
	}
	place := " on " + p.env.place()
	title := theme.CutMiddle(theme.Safe(p.title), max(p.width-theme.Width(place)-theme.Width(right)-3, 8), th.Signs().Cut)
	return spread(" "+th.Paint(theme.Strong, title)+th.Paint(tone, model.Clean(place)), right, p.width)
}

// noteLines say why Send did nothing, or why the step does not go.
func (p *planned) noteLines() []string {
	th := p.env.theme
	words, sign := p.note, th.Paint(theme.Warn, th.Signs().Flag)
	if words == "" && p.stepWhy() != "" {
		words, sign = p.stepWhy(), th.Paint(theme.Bad, th.Failure())
	}
	var out []string
	for i, l := range wrapped(theme.Safe(words), max(p.width-5, 8)) {
		if i > 0 {
			sign = " "
		}
		out = append(out, " "+sign+" "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	return out
}

// buttonLines are the word to type, if there is one, and the buttons.
func (p *planned) buttonLines() []string {
	th := p.env.theme
	send := "Send"
	if p.env.where().Production {
		send = "Send to PROD"
	}
	buttons := p.button(send, plannedSend) + "   " + p.button("Back", plannedBack) + "  "
	if p.word == "" {
		return []string{spread("", buttons, p.width)}
	}
	ask := " Type " + theme.Safe(p.word) + " to send it   "
	value := th.Paint(theme.Text, theme.Safe(model.Clean(p.field.value())))
	if p.focus == plannedWord {
		value = p.field.draw(th, max(p.width-theme.Width(ask)-1, 8))
	}
	line := th.Paint(theme.Strong, ask) + value
	if theme.Width(line)+theme.Width(buttons)+2 < p.width {
		return []string{spread(line, buttons, p.width)}
	}
	return []string{line, spread("", buttons, p.width)}
}

// button is reversed with the focus; Send is grey while it cannot be pressed.
func (p *planned) button(word string, is plannedFocus) string {
	th, text := p.env.theme, "[ "+word+" ]"
	switch {
	case p.focus == is:
		return th.Paint(theme.Select, text)
	case is == plannedSend && p.cannotSend() != "":
		return th.Paint(theme.Rule, text)
	}
	return th.Paint(theme.Text, text)
}
