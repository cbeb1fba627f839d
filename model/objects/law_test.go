package objects

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// drawSource is a small source: some databases with schemas, some without, one that
// lists nothing.
func drawSource(t *rapid.T) *Listing {
	b := NewBuilder()
	for d := range rapid.IntRange(0, 4).Draw(t, "databases") {
		db := b.Database(fmt.Sprintf("db%d", d))
		if rapid.IntRange(0, 5).Draw(t, "unlisted") == 0 {
			continue
		}
		b.Box(db).Total = 1
		fill := func(box int) {
			for i := range rapid.IntRange(0, 4).Draw(t, "tables") {
				b.Leaf(box, fmt.Appendf(nil, "t%d", i), Kind(rapid.IntRange(int(Table), int(Procedure)).Draw(t, "kind")), "", false, nil)
			}
		}
		fill(db)
		for s := range rapid.IntRange(0, 2).Draw(t, "schemas") {
			fill(b.Schema(db, fmt.Sprintf("s%d", s)))
		}
	}
	l, _ := b.Done()
	return l
}

// drawEdit is one change that somebody could make.
func drawEdit(t *rapid.T, s *State) *State {
	n := s.Tree().Len()
	if n == 0 {
		return s
	}
	node := Node(rapid.IntRange(0, n-1).Draw(t, "node"))
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0, 1, 2:
		return s.Select(SetOf(s.Tree(), node), rapid.Bool().Draw(t, "on"))
	case 3:
		return s.Invert(SetOf(s.Tree(), node))
	case 4:
		return s.Rename(node, rapid.SampledFrom([]string{"", "new", "t1"}).Draw(t, "target"))
	case 5:
		return s.SelectEverything()
	case 6:
		return s.SetLookup(node, rapid.Bool().Draw(t, "lookup"))
	case 7:
		return s.PutRoot(Root{Name: rapid.SampledFrom([]string{"", "root"}).Draw(t, "root")})
	}
	if s.Tree().IsBox(node) {
		return s
	}
	x := s.Extra(node).Clone()
	switch rapid.IntRange(0, 3).Draw(t, "extra") {
	case 0:
		x.Filter = []string{"id > 7"}
	case 1:
		x.Filter = nil
	case 2:
		x.Columns = []Column{{Name: "c", Keep: model.No}, {Name: "id", Keep: model.Yes, Key: true}}
	case 3:
		x.Columns = append(x.Columns, Column{Name: "src", Added: true, Operation: "ADDITIONALCOLUMN,create_time", Type: "long"})
	}
	return s.PutExtra(node, x)
}

func drawState(t *rapid.T) (*Listing, *State) {
	source := drawSource(t)
	s := Open(source, nil)
	for range rapid.IntRange(0, 12).Draw(t, "edits") {
		s = drawEdit(t, s)
	}
	return source, s
}

// same says where two States of one tree differ in what they do; "": nowhere.
func same(a, b *State) string {
	if a.root.Name != b.root.Name {
		return "root"
	}
	for n := range Node(a.Tree().Len()) {
		name := a.Tree().Path(n).String()
		goes := a.Chosen(n) != Nothing
		switch {
		case a.Chosen(n) != b.Chosen(n):
			return fmt.Sprintf("%s is chosen %d and %d", name, a.Chosen(n), b.Chosen(n))
		case a.Lookup(n) != b.Lookup(n):
			return name + ": lookup"
		case goes && a.Target(n) != b.Target(n):
			return name + ": target"
		case (goes || a.Lookup(n)) && fmt.Sprint(deref(a.Extra(n))) != fmt.Sprint(deref(b.Extra(n))):
			return name + ": extra"
		}
	}
	return ""
}

func deref(x *Extra) Extra {
	if x.Empty() {
		return Extra{}
	}
	return *x
}

func TestADocumentSaysWhatAStateDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		doc := s.Document(ScopeNotTold)
		again := Open(source, doc)
		if where := same(s, again); where != "" {
			t.Fatal(where)
		}
		if doc.Print() != again.Document(ScopeNotTold).Print() {
			t.Fatal("the document of the document says something else")
		}
	})
}

func TestCountsAreThoseOfTheLeaves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		total := 0
		for box := range Node(s.Tree().Boxes()) {
			on := 0
			from, to := s.Tree().Leaves(box)
			for n := from; n < to; n++ {
				if s.Chosen(n) == Whole {
					on++
				}
			}
			if int(s.counts[box]) != on {
				t.Fatalf("%s counts %d of %d", s.Tree().Path(box), s.counts[box], on)
			}
			total += on
		}
		if on, _ := s.Total(); on != total {
			t.Fatalf("%d in all, %d counted", on, total)
		}
	})
}

func TestTwoInversionsAreNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		on := s.ChosenSet()
		set := NewSet(s.Tree())
		for n := range s.Tree().Len() {
			if rapid.Bool().Draw(t, "in") {
				set.Put(Node(n))
			}
		}
		twice := s.Invert(set).Invert(set)
		if got := twice.ChosenSet(); !got.Without(on).Empty() || !on.Without(got).Empty() {
			t.Fatal("the leaves are others")
		}
	})
}

func TestAStateThatWasGoesOnAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		doc := s.Document(ScopeNotTold).Print()
		next := s
		for range 4 {
			next = drawEdit(t, next)
		}
		if s.Document(ScopeNotTold).Print() != doc {
			t.Fatal("an edit of a later State changed an earlier one")
		}
	})
}

func TestWhatHasAnotherNameIsMarked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		for _, s := range []*State{s, Open(source, s.Document(ScopeNotTold)), elsewhere(source, s)} {
			for _, c := range s.chunks {
				for i := range chunkLen {
					if c.mapped.has(i) != (c.target(i) != "") {
						t.Fatalf("%d is %q", i, c.target(i))
					}
				}
			}
		}
	})
}
