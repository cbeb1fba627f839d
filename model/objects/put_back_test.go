package objects

import (
	"strings"
	"testing"

	"drover/model"
)

// filtered is a document of tables with row filters behind "?", and added columns behind
// "+".
func filtered(names ...string) *Listing {
	b := NewBuilder()
	b.Scope = ScopeTable
	for _, name := range names {
		db, table, _ := strings.Cut(name, ".")
		table, added, more := strings.Cut(table, "+")
		table, filter, rows := strings.Cut(table, "?")
		x := &Extra{}
		if rows {
			x.Filter = []string{filter}
		}
		if more {
			x.Columns = []Column{{Name: added, Added: true, Type: "datetime", Operation: "ADDITIONALCOLUMN,create_time"}}
		}
		n := b.Database(db)
		if table == "*" {
			b.Box(n).All = model.Yes
			continue
		}
		b.Leaf(n, []byte(table), Table, "", false, x)
	}
	l, _ := b.Done()
	return l
}

// saysOf names what a document chooses, with filters and added columns.
func saysOf(l *Listing) string {
	s := Open(nil, l)
	var out []string
	s.ChosenSet().Each(func(n Node) bool {
		text := s.Tree().Path(n).String()
		if s.Tree().IsBox(n) {
			return true
		}
		if x := s.Extra(n); x != nil {
			for _, f := range x.Filter {
				text += "?" + f
			}
			for _, c := range x.AddedColumns() {
				text += "+" + c.Name
			}
		}
		out = append(out, text)
		return true
	})
	return strings.Join(out, " ")
}

func TestWhatACopyHasLostIsPutBack(t *testing.T) {
	original := filtered("A.one?id>1", "A.two+born", "A.three", "B.four?x=2+at")
	for name, c := range map[string]struct {
		copied *Listing
		want   string
		lost   int
	}{
		"nothing":             {filtered("A.one?id>1", "A.two+born", "A.three", "B.four?x=2+at"), "A.one?id>1 A.three A.two+born B.four?x=2+at", 0},
		"everything":          {filtered("A.one", "A.two", "A.three", "B.four"), "A.one?id>1 A.three A.two+born B.four?x=2+at", 3},
		"a filter":            {filtered("A.one", "A.two+born", "A.three", "B.four+at"), "A.one?id>1 A.three A.two+born B.four?x=2+at", 2},
		"another stays":       {filtered("A.one?id>5", "A.two+made", "A.three", "B.four?x=2+at"), "A.one?id>5 A.three A.two+made+born B.four?x=2+at", 1},
		"what does not go":    {filtered("A.one", "A.three"), "A.one?id>1 A.three", 1},
		"what is a copy's":    {filtered("A.one", "C.five?y=3"), "A.one?id>1 C.five?y=3", 1},
		"a database as whole": {filtered("A.*"), "A.one?id>1 A.three A.two+born", 2},
	} {
		want, lost := PutBack(c.copied, original)
		if got := saysOf(want); got != c.want || lost != c.lost {
			t.Errorf("%s: %d lost, %s; want %d, %s", name, lost, got, c.lost, c.want)
		}
		if again, lost := PutBack(want, original); lost != 0 || again != want {
			t.Errorf("%s: put back, %d are lost still", name, lost)
		}
	}
}
