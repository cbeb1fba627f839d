package objects

import (
	"slices"
	"strings"

	"drover/model"
)

// Open is what goes of a source by a document. Either may be nil: as long as the
// source was not read the tree is the document's own; without a document nothing
// goes. What the document names and the source does not hold is in the tree, too.
func Open(source, held *Listing) *State {
	if held == nil {
		held = emptyListing()
	}
	if source == nil {
		return opened(held.Tree, nil, nil, held, places(held, held.Tree))
	}
	at := places(held, source.Tree)
	if !slices.Contains(at, None) {
		return opened(source.Tree, source, nil, held, at)
	}
	tree := union(source, held)
	return opened(tree, source, places(source, tree), held, places(held, tree))
}

func emptyListing() *Listing {
	l, _ := NewBuilder().Done()
	return l
}

// places says for every node of a listing where it stands in a tree: None where it
// does not, and for what the listing does not name.
func places(l *Listing, t *Tree) []Node {
	from := l.Tree
	out := make([]Node, from.Len())
	if from == t && l.listed == nil {
		for i := range out {
			out[i] = Node(i) //nolint:gosec // fits
		}
		return out
	}
	w := walk{l, t, out}
	for i := range out {
		out[i] = notNamed
	}
	w.match(0, Node(from.dbs), 0, Node(t.dbs)) //nolint:gosec // fits
	for db := range Node(from.dbs) {           //nolint:gosec // fits
		sFrom, sTo := from.Schemas(db)
		if at := out[db]; at >= 0 {
			tFrom, tTo := t.Schemas(at)
			w.match(sFrom, sTo, tFrom, tTo)
		} else {
			w.missing(sFrom, sTo)
		}
	}
	for box := range Node(from.boxes) { //nolint:gosec // fits
		lFrom, lTo := from.Leaves(box)
		if at := out[box]; at >= 0 {
			tFrom, tTo := t.Leaves(at)
			w.match(lFrom, lTo, tFrom, tTo)
		} else {
			w.missing(lFrom, lTo)
		}
	}
	return out
}

// notNamed is the place of what a listing does not name; None of what is not there.
const notNamed Node = -2

type walk struct {
	l   *Listing
	t   *Tree
	out []Node
}

// match goes along two ranges that are in order.
func (w walk) match(from, to, tFrom, tTo Node) {
	at := tFrom
	for n := from; n < to; n++ {
		if !w.l.Named(n) {
			continue
		}
		name := w.l.Tree.Name(n)
		for at < tTo && w.t.Name(at) < name {
			at++
		}
		if w.out[n] = None; at < tTo && w.t.Name(at) == name {
			w.out[n] = at
		}
	}
}

func (w walk) missing(from, to Node) {
	for n := from; n < to; n++ {
		if w.l.Named(n) {
			w.out[n] = None
		}
	}
}

// union is a tree of all that two listings name.
func union(all ...*Listing) *Tree {
	b := NewBuilder()
	for _, l := range all {
		t := l.Tree
		for db := range l.Databases() {
			d := b.Database(t.Name(db))
			b.leavesOf(l, db, d)
			for sc := range l.Range(t.Schemas(db)) {
				b.leavesOf(l, sc, b.Schema(d, t.Name(sc)))
			}
		}
	}
	l, _ := b.Done()
	return l.Tree
}

func (b *Builder) leavesOf(l *Listing, box Node, in int) {
	for n := range l.Range(l.Tree.Leaves(box)) {
		addLeaf(&b.leaves, in, l.Tree.Name(n), l.Tree.Kind(n))
	}
}

