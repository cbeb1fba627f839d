package table

import "hash/maphash"

// places finds a row by its key. It holds numbers alone: the keys stand in the
// rows.
type places[K comparable] struct {
	seed  maphash.Seed
	slots []int32 // index in rows plus one, 0 for a free slot
	used  int
}

func newPlaces[K comparable]() places[K] { return places[K]{seed: maphash.MakeSeed()} }

// find gives the index of the row with this key.
func (t *Table[K, R]) find(key K) (i int32, ok bool) {
	if len(t.place.slots) == 0 {
		return 0, false
	}
	at := t.slot(key)
	return t.place.slots[at] - 1, t.place.slots[at] != 0
}

// slot is where a key stands, or where it would stand.
func (t *Table[K, R]) slot(key K) int {
	slots := t.place.slots
	mask := len(slots) - 1 // their number is a power of two
	at := int(maphash.Comparable(t.place.seed, key)) & mask
	for slots[at] != 0 && t.opts.Key(t.rows[slots[at]-1]) != key {
		at = (at + 1) & mask
	}
	return at
}

// learn notes where a new row stands.
func (t *Table[K, R]) learn(key K, i int32) {
	p := &t.place
	if (p.used+1)*4 > len(p.slots)*3 {
		t.settlePlaces(max(16, 2*len(p.slots)), p.used)
	}
	p.used++
	p.slots[t.slot(key)] = i + 1
}

// settlePlaces makes room for n slots and puts the first rows into them.
func (t *Table[K, R]) settlePlaces(n, rows int) {
	t.place.slots, t.place.used = make([]int32, n), rows
	for i, r := range t.rows[:rows] {
		t.place.slots[t.slot(t.opts.Key(r))] = int32(i) + 1
	}
}
