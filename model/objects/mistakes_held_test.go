package objects

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

func TestWhatIsOnTheTargetKeepsItsName(t *testing.T) {
	base := newShop()
	one, two := "ORDERS.orders_1", "ORDERS.orders_2" // two is on the target
	mapped := &Extra{Columns: []Column{{Name: "a", Target: "b", Keep: model.Yes}}}
	for _, c := range []struct {
		what string
		now  shop
		want []string
	}{
		{"nothing changed", base, nil},
		{"one that is not there is renamed", base.renamed(t, one, "x"), nil},
		{"one that is there is renamed", base.renamed(t, two, "x"), []string{"synced ORDERS.orders_2! it is on the target as orders_2"}},
		{"its database is renamed", base.renamed(t, "ORDERS", "X"), []string{"synced ORDERS! it is on the target as ORDERS"}},
		{"another database is renamed", base.renamed(t, "BILLING", "X"), nil},
		{"it goes elsewhere", base.with(t, two, &Extra{DBAlias: "x"}), []string{"synced ORDERS.orders_2! it is on the target already, and where"}},
		{"its column is renamed", base.with(t, two, mapped), []string{"synced ORDERS.orders_2.a! the table is on the target already"}},
		{"it is filtered", base.with(t, two, &Extra{Filter: []string{"a > 7"}}), nil},
	} {
		for _, from := range []*State{base.State, Open(shopSource(), base.Document(ScopeNotTold))} {
			if got := mistakesFound(c.now.State, Check(c.now.State, from, syncTerms())); len(got) != len(c.want) || len(got) > 0 && !strings.HasPrefix(got[0], c.want[0]) {
				t.Errorf("%s: %v, not %v", c.what, got, c.want)
			}
		}
	}
	was := base.renamed(t, two, "x")
	if got := mistakesFound(base.State, Check(base.State, was.State, syncTerms())); len(got) != 1 || !strings.Contains(got[0], "on the target as x") {
		t.Errorf("its own name instead of its name there: %v", got)
	}
}

// What a job holds the service has taken: it is told, and keeps nothing from being sent.
func TestWhatTheJobHoldsIsNoError(t *testing.T) {
	base := newShop().renamed(t, "ORDERS.orders_1", "a.b").with(t, "BILLING.orders_1", &Extra{Filter: []string{"a > 7;", "b"}})
	now := shop{base.State}.chosen(t, "BILLING.orders_2", false)
	got := Check(now.State, base.State, syncTerms())
	if got.Errors != 0 || got.Warnings != 3 {
		t.Errorf("%v", mistakesFound(now.State, got))
	}
	changed := now.with(t, "BILLING.orders_1", &Extra{Filter: []string{"c > 7;"}}).renamed(t, "ORDERS.orders_1", "c.d")
	if got := Check(changed.State, base.State, syncTerms()); got.Errors != 2 {
		t.Errorf("%v", mistakesFound(changed.State, got))
	}
}

func TestClashesThatTheJobHolds(t *testing.T) {
	base := newShop().renamed(t, "ORDERS.orders_1", "v_orders")
	for _, c := range []struct {
		what             string
		now              shop
		errors, warnings int
	}{
		{"the same", base, 0, 2},
		{"another one joins", base.renamed(t, "ORDERS.p_orders", "v_orders"), 1, 2},
		{"it clashes elsewhere", base.renamed(t, "ORDERS.orders_1", "p_orders"), 2, 0},
		{"it is mended", base.renamed(t, "ORDERS.orders_1", "o"), 0, 0},
	} {
		if got := Check(c.now.State, base.State, syncTerms()); got.Errors != c.errors || got.Warnings != c.warnings {
			t.Errorf("%s: %v", c.what, mistakesFound(c.now.State, got))
		}
	}
}

func TestOddNamesThatGo(t *testing.T) {
	b := NewBuilder()
	db := b.Database("db")
	b.Box(db).Total = 3
	for _, name := range []string{"a.b", "fine", "other"} {
		b.Leaf(db, []byte(name), Table, "", false, nil)
	}
	l, _ := b.Done()
	s := Open(l, nil)
	all := s.Select(Every(s.Tree()), true)
	odd, fine := Node(1), Node(2)
	for _, c := range []struct {
		what             string
		s, base          *State
		errors, warnings int
	}{
		{"all around it goes", all, nil, 0, 1},
		{"it is listed", all.Select(SetOf(s.Tree(), fine), false), nil, 1, 0},
		{"it is listed since another one has a filter", all.PutExtra(fine, &Extra{Filter: []string{"a > 7"}}), nil, 1, 0},
		{"it has a name of its own", all.Rename(odd, "ab"), nil, 1, 0},
		{"it is listed as it was", all.Select(SetOf(s.Tree(), fine), false), all, 0, 1},
		{"it does not go", all.Select(SetOf(s.Tree(), odd), false), nil, 0, 0},
	} {
		got := Check(c.s, c.base, syncTerms())
		if got.Errors != c.errors || got.Warnings != c.warnings {
			t.Errorf("%s: %v", c.what, mistakesFound(c.s, got))
		}
	}
}

