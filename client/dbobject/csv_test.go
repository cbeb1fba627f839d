package dbobject_test

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"pgregory.net/rapid"

	"drover/client/dbobject"
	"drover/model"
	"drover/model/objects"
)

func table(t rapid.TB, l *objects.Listing) string {
	t.Helper()
	var out bytes.Buffer
	if err := dbobject.WriteCSV(&out, l); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func readTable(t rapid.TB, text string) (*objects.Listing, []string) {
	t.Helper()
	l, mistakes, err := dbobject.ReadCSV(strings.NewReader(text), dbobject.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, m := range mistakes {
		if m.Why != model.Clean(m.Why) {
			t.Fatalf("%q is not clean", m.Why)
		}
		words = append(words, m.Words())
	}
	return l, words
}

// inTable is a document as far as a table tells it: the level follows from what is
// listed, and a box goes whole or does not.
func inTable(l *objects.Listing) *objects.Listing {
	b := objects.NewBuilder()
	b.Scope, b.Root, b.Unknown = objects.ScopeTable, l.Root, l.Unknown
	whole := !l.Empty()
	box := func(n objects.Node, at int) {
		said := l.Box(n)
		switch {
		case l.Scope == objects.ScopeDatabase && !said.Config && l.Tree.Kind(n) == objects.Database:
			said.All = model.Yes
		case said.All == model.NotTold && !said.Config:
			said.All = model.No
		}
		whole = whole && said.All == model.Yes && l.Tree.Kind(n) == objects.Database
		*b.Box(at) = said
		for n := range l.Range(l.Tree.Leaves(n)) {
			b.Leaf(at, []byte(l.Tree.Name(n)), l.Tree.Kind(n), l.Target(n), l.Synced(n), l.Extra(n))
			whole = false
		}
	}
	for db := range l.Databases() {
		at := b.Database(l.Tree.Name(db))
		box(db, at)
		for sc := range l.Range(l.Tree.Schemas(db)) {
			box(sc, b.Schema(at, l.Tree.Name(sc)))
		}
	}
	if whole {
		b.Scope = objects.ScopeDatabase
	}
	out, _ := b.Done()
	return out
}

func TestTableComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := (&maker{named: true}).listing(t)
		text := table(t, l)
		read, mistakes := readTable(t, text)
		if utf8.ValidString(text) && len(mistakes) > 0 {
			t.Fatalf("%v\n%s", mistakes, text)
		}
		if got, want := written(t, read), written(t, inTable(l)); got != want {
			t.Fatalf("%s\nbecame\n%s\nby\n%s", want, got, text)
		}
		if got := table(t, read); got != text {
			t.Fatalf("%s\nbecame\n%s", text, got)
		}
		again, err := dbobject.ReadFile(iotest.OneByteReader(strings.NewReader(text)), "a.csv", dbobject.Options{})
		if err != nil || again.Kind != dbobject.CSV || table(t, again.Listing) != text {
			t.Fatalf("in pieces: %v", err)
		}
	})
}

func TestEverythingInATable(t *testing.T) {
	b := objects.NewBuilder()
	b.Scope = objects.ScopeAll
	l, _ := b.Done()
	read, mistakes := readTable(t, table(t, l))
	if read.Scope != objects.ScopeAll || len(mistakes) > 0 {
		t.Errorf("%q %v", read.Scope, mistakes)
	}
}

const people = "\ufeffTable;Database;kind;target_table;columns;filter\r\n" +
	"\r\n" +
	"ORDERS_Y;SHOP;View;ORDERS_2;\"id; name>full_name; -secret; +src_id long=7; +created datetime create_time\";\"a = \"\"x\"\"\n and b\"\r\n" +
	";BILLING;;;;\r\n" +
	"=SUM(A1);SHOP;;-x;;"

func TestTableOfPeople(t *testing.T) {
	l, mistakes := readTable(t, people)
	if len(mistakes) != 0 {
		t.Errorf("%q", mistakes)
	}
	x := l.Extra(find(t, l, "SHOP", "", "ORDERS_Y"))
	want := []objects.Column{
		{Name: "id", Keep: model.Yes}, {Name: "name", Target: "full_name"}, {Name: "secret", Keep: model.No},
		{Name: "src_id", Added: true, Type: "long", Operation: "ADDITIONALCOLUMN,default_value", Value: "7"},
		{Name: "created", Added: true, Type: "datetime", Operation: "ADDITIONALCOLUMN,create_time"},
	}
	if !reflect.DeepEqual(x.Columns, want) || x.Filter[0] != "a = \"x\"\n and b" {
		t.Errorf("%+v", x)
	}
	billing := find(t, l, "BILLING", "", "")
	if l.Box(billing).All != model.Yes || l.Box(find(t, l, "SHOP", "", "")).All != model.No || l.Scope != objects.ScopeTable {
		t.Errorf("%+v", l.Box(billing))
	}
	if n := find(t, l, "SHOP", "", "=SUM(A1)"); l.Target(n) != "-x" {
		t.Errorf("%q", l.Target(n))
	}
}

func TestDelimiters(t *testing.T) {
	for _, text := range []string{"database,table\nA,T", "database;table\rA;T\r", "database\ttable\r\nA\tT\r\n", "sep=|\ntable|database\nT|A\n", "\n\n\"table\";\"database\"\nT;A\n"} {
		l, mistakes := readTable(t, text)
		if _, ok := l.Tree.Find(objects.Path{Database: "A", Name: "T"}); !ok || len(mistakes) > 0 {
			t.Errorf("%q: %v", text, mistakes)
		}
	}
}

