package objects

import "slices"

// Reopen is a State over what the source holds now: it means the same there. What a
// State takes as a whole takes what is new; names and filters of what does not go are
// kept, too. What the source does not hold any more stays in the tree as long as
// something is said of it.
func Reopen(s *State, source *Listing) *State { return ReopenAll(source, s)[0] }

// ReopenAll is Reopen of several States, over one Tree: they can be compared as
// before.
func ReopenAll(source *Listing, states ...*State) []*State {
	if source == nil || len(states) == 0 {
		return states
	}
	tree := source.Tree
	needed := []*Listing{{Tree: tree}}
	for _, s := range states {
		if said := s.saidListing(); slices.Contains(places(said, tree), None) {
			needed = append(needed, said)
		}
	}
	if len(needed) > 1 {
		tree = union(needed...)
	}
	var sourceAt []Node
	if tree != source.Tree {
		sourceAt = places(&Listing{Tree: source.Tree}, tree)
	}
	out := make([]*State, len(states))
	for i, s := range states {
		out[i] = s.ontoTree(tree, places(&Listing{Tree: s.tree}, tree))
		k := out[i].known
		k.read, k.source = true, nil
		clear(k.complete)
		out[i].fromSource(source, sourceAt)
		out[i].recount()
		// What was not known before may show that a box does not go as a whole.
		out[i].unwhole(NewSet(tree))
		if i > 0 {
			out[i].shareChunks(out[0])
		}
	}
	return out
}

// saidListing names what something is said of: it must not get lost.
func (s *State) saidListing() *Listing {
	l := &Listing{Tree: s.tree, listed: make([]uint64, (s.tree.Len()+63)/64)}
	list := func(n Node) { l.listed[n>>6] |= 1 << (n & 63) }
	// A box is needed by what is below it, too.
	for box := range Node(s.tree.boxes) { //nolint:gosec // fits
		b, any := s.boxes[box], false
		for n, to := s.tree.Leaves(box); n < to; n++ {
			if c, i := s.place(n); c.on.has(i) || c.target(i) != "" || c.extra(i) != nil {
				list(n)
				any = true
			}
		}
		if any || b.target != "" || b.lookup || s.Chosen(box) != Nothing {
			list(box)
			if up := s.tree.Parent(box); up != None {
				list(up)
			}
		}
	}
	return l
}

// shareChunks has a State share those chunks with another that are the same.
func (s *State) shareChunks(with *State) {
	for at, c := range s.chunks {
		if other := with.chunks[at]; c.same(other) {
			s.chunks[at] = other
		}
	}
}

func (c *chunk) same(other *chunk) bool {
	if c.on != other.on || c.synced != other.synced || len(c.extras) != len(other.extras) || !slices.Equal(c.targets, other.targets) {
		return false
	}
	for i, x := range c.extras {
		if other.extras[i] != x {
			return false
		}
	}
	return true
}

// NewSince holds what the source holds now and did not hold at the reading before;
// old and now are States over the two readings. Tables of a database that was not
// read then are not new.
func NewSince(old, now *State) Set {
	out := NewSet(now.tree)
	if !old.known.read || !now.known.read {
		return out
	}
	for n := range Node(now.tree.Len()) { //nolint:gosec // fits
		if now.OnSource(n) {
			out.Put(n)
		}
	}
	for n, at := range places(&Listing{Tree: old.tree}, now.tree) {
		if at >= 0 && old.OnSource(Node(n)) { //nolint:gosec // fits
			out.take(at)
		}
	}
	for n, at := range places(&Listing{Tree: old.tree}, now.tree)[:old.tree.dbs] {
		if at >= 0 && old.OnSource(Node(n)) && !old.known.complete[n] { //nolint:gosec // fits
			out.takeWithin(at)
		}
	}
	return out
}

func (s Set) take(n Node) { s.bits[n>>6] &^= 1 << (n & 63) }

// takeWithin takes out all that is in a database.
func (s Set) takeWithin(db Node) {
	drop := func(from, to Node) {
		for ; from < to; from++ {
			s.take(from)
		}
	}
	drop(s.tree.Leaves(db))
	from, to := s.tree.Schemas(db)
	drop(from, to)
	if to > from {
		drop(s.tree.leaves[from], s.tree.leaves[to])
	}
}

// WithSynced is a listing of a source with the marks of what is on the target already,
// as another listing tells it (DRS: collect, type synchronized).
func (l *Listing) WithSynced(synced *Listing) *Listing {
	out := *l
	out.chunks = slices.Clone(l.chunks)
	own := map[int]bool{}
	for n, at := range places(synced, l.Tree) {
		if at < 0 || l.Tree.IsBox(at) || synced.Tree.IsBox(Node(n)) { //nolint:gosec // fits
			continue
		}
		i := int(at) - l.Tree.boxes
		if c := i / chunkLen; !own[c] {
			out.chunks[c], own[c] = out.chunks[c].clone(), true
		}
		out.chunks[i/chunkLen].synced.add(i % chunkLen)
	}
	return &out
}
