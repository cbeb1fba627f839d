package objects

import (
	"context"
	"fmt"
	"testing"
)

// sizes has n leaves in as many boxes.
func sizes(b *testing.B, boxes []int, f func(b *testing.B, s *State)) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		for _, in := range boxes {
			b.Run(fmt.Sprintf("%d_in_%d", n, in), func(b *testing.B) {
				s := wide(in, n/in)
				b.ReportAllocs()
				b.ResetTimer()
				f(b, s)
			})
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"substring", "0042"}, {"most", "orders"}, {"glob", "*_00?42*"}, {"tail", "*42"}, {"regex", `/^orders_\d+42$/`}, {"regexlit", `/s_00042\d$/`}, {"path", "orders.*42"}, {"both", "orders !*42 is:left"},
	} {
		b.Run(c.name, func(b *testing.B) {
			sizes(b, []int{1000}, func(b *testing.B, s *State) {
				f, _ := ParseFilter(c.text)
				leaves := make([]uint64, (s.tree.LeafCount()+63)/64)
				for b.Loop() { // on one core
					f.findIn(context.Background(), s, Only{}, 0, s.tree.LeafCount(), leaves)
				}
			})
		})
	}
	b.Run("shared", func(b *testing.B) {
		sizes(b, []int{1000}, func(b *testing.B, s *State) {
			f, _ := ParseFilter(`/^orders_\d+42$/`)
			for b.Loop() {
				f.Hits(s)
			}
		})
	})
}

func BenchmarkOpenAndClose(b *testing.B) {
	sizes(b, []int{10, 100, 1000}, func(b *testing.B, s *State) {
		o := NewOutline(s)
		o.OpenAll()
		for b.Loop() {
			o.Close(1)
			o.Open(1)
		}
	})
}

func BenchmarkLine(b *testing.B) {
	sizes(b, []int{10, 100, 1000}, func(b *testing.B, s *State) {
		f, _ := ParseFilter("*7")
		h := f.Hits(s)
		o := NewOutline(s)
		o.OpenAll()
		o.Show(s, &h)
		i := 0
		for b.Loop() {
			o.Find(o.Line(i))
			i = (i + 7919) % o.Len()
		}
	})
}

func BenchmarkToggle(b *testing.B) {
	sizes(b, []int{10, 100, 1000}, func(b *testing.B, s *State) {
		some, n := s, s.tree.Len()
		some = some.PutExtras(func(yield func(Node, *Extra) bool) { // one in a hundred says more
			for i := s.tree.boxes; i < n; i += 100 {
				yield(Node(i), &Extra{Filter: []string{"id > 7"}})
			}
		})
		o := NewOutline(some)
		o.OpenAll()
		on := false
		for b.Loop() {
			on = !on
			some = some.Select(SetOf(s.tree, Node(n/2)), on)
			o.Show(some, nil)
		}
	})
}

func BenchmarkShow(b *testing.B) {
	sizes(b, []int{10, 1000}, func(b *testing.B, s *State) {
		f, _ := ParseFilter("*7")
		h := f.Hits(s)
		o := NewOutline(s)
		o.OpenAll()
		for b.Loop() {
			o.Show(s, &h)
		}
	})
}

func BenchmarkNextIn(b *testing.B) {
	sizes(b, []int{10, 1000}, func(b *testing.B, s *State) {
		o := NewOutline(s.Select(SetOf(s.tree, Node(s.tree.Len()-1)), true))
		set := SetOf(s.tree, Node(s.tree.Len()-1))
		for b.Loop() {
			o.NextIn(set, Line{Node: Node(s.tree.boxes)})
		}
	})
}