func TestMistakesOfATable(t *testing.T) {
	const head = "database,schema,table,kind,target_database,target_schema,target_table,filter,columns,lookup,all,other\n"
	for text, want := range map[string]string{
		"":                           "line 1: the first row must name the columns, among them database: ",
		"A,B\n":                      "line 1: the first row must name the columns, among them database: ",
		"database,target\n":          "line 1: the column target is not one of database, schema, ",
		"database,kind,kind\n":       "line 1: the column kind stands there twice",
		"\xff\xfed\x00":              "line 1: this is UTF-16: save the file as CSV UTF-8",
		"database\nA\nA\n":           "line 3: A stands here for the second time, first in line 2",
		"database,table\nA,T\nA,T\n": "line 3: A.T stands here for the second time",
		"database\n\"A":              "line 2: a double quote begins here that is not closed",
		"database\n\"A\nB\"\n\"C\n":  "line 4: a double quote begins here that is not closed",
		"database\nA,B\n":            `line 2: the row has more cells than the first row names columns: put double quotes around a text that holds ','`,
		"database,table\nA\xff,T\n":  "line 2: here the file is not UTF-8",
		"database\n\"" + strings.Repeat("x", 1<<20+1) + "\"": "line 2: a text in it is longer than 1 MiB",
		"database\n" + strings.Repeat(",", 100):              "line 2: a row has more than 64 cells",
		head + ",S,T":                                        "line 2: the row names no database: fill it in",
		head + "A,,,table":                                   "line 2: a table without a name: fill in table, or empty kind",
		head + "A,S,,database":                               "line 2: the kind database does not fit a row that names a schema alone",
		head + "A,,T,tabel":                                  "line 2: the kind tabel is not one of table, view, procedure",
		head + "A,,T,,B\nA,,U,,C":                            "line 3: target_database is C here and B in line 2: one name for all rows of it",
		head + "A,,T,,,B":                                    "line 2: target_schema means nothing for an object without a schema: empty it",
		head + "A,,,,,,B":                                    "line 2: target_table means nothing for a whole database: empty it",
		head + "A,,T,,,,,,,perhaps":                          "line 2: lookup is neither yes nor no",
		head + "A,,T,,,,,,,,no":                              "line 2: all means nothing for a single table",
		head + "A,,T,,,,,,,,,[]":                             "line 2: other is no JSON object",
		head + "A,,T,,,,,,a b":                               "line 2: columns: b is not understood behind the column a: there may be copied, ",
		head + "A,,T,,,,,,a; a":                              "line 2: columns: the column a stands twice in it",
		head + "A,,T,,,,,,a*":                                `line 2: columns: a name is needed before "*": put single quotes around`,
		head + "A,,T,,,,,,'a":                                "line 2: columns: a single quote is not closed",
		head + "A,,T,,,,,,>b":                                `line 2: columns: a name is needed before ">b"`,
		head + ",,,everything\nA":                            "line 2: the kind everything takes all there is",
	} {
		_, mistakes := readTable(t, text)
		if len(mistakes) != 1 || !strings.HasPrefix(mistakes[0], want) {
			t.Errorf("%.80q:\n%s\nwant\n%s", text, strings.Join(mistakes, "\n"), want)
		}
	}
}

func TestManyMistakes(t *testing.T) {
	if _, mistakes := readTable(t, "database,table,kind\n"+strings.Repeat("A,,table\n", 500)); len(mistakes) != 20 {
		t.Errorf("%d", len(mistakes))
	}
}

func TestTableNeedsNames(t *testing.T) {
	b := objects.NewBuilder()
	b.Leaf(b.Database("a"), nil, objects.Table, "", false, nil)
	l, _ := b.Done()
	if err := dbobject.WriteCSV(io.Discard, l); err == nil {
		t.Error("written")
	}
}

// Whatever a table holds, it is read, and what was read is written and reads the same.
func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		people, "database,schema,table,kind,target_database,filter,columns,other,lookup,all\nA,S,T,view,B,\"[\"\"x\"\"]\",-a>b key; +'c''d' type=x other='{\"\"a\"\":1}',\"{\"\"x\"\":[1]}\",yes,\n,,,root,R,,,\"{\"\"db_encoding\"\":\"\"utf8\"\"}\",,\nA,S,,,,,,,,no\n",
		"database,table,columns\nA,T,+a long=7;+a long=7\n", "database,kind,other\n,root,\"{\"\"db_encoding\"\":\"",
		"sep=;\ndatabase;kind\n;everything", "database\n\"", "\xff\xfe", "\xef\xbb\xbfdatabase\r\rA", "database,columns,table\nA,\"+a long=7;+b create_time; c listed; d>e copied\",T",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, mistakes, err := dbobject.ReadCSV(bytes.NewReader(text), dbobject.Options{})
		if err != nil || l == nil {
			t.Fatal(err)
		}
		for _, m := range mistakes {
			if m.Line < 1 || m.Line > 1+bytes.Count(text, []byte{'\n'})+bytes.Count(text, []byte{'\r'}) || m.Why == "" || model.Clean(m.Why) != m.Why {
				t.Fatalf("%+v", m)
			}
		}
		once := table(t, l)
		again, more := readTable(t, once)
		if utf8.ValidString(once) && len(more) > 0 {
			t.Fatalf("%v\n%s", more, once)
		}
		if got := table(t, again); got != once {
			t.Fatalf("%q\nbecame\n%q", once, got)
		}
		if got, want := written(t, again), written(t, l); got != want {
			t.Fatalf("%s\nbecame\n%s", want, got)
		}
	})
}
