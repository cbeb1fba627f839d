package tui

import (
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// room is how many cells the text has in a line.
func (d *objectWhere) room() int { return max(min(d.Width(), d.page.env.width-4)-4, 8) }

// View draws the text, whom it is for, and what is said of it. Where there is little
// room the text scrolls, and what is less pressing goes.
func (d *objectWhere) View() string {
	th, w := d.page.env.theme, min(d.Width(), max(d.page.env.width-4, 1))
	said := d.said(w)
	room := d.height - 2
	if d.height == 0 {
		room = 20
	}
	const head, least = "Only rows where this is true are copied from ", 3
	path := theme.CutMiddle(d.ref.path.String(), max(w-len(head)-1, 8), th.Signs().Cut)
	lines := []string{" " + th.Paint(theme.Muted, theme.Cut(head+theme.Safe(path), w-1, th.Signs().Cut))}
	text, at := d.field.Lines(th, d.room())
	rows := max(room-3-len(said), min(room-3-min(len(said), least), len(text)), 1)
	if rows > len(text)+1 {
		lines, rows = append(lines, ""), rows-1
	}
	rows = min(rows, max(len(text), least))
	top := scrolled(0, at, rows, len(text))
	for _, l := range fill(text[top:min(top+rows, len(text))], rows) {
		lines = append(lines, "   "+l)
	}
	lines = append(lines, d.forLine(w), th.Rule(w))
	lines = append(lines, said...)
	if room > 0 && len(lines) > room {
		lines = lines[:room]
	}
	return strings.Join(lines, "\n")
}

// forLine says whom the text is for.
func (d *objectWhere) forLine(w int) string {
	th := d.page.env.theme
	words, tone := "this table", theme.Text
	if d.forHits {
		words = hitWords(d.hits)
	}
	if d.hits == 0 {
		return "   " + th.Paint(theme.Muted, "for  this table") + th.Paint(theme.Muted, theme.Cut("   / on the page: for all its hits", max(w-20, 0), ""))
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
	lines := append(d.pressing(w), " "+count)
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
	if d.wrong != "" || d.sure {
		return lines
	}
	return append(lines, toned(th, theme.Muted, "A row that an update moves in or out of the condition is still replayed, and may differ then.", w)...)
}

// pressing is why it was not kept, or what enter will do to many.
func (d *objectWhere) pressing(w int) []string {
	th := d.page.env.theme
	switch {
	case d.making.loading():
		return []string{" " + d.page.env.wait("working", d.making.asked)}
	case d.wrong != "":
		return toneSigned(th, theme.Bad, th.Failure(), theme.Safe(d.wrong), w)
	case d.sure:
		words := "enter again: " + grouped(d.hits) + " " + oneOf(d.hits, "table", "tables") + whereSaid(d.text())
		if n := d.filteredHits(); n > 0 {
			words += "; " + grouped(n) + " of them " + oneOf(n, "has", "have") + " another one now"
		}
		return toneSigned(th, theme.Warn, th.Signs().Flag, words+".", w)
	}
	return nil
}
