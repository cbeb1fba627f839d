package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// View draws title, name, version, what the copy gets and what it does not, and
// the buttons.
func (c *clone) View() string {
	if c.width < 1 || c.height < 1 {
		return ""
	}
	head := []string{c.titleLine(), c.env.theme.Rule(c.width)}
	foot := append(c.noteLines(), "", c.env.theme.Rule(c.width))
	button := len(foot) - 2
	if c.height < cloneTall {
		head, foot = head[:1], foot[:len(foot)-1]
	}
	body := c.lines()
	room := max(c.height-len(head)-len(foot), 0)
	c.room = room
	if c.sought && c.lit >= 0 {
		c.top = min(max(c.top, c.lit-room+3), c.lit)
	}
	c.sought = false
	c.top = min(c.top, max(len(body)-room, 0))
	more := ""
	if len(body) > room {
		more = c.env.theme.Paint(theme.Muted, scrollWords(c.top, room, len(body)))
		body = body[c.top:min(c.top+room, len(body))]
	}
	foot[button] = c.buttonLine(more)
	lines := append(append(head, body...), foot...)
	return strings.Join(fill(lines, c.height), "\n")
}

func (c *clone) titleLine() string {
	th := c.env.theme
	right := th.Paint(theme.OK, "0 errors")
	switch n := c.errors(); {
	case c.detail.loading() || !c.drawn:
		right = th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")
	case n > 0:
		right = th.Paint(theme.Bad, plural(n, "error", "errors"))
	}
	tone := theme.Strong
	if c.env.where().Production {
		tone = theme.Bad
	}
	place := th.Paint(tone, model.Clean(c.env.place()))
	room := max(c.width-theme.Width(c.env.place())-theme.Width(right)-16, 8)
	name := theme.CutMiddle(theme.Safe(c.job.Name.String()), room, th.Signs().Cut)
	return spread(" "+th.Paint(theme.Strong, "clone "+name)+"   on "+place, right, c.width)
}

// errors counts what keeps the copy from being sent.
func (c *clone) errors() int {
	n := 0
	if c.nameWrong() != "" {
		n++
	}
	if c.jobWhy() != "" || c.nameWrong() == "" && c.askedWhy() != "" {
		wrong, _ := c.asked().Wrong(c.around())
		n += max(wrong, 1)
	}
	return n
}

// jobWhy is why the job is not copied, whatever the name.
func (c *clone) jobWhy() string {
	if c.nameRules(c.name.value()) != nil {
		return ""
	}
	return c.plan.Step(0).Why
}

// needs are the limits of a name.
func (c *clone) needs() string {
	if c.one() {
		return "any name that no other job has"
	}
	return "4 to 50 letters, digits, - _; begins with a letter"
}

// cloneTall is from which height on the page takes room for rules and hints.
const cloneTall = 16

// cloneLabel is where the values begin.
const cloneLabel = 17

// lines are those between title and buttons.
func (c *clone) lines() []string {
	var out []string
	c.lit = -1
	add := func(is cloneFocus, lines []string) {
		if c.focus == is && is != cloneBack {
			c.lit = len(out)
		}
		out = append(out, lines...)
	}
	add(cloneName, c.nameLines())
	if !c.one() {
		add(cloneVersion, c.versionLines())
	}
	out = append(out, c.copiedLines()...)
	out = append(out, c.differLines()...)
	add(cloneFate, c.fateLines())
	if !c.one() {
		add(cloneCheck, c.checkLines())
	}
	if c.filtered() {
		add(cloneFilters, c.filterLines())
	}
	return append(out, c.thenLines()...)
}

// labelled folds a sentence beside its label.
func (c *clone) labelled(label string, tone theme.Tone, words string) []string {
	th := c.env.theme
	lines := wrapped(theme.Safe(words), max(c.width-cloneLabel-1, 8))
	for i, l := range lines {
		l = strings.TrimLeft(l, " ")
		shown := ""
		if i == 0 {
			shown = label
		}
		lines[i] = "  " + th.Paint(theme.Muted, theme.Pad(shown, cloneLabel-2)) + th.Paint(tone, l)
	}
	return lines
}

// warned folds a sentence behind its sign.
func (c *clone) warned(sign, words string) []string { return c.warnedAs("", sign, words) }

