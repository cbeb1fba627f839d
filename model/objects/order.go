package objects

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// sorted are the leaves in order of box and name, those that came twice taken out:
// the last one stays. twice are the first few of these that took another's place.
// Documents mostly come in order already, but there are services whose maps have none:
// then the leaves are dealt out to their boxes, and each box is put in order by itself.
func (b *Builder) sorted(place []int) (order []int32, twice []int) {
	order = make([]int32, b.leaves.count)
	if b.inPlace(place) {
		for i := range order {
			order[i] = int32(i) //nolint:gosec // see Full
		}
		return order, nil
	}
	from := make([]int32, len(b.boxes)+1)
	b.leaves.each(func(_ int32, l *protoLeaf) { from[place[l.in]+1]++ })
	for i := 1; i < len(from); i++ {
		from[i] += from[i-1]
	}
	next := slices.Clone(from)
	b.leaves.each(func(i int32, l *protoLeaf) {
		at := &next[place[l.in]]
		order[*at] = i
		*at++
	})
	var names []shortName
	out := order[:0]
	for i := range b.boxes {
		box := order[from[i]:from[i+1]]
		names = b.sortBox(box, names)
		for j, leaf := range box {
			if j > 0 && bytes.Equal(b.bytesOf(out[len(out)-1]), b.bytesOf(leaf)) {
				if len(twice) < 10 {
					twice = append(twice, int(leaf))
				}
				out[len(out)-1] = leaf
				continue
			}
			out = append(out, leaf)
		}
	}
	return out, twice
}

func (b *Builder) bytesOf(leaf int32) []byte {
	return b.leaves.name(b.leaves.of(leaf))
}

// inPlace reports that the leaves came in order, and none of them twice.
func (b *Builder) inPlace(place []int) bool {
	var before *protoLeaf
	var name []byte
	for _, block := range b.leaves.blocks {
		for i := range block {
			was, p := before, &block[i]
			last, now := name, b.leaves.name(p)
			before, name = p, now
			if was != nil && (was.in != p.in && place[was.in] > place[p.in] || was.in == p.in && bytes.Compare(last, now) >= 0) {
				return false
			}
		}
	}
	return true
}

// shortName is a leaf with eight bytes of its name, behind what all names around it
// begin with: mostly they decide, and nobody looks at the name itself, which lies
// somewhere else in memory.
type shortName struct {
	key  uint64
	leaf int32
}

// sortBox puts the leaves of a box in order, those of the same name as they came. names
// is room that was needed before.
func (b *Builder) sortBox(box []int32, names []shortName) []shortName {
	if slices.IsSortedFunc(box, func(x, y int32) int { return bytes.Compare(b.bytesOf(x), b.bytesOf(y)) }) {
		return names
	}
	names = names[:0]
	for _, leaf := range box {
		names = append(names, shortName{leaf: leaf})
	}
	b.sortFrom(names, 0, 8)
	for i, n := range names {
		box[i] = n.leaf
	}
	return names
}

// sortFrom puts names in order that are the same up to a byte. It goes on with those
// that eight bytes do not tell apart, a few times: names made to be alike are compared as
// they are.
func (b *Builder) sortFrom(names []shortName, same, times int) {
	if len(names) < 16 || times == 0 {
		slices.SortFunc(names, func(x, y shortName) int {
			return cmp.Or(bytes.Compare(b.bytesOf(x.leaf), b.bytesOf(y.leaf)), cmp.Compare(x.leaf, y.leaf))
		})
		return
	}
	begin := b.bytesOf(names[0].leaf)
	for _, n := range names {
		name := b.bytesOf(n.leaf)
		i := min(same, len(begin))
		for i < len(begin) && i < len(name) && begin[i] == name[i] {
			i++
		}
		begin = begin[:i]
	}
	for i := range names {
		var key [8]byte
		copy(key[:], b.bytesOf(names[i].leaf)[len(begin):])
		names[i].key = binary.BigEndian.Uint64(key[:])
	}
	slices.SortFunc(names, func(x, y shortName) int { return cmp.Compare(x.key, y.key) })
	for from := 0; from < len(names); {
		to := from + 1
		for to < len(names) && names[to].key == names[from].key {
			to++
		}
		if to > from+1 {
			b.sortFrom(names[from:to], len(begin), times-1)
		}
		from = to
	}
}
