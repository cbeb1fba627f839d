package table

import "slices"

// A range is the rows between an anchor and the cursor, which goes on moving.
// It is shown by a dot where a mark would be, until it is marked or dropped.

// StartRange anchors a range at the cursor.
func (t *Table[K, R]) StartRange() {
	if key, ok := t.CursorKey(); ok && !t.CursorGone() {
		t.settled = true
		t.anchor = &key
	}
}

// DropRange forgets the anchor; marks stay as they are.
func (t *Table[K, R]) DropRange() { t.anchor = nil }

// Range is the row a range is anchored at and how many rows it holds; ok is
// false if there is none, or its row is not on the list.
func (t *Table[K, R]) Range() (from R, n int, ok bool) {
	first, last, ok := t.rangeLines()
	if !ok {
		return from, 0, false
	}
	i := t.lines[first]
	if i == t.cursor {
		i = t.lines[last]
	}
	return t.rows[i], last - first + 1, true
}

// MarkRange marks the range and ends it.
func (t *Table[K, R]) MarkRange() {
	if first, last, ok := t.rangeLines(); ok {
		t.markLines(first, last)
	}
	t.anchor = nil
}

// rangeLines are the first and the last line of the range.
func (t *Table[K, R]) rangeLines() (first, last int, ok bool) {
	t.ensure()
	if t.anchor == nil {
		return 0, 0, false
	}
	i, known := t.find(*t.anchor)
	if !known {
		return 0, 0, false
	}
	line := slices.Index(t.lines, i)
	if line < 0 {
		return 0, 0, false
	}
	return min(line, t.line), max(line, t.line), true
}
