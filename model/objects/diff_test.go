package objects

import (
	"fmt"
	"strings"
	"testing"

	"drover/model"
)

// review is what Groups says, a line each.
func review(groups []Group) string {
	var out []string
	for _, g := range groups {
		head := g.Box.String()
		if g.Node == None {
			head = "document"
		}
		out = append(out, head+": "+g.Words)
		for _, l := range g.Lines {
			text := strings.TrimRight(fmt.Sprintf("  %d %s", l.Kind, l.Path), " ")
			for _, part := range []string{l.Was, l.Is} {
				if part != "" {
					text += " | " + part
				}
			}
			if l.Synced {
				text += " | synced"
			}
			out = append(out, text)
		}
		if g.More > 0 {
			out = append(out, fmt.Sprintf("  and %d more", g.More))
		}
	}
	return strings.Join(out, "\n")
}

func TestWhatDiffersInWords(t *testing.T) {
	source := meansShop(map[string]int{"ORDERS": 1200, "BILLING": 2, "SCRATCH": 50})
	b := NewBuilder()
	b.Scope = ScopeTable
	for i := range 1200 {
		b.Leaf(b.Database("ORDERS"), fmt.Appendf(nil, "t%04d", i), Table, "", i < 2, nil)
	}
	held, _ := b.Done()
	base := Open(source, held)
	table := func(db, name string) Node { return at(t, base, Path{Database: db, Name: name}) }
	columns := &Extra{Columns: []Column{
		{Name: "c", Keep: model.No}, {Name: "d", Target: "e", Keep: model.Yes}, {Name: "id", Keep: model.Yes, Key: true},
		{Name: "src", Added: true, Type: "long", Operation: "ADDITIONALCOLUMN,default_value", Value: "7"},
		{Name: "at", Added: true, Type: "datetime", Operation: "ADDITIONALCOLUMN,create_time"},
	}}
	for _, c := range []struct {
		name    string
		now     *State
		words   string
		changes int
		leaving int
		review  string
		effects string
	}{
		{"nothing", base, "Nothing changed since 03:09Z.", 0, 0, "", "Nothing differs from what the job holds."},
		{"the layout's", choose(t, base, "-ORDERS.t0001", "-ORDERS.t0003", "-ORDERS.t0005").PutExtra(table("ORDERS", "t0000"), &Extra{Filter: []string{"created_at >= '2025-01-01'"}}),
			"Changed since 03:09Z: 3 tables leave the scope, 1 filter (26 of 512 letters)", 4, 3,
			"ORDERS: 3 tables leave, 1 filter\n  7 ORDERS | takes what is made later | takes only what is listed\n  1 ORDERS.t0001 | synced\n" +
				"  3 ORDERS.t0000 | where created_at >= '2025-01-01' | synced\n  and 2 more",
			"! 3 tables leave the job: what is on the target stays there and is no longer kept up to date.\n1 of them is on the target already.\n" +
				"! One that joins again later is copied in full again.\n! 1 filter changes: rows that move in or out of a condition may differ between the sides.\n" +
				"! Tables that are made later in ORDERS do not go any more: it goes table by table.\nThe list is sent as a whole and replaces the one the job holds."},
		{"a whole database", choose(t, base, "BILLING", "-ORDERS"),
			"Changed since 03:09Z: 2 tables join, 1 200 tables leave the scope", 2, 1200,
			"BILLING: 2 tables\n  0 BILLING | 2 tables\nORDERS: 1 200 tables\n  1 ORDERS | 1 200 tables",
			"! 1 200 tables leave the job: what is on the target stays there and is no longer kept up to date.\n2 of them are on the target already.\n" +
				"! One that joins again later is copied in full again.\n2 tables join: they are copied in full first, by a child job.\nThe list is sent as a whole and replaces the one the job holds."},
		{"names", base.Rename(table("ORDERS", "t0007"), "x\x1b").Rename(at(t, base, Path{Database: "ORDERS"}), "ORDERS_NEW").PutRoot(Root{Name: "all"}),
			"Changed since 03:09Z: 2 renamed, target database all", 3, 0,
			"document: \n  9 | none | all\nORDERS: 1 renamed\n  2 ORDERS | ORDERS | ORDERS_NEW\n  2 ORDERS.t0007 | t0007 | x^[",
			"! 2 objects get other names on the target: what stands there under the old names stays.\n! All goes into database all; it was none.\n" +
				"The list is sent as a whole and replaces the one the job holds."},
		{"columns", base.PutExtra(table("ORDERS", "t0007"), columns),
			"Changed since 03:09Z: 1 choice of columns, 1 table's added columns", 1, 0,
			"ORDERS: 1 choice of columns, 1 table's added columns\n  7 ORDERS | takes what is made later | takes only what is listed\n  4 ORDERS.t0007 | all as they are | c left out, d > e\n  5 ORDERS.t0007 | none | at datetime create time, src long = 7",
			"Other columns go of 1 table.\nOther columns are added to 1 table.\n! Tables that are made later in ORDERS do not go any more: it goes table by table.\n" +
				"The list is sent as a whole and replaces the one the job holds."},
	} {
		d := Compare(base, c.now)
		if got := d.Words("03:09Z"); got != c.words || d.Changes() != c.changes || d.Leaving() != c.leaving {
			t.Errorf("%s: %q, %d changes, %d leave", c.name, got, d.Changes(), d.Leaving())
		}
		if got := review(d.Groups(3)); got != c.review {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.review)
		}
		if got := texts(d.Effects(true)); got != c.effects {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.effects)
		}
	}
}

