package objects

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

// meansShop is a source like that of the layout: databases by how many tables they have.
func meansShop(tables map[string]int) *Listing {
	b := NewBuilder()
	for name, n := range tables {
		db := b.Database(name)
		b.Box(db).Total = n
		for i := range n {
			b.Leaf(db, fmt.Appendf(nil, "t%04d", i), Table, "", false, nil)
		}
	}
	l, _ := b.Done()
	return l
}

func at(t *testing.T, s *State, p Path) Node {
	t.Helper()
	n, ok := s.Tree().Find(p)
	if !ok {
		t.Fatalf("no %s", p)
	}
	return n
}

func texts(all []model.Effect) string {
	var out []string
	for _, e := range all {
		text := e.Text
		if e.Risk {
			text = "! " + text
		}
		out = append(out, text)
	}
	return strings.Join(out, "\n")
}

// choose has databases and tables go by name: "ORDERS", "ORDERS.t0001"; "-" in front
// takes away.
func choose(t *testing.T, s *State, names ...string) *State {
	for _, name := range names {
		name, off := strings.CutPrefix(name, "-")
		db, table, _ := strings.Cut(name, ".")
		s = s.Select(SetOf(s.Tree(), at(t, s, Path{Database: db, Name: table})), !off)
	}
	return s
}

// eachOf holds every nth leaf.
func eachOf(t *Tree, n int) Set {
	out := NewSet(t)
	for i := t.Boxes(); i < t.Len(); i += n {
		out.Put(Node(i))
	}
	return out
}

