package objects

import (
	"math/bits"
	"slices"
)

// clone is a State whose slices are still the former's.
func (s *State) clone() *State {
	out := *s
	return &out
}

// Select has all of a Set go, or nothing of it. Lookups that are chosen become
// objects that are copied.
func (s *State) Select(set Set, on bool) *State {
	return s.flip(set, func(was, in uint64) uint64 {
		if on {
			return was | in
		}
		return was &^ in
	}, func(bool) bool { return on })
}

// Invert turns around what goes of a Set.
func (s *State) Invert(set Set) *State {
	return s.flip(set, func(was, in uint64) uint64 { return was ^ in }, func(was bool) bool { return !was })
}

// flip changes what goes of a Set, 64 leaves at a time.
func (s *State) flip(set Set, leaves func(was, in uint64) uint64, box func(was bool) bool) *State {
	out := s.clone()
	out.every = false
	out.boxes = slices.Clone(s.boxes)
	for n := range s.tree.boxes {
		if b := &out.boxes[n]; set.Has(Node(n)) { //nolint:gosec // fits
			if b.whole = box(s.Chosen(Node(n)) == Whole); b.whole { //nolint:gosec // fits
				b.lookup = false
			}
		}
	}
	out.chunks = slices.Clone(s.chunks)
	touched := false
	for at, c := range s.chunks {
		var fresh *chunk
		for w := range c.on {
			leaf := at*chunkLen + w*64
			if leaf >= s.tree.LeafCount() {
				break
			}
			in := set.leafWord(leaf)
			if in == 0 {
				continue
			}
			if now := leaves(c.on[w], in); now != c.on[w] {
				if fresh == nil {
					fresh = c.clone()
				}
				fresh.on[w] = now
			}
		}
		if fresh != nil {
			fresh.copyLookups()
			out.chunks[at], touched = fresh, true
		}
	}
	if touched {
		out.recount()
	}
	out.copyFromLookups()
	out.unwhole(set)
	return out
}

// copyFromLookups has a database or a schema be copied once something in it goes: a
// lookup brings nothing, whatever is said of what is in it.
func (s *State) copyFromLookups() {
	for n := range s.boxes {
		if b := &s.boxes[n]; b.lookup {
			on, _ := s.Count(Node(n))                   //nolint:gosec // fits
			b.lookup = on == 0 && !s.someWhole(Node(n)) //nolint:gosec // fits
		}
	}
}

// copyLookups has those lookups copied that were chosen.
func (c *chunk) copyLookups() {
	for i, x := range c.extras {
		if x.Lookup && c.on.has(int(i)) {
			x = x.Clone()
			x.Lookup = false
			c.putExtra(int(i), x)
		}
	}
}

// unwhole takes back that a box goes as a whole where something in it does not.
func (s *State) unwhole(set Set) {
	for n := s.tree.boxes - 1; n >= 0; n-- {
		box := Node(n) //nolint:gosec // fits
		if on, all := s.Count(box); s.boxes[n].whole && !set.Has(box) && !s.wholeBox(box, on, all) {
			s.boxes[n].whole = false
		}
	}
}

// recount counts anew what goes of each box.
func (s *State) recount() {
	s.counts, s.looks = make([]int32, s.tree.boxes), make([]int32, s.tree.boxes)
	for n := range s.tree.boxes {
		from, to := s.tree.Leaves(Node(n))                                           //nolint:gosec // fits
		s.counts[n] = int32(s.countOn(int(from)-s.tree.boxes, int(to)-s.tree.boxes)) //nolint:gosec // fits
	}
	for at, c := range s.chunks {
		for i, x := range c.extras {
			if x.Lookup && !c.on.has(int(i)) {
				s.looks[s.tree.Parent(s.node(at, int(i)))]++
			}
		}
	}
	s.recountGone()
}

// recountGone counts anew what does not go and is not there any more.
func (s *State) recountGone() {
	s.gone = nil
	if s.known.source == nil {
		return
	}
	source := Set{s.tree, s.known.source}
	for at, c := range s.chunks {
		for w := range c.on {
			leaf := at*chunkLen + w*64
			if leaf >= s.tree.LeafCount() {
				break
			}
			for word := source.missingWord(leaf) &^ c.on[w]; word != 0; word &= word - 1 {
				n := s.node(at, w*64+bits.TrailingZeros64(word))
				if x := s.Extra(n); x != nil && x.Lookup {
					continue
				}
				if s.gone == nil {
					s.gone = make([]int32, s.tree.boxes)
				}
				s.gone[s.tree.Parent(n)]++
			}
		}
	}
}

