package objects

import "math/bits"

// Set is objects that something is done to: leaves, and boxes of which nothing below
// is known, or that are empty.
type Set struct {
	tree *Tree
	bits []uint64 // of all nodes
}

// NewSet is an empty one.
func NewSet(t *Tree) Set { return Set{t, make([]uint64, (t.Len()+63)/64)} }

// SetOf holds the nodes; a box brings all that is in it.
func SetOf(t *Tree, nodes ...Node) Set {
	s := NewSet(t)
	for _, n := range nodes {
		s.Add(n)
	}
	return s
}

// Every holds all there is.
func Every(t *Tree) Set {
	s := NewSet(t)
	s.span(0, Node(t.Len())) //nolint:gosec // fits
	return s
}

// Add takes a node in; a box with all that is in it.
func (s Set) Add(n Node) {
	s.Put(n)
	if !s.tree.IsBox(n) {
		return
	}
	s.span(s.tree.Leaves(n))
	from, to := s.tree.Schemas(n)
	s.span(from, to)
	if to > from {
		s.span(s.tree.leaves[from], s.tree.leaves[to])
	}
}

// Put takes one node in and nothing below it.
func (s Set) Put(n Node) { s.bits[n>>6] |= 1 << (n & 63) }

// Has reports whether a node is in it.
func (s Set) Has(n Node) bool { return s.bits[n>>6]&(1<<(n&63)) != 0 }

// Leaves counts the leaves in it.
func (s Set) Leaves() int { return s.count(s.tree.boxes, s.tree.Len()) }

// Empty reports that nothing is in it.
func (s Set) Empty() bool {
	for _, w := range s.bits {
		if w != 0 {
			return false
		}
	}
	return true
}

// Without takes out what is in another Set of the same Tree.
func (s Set) Without(other Set) Set {
	out := Set{s.tree, make([]uint64, len(s.bits))}
	for i := range s.bits {
		out.bits[i] = s.bits[i] &^ other.bits[i]
	}
	return out
}

// With is both together.
func (s Set) With(other Set) Set {
	out := Set{s.tree, make([]uint64, len(s.bits))}
	for i := range s.bits {
		out.bits[i] = s.bits[i] | other.bits[i]
	}
	return out
}

// Each calls f with every node in it, in order, until f says false.
func (s Set) Each(f func(Node) bool) {
	for i, w := range s.bits {
		for ; w != 0; w &= w - 1 {
			if !f(Node(i<<6 + bits.TrailingZeros64(w))) { //nolint:gosec // fits
				return
			}
		}
	}
}

func (s Set) span(from, to Node) {
	for n := from; n < to; {
		if n&63 == 0 && to-n >= 64 {
			s.bits[n>>6] = ^uint64(0)
			n += 64
			continue
		}
		s.Put(n)
		n++
	}
}

// rangeWord are the bits of one word that stand in a range of nodes.
func (s Set) rangeWord(i, from, to int) uint64 {
	w := s.bits[i]
	if low := from - i<<6; low > 0 {
		w &= ^uint64(0) << low
	}
	if high := (i+1)<<6 - to; high > 0 {
		w &= ^uint64(0) >> high
	}
	return w
}

func (s Set) count(from, to int) int {
	n := 0
	for i := from >> 6; i<<6 < to; i++ {
		n += bits.OnesCount64(s.rangeWord(i, from, to))
	}
	return n
}

// eachIn is Each of a range.
func (s Set) eachIn(from, to Node, f func(Node) bool) {
	for i := int(from) >> 6; i<<6 < int(to); i++ {
		for w := s.rangeWord(i, int(from), int(to)); w != 0; w &= w - 1 {
			if !f(Node(i<<6 + bits.TrailingZeros64(w))) { //nolint:gosec // fits
				return
			}
		}
	}
}

// leafWord are 64 bits of leaves from a leaf's number on, whatever the tree's boxes
// do to their places.
func (s Set) leafWord(leaf int) uint64 {
	at := s.tree.boxes + leaf
	i, shift := at>>6, at&63
	w := s.bits[i] >> shift
	if shift != 0 && i+1 < len(s.bits) {
		w |= s.bits[i+1] << (64 - shift)
	}
	if left := s.tree.LeafCount() - leaf; left < 64 {
		w &= 1<<left - 1
	}
	return w
}

// missingWord are those of 64 leaves that are not in it.
func (s Set) missingWord(leaf int) uint64 {
	w := ^s.leafWord(leaf)
	if left := s.tree.LeafCount() - leaf; left < 64 {
		w &= 1<<left - 1
	}
	return w
}

// Tree is the one whose objects are in it; nil of the zero Set.
func (s Set) Tree() *Tree { return s.tree }

// Below reports whether anything that lies in a box is in it.
func (s Set) Below(box Node) bool {
	any := func(from, to Node) bool { return from < to && s.count(int(from), int(to)) > 0 }
	from, to := s.tree.Schemas(box)
	return any(s.tree.Leaves(box)) || any(from, to) || to > from && any(s.tree.leaves[from], s.tree.leaves[to])
}
