package objects

import (
	"cmp"
	"slices"
	"sort"
)

// measure finds the leaves in sight that take more than a line. Chunks that were
// there before are not looked at again.
func (o *Outline) measure() {
	var all []loudly
	known := map[*chunk][]loudly{}
	for at, c := range o.s.chunks {
		if len(c.extras) == 0 {
			continue
		}
		some, ok := o.extras[c]
		if !ok {
			some = o.s.loudIn(at)
		}
		known[c] = some
		all = append(all, some...)
	}
	o.extras = known
	if len(o.opened) > 0 {
		all = o.withColumns(all)
	}
	o.loud, o.more = o.loud[:0], append(o.more[:0], 0)
	n := int32(0)
	for _, l := range all {
		if o.hits == nil || o.hits.Set.Has(l.leaf) {
			n += l.lines
			o.loud, o.more = append(o.loud, l.leaf), append(o.more, n)
		}
	}
}

// loudIn are the leaves of a chunk of which more than the name is said.
func (s *State) loudIn(chunk int) []loudly {
	var out []loudly
	for i, x := range s.chunks[chunk].extras {
		if n := len(x.Filter) + len(x.Join) + x.addedCount(); n > 0 {
			out = append(out, loudly{s.node(chunk, int(i)), int32(n)}) //nolint:gosec // fits
		}
	}
	slices.SortFunc(out, func(a, b loudly) int { return cmp.Compare(a.leaf, b.leaf) })
	return out
}

// withColumns adds the lines of those leaves that are open.
func (o *Outline) withColumns(all []loudly) []loudly {
	var out []loudly
	for leaf := range o.opened {
		if n := o.columns(leaf); n != 0 {
			out = append(out, loudly{leaf, int32(max(n, 1))}) //nolint:gosec // fits
		}
	}
	out = append(out, all...)
	slices.SortFunc(out, func(a, b loudly) int { return cmp.Compare(a.leaf, b.leaf) })
	kept := out[:0]
	for _, l := range out {
		if n := len(kept); n > 0 && kept[n-1].leaf == l.leaf {
			kept[n-1].lines += l.lines
			continue
		}
		kept = append(kept, l)
	}
	return kept
}

// columns is what Columns says of an open leaf; 0: nothing.
func (o *Outline) columns(leaf Node) int {
	if _, open := o.opened[leaf]; !open || o.Columns == nil {
		return 0
	}
	if n := o.Columns(leaf); n > 0 || n == ReadingColumns {
		return n
	}
	return 0
}

// lay lays out the spans.
func (o *Outline) lay() {
	t := o.s.tree
	if len(o.line) != t.boxes {
		o.line, o.below = make([]int32, t.boxes), make([]int32, t.boxes)
	}
	for i := range o.line {
		o.line[i], o.below[i] = -1, -1
	}
	o.spans, o.count = o.spans[:0], 0
	for db := range Node(t.dbs) { //nolint:gosec // fits
		if !o.shown[db] {
			continue
		}
		o.box(db)
		if !o.open[db] {
			continue
		}
		at := o.count
		for sc, to := t.Schemas(db); sc < to; sc++ {
			if !o.shown[sc] {
				continue
			}
			o.box(sc)
			if inner := o.count; o.open[sc] {
				o.leaves(sc)
				o.note(sc, inner)
			}
		}
		o.leaves(db)
		o.note(db, at)
	}
}

func (o *Outline) put(box Node, part spanPart, lines int) {
	o.spans = append(o.spans, span{int32(o.count), box, part}) //nolint:gosec // fits
	o.count += lines
}

func (o *Outline) box(n Node) {
	o.line[n] = int32(o.count) //nolint:gosec // fits
	o.put(n, spanBox, 1)
}

func (o *Outline) leaves(box Node) {
	from, to := o.s.tree.Leaves(box)
	if n := o.before(to) - o.before(from) + o.moreBefore(to) - o.moreBefore(from); n > 0 {
		o.below[box] = int32(o.count) //nolint:gosec // fits
		o.put(box, spanLeaves, n)
	}
}

// note has a box that is open and shows nothing say so.
func (o *Outline) note(box Node, before int) {
	if o.count == before {
		o.put(box, spanNote, 1)
	}
}

// moreBefore is how many lines leaves in sight before one take besides their own.
func (o *Outline) moreBefore(leaf Node) int {
	i, _ := slices.BinarySearch(o.loud, leaf)
	return int(o.more[i])
}

// Len counts the lines.
func (o *Outline) Len() int { return o.count }

