package objects

import (
	"math/bits"
	"slices"
)

// DiffKind says in what an object differs.
type DiffKind uint8

// What may differ. An object that joins or leaves differs in nothing else: its name
// and its filter come and go with it.
const (
	Joins        DiffKind = iota // it goes, and did not
	Leaves                       // it does not go any more
	Renames                      // another name on the target, or another database or schema
	Filters                      // its row filter, or how a lookup is joined
	PicksColumns                 // columns left out, or under other names
	AddsColumns                  // columns that are made on the target
	LooksUp                      // it is only looked up, or is not any more
	TakesLater                   // a box takes what is made in it later, or does not any more
	ChangesScope                 // of the whole document: its scope
	ChangesRoot                  // of the whole document: the database that all goes into
	diffKinds
)

// nodeKinds are those that a single object may have.
const nodeKinds = ChangesScope

// Diff is what differs between two States.
type Diff struct {
	base, now *State // over one Tree
	sets      [nodeKinds]Set
	any       Set            // all of them together; its zero value is none
	counts    [diffKinds]int // leaves; of TakesLater boxes
	boxes     [diffKinds]int // databases and schemas
	synced    int            // of the leaves that leave: on the target already
	changes   int
	wasFine   []bool
	isFine    []bool
}

// Compare says in what two States differ. Those of one Tree share what did not
// change, and only the rest is looked at. Of two Trees objects are the same if their
// names are.
func Compare(base, now *State) *Diff {
	base, now = ontoOneTree(base, now)
	d := &Diff{base: base, now: now}
	d.compareLeaves()
	d.compareBoxes()
	if base.Level() != now.Level() {
		d.counts[ChangesScope] = 1
	}
	if base.root.Name != now.root.Name || sameEncoding(base.root.Encoding) != sameEncoding(now.root.Encoding) {
		d.counts[ChangesRoot] = 1
	}
	d.any = d.together()
	d.changes = d.count()
	return d
}

// Tree is what the Diff's objects stand in: that of the State that is now, unless
// something went before which that does not know. States that came out of one
// ReopenAll always share theirs.
func (d *Diff) Tree() *Tree { return d.now.tree }

// Empty reports that nothing differs.
func (d *Diff) Empty() bool { return d.counts == [diffKinds]int{} && d.boxes == [diffKinds]int{} }

// Count counts the leaves that differ in something; of TakesLater the databases and
// schemas, of ChangesScope and ChangesRoot the document.
func (d *Diff) Count(kind DiffKind) int { return d.counts[kind] }

// Boxes counts the databases and schemas that differ in something.
func (d *Diff) Boxes(kind DiffKind) int { return d.boxes[kind] }

// Leaving counts what leaves: of a started job it is not kept up to date any more.
// A database of which nothing below is known counts as one.
func (d *Diff) Leaving() int { return d.counts[Leaves] + d.boxes[Leaves] }

// Synced counts those leaves that leave and are on the target already.
func (d *Diff) Synced() int { return d.synced }

// Changes counts what somebody has done, as far as it can be told: a database or a
// schema that joins or leaves as a whole is one change with all that is in it; else
// each object that differs is one, however much of it does. That a box takes later
// tables, or that the scope is another, counts where nothing else explains it.
func (d *Diff) Changes() int { return d.changes }

// Of holds the objects that differ in something.
func (d *Diff) Of(kind DiffKind) Set {
	if d.sets[kind].tree == nil {
		return NewSet(d.now.tree)
	}
	return d.sets[kind]
}

// Set holds all that differs. It is not to be changed.
func (d *Diff) Set() Set {
	if d.any.tree == nil {
		return NewSet(d.now.tree)
	}
	return d.any
}

// together is Set; its zero value is none.
func (d *Diff) together() (out Set) {
	for _, set := range d.sets {
		switch {
		case set.tree == nil:
		case out.tree == nil:
			out = Set{set.tree, slices.Clone(set.bits)}
		default:
			for i, w := range set.bits {
				out.bits[i] |= w
			}
		}
	}
	return out
}

// set is made when the first object comes into it.
func (d *Diff) set(kind DiffKind) Set {
	if d.sets[kind].tree == nil {
		d.sets[kind] = NewSet(d.now.tree)
	}
	return d.sets[kind]
}

func (d *Diff) has(kind DiffKind, n Node) bool {
	return d.sets[kind].tree != nil && d.sets[kind].Has(n)
}

