package tree_test

import (
	"fmt"
	"testing"

	"drover/model/objects"
	"drover/tui/tree"
)

// outlined is a tree of objects with all its boxes open.
func outlined(boxes, each int) (*objects.Outline, *tree.Model[objects.Line]) {
	b := objects.NewBuilder()
	for i := range boxes {
		db := b.Database(fmt.Sprintf("db%04d", i))
		for j := range each {
			b.Leaf(db, fmt.Appendf(nil, "orders_%06d", j), objects.Table, "", false, nil)
		}
	}
	l, _ := b.Done()
	o := objects.NewOutline(objects.Open(l, nil))
	o.OpenAll()
	m := tree.New(bare(), tree.Rows[objects.Line](o))
	m.Resize(40, 9)
	return o, m
}

func TestWhatOpensAboveTheCursorDoesNotMoveIt(t *testing.T) {
	o, m := outlined(3, 20)
	at := objects.Line{Node: 3 + 30, Depth: 1} // a table of the second database
	m.Go(at)
	m.Move(-3)
	m.Go(at)
	screen := func() int {
		from, _ := m.Visible()
		return m.Line() - from
	}
	was := screen()
	o.Close(0)
	if key, _ := m.Cursor(); key != at || screen() != was {
		t.Errorf("closing what is above moves it from line %d to %d, on %v", was, screen(), key)
	}
	o.Open(0)
	if key, _ := m.Cursor(); key != at || screen() != was {
		t.Errorf("opening what is above moves it from line %d to %d, on %v", was, screen(), key)
	}
	o.Close(1)
	if key, _ := m.Cursor(); key != (objects.Line{Node: 1}) {
		t.Errorf("it is on %v, not on the database that was closed over it", key)
	}
	f, _ := objects.ParseFilter("*_000017")
	hits := f.Hits(o.State())
	o.Open(1)
	o.Show(o.State(), &hits)
	if o.Len() != 6 || m.Line() != 2 {
		t.Errorf("line %d of %d", m.Line(), o.Len())
	}
}

func BenchmarkKey(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			o, m := outlined(1000, n/1000)
			s := o.State()
			m.Resize(120, 33)
			m.Go(o.Line(o.Len() / 2))
			draw := func(_ int, l objects.Line, _ bool, _ int) string { return s.Tree().Name(l.Node) }
			by := 1
			b.ReportAllocs()
			for b.Loop() {
				m.Move(by)
				_ = m.View(draw)
				by = -by
			}
		})
	}
}
