package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// Where the page changes its shape: from stepsWide on the steps stand in a
// column of their own, from asideWide on the help stands at the right, and
// below stepsTall lines the steps are one line.
const (
	stepsWide  = 72
	stepsTall  = 8
	stepsCells = 19
	asideWide  = 130
	asideCells = 46
	helpMost   = 5 // lines of the help below the fields, its rule among them
)

// shape is how the page is laid out in the cells it was given.
type shape struct {
	steps bool // in a column
	aside bool // the help is at the right
	rules bool
	title bool // of the step, above its fields
	help  int  // lines of it below the fields
	room  int  // lines between the head and the help
	w     int  // of the fields
}

func (c *create) shape() shape {
	s := shape{rules: c.env.ruled(), aside: c.width >= asideWide, w: c.width}
	s.room = c.height - 1
	if s.rules && c.height >= 16 {
		s.room--
	}
	if !s.aside {
		s.help = 3
		switch {
		case c.height >= 20:
			s.help = 4
		case c.height < 10:
			s.help = 0
		}
		s.room -= s.help
	}
	s.steps = c.width >= stepsWide && s.room >= stepsTall
	if s.steps {
		s.w -= stepsCells + 1
	} else {
		s.room--
	}
	if s.aside {
		s.w -= asideCells + 1
	}
	s.title = s.room >= 12
	return c.more(s)
}

// more gives the help below the fields lines that nothing else needs.
func (c *create) more(s shape) shape {
	if s.help == 0 {
		return s
	}
	free := s.room - c.above(s) - c.sheet.Tall(s.w)
	if s.steps {
		free = min(free, s.room-len(c.stepColumn(s.room)))
	}
	if more := min(free, helpMost-s.help); more > 0 {
		s.help += more
		s.room -= more
	}
	return s
}

// fit gives the fields the room that the page has for them.
func (c *create) fit() {
	s := c.shape()
	c.sheet.Resize(s.w, s.room-c.above(s))
}

// above is how many lines stand over the fields of a step.
func (c *create) above(s shape) int {
	if s.title {
		return 2
	}
	return 0
}

// View draws head, steps, fields and help.
func (c *create) View() string {
	if c.width < 1 || c.height < 1 {
		return ""
	}
	th, s := c.env.theme, c.shape()
	lines := []string{c.headLine()}
	if s.rules && c.height >= 16 {
		lines = append(lines, th.Rule(c.width))
	}
	if !s.steps {
		lines = append(lines, c.stepLine())
	}
	lines = append(lines, c.middle(s)...)
	lines = append(lines, c.helpBelow(s)...)
	return strings.Join(fill(lines, c.height), "\n")
}

// middle is what stands between the head and the help: columns side by side.
func (c *create) middle(s shape) []string {
	th := c.env.theme
	divider := th.Paint(theme.Rule, th.Signs().Divider)
	pane := fill(c.pane(s), s.room)
	var steps, aside []string
	if s.steps {
		steps = fill(c.stepColumn(s.room), s.room)
	}
	if s.aside {
		aside = fill(c.helpAside(asideCells-2), s.room)
	}
	out := make([]string, 0, max(s.room, 0))
	for i := range max(s.room, 0) {
		line := ""
		if s.steps {
			line = theme.Fit(steps[i], stepsCells, "") + divider
		}
		line += pane[i]
		if s.aside {
			before := s.w
			if s.steps {
				before += stepsCells + 1
			}
			line = theme.Fit(line, before, "") + divider + " " + aside[i]
		}
		out = append(out, line)
	}
	return out
}

// pane is the step's title and its fields.
func (c *create) pane(s shape) []string {
	th := c.env.theme
	form := c.form.Steps[c.step]
	var lines []string
	if s.title {
		lines = append(lines, " "+th.Paint(theme.Strong, form.Title)+"   "+th.Paint(theme.Muted, theme.Cut(form.Lead, max(s.w-theme.Width(form.Title)-5, 0), th.Signs().Cut)), "")
	}
	fields := c.sheet.View()
	if len(fields) == 0 {
		fields = c.nothing()
	}
	return append(lines, fields...)
}

// nothing is what stands where a step has no fields.
func (c *create) nothing() []string {
	th := c.env.theme
	return []string{"   " + th.Paint(theme.Muted, "nothing to fill in")}
}

// headLine says what is made, where it is kept, and how far it is.
func (c *create) headLine() string {
	th, count := c.env.theme, len(model.CreateSteps())
	right := th.Paint(theme.Muted, "step ") + th.Paint(theme.Strong, digit(int(c.step)+1)) + th.Paint(theme.Muted, " of "+digit(count)) + "   " + c.errorWord()
	if c.width < 56 {
		right = c.errorWord()
	}
	if c.whose != "" {
		return spread(c.endsHead(c.width-theme.Width(right)-2), right, c.width)
	}
	left := " " + th.Paint(theme.Strong, "create job")
	saved := c.savedWord()
	room := c.width - theme.Width(left) - theme.Width(right) - 2
	const before = 9                                         // "   draft "
	switch name := room - theme.Width(saved) - 3 - before; { // the name goes first
	case name >= min(theme.Width(c.draftName()), 8):
		left += "   " + th.Paint(theme.Muted, "draft ") + th.Paint(theme.Text, theme.CutMiddle(c.draftName(), name, th.Signs().Cut)) + "   " + saved
	case theme.Width(saved)+3 <= room || c.saves.err != nil:
		left += "   " + theme.Cut(saved, max(room-3, 0), th.Signs().Cut)
	}
	return spread(left, right, c.width)
}

// draftName is the name of the job, as far as it has one.
func (c *create) draftName() string {
	if name := c.draft.Name(); name != "" {
		return theme.Safe(model.Clean(name))
	}
	return "unnamed"
}

// savedWord says whether the draft is on the disk.
func (c *create) savedWord() string {
	th, s := c.env.theme, &c.saves
	switch {
	case s.err != nil && s.change != s.saved:
		return th.Paint(theme.Bad, "not saved: ") + th.Paint(theme.Text, theme.Safe(c.unsavedWhy()))
	case s.at.IsZero():
		return th.Paint(theme.Muted, "not saved yet")
	}
	return th.Paint(theme.OK, "saved") + " " + th.Paint(theme.Muted, c.env.atSecond(s.at))
}

// errorWord counts what is wrong.
func (c *create) errorWord() string {
	words, tone := c.wrong().words()
	return c.env.theme.Paint(tone, words)
}
