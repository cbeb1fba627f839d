package objects

import "slices"

// Onto is mine on top of theirs, where both began at base: an object that mine left as
// base has it follows theirs, any other stands as mine has it. All three are over one
// Tree.
func Onto(base, mine, theirs *State) *State {
	touched := Compare(base, mine).Set()
	out := theirs
	if mine.every && !base.every {
		out = out.SelectEverything()
	}
	// Lookups first: what only serves others leaves its database whole, and would not once it
	// was taken out as an object.
	out = out.PutExtras(func(yield func(Node, *Extra) bool) {
		touched.Each(func(n Node) bool { return out.tree.IsBox(n) || yield(n, mine.Extra(n)) })
	})
	on, off := NewSet(out.tree), NewSet(out.tree)
	touched.Each(func(n Node) bool {
		switch {
		case out.tree.IsBox(n):
		case mine.Chosen(n) == Whole:
			on.Put(n)
		default:
			off.Put(n)
		}
		return true
	})
	if !on.Empty() {
		every := out.every
		out = out.Select(on, true)
		out.every = every
	}
	if !off.Empty() {
		out = out.Select(off, false)
	}
	out = out.RenameAll(func(yield func(Node, string) bool) {
		touched.Each(func(n Node) bool {
			if out.tree.IsBox(n) {
				return true
			}
			return yield(n, mine.Target(n))
		})
	})
	out.boxesOnto(base, mine)
	if base.root.Name != mine.root.Name || base.root.Encoding != mine.root.Encoding {
		out.root = mine.root
	}
	if base.every != mine.every {
		out.every = mine.every
	}
	return out
}

// boxesOnto has what mine changed of databases and schemas stand as mine has it. A box may
// say that it goes as a whole and not do so, since something in it does not: what it does
// counts.
func (s *State) boxesOnto(base, mine *State) {
	s.boxes = slices.Clone(s.boxes)
	for n := range s.boxes {
		was, is, out := base.boxes[n], mine.boxes[n], &s.boxes[n]
		if was.target != is.target {
			out.target = is.target
		}
		does := func(s *State) bool { return s.Chosen(Node(n)) == Whole } //nolint:gosec // fits
		if was.whole != is.whole || does(base) != does(mine) {
			out.whole = is.whole
		}
		if was.lookup != is.lookup {
			out.lookup = is.lookup
		}
	}
	s.copyFromLookups()
	s.unwhole(NewSet(s.tree))
}
