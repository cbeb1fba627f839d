package objects

import "math/bits"

// NextChanged is the next object below a line that goes otherwise than in a former
// State of the same Tree, in the order of lines were everything open, around the end;
// ok is false if there is none. What the hits hide is passed by.
func (o *Outline) NextChanged(base *State, from Line) (n Node, ok bool) {
	return o.changed(base, from, false)
}

// PreviousChanged is the one above it.
func (o *Outline) PreviousChanged(base *State, from Line) (n Node, ok bool) {
	return o.changed(base, from, true)
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

// changed goes once around, beginning behind the line, or before it if it goes up.
func (o *Outline) changed(base *State, from Line, up bool) (Node, bool) {
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
	if n, ok := o.changedIn(base, first, up); ok {
		return n, true
	}
	for k := 1; k < len(all); k++ {
		i := (at + k) % len(all)
		if up {
			i = (at - k + len(all)) % len(all)
		}
		if n, ok := o.changedIn(base, all[i], up); ok {
			return n, true
		}
	}
	return o.changedIn(base, last, up)
}

// changedIn is the first changed object of a stretch, or its last.
func (o *Outline) changedIn(base *State, in stretch, last bool) (Node, bool) {
	if in.from >= in.to {
		return None, false
	}
	s, t := o.s, o.s.tree
	if t.IsBox(in.from) {
		return in.from, o.shown[in.from] && s.boxChanged(base, in.from)
	}
	lo, hi := int(in.from)-t.boxes, int(in.to)-t.boxes
	first, end, by := lo>>6, (hi-1)>>6+1, 1
	if last {
		first, end, by = (hi-1)>>6, lo>>6-1, -1
	}
	for w := first; w != end; w += by {
		leaf := w << 6
		c := leaf / chunkLen
		if s.chunks[c] == base.chunks[c] {
			continue
		}
		word := s.changedLeaves(base, leaf)
		if o.hits != nil {
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
