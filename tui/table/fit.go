package table

import "drover/tui/theme"

// A column with a Most is as wide as its widest cell among the rows that pass
// the filter, on screen or not. It grows at once and shrinks only on a new
// filter, so that nothing jumps while rows change.

// fit measures what changed; a new filter begins from the columns' own widths.
func (t *Table[K, R]) fit() {
	switch {
	case !t.hasFitting():
		return
	case t.dirty&newFilter != 0:
		t.refit()
		return
	}
	grown := false
	if t.dirty&dirtyMatch != 0 {
		grown = t.measureAll()
	} else {
		for _, i := range t.changed {
			grown = t.measure(i) || grown
		}
	}
	if grown {
		t.layout()
	}
}

// refit measures every row that passes the filter anew.
func (t *Table[K, R]) refit() {
	t.fits = map[string]int{}
	if t.hasFitting() {
		t.measureAll()
		t.layout()
	}
}

func (t *Table[K, R]) hasFitting() bool {
	for _, c := range t.columns {
		if c.Most > c.Width {
			return true
		}
	}
	return false
}

func (t *Table[K, R]) measureAll() (grown bool) {
	for i := range t.rows {
		grown = t.measure(int32(i)) || grown
	}
	return grown
}

// measure widens the columns for one row, if it passes the filter.
func (t *Table[K, R]) measure(i int32) (grown bool) {
	if !t.is(i, matches) {
		return false
	}
	for _, c := range t.columns {
		if wide := max(c.Width, t.fits[c.Title]); wide < c.Most {
			cell := c.Cell(t.rows[i])
			w := theme.Width(cell.Lead.Text) + theme.Width(theme.Safe(cell.Text)) + theme.Width(cell.Tail.Text)
			if w = min(w, c.Most); w > wide {
				t.fits[c.Title], grown = w, true
			}
		}
	}
	return grown
}
