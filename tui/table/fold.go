package table

// Fold hides the children of the row under the cursor; on a child it folds
// the parent and goes there. It reports whether anything was folded.
func (t *Table[K, R]) Fold() bool {
	t.ensure()
	if t.cursor < 0 {
		return false
	}
	parent := t.cursor
	if up := t.rows[parent].up; up >= 0 && t.onList(up) {
		parent = up
	}
	key := t.rows[parent].key
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
	parent, ok := t.place[key]
	if !ok {
		return 0
	}
	n := 0
	for _, i := range t.kids {
		if t.rows[i].up == parent && t.rows[i].match {
			n++
		}
	}
	return n
}
