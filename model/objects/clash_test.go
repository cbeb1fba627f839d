package objects

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// naiveClashes finds by comparing every leaf that goes with every other.
func naiveClashes(s *State, fold bool) map[Node]bool {
	type name struct{ db, schema, leaf string }
	at := map[name][]Node{}
	on := s.ChosenSet()
	on.Each(func(n Node) bool {
		box := s.tree.Parent(n)
		where := name{s.Target(box), "", s.Target(n)}
		if up := s.tree.Parent(box); up != None {
			where = name{s.Target(up), s.Target(box), s.Target(n)}
		}
		if x := s.Extra(n); x != nil {
			where.db, where.schema = orName(x.DBAlias, where.db), orName(x.SchemaAlias, where.schema)
		}
		if fold {
			where = name{strings.ToLower(where.db), strings.ToLower(where.schema), strings.ToLower(where.leaf)}
		}
		at[where] = append(at[where], n)
		return true
	})
	out := map[Node]bool{}
	for _, all := range at {
		for _, n := range all {
			if len(all) > 1 {
				out[n] = true
			}
		}
	}
	return out
}

// drawClashing is a State with other names for many of its objects.
func drawClashing(t *rapid.T) *State {
	_, s := drawState(t)
	s = s.Select(Every(s.Tree()), true)
	for range rapid.IntRange(0, 6).Draw(t, "renames") {
		if s.Tree().Len() == 0 {
			break
		}
		n := Node(rapid.IntRange(0, s.Tree().Len()-1).Draw(t, "node"))
		switch name := rapid.SampledFrom([]string{"t1", "T1", "t2", "db0", "DB0", "s0"}).Draw(t, "name"); {
		case rapid.IntRange(0, 4).Draw(t, "off") == 0:
			s = s.Select(SetOf(s.Tree(), n), false)
		case s.Tree().IsBox(n) || rapid.Bool().Draw(t, "own"):
			s = s.Rename(n, name)
		default:
			x := s.Extra(n).Clone()
			if x.DBAlias = name; rapid.Bool().Draw(t, "schema") {
				x.SchemaAlias = "s0"
			}
			s = s.PutExtra(n, x)
		}
	}
	return s
}

func TestClashesAreThoseOfAllPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawClashing(t)
		got, want := Clashes(s), naiveClashes(s, false)
		if got.Count != len(want) {
			t.Fatalf("%d clash, %d found", len(want), got.Count)
		}
		for n := range want {
			if !got.Set.Has(n) {
				t.Fatalf("%s clashes and is not found", s.Tree().Path(n))
			}
		}
		if len(want) > 0 && len(got.Pairs) == 0 {
			t.Fatal("no pair is told")
		}
		for _, p := range got.Pairs {
			if !want[p.A] || !want[p.B] || p.A == p.B {
				t.Fatalf("%s is told of %s and %s", p, s.Tree().Path(p.A), s.Tree().Path(p.B))
			}
		}
		folded, err := ClashesOf(context.Background(), s, true)
		if err != nil || folded.Count != got.Count {
			t.Fatalf("%d clash letter by letter where case is ignored, else %d", folded.Count, got.Count)
		}
		loose := naiveClashes(s, true)
		folded.CaseSet.Each(func(n Node) bool {
			if !loose[n] {
				t.Fatalf("%s does not clash but for its case", s.Tree().Path(n))
			}
			return true
		})
		for n := range loose {
			// Unmapped names of one box that differ in case are the source's own affair.
			if !folded.Set.Has(n) && !folded.CaseSet.Has(n) {
				t.Fatalf("%s clashes but for its case, and is not found", s.Tree().Path(n))
			}
		}
	})
}

