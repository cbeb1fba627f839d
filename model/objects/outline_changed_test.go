package objects

import (
	"testing"

	"pgregory.net/rapid"
)

func TestTheNextChangeIsTheNextInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, s, hits, _ := drawOutline(t)
		base := s
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			s = drawEdit(t, s)
		}
		o.Show(s, hits)
		open := map[Node]bool{}
		for n := range Node(s.Tree().Boxes()) {
			open[n] = true
		}
		var order []Node // that are not hidden by hits
		for _, l := range flat(s, hits, open, columnsOf) {
			if l.Part == Self {
				order = append(order, l.Node)
			}
		}
		changed, set := map[Node]bool{}, NewSet(s.Tree())
		for _, n := range order {
			if changed[n] = s.Changed(base, n); changed[n] {
				set.Put(n)
			}
		}
		for i := 0; i < len(order); i += 1 + len(order)/50 {
			from := order[i]
			for _, up := range []bool{false, true} {
				want := None
				for k := 1; k <= len(order) && want == None; k++ {
					j := i + k
					if up {
						j = i - k + len(order)
					}
					if n := order[j%len(order)]; changed[n] {
						want = n
					}
				}
				find, in := o.NextChanged, o.NextIn
				if up {
					find, in = o.PreviousChanged, o.PreviousIn
				}
				if got, ok := in(set, Line{Node: from}); ok != (want != None) || ok && got != want {
					t.Fatalf("from %d (up %v) it is %d (%v) in the set, not %d", from, up, got, ok, want)
				}
				if got, ok := find(base, Line{Node: from}); ok != (want != None) || ok && got != want {
					t.Fatalf("from %d (up %v) it is %d (%v), not %d", from, up, got, ok, want)
				}
			}
		}
	})
}

func TestAnObjectIsChangedIfItGoesOtherwise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, base := drawState(t)
		s := base
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			s = drawEdit(t, s)
		}
		for n := Node(s.Tree().Boxes()); int(n) < s.Tree().Len(); n++ {
			want := s.Chosen(n) != base.Chosen(n) || s.Target(n) != base.Target(n) || !sameExtra(s.Extra(n), base.Extra(n))
			if got := s.Changed(base, n); got != want {
				t.Fatalf("%s is changed: %v", s.Tree().Path(n), got)
			}
		}
	})
}
