package objects

import (
	"context"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// meet puts the leaves of one place into a table by their names, and notes those that
// meet there.
func (f *finder) meet(ctx context.Context, room *clashRoom) error {
	f.gather(room)
	if len(f.items) < 2 {
		return nil
	}
	slices.Sort(f.items)
	f.items = slices.Compact(f.items)
	size := 1 << bits.Len(uint(len(f.items)+len(f.items)/2))
	f.slots = append(f.slots[:0], make([]int32, size)...)
	f.sums = slices.Grow(f.sums[:0], size)[:size]
	for i, n := range f.items {
		if i&1023 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		name := f.Target(n)
		sum := f.hash(name)
		for at := int(sum) & (size - 1); ; at = (at + 1) & (size - 1) {
			if f.slots[at] == 0 {
				f.slots[at], f.sums[at] = int32(i+1), sum //nolint:gosec // no more than nodes
				break
			}
			other := f.items[f.slots[at]-1]
			if f.sums[at] != sum || !f.sameName(f.Target(other), name) {
				continue
			}
			exact := !f.fold || f.Target(other) == name && f.leafPlace(other) == f.leafPlace(n)
			f.note(room, other, n, !exact)
			if exact {
				break
			}
		}
	}
	return nil
}

// note notes that two leaves have one name.
func (f *finder) note(room *clashRoom, a, b Node, caseOnly bool) {
	set, pairs := f.out.Set, &f.out.Pairs
	if caseOnly {
		set, pairs = f.out.CaseSet, &f.out.CasePairs
	}
	set.Put(a)
	set.Put(b)
	if len(*pairs) == clashPairs {
		return
	}
	clash := Clash{A: a, B: b, Database: room.database, Schema: room.schema, Name: f.Target(b), Case: caseOnly}
	if f.root.Name != "" { // a database becomes a schema of the root
		clash.Database, clash.Schema = f.root.Name, orName(clash.Schema, clash.Database)
	}
	*pairs = append(*pairs, clash)
}

func (f *finder) sameName(a, b string) bool {
	if f.fold {
		return strings.EqualFold(a, b)
	}
	return a == b
}

// hash is FNV-1a of a name; of letters of either case alike where they are not told
// apart.
func (f *finder) hash(name string) uint32 {
	h := uint32(2166136261)
	if !f.fold {
		for i := range len(name) {
			h = (h ^ uint32(name[i])) * 16777619
		}
		return h ^ h>>15
	}
	for i := range len(name) {
		c := name[i]
		if c >= utf8.RuneSelf {
			return f.hashLetters(name)
		}
		h = (h ^ uint32(lowerByte(c))) * 16777619
	}
	return h ^ h>>15
}

// hashLetters is hash of a name that is not ASCII alone.
func (f *finder) hashLetters(name string) uint32 {
	h := uint32(2166136261)
	for _, c := range strings.ToLower(name) {
		h = (h ^ uint32(c)) * 16777619 //nolint:gosec // any bits will do
	}
	return h ^ h>>15
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// clashMarks are the lengths and ends of names, whatever their case. They hold all
// names as soon as one is not ASCII alone.
type clashMarks struct {
	bits [64]uint64
	all  bool
}

func (m *clashMarks) clear() { *m = clashMarks{} }

func (m *clashMarks) add(name string) {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		m.all = true
		return
	}
	at := clashMark(name)
	m.bits[at>>6] |= 1 << (at & 63)
}

func (m *clashMarks) has(name string) bool {
	if m.all || name == "" {
		return m.all
	}
	at := clashMark(name)
	return m.bits[at>>6]&(1<<(at&63)) != 0
}

func clashMark(name string) uint {
	first, last := lowerByte(name[0]), lowerByte(name[len(name)-1])
	return (uint(len(name))*31 + uint(first)*131 + uint(last)*1031 + uint(lowerByte(name[len(name)/2]))*257) & 4095
}
