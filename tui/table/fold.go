package table

// Fold hides the children of the row under the cursor; on a child it folds
// the parent and goes there. It reports whether anything was folded.
func (t *Table[K, R]) Fold() bool {
	t.ensure()
	if t.cursor < 0 {
		return false
	}
	at := t.cursor
	if up := t.up[at]; up >= 0 && t.onList(up) {
		at = up
	}
	key := t.opts.Key(t.rows[at])
	if t.folded[key] || t.Children(key) == 0 {
		return false
	}
	t.MoveTo(key)
	t.folded[key] = true
	t.dirty |= dirtyLines
	return true
}

// Unfold shows the children of the row under the cursor again. It reports
// whether there were any.
func (t *Table[K, R]) Unfold() bool {
	key, ok := t.CursorKey()
	if !ok || !t.folded[key] {
		return false
	}
	delete(t.folded, key)
	t.dirty |= dirtyLines
	return true
}

// Children is how many rows that match stand below this one, folded or not.
func (t *Table[K, R]) Children(key K) int {
	t.ensure()
	i, ok := t.find(key)
	if !ok {
		return 0
	}
	n := 0
	for _, kid := range t.families[i] {
		if t.is(kid, matches) {
			n++
		}
	}
	return n
}