func (d *Diff) put(kind DiffKind, n Node) {
	d.set(kind).Put(n)
	d.counts[kind]++
}

// compareLeaves goes along the chunks that are not shared.
func (d *Diff) compareLeaves() {
	for at, was := range d.base.chunks {
		is := d.now.chunks[at]
		if was == is {
			continue
		}
		for w := range was.on {
			if was.on[w] != is.on[w] {
				d.putWord(Joins, at*chunkLen+w*64, is.on[w]&^was.on[w])
				d.putWord(Leaves, at*chunkLen+w*64, was.on[w]&^is.on[w])
				d.synced += bits.OnesCount64(was.on[w] &^ is.on[w] & (was.synced[w] | is.synced[w]))
			}
		}
		d.compareTargets(at, was, is)
		d.compareExtras(at, was, is)
	}
}

// putWord takes in 64 leaves from a leaf's number on.
func (d *Diff) putWord(kind DiffKind, leaf int, word uint64) {
	if word == 0 {
		return
	}
	d.set(kind).putLeafWord(leaf, word)
	d.counts[kind] += bits.OnesCount64(word)
}

func (d *Diff) compareTargets(at int, was, is *chunk) {
	if sameTargets(was.targets, is.targets) {
		return
	}
	for w := range was.on {
		for word := was.on[w] & is.on[w]; word != 0; word &= word - 1 {
			i := w<<6 + bits.TrailingZeros64(word)
			if was.target(i) != is.target(i) {
				d.put(Renames, d.now.node(at, i))
			}
		}
	}
}

// sameTargets reports names that two chunks share.
func sameTargets(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func (d *Diff) compareExtras(at int, was, is *chunk) {
	for i, x := range was.extras {
		if y := is.extras[i]; x != y {
			d.extra(at, int(i), x, y, was, is)
		}
	}
	for i, y := range is.extras {
		if was.extras[i] == nil {
			d.extra(at, int(i), nil, y, was, is)
		}
	}
}

// extra compares what is said of one leaf that does the same before and after.
func (d *Diff) extra(at, i int, x, y *Extra, was, is *chunk) {
	n := d.now.node(at, i)
	old, young := orNoExtra(x), orNoExtra(y)
	before, after := was.on.has(i), is.on.has(i)
	looked, looks := old.Lookup && !before, young.Lookup && !after
	if looked != looks {
		d.put(LooksUp, n)
		return
	}
	if before != after || !before && !looked {
		return
	}
	if before && (old.DBAlias != young.DBAlias || old.SchemaAlias != young.SchemaAlias) && !d.has(Renames, n) {
		d.put(Renames, n)
	}
	if before && !slices.Equal(old.Filter, young.Filter) || !slices.Equal(old.Join, young.Join) {
		d.put(Filters, n)
	}
	if !sameColumns(old.Columns, young.Columns, false) {
		d.put(PicksColumns, n)
	}
	if !sameColumns(old.Columns, young.Columns, true) {
		d.put(AddsColumns, n)
	}
}

// compareBoxes compares databases and schemas themselves. One that joins or leaves
// counts as such only where no leaf does it in its place.
func (d *Diff) compareBoxes() {
	d.wasFine, d.isFine = d.base.fineBoxes(), d.now.fineBoxes()
	for n := range Node(d.now.tree.boxes) { //nolint:gosec // fits
		was, is := d.base.Chosen(n), d.now.Chosen(n)
		if was == Nothing && is == Nothing && d.base.boxes[n].lookup == d.now.boxes[n].lookup {
			continue
		}
		put := func(kind DiffKind) {
			d.set(kind).Put(n)
			d.boxes[kind]++
		}
		switch {
		case was == Nothing && is == Whole && d.now.bare(n):
			put(Joins)
		case was == Whole && is == Nothing && d.base.bare(n):
			put(Leaves)
		}
		if was != Nothing && is != Nothing && d.base.boxes[n].target != d.now.boxes[n].target {
			put(Renames)
		}
		if d.base.boxes[n].lookup != d.now.boxes[n].lookup {
			put(LooksUp)
		}
		if was != Nothing && is != Nothing && d.base.takesLater(n, d.wasFine) != d.now.takesLater(n, d.isFine) {
			put(TakesLater)
			d.counts[TakesLater]++
		}
	}
}

// bare reports a box whose leaves cannot tell that it goes: none of them does.
func (s *State) bare(n Node) bool {
	on, _ := s.Count(n)
	return on == 0
}