func TestLeavingAJobThatWasNotStartedIsNoRisk(t *testing.T) {
	base := choose(t, Open(meansShop(map[string]int{"A": 3, "B": 1}), nil), "A", "B")
	for _, e := range Compare(base, choose(t, base, "-B")).Effects(false) {
		if e.Risk {
			t.Errorf("%q", e.Text)
		}
	}
	every := Open(meansShop(map[string]int{"A": 3}), nil).SelectEverything()
	d := Compare(every, choose(t, every, "-A.t0001"))
	if got := d.Words("then"); got != "Changed since then: 1 table leaves the scope, scope table" || d.Changes() != 1 {
		t.Errorf("%q, %d changes", got, d.Changes())
	}
	if !strings.Contains(texts(d.Effects(true)), "! The scope becomes table; it was all, and the service holds to the scope of a started job.\n! Databases that are made later do not go any more.") {
		t.Errorf("%s", texts(d.Effects(true)))
	}
}

func TestAListOfAllTablesThatBecomesTheWholeIsTold(t *testing.T) {
	b := NewBuilder()
	b.Scope = ScopeTable
	a := b.Database("A")
	b.Box(a).All = model.No
	b.Leaf(a, []byte("t0000"), Table, "", false, nil)
	held, _ := b.Done()
	base := Open(meansShop(map[string]int{"A": 1, "B": 1}), held)
	got := texts(Compare(base, choose(t, base, "B")).Effects(true))
	if !strings.Contains(got, "! All of A is chosen: tables that are made in it later go, too; the job's own list took them one by one.") {
		t.Error(got)
	}
}

func TestOneEditIsOneChange(t *testing.T) {
	base := choose(t, Open(meansShop(map[string]int{"A": 3, "B": 1}), nil), "A")
	for name, now := range map[string]*State{
		"one left out": choose(t, base, "-A.t0001"), "one more": choose(t, base, "B.t0000"), "a database": choose(t, base, "-A"),
		"a name": base.Rename(0, "x"), "a name, a filter": base.Rename(3, "x").PutExtra(3, &Extra{Filter: []string{"a = 1"}}),
		"a lookup": base.SetLookup(1, true), "the root": base.PutRoot(Root{Name: "r"}),
	} {
		if d := Compare(base, now); d.Changes() != 1 || d.Empty() {
			t.Errorf("%s: %d changes", name, d.Changes())
		}
	}
}

func TestEverythingIsNotEverythingOnceSomethingIsOnlyLookedUp(t *testing.T) {
	every := Open(meansShop(map[string]int{"A": 1}), nil).SelectEverything()
	s := every.SetLookup(1, true).SetLookup(1, false)
	if s.Every() || s.Document(ScopeNotTold).Scope == ScopeAll {
		t.Error("a table that was taken out goes by the document")
	}
}

// What one change costs does not grow with what there is.
func TestOneChangeOfManyAllocatesAsOneOfFew(t *testing.T) {
	var allocs [2]float64
	for i, n := range []int{5_000, 50_000} {
		s := manyChosen(manyTables(n))
		one := SetOf(s.tree, Node(s.tree.boxes+n/2))
		allocs[i] = testing.AllocsPerRun(5, func() { Compare(s, s.Invert(one)).Changes() })
	}
	if allocs[1] > allocs[0] {
		t.Errorf("%v allocations", allocs)
	}
}

func TestADiffOverTwoReadings(t *testing.T) {
	old := Open(meansShop(map[string]int{"A": 3, "B": 2}), nil)
	base := choose(t, old, "A.t0000", "B")
	now := Reopen(base, meansShop(map[string]int{"A": 2, "C": 1}))
	if d := Compare(base, now); !d.Empty() || d.Tree() != now.Tree() {
		t.Errorf("a table that nobody chose is gone: %s", d.Words("then"))
	}
	now = choose(t, now, "C", "-B")
	d := Compare(base, now)
	if got := d.Words("then"); got != "Changed since then: 1 table joins, 2 tables leave the scope" {
		t.Error(got)
	}
	lost := Open(meansShop(map[string]int{"A": 2}), nil)
	if d := Compare(base, lost); d.Tree() == lost.Tree() || d.Leaving() != 3 {
		t.Errorf("%d leave", d.Leaving())
	}
}