// Line is a line by its number.
func (o *Outline) Line(i int) Line {
	sp := o.spans[sort.Search(len(o.spans), func(k int) bool { return int(o.spans[k].from) > i })-1]
	switch sp.part {
	case spanBox:
		return o.self(sp.box)
	case spanNote:
		return Line{Node: sp.box, Part: Note, Depth: o.depth(sp.box) + 1}
	default:
		return o.leafLine(sp.box, i-int(sp.from))
	}
}

// leafLine is the line at a place among those of a box's leaves.
func (o *Outline) leafLine(box Node, at int) Line {
	from, to := o.s.tree.Leaves(box)
	first := o.before(from)
	lo, _ := slices.BinarySearch(o.loud, from)
	hi, _ := slices.BinarySearch(o.loud, to)
	// The last loud leaf that begins here or before: its line is as far down as there
	// are leaves, and lines of loud ones, before it.
	k := lo + sort.Search(hi-lo, func(k int) bool { return o.place(lo, lo+k, first) > at }) - 1
	if k < lo {
		return o.self(o.leaf(first + at))
	}
	within := at - o.place(lo, k, first)
	more := int(o.more[k+1] - o.more[k])
	if within <= more {
		return o.part(o.loud[k], within)
	}
	return o.self(o.leaf(o.before(o.loud[k]) + within - more))
}

// place is the line of a loud leaf among those of the leaves of its box; lo is the
// first loud one there, first how many leaves are before them all.
func (o *Outline) place(lo, k, first int) int {
	return o.before(o.loud[k]) - first + int(o.more[k]-o.more[lo])
}

// part is the line of a leaf by its number from the leaf on.
func (o *Outline) part(leaf Node, within int) Line {
	l := o.self(leaf)
	if within == 0 {
		return l
	}
	l.Depth++
	l.Index = within - 1
	for part, n := range o.parts(leaf) {
		if l.Index < n {
			l.Part = Part(part) //nolint:gosec // few
			return l
		}
		l.Index -= n
	}
	return l
}

// parts counts the lines of each part of a leaf.
func (o *Outline) parts(leaf Node) (n [Note + 1]int) {
	if x := o.s.Extra(leaf); x != nil {
		n[Where], n[Join], n[Adds] = len(x.Filter), len(x.Join), x.addedCount()
	}
	if c := o.columns(leaf); c > 0 {
		n[ColumnLine] = c
	} else if c == ReadingColumns {
		n[Note] = 1
	}
	return n
}

// self is an object's own line, wherever it is.
func (o *Outline) self(n Node) Line { return Line{Node: n, Depth: o.depth(n)} }

func (o *Outline) depth(n Node) int {
	d := 0
	for up := o.s.tree.Parent(n); up != None; up = o.s.tree.Parent(up) {
		d++
	}
	return d
}

// Find is where a line stands. If it is not seen, ok is false and the line is the
// nearest there is above it: the leaf, the box; the first one if there is none.
func (o *Outline) Find(l Line) (i int, ok bool) {
	t := o.s.tree
	if l.Node < 0 || int(l.Node) >= t.Len() {
		return 0, false
	}
	if t.IsBox(l.Node) {
		return o.findBox(l)
	}
	box := t.Parent(l.Node)
	if o.below[box] < 0 || !o.Shows(l.Node) {
		i, _ = o.findBox(o.self(box))
		return i, false
	}
	from, _ := t.Leaves(box)
	i = int(o.below[box]) + o.before(l.Node) - o.before(from) + o.moreBefore(l.Node) - o.moreBefore(from)
	if l.Part == Self {
		return i, l.Index == 0
	}
	at := 1
	for part, n := range o.parts(l.Node) {
		if part == int(l.Part) && l.Index >= 0 && l.Index < n {
			return i + at + l.Index, true
		}
		at += n
	}
	return i, false
}

func (o *Outline) findBox(l Line) (i int, ok bool) {
	for n := l.Node; n != None; n = o.s.tree.Parent(n) {
		if o.line[n] < 0 {
			continue
		}
		i = int(o.line[n])
		if n != l.Node || l.Part == Self && l.Index == 0 {
			return i, n == l.Node
		}
		if l.Part == Note && l.Index == 0 && i+1 < o.count {
			below := o.Line(i + 1)
			if below.Node == n && below.Part == Note {
				return i + 1, true
			}
		}
		return i, false
	}
	return 0, false
}

// Parent is the line that a line stands below; -1: none.
func (o *Outline) Parent(i int) int {
	l := o.Line(i)
	up := l.Node
	if l.Part == Self {
		up = o.s.tree.Parent(l.Node)
	}
	if up == None {
		return -1
	}
	at, _ := o.Find(o.self(up))
	return at
}
