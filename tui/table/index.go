package table

import (
	"cmp"
	"slices"
)

// ensure takes up what changed since the last question. It costs as much as
// what changed: the lines are put together anew only if one of them came, went
// or moved.
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
	if t.dirty&dirtyKin != 0 {
		t.family()
	}
	anew := t.dirty&(dirtyLines|dirtyKin|newFilter) != 0
	t.changed, t.dirty = t.changed[:0], 0
	if !anew {
		return
	}
	if !t.settled {
		t.cursor = -1
	}
	t.list()
	t.hidden = -1
	t.follow(screenLine)
}

// match asks the filter about what may have changed its answer.
func (t *Table[K, R]) match() {
	for _, i := range t.changed {
		t.state[i] &^= fresh
		if t.dirty&dirtyMatch == 0 {
			t.matchRow(i)
		}
	}
	if t.dirty&(dirtyMatch|dirtyNarrow) == 0 {
		return
	}
	for i := range t.state {
		if t.dirty&dirtyMatch != 0 || t.state[i]&matches != 0 {
			t.matchRow(int32(i))
		}
	}
}

func (t *Table[K, R]) matchRow(i int32) {
	t.setMatch(i, !t.is(i, gone) && (t.filter == nil || t.filter(t.rows[i])))
}

func (t *Table[K, R]) setMatch(i int32, match bool) {
	if match == t.is(i, matches) {
		return
	}
	t.state[i] ^= matches
	t.dirty |= dirtyLines
	if match {
		t.matching++
	} else {
		t.matching--
	}
}

// arrange brings order up to date. A few rows that moved are taken out, sorted
// and merged in again; many, and a new order, sort everything.
func (t *Table[K, R]) arrange() {
	const few = 8 // one in eight
	switch {
	case len(t.moved) == 0 && t.dirty&dirtyOrder == 0:
		return
	case t.dirty&dirtyOrder != 0, len(t.moved) > len(t.rows)/few:
		slices.SortFunc(t.order, t.compare)
	default:
		t.merge()
	}
	for rank, i := range t.order {
		t.rank[i] = int32(rank)
	}
	for _, i := range t.moved {
		t.state[i] &^= astray
	}
	t.moved = t.moved[:0]
	t.dirty |= dirtyLines
}

// merge sorts the rows that moved in among the others, which are in order: the
// last of them first, so that what stands behind makes room for it.
func (t *Table[K, R]) merge() {
	slices.SortFunc(t.moved, t.compare)
	end := len(t.order)
	rest := slices.DeleteFunc(t.order, func(i int32) bool { return t.is(i, astray) })
	for _, i := range slices.Backward(t.moved) {
		n, _ := slices.BinarySearchFunc(rest, i, t.compare)
		end -= copy(t.order[end-len(rest)+n:end], rest[n:]) + 1
		t.order[end], rest = i, rest[:n]
	}
}

// compare is the chosen order; rows that are equal in it stay as they were,
// so that a refresh moves nothing.
func (t *Table[K, R]) compare(a, b int32) int {
	if t.sorted.Compare == nil {
		return cmp.Compare(a, b) // rows are kept in the order they came
	}
	if c := t.sorted.Compare(t.rows[a], t.rows[b]); c != 0 {
		if t.sorted.Descending {
			return -c
		}
		return c
	}
	return cmp.Compare(t.rank[a], t.rank[b])
}

// family finds parents and children. One level only: who stands below another
// has nobody below itself, so no ring of rows can hide all of them.
func (t *Table[K, R]) family() {
	for up := range t.families {
		t.state[up] &^= parent
	}
	t.families = map[int32][]int32{}
	t.kids = slices.DeleteFunc(t.kids, func(i int32) bool {
		t.up[i] = -1
		if _, names := t.opts.Parent(t.rows[i]); names {
			return false
		}
		t.state[i] &^= child
		return true
	})
	for _, i := range t.kids {
		key, _ := t.opts.Parent(t.rows[i])
		if up, ok := t.find(key); ok && up != i && !t.below(up) {
			t.up[i] = up
			t.state[up] |= parent
			t.families[up] = append(t.families[up], i)
		}
	}
	if t.opts.Siblings == nil {
		return
	}
	for _, kids := range t.families {
		slices.SortStableFunc(kids, func(a, b int32) int { return t.opts.Siblings(t.rows[a], t.rows[b]) })
	}
}

// below reports a row whose own parent is listed.
func (t *Table[K, R]) below(i int32) bool {
	if !t.is(i, child) {
		return false
	}
	key, _ := t.opts.Parent(t.rows[i])
	_, ok := t.find(key)
	return ok
}

// list puts the lines together: each parent, then its children, which no
// sort moves.
func (t *Table[K, R]) list() {
	t.lines, t.shown = t.lines[:0], 0
	for _, i := range t.order {
		s := t.state[i]
		if s&(matches|parent) == 0 && i != t.cursor || s&child != 0 && t.up[i] >= 0 {
			continue
		}
		visible := t.add(i)
		if s&parent == 0 {
			continue
		}
		kids := t.families[i]
		if visible && t.folds(i, kids) {
			continue
		}
		for _, kid := range kids {
			t.add(kid)
		}
	}
}

// folds reports whether a parent hides its children. One with the cursor
// below it cannot: the cursor's row would vanish.
func (t *Table[K, R]) folds(i int32, kids []int32) bool {
	if len(t.folded) == 0 {
		return false
	}
	key := t.opts.Key(t.rows[i])
	if t.folded[key] && slices.Contains(kids, t.cursor) {
		delete(t.folded, key)
	}
	return t.folded[key]
}

// add puts a row on the list if it matches; the cursor's row always.
func (t *Table[K, R]) add(i int32) bool {
	if t.is(i, matches) {
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
	if !slices.ContainsFunc(t.state, func(s state) bool { return s&gone != 0 }) {
		return
	}
	to := make([]int32, len(t.rows)) // old index to new, -1 for forgotten
	kept := int32(0)
	for i := range to {
		if t.is(int32(i), gone) {
			t.setMatch(int32(i), false)
			if int32(i) != t.cursor {
				to[i] = -1
				continue
			}
		}
		to[i] = kept
		t.rows[kept], t.state[kept], t.rank[kept] = t.rows[i], t.state[i], t.rank[i]
		kept++
	}
	clear(t.rows[kept:])
	t.rows, t.state, t.rank, t.up = t.rows[:kept], t.state[:kept], t.rank[:kept], t.up[:kept]
	for _, list := range []*[]int32{&t.order, &t.kids, &t.changed, &t.moved} {
		*list = remap(*list, to)
	}
	t.settlePlaces(len(t.place.slots), int(kept))
	t.scatter()
	if t.cursor >= 0 {
		t.cursor = to[t.cursor]
	}
	t.dirty |= dirtyLines | dirtyKin
}

// scatter forgets all families.
func (t *Table[K, R]) scatter() {
	t.families = nil
	for i := range t.state {
		t.state[i] &^= parent
		t.up[i] = -1
	}
}

func remap(list, to []int32) []int32 {
	kept := list[:0]
	for _, i := range list {
		if to[i] >= 0 {
			kept = append(kept, to[i])
		}
	}
	return kept
}
