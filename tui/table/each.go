package table

// Each calls yield for every listed row in order, also for those the filter
// hides.
func (t *Table[K, R]) Each(yield func(R) bool) {
	t.ensure()
	for _, i := range t.order {
		if !t.is(i, gone) && !yield(t.rows[i]) {
			return
		}
	}
}

// Filtered calls yield for every listed row that passes the filter, in the order
// of the list: children follow their parent, folded away or not.
func (t *Table[K, R]) Filtered(yield func(R) bool) {
	t.ensure()
	for _, i := range t.order {
		if t.up[i] >= 0 {
			continue
		}
		if t.is(i, matches) && !yield(t.rows[i]) {
			return
		}
		for _, kid := range t.families[i] {
			if t.is(kid, matches) && !yield(t.rows[kid]) {
				return
			}
		}
	}
}

// Matches is how many listed rows pass the filter, folded away or not.
func (t *Table[K, R]) Matches() int { t.ensure(); return t.matching }

// OnScreen returns the keys of the rows on screen, top to bottom.
func (t *Table[K, R]) OnScreen() []K {
	t.ensure()
	last := min(t.top+t.height, len(t.lines))
	keys := make([]K, 0, max(last-t.top, 0))
	for _, i := range t.lines[min(t.top, last):last] {
		keys = append(keys, t.opts.Key(t.rows[i]))
	}
	return keys
}
