package objects

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

func fourColumns() *TableColumns {
	return &TableColumns{Total: 4, Columns: []ColumnInfo{
		{Name: "id", Type: "bigint", Key: true}, {Name: "part", Type: "int", Partition: true}, {Name: "a", Type: "varchar(20)"}, {Name: "b", Type: "int"},
	}}
}

// columnsSaid is what a document says of columns, in short.
func columnsSaid(x *Extra) string {
	var out []string
	if x == nil {
		return ""
	}
	for _, c := range x.Columns {
		word := c.Name
		if c.Mapped() {
			word += ">" + c.Target
		}
		switch {
		case c.Added:
			word = "+" + word
		case c.Keep == model.No:
			word = "-" + word
		case c.Keep == model.NotTold:
			word = "?" + word
		}
		if c.Key {
			word += "!"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

func TestColumnsAreLeftOutAndMapped(t *testing.T) {
	cols := fourColumns()
	created := Column{Name: "made", Type: "long", Operation: operationMark + "create_time"}
	type step func(x *Extra) (*Extra, string)
	out := func(names ...string) step {
		return func(x *Extra) (*Extra, string) { return cols.LeaveOut(x, names...) }
	}
	keep := func(names ...string) step {
		return func(x *Extra) (*Extra, string) { return cols.Keep(x, names...) }
	}
	name := func(column, target string) step {
		return func(x *Extra) (*Extra, string) { return cols.MapColumn(x, column, target, NameLimit{}) }
	}
	add := func(c Column) step {
		return func(x *Extra) (*Extra, string) { return cols.AddColumn(x, c, NameLimit{}) }
	}
	for _, c := range []struct {
		what  string
		steps []step
		want  string
		why   string // of the last step
	}{
		{"one is left out", []step{out("a")}, "id! part -a b", ""},
		{"one has another name", []step{name("a", "aa")}, "id! part a>aa b", ""},
		{"several are left out", []step{out("part", "a", "b")}, "id! -part -a -b", ""},
		{"back again", []step{out("a"), keep("a")}, "", ""},
		{"its own name again", []step{name("a", "aa"), name("a", "a")}, "", ""},
		{"no name", []step{name("a", "aa"), name("a", "")}, "", ""},
		{"leaving out takes the name", []step{name("a", "aa"), out("a"), keep("a")}, "", ""},
		{"a key", []step{out("a"), out("b", "id")}, "id! part -a b", "a key column is always copied"},
		{"a partition key's name", []step{name("part", "x")}, "", "keeps its name"},
		{"a partition key left out", []step{out("part")}, "id! -part a b", ""},
		{"a column that is not there", []step{out("c")}, "", "no column c"},
		{"one left out is mapped", []step{out("a"), name("a", "x")}, "id! part -a b", "it is left out"},
		{"a name that is none", []step{name("a", "x.y")}, "", "no < > ."},
		{"the name of another", []step{name("a", "B")}, "", "column b has that name"},
		{"the name of one left out", []step{out("b"), name("a", "b")}, "id! part a>b -b", ""},
		{"the name of an added one", []step{add(created), name("a", "made")}, "+made", "column made has that name"},
		{"one is added", []step{add(created)}, "+made", ""},
		{"one is added beside one left out", []step{out("a"), add(created)}, "id! part -a b +made", ""},
		{"added ones stay", []step{add(created), out("a"), keep("a")}, "+made", ""},
		{"an added one again takes its place", []step{add(created), add(created)}, "+made", ""},
		{"an added one of a column's name", []step{add(Column{Name: "A", Type: "long", Operation: operationMark + "create_time"})}, "", "column a has that name"},
		{"an added one of a left out column's name", []step{out("a"), add(Column{Name: "a", Type: "long", Operation: operationMark + "create_time"})}, "id! part -a b", "has a column a"},
		{"an added one that is wrong", []step{add(Column{Name: "x", Type: "int", Operation: operationMark + "create_time"})}, "", "the type is"},
	} {
		var x *Extra
		why := ""
		for _, do := range c.steps {
			before, shown := x, columnsSaid(x)
			if x, why = do(x); columnsSaid(before) != shown {
				t.Errorf("%s: the former was changed", c.what)
			}
		}
		if columnsSaid(x) != c.want || (why == "") != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%s: %q and %q, not %q and %q", c.what, columnsSaid(x), why, c.want, c.why)
		}
	}
}

func TestOneColumnIsCopied(t *testing.T) {
	cols := &TableColumns{Columns: []ColumnInfo{{Name: "a"}, {Name: "b"}}}
	if x, why := cols.LeaveOut(nil, "a", "b"); why == "" || x != nil {
		t.Error("all are left out")
	}
	x, _ := cols.LeaveOut(nil, "a")
	if y, why := cols.LeaveOut(x, "b"); why == "" || y != x {
		t.Error("all are left out")
	}
}

func TestColumnsThatWereNotReadAreNotChosen(t *testing.T) {
	part := fourColumns()
	part.Total = 5
	for _, c := range []struct {
		cols *TableColumns
		x    *Extra
		why  string
	}{
		{nil, nil, columnsUnread}, {&TableColumns{}, nil, columnsUnread}, {part, nil, "only 4 of 5"}, {fourColumns(), &Extra{Lookup: true}, lookupColumn},
	} {
		if _, why := c.cols.LeaveOut(c.x, "a"); !strings.Contains(why, c.why) {
			t.Errorf("%q, not %q", why, c.why)
		}
	}
	var none *TableColumns
	x, why := none.AddColumn(nil, Column{Name: "db", Type: "varchar(256)", Operation: operationMark + "expression"}, NameLimit{})
	if why != "" || x.Columns[0].Value != "db@table" {
		t.Errorf("%s %+v", why, x)
	}
	if y := DropAdded(x, "db"); !y.Empty() {
		t.Errorf("%+v", y)
	}
}

func TestRowsOfColumns(t *testing.T) {
	cols := fourColumns()
	x := &Extra{Columns: []Column{
		{Name: "a", Keep: model.No}, {Name: "b", Target: "bb", Keep: model.Yes}, {Name: "was", Keep: model.Yes, Type: "int"},
		{Name: "made", Added: true, Type: "long", Operation: operationMark + "create_time"},
	}}
	var out []string
	for _, r := range cols.Rows(x) {
		out = append(out, fmt.Sprintf("%s>%s %s %s stays:%t fixed:%t gone:%t", r.ColumnName(), r.To, r.ColumnType(), r.Fate.Word(), r.Stays != "", r.Fixed != "", r.Gone))
	}
	want := []string{
		"id>id bigint copied stays:true fixed:false gone:false",
		"part>part int copied stays:false fixed:true gone:false",
		"a>a varchar(20) left out stays:false fixed:true gone:false",
		"b>bb int copied stays:false fixed:false gone:false",
		"was>was int copied stays:false fixed:false gone:true",
		"made>made long added stays:true fixed:true gone:false",
	}
	if !slices.Equal(out, want) {
		t.Errorf("%s\nnot\n%s", strings.Join(out, "\n"), strings.Join(want, "\n"))
	}
	if rows := cols.Rows(&Extra{Lookup: true}); rows[0].Fate != ColumnLooked || rows[0].Stays == "" {
		t.Errorf("%+v", rows[0])
	}
}

// However columns are chosen, what is listed is all of them or none, what is not
// touched stays, and the meaning is that of the last word on each.
func TestColumnsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cols := &TableColumns{Total: 5}
		for i := range 5 {
			cols.Columns = append(cols.Columns, ColumnInfo{Name: fmt.Sprint("c", i), Type: "int", Key: i == 0, Partition: i == 1})
		}
		unknown := []Member{{"x", []byte("1")}}
		x := &Extra{Filter: []string{"c0 > 7"}, Columns: []Column{{Name: "c2", FilterKey: "c2", Lookup: true, Unknown: unknown}}}
		out, target := map[string]bool{}, map[string]string{}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			name := fmt.Sprint("c", rapid.IntRange(0, 4).Draw(t, "column"))
			var why string
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				if x, why = cols.LeaveOut(x, name); why == "" {
					out[name] = true
					delete(target, name)
				}
			case 1:
				if x, why = cols.Keep(x, name); why == "" {
					delete(out, name)
				}
			default:
				to := rapid.SampledFrom([]string{"n1", "n2", name, ""}).Draw(t, "target")
				if x, why = cols.MapColumn(x, name, to, NameLimit{}); why == "" {
					if delete(target, name); to != "" && to != name {
						target[name] = to
					}
				}
			}
		}
		if len(x.Filter) != 1 {
			t.Fatal("the filter is gone")
		}
		listed := 0
		for _, r := range cols.Rows(x) {
			name := r.ColumnName()
			if out[name] != (r.Fate == ColumnLeftOut) || r.To != orName(target[name], name) {
				t.Fatalf("%s is %s and called %s", name, r.Fate.Word(), r.To)
			}
			if r.Column.Name != "" {
				listed++
			}
			if name == "c2" && (r.FilterKey != "c2" || !r.Lookup || len(r.Unknown) != 1) {
				t.Fatal("what else is said of c2 is gone")
			}
		}
		if chosen := len(out)+len(target) > 0; chosen != x.Chosen() || chosen && listed != 5 || !chosen && listed != 1 {
			t.Fatalf("%d are listed, %v left out, %v mapped", listed, out, target)
		}
		if found := Check(stateWith(x), nil, Terms{Sync: true, Columns: func(Node) *TableColumns { return cols }}); found.Errors > 0 {
			t.Fatal(found.Mistakes[0].Words())
		}
	})
}

// stateWith is one table that goes, with an extra.
func stateWith(x *Extra) *State {
	s := tablesOf("t")
	return s.Select(Every(s.Tree()), true).PutExtra(1, x)
}
