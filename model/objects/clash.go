package objects

import (
	"context"
	"slices"
	"strings"
)

// Clash is two objects that would have one name on the target.
type Clash struct {
	A, B     Node
	Database string // on the target
	Schema   string
	Name     string
	Case     bool // only for a target that does not tell upper-case letters from lower-case ones
}

// String is the name that both would have, cleaned.
func (c Clash) String() string { return Path{c.Database, c.Schema, c.Name}.String() }

// Clashed is all that clashes in a State.
type Clashed struct {
	Set   Set // objects that have the name of another one
	Count int // … so many
	Pairs []Clash

	CaseSet   Set // objects whose name differs from another one's in upper and lower case alone
	CaseCount int
	CasePairs []Clash

	Unseen []Node // boxes that share a target with another box and are not all known
}

// clashPairs is how many pairs are told.
const clashPairs = 50

// Clashes finds the objects that would have one name on the target.
func Clashes(s *State) Clashed {
	out, _ := ClashesOf(context.Background(), s, false)
	return out
}

// ClashesOf is Clashes that stops with the error of ctx. fold also looks for names
// that differ in upper and lower case alone, among objects that have other names than
// on the source and those beside them.
//
// Names on a source are unique, so that only those have to be looked at that are
// mapped, or lie in boxes that share a target.
func ClashesOf(ctx context.Context, s *State, fold bool) (Clashed, error) {
	f := finder{State: s, fold: fold, byName: map[clashPlace]int{}}
	f.out.Set, f.out.CaseSet = NewSet(s.tree), NewSet(s.tree)
	f.places()
	f.aliases()
	for n := range f.all {
		if n&63 == 0 && ctx.Err() != nil {
			return Clashed{}, ctx.Err()
		}
		if err := f.meet(ctx, &f.all[n]); err != nil {
			return Clashed{}, err
		}
	}
	f.out.Count, f.out.CaseCount = f.out.Set.Leaves(), f.out.CaseSet.Leaves()
	return f.out, ctx.Err()
}

// clashPlace is where leaves go: a database, or a schema of one.
type clashPlace struct{ database, schema string }

// clashRoom is all that goes to one place.
type clashRoom struct {
	clashPlace
	boxes []Node // whose leaves do
	into  []Node // leaves of any box that do by an alias of their own
}

type finder struct {
	*State
	fold bool
	out  Clashed

	byName map[clashPlace]int
	all    []clashRoom

	// What one place needs, used again for the next.
	items []Node
	slots []int32
	sums  []uint32
	marks clashMarks
}

func (f *finder) room(p clashPlace) *clashRoom {
	key := p
	if f.fold {
		key = clashPlace{strings.ToLower(p.database), strings.ToLower(p.schema)}
	}
	n, ok := f.byName[key]
	if !ok {
		n = len(f.all)
		f.byName[key] = n
		f.all = append(f.all, clashRoom{clashPlace: p})
	}
	return &f.all[n]
}

// boxPlace is where what lies in a box itself goes.
func (f *finder) boxPlace(box Node) clashPlace {
	up := f.tree.Parent(box)
	if up == None {
		return clashPlace{f.Target(box), ""}
	}
	return clashPlace{f.Target(up), f.Target(box)}
}

// leafPlace is where a leaf goes.
func (f *finder) leafPlace(n Node) clashPlace {
	p := f.boxPlace(f.tree.Parent(n))
	if x := f.Extra(n); x != nil {
		p = clashPlace{orName(x.DBAlias, p.database), orName(x.SchemaAlias, p.schema)}
	}
	return p
}

