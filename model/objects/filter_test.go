package objects

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"drover/model"
)

// small is a source of two databases with schemas and one without, and what goes of
// it: everything in public, nothing else.
func small() *State {
	b := NewBuilder()
	orders, billing, old := b.Database("ORDERS"), b.Database("billing"), b.Database("my_billing")
	b.Database("unlisted")
	public, archive := b.Schema(orders, "public"), b.Schema(orders, "archive")
	leaf := func(box int, kind Kind, names ...string) {
		for _, n := range names {
			b.Leaf(box, []byte(n), kind, "", n == "orders_2025", nil)
		}
	}
	leaf(public, Table, "orders_2024", "orders_2025", "orders_bak", "ORDERS_OLD", "a.b", "数据")
	leaf(public, View, "orders_v")
	leaf(archive, Table, "orders_2024")
	leaf(archive, Procedure, "clean")
	leaf(billing, Table, "invoices", "Café", "a|b (c)")
	leaf(old, Table, "invoices")
	l, _ := b.Done()
	s := Open(l, nil)
	at := func(db, schema, name string) Node { n, _ := s.tree.Find(Path{db, schema, name}); return n }
	s = s.Select(SetOf(s.tree, at("ORDERS", "public", "")), true)
	s = s.Rename(at("ORDERS", "public", "orders_2024"), "orders_y2024").Rename(at("ORDERS", "", ""), "NEW")
	s = s.PutExtra(at("ORDERS", "public", "orders_2025"), &Extra{Filter: []string{"id > 7"}})
	s = s.PutExtra(at("ORDERS", "public", "orders_bak"), &Extra{Columns: []Column{{Name: "c", Keep: model.No}}})
	return s.SetLookup(at("ORDERS", "archive", "orders_2024"), true)
}