// countOn counts the chosen of leaves by their numbers.
func (s *State) countOn(from, to int) int {
	n := 0
	for i := from; i < to; {
		c := s.chunks[i/chunkLen]
		w, b := i%chunkLen/64, i%64
		word := c.on[w] >> b
		step := 64 - b
		if left := to - i; left < step {
			step = left
			word &= 1<<left - 1
		}
		n += bits.OnesCount64(word)
		i += step
	}
	return n
}

// SelectEverything has everything go, also databases that are made later (DRS:
// object_scope all).
func (s *State) SelectEverything() *State {
	out := s.Select(Every(s.tree), true)
	out.every = true
	return out
}

// Rename gives an object a name on the target; "" or its own takes that away.
func (s *State) Rename(n Node, target string) *State {
	return s.RenameAll(func(yield func(Node, string) bool) { yield(n, target) })
}

// RenameAll gives many objects names on the target.
func (s *State) RenameAll(names func(yield func(Node, string) bool)) *State {
	out := s.clone()
	out.chunks, out.boxes = slices.Clone(s.chunks), slices.Clone(s.boxes)
	own := map[int]bool{} // chunks whose targets are nobody else's
	names(func(n Node, target string) bool {
		if target == s.tree.Name(n) {
			target = ""
		}
		if s.tree.IsBox(n) {
			out.boxes[n].target = target
			return true
		}
		i := int(n) - s.tree.boxes
		at := i / chunkLen
		switch {
		case out.chunks[at].target(i%chunkLen) == target:
		case own[at]:
			out.chunks[at].name(i%chunkLen, target)
		default:
			c := out.chunks[at].clone()
			c.put(i%chunkLen, target)
			out.chunks[at], own[at] = c, c.targets != nil
		}
		return true
	})
	return out
}

// PutExtra says what else there is to say of a leaf. A lookup does not go.
func (s *State) PutExtra(leaf Node, x *Extra) *State {
	return s.PutExtras(func(yield func(Node, *Extra) bool) { yield(leaf, x) })
}

// PutExtras is PutExtra of many.
func (s *State) PutExtras(extras func(yield func(Node, *Extra) bool)) *State {
	out := s.clone()
	out.chunks, out.boxes = slices.Clone(s.chunks), slices.Clone(s.boxes)
	own := map[int]bool{}
	extras(func(n Node, x *Extra) bool {
		if s.tree.IsBox(n) {
			return true // a box has none
		}
		i := int(n) - s.tree.boxes
		at := i / chunkLen
		if !own[at] {
			c := out.chunks[at].clone()
			c.putExtra(i%chunkLen, x) // its map is a copy from here on
			out.chunks[at], own[at] = c, true
		} else if c := out.chunks[at]; x.Empty() {
			delete(c.extras, uint16(i%chunkLen)) //nolint:gosec // below chunkLen
		} else {
			c.extras[uint16(i%chunkLen)] = x //nolint:gosec // below chunkLen
		}
		if x != nil && x.Lookup {
			out.every = false
			out.chunks[at].on.drop(i % chunkLen)
		}
		return true
	})
	out.recount()
	out.unwhole(NewSet(s.tree))
	return out
}

// SetLookup has an object serve others' filters only, or not any more: then it does
// not go either, until it is chosen.
func (s *State) SetLookup(n Node, on bool) *State {
	if !s.tree.IsBox(n) {
		x := s.Extra(n).Clone()
		x.Lookup = on
		return s.PutExtra(n, x)
	}
	out := s
	if on {
		out = s.Select(SetOf(s.tree, n), false)
	}
	out = out.clone()
	out.boxes = slices.Clone(out.boxes)
	out.boxes[n].lookup = on
	return out
}

// PutRoot names the database on the target that all goes into.
func (s *State) PutRoot(r Root) *State {
	out := s.clone()
	out.root = r
	return out
}
