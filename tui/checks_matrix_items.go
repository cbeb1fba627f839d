package tui

import (
	"drover/model"
	"drover/tui/theme"
)

// columnTitles numbers the jobs; the one under the cursor is lit.
func (m *matrix) columnTitles() string {
	th := m.env.theme
	line := th.Paint(theme.Muted, "   "+theme.Pad("ITEM", m.itemWidth()))
	from, to := m.inSight()
	for i := from; i < to; i++ {
		tone := theme.Muted
		switch {
		case i == m.job:
			tone = theme.Select
		case m.jobs[i].have && m.stateOf(i) == model.ItemFailed:
			tone = theme.Bad
		}
		n := digit(i + 1)
		line += theme.Spaces(max(cellWidth-theme.Width(n), 1)) + th.Paint(tone, n)
	}
	return line
}

// itemLines are the items in sight, a heading above each cause.
func (m *matrix) itemLines() []string {
	th := m.env.theme
	if len(m.rows) == 0 {
		words := "Nothing stands in the way of a start, as far as was read."
		if n := len(m.jobs); n > 0 && !m.jobs[0].have {
			words = "Nothing was found yet."
		}
		return []string{" " + th.Paint(theme.Muted, words)}
	}
	var lines []string
	for i, r := range m.rows {
		if r.cause != "" {
			lines = append(lines, th.Rule(max(m.width-2, 1), theme.Safe(r.cause)))
		}
		lines = append(lines, m.itemLine(i, r))
	}
	m.top = min(m.top, max(len(lines)-m.room(), 0))
	return lines[m.top:]
}

func (m *matrix) itemLine(i int, r matrixRow) string {
	th := m.env.theme
	cursor, tone := " ", theme.Text
	if i == m.row {
		cursor, tone = th.Paint(theme.Accent, th.Signs().Cursor), theme.Select
	}
	title := theme.Cut(theme.Safe(r.item.Title()), m.itemWidth()-1, th.Signs().Cut)
	line := cursor + "  " + th.Paint(tone, title) + theme.Spaces(m.itemWidth()-theme.Width(title))
	from, to := m.inSight()
	for k := from; k < to; k++ {
		sign, tone := m.cell(k, r.item.Item)
		line += theme.Spaces(cellWidth-1) + th.Paint(tone, sign)
	}
	return line
}

// cell is what one job's pre-check found of an item; a dot is nothing.
func (m *matrix) cell(k int, item model.Text) (string, theme.Tone) {
	th, j := m.env.theme, &m.jobs[k]
	state, looked := j.states[item]
	switch {
	case looked:
		return itemGlyph(th, state), itemTone(state)
	case !j.have && j.why == "", j.underWay():
		return itemGlyph(th, model.ItemPending), itemTone(model.ItemPending)
	case !j.have:
		return itemGlyph(th, model.ItemUnknown), itemTone(model.ItemUnknown)
	}
	return th.Signs().Nothing, theme.Rule
}

// legend names the jobs of the columns, as many as there is room for.
func (m *matrix) legend() []string {
	th := m.env.theme
	var parts []string
	from, to := m.inSight()
	for i := from; i < to; i++ {
		name := theme.CutMiddle(theme.Safe(m.jobs[i].job.Name.String()), 20, th.Signs().Cut)
		parts = append(parts, th.Paint(theme.Text, digit(i+1))+" "+th.Paint(theme.Muted, name))
	}
	var out []string
	for _, l := range packed(parts, max(m.width-2, 1)) {
		out = append(out, " "+l)
	}
	return out
}
