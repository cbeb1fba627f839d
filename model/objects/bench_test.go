package objects

import (
	"fmt"
	"testing"
)

// manyTables is a source of n tables in databases of 1 000.
func manyTables(n int) *Listing {
	b := NewBuilder()
	for i := range n {
		db := b.Database(fmt.Sprintf("db%04d", i/1000))
		b.Box(db).Total = 1000
		b.Leaf(db, fmt.Appendf(nil, "orders_%07d", i), Table, "", false, nil)
	}
	l, _ := b.Done()
	return l
}

// manyChosen has most of them go, some under other names, few with filters.
func manyChosen(source *Listing) *State {
	t := source.Tree
	s := Open(source, nil).SelectEverything()
	s = s.Select(SetOf(t, Node(t.boxes+7)), false)
	s = s.RenameAll(func(yield func(Node, string) bool) {
		for n := t.boxes; n < t.Len(); n += 300 {
			yield(Node(n), "other_"+t.Name(Node(n)))
		}
	})
	return s.PutExtras(func(yield func(Node, *Extra) bool) {
		for n := t.boxes; n < t.Len(); n += 2500 {
			yield(Node(n), &Extra{Filter: []string{"id > 7"}})
		}
	})
}

func BenchmarkState(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		source := manyTables(n)
		s := manyChosen(source)
		t := s.tree
		one, db, all := SetOf(t, Node(t.boxes+n/2)), SetOf(t, 0), Every(t)
		other := s.Invert(one)
		inverted := s.Invert(all)
		doc := s.Document(ScopeNotTold)
		far := Open(manyTables(n), doc)
		for _, op := range []struct {
			name string
			do   func()
		}{
			{"select one", func() { s.Invert(one) }},
			{"select one, its set too", func() { s.Invert(SetOf(t, Node(t.boxes+n/2))) }},
			{"select database", func() { s.Select(db, false) }},
			{"select none", func() { s.Select(all, false) }},
			{"invert all", func() { s.Invert(all) }},
			{"every set", func() { Every(t) }},
			{"rename one", func() { s.Rename(Node(t.boxes+5), "x") }},
			{"put extra", func() { s.PutExtra(Node(t.boxes+5), &Extra{Filter: []string{"a = 1"}}) }},
			{"chosen set", func() { s.ChosenSet() }},
			{"level", func() { s.Level() }},
			{"means", func() { Means(s, 0) }},
			{"document", func() { s.Document(ScopeNotTold) }},
			{"open", func() { Open(source, doc) }},
			{"reopen", func() { Reopen(s, source) }},
			{"print", func() { doc.Print() }},
			{"compare one", func() { Compare(s, other) }},
			{"compare all", func() { Compare(s, inverted) }},
			{"compare over two trees", func() { Compare(far, s) }},
			{"groups", func() { Compare(s, inverted).Groups(5) }},
			{"effects", func() { Compare(s, inverted).Effects(true) }},
			{"take", func() { Take(s, doc, TakeMore) }},
		} {
			b.Run(fmt.Sprintf("%s/%d", op.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for range b.N {
					op.do()
				}
			})
		}
	}
}