// places sorts the boxes of which something goes by where it does.
func (f *finder) places() {
	for n := range f.counts {
		box := Node(n) //nolint:gosec // fits
		if f.counts[n] == 0 && (f.known.complete[n] || f.Chosen(box) == Nothing) || f.Lookup(box) {
			continue
		}
		room := f.room(f.boxPlace(box))
		room.boxes = append(room.boxes, box)
	}
	for _, room := range f.all {
		if len(room.boxes) < 2 {
			continue
		}
		for _, box := range room.boxes {
			if !f.known.complete[box] && f.known.read {
				f.out.Unseen = append(f.out.Unseen, box)
			}
		}
	}
	slices.Sort(f.out.Unseen)
}

// aliases sorts the leaves that do not go where their box does.
func (f *finder) aliases() {
	f.EachExtra(func(n Node, x *Extra) bool {
		if aliased(x) && f.Chosen(n) == Whole {
			room := f.room(f.leafPlace(n))
			room.into = append(room.into, n)
		}
		return true
	})
}

func aliased(x *Extra) bool { return x != nil && (x.DBAlias != "" || x.SchemaAlias != "") }

// gather collects the leaves of one place that may clash: all of them where several
// boxes go there, else those that are mapped and those whose names these take.
func (f *finder) gather(room *clashRoom) {
	f.items = append(f.items[:0], room.into...)
	if len(room.boxes) == 0 {
		return
	}
	if len(room.boxes) > 1 {
		n := len(room.into)
		for _, box := range room.boxes {
			n += int(f.counts[box])
		}
		f.items = slices.Grow(f.items, n)
		for _, box := range room.boxes {
			f.collect(box, true)
		}
		return
	}
	box := room.boxes[0]
	f.collect(box, false)
	from, to := f.tree.Leaves(box)
	switch few := len(f.items); {
	case few == 0:
	case f.fold:
		// Letters of either case cannot be searched: those are looked at whose length
		// and ends are those of a name that is mapped.
		f.marks.clear()
		for _, n := range f.items {
			f.marks.add(f.Target(n))
		}
		f.unmapped(box)
	case few > int(to-from)/8: // looking at all is cheaper than so many searches
		f.items = append(f.items[:0], room.into...)
		f.collect(box, true)
	default:
		for _, n := range f.items[:few:few] {
			f.beside(from, to, n)
		}
	}
}

// collect takes in what goes of a box and where it does: all of that, or what is mapped.
func (f *finder) collect(box Node, all bool) {
	f.chunksOf(box, func(c *chunk, from Node, i, end int) {
		if !all && c.targets == nil {
			return
		}
		for ; i < end; i, from = i+1, from+1 {
			if c.on.has(i) && (all || c.targets[i] != "") && (c.extras == nil || !aliased(c.extra(i))) {
				f.items = append(f.items, from)
			}
		}
	})
}

// unmapped takes in what goes of a box under its own name, if the marks hold it.
func (f *finder) unmapped(box Node) {
	f.chunksOf(box, func(c *chunk, from Node, i, end int) {
		for ; i < end; i, from = i+1, from+1 {
			if c.on.has(i) && c.target(i) == "" && f.marks.has(f.tree.Name(from)) && (c.extras == nil || !aliased(c.extra(i))) {
				f.items = append(f.items, from)
			}
		}
	})
}

// chunksOf calls do with the pieces of a box: the chunk, the first leaf, its place in
// the chunk, and the place behind the last one.
func (f *finder) chunksOf(box Node, do func(c *chunk, from Node, i, end int)) {
	from, to := f.tree.Leaves(box)
	for from < to {
		c, i := f.place(from)
		end := min(chunkLen, i+int(to-from))
		do(c, from, i, end)
		from += Node(end - i) //nolint:gosec // below chunkLen
	}
}

// beside takes in the leaf whose own name a mapped one takes.
func (f *finder) beside(from, to, mapped Node) {
	n, ok := f.tree.search(from, to, f.Target(mapped))
	if !ok || n == mapped {
		return
	}
	if c, i := f.place(n); c.on.has(i) && c.target(i) == "" && !aliased(c.extra(i)) {
		f.items = append(f.items, n)
	}
}
