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
		delete(t.marks, key)
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
		r := &t.rows[i]
		if _, marked := t.marks[r.key]; marked {
			delete(t.marks, r.key)
		} else if !t.ghost(r) {
			t.mark(r.key)
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
		delete(t.marks, key)
	}
}

// ClearMarks takes all marks away, the hidden ones too.
func (t *Table[K, R]) ClearMarks() { clear(t.marks) }

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
		i, listed := t.place[a]
		j, other := t.place[b]
		switch {
		case listed && other:
			return cmp.Compare(t.rows[i].rank, t.rows[j].rank)
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
	i, ok := t.place[key]
	if !ok {
		return true
	}
	r := &t.rows[i]
	if r.up >= 0 && r.match {
		return t.onList(r.up) && t.folded[t.rows[r.up].key]
	}
	return !r.match
}

// HiddenMarks is how many marked rows are not on the list.
func (t *Table[K, R]) HiddenMarks() int {
	n := 0
	for key := range t.marks {
		if t.Hidden(key) {
			n++
		}
	}
	return n
}

func (t *Table[K, R]) markLines(first, last int) {
	for line := first; line <= last; line++ {
		if r := &t.rows[t.lines[line]]; !t.ghost(r) {
			t.mark(r.key)
		}
	}
}

func (t *Table[K, R]) mark(key K) {
	if _, ok := t.marks[key]; !ok {
		t.markings++
		t.marks[key] = t.markings
	}
}
