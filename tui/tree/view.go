package tree

import (
	"strings"

	"drover/tui/theme"
)

// gutter is the cell of the cursor, before what a row shows of itself.
const gutter = 1

// View draws the rows on screen: as many lines as the tree is high, each exactly as
// wide as the tree. draw makes what stands behind the cursor's cell in at most w
// cells; what is longer is cut. No other row is asked for.
func (m *Model[R]) View(draw func(i int, key R, cursor bool, w int) string) string {
	from, to := m.Visible()
	w := max(m.width-gutter, 0)
	var b strings.Builder
	b.Grow(m.height * (m.width + 80))
	for i := from; i < from+m.height; i++ {
		if i > from {
			b.WriteByte('\n')
		}
		if i >= to {
			b.WriteString(theme.Spaces(m.width))
			continue
		}
		if m.width > 0 {
			b.WriteString(m.sign(i))
		}
		b.WriteString(theme.Fit(draw(i, m.rows.At(i), i == m.line, w), w, m.theme.Signs().Cut))
	}
	return b.String()
}

// sign is the gutter of a row. The cursor has no colour: it is what each key draws.
func (m *Model[R]) sign(i int) string {
	if i == m.line {
		return m.theme.Signs().Cursor
	}
	return theme.Spaces(gutter)
}
