package objects

import "context"

// Only leaves a part of a tree over. Its zero value leaves all of it.
type Only struct {
	how onlyHow
	set Set
}

type onlyHow uint8

const (
	onlyAll onlyHow = iota
	onlyLeft
	onlySet
)

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
	case onlyLeft:
		return s.tree.Within(box) == 0 && s.Chosen(box) == Nothing
	case onlySet:
		return o.set.Has(box)
	default:
		return true
	}
}
