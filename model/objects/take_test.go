package objects

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// listed is a document of tables: "ORDERS.t1>new", and "ORDERS.*" for all of one.
func listed(names ...string) *Listing {
	b := NewBuilder()
	b.Scope = ScopeTable
	for _, name := range names {
		db, table, _ := strings.Cut(name, ".")
		table, target, _ := strings.Cut(table, ">")
		n := b.Database(db)
		if table == "*" {
			b.Box(n).All = model.Yes
			continue
		}
		b.Leaf(n, []byte(table), Table, target, false, nil)
	}
	l, _ := b.Done()
	return l
}

// going names what goes, with other names on the target behind ">".
func going(s *State) string {
	var out []string
	s.ChosenSet().Each(func(n Node) bool {
		text := s.Tree().Path(n).String()
		if s.Mapped(n) {
			text += ">" + s.Target(n)
		}
		out = append(out, text)
		return true
	})
	return strings.Join(out, " ")
}

func TestASelectionFromElsewhere(t *testing.T) {
	source := meansShop(map[string]int{"A": 3, "B": 2})
	start := choose(t, Open(source, nil), "A.t0000", "B.t0001")
	start = start.Rename(at(t, start, Path{Database: "A", Name: "t0000"}), "mine")
	for _, c := range []struct {
		name string
		from *Listing
		how  How
		want string
		said string
	}{
		{"instead", listed("A.t0001>x", "A.t0002"), TakeInstead, "A.t0001>x A.t0002", "2 taken"},
		{"more", listed("A.t0001>x", "A.t0000>theirs"), TakeMore, "A.t0000>theirs A.t0001>x B.t0001", "2 taken"},
		{"away", listed("A.t0000", "A.t0002"), TakeAway, "B.t0001", "2 taken"},
		{"a whole database more", listed("B.*"), TakeMore, "A.t0000>mine B.t0000 B.t0001", "1 taken"},
		{"a whole database away", listed("B.*"), TakeAway, "A.t0000>mine", "1 taken"},
		{"what is not there", listed("A.t0002", "A.x", "C.y", "C.*"), TakeInstead, "A.t0002", "1 taken, 3 not on the source: C, A.x, C.y"},
	} {
		got, taken := Take(start, c.from, c.how)
		if going(got) != c.want || taken.Words() != c.said {
			t.Errorf("%s: %s, %q", c.name, going(got), taken.Words())
		}
	}
}

func TestAllOfADocumentMakesItsState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, other := drawState(t)
		s := Open(source, nil)
		for range rapid.IntRange(0, 6).Draw(t, "own edits") {
			s = drawEdit(t, s)
		}
		doc := other.Document(ScopeNotTold)
		got, taken := Take(s, doc, TakeInstead)
		got = got.PutRoot(other.root)
		if where := same(other, got); where != "" || taken.Missing != 0 {
			t.Fatalf("%s, %d missing", where, taken.Missing)
		}
		more, _ := Take(s, doc, TakeMore)
		if want := s.ChosenSet().With(other.ChosenSet()); !want.Without(more.ChosenSet()).Empty() {
			t.Fatal("something was lost on the way to more")
		}
		away, _ := Take(s, doc, TakeAway)
		want := s.ChosenSet().Without(other.ChosenSet())
		if left := away.ChosenSet(); !left.Without(want).Empty() || !want.Without(left).Empty() {
			t.Fatal("what is left is something else")
		}
	})
}

func TestANameOnTheTargetStays(t *testing.T) {
	source := meansShop(map[string]int{"A": 2})
	b := NewBuilder()
	b.Scope = ScopeTable
	b.Leaf(b.Database("A"), []byte("t0000"), Table, "there", true, nil)
	held, _ := b.Done()
	s := Open(source, held)
	for _, how := range []How{TakeInstead, TakeMore} {
		got, taken := Take(s, listed("A.t0000>other", "A.t0001>x"), how)
		if going(got) != "A.t0000>there A.t0001>x" || taken.Locked != 1 {
			t.Errorf("%d: %s, %d locked", how, going(got), taken.Locked)
		}
	}
}

