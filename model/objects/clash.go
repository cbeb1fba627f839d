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
	f := finder{State: s, ctx: ctx, fold: fold, byName: map[clashPlace]int32{}}
	f.out.Set, f.out.CaseSet = NewSet(s.tree), NewSet(s.tree)
	f.places()
	if err := f.gather(); err != nil {
		return Clashed{}, err
	}
	if err := f.meet(); err != nil {
		return Clashed{}, err
	}
	f.out.Count, f.out.CaseCount = f.out.Set.Leaves(), f.out.CaseSet.Leaves()
	return f.out, nil
}

// clashPlace is where leaves go: a database, or a schema of one.
type clashPlace struct{ database, schema string }

type finder struct {
	*State
	ctx  context.Context
	fold bool
	out  Clashed

	byName map[clashPlace]int32
	named  []clashPlace
	of     []int32  // the place of each box; -1: nothing of it goes
	boxes  [][]Node // of each place
	all    []clashItem
}

// clashItem is a leaf that may clash.
type clashItem struct {
	node  Node
	place int32
}

func (f *finder) place(p clashPlace) int32 {
	key := p
	if f.fold {
		key = clashPlace{strings.ToLower(p.database), strings.ToLower(p.schema)}
	}
	n, ok := f.byName[key]
	if !ok {
		n = int32(len(f.named)) //nolint:gosec // no more than nodes
		f.byName[key] = n
		f.named, f.boxes = append(f.named, p), append(f.boxes, nil)
	}
	return n
}

// boxPlace is where what lies in a box itself goes.
func (f *finder) boxPlace(box Node) clashPlace {
	up := f.tree.Parent(box)
	if up == None {
		return clashPlace{f.Target(box), ""}
	}
	return clashPlace{f.Target(up), f.Target(box)}
}

// places sorts the boxes of which something goes by where it does.
func (f *finder) places() {
	f.of = make([]int32, f.tree.boxes)
	for n := range f.of {
		f.of[n] = -1
		box := Node(n) //nolint:gosec // fits
		if f.counts[n] == 0 && (f.known.complete[n] || f.Chosen(box) == Nothing) || f.Lookup(box) {
			continue
		}
		f.of[n] = f.place(f.boxPlace(box))
		f.boxes[f.of[n]] = append(f.boxes[f.of[n]], box)
	}
	for _, boxes := range f.boxes {
		if len(boxes) < 2 {
			continue
		}
		for _, box := range boxes {
			if !f.known.complete[box] && f.known.read {
				f.out.Unseen = append(f.out.Unseen, box)
			}
		}
	}
	slices.Sort(f.out.Unseen)
}

// gather collects the leaves that may clash.
func (f *finder) gather() error {
	for n := range f.of {
		if f.of[n] < 0 || f.counts[n] == 0 {
			continue
		}
		if err := f.ctx.Err(); err != nil {
			return err
		}
		f.box(Node(n), len(f.boxes[f.of[n]]) > 1) //nolint:gosec // fits
	}
	return nil
}

// box collects those of a box: all of them where others share its target, else those
// that are mapped and those whose names these take.
func (f *finder) box(box Node, shared bool) {
	from, to := f.tree.Leaves(box)
	mark := len(f.all)
	for n := from; n < to; {
		c, i := f.State.place(n)
		end := min(to, n+Node(chunkLen-i)) //nolint:gosec // below chunkLen
		if shared || c.targets != nil || len(c.extras) > 0 {
			f.chunk(box, n, end, shared)
		}
		n = end
	}
	// Where much of a box is mapped, looking at all of it is cheaper than searching
	// it name by name; and letters of either case cannot be searched.
	mapped := len(f.all) - mark
	switch {
	case shared || mapped == 0:
	case f.fold || mapped > int(to-from)/8:
		f.all = f.all[:mark]
		for n := from; n < to; {
			_, i := f.State.place(n)
			end := min(to, n+Node(chunkLen-i)) //nolint:gosec // below chunkLen
			f.chunk(box, n, end, true)
			n = end
		}
	default:
		for _, item := range f.all[mark:] {
			if item.place == f.of[box] {
				f.beside(from, to, item)
			}
		}
	}
}

// chunk collects from a piece of a box that lies in one chunk: all that goes, or what
// is mapped of it.
func (f *finder) chunk(box, from, to Node, all bool) {
	c, i := f.State.place(from)
	for n := from; n < to; n, i = n+1, i+1 {
		if !c.on.has(i) {
			continue
		}
		place := f.of[box]
		if x := c.extra(i); aliased(x) {
			place = f.place(f.leafPlace(n))
		} else if !all && c.target(i) == "" {
			continue
		}
		f.all = append(f.all, clashItem{n, place})
	}
}

// beside adds the leaf of the same box whose own name a mapped one takes.
func (f *finder) beside(from, to Node, item clashItem) {
	n, ok := f.tree.search(from, to, f.Target(item.node))
	if !ok || n == item.node {
		return
	}
	if c, i := f.State.place(n); c.on.has(i) && c.target(i) == "" && !aliased(c.extra(i)) {
		f.all = append(f.all, clashItem{n, item.place})
	}
}

func aliased(x *Extra) bool { return x != nil && (x.DBAlias != "" || x.SchemaAlias != "") }