// In a box of which little is mapped names are searched, not gathered.
func TestClashesAreThoseOfAllPairsWhereLittleIsMapped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder()
		for _, db := range []string{"big", "small"} {
			in := b.Database(db)
			b.Box(in).Total = 1
			for i := range map[string]int{"big": 80, "small": 2}[db] {
				b.Leaf(in, fmt.Appendf(nil, "t%02d", i), Table, "", false, nil)
			}
		}
		l, _ := b.Done()
		s := Open(l, nil)
		s = s.Select(Every(s.Tree()), true)
		for range rapid.IntRange(1, 5).Draw(t, "renames") {
			n := Node(rapid.IntRange(2, s.Tree().Len()-1).Draw(t, "node"))
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				s = s.Select(SetOf(s.Tree(), n), false)
			case 1:
				s = s.PutExtra(n, &Extra{DBAlias: rapid.SampledFrom([]string{"big", "small", "else"}).Draw(t, "alias")})
			default:
				s = s.Rename(n, rapid.SampledFrom([]string{"t00", "t01", "t02", "T01"}).Draw(t, "name"))
			}
		}
		want, got := naiveClashes(s, false), Clashes(s)
		if got.Count != len(want) {
			t.Fatalf("%d clash, %d found", len(want), got.Count)
		}
		for n := range want {
			if !got.Set.Has(n) {
				t.Fatalf("%s clashes and is not found", s.Tree().Path(n))
			}
		}
		loose := naiveClashes(s, true)
		folded, _ := ClashesOf(context.Background(), s, true)
		if both := folded.Set.With(folded.CaseSet).Leaves(); both != len(loose) {
			t.Fatalf("%d clash but for their case, %d found", len(loose), both)
		}
	})
}

func TestClashesOfOneBox(t *testing.T) {
	many := make([]string, 100)
	for i := range many {
		many[i] = "t" + strings.Repeat("x", i)
	}
	for _, c := range []struct {
		name   string
		rename map[string]string
		clash  int
	}{
		{"none is renamed", nil, 0},
		{"one takes another's name", map[string]string{"tx": "txx"}, 2},
		{"one takes the name that another one gave up", map[string]string{"tx": "txx", "txx": "free"}, 0},
		{"two take one name", map[string]string{"tx": "n", "txx": "n"}, 2},
		{"three have one name", map[string]string{"tx": "t", "txx": "t"}, 3},
		{"two change names", map[string]string{"tx": "txx", "txx": "tx"}, 0},
	} {
		s := tablesOf(many...)
		s = s.Select(Every(s.Tree()), true)
		for from, to := range c.rename {
			n, _ := s.Tree().Find(Path{Database: "db", Name: from})
			s = s.Rename(n, to)
		}
		if got := Clashes(s); got.Count != c.clash {
			t.Errorf("%s: %d clash, not %d", c.name, got.Count, c.clash)
		}
	}
}

func TestAClashNamesItsPlace(t *testing.T) {
	b := NewBuilder()
	for _, name := range []string{"a", "b"} {
		db := b.Database(name)
		b.Box(db).Total = 1
		b.Leaf(db, []byte("t"), Table, "", false, nil)
	}
	l, _ := b.Done()
	s := Open(l, nil)
	s = s.Select(Every(s.Tree()), true).Rename(1, "a")
	if got := Clashes(s).Pairs; len(got) != 1 || got[0].String() != "a.t" {
		t.Errorf("%v", got)
	}
	if got := Clashes(s.PutRoot(Root{Name: "root"})).Pairs; len(got) != 1 || got[0].String() != "root.a.t" {
		t.Errorf("%v", got)
	}
}

func TestWhatIsNotKnownMayClash(t *testing.T) {
	b := NewBuilder()
	db := b.Database("a")
	b.Box(db).Total = 1
	b.Leaf(db, []byte("t"), Table, "", false, nil)
	b.Database("b") // nothing of it is told
	l, _ := b.Done()
	s := Open(l, nil)
	s = s.Select(Every(s.Tree()), true).Rename(1, "a")
	if got := Clashes(s); len(got.Unseen) != 1 || got.Unseen[0] != 1 || got.Count != 0 {
		t.Errorf("%v unseen, %d clash", got.Unseen, got.Count)
	}
	if got := Clashes(s.Select(SetOf(s.Tree(), 1), false)); len(got.Unseen) != 0 {
		t.Errorf("%v unseen of what does not go", got.Unseen)
	}
}

func TestLookupsDoNotClash(t *testing.T) {
	s := tablesOf("a", "b")
	s = s.Select(Every(s.Tree()), true).Rename(2, "a")
	if got := Clashes(s).Count; got != 2 {
		t.Fatalf("%d clash", got)
	}
	if got := Clashes(s.PutExtra(2, &Extra{Lookup: true, Join: []string{"a.id = b.id"}})).Count; got != 0 {
		t.Errorf("%d clash with a lookup", got)
	}
}

func TestLookingForClashesStops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	s := tablesOf("a", "b")
	s = s.Select(Every(s.Tree()), true).Rename(2, "a")
	if _, err := ClashesOf(ctx, s, false); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := CheckWithin(ctx, s, nil, Terms{To: "mysql", MaxTarget: LimitOf("mysql"), Selectable: model.Yes}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
