package objects

import (
	"context"
	"math/bits"
	"reflect"
	"slices"
)

// Only leaves a part of a tree over. Its zero value leaves all of it.
type Only struct {
	how  onlyHow
	base *State
	set  Set
}

type onlyHow uint8

const (
	onlyAll onlyHow = iota
	onlyChanged
	onlyLeft
	onlySet
)

// OnlyChanged leaves what goes otherwise than in a former State of the same Tree.
func OnlyChanged(base *State) Only { return Only{how: onlyChanged, base: base} }

// OnlyLeft leaves what does not go.
func OnlyLeft() Only { return Only{how: onlyLeft} }

// OnlyNew leaves what is new on the source.
func OnlyNew(set Set) Only { return OnlySet(set) }

// OnlySet leaves what is in a Set.
func OnlySet(set Set) Only { return Only{how: onlySet, set: set} }

// Empty reports that all is left.
func (o Only) Empty() bool { return o.how == onlyAll }

// Hits are all that is left.
func (o Only) Hits(s *State) Hits { return Filter{}.HitsOnly(s, o) }

// HitsOnly is Hits of what Only leaves over.
func (f Filter) HitsOnly(s *State, o Only) Hits {
	h, _ := f.HitsOf(context.Background(), s, o)
	return h
}

// leaves are those of 64 leaves that are left.
func (o Only) leaves(s *State, leaf int) uint64 {
	switch o.how {
	case onlyChanged:
		return s.changedLeaves(o.base, leaf)
	case onlyLeft:
		return ^s.chunks[leaf/chunkLen].on[leaf%chunkLen/64]
	case onlySet:
		return o.set.leafWord(leaf)
	default:
		return ^uint64(0)
	}
}

// box reports a box that is left for its own sake.
func (o Only) box(s *State, box Node) bool {
	switch o.how {
	case onlyChanged:
		return s.boxChanged(o.base, box)
	case onlyLeft:
		return s.tree.Within(box) == 0 && s.Chosen(box) == Nothing
	case onlySet:
		return o.set.Has(box)
	default:
		return true
	}
}

// Changed reports an object that goes otherwise than in a former State of the same
// Tree. A box is changed if that is said of it itself.
func (s *State) Changed(base *State, n Node) bool {
	if s.tree.IsBox(n) {
		return s.boxChanged(base, n)
	}
	i := int(n) - s.tree.boxes
	return s.changedLeaves(base, i&^63)&(1<<(i&63)) != 0
}

// boxChanged reports other words about a box itself: its name, that it is a lookup,
// and whether it goes as a whole where nothing in it can tell.
func (s *State) boxChanged(base *State, box Node) bool {
	a, b := s.boxes[box], base.boxes[box]
	return a.target != b.target || a.lookup != b.lookup ||
		a.whole != b.whole && (s.tree.Within(box) == 0 || !s.known.complete[box])
}

// changedLeaves are those of 64 leaves that go otherwise than in a former State.
func (s *State) changedLeaves(base *State, leaf int) uint64 {
	c, b := s.chunks[leaf/chunkLen], base.chunks[leaf/chunkLen]
	if c == b {
		return 0
	}
	from := leaf % chunkLen
	out := c.on[from/64] ^ b.on[from/64]
	if (c.targets != nil || b.targets != nil) && !sameNameBlock(c.targets, b.targets) {
		for i := range 64 {
			if c.target(from+i) != b.target(from+i) {
				out |= 1 << i
			}
		}
	}
	if len(c.extras) == 0 && len(b.extras) == 0 {
		return out
	}
	for rest := ^out; rest != 0; rest &= rest - 1 {
		i := bits.TrailingZeros64(rest)
		if !sameExtra(c.extra(from+i), b.extra(from+i)) {
			out |= 1 << i
		}
	}
	return out
}

// sameNameBlock reports the same slice.
func sameNameBlock(a, b []string) bool { return len(a) > 0 && len(b) > 0 && &a[0] == &b[0] }

// sameExtra reports that two say the same; a list of nothing is no list.
func sameExtra(a, b *Extra) bool {
	if a == b || a == nil || b == nil {
		return a == b
	}
	return a.DBAlias == b.DBAlias && a.SchemaAlias == b.SchemaAlias && a.Lookup == b.Lookup &&
		slices.Equal(a.Filter, b.Filter) && slices.Equal(a.Join, b.Join) &&
		slices.EqualFunc(a.Columns, b.Columns, func(x, y Column) bool { return reflect.DeepEqual(x, y) }) &&
		slices.EqualFunc(a.Unknown, b.Unknown, func(x, y Member) bool { return reflect.DeepEqual(x, y) })
}
