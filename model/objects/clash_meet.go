package objects

import (
	"math/bits"
	"slices"
	"strings"
)

// meet puts all items into one table by place and name, and notes those that meet
// there.
func (f *finder) meet() error {
	f.aliasedInto()
	if len(f.all) < 2 {
		return nil
	}
	slices.SortFunc(f.all, func(a, b clashItem) int { return int(a.node - b.node) })
	f.all = slices.Compact(f.all)
	size := 1 << bits.Len(uint(len(f.all)+len(f.all)/2))
	slots, sums := make([]int32, size), make([]uint32, size)
	for i, item := range f.all {
		if i&1023 == 0 && f.ctx.Err() != nil {
			return f.ctx.Err()
		}
		name := f.Target(item.node)
		sum := f.hash(item.place, name)
		for at := int(sum) & (size - 1); ; at = (at + 1) & (size - 1) {
			if slots[at] == 0 {
				slots[at], sums[at] = int32(i+1), sum //nolint:gosec // no more than nodes
				break
			}
			if other := f.all[slots[at]-1]; sums[at] == sum && other.place == item.place && f.sameName(other.node, name) {
				f.note(other.node, item.node, name, item.place)
				if !f.fold || f.exact(other.node, item.node) {
					break
				}
			}
		}
	}
	return nil
}

// aliasedInto adds the leaves of boxes that some leaf goes into by an alias of its own.
func (f *finder) aliasedInto() {
	for _, item := range f.all[:len(f.all):len(f.all)] {
		boxes := f.boxes[item.place]
		if len(boxes) != 1 || boxes[0] == f.tree.Parent(item.node) {
			continue
		}
		from, to := f.tree.Leaves(boxes[0])
		if !f.fold {
			f.beside(from, to, item)
			continue
		}
		for n := from; n < to; n++ {
			if c, i := f.State.place(n); c.on.has(i) && !aliased(c.extra(i)) {
				f.all = append(f.all, clashItem{n, item.place})
			}
		}
	}
}

func (f *finder) note(a, b Node, name string, place int32) {
	p := f.named[place]
	clash := Clash{A: a, B: b, Database: orName(f.root.Name, p.database), Schema: p.schema, Name: name}
	if f.root.Name != "" && p.schema == "" {
		clash.Schema = p.database // a database becomes a schema of the root
	}
	if f.fold && !f.exact(a, b) {
		clash.Case = true
		f.out.CaseSet.Put(a)
		f.out.CaseSet.Put(b)
		if len(f.out.CasePairs) < clashPairs {
			f.out.CasePairs = append(f.out.CasePairs, clash)
		}
		return
	}
	f.out.Set.Put(a)
	f.out.Set.Put(b)
	if len(f.out.Pairs) < clashPairs {
		f.out.Pairs = append(f.out.Pairs, clash)
	}
}

// exact reports whether two leaves of one place have one name, letter by letter.
func (f *finder) exact(a, b Node) bool {
	return f.Target(a) == f.Target(b) && f.leafPlace(a) == f.leafPlace(b)
}

func (f *finder) leafPlace(n Node) clashPlace {
	p := f.boxPlace(f.tree.Parent(n))
	if x := f.Extra(n); x != nil {
		p = clashPlace{orName(x.DBAlias, p.database), orName(x.SchemaAlias, p.schema)}
	}
	return p
}

func (f *finder) sameName(n Node, name string) bool {
	if f.fold {
		return strings.EqualFold(f.Target(n), name)
	}
	return f.Target(n) == name
}

// hash is FNV-1a of a place and a name; of letters of either case alike where they are
// not told apart.
func (f *finder) hash(place int32, name string) uint32 {
	h := (uint32(2166136261) ^ uint32(place)) * 16777619 //nolint:gosec // any bits will do
	if f.fold {
		name = strings.ToLower(name)
	}
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h ^ h>>15
}