func TestRulesFromAFile(t *testing.T) {
	source := meansShop(map[string]int{"A": 12, "B": 2})
	s := choose(t, Open(source, nil), "B.t0000")
	read := func(text string) (Set, error) {
		f, wrong := ParseFilter(text)
		if wrong != nil {
			return Set{}, errors.New(wrong.Why)
		}
		return f.Hits(s).Set, nil
	}
	got, said := SelectBy(s, []string{"# what goes", "", "A.t000*", "- A.t0003", "+ db:A *11", "/(/", "-B."}, read)
	want := "A.t0000 A.t0001 A.t0002 A.t0004 A.t0005 A.t0006 A.t0007 A.t0008 A.t0009 A.t0011"
	if going(got) != want || said.On != 10 || said.Off != 1 || len(said.Rules) != 5 || said.Rules[3].Line != 6 || said.Rules[3].Why == "" {
		t.Errorf("%s\n%+v", going(got), said)
	}
}

func TestWhatIsNewSinceTheLastReading(t *testing.T) {
	b := NewBuilder()
	b.Leaf(b.Database("A"), []byte("a"), Table, "", false, nil)
	b.Leaf(b.Database("A"), []byte("b"), Table, "", false, nil)
	b.Database("UNREAD")
	first, _ := b.Done()
	b = NewBuilder()
	b.Leaf(b.Database("A"), []byte("b"), Table, "", false, nil)
	b.Leaf(b.Database("A"), []byte("c"), Table, "", false, nil)
	b.Leaf(b.Database("NEW"), []byte("x"), Table, "", false, nil)
	b.Leaf(b.Database("UNREAD"), []byte("known now"), Table, "", false, nil)
	second, _ := b.Done()
	old := Open(first, nil)
	old = choose(t, old, "A.a")
	now := Reopen(old, second)
	names := func(tree *Tree, set Set) (out []string) {
		set.Each(func(n Node) bool { out = append(out, tree.Path(n).String()); return true })
		return out
	}
	if got := fmt.Sprint(names(now.Tree(), NewSince(old, now))); got != "[NEW A.c NEW.x]" {
		t.Errorf("new: %s", got)
	}
	if gone := at(t, now, Path{Database: "A", Name: "a"}); now.OnSource(gone) || now.Chosen(gone) != Whole {
		t.Error("what is chosen and gone is to be seen")
	}
}

func TestTheWayBackAndForthAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		h := NewHistory(s)
		past, at := []*State{s}, 0
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				if _, _, ok := h.Undo(); ok != (at > 0) {
					t.Fatalf("undo: %v at %d", ok, at)
				}
				at = max(at-1, 0)
			case 1:
				if _, _, ok := h.Redo(); ok != (at < len(past)-1) {
					t.Fatalf("redo: %v at %d of %d", ok, at, len(past))
				}
				at = min(at+1, len(past)-1)
			default:
				if next := drawEdit(t, h.Now()); next != h.Now() {
					h.Do(next, "edited")
					past = append(past[:at+1:at+1], next)
					at++
				}
			}
			if h.Now() != past[at] {
				t.Fatal("another State is now")
			}
			if back, forth := h.Steps(); back != at || forth != len(past)-1-at {
				t.Fatalf("%d back and %d forth, want %d and %d", back, forth, at, len(past)-1-at)
			}
		}
	})
}

func TestAHistoryForgetsWhatIsTooMuch(t *testing.T) {
	s := Open(meansShop(map[string]int{"A": 3}), nil)
	h := NewHistory(s)
	for i := range 2 * historySteps {
		h.Do(h.Now().Rename(1, fmt.Sprint("n", i)), "1 table renamed")
	}
	back, _ := h.Steps()
	_, words, ok := h.Undo()
	if back != historySteps || !ok || words != "undone: 1 table renamed" {
		t.Errorf("%d steps, %q", back, words)
	}
	big := Open(manyTables(100_000), nil)
	h = NewHistory(big)
	for i := range 100 { // each of them has new names throughout: 1.6 MB
		h.Do(h.Now().RenameAll(func(yield func(Node, string) bool) {
			for n := big.tree.boxes; n < big.tree.Len(); n += chunkLen / 2 {
				yield(Node(n), fmt.Sprint("n", i))
			}
		}), "renamed")
	}
	if back, _ := h.Steps(); back >= 100 || back < 10 {
		t.Errorf("%d steps are kept", back)
	}
}

func TestAChangeHasAName(t *testing.T) {
	s := Open(meansShop(map[string]int{"A": 1200, "B": 2}), nil)
	for _, c := range []struct{ got, want string }{
		{ChosenWords(s, choose(t, s, "A")), "1 200 tables chosen"},
		{ChosenWords(choose(t, s, "A"), choose(t, s, "B.t0000")), "1 table chosen and 1 200 tables left out"},
		{ChosenWords(choose(t, s, "A"), choose(t, s, "A").Rename(5, "x")), "1 table renamed"},
		{ChosenWords(s, s), "nothing that goes"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
