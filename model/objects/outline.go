package objects

import (
	"math/bits"
	"slices"
	"sort"
)

// Outline is what is seen of a tree, line by line: boxes that are open show what is
// in them, leaves what is said of them. It costs what there are boxes to open or to
// close one, and the logarithm of what there is to tell a line; with a new State or
// new Hits also what there are leaves of which more than the name is said.
//
//	database
//	  schema
//	    leaf, and below it without being opened
//	      its row filters, the conditions of a lookup, its added columns
//	      its columns, where it is open
//	  leaf of a database without schemas
type Outline struct {
	// Columns says how many lines the columns of an opened leaf take; 0 or -1: none,
	// ReadingColumns: a line that says that they are being read. See Measure.
	Columns func(leaf Node) int

	s      *State
	hits   *Hits
	open   []bool              // boxes
	opened map[Node]struct{}   // leaves
	extras map[*chunk][]loudly // of the chunks of the State that have any

	ranks []int32 // with hits: how many of them stand before each word of the Set
	shown []bool  // boxes
	loud  []Node  // leaves in sight that take more than a line, in order
	more  []int32 // how many lines more all before each of them take; one more for the end

	spans []span  // what there are lines of, in their order
	line  []int32 // of each box; -1: not seen
	below []int32 // where the leaves of each box begin; -1: not seen
	count int
}

// loudly is a leaf and how many lines it takes besides its own.
type loudly struct {
	leaf  Node
	lines int32
}

// span are lines that lie side by side: a box, its leaves, or the note that there
// is nothing in it.
type span struct {
	from int32
	box  Node
	part spanPart
}

type spanPart uint8

const (
	spanBox spanPart = iota
	spanLeaves
	spanNote
)

// ReadingColumns is said of a leaf whose columns are being read.
const ReadingColumns = -2

// Part is what a line shows.
type Part uint8

// The parts. A Note stands below a box that is open and shows nothing, and below a
// leaf whose columns are being read.
const (
	Self       Part = iota
	Where           // one row filter of a leaf
	Join            // one condition of a lookup
	Adds            // one column that is made on the target
	ColumnLine      // one column
	Note
)

// Line is one line of an Outline. It can be compared, and stays the same line
// whatever opens or closes around it.
type Line struct {
	Node  Node
	Part  Part
	Index int // of its part: the third filter
	Depth int // 0: a database
}

// NewOutline shows the databases of a State, all closed.
func NewOutline(s *State) *Outline {
	o := &Outline{}
	o.fresh(s)
	o.Show(s, nil)
	return o
}

func (o *Outline) fresh(s *State) {
	o.s, o.opened, o.extras = s, map[Node]struct{}{}, nil
	o.open = make([]bool, s.tree.boxes)
}

// Show takes a new State, and what is to be seen of it; nil: all. What is open stays
// open, in another Tree by its names.
func (o *Outline) Show(s *State, hits *Hits) {
	if s.tree != o.s.tree {
		from := *o
		o.fresh(s)
		o.reopen(&from)
	}
	o.s, o.hits = s, hits
	o.rank()
	o.show()
	o.measure()
	o.lay()
}

// State is the one that is shown.
func (o *Outline) State() *State { return o.s }

// Open shows what is in a box, or the columns of a leaf.
func (o *Outline) Open(n Node) {
	if o.s.tree.IsBox(n) {
		o.open[n] = true
	} else {
		o.opened[n] = struct{}{}
		o.measure()
	}
	o.lay()
}

// Close hides it again.
func (o *Outline) Close(n Node) {
	if o.s.tree.IsBox(n) {
		o.open[n] = false
	} else {
		delete(o.opened, n)
		o.measure()
	}
	o.lay()
}

// IsOpen reports whether what is in a box, or the columns of a leaf, is shown.
func (o *Outline) IsOpen(n Node) bool {
	if o.s.tree.IsBox(n) {
		return o.open[n]
	}
	_, open := o.opened[n]
	return open
}

// OpenAll opens every box.
func (o *Outline) OpenAll() { o.all(true) }

// CloseAll closes every box, and every leaf.
func (o *Outline) CloseAll() {
	clear(o.opened)
	o.measure()
	o.all(false)
}

func (o *Outline) all(open bool) {
	for i := range o.open {
		o.open[i] = open
	}
	o.lay()
}

// Reveal opens the boxes that an object is in.
func (o *Outline) Reveal(n Node) {
	for up := o.s.tree.Parent(n); up != None; up = o.s.tree.Parent(up) {
		o.open[up] = true
	}
	o.lay()
}

// Measure asks Columns anew: call it when columns have come or are being read.
func (o *Outline) Measure() {
	o.measure()
	o.lay()
}

// rank counts the hits before each word of their Set.
func (o *Outline) rank() {
	o.ranks = nil
	if o.hits == nil {
		return
	}
	o.ranks = make([]int32, len(o.hits.Set.bits)+1)
	n := 0
	for i, w := range o.hits.Set.bits {
		o.ranks[i] = int32(n) //nolint:gosec // fits
		n += bits.OnesCount64(w)
	}
	o.ranks[len(o.hits.Set.bits)] = int32(n) //nolint:gosec // fits
}

// before is how many leaves are to be seen before one, whether it is or not.
func (o *Outline) before(leaf Node) int {
	if o.hits == nil {
		return int(leaf) - o.s.tree.boxes
	}
	w := int(leaf >> 6)
	n := int(o.ranks[w])
	if b := leaf & 63; b > 0 {
		n += bits.OnesCount64(o.hits.Set.bits[w] & (1<<b - 1))
	}
	return n
}

// leaf is the one that as many are to be seen before.
func (o *Outline) leaf(before int) Node {
	if o.hits == nil {
		return Node(o.s.tree.boxes + before) //nolint:gosec // fits
	}
	w := sort.Search(len(o.ranks)-1, func(i int) bool { return int(o.ranks[i+1]) > before })
	word := o.hits.Set.bits[w]
	for range before - int(o.ranks[w]) {
		word &= word - 1
	}
	return Node(w<<6 + bits.TrailingZeros64(word)) //nolint:gosec // fits
}

// Seen counts the leaves of a box that are to be seen once it is open.
func (o *Outline) Seen(box Node) int {
	t := o.s.tree
	from, to := t.Leaves(box)
	n := o.before(to) - o.before(from)
	if from, to := t.Schemas(box); to > from {
		n += o.before(t.leaves[to]) - o.before(t.leaves[from])
	}
	return n
}

// Shows reports whether the hits let an object be seen, were everything open.
func (o *Outline) Shows(n Node) bool {
	if o.s.tree.IsBox(n) {
		return o.shown[n]
	}
	return o.hits == nil || o.hits.Set.Has(n)
}

// show finds the boxes that are to be seen: with something in them, or for their
// own sake, or for a schema's.
func (o *Outline) show() {
	t := o.s.tree
	if len(o.shown) != t.boxes {
		o.shown = make([]bool, t.boxes)
	}
	for n := Node(t.boxes) - 1; n >= 0; n-- { //nolint:gosec // fits
		o.shown[n] = o.hits == nil || o.hits.Named.Has(n) || o.Seen(n) > 0
		if from, to := t.Schemas(n); !o.shown[n] && to > from {
			o.shown[n] = slices.Contains(o.shown[from:to], true)
		}
	}
}

// At is Line: an Outline is the rows of a tree's widget.
func (o *Outline) At(i int) Line { return o.Line(i) }

// Place is Find without the question whether it is the line itself.
func (o *Outline) Place(l Line) int {
	i, _ := o.Find(l)
	return i
}
