package table

// Cursor returns the row under the cursor; ok is false on an empty list. The
// row may be gone: see CursorGone.
func (t *Table[K, R]) Cursor() (value R, ok bool) {
	t.ensure()
	if t.cursor < 0 {
		return value, false
	}
	return t.rows[t.cursor], true
}

// CursorKey returns the key of the row under the cursor.
func (t *Table[K, R]) CursorKey() (key K, ok bool) {
	t.ensure()
	if t.cursor < 0 {
		return key, false
	}
	return t.opts.Key(t.rows[t.cursor]), true
}

// CursorGone reports that the row under the cursor left the list or the
// filter: nothing can be done with it.
func (t *Table[K, R]) CursorGone() bool {
	t.ensure()
	return t.cursor >= 0 && t.ghost(t.cursor)
}

// Settle ties the cursor to its row. Before it, or the first movement, the
// cursor rests on the first row while others land around it.
func (t *Table[K, R]) Settle() { t.ensure(); t.settled = true }

// Move moves the cursor by n lines, up if n is negative.
func (t *Table[K, R]) Move(n int) {
	t.ensure()
	t.moveTo(t.line + n)
}

// Up moves to the line above.
func (t *Table[K, R]) Up() { t.Move(-1) }

// Down moves to the line below.
func (t *Table[K, R]) Down() { t.Move(1) }

// PageUp moves by a screen.
func (t *Table[K, R]) PageUp() { t.page(-1) }

// PageDown moves by a screen.
func (t *Table[K, R]) PageDown() { t.page(1) }

// Home moves to the first line.
func (t *Table[K, R]) Home() { t.ensure(); t.moveTo(0) }

// End moves to the last line.
func (t *Table[K, R]) End() { t.ensure(); t.moveTo(len(t.lines) - 1) }

// MoveTo moves the cursor to a row, if it is on the list.
func (t *Table[K, R]) MoveTo(key K) bool {
	t.ensure()
	want, ok := t.find(key)
	if !ok {
		return false
	}
	for line, i := range t.lines {
		if i == want {
			t.moveTo(line)
			return true
		}
	}
	return false
}

// page scrolls by a screen and takes the cursor along, on its screen line.
func (t *Table[K, R]) page(screens int) {
	t.ensure()
	if len(t.lines) > 0 {
		by := screens * max(t.height, 1)
		t.top += by
		t.moveTo(t.line + by)
	}
}

func (t *Table[K, R]) moveTo(line int) {
	t.settled = true
	if len(t.lines) == 0 {
		return
	}
	line = min(max(line, 0), len(t.lines)-1)
	left := t.cursor
	t.cursor, t.line = t.lines[line], line
	t.reveal()
	if left >= 0 && left != t.cursor && t.ghost(left) {
		t.sweep()
		t.dirty |= dirtyLines
	}
}

// choose is the cursor's part in a new filter: it stays on a row that
// matches, else it goes to the first.
func (t *Table[K, R]) choose(screenLine *int) {
	if t.cursor >= 0 && t.is(t.cursor, matches) {
		return
	}
	left := t.cursor >= 0 && t.is(t.cursor, gone)
	t.cursor, *screenLine = -1, 0
	if left {
		t.sweep()
	}
}

// follow gives the cursor its line again after the lines changed. It keeps
// its place on the screen: the list scrolls around it.
func (t *Table[K, R]) follow(screenLine int) {
	if len(t.lines) == 0 {
		t.cursor, t.line, t.top = -1, 0, 0
		return
	}
	if t.cursor < 0 || !t.settled {
		t.cursor, t.line, screenLine = t.lines[0], 0, 0
	}
	t.top = t.line - screenLine
	t.reveal()
}

// reveal scrolls no further than it must to have the cursor on screen and no
// blank line below the last row.
func (t *Table[K, R]) reveal() {
	height := max(t.height, 1)
	t.top = min(t.top, len(t.lines)-height)
	t.top = max(t.top, 0)
	t.top = min(t.top, t.line)
	t.top = max(t.top, t.line-height+1)
}

// onList reports a row that is shown, unless it is folded away.
func (t *Table[K, R]) onList(i int32) bool { return t.is(i, matches) || i == t.cursor }

// ghost reports a row that is shown only because the cursor is on it.
func (t *Table[K, R]) ghost(i int32) bool { return !t.is(i, matches) }
