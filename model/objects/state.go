package objects

import "math/bits"

// State is what goes: a value that never changes. Every change gives another State,
// which shares with this one whatever stayed as it was, so that a hundred of them
// cost little more than one.
type State struct {
	tree   *Tree
	known  *known
	chunks []*chunk
	boxes  []boxState
	counts []int32 // chosen leaves that lie in each box itself
	looks  []int32 // lookups that lie in each box itself
	gone   []int32 // leaves that do not go and that the source does not hold; nil: none
	root   Root
	every  bool // DRS: object_scope all, also what will be there later
}

// boxState is what is chosen of a database or a schema itself.
type boxState struct {
	target string
	whole  bool // all of it: counts where its leaves cannot tell
	lookup bool
}

// known is what is known of objects and does not change with what is chosen.
type known struct {
	scope    Scope // of the document it was opened from
	source   []uint64
	complete []bool // of boxes: all that is in it is in the Tree
	held     []Box  // as the job's document has them
	unknown  []Member
	read     bool // the source was read
}

// Chosen says how much of an object goes.
type Chosen uint8

// Nothing of it, some of what is in it, or all.
const (
	Nothing Chosen = iota
	Some
	Whole
)

// Tree is what there is.
func (s *State) Tree() *Tree { return s.tree }

// Every reports that everything goes, also databases that are made later.
func (s *State) Every() bool { return s.every }

// Root is the database on the target that all goes into.
func (s *State) Root() Root { return s.root }

// Scope is the level that the job's own document chose at.
func (s *State) Scope() Scope { return s.known.scope }

// OnSource reports whether the source was seen to hold an object; true as long as
// nobody has read the source.
func (s *State) OnSource(n Node) bool {
	return s.known.source == nil || s.known.source[n>>6]&(1<<(n&63)) != 0
}

// SourceRead reports whether the source was read.
func (s *State) SourceRead() bool { return s.known.read }

// Complete reports whether all that is in a box is known.
func (s *State) Complete(box Node) bool { return s.known.complete[box] }

func (s *State) place(leaf Node) (c *chunk, i int) {
	i = int(leaf) - s.tree.boxes
	return s.chunks[i/chunkLen], i % chunkLen
}

// Count counts the leaves of an object that go, and all of them. A leaf is one.
func (s *State) Count(n Node) (on, all int) {
	if !s.tree.IsBox(n) {
		c, i := s.place(n)
		if c.on.has(i) {
			return 1, 1
		}
		return 0, 1
	}
	on = int(s.counts[n])
	for from, to := s.tree.Schemas(n); from < to; from++ {
		on += int(s.counts[from])
	}
	return on, s.tree.Within(n)
}

// Total counts the leaves that go, and all of them.
func (s *State) Total() (on, all int) {
	for _, n := range s.counts {
		on += int(n)
	}
	return on, s.tree.LeafCount()
}

// Chosen says how much of an object goes.
func (s *State) Chosen(n Node) Chosen {
	if !s.tree.IsBox(n) {
		on, _ := s.Count(n)
		return []Chosen{Nothing, Whole}[on]
	}
	on, all := s.Count(n)
	switch {
	case s.wholeBox(n, on, all):
		return Whole
	case on > 0 || s.someWhole(n):
		return Some
	}
	return Nothing
}

// wholeBox reports a box that goes as a whole, lookups in it and what is gone aside.
// Where its leaves cannot tell, because there are none or not all are known, it says
// so itself.
func (s *State) wholeBox(n Node, on, all int) bool {
	if s.boxes[n].lookup {
		return false
	}
	look := s.aside(n)
	from, to := s.tree.Schemas(n)
	for sc := from; sc < to; sc++ {
		left := s.aside(sc)
		look += left
		if l, r := s.tree.Leaves(sc); int(r-l) == left && !s.boxes[sc].whole {
			return false
		}
	}
	if !s.known.complete[n] || all == look {
		return s.boxes[n].whole && on+look == all
	}
	return on+look == all
}

// aside counts the leaves in a box itself that do not keep it from going as a whole.
func (s *State) aside(box Node) int {
	n := int(s.looks[box])
	if s.gone != nil {
		n += int(s.gone[box])
	}
	return n
}

func (s *State) someWhole(n Node) bool {
	for from, to := s.tree.Schemas(n); from < to; from++ {
		if s.boxes[from].whole && !s.boxes[from].lookup {
			return true
		}
	}
	return false
}

// Target is an object's name on the target; its own if it has no other.
func (s *State) Target(n Node) string {
	target := ""
	if s.tree.IsBox(n) {
		target = s.boxes[n].target
	} else {
		c, i := s.place(n)
		target = c.target(i)
	}
	if target == "" {
		return s.tree.Name(n)
	}
	return target
}

// Mapped reports another name on the target.
func (s *State) Mapped(n Node) bool {
	if s.tree.IsBox(n) {
		return s.boxes[n].target != ""
	}
	c, i := s.place(n)
	return c.target(i) != ""
}

// Extra is what else is said of a leaf; nil: nothing. It is not to be changed.
func (s *State) Extra(leaf Node) *Extra {
	if s.tree.IsBox(leaf) {
		return nil
	}
	c, i := s.place(leaf)
	return c.extra(i)
}

// Lookup reports an object that only serves others' filters.
func (s *State) Lookup(n Node) bool {
	if s.tree.IsBox(n) {
		return s.boxes[n].lookup
	}
	x := s.Extra(n)
	return x != nil && x.Lookup
}

// Synced reports an object that is on the target already: its name there stays.
func (s *State) Synced(n Node) bool {
	if s.tree.IsBox(n) {
		return s.known.held[n].Synced
	}
	c, i := s.place(n)
	return c.synced.has(i)
}

// EachExtra calls f with every leaf that has an Extra, in order, until f says false.
func (s *State) EachExtra(f func(Node, *Extra) bool) {
	for at, c := range s.chunks {
		if len(c.extras) == 0 {
			continue
		}
		for _, i := range c.extraPlaces() {
			if !f(s.node(at, int(i)), c.extras[i]) {
				return
			}
		}
	}
}

// node is the leaf at a place of a chunk.
func (s *State) node(chunk, i int) Node { return Node(s.tree.boxes + chunk*chunkLen + i) } //nolint:gosec // fits

// ChosenSet holds the leaves that go.
func (s *State) ChosenSet() Set {
	out := NewSet(s.tree)
	for at, c := range s.chunks {
		for w, word := range c.on {
			out.putLeafWord(at*chunkLen+w*64, word)
		}
	}
	return out
}

// Waiting counts the leaves that go and are not on the target: of a job that runs they
// wait for a re-edit, or are being copied.
func (s *State) Waiting() int {
	n := 0
	for _, c := range s.chunks {
		for w := range c.on {
			n += bits.OnesCount64(c.on[w] &^ c.synced[w])
		}
	}
	return n
}
