package objects

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// Leaves come in any order, more than a block holds of them and of their names.
func TestBuilderOverBlocks(t *testing.T) {
	const n = 3*leafBlock + 7
	b := NewBuilder()
	box := []int{b.Database("b"), b.Database("a")}
	long := strings.Repeat("x", nameBlock+3)
	want := map[string]bool{"b." + long: true}
	for i := range n {
		at := i * 7919 % n
		name := fmt.Sprintf("t%07d%s", at, strings.Repeat("-", 100))
		b.Leaf(box[at%2], []byte(name), Table, "", at%3 == 0, nil)
		want[[]string{"b.", "a."}[at%2]+name] = at%3 == 0
		if i == n/2 {
			b.Leaf(box[0], []byte(long), View, "y", true, nil)
		}
	}
	b.Leaf(box[1], []byte("t0000001"+strings.Repeat("-", 100)), View, "z", true, nil) // once more
	want["a.t0000001"+strings.Repeat("-", 100)] = true
	l, twice := b.Done()
	if len(twice) != 1 || l.Tree.LeafCount() != n+1 || len(want) != n+1 {
		t.Fatalf("%d leaves, %d twice", l.Tree.LeafCount(), len(twice))
	}
	for _, db := range []Node{0, 1} {
		from, to := l.Tree.Leaves(db)
		before := ""
		for leaf := from; leaf < to; leaf++ {
			name := l.Tree.Name(leaf)
			if synced, ok := want[l.Tree.Path(leaf).String()]; !ok || synced != l.Synced(leaf) || name <= before {
				t.Fatalf("%.20s after %.20s: known %v, synced %v", name, before, ok, l.Synced(leaf))
			}
			if view := l.Tree.Kind(leaf) == View; view != (l.Target(leaf) != "") {
				t.Fatalf("%.20s: %v, %q", name, l.Tree.Kind(leaf), l.Target(leaf))
			}
			before = name
		}
	}
}

// What is allocated for a table is little more than what is kept of it: a source of a
// million is as large in memory while it is read as the lists that it is read into.
func TestBuilderCopiesNothing(t *testing.T) {
	const n = 200_000
	names := make([][]byte, n)
	for i := range names {
		names[i] = fmt.Appendf(nil, "orders_%07d", i)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	b := NewBuilder()
	db := b.Database("shop")
	for _, name := range names {
		b.Leaf(db, name, Table, "", true, nil)
	}
	l, _ := b.Done()
	runtime.ReadMemStats(&after)
	if each := float64(after.TotalAlloc-before.TotalAlloc) / n; each > 90 {
		t.Errorf("%.0f bytes for each table of %d", each, len(names[0]))
	}
	if l.Tree.LeafCount() != n {
		t.Error(l.Tree.LeafCount())
	}
}
