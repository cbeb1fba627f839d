package objects

import "math/bits"

// NextChanged is the next object below a line that goes otherwise than in a former
// State of the same Tree, in the order of lines were everything open, around the end;
// ok is false if there is none. What the hits hide is passed by.
func (o *Outline) NextChanged(base *State, from Line) (n Node, ok bool) {
	return o.around(o.changedSince(base), from, false)
}

// PreviousChanged is the one above it.
func (o *Outline) PreviousChanged(base *State, from Line) (n Node, ok bool) {
	return o.around(o.changedSince(base), from, true)
}

// NextIn is the next object below a line that is in a Set, as NextChanged goes.
func (o *Outline) NextIn(set Set, from Line) (n Node, ok bool) {
	return o.around(sought{set.leafWord, set.Has, nil}, from, false)
}

// PreviousIn is the one above it.
func (o *Outline) PreviousIn(set Set, from Line) (n Node, ok bool) {
	return o.around(sought{set.leafWord, set.Has, nil}, from, true)
}

// sought says which of 64 leaves are looked for, and which boxes.
type sought struct {
	leaves func(leaf int) uint64
	box    func(Node) bool
	base   *State // none in chunks that are shared with it; nil: look at all
}

func (o *Outline) changedSince(base *State) sought {
	return sought{
		func(leaf int) uint64 { return o.s.changedLeaves(base, leaf) },
		func(n Node) bool { return o.s.boxChanged(base, n) },
		base,
	}
}

// stretch are nodes that lie side by side: a box, or leaves of one.
type stretch struct{ from, to Node }

// stretches are all nodes in the order of lines.
func (t *Tree) stretches() []stretch {
	out := make([]stretch, 0, 2*t.boxes)
	for db := range Node(t.dbs) { //nolint:gosec // fits
		out = append(out, stretch{db, db + 1})
		for sc, to := t.Schemas(db); sc < to; sc++ {
			from, end := t.Leaves(sc)
			out = append(out, stretch{sc, sc + 1}, stretch{from, end})
		}
		from, end := t.Leaves(db)
		out = append(out, stretch{from, end})
	}
	return out
}

// around goes once around, beginning behind the line, or before it if it goes up.
func (o *Outline) around(what sought, from Line, up bool) (Node, bool) {
	all := o.s.tree.stretches()
	at := 0
	for i, s := range all {
		if s.from <= from.Node && from.Node < s.to {
			at = i
		}
	}
	if len(all) == 0 {
		return None, false
	}
	here := all[at]
	first, last := stretch{from.Node + 1, here.to}, stretch{here.from, from.Node + 1}
	if from.Node < here.from || from.Node >= here.to {
		first, last = here, stretch{}
	}
	if up && last != (stretch{}) {
		first, last = stretch{here.from, from.Node}, stretch{from.Node, here.to}
	}
	if n, ok := o.soughtIn(what, first, up); ok {
		return n, true
	}
	for k := 1; k < len(all); k++ {
		i := (at + k) % len(all)
		if up {
			i = (at - k + len(all)) % len(all)
		}
		if n, ok := o.soughtIn(what, all[i], up); ok {
			return n, true
		}
	}
	return o.soughtIn(what, last, up)
}

// soughtIn is the first object of a stretch that is looked for, or its last.
func (o *Outline) soughtIn(what sought, in stretch, last bool) (Node, bool) {
	if in.from >= in.to {
		return None, false
	}
	t := o.s.tree
	if t.IsBox(in.from) {
		return in.from, o.shown[in.from] && what.box(in.from)
	}
	lo, hi := int(in.from)-t.boxes, int(in.to)-t.boxes
	first, end, by := lo>>6, (hi-1)>>6+1, 1
	if last {
		first, end, by = (hi-1)>>6, lo>>6-1, -1
	}
	for w := first; w != end; w += by {
		leaf := w << 6
		if c := leaf / chunkLen; what.base != nil && what.base.chunks[c] == o.s.chunks[c] {
			continue
		}
		word := what.leaves(leaf)
		if word != 0 && o.hits != nil {
			word &= o.hits.Set.leafWord(leaf)
		}
		if lo > leaf {
			word &^= 1<<(lo-leaf) - 1
		}
		if hi < leaf+64 {
			word &= 1<<(hi-leaf) - 1
		}
		if word == 0 {
			continue
		}
		i := bits.TrailingZeros64(word)
		if last {
			i = 63 - bits.LeadingZeros64(word)
		}
		return Node(t.boxes + leaf + i), true //nolint:gosec // fits
	}
	return None, false
}
