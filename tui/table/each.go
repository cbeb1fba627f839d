package table

// Each calls yield for every listed row in order, also for those the filter
// hides.
func (t *Table[K, R]) Each(yield func(R) bool) {
	t.ensure()
	for _, i := range t.order {
		if r := &t.rows[i]; !r.gone && !yield(r.value) {
			return
		}
	}
}

// Filtered calls yield for every listed row that passes the filter, in the order
// of the list: children follow their parent, folded away or not.
func (t *Table[K, R]) Filtered(yield func(R) bool) {
	t.ensure()
	children := t.children()
	for _, i := range t.order {
		if t.rows[i].up >= 0 {
			continue
		}
		if r := &t.rows[i]; r.match && !yield(r.value) {
			return
		}
		for _, kid := range children[i] {
			if r := &t.rows[kid]; r.match && !yield(r.value) {
				return
			}
		}
	}
}

// Matches is how many listed rows pass the filter, folded away or not.
func (t *Table[K, R]) Matches() int {
	t.ensure()
	n := 0
	for i := range t.rows {
		if t.rows[i].match {
			n++
		}
	}
	return n
}

// OnScreen returns the keys of the rows on screen, top to bottom.
func (t *Table[K, R]) OnScreen() []K {
	t.ensure()
	last := min(t.top+t.height, len(t.lines))
	keys := make([]K, 0, max(last-t.top, 0))
	for _, i := range t.lines[min(t.top, last):last] {
		keys = append(keys, t.rows[i].key)
	}
	return keys
}
