package objects

import (
	"math"
	"slices"
	"strings"
	"sync"
)

// Builder makes a Listing of what a decoder meets, in any order. A name that comes
// twice is kept once, as it came last.
type Builder struct {
	Scope     Scope
	Root      Root
	MaxTables int
	Unknown   []Member

	boxes []protoBox
	found map[protoKey]int // boxes by parent and name

	leaves protoLeaves
	tails  []protoTail // of leaves with more than a name and a kind
	twice  []int       // the first few that came for a second time
}

type protoKey struct {
	in   int
	name string
}

type protoBox struct {
	box  Box
	in   int // -1: a database
	name string
}

type protoTail struct {
	target string
	extra  *Extra
}

// NewBuilder begins a Listing.
func NewBuilder() *Builder {
	return &Builder{found: map[protoKey]int{}}
}

// Database finds or makes a database; the number stands for it in other calls.
func (b *Builder) Database(name string) int { return b.box(-1, name) }

// Schema finds or makes a schema of a database.
func (b *Builder) Schema(database int, name string) int { return b.box(database, name) }

func (b *Builder) box(in int, name string) int {
	key := protoKey{in, name}
	if n, ok := b.found[key]; ok {
		return n
	}
	key.name = strings.Clone(name)
	b.boxes = append(b.boxes, protoBox{box: Box{Total: -1}, in: in, name: key.name})
	b.found[key] = len(b.boxes) - 1
	return len(b.boxes) - 1
}

// IsDatabase tells a database from a schema.
func (b *Builder) IsDatabase(n int) bool { return b.boxes[n].in < 0 }

// Box is what is said of a database or a schema, to be filled in.
func (b *Builder) Box(n int) *Box { return &b.boxes[n].box }

// Leaf adds a table, view or procedure. Target "" or the name itself is the same
// name; extra may be nil.
func (b *Builder) Leaf(in int, name []byte, kind Kind, target string, synced bool, extra *Extra) {
	leaf := addLeaf(&b.leaves, in, name, kind)
	leaf.synced = synced
	if target == string(name) {
		target = ""
	}
	if target != "" || !extra.Empty() {
		b.tails = append(b.tails, protoTail{target, extra})
		leaf.tail = int32(len(b.tails)) //nolint:gosec // see Full
	}
}

// Full reports that no more names fit: a document of this size is refused before.
func (b *Builder) Full() bool {
	return b.leaves.bytes > math.MaxInt32 || len(b.leaves.names) >= mostNameBlocks || b.leaves.count+len(b.boxes) >= math.MaxInt32-1
}

// Len counts the leaves so far.
func (b *Builder) Len() int { return b.leaves.count }

// Twice are, in the order of Leaf's calls from 0, the leaves that came for a second
// time; Done tells which names these are.
func (b *Builder) Twice() []int { return b.twice }

func (b *Builder) nameOf(leaf int) string {
	return string(b.bytesOf(int32(leaf))) //nolint:gosec // see Full
}

// Done is the Listing, and the first few names that came twice.
func (b *Builder) Done() (l *Listing, twice []Path) {
	t, place := b.shape()
	l = &Listing{Tree: t, Scope: b.Scope, Root: b.Root, MaxTables: b.MaxTables, Unknown: b.Unknown}
	var order []int32
	order, b.twice = b.sorted(place)
	for _, i := range b.twice {
		p := Path{Name: b.nameOf(i)}
		switch box := b.boxes[b.leaves.of(int32(i)).in]; {
		case box.in < 0:
			p.Database = box.name
		default:
			p.Database, p.Schema = b.boxes[box.in].name, box.name
		}
		twice = append(twice, p)
	}
	var names strings.Builder
	size := b.leaves.bytes
	for i := range b.boxes {
		size += len(b.boxes[i].name)
	}
	names.Grow(size)
	l.boxes = make([]Box, len(b.boxes))
	t.at = make([]uint32, 1, len(b.boxes)+len(order)+1)
	end := func() { t.at = append(t.at, uint32(names.Len())) } //nolint:gosec // see Full
	for i, box := range b.inOrder(place) {
		names.WriteString(box.name)
		end()
		l.boxes[i] = box.box
	}
	t.kinds = make([]Kind, len(order))
	t.leaves = make([]Node, len(b.boxes)+1)
	l.chunks = newChunks(len(order))
	for i, leaf := range order {
		p := b.leaves.of(leaf)
		names.Write(b.leaves.name(p))
		end()
		t.kinds[i] = p.kind
		t.leaves[place[p.in]+1]++
		if p.synced {
			l.chunks[i/chunkLen].synced.add(i % chunkLen)
		}
		if p.tail > 0 {
			l.chunks[i/chunkLen].fill(i%chunkLen, b.tails[p.tail-1])
		}
	}
	t.names = names.String()
	t.leaves[0] = Node(t.boxes) //nolint:gosec // fits
	for i := 1; i < len(t.leaves); i++ {
		t.leaves[i] += t.leaves[i-1]
	}
	return l, twice
}

// fill is put and putExtra where nobody shares the chunk yet.
func (c *chunk) fill(i int, tail protoTail) {
	if tail.target != "" {
		c.name(i, tail.target)
	}
	if !tail.extra.Empty() {
		if c.extras == nil {
			c.extras = map[uint16]*Extra{}
		}
		c.extras[uint16(i)] = tail.extra //nolint:gosec // below chunkLen
	}
}

// newChunks are the chunks of n leaves, nothing said of any.
func newChunks(n int) []*chunk {
	all := make([]chunk, (n+chunkLen-1)/chunkLen)
	out := make([]*chunk, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// shape puts databases and schemas in their order: place is where each box comes to
// stand.
func (b *Builder) shape() (t *Tree, place []int) {
	order := make([]int, len(b.boxes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(x, y int) int { return b.compareBoxes(&b.boxes[x], &b.boxes[y]) })
	place = make([]int, len(order))
	t = &Tree{boxes: len(order)}
	t.odd = sync.OnceValue(t.findOddNames)
	for at, i := range order {
		place[i] = at
		if b.boxes[i].in < 0 {
			t.dbs++
		}
	}
	t.under = make([]Node, t.dbs+1)
	for _, box := range b.boxes {
		if box.in >= 0 {
			t.under[place[box.in]+1]++
		}
	}
	t.under[0] = Node(t.dbs) //nolint:gosec // fits
	for i := 1; i < len(t.under); i++ {
		t.under[i] += t.under[i-1]
	}
	return t, place
}

// compareBoxes has databases first, schemas behind them in the order of their databases.
func (b *Builder) compareBoxes(x, y *protoBox) int {
	switch {
	case x.in < 0 && y.in < 0 || x.in == y.in:
		return strings.Compare(x.name, y.name)
	case x.in < 0:
		return -1
	case y.in < 0:
		return 1
	}
	return strings.Compare(b.boxes[x.in].name, b.boxes[y.in].name)
}

func (b *Builder) inOrder(place []int) []protoBox {
	out := make([]protoBox, len(b.boxes))
	for i, at := range place {
		out[at] = b.boxes[i]
	}
	return out
}
