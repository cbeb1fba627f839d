package table

import (
	"cmp"
	"slices"
)

// Toggle marks the row under the cursor, or takes its mark away. A row that
// is gone takes no mark.
func (t *Table[K, R]) Toggle() {
	key, ok := t.CursorKey()
	if !ok {
		return
	}
	t.settled = true
	if t.IsMarked(key) {
		t.unmark(key)
	} else if !t.CursorGone() {
		t.mark(key)
	}
}

// MarkAllFiltered marks every row on the list.
func (t *Table[K, R]) MarkAllFiltered() {
	t.ensure()
	t.settled = true
	t.markLines(0, len(t.lines)-1)
}

// InvertMarks marks what is on the list and has no mark, and the reverse.
// Hidden marks stay.
func (t *Table[K, R]) InvertMarks() {
	t.ensure()
	t.settled = true
	for _, i := range t.lines {
		if key := t.opts.Key(t.rows[i]); t.IsMarked(key) {
			t.unmark(key)
		} else if !t.ghost(i) {
			t.mark(key)
		}
	}
}

// Mark marks rows by key, listed or not.
func (t *Table[K, R]) Mark(keys ...K) {
	for _, key := range keys {
		t.mark(key)
	}
}

// Unmark takes marks away by key.
func (t *Table[K, R]) Unmark(keys ...K) {
	for _, key := range keys {
		t.unmark(key)
	}
}

// ClearMarks takes all marks away, the hidden ones too.
func (t *Table[K, R]) ClearMarks() {
	clear(t.marks)
	t.hidden = 0
}

// IsMarked reports whether a row has a mark.
func (t *Table[K, R]) IsMarked(key K) bool { _, ok := t.marks[key]; return ok }

// Marks is how many marks there are, hidden ones too.
func (t *Table[K, R]) Marks() int { return len(t.marks) }

// Marked returns the marked keys, hidden ones too, in the order of the list;
// those no longer listed come last, in the order they were marked.
func (t *Table[K, R]) Marked() []K {
	t.ensure()
	keys := make([]K, 0, len(t.marks))
	for key := range t.marks {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b K) int {
		i, listed := t.find(a)
		j, other := t.find(b)
		switch {
		case listed && other:
			return cmp.Compare(t.rank[i], t.rank[j])
		case listed != other:
			if listed {
				return -1
			}
			return 1
		}
		return cmp.Compare(t.marks[a], t.marks[b])
	})
	return keys
}

// Hidden reports whether a row is not on the list: it does not match, is
// folded away, or is gone.
func (t *Table[K, R]) Hidden(key K) bool {
	t.ensure()
	i, ok := t.find(key)
	if !ok {
		return true
	}
	if up := t.up[i]; up >= 0 && t.is(i, matches) {
		return t.onList(up) && t.folded[t.opts.Key(t.rows[up])]
	}
	return t.ghost(i)
}

// HiddenMarks is how many marked rows are not on the list. They are counted
// anew only when the list or the marks have changed.
func (t *Table[K, R]) HiddenMarks() int {
	t.ensure()
	if t.hidden >= 0 {
		return t.hidden
	}
	t.hidden = 0
	for key := range t.marks {
		if t.Hidden(key) {
			t.hidden++
		}
	}
	return t.hidden
}

func (t *Table[K, R]) markLines(first, last int) {
	for line := first; line <= last; line++ {
		if i := t.lines[line]; !t.ghost(i) {
			t.mark(t.opts.Key(t.rows[i]))
		}
	}
}

func (t *Table[K, R]) mark(key K) {
	if _, ok := t.marks[key]; ok {
		return
	}
	t.markings++
	t.marks[key] = t.markings
	t.recount(key, 1)
}

func (t *Table[K, R]) unmark(key K) {
	if _, ok := t.marks[key]; ok {
		delete(t.marks, key)
		t.recount(key, -1)
	}
}

// recount keeps the count of hidden marks, if there is one.
func (t *Table[K, R]) recount(key K, by int) {
	if hidden := t.Hidden(key); hidden && t.hidden >= 0 { // the question may find that all must be counted
		t.hidden += by
	}
}
