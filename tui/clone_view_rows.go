package tui

import (
	"cmp"
	"fmt"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// choice draws a row that h and l turn: its label, and what is chosen.
func (c *clone) choice(label, value string, is cloneFocus) string {
	th, signs := c.env.theme, c.env.theme.Signs()
	cursor, tone := " ", theme.Text
	if c.focus == is {
		cursor, tone = th.Paint(theme.Accent, signs.Cursor), theme.Select
	}
	value = theme.Cut(theme.Safe(value), max(c.width-cloneLabel-5, 4), signs.Cut)
	return cursor + " " + th.Paint(theme.Muted, theme.Pad(label, cloneLabel-2)) + th.Paint(theme.Accent, signs.ChoiceLeft) + " " +
		th.Paint(tone, value) + " " + th.Paint(theme.Accent, signs.ChoiceRight)
}

// beside puts words beside a row, or below it where there is no room.
func (c *clone) beside(row string, tone theme.Tone, words string) []string {
	if theme.Width(row)+3+theme.Width(words) < c.width {
		return []string{row + "   " + c.env.theme.Paint(tone, theme.Safe(words))}
	}
	return append([]string{row}, c.labelled("", tone, words)...)
}

// versionLines are the choice and, where it is not the original's, its risk.
func (c *clone) versionLines() []string {
	version := c.plan.Wish().Clone.Version
	row := c.choice("task version", cmp.Or(version, "none"), cloneVersion)
	if !c.detail.have {
		return []string{row}
	}
	has := c.detail.value.detail.TaskVersion
	if risk := model.CloneVersionRisk(has, version); risk != "" {
		return append([]string{row}, c.warned(c.env.theme.Paint(theme.Warn, "!"), risk)...)
	}
	if has.Empty() {
		if c.lacks != "" {
			return c.beside(row, theme.Muted, "the original was not read")
		}
		return c.beside(row, theme.Muted, "the original tells none")
	}
	return c.beside(row, theme.Muted, "as the original")
}

// copiedLines say what a copy gets from its original, and what it does not.
func (c *clone) copiedLines() []string {
	if c.one() {
		return c.labelled("copied", theme.Text, "everything but what differs, and the schedule")
	}
	filters := -1
	if c.filters.have {
		filters = c.filters.value
	}
	copied := append(model.CloneKeeps(), "task version "+cmp.Or(c.plan.Wish().Clone.Version, "none"))
	out := c.labelled("copied", theme.Text, strings.Join(copied, ", "))
	return append(out, c.labelled("not copied", theme.Text, strings.Join(model.CloneLoses(c.copying.Original, filters), "; "))...)
}

// differLines are what the copy has of its own: what the original has, and what the
// copy is to have.
func (c *clone) differLines() []string {
	th := c.env.theme
	all := c.differences()
	out := c.labelled("differs", theme.Muted, "nothing; e gives the copy values of its own")
	if len(all) > 0 {
		out = c.labelled("differs", theme.Text, plural(len(all), "value", "values")+"; e changes them")
		for _, l := range differenceLines(th, all, max(c.width-1, 8)) {
			out = append(out, " "+l)
		}
	}
	if c.stands {
		out = append(out, c.warned(th.Paint(theme.Warn, "!"), "the original has changed since the values were typed: look at them")...)
	}
	return out
}

// fateLines are what becomes of the original, and below it what cannot and why.
func (c *clone) fateLines() []string {
	all := c.fates()
	at := int(c.copying.Fate)
	if at >= len(all) {
		return nil
	}
	row := c.choice("the original", all[at].Words(), cloneFate)
	out := []string{row}
	if all[at].Help != "" {
		out = c.beside(row, theme.Muted, all[at].Help)
	}
	if c.focus != cloneFate {
		return out
	}
	for _, o := range all {
		if o.Why != "" {
			out = append(out, c.labelled("", theme.Rule, o.Words()+": "+o.Why)...)
		}
	}
	return out
}

// checkLines are whether the copy is made ready to be started.
func (c *clone) checkLines() []string {
	value, words := "no", "the copy has no passwords then"
	if c.copying.Check {
		value, words = "passwords, test, pre-check", "Send asks for the passwords; they may be left empty"
		if model.CopyAsksFiles(c.copying.Original) {
			words = "Send asks for passwords and certificates; they may be left empty"
		}
	}
	return c.beside(c.choice("make ready", value, cloneCheck), theme.Muted, words)
}

// filterLines are whether row filters are put back.
func (c *clone) filterLines() []string {
	n := c.filters.value
	value, words := "leave them out", plural(n, "row filter a copy loses", "row filters a copy loses")
	if c.copying.Filters {
		value, words = "put them back", "once the copy is made"
	}
	return c.beside(c.choice("filters", value, cloneFilters), theme.Muted, words)
}

// thenLines are what remains risky, and what is done, a line for each step.
func (c *clone) thenLines() []string {
	th, asked := c.env.theme, c.asked()
	if c.copying.Original.Job.ID.Empty() {
		return nil
	}
	var out []string
	label := "then"
	for _, risk := range asked.Risks() {
		out = append(out, c.warnedAs(label, th.Paint(theme.Warn, "!"), risk)...)
		label = ""
	}
	out = append(out, c.labelled(label, theme.Muted, asked.Order())...)
	for i, step := range asked.Steps() {
		for _, l := range stepLines(th, i+1, asked.Line(step, c.around()), max(c.width-1, 8)) {
			out = append(out, " "+l)
		}
	}
	return out
}

// stepLines are a step of a copy as it is announced, with its number.
func stepLines(th *theme.Theme, n int, words string, w int) []string {
	var out []string
	lead := " " + th.Paint(theme.Muted, fmt.Sprintf("%2d", n)) + "  "
	for _, l := range wrapped(theme.Safe(words), max(w-6, 8)) {
		out = append(out, lead+th.Paint(theme.Text, strings.TrimLeft(l, " ")))
		lead = theme.Spaces(5)
	}
	return out
}
