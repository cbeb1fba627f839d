package tree

import "drover/tui/theme"

// Rows are the lines of a tree, from the first to the last. They may change behind
// the Model's back: it looks again at every question.
type Rows[R comparable] interface {
	Len() int
	// At is the key of a row. It stays the row's own while others come and go.
	At(i int) R
	// Place is where a key stands, or the row that the cursor is to go to if it does
	// not stand anywhere; what is out of bounds becomes the first or the last.
	Place(key R) int
}

// Model is the rows on screen and the cursor.
type Model[R comparable] struct {
	theme *theme.Theme
	rows  Rows[R]

	key  R    // of the cursor's row
	set  bool // there is one
	line int  // where it was
	top  int  // first row on screen

	width, height int
}

// New shows rows from the first on.
func New[R comparable](th *theme.Theme, rows Rows[R]) *Model[R] {
	return &Model[R]{theme: th, rows: rows}
}

// SetTheme changes the look.
func (m *Model[R]) SetTheme(th *theme.Theme) { m.theme = th }

// SetRows takes other rows. The cursor stays on its key.
func (m *Model[R]) SetRows(rows Rows[R]) {
	m.ensure()
	m.rows = rows
}

// Became says that the cursor's row has another key from now on: other rows know
// the same thing by other keys. It comes with SetRows, or with what changes the rows.
func (m *Model[R]) Became(key R) {
	if m.set {
		m.key = key
	}
}

// Resize gives the tree w cells in h lines.
func (m *Model[R]) Resize(w, h int) {
	m.ensure()
	m.width, m.height = max(w, 0), max(h, 0)
	m.reveal()
}

// ensure takes up what the rows have become. The cursor keeps its line on the
// screen: the rows scroll around it.
func (m *Model[R]) ensure() {
	n := m.rows.Len()
	if n == 0 {
		m.line, m.top = 0, 0
		return
	}
	if !m.set {
		m.key, m.set, m.line, m.top = m.rows.At(0), true, 0, 0
	}
	if m.line >= n || m.rows.At(m.line) != m.key {
		at := min(max(m.rows.Place(m.key), 0), n-1)
		m.top += at - m.line
		m.line, m.key = at, m.rows.At(at)
	}
	m.reveal()
}

// reveal scrolls no further than it must to have the cursor on screen and no blank
// line below the last row.
func (m *Model[R]) reveal() {
	height := max(m.height, 1)
	m.top = max(min(m.top, m.rows.Len()-height), 0)
	m.top = max(min(m.top, m.line), m.line-height+1)
}

func (m *Model[R]) moveTo(line int) {
	n := m.rows.Len()
	if n == 0 {
		return
	}
	m.line = min(max(line, 0), n-1)
	m.key, m.set = m.rows.At(m.line), true
	m.reveal()
}

// Cursor is the key of the cursor's row; ok is false if there are no rows.
func (m *Model[R]) Cursor() (key R, ok bool) {
	m.ensure()
	return m.key, m.rows.Len() > 0
}

// Line is the number of the cursor's row.
func (m *Model[R]) Line() int {
	m.ensure()
	return m.line
}

// Move moves the cursor by n rows, up if n is negative.
func (m *Model[R]) Move(n int) {
	m.ensure()
	m.moveTo(m.line + n)
}

// Page scrolls by n screens, up if n is negative, and takes the cursor along on its
// line of the screen.
func (m *Model[R]) Page(n int) {
	m.ensure()
	by := n * max(m.height, 1)
	m.top += by
	m.moveTo(m.line + by)
}

// Top moves to the first row.
func (m *Model[R]) Top() {
	m.ensure()
	m.moveTo(0)
}

// Bottom moves to the last row.
func (m *Model[R]) Bottom() {
	m.ensure()
	m.moveTo(m.rows.Len() - 1)
}

// Go moves the cursor to a row. It reports false, and goes nowhere, if there is no
// such row.
func (m *Model[R]) Go(key R) bool {
	m.ensure()
	at := m.rows.Place(key)
	if at < 0 || at >= m.rows.Len() || m.rows.At(at) != key {
		return false
	}
	m.moveTo(at)
	return true
}

// Visible are the rows on screen: from, up to but without to.
func (m *Model[R]) Visible() (from, to int) {
	m.ensure()
	return m.top, min(m.top+m.height, m.rows.Len())
}
