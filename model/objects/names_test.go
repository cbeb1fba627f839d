package objects

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNamesOnTheTarget(t *testing.T) {
	long := strings.Repeat("a", 43)
	for _, c := range []struct {
		source, target string
		limit          NameLimit
		why            string // "": it is fine
	}{
		{"orders", "", NameLimit{}, ""},
		{"orders", "orders_y2024", NameLimit{}, ""},
		{"orders", "заказы", NameLimit{}, ""},
		{"orders", "a b", NameLimit{}, ""},
		{"orders", "a-b#c$", NameLimit{}, ""},
		{"", "", NameLimit{}, "a name is needed"},
		{"orders", "a.b", NameLimit{}, "no < > ."},
		{"orders", "a<b", NameLimit{}, "no < > ."},
		{"orders", "a>b", NameLimit{}, "no < > ."},
		{"orders", `a"b`, NameLimit{}, "no < > ."},
		{"orders", " a", NameLimit{}, "no blank"},
		{"orders", "a ", NameLimit{}, "no blank"},
		{"orders", " ", NameLimit{}, "no blank"},
		{"orders", "a\x1bb", NameLimit{}, "control"},
		{"orders", "a\xffb", NameLimit{}, "UTF-8"},
		{"orders", strings.Repeat("a", 42) + "-", NameLimit{}, "over 42 letters"},
		{"orders", strings.Repeat("é", 42), NameLimit{}, ""},
		{"orders", strings.Repeat("é", 43), NameLimit{}, ""},
		{"orders", strings.Repeat("é", 43) + " x", NameLimit{}, "over 42 letters"},
		{long, "orders", NameLimit{}, ""},
		{long, "ord-ers", NameLimit{}, "no - and no #"},
		{long, "ord#ers", NameLimit{}, "no - and no #"},
		{strings.Repeat("a", 42), "ord-ers", NameLimit{}, ""},
		{long + "-x", "orders", NameLimit{}, "its name on the source"},
		{"orders", strings.Repeat("a", 64), LimitOf("mysql"), ""},
		{"orders", strings.Repeat("a", 65), LimitOf("mysql"), "65 letters: the target takes 64"},
		{"orders", strings.Repeat("é", 64), LimitOf("mysql"), ""},
		{"orders", strings.Repeat("é", 32), LimitOf("pg"), "64 bytes: the target takes 63"},
		{"orders", strings.Repeat("a", 63), LimitOf("gaussdb"), ""},
		{"orders", strings.Repeat("a", 300), LimitOf("kafka"), ""},
	} {
		got := CheckTarget(c.source, c.target, c.limit)
		if (got == "") != (c.why == "") || !strings.Contains(got, c.why) {
			t.Errorf("%q > %q: %q, not %q", c.source, c.target, got, c.why)
		}
	}
}

func TestNamesThatMixScriptsAreMarked(t *testing.T) {
	for name, want := range map[string]string{
		"orders": "", "заказы": "", "订单_orders": "", "tabelle_größe": "",
		"оrders": "Latin and Cyrillic", "αbc": "Latin and Greek",
	} {
		if got := MixedScripts(name); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

func TestTheDatabaseThatAllGoesInto(t *testing.T) {
	for _, c := range []struct {
		root Root
		ok   bool
	}{
		{Root{}, true},
		{Root{Name: "mytest"}, true},
		{Root{Name: "mytest", Encoding: "utf8"}, true},
		{Root{Name: "mytest", Encoding: "SQL_ASCII"}, true},
		{Root{Encoding: "utf8"}, false},
		{Root{Name: "my.test"}, false},
		{Root{Name: "mytest", Encoding: "utf 8"}, false},
		{Root{Name: "mytest", Encoding: "utf8; drop"}, false},
		{Root{Name: "mytest", Encoding: strings.Repeat("x", 33)}, false},
	} {
		if got := CheckRoot(c.root); (got == "") != c.ok {
			t.Errorf("%v: %q", c.root, got)
		}
	}
	for _, e := range Encodings() {
		if why := CheckRoot(Root{Name: "x", Encoding: e}); why != "" {
			t.Errorf("%s: %s", e, why)
		}
	}
}

func TestOddNamesAreThoseThatCannotBeSent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := NewBuilder()
		names := rapid.SampledFrom([]string{"a", "b.", ".", "<c>", `d"`, " e", "f ", "", "g_h", strings.Repeat("x", 50), strings.Repeat("x-", 25), "é" + strings.Repeat("x-", 25)})
		for range rapid.IntRange(0, 3).Draw(t, "databases") {
			db := b.Database(names.Draw(t, "database"))
			for range rapid.IntRange(0, 6).Draw(t, "tables") {
				b.Leaf(db, []byte(names.Draw(t, "table")), Table, "", false, nil)
			}
		}
		l, _ := b.Done()
		odd := l.Tree.OddNames()
		for n := range Node(l.Tree.Len()) {
			want := CheckTarget(l.Tree.Name(n), "", NameLimit{}) != ""
			if want {
				if len(odd) == 0 || odd[0] != n {
					t.Fatalf("%q is odd and not found", l.Tree.Name(n))
				}
				odd = odd[1:]
			}
		}
		if len(odd) > 0 {
			t.Fatalf("%q is not odd", l.Tree.Name(odd[0]))
		}
	})
}
