package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// room is how many cells the text has in a line.
func (d *objectWhere) room() int { return max(min(d.Width(), d.page.env.width-4)-4, 8) }

// View draws the text, whom it is for, and what is said of it.
func (d *objectWhere) View() string {
	th, w := d.page.env.theme, min(d.Width(), max(d.page.env.width-4, 1))
	lines := toned(th, theme.Muted, "Rows of "+d.ref.path.String()+" are copied where this is true:", w)
	lines = append(lines, "")
	for _, l := range fill(d.field.Lines(th, d.room()), max(len(d.field.Lines(th, d.room())), 3)) {
		lines = append(lines, "   "+l)
	}
	lines = append(lines, d.forLine(w), th.Rule(w))
	lines = append(lines, d.said(w)...)
	if most := d.height - 2; most > 0 && len(lines) > most {
		lines = lines[:most]
	}
	return strings.Join(lines, "\n")
}

// forLine says whom the text is for.
func (d *objectWhere) forLine(w int) string {
	th := d.page.env.theme
	words, tone := "this table", theme.Text
	if d.forHits {
		words = "the " + grouped(d.hits) + " " + oneOf(d.hits, "table", "tables") + " hit"
	}
	if d.hits == 0 {
		return "   " + th.Paint(theme.Muted, "for  this table") + th.Paint(theme.Muted, theme.Cut("   / on the page makes hits, which can have it too", max(w-20, 0), ""))
	}
	label, cursor := theme.Muted, "   "
	if d.onFor {
		label, tone, cursor = theme.Key, theme.Select, " "+th.Paint(theme.Accent, th.Signs().Cursor)+" "
	}
	return cursor + th.Paint(label, "for") + "  " + th.Signs().ChoiceLeft + " " + th.Paint(tone, words) + " " + th.Signs().ChoiceRight
}

// said is the count of letters with what is wrong, what may be wrong, the service's
// word, and what a filter does.
func (d *objectWhere) said(w int) []string {
	th := d.page.env.theme
	count := th.Paint(theme.Muted, d.check.Words())
	switch {
	case d.text() == "":
		count += "   " + th.Paint(theme.Text, "empty: every row is copied")
	case d.check.Why != "":
		count += "   " + th.Paint(theme.Bad, th.Failure()+" ") + th.Paint(theme.Text, theme.Cut(theme.Safe(d.check.Why), max(w-theme.Width(d.check.Words())-7, 4), th.Signs().Cut))
	default:
		count += "   " + th.Paint(theme.OK, "nothing wrong to be seen here")
	}
	lines := []string{" " + count}
	flag := th.Paint(theme.Warn, th.Signs().Flag)
	for _, words := range d.check.Warn {
		lines = append(lines, signed(th, flag, model.Clean(words), w)...)
	}
	if len(d.was) > 1 {
		lines = append(lines, signed(th, flag, "The job has "+grouped(len(d.was))+" filters for it; the service takes one. This one stands for all.", w)...)
	}
	words, good, bad := d.serviceWords()
	switch {
	case bad:
		lines = append(lines, toneSigned(th, theme.Bad, th.Failure(), theme.Safe(words), w)...)
	case good:
		lines = append(lines, toneSigned(th, theme.OK, th.OutcomeGlyph(model.Done), theme.Safe(words), w)...)
	default:
		lines = append(lines, toned(th, theme.Muted, theme.Safe(words), w)...)
	}
	return append(lines, d.foot(w)...)
}

// foot is why it was not kept, what enter will do to many, or what a filter does to
// rows that change.
func (d *objectWhere) foot(w int) []string {
	th := d.page.env.theme
	switch {
	case d.wrong != "":
		return toneSigned(th, theme.Bad, th.Failure(), theme.Safe(d.wrong), w)
	case d.sure:
		words := "enter again: " + grouped(d.hits) + " " + oneOf(d.hits, "table", "tables") + whereSaid(d.text())
		if n := d.filteredHits(); n > 0 {
			words += "; " + grouped(n) + " of them " + oneOf(n, "has", "have") + " another one now"
		}
		return toneSigned(th, theme.Warn, th.Signs().Flag, words+".", w)
	}
	return toned(th, theme.Muted, "A row that an update moves in or out of the condition is still replayed, and may differ then.", w)
}
