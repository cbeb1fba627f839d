package objects

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// flat is an Outline as somebody would write it down who has time.
func flat(s *State, hits *Hits, open map[Node]bool, columns func(Node) int) []Line {
	t := s.Tree()
	seen := func(n Node) bool { return hits == nil || hits.Set.Has(n) }
	var shown func(box Node) bool
	shown = func(box Node) bool {
		if hits == nil || hits.Named.Has(box) {
			return true
		}
		for n, to := t.Leaves(box); n < to; n++ {
			if seen(n) {
				return true
			}
		}
		for sc, to := t.Schemas(box); sc < to; sc++ {
			if shown(sc) {
				return true
			}
		}
		return false
	}
	var out []Line
	some := func(n Node, part Part, count, depth int) {
		for i := range count {
			out = append(out, Line{n, part, i, depth})
		}
	}
	leaves := func(box Node, depth int) {
		for n, to := t.Leaves(box); n < to; n++ {
			if !seen(n) {
				continue
			}
			some(n, Self, 1, depth)
			if x := s.Extra(n); x != nil {
				some(n, Where, len(x.Filter), depth+1)
				some(n, Join, len(x.Join), depth+1)
				some(n, Adds, len(x.AddedColumns()), depth+1)
			}
			switch c := columns(n); {
			case !open[n]:
			case c == ReadingColumns:
				some(n, Note, 1, depth+1)
			default:
				some(n, ColumnLine, max(c, 0), depth+1)
			}
		}
	}
	note := func(box Node, before, depth int) {
		if len(out) == before {
			some(box, Note, 1, depth)
		}
	}
	for db := range Node(t.Databases()) {
		if !shown(db) {
			continue
		}
		some(db, Self, 1, 0)
		if !open[db] {
			continue
		}
		before := len(out)
		for sc, to := t.Schemas(db); sc < to; sc++ {
			if !shown(sc) {
				continue
			}
			some(sc, Self, 1, 1)
			if inner := len(out); open[sc] {
				leaves(sc, 2)
				note(sc, inner, 2)
			}
		}
		leaves(db, 1)
		note(db, before, 1)
	}
	return out
}

func outlineColumnsOf(n Node) int { return []int{3, 0, -1, ReadingColumns, 1}[n%5] }

// drawHits are some leaves and some boxes; nil now and then.
func drawHits(t *rapid.T, s *State) *Hits {
	if rapid.IntRange(0, 2).Draw(t, "hits") == 0 {
		return nil
	}
	h := &Hits{Set: NewSet(s.Tree()), Named: NewSet(s.Tree())}
	some := rapid.Uint64().Draw(t, "some")
	for n := range Node(s.Tree().Len()) {
		some = some*6364136223846793005 + 1442695040888963407
		switch in := some >> 62; {
		case s.Tree().IsBox(n):
			if in == 0 {
				h.Named.Put(n)
			}
		case in > 1:
			h.Set.Put(n)
			h.Count++
		}
	}
	return h
}

// drawOutline has been opened, closed and shown anew a few times.
func drawOutline(t *rapid.T) (o *Outline, s *State, hits *Hits, open map[Node]bool) {
	_, s = drawState(t)
	if rapid.IntRange(0, 9).Draw(t, "large") == 0 {
		s = large()
	}
	o = NewOutline(s)
	o.Columns = outlineColumnsOf
	open = map[Node]bool{}
	for range rapid.IntRange(0, 12).Draw(t, "keys") {
		if s.Tree().Len() == 0 {
			break
		}
		n := Node(rapid.IntRange(0, s.Tree().Len()-1).Draw(t, "at"))
		switch rapid.IntRange(0, 8).Draw(t, "key") {
		case 8:
			if rapid.IntRange(0, 2).Draw(t, "all") == 0 {
				o.CloseAll()
				clear(open)
			}
		case 0, 1, 2:
			o.Open(n)
			open[n] = true
		case 3:
			o.Close(n)
			delete(open, n)
		case 4:
			s = drawEdit(t, s)
			o.Show(s, hits)
		case 5:
			hits = drawHits(t, s)
			o.Show(s, hits)
		case 6:
			o.Reveal(n)
			for up := s.Tree().Parent(n); up != None; up = s.Tree().Parent(up) {
				open[up] = true
			}
		case 7:
			o.OpenAll()
			for n := range Node(s.Tree().Boxes()) {
				open[n] = true
			}
		}
	}
	return o, s, hits, open
}

// large has leaves in some chunks, in boxes that end where no word does.
func large() *State {
	b := NewBuilder()
	for _, name := range []string{"a", "b"} {
		db := b.Database(name)
		for box, n := range map[int]int{db: 700, b.Schema(db, "s"): 130, b.Schema(db, "t"): 0, b.Schema(db, "u"): 900} {
			for i := range n {
				b.Leaf(box, fmt.Appendf(nil, "t%d", i), Table, "", false, nil)
			}
		}
	}
	l, _ := b.Done()
	s := Open(l, nil)
	return s.PutExtras(func(yield func(Node, *Extra) bool) {
		for n := s.Tree().Boxes(); n < s.Tree().Len(); n += 37 {
			yield(Node(n), &Extra{Filter: []string{"a", "b"}, Join: []string{"c"}, Columns: []Column{{Name: "d", Added: true}}})
		}
	})
}

