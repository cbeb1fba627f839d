package form

import (
	"drover/model"
	"drover/tui/theme"
)

// Lines draws a text that may be long over several lines of w cells, with the
// cursor in it; no sign of it is lost. at is the line with the cursor.
func (l *Line) Lines(th *theme.Theme, w int) (lines []string, at int) {
	lines, starts := l.folded(th, max(w, 2))
	return lines, l.row(starts)
}

// row is the line that the cursor is in, by the letters that the lines begin with.
func (l *Line) row(starts []int) int {
	row := 0
	for i, s := range starts {
		if s <= l.at() {
			row = i
		}
	}
	return row
}

// at is the letter that the cursor is before.
func (l *Line) at() int { return min(l.in.Position(), len([]rune(l.in.Value()))) }

// UpDown moves the cursor to the line above, or below, as Lines breaks the text at w
// cells. It reports false where there is none.
func (l *Line) UpDown(th *theme.Theme, w, by int) bool {
	w = max(w, 2)
	_, starts := l.folded(th, w)
	at, row := l.at(), l.row(starts)
	to := row + by
	if to < 0 || to >= len(starts) {
		return false
	}
	last := len([]rune(l.in.Value()))
	if to+1 < len(starts) {
		last = starts[to+1] - 1
	}
	l.in.SetCursor(min(starts[to]+at-starts[row], last))
	return true
}

// folded breaks the text into lines; starts are the letters that they begin with.
func (l *Line) folded(th *theme.Theme, w int) (lines []string, starts []int) {
	runes := []rune(l.in.Value())
	at := min(l.in.Position(), len(runes))
	line, used := "", 0
	starts = []int{0}
	put := func(i int, tone theme.Tone, s string) {
		if cells := theme.Width(s); used+cells > w {
			lines, starts = append(lines, line), append(starts, i)
			line, used = "", 0
		}
		line += th.Paint(tone, s)
		used += theme.Width(s)
	}
	from := 0
	flush := func(to int) {
		for i := from; i < to; i++ {
			put(i, theme.Text, theme.Safe(model.Clean(string(runes[i]))))
		}
		from = to
	}
	flush(at)
	put(at, theme.Accent, "_")
	flush(len(runes))
	return append(lines, line), starts
}

// ValueAt is the column that the values of a sheet begin at, for what is drawn below
// one of them.
func (s *Sheet) ValueAt() int { return s.valueAt() }
