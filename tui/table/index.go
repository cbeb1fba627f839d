package table

import (
	"cmp"
	"slices"
)

// ensure takes up what changed since the last question.
func (t *Table[K, R]) ensure() {
	if len(t.changed) == 0 && t.dirty == 0 {
		return
	}
	screenLine := t.line - t.top
	t.match()
	t.fit()
	t.arrange()
	if t.dirty&newFilter != 0 {
		t.choose(&screenLine)
	}
	t.family()
	if !t.settled {
		t.cursor = -1
	}
	t.list()
	t.changed, t.dirty = t.changed[:0], 0
	t.follow(screenLine)
}

// match asks the filter about what may have changed its answer.
func (t *Table[K, R]) match() {
	if t.dirty&dirtyMatch != 0 {
		for i := range t.rows {
			t.matchRow(&t.rows[i])
		}
		return
	}
	for _, i := range t.changed {
		t.matchRow(&t.rows[i])
	}
}

func (t *Table[K, R]) matchRow(r *row[K, R]) {
	r.match = !r.gone && (t.filter == nil || t.filter(r.value))
}

// arrange brings order up to date. A few changed rows are taken out, sorted
// and merged in again; many, and a new order, sort everything.
func (t *Table[K, R]) arrange() {
	const few = 8 // one in eight
	switch {
	case len(t.changed) == 0 && t.dirty&dirtyOrder == 0:
		return
	case t.dirty&dirtyOrder != 0, len(t.changed) > len(t.rows)/few:
		slices.SortFunc(t.order, t.compare)
	default:
		t.merge()
	}
	for rank, i := range t.order {
		t.rows[i].rank = int32(rank)
	}
	for _, i := range t.changed {
		t.rows[i].fresh = false
	}
}

// merge sorts the changed rows in among the others, which are in order.
func (t *Table[K, R]) merge() {
	slices.SortFunc(t.changed, t.compare)
	rest := slices.DeleteFunc(t.order, func(i int32) bool { return t.rows[i].fresh })
	merged := t.spare[:0]
	for _, i := range t.changed {
		n, _ := slices.BinarySearchFunc(rest, i, t.compare)
		merged = append(append(merged, rest[:n]...), i)
		rest = rest[n:]
	}
	merged = append(merged, rest...)
	t.order, t.spare = merged, t.order
}

// compare is the chosen order; rows that are equal in it stay as they were,
// so that a refresh moves nothing.
func (t *Table[K, R]) compare(a, b int32) int {
	if t.sorted.Compare == nil {
		return cmp.Compare(a, b) // rows are kept in the order they came
	}
	if c := t.sorted.Compare(t.rows[a].value, t.rows[b].value); c != 0 {
		if t.sorted.Descending {
			return -c
		}
		return c
	}
	return cmp.Compare(t.rows[a].rank, t.rows[b].rank)
}

// family finds the parents. One level only: who stands below another has
// nobody below itself, so no ring of rows can hide all of them.
func (t *Table[K, R]) family() {
	t.kids = slices.DeleteFunc(t.kids, func(i int32) bool {
		r := &t.rows[i]
		r.up, r.kid = -1, r.child
		return !r.child
	})
	for _, i := range t.kids {
		up, ok := t.place[t.rows[i].parent]
		if ok && up != i && !t.below(up) {
			t.rows[i].up = up
		}
	}
}

// below reports a row whose own parent is listed.
func (t *Table[K, R]) below(i int32) bool {
	if !t.rows[i].child {
		return false
	}
	_, ok := t.place[t.rows[i].parent]
	return ok
}

// list puts the lines together: each parent, then its children, which no
// sort moves.
func (t *Table[K, R]) list() {
	children := t.children()
	t.lines, t.shown = t.lines[:0], 0
	for _, i := range t.order {
		if t.rows[i].up >= 0 {
			continue
		}
		visible, kids := t.add(i), children[i]
		if visible && len(kids) > 0 && t.folds(i, kids) {
			continue
		}
		for _, kid := range kids {
			t.add(kid)
		}
	}
}

// children maps each parent to its children in their own order.
func (t *Table[K, R]) children() map[int32][]int32 {
	if len(t.kids) == 0 {
		return nil
	}
	children := map[int32][]int32{}
	for _, i := range t.kids {
		if up := t.rows[i].up; up >= 0 {
			children[up] = append(children[up], i)
		}
	}
	if t.opts.Siblings == nil {
		return children
	}
	for _, kids := range children {
		slices.SortStableFunc(kids, func(a, b int32) int {
			return t.opts.Siblings(t.rows[a].value, t.rows[b].value)
		})
	}
	return children
}

// folds reports whether a parent hides its children. One with the cursor
// below it cannot: the cursor's row would vanish.
func (t *Table[K, R]) folds(parent int32, kids []int32) bool {
	key := t.rows[parent].key
	if t.folded[key] && slices.Contains(kids, t.cursor) {
		delete(t.folded, key)
	}
	return t.folded[key]
}

// add puts a row on the list if it matches; the cursor's row always.
func (t *Table[K, R]) add(i int32) bool {
	r := &t.rows[i]
	if r.match {
		t.shown++
	} else if i != t.cursor {
		return false
	}
	if i == t.cursor {
		t.line = len(t.lines)
	}
	t.lines = append(t.lines, i)
	return true
}

// sweep forgets rows that are no longer listed, but the cursor's.
func (t *Table[K, R]) sweep() {
	lost := slices.ContainsFunc(t.rows, func(r row[K, R]) bool { return r.gone })
	if !lost {
		return
	}
	moved := make([]int32, len(t.rows)) // old index to new, -1 for forgotten
	kept := t.rows[:0]
	for i, r := range t.rows {
		moved[i] = -1
		if r.gone && int32(i) != t.cursor {
			delete(t.place, r.key)
			continue
		}
		moved[i] = int32(len(kept))
		t.place[r.key] = moved[i]
		kept = append(kept, r)
	}
	clear(t.rows[len(kept):])
	t.rows = kept
	for _, list := range []*[]int32{&t.order, &t.kids, &t.changed} {
		*list = remap(*list, moved)
	}
	if t.cursor >= 0 {
		t.cursor = moved[t.cursor]
	}
	t.dirty |= dirtyLines | dirtyMatch
}

func remap(list, moved []int32) []int32 {
	kept := list[:0]
	for _, i := range list {
		if moved[i] >= 0 {
			kept = append(kept, moved[i])
		}
	}
	return kept
}