// opened fills a State over a tree.
func opened(t *Tree, source *Listing, sourceAt []Node, held *Listing, at []Node) *State {
	s := &State{
		tree: t, chunks: newChunks(t.LeafCount()), boxes: make([]boxState, t.boxes), root: held.Root,
		known: &known{scope: held.Scope, complete: make([]bool, t.boxes), held: make([]Box, t.boxes), unknown: held.Unknown, read: source != nil},
	}
	for i := range s.known.held {
		s.known.held[i].Total = -1
	}
	s.recount()
	if source != nil {
		s.fromSource(source, sourceAt)
	}
	if held.Scope == ScopeAll {
		s = s.SelectEverything()
	}
	for n, place := range at {
		if place < 0 {
			continue
		}
		if n < held.Tree.boxes {
			s.takeBox(held, Node(n), place) //nolint:gosec // fits
		} else {
			s.takeLeaf(held, Node(n), place) //nolint:gosec // fits
		}
	}
	s.lookUpWithin()
	s.recount()
	return s
}

// lookUpWithin has all that a document names in a lookup be one, too.
func (s *State) lookUpWithin() {
	for n := range s.tree.boxes {
		if !s.boxes[n].lookup {
			continue
		}
		box := Node(n) //nolint:gosec // fits
		s.lookUpLeaves(s.tree.Leaves(box))
		for sc, to := s.tree.Schemas(box); sc < to; sc++ {
			s.boxes[sc].whole = false
			s.lookUpLeaves(s.tree.Leaves(sc))
		}
	}
}

func (s *State) lookUpLeaves(from, to Node) {
	for n := from; n < to; n++ {
		if c, i := s.place(n); c.on.has(i) {
			c.on.drop(i)
			x := c.extra(i).Clone()
			x.Lookup = true
			c.putExtra(i, x)
		}
	}
}

// fromSource notes what the source holds and how much of it is known; at nil: the
// tree is the source's own.
func (s *State) fromSource(l *Listing, at []Node) {
	k, t := s.known, l.Tree
	place := func(n Node) Node { return n }
	if at != nil {
		place = func(n Node) Node { return at[n] }
		k.source = make([]uint64, (s.tree.Len()+63)/64)
		for _, n := range at {
			if n >= 0 {
				k.source[n>>6] |= 1 << (n & 63)
			}
		}
	}
	for db := range l.Databases() {
		from, to := t.Schemas(db)
		complete := l.Box(db).Total >= 0 || to > from || t.Within(db) > 0
		k.complete[place(db)] = complete
		for sc := from; sc < to; sc++ {
			k.complete[place(sc)] = complete
		}
	}
	for i, c := range l.chunks {
		for w := range c.synced {
			for b := 0; b < 64 && c.synced[w] != 0; b++ {
				if c.synced[w]&(1<<b) != 0 {
					to, j := s.place(place(Node(t.boxes + i*chunkLen + w*64 + b))) //nolint:gosec // fits
					to.synced.add(j)
				}
			}
		}
	}
}

// takeBox takes over what a document says of a database or a schema. In a document
// of whole databases those that are listed go whole.
func (s *State) takeBox(l *Listing, n, at Node) {
	said := l.Box(n)
	s.known.held[at] = said
	b := &s.boxes[at]
	if said.Target != s.tree.Name(at) {
		b.target = strings.Clone(said.Target)
	}
	b.lookup = said.Config
	if said.Config || said.All != model.Yes && l.Scope != ScopeDatabase {
		return
	}
	b.whole = true
	s.takeWhole(at)
	for from, to := s.tree.Schemas(at); from < to; from++ {
		s.boxes[from].whole = true
		s.takeWhole(from)
	}
}

func (s *State) takeWhole(box Node) {
	for from, to := s.tree.Leaves(box); from < to; from++ {
		c, i := s.place(from)
		c.on.add(i)
	}
}

// takeLeaf takes over what a document says of a leaf: it goes, unless it is a lookup.
func (s *State) takeLeaf(l *Listing, n, at Node) {
	c, i := s.place(at)
	if target := l.Target(n); target != "" {
		c.name(i, target)
	}
	if l.Synced(n) {
		c.synced.add(i)
	}
	c.on.add(i)
	x := l.Extra(n)
	if x == nil {
		return
	}
	if c.extras == nil {
		c.extras = map[uint16]*Extra{}
	}
	c.extras[uint16(i)] = x //nolint:gosec // below chunkLen
	if x.Lookup {
		c.on.drop(i)
	}
}
