package objects

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// drawPair is a State and one that came out of it by a few edits, or by none.
func drawPair(t *rapid.T) (source *Listing, base, now *State) {
	source, base = drawState(t)
	now = base
	for range rapid.IntRange(0, 6).Draw(t, "more edits") {
		now = drawEdit(t, now)
	}
	return source, base, now
}

// elsewhere is the same choice over a Tree of its own.
func elsewhere(source *Listing, s *State) *State {
	b := NewBuilder()
	for n := range Node(source.Tree.Len()) {
		if p := source.Tree.Path(n); source.Tree.IsBox(n) {
			box := b.Database(p.Database)
			if p.Schema != "" {
				box = b.Schema(box, p.Schema)
			}
			*b.Box(box) = source.Box(n)
		} else {
			box := b.Database(p.Database)
			if p.Schema != "" {
				box = b.Schema(box, p.Schema)
			}
			b.Leaf(box, []byte(p.Name), source.Tree.Kind(n), "", false, nil)
		}
	}
	l, _ := b.Done()
	return Reopen(s, l)
}

func TestNothingDiffersFromItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		for what, other := range map[string]*State{
			"itself": s, "itself over another tree": elsewhere(source, s), "its document": Open(source, s.Document(ScopeNotTold)),
		} {
			d := Compare(s, other)
			if !d.Empty() || d.Changes() != 0 || d.Leaving() != 0 || !d.Set().Empty() || len(d.Groups(9)) != 0 {
				t.Fatalf("%s differs: %s, counts %v %v", what, d.Words("then"), d.counts, d.boxes)
			}
		}
	})
}

func TestADiffCountsWhatSomebodyWhoLooksAtEveryLeafCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, base, now := drawPair(t)
		d := Compare(base, now)
		want := map[DiffKind]int{}
		for n := Node(now.tree.boxes); int(n) < now.tree.Len(); n++ {
			was, is := base.Chosen(n) == Whole, now.Chosen(n) == Whole
			x, y := deref(base.Extra(n)), deref(now.Extra(n))
			looked, looks := !was && x.Lookup, !is && y.Lookup
			in := func(kind DiffKind, yes bool) {
				if yes {
					want[kind]++
				}
				if d.Of(kind).Has(n) != yes {
					t.Fatalf("%s: kind %d is %v", now.tree.Path(n), kind, !yes)
				}
			}
			in(Joins, !was && is)
			in(Leaves, was && !is)
			in(LooksUp, looked != looks)
			both := was && is || looked && looks
			in(Renames, was && is && base.Target(n) != now.Target(n))
			in(Filters, was && is && fmt.Sprint(x.Filter) != fmt.Sprint(y.Filter))
			in(PicksColumns, both && fmt.Sprint(kept(x)) != fmt.Sprint(kept(y)))
			in(AddsColumns, both && fmt.Sprint(x.AddedColumns()) != fmt.Sprint(y.AddedColumns()))
		}
		for kind := range TakesLater {
			if d.Count(kind) != want[kind] {
				t.Fatalf("kind %d: %d, want %d", kind, d.Count(kind), want[kind])
			}
		}
	})
}

func kept(x Extra) (out []Column) {
	for _, c := range x.Columns {
		if !c.Added {
			out = append(out, c)
		}
	}
	return out
}

func TestThereAndBackJoinAndLeaveChangePlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, base, now := drawPair(t)
		there, back := Compare(base, now), Compare(now, base)
		if there.Changes() != back.Changes() {
			t.Fatalf("%d there, %d back", there.Changes(), back.Changes())
		}
		for kind := range diffKinds {
			other := kind
			if kind == Joins || kind == Leaves {
				other = Joins + Leaves - kind
			}
			if there.Count(kind) != back.Count(other) || there.Boxes(kind) != back.Boxes(other) {
				t.Fatalf("kind %d: %d %d there, %d %d back", kind, there.Count(kind), there.Boxes(kind), back.Count(other), back.Boxes(other))
			}
		}
	})
}

func TestADiffOverTwoTreesIsThatOverOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, base, now := drawPair(t)
		one, two := Compare(base, now), Compare(elsewhere(source, base), now)
		if one.counts != two.counts || one.boxes != two.boxes || one.changes != two.changes {
			t.Fatalf("%v %v, over two trees %v %v", one.counts, one.boxes, two.counts, two.boxes)
		}
	})
}

func TestTwoStatesPrintTheSameIfNothingDiffers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, base, now := drawPair(t)
		d := Compare(base, now)
		same := base.Document(ScopeNotTold).Print() == now.Document(ScopeNotTold).Print()
		if same != d.Empty() {
			t.Fatalf("prints alike: %v, diff %q %v %v", same, d.Words("then"), d.counts, d.boxes)
		}
		if d.Empty() != (d.Changes() == 0) {
			t.Fatalf("empty: %v, %d changes", d.Empty(), d.Changes())
		}
	})
}

func TestAReviewShowsOrCountsEveryDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, base, now := drawPair(t)
		d := Compare(base, now)
		most := rapid.IntRange(0, 4).Draw(t, "most")
		seen := NewSet(now.tree)
		hidden := 0
		for _, g := range d.Groups(most) {
			if g.Node != None && len(g.Lines) > max(most, 1) {
				t.Fatalf("%s has %d lines", g.Box, len(g.Lines))
			}
			hidden += g.More
			for _, l := range g.Lines {
				if l.Node == None {
					continue
				}
				if l.Whole {
					seen.Add(l.Node)
				}
				seen.Put(l.Node)
				if model.Clean(l.Was+l.Is) != l.Was+l.Is {
					t.Fatalf("%q and %q are not clean", l.Was, l.Is)
				}
			}
		}
		if left := d.Set().Without(seen); hidden == 0 && !left.Empty() {
			left.Each(func(n Node) bool { t.Fatalf("%s is not shown", now.tree.Path(n)); return false })
		}
	})
}

func TestLevelIsThatOfTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		if level, doc := s.Level(), s.Document(ScopeNotTold); level != doc.Scope {
			t.Fatalf("level %q, document %q", level, doc.Scope)
		}
	})
}
