package tui

import (
	"strings"

	"drover/model"
	"drover/tui/form"
	"drover/tui/theme"
)

// stepColumn lists the steps, and below them what was chosen so far.
func (c *create) stepColumn(room int) []string {
	th := c.env.theme
	var lines []string
	for _, s := range model.CreateSteps() {
		lines = append(lines, c.stepRow(s))
	}
	if made := c.form.Made; len(made) > 0 && room >= len(lines)+3 {
		lines = append(lines, "", " "+th.Paint(theme.Muted, "made so far"))
		for _, words := range made {
			for _, l := range wrapped(theme.Safe(words), stepsCells-2) {
				lines = append(lines, " "+th.Paint(theme.Text, l))
			}
		}
	}
	return lines
}

// stepRow is one step: how it stands, its number and its name.
func (c *create) stepRow(s model.CreateStep) string {
	th := c.env.theme
	cursor, tone := " ", theme.Text
	if !c.seen[s] {
		tone = theme.Muted
	}
	if s == c.step {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	word, wordTone := c.stepWord(s)
	return cursor + th.Paint(wordTone, theme.Pad(word, 4)) + th.Paint(tone, theme.Pad(digit(int(s)+1)+" "+s.String(), stepsCells-6))
}

// stepWord says how a step stands: right, so many things wrong, or not begun.
func (c *create) stepWord(s model.CreateStep) (string, theme.Tone) {
	form := c.form.Steps[s]
	wrong, begun := form.Wrong, c.seen[s]
	if s == model.StepReview {
		begun, wrong = begun && c.wrong().all == 0, 0
	}
	switch {
	case !begun:
		return "--", theme.Muted
	case wrong > 0:
		return digit(wrong) + c.env.theme.Failure(), theme.Bad
	}
	return "ok", theme.OK
}

// stepLine is the steps on one line, where there is no room for a column.
func (c *create) stepLine() string {
	th := c.env.theme
	line := ""
	for _, s := range model.CreateSteps() {
		word, tone := c.stepWord(s)
		cursor, name := " ", th.Paint(theme.Muted, digit(int(s)+1))
		if s == c.step {
			name = th.Paint(theme.Select, digit(int(s)+1)+" "+s.String())
			if !c.sheet.Lit() {
				cursor = th.Paint(theme.Accent, th.Signs().Cursor)
			}
		}
		if s > model.StepScenario {
			line += " "
		}
		line += cursor + th.Paint(tone, word) + " " + name
	}
	return line
}

// helpBelow is what is to be known of the field with the focus, under the
// fields.
func (c *create) helpBelow(s shape) []string {
	if s.help < 2 {
		return nil
	}
	th := c.env.theme
	captions := []string{th.Paint(theme.Key, c.helpTitle())}
	if words := c.moreWords(); words != "" {
		captions = append(captions, words)
	}
	lines := []string{th.Rule(c.width, captions...)}
	room := s.help - 1
	words := c.helpWords(c.width-2, room)
	return append(lines, fill(words, room)...)
}

// moreWords count the lines of the step that are not in sight.
func (c *create) moreWords() string { return moreWords(c.sheet) }

func moreWords(sheet *form.Sheet) string {
	above, below := sheet.More()
	switch {
	case above+below == 0:
		return ""
	case below == 0:
		return digit(above) + " more above"
	case above == 0:
		return digit(below) + " more below"
	}
	return digit(above) + " more above, " + digit(below) + " below"
}

func (c *create) helpTitle() string {
	if !c.sheet.Lit() {
		return "step " + digit(int(c.step)+1) + " " + c.step.String()
	}
	return theme.Safe(c.sheet.Field().Label)
}

// helpWords are at most so many lines: what was dropped, and what had no room
// beside the field, go before its help.
func (c *create) helpWords(w, room int) []string {
	th := c.env.theme
	var first, last []string
	if words := c.droppedWords(); words != "" {
		last = toneSigned(th, theme.Warn, th.Signs().Flag, words+"; u on the steps brings it back", w)
	}
	f := c.sheet.Field()
	if !c.sheet.Lit() {
		first = c.stepHelp(w)
	} else {
		if c.sheet.Cut() {
			first = append(first, saidWords(th, f, w)...)
		}
		first = append(first, toned(th, theme.Text, f.Help, w-2)...)
		if len(last) == 0 && f.Key != "" {
			last = []string{wireLine(th, f, w)}
		}
	}
	last = last[:min(len(last), room)]
	if most := room - len(last); len(first) > most {
		first = first[:most]
		if most > 0 {
			first[most-1] += th.Paint(theme.Muted, " "+th.Signs().Cut)
		}
	}
	return append(first, last...)
}

// stepHelp says what is wrong in a step.
func (c *create) stepHelp(w int) []string {
	form := c.form.Steps[c.step]
	var wrong []string
	for _, fields := range [][]model.Field{form.Fields, form.Beside} {
		for _, f := range fields {
			if f.Wrong != "" {
				wrong = append(wrong, f.Label+" "+f.Wrong)
			}
		}
	}
	th := c.env.theme
	if len(wrong) == 0 {
		return toned(th, theme.Text, form.Title+": "+form.Lead+".", w)
	}
	return toneSigned(th, theme.Bad, th.Failure(), strings.Join(wrong, " "+th.Signs().Dot+" "), w)
}

// helpAside is the same at the right, where there is room for all of it.
func (c *create) helpAside(w int) []string {
	th, f := c.env.theme, c.sheet.Field()
	lines := []string{th.Paint(theme.Key, c.helpTitle()), ""}
	if !c.sheet.Lit() {
		lines = append(lines, c.stepHelp(w)...)
	} else {
		lines = append(lines, toned(th, theme.Text, f.Help, w)...)
		if said := saidWords(th, f, w); len(said) > 0 {
			lines = append(append(lines, ""), said...)
		}
		lines = append(append(lines, ""), toned(th, theme.Muted, wireWords(th, f), w)...)
		lines = append(lines, optionWords(th, f, w)...)
	}
	if words := c.droppedWords(); words != "" {
		lines = append(append(lines, ""), toneSigned(th, theme.Warn, th.Signs().Flag, words+"; u on the steps brings it back", w)...)
	}
	if words := c.moreWords(); words != "" {
		lines = append(lines, "", th.Paint(theme.Muted, words))
	}
	return lines
}

// optionWords list what can be chosen, and what cannot and why.
func optionWords(th *theme.Theme, f model.Field, w int) []string {
	if len(f.Options) == 0 || f.Grey != "" {
		return nil
	}
	out := []string{""}
	for _, o := range f.Options {
		sign, tone, words := " ", theme.Text, theme.Safe(model.Clean(o.Words()))
		if o.Value == f.Value {
			sign = th.Paint(theme.Accent, th.Signs().Mark)
		}
		more := o.Help
		if o.Why != "" {
			tone, more = theme.Rule, o.Why
		}
		out = append(out, sign+" "+th.Paint(tone, theme.Cut(words, w-2, th.Signs().Cut)))
		for _, l := range wrapped(theme.Safe(more), max(w-4, 8)) {
			out = append(out, "    "+th.Paint(map[bool]theme.Tone{true: theme.Rule, false: theme.Muted}[o.Why != ""], strings.TrimLeft(l, " ")))
		}
	}
	return out
}

// saidWords is in full what is said of a field beside it.
func saidWords(th *theme.Theme, f model.Field, w int) []string {
	switch {
	case f.Grey != "":
		return toned(th, theme.Muted, f.Grey, w)
	case f.Wrong != "" && f.Missing:
		return toneSigned(th, theme.Warn, th.Failure(), f.Wrong, w)
	case f.Wrong != "":
		return toneSigned(th, theme.Bad, th.Failure(), f.Wrong, w)
	case f.Risk != "":
		return toneSigned(th, theme.Warn, th.Signs().Flag, f.Risk, w)
	case f.Fixed != "":
		return toned(th, theme.Muted, f.Fixed, w)
	}
	return toned(th, theme.Muted, f.Hint, w)
}

// toneSigned folds a sentence behind its sign.
func toneSigned(th *theme.Theme, tone theme.Tone, sign, words string, w int) []string {
	lines := wrapped(theme.Safe(words), max(w-3, 8))
	for i, l := range lines {
		before := "   "
		if i == 0 {
			before = " " + th.Paint(tone, sign) + " "
		}
		lines[i] = before + th.Paint(theme.Text, strings.TrimLeft(l, " "))
	}
	return lines
}

// toned folds a sentence.
func toned(th *theme.Theme, tone theme.Tone, words string, w int) []string {
	lines := wrapped(theme.Safe(words), max(w-1, 8))
	for i, l := range lines {
		lines[i] = " " + th.Paint(tone, strings.TrimLeft(l, " "))
	}
	return lines
}

// wireLine is that on one line; how it is limited goes first where there is no
// room.
func wireLine(th *theme.Theme, f model.Field, w int) string {
	words := wireWords(th, f)
	if theme.Width(words) > w-1 {
		words, _, _ = strings.Cut(words, " "+th.Signs().Dot+" ")
	}
	return " " + th.Paint(theme.Muted, theme.CutMiddle(words, w-1, th.Signs().Cut))
}

// wireWords say what the field is called on the wire, and what limits it.
func wireWords(th *theme.Theme, f model.Field) string {
	words := "Sent as " + model.Clean(f.Name())
	if strings.Contains(f.Name(), "#") || f.Kind == model.ButtonField {
		words = "Not sent by itself"
	}
	by := f.By
	if by == "" {
		by = "nothing earlier"
	}
	return words + " " + th.Signs().Dot + " limited by " + by
}
