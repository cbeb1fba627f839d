package objects

import (
	"slices"
	"strings"
)

// ontoOneTree has two States stand on one Tree: now's own, if it holds all that the
// other says something of.
func ontoOneTree(base, now *State) (was, is *State) {
	if base.tree == now.tree {
		return base, now
	}
	if !slices.Contains(places(base.saidListing(), now.tree), None) {
		return base.ontoTree(now.tree, places(&Listing{Tree: base.tree}, now.tree)), now
	}
	tree := union(&Listing{Tree: base.tree}, &Listing{Tree: now.tree})
	return base.ontoTree(tree, places(&Listing{Tree: base.tree}, tree)),
		now.ontoTree(tree, places(&Listing{Tree: now.tree}, tree))
}

// ontoTree is a State over another Tree that means the same there; at is where each
// node comes to stand, None for what is let go. What else is there goes where the
// State takes what is made later.
func (s *State) ontoTree(t *Tree, at []Node) *State {
	out := &State{
		tree: t, chunks: newChunks(t.LeafCount()), boxes: make([]boxState, t.boxes), root: s.root,
		every: s.every && s.Level() == ScopeAll,
		known: &known{
			scope: s.known.scope, complete: make([]bool, t.boxes), held: make([]Box, t.boxes),
			unknown: s.known.unknown, read: s.known.read, source: make([]uint64, (t.Len()+63)/64),
		},
	}
	for i := range out.known.held {
		out.known.held[i].Total = -1
		out.boxes[i].whole = out.every
	}
	for n, to := range at {
		if to >= 0 && s.OnSource(Node(n)) { //nolint:gosec // fits
			out.known.source[to>>6] |= 1 << (to & 63)
		}
	}
	if out.every {
		for box := range Node(t.boxes) { //nolint:gosec // fits
			out.takeWhole(box)
		}
	}
	out.boxesOver(s, at)
	for i, to := range at[s.tree.boxes:] {
		if to < 0 {
			continue
		}
		c, j := out.place(to)
		c.takeOver(j, s.chunks[i/chunkLen], i%chunkLen)
	}
	out.recount()
	return out
}

// boxesOver takes over databases and schemas, and has those take what is new in them
// that do so.
func (s *State) boxesOver(from *State, at []Node) {
	fine := from.fineBoxes()
	for n, to := range at[:from.tree.boxes] {
		if to < 0 {
			continue
		}
		n := Node(n) //nolint:gosec // fits
		later := from.takesLater(n, fine)
		if later {
			s.takeWhole(to)
			for sc, end := s.tree.Schemas(to); sc < end; sc++ {
				s.boxes[sc].whole = true
				s.takeWhole(sc)
			}
		}
		s.boxes[to] = from.boxes[n]
		s.boxes[to].whole = later // elsewhere its leaves tell
		s.known.complete[to], s.known.held[to] = from.known.complete[n], from.known.held[n]
	}
}

// takeOver has a leaf be what one of another chunk is; nobody shares the chunk yet.
func (c *chunk) takeOver(j int, from *chunk, i int) {
	if from.on.has(i) {
		c.on.add(j)
	} else {
		c.on.drop(j)
	}
	if from.synced.has(i) {
		c.synced.add(j)
	}
	c.fill(j, protoTail{from.target(i), from.extra(i)})
}

func orNoExtra(x *Extra) *Extra {
	if x == nil {
		return &Extra{}
	}
	return x
}

// sameEncoding writes an encoding as it is compared: UTF-8, utf8 and none are one.
func sameEncoding(name string) string {
	name = strings.ToLower(strings.ReplaceAll(name, "-", ""))
	if name == "utf8" {
		return ""
	}
	return name
}

// sameColumns compares those columns that are added, or those that are not, by what
// is said of them and not in which order.
func sameColumns(a, b []Column, added bool) bool {
	if len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) {
		return true
	}
	x, y := columnsInOrder(a, added), columnsInOrder(b, added)
	return slices.EqualFunc(x, y, func(c, d Column) bool {
		return c.Name == d.Name && orName(c.Target, c.Name) == orName(d.Target, d.Name) && keepWord(c) == keepWord(d) &&
			c.FilterKey == d.FilterKey && c.FilterIndex == d.FilterIndex && c.Lookup == d.Lookup &&
			c.Operation == d.Operation && c.Value == d.Value && (!added || c.Type == d.Type)
	})
}

func columnsInOrder(all []Column, added bool) []Column {
	var out []Column
	for _, c := range all {
		if c.Added == added {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Column) int { return strings.Compare(a.Name, b.Name) })
	return out
}