// warnedAs does so beside a label.
func (c *clone) warnedAs(label, sign, words string) []string {
	lines := wrapped(theme.Safe(words), max(c.width-cloneLabel-3, 8))
	for i, l := range lines {
		lead := theme.Spaces(cloneLabel + 2)
		if i == 0 {
			lead = "  " + c.env.theme.Paint(theme.Muted, theme.Pad(label, cloneLabel-2)) + sign + " "
		}
		lines[i] = lead + c.env.theme.Paint(theme.Text, strings.TrimLeft(l, " "))
	}
	return lines
}

// nameLines are the field, the word on what stands in it, and how it is
// limited. What is wrong, or has no room beside the field, stands below it.
func (c *clone) nameLines() []string {
	th := c.env.theme
	cursor, field := " ", th.Paint(theme.Text, theme.Cut(theme.Safe(model.Clean(c.name.value())), c.width-cloneLabel-1, th.Signs().Cut))
	if c.focus == cloneName {
		cursor, field = th.Paint(theme.Accent, th.Signs().Cursor), c.name.draw(th, max(c.width-cloneLabel-1, 1))
	}
	first := cursor + " " + th.Paint(theme.Muted, theme.Pad("name", cloneLabel-2)) + field
	sign, tone, words := c.nameWord()
	switch {
	case sign != "":
		return append([]string{first}, c.warned(sign, words)...)
	case theme.Width(first)+3+theme.Width(words) >= c.width:
		return append([]string{first}, c.labelled("", tone, words)...)
	case words != "":
		first += "   " + th.Paint(tone, words)
	}
	if c.height < cloneTall && c.focus != cloneName {
		return []string{first}
	}
	return append([]string{first}, c.labelled("", theme.Muted, c.needs())...)
}

// nameWord is what is known of the name. What has a sign before it wants to be
// read; the rest is said in a tone.
func (c *clone) nameWord() (sign string, tone theme.Tone, words string) {
	th := c.env.theme
	bad, got := th.Paint(theme.Bad, th.Glyph(model.Failed)), &c.check
	told, have := c.checked()
	switch {
	case c.nameWrong() != "":
		return bad, theme.Text, c.nameWrong()
	case c.retry != "" && strings.EqualFold(c.retry, c.name.value()):
		return th.Paint(theme.Warn, "!"), theme.Text, "this name was sent before: Send looks for the copy first, and makes none if it is there"
	case got.loading() || c.due:
		return "", theme.Busy, "~ asking"
	case got.err != nil:
		return th.Paint(theme.Warn, "!"), theme.Text, "could not be checked: " + strings.TrimRight(shortError(got.err), ".") + "; the list is read before anything is sent"
	case c.one() && have && told.Unasked != "": // the list alone tells
		return "", theme.OK, "no job on the list has it"
	case have && told.Unasked != "":
		return th.Paint(theme.Warn, "!"), theme.Text, "could not be checked: " + told.Unasked + "; the list is read before anything is sent"
	case have && told.Free:
		return "", theme.OK, "free " + c.env.atSecond(got.got)
	}
	return "", theme.Muted, ""
}

// noteLines say why Send did nothing, or why the job is not copied.
func (c *clone) noteLines() []string {
	th := c.env.theme
	words, sign := c.note, th.Paint(theme.Warn, "!")
	if words == "" && !c.detail.loading() && c.jobWhy() != "" {
		step := c.plan.Step(0)
		words, sign = step.Why, th.Paint(theme.Bad, th.Glyph(model.Failed))
		if step.Mend != "" {
			words += ": " + step.Mend
		}
	}
	if words == "" && c.nameWrong() == "" && c.askedWhy() != "" {
		words, sign = c.askedWhy(), th.Paint(theme.Bad, th.Glyph(model.Failed))
	}
	var out []string
	for i, l := range wrapped(theme.Safe(words), max(c.width-5, 8)) {
		if i > 0 {
			sign = " "
		}
		out = append(out, " "+sign+" "+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
	}
	return out
}

// buttonLine draws the buttons, and beside them how to see what has no room.
func (c *clone) buttonLine(more string) string {
	send := "Send"
	if c.env.where().Production {
		send = "Send to PROD"
	}
	return spread(" "+more, c.button(send, cloneSend)+"   "+c.button("Back", cloneBack)+"  ", c.width)
}

// button is reversed with the focus; Send is grey while it cannot be pressed.
func (c *clone) button(word string, is cloneFocus) string {
	th, text := c.env.theme, "[ "+word+" ]"
	switch {
	case c.focus == is:
		return th.Paint(theme.Select, text)
	case is == cloneSend && c.cannotSend() != "":
		return th.Paint(theme.Rule, text)
	}
	return th.Paint(theme.Text, text)
}
