package table

import "drover/tui/theme"

// gutter is the cells before the name: cursor, mark, flag, blank.
const gutter = 4

// Column is one column of a table. The first one is the name: it follows the
// gutter, shows the cursor, and takes the cells the others leave, from Min to
// Max; if it is cut it loses its middle.
type Column[R any] struct {
	Title    string // leading spaces move it over the text below a glyph
	Width    int    // cells; not used for the name
	Most     int    // above Width: as wide as its widest cell needs, up to this; see fit.go
	Rank     int    // of those that do not fit the highest goes first; 0: never
	Min, Max int    // bounds of the name's width; 0 for Max: none
	Right    bool   // numbers
	Cell     func(R) Cell
	Compare  func(a, b R) int // nil: no sorting by this column
}

// Cell is what a column shows of a row: at most three pieces, of which only
// the text in the middle is ever cut. Strings of a server must be clean.
type Cell struct {
	Lead theme.Span // a glyph and its space, the full part of a bar
	Text string
	Tone theme.Tone
	Tail theme.Span // the empty part of a bar
}

// Plain is a cell of one piece.
func Plain(tone theme.Tone, text string) Cell { return Cell{Text: text, Tone: tone} }

// Sort is the order of a table. Rows that are equal in it keep their places.
// It may look at the rows only: what else it depended on could change behind
// the table's back.
type Sort[R any] struct {
	Compare    func(a, b R) int // nil: the order of arrival
	Descending bool
	Title      string // the column whose title gets the arrow, if it is one
}

// SetColumns changes the columns; call it when the width asks for others.
func (t *Table[K, R]) SetColumns(columns []Column[R]) {
	t.columns = columns
	t.refit()
	t.layout()
}

// SetSort sorts the rows. The cursor keeps its row and its screen line.
func (t *Table[K, R]) SetSort(s Sort[R]) {
	t.ensure()
	t.sorted = s
	t.dirty |= dirtyOrder
}

// SortBy sorts by the column with this title; the same one again reverses. It
// reports false if there is none or it has no order.
func (t *Table[K, R]) SortBy(title string) bool {
	for _, c := range t.columns {
		if c.Title == title && c.Compare != nil {
			t.SetSort(Sort[R]{
				Compare: c.Compare, Title: title,
				Descending: t.sorted.Title == title && !t.sorted.Descending,
			})
			return true
		}
	}
	return false
}

// Sorted returns the order in force.
func (t *Table[K, R]) Sorted() Sort[R] { return t.sorted }

// Shows reports whether the column with this title has any cells.
func (t *Table[K, R]) Shows(title string) bool {
	for i, c := range t.columns {
		if c.Title == title {
			return t.widths[i] > 0
		}
	}
	return false
}

// layout gives each column its cells. The last cell of a line stays blank.
// Columns with a rank leave until the name has its least width; of the others
// what does not fit is cut off at the right.
func (t *Table[K, R]) layout() {
	t.widths = make([]int, len(t.columns))
	if len(t.columns) == 0 {
		return
	}
	name := t.width - gutter - 1
	for i, c := range t.columns[1:] {
		t.widths[i+1] = max(c.Width, t.fits[c.Title])
		name -= 1 + t.widths[i+1]
	}
	first := t.columns[0]
	for name < first.Min {
		last := t.lastRanked()
		if last < 0 {
			break
		}
		name += 1 + t.widths[last]
		t.widths[last] = 0
	}
	name = max(name, first.Min)
	if first.Max > 0 {
		name = min(name, first.Max)
	}
	t.widths[0] = max(name, 0)
	room := t.width - gutter
	for i, w := range t.widths {
		if i > 0 && w == 0 {
			continue
		}
		t.widths[i] = max(min(w, room), 0)
		room -= t.widths[i] + 1
	}
}

// lastRanked is the column still shown that is the first to go, -1 for none.
func (t *Table[K, R]) lastRanked() int {
	last := -1
	for i, c := range t.columns {
		if i > 0 && t.widths[i] > 0 && c.Rank > 0 && (last < 0 || c.Rank > t.columns[last].Rank) {
			last = i
		}
	}
	return last
}