// paths are what hits find, without the database's letters but the first.
func paths(s *State, set Set) string {
	var out []string
	set.Each(func(n Node) bool {
		out = append(out, s.tree.Path(n).String())
		return true
	})
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestWhatAFilterFinds(t *testing.T) {
	s := small()
	const public = "ORDERS.public."
	for text, want := range map[string]string{
		"2024":                   "ORDERS.archive.orders_2024 ORDERS.public.orders_2024",
		"ORDERS":                 public + "ORDERS_OLD",
		"orders_*":               "ORDERS.archive.orders_2024 ORDERS.public.ORDERS_OLD ORDERS.public.orders_2024 ORDERS.public.orders_2025 ORDERS.public.orders_bak ORDERS.public.orders_v",
		"*der*_2?2*5":            public + "orders_2025",
		"*_b?k":                  public + "orders_bak",
		"*orders_2024??":         "",
		"*?????????????":         "",
		"*fé":                    "billing.Café",
		"/CAF\\p{L}|\\pN_BAK/":   "",
		"/_O(LD){1}$/":           public + "ORDERS_OLD",
		"o*2?2*5":                public + "orders_2025",
		"*v* !archive.":          public + "orders_v billing.invoices my_billing.invoices",
		"orders_202? !*4":        public + "orders_2025",
		"*_bak | *_v":            public + "orders_bak " + public + "orders_v",
		"*_bak OR *_v":           public + "orders_bak " + public + "orders_v",
		"(bak | v) !*_v !inv":    public + "orders_bak",
		`"orders_2024"`:          "ORDERS.archive.orders_2024 ORDERS.public.orders_2024",
		`"orders_old"`:           "",
		`"a.b"`:                  public + "a.b",
		`"a|b (c)"`:              "billing.a|b (c)",
		`/^orders_\d+$/ public.`: public + "orders_2024 " + public + "orders_2025",
		`/^ORD/`:                 public + "ORDERS_OLD",
		`/\D_OLD/`:               public + "ORDERS_OLD",
		"数":                      public + "数据",
		"CAFÉ":                   "",
		"café":                   "billing.Café",
		"billing.":               "billing.Café billing.a|b (c) billing.invoices my_billing.invoices",
		"billing*.invoices":      "billing.invoices",
		"*.public.orders_2*":     public + "orders_2024 " + public + "orders_2025",
		"ORDERS.orders_2024":     "ORDERS.archive.orders_2024 ORDERS.public.orders_2024",
		"archive.orders":         "ORDERS.archive.orders_2024",
		"billing..invoices":      "billing.invoices my_billing.invoices",
		"is:view":                public + "orders_v",
		"is:proc":                "ORDERS.archive.clean",
		"is:table db:my":         "my_billing.invoices",
		"is:ma":                  public + "orders_2024",
		"is:filtered":            public + "orders_2025",
		"is:columns":             public + "orders_bak",
		"is:lookup":              "ORDERS.archive.orders_2024",
		"is:synced":              public + "orders_2025",
		"is:gone":                "",
		"is:left schema:arch":    "ORDERS.archive.clean ORDERS.archive.orders_2024",
		"is:chosen !orders":      public + "a.b " + public + "数据",
		"to:orders_y*":           public + "orders_2024",
		"to:NEW.public.*2025":    public + "orders_2025",
		"to:invoices db:/^bil/":  "billing.invoices",
		"IS：View":                public + "orders_v",
		"!(orders | clean) db:O": public + "a.b " + public + "数据",
	} {
		f, wrong := ParseFilter(text)
		if wrong != nil {
			t.Errorf("%s: %+v", text, wrong)
			continue
		}
		h := f.Hits(s)
		if got := paths(s, h.Set); got != want {
			t.Errorf("%s finds\n%s, not\n%s", text, got, want)
		}
		if h.Count != h.Set.Leaves() {
			t.Errorf("%s counts %d of %d", text, h.Count, h.Set.Leaves())
		}
	}
}

func TestBoxesThatAreNamed(t *testing.T) {
	s := small()
	for text, want := range map[string]string{
		"":                 "",
		"orders":           "ORDERS",
		"bill":             "billing my_billing",
		"bill !my*":        "billing",
		"!bill":            "",
		"bill | !orders":   "billing my_billing",
		"bill is:view":     "billing my_billing",
		"bill public":      "",
		"db:unl":           "unlisted",
		"unl.":             "unlisted",
		"schema:public":    "ORDERS.public",
		"db:ORDERS public": "ORDERS.public",
		"!(bill orders)":   "",
	} {
		f, _ := ParseFilter(text)
		if got := paths(s, f.Hits(s).Named); got != want {
			t.Errorf("%s names %q, not %q", text, got, want)
		}
	}
}

func TestWhatOnlyLeaves(t *testing.T) {
	s := small()
	at := func(db, schema, name string) Node { n, _ := s.tree.Find(Path{db, schema, name}); return n }
	after := s.Select(SetOf(s.tree, at("ORDERS", "public", "orders_v")), false).
		Rename(at("ORDERS", "public", "orders_bak"), "b").Rename(at("billing", "", ""), "bills").
		PutExtra(at("ORDERS", "public", "orders_2025"), &Extra{Filter: []string{"id > 7"}}) // the same again
	some := SetOf(s.tree, at("my_billing", "", ""))
	for _, c := range []struct {
		filter       string
		only         Only
		leaves, boxs string
	}{
		{"", OnlySet(Compare(s, after).Set()), "ORDERS.public.orders_bak ORDERS.public.orders_v", ""},
		{"bak", OnlySet(Compare(s, after).Set()), "ORDERS.public.orders_bak", ""},
		{"bill", OnlySet(Compare(s, after).Set()), "", ""},
		{"", OnlySet(Compare(after, after).Set()), "", ""},
		{"orders", OnlyLeft(), "ORDERS.archive.orders_2024 ORDERS.public.orders_v", ""},
		{"", OnlySet(some), "my_billing.invoices", "my_billing"},
		{"cafe", OnlyNew(some), "", ""},
	} {
		f, _ := ParseFilter(c.filter)
		h := f.HitsOnly(after, c.only)
		if got := paths(s, h.Set); got != c.leaves {
			t.Errorf("%q of %d leaves %s, not %s", c.filter, c.only.how, got, c.leaves)
		}
		if got := paths(s, h.Named); got != c.boxs {
			t.Errorf("%q of %d names %q, not %q", c.filter, c.only.how, got, c.boxs)
		}
	}
	if h := OnlyLeft().Hits(s); !h.Named.Has(at("unlisted", "", "")) {
		t.Error("a database that does not go and lists nothing is hidden")
	}
}

func TestFilterMistakes(t *testing.T) {
	for _, c := range []struct {
		text string
		at   int
		why  string // part of the clause
		open bool
	}{
		{`a "b`, 2, `this " is not closed`, true},
		{`a ""`, 2, "nothing between the quotes", false},
		{"数 /re", 2, "this / is not closed", true},
		{`/a\`, 0, "not closed", true},
		{"//", 0, "nothing between the slashes", false},
		{"a /[b/", 3, "missing closing ]", false},
		{"/数+*/", 2, "invalid nested repetition operator", false},
		{"(a | b", 0, "this ( is not closed", true},
		{"a (", 2, "this ( is not closed", true},
		{"a)", 1, "there is no ( for this )", false},
		{")", 0, "there is no (", false},
		{"a ()", 2, "nothing between ( and )", false},
		{"a |", 2, "| has nothing on its right", true},
		{"a OR | b", 2, "OR has nothing on its right", false},
		{"| a", 0, "| has nothing on its left", false},
		{"a !", 2, "! has nothing after it", true},
		{"!| a", 0, "! has nothing after it", false},
		{"is:", 3, "is: wants a word, as in is:view", true},
		{"is:c", 3, "is: may be chosen or columns", true},
		{"is:c a", 3, "is: may be chosen or columns", false},
		{"数 is:x", 5, "is: knows view table", false},
		{"db: a", 3, "db: wants a word", false},
		{"to:|a", 3, "to: wants a word", false},
		{"x name:a", 2, "there is no field name; there are is db schema to", false},
		{strings.Repeat("(", 51), 50, "nested too deeply", false},
	} {
		_, wrong := ParseFilter(c.text)
		if wrong == nil || wrong.At != c.at || !strings.Contains(wrong.Why, c.why) || wrong.Open != c.open {
			t.Errorf("%s: %+v, not %+v", c.text, wrong, c)
		}
	}
}

func TestAFilterStopsWhenItsContextEnds(t *testing.T) {
	s := wide(10, 20_000)
	f, _ := ParseFilter("orders")
	ctx, stop := context.WithCancel(context.Background())
	if _, ok := f.HitsWithin(ctx, s); !ok {
		t.Error("stopped without an end")
	}
	stop()
	if h, ok := f.HitsWithin(ctx, s); ok || h.Count > 0 {
		t.Error("it went on")
	}
}

func TestLargeTreesAreSharedOut(t *testing.T) {
	s := wide(7, 3*share/7)
	f, _ := ParseFilter("orders_0000?7 | schema:s3 *99")
	var one Hits
	leaves := make([]uint64, (s.tree.LeafCount()+63)/64)
	f.findIn(context.Background(), s, Only{}, 0, s.tree.LeafCount(), leaves)
	one.Set = NewSet(s.tree)
	for w, word := range leaves {
		one.Set.putLeafWord(w*64, word)
	}
	many := f.Hits(s)
	if !one.Set.Without(many.Set).Empty() || !many.Set.Without(one.Set).Empty() || many.Count == 0 {
		t.Error("shared out it finds something else")
	}
}

// wide is a State of one database with as many schemas of as many tables.
func wide(boxes, each int) *State {
	b := NewBuilder()
	db := b.Database("ORDERS")
	for i := range boxes {
		sc := b.Schema(db, fmt.Sprintf("s%d", i))
		for j := range each {
			b.Leaf(sc, fmt.Appendf(nil, "orders_%06d", j), Table, "", false, nil)
		}
	}
	l, _ := b.Done()
	return Open(l, nil)
}
