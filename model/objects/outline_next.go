package objects

import "math/bits"

// NextIn is the next object below a line that is in a Set, in the order of lines were
// everything open, around the end; ok is false if there is none. What the hits hide is
// passed by.
func (o *Outline) NextIn(set Set, from Line) (n Node, ok bool) {
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
	if n, ok := o.firstIn(set, first); ok {
		return n, true
	}
	for k := 1; k < len(all); k++ {
		if n, ok := o.firstIn(set, all[(at+k)%len(all)]); ok {
			return n, true
		}
	}
	return o.firstIn(set, last)
}

// firstIn is the first object of a stretch that is in a Set.
func (o *Outline) firstIn(set Set, in stretch) (Node, bool) {
	if in.from >= in.to {
		return None, false
	}
	t := o.s.tree
	if t.IsBox(in.from) {
		return in.from, o.shown[in.from] && set.Has(in.from)
	}
	lo, hi := int(in.from)-t.boxes, int(in.to)-t.boxes
	for leaf := lo &^ 63; leaf < hi; leaf += 64 {
		word := set.leafWord(leaf)
		if o.hits != nil {
			word &= o.hits.Set.leafWord(leaf)
		}
		if lo > leaf {
			word &^= 1<<(lo-leaf) - 1
		}
		if hi < leaf+64 {
			word &= 1<<(hi-leaf) - 1
		}
		if word != 0 {
			return Node(t.boxes + leaf + bits.TrailingZeros64(word)), true //nolint:gosec // fits
		}
	}
	return None, false
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