func TestWhatIsNotOnTheSourceOrNotKnown(t *testing.T) {
	build := func(tables ...string) *Listing {
		b := NewBuilder()
		db := b.Database("db")
		b.Box(db).Total = len(tables)
		for _, name := range tables {
			b.Leaf(db, []byte(name), Table, "", false, nil)
		}
		b.Database("unread")
		l, _ := b.Done()
		return l
	}
	before := Open(build("a", "b"), nil)
	held := before.Select(Every(before.Tree()), true).Rename(3, "bb").Document(ScopeNotTold)
	s := Open(build("a"), held)
	if got := mistakesFound(s, Check(s, nil, syncTerms())); len(got) != 1 || !strings.HasPrefix(got[0], "source db.b? it is not on the source") {
		t.Errorf("%v", got)
	}
	gone, _ := s.Tree().Find(Path{Database: "db", Name: "b"})
	if got := mistakesFound(s, Check(s.Select(SetOf(s.Tree(), gone), false), nil, syncTerms())); len(got) != 0 {
		t.Errorf("%v", got)
	}

	// A document that was opened before the source was read knows of no other table.
	doc := Open(nil, held)
	b, _ := doc.Tree().Find(Path{Database: "db", Name: "b"})
	doc = doc.PutExtra(b, &Extra{Filter: []string{"a > 7"}})
	if got := mistakesFound(doc, Check(doc, nil, syncTerms())); doc.Chosen(0) == Whole && (len(got) != 1 || !strings.HasPrefix(got[0], "unread db! ")) {
		t.Errorf("%v", got)
	}
}

func TestMistakesAreCountedBeyondThoseThatAreKept(t *testing.T) {
	names := make([]string, 1000)
	for i := range names {
		names[i] = fmt.Sprintf("t%04d", i)
	}
	s := tablesOf(names...)
	s = s.Select(Every(s.Tree()), true)
	wrong, _ := mustRule(t, `t(\d+)`, `t${1}_x`, OnLeaves).Apply(t.Context(), s, Within{}, Terms{})
	got := Check(wrong, nil, Terms{MaxTarget: NameLimit{Most: 5}})
	if got.Errors != 1000 || len(got.Mistakes) != mostMistakes || got.Objects.Leaves() != 1000 {
		t.Errorf("%d counted, %d kept, %d objects", got.Errors, len(got.Mistakes), got.Objects.Leaves())
	}
	same, _ := mustRule(t, `.*`, `one`, OnLeaves).Apply(t.Context(), s, Within{}, Terms{})
	got = Check(same, nil, Terms{})
	if got.Errors != 1000 || got.Objects.Leaves() != 1000 || got.Clashed.Count != 1000 {
		t.Errorf("%d counted, %d objects", got.Errors, got.Objects.Leaves())
	}
}

// What a document has to list is what Document lists.
func TestSingleIsWhatTheDocumentSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := drawSource(t)
		s := Open(source, nil)
		for range rapid.IntRange(0, 8).Draw(t, "edits") {
			s = drawEdit(t, s)
		}
		c := checking{State: s}
		level, single := s.Level(), c.single()
		if s.every {
			if single != (level != ScopeAll) {
				t.Fatalf("everything goes, single %t, the document says %s", single, level)
			}
		} else if single != (level == ScopeTable) && !s.Document(ScopeNotTold).Empty() {
			t.Fatalf("single %t, the document says %s", single, level)
		}
	})
}

func TestCheckTakesWhateverIsEdited(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source, s := drawState(t)
		terms := Terms{Sync: rapid.Bool().Draw(t, "sync"), Started: rapid.Bool().Draw(t, "started"), NeedsRoot: rapid.Bool().Draw(t, "root"), FoldNames: true, To: "mysql",
			Scope: rapid.SampledFrom([]Scope{"", ScopeAll, ScopeDatabase, ScopeTable}).Draw(t, "scope")}
		base := Open(source, s.Document(ScopeNotTold))
		for range rapid.IntRange(0, 4).Draw(t, "edits") {
			s = drawEdit(t, s)
		}
		got, err := CheckWithin(context.Background(), s, base, terms)
		if err != nil {
			t.Fatal(err)
		}
		warnings := 0
		for _, m := range got.Mistakes {
			if m.Warn {
				warnings++
			}
			if m.Words() == "" || strings.ContainsFunc(m.Words(), func(r rune) bool { return r < ' ' }) {
				t.Fatalf("%q", m.Words())
			}
			if m.Node != None && got.Wrong.Has(m.Node) == m.Warn && !alsoWrong(got, m.Node) {
				t.Fatalf("%s (a warning: %v) is among what is wrong: %v", m.Words(), m.Warn, got.Wrong.Has(m.Node))
			}
			if m.Node != None && !got.Objects.Has(m.Node) {
				t.Fatal("an object is not marked")
			}
		}
		if warnings != got.Warnings || len(got.Mistakes) != got.Errors+got.Warnings {
			t.Fatalf("%d errors, %d warnings, %d told", got.Errors, got.Warnings, len(got.Mistakes))
		}
	})
}

// alsoWrong reports an object of which something else cannot be sent.
func alsoWrong(c Checked, n Node) bool {
	return slices.ContainsFunc(c.Mistakes, func(m Mistake) bool { return m.Node == n && !m.Warn })
}