func linesOf(o *Outline) []Line {
	out := make([]Line, o.Len())
	for i := range out {
		out[i] = o.Line(i)
	}
	return out
}

func TestAnOutlineIsItsTreeLineByLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, s, hits, open := drawOutline(t)
		want := flat(s, hits, open, outlineColumnsOf)
		if got := linesOf(o); !slices.Equal(got, want) {
			t.Fatalf("lines\n%v\nnot\n%v", got, want)
		}
		for i, l := range want {
			if at, ok := o.Find(l); !ok || at != i || o.Place(o.At(i)) != i {
				t.Fatalf("line %d %v is found at %d (%v)", i, l, at, ok)
			}
			if l.Part == Self && o.IsOpen(l.Node) != open[l.Node] {
				t.Fatalf("%v is open: %v", l, !open[l.Node])
			}
			up := o.Parent(i)
			if (up < 0) != (l.Depth == 0) || up >= i || up >= 0 && (want[up].Depth != l.Depth-1 || want[up].Part != Self) {
				t.Fatalf("line %d %v stands below %d", i, l, up)
			}
		}
		for _, n := range []Node{-1, Node(s.Tree().Len())} {
			if at, ok := o.Find(Line{Node: n}); ok || at != 0 {
				t.Fatal("what is not in the tree is found")
			}
		}
	})
}

func TestWhatIsHiddenIsFoundAtTheNearestLineAboveIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, s, _, _ := drawOutline(t)
		lines := linesOf(o)
		step := Node(1 + s.Tree().Len()/100)
		for n := Node(0); int(n) < s.Tree().Len(); n += step {
			for _, part := range []Part{Self, Where, ColumnLine, Note} {
				l := Line{n, part, 0, 0}
				at, ok := o.Find(l)
				want := -1
				for up := n; up != None && want < 0; up = s.Tree().Parent(up) {
					want = slices.IndexFunc(lines, func(l Line) bool { return l.Node == up && l.Part == Self })
				}
				own := slices.IndexFunc(lines, func(l Line) bool { return l.Node == n && l.Part == part && l.Index == 0 })
				switch {
				case own >= 0:
					want = own
				case want < 0:
					want = 0
				}
				if at != want || ok != (own >= 0) {
					t.Fatalf("%v is found at %d (%v), not %d", l, at, ok, want)
				}
			}
		}
	})
}

func TestAnotherTreeIsOpenWhereItHasTheNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, s, _, open := drawOutline(t)
		other := Open(drawSource(t), nil)
		lines := linesOf(o)
		was := NewOutline(s)
		was.Reopen(o)
		o.Show(other, nil)
		want := map[Node]bool{}
		for n, is := range open {
			if at, ok := other.Tree().Find(s.Tree().Path(n)); is && ok {
				want[at] = true
			}
		}
		if got := linesOf(o); !slices.Equal(got, flat(other, nil, want, outlineColumnsOf)) {
			t.Fatalf("lines\n%v", got)
		}
		for _, l := range lines {
			to, ok := o.Carry(was, l)
			at, found := other.Tree().Find(s.Tree().Path(l.Node))
			if ok != found || ok && (to.Node != at || to.Part != l.Part || to.Index != l.Index) {
				t.Fatalf("%v becomes %v (%v)", l, to, ok)
			}
		}
	})
}

func TestColumnsThatCameAreShownOnceTheyAreMeasured(t *testing.T) {
	s := small()
	leaf, _ := s.Tree().Find(Path{"ORDERS", "public", "orders_2025"})
	n := ReadingColumns
	o := NewOutline(s)
	o.Columns = func(Node) int { return n }
	o.Reveal(leaf)
	o.Open(leaf)
	at, _ := o.Find(Line{Node: leaf})
	if l := o.Line(at + 2); l != (Line{leaf, Note, 0, 3}) {
		t.Errorf("below the filter stands %v", l)
	}
	n = 31
	o.Measure()
	if i, ok := o.Find(Line{leaf, ColumnLine, 30, 3}); !ok || i != at+32 || o.Line(i+1).Node == leaf {
		t.Errorf("the last column is at %d, the table at %d", i, at)
	}
}

func TestTheNextOfASetIsTheNextInOrder(t *testing.T) {
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
		for _, l := range flat(s, hits, open, outlineColumnsOf) {
			if l.Part == Self {
				order = append(order, l.Node)
			}
		}
		set := Compare(base, s).Set()
		for i := 0; i < len(order); i += 1 + len(order)/50 {
			from, want := order[i], None
			for k := 1; k <= len(order) && want == None; k++ {
				if n := order[(i+k)%len(order)]; set.Has(n) {
					want = n
				}
			}
			if got, ok := o.NextIn(set, Line{Node: from}); ok != (want != None) || ok && got != want {
				t.Fatalf("from %d it is %d (%v), not %d", from, got, ok, want)
			}
		}
	})
}