func TestWhatGoesInWords(t *testing.T) {
	three := meansShop(map[string]int{"ORDERS": 1200, "BILLING": 2, "SCRATCH": 2388})
	filter := &Extra{Filter: []string{"id > 7"}}
	out := &Extra{Columns: []Column{{Name: "c", Keep: model.No}, {Name: "a", Added: true}}}
	many := map[string]int{}
	for i := range 300 {
		many[fmt.Sprintf("d%03d", i)] = 2
	}
	unread := NewBuilder()
	unread.Database("HUGE")
	unread.Box(unread.Database("A")).Total = 0
	huge, _ := unread.Done()
	old := NewBuilder()
	old.Leaf(old.Database("ORDERS"), []byte("dropped"), Table, "", false, nil)
	old.Leaf(old.Database("LOST"), []byte("x"), Table, "", false, nil)
	old.Scope = ScopeTable
	held, _ := old.Done()
	for _, c := range []struct {
		name    string
		s       *State
		clashes int
		want    string
	}{
		{"the layout's", choose(t, Open(three, nil), "ORDERS", "-ORDERS.t0003", "-ORDERS.t0004", "BILLING"), 0,
			"Everything in ORDERS but 2 tables, all of BILLING, nothing of SCRATCH.\nTables that are made later go, too, in BILLING.\nTables that are made later in ORDERS do not go."},
		{"few of many", choose(t, Open(three, nil), "SCRATCH.t0003"), 0,
			"1 of 2 388 tables in SCRATCH, nothing of BILLING and ORDERS.\nTables that are made later in SCRATCH do not go."},
		{"everything", Open(three, nil).SelectEverything(), 0, "Everything, also databases that are made later."},
		{"nothing", Open(three, nil), 0, "! Nothing is chosen: nothing goes."},
		{"no source", Open(nil, nil), 0, "There are no databases."},
		{"a filter in everything", Open(three, nil).SelectEverything().PutExtra(10, filter), 0,
			"! All there is now, but no databases that are made later: names or filters have each of them listed.\nTables that are made later go, too, in BILLING and SCRATCH.\n" +
				"! Tables that are made later in ORDERS do not go: it goes table by table because of a filter or a choice of columns.\n1 with a row filter."},
		{"names and columns", choose(t, Open(three, nil), "BILLING").Rename(3, "a").Rename(4, "a").PutExtra(3, out), 1,
			"All of BILLING, nothing of ORDERS and SCRATCH.\n! Tables that are made later in BILLING do not go: it goes table by table because of a filter or a choice of columns.\n" +
				"! 2 renamed, 1 clash.\n1 table leaves columns out.\n1 table gets added columns."},
		{"many databases", Open(meansShop(many), nil).Select(Every(meansShop(many).Tree), true), -1,
			"All 300 databases as they are.\nTables that are made in them later go, too."},
		{"some of many", choose(t, Open(meansShop(many), nil), "d000", "d001", "d002", "d003", "d004.t0000", "d004.t0001", "d005.t0000"), -1,
			"Everything in d005 but 1 table, all of d000, d001, d002 and 2 more databases, nothing of d006, d007, d008 and 291 more databases.\n" +
				"Tables that are made later go, too, in d000, d001, d002 and 2 more databases.\nTables that are made later in d005 do not go."},
		{"parts of many databases", Open(meansShop(many), nil).Select(Every(meansShop(many).Tree), true).Invert(eachOf(meansShop(many).Tree, 2)), -1,
			"Parts of 300 databases (300 of 600).\nTables that are made later in d000, d001, d002 and 297 more databases do not go."},
		{"not read", choose(t, Open(huge, nil), "HUGE"), 0,
			"All of HUGE, nothing of A.\nWhat is in HUGE is not read yet; all of it goes.\nTables that are made in it later go, too."},
		{"gone", Open(three, held), 0,
			"1 table of LOST, 1 of 1 201 tables in ORDERS, nothing of BILLING and SCRATCH.\n" +
				"! 1 database and 2 objects are chosen that the source does not hold.\nTables that are made later in LOST and ORDERS do not go."},
		{"root", choose(t, Open(three, nil), "BILLING").PutRoot(Root{Name: "my\x1btest", Encoding: "utf8"}), 0,
			"All of BILLING, nothing of ORDERS and SCRATCH.\nTables that are made in it later go, too.\nAll goes into database my^[test (utf8)."},
	} {
		if got := texts(Means(c.s, c.clashes)); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

func TestTheNumbersInTheWordsAreThoseOfTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		_, s := drawState(t)
		want := map[string]int{}
		for n := range Node(s.Tree().Len()) {
			goes, x := s.Chosen(n) != Nothing, deref(s.Extra(n))
			count := func(what string, yes bool) {
				if yes {
					want[what]++
				}
			}
			count("renamed", goes && s.Mapped(n))
			count("with a row filter", goes && len(x.Filter) > 0)
			count("leave columns out|leaves columns out", goes && x.Chosen())
			count("gets added columns|get added columns", goes && len(x.AddedColumns()) > 0)
			count("only looked up", !goes && s.Lookup(n))
		}
		said := texts(Means(s, 0))
		if model.Clean(strings.ReplaceAll(said, "\n", "")) != strings.ReplaceAll(said, "\n", "") {
			t.Fatalf("%q is not clean", said)
		}
		for _, what := range []string{
			"renamed", "with a row filter", "leave columns out|leaves columns out", "gets added columns|get added columns", "only looked up",
		} {
			got := 0
			if m := regexp.MustCompile(`(?m)^(?:! )?(\d+)[^\n]*(?:` + what + `)`).FindStringSubmatch(said); m != nil {
				got, _ = strconv.Atoi(m[1])
			}
			if got != want[what] {
				t.Fatalf("%s: %d said, %d are, in\n%s", what, got, want[what], said)
			}
		}
		for _, m := range regexp.MustCompile(`verything in (db\d) but (\d+) (?:table|object)`).FindAllStringSubmatch(said, -1) {
			db, _ := s.Tree().Find(Path{Database: m[1]})
			left := 0
			for n := Node(s.Tree().Boxes()); int(n) < s.Tree().Len(); n++ {
				if s.Tree().Path(n).Database == m[1] && s.Chosen(n) == Nothing && !s.Lookup(n) {
					left++
				}
			}
			if got, _ := strconv.Atoi(m[2]); got != left || s.Chosen(db) != Some {
				t.Fatalf("%d said to be left of %s, %d are", got, m[1], left)
			}
		}
	})
}

func TestNumbersAndNamesInSentences(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1 000", 98201: "98 201", 1000000: "1 000 000", -1234: "-1 234", -123: "-123"} {
		if got := sayCount(n); got != want {
			t.Errorf("%d is said %q", n, got)
		}
	}
	long := strings.Repeat("a", 40) + "2024"
	if got := sayName(long); len(got) != longestName || !strings.HasSuffix(got, "2024") {
		t.Errorf("%q", got)
	}
	if got := sayName("a\x1bb"); got != "a^[b" {
		t.Errorf("%q", got)
	}
}
