package dbobject_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"drover/client/dbobject"
	"drover/model"
	"drover/model/objects"
)

func read(t rapid.TB, text string) *objects.Listing {
	t.Helper()
	l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{})
	if err != nil {
		t.Fatalf("%.300s: %v", text, err)
	}
	return l
}

func written(t rapid.TB, l *objects.Listing) string {
	t.Helper()
	var out bytes.Buffer
	if err := dbobject.Write(&out, l); err != nil {
		t.Fatal(err)
	}
	if n := dbobject.Size(l); n != int64(out.Len()) {
		t.Fatalf("size %d of %d bytes", n, out.Len())
	}
	return out.String()
}

func find(t rapid.TB, l *objects.Listing, path ...string) objects.Node {
	t.Helper()
	n, ok := l.Tree.Find(objects.Path{Database: path[0], Schema: path[1], Name: path[2]})
	if !ok {
		t.Fatalf("%q is not there", path)
	}
	return n
}

func plainJSON(t rapid.TB, text string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v:\n%.2000s", err, text)
	}
	return v
}

// The update document's own example comes out as it went in, but for flags that say
// what goes without saying.
func TestExampleOfTheDocument(t *testing.T) {
	text, err := os.ReadFile("testdata/update-example.json")
	if err != nil {
		t.Fatal(err)
	}
	want := plainJSON(t, string(text)).(map[string]any)["job"].(map[string]any)["params"].(map[string]any)["db_object"]
	for _, db := range want.(map[string]any)["object_info"].(map[string]any) {
		for _, table := range db.(map[string]any)["tables"].(map[string]any) {
			delete(table.(map[string]any), "is_synchronized")
		}
	}
	l := read(t, string(text))
	if got := plainJSON(t, written(t, l)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant\n%v", got, want)
	}
	validate(t, dbObject(t), written(t, l))
}

var names = rapid.OneOf(
	rapid.StringMatching(`[A-Za-z0-9_$#]{1,12}`),
	rapid.SampledFrom([]string{"", " ", "a b", `"`, `\`, "\x00", "\x1b[31m", "\u2028", "\u202e", "ü", "😀", "\ufffd", "<>&", "name", "all", "tables", "a\nb", "null", "{}", "\u007f", "\U0010ffff"}),
	rapid.StringN(0, 8, 40),
)

// maker makes any document, hostile names and all.
type maker struct {
	strict bool // without what only a service can have said
	named  bool // without empty names
}

func (g *maker) name(t *rapid.T, of string) string {
	if g.named {
		return names.Filter(func(s string) bool { return s != "" }).Draw(t, of)
	}
	return names.Draw(t, of)
}

func (g *maker) members(t *rapid.T) []objects.Member {
	if g.strict {
		return nil
	}
	values := rapid.SampledFrom([]string{"null", "1e3", `"\u0041"`, ` {"a": [1, {}]}`, "[]", "true", "\"\xff\""})
	var out []objects.Member
	seen := map[string]bool{}
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "unknown") {
		m := objects.Member{Name: rapid.SampledFrom([]string{"x", "new_member", "ü", "", "Name", "job", `"`}).Draw(t, "member"), JSON: []byte(strings.TrimSpace(values.Draw(t, "value")))}
		if !seen[m.Name] {
			out = append(out, m)
		}
		seen[m.Name] = true
	}
	return out
}

func (g *maker) columns(t *rapid.T) []objects.Column {
	var out []objects.Column
	for range rapid.IntRange(0, 4).Draw(t, "columns") {
		c := objects.Column{Name: names.Draw(t, "column"), Unknown: g.members(t)}
		if c.Added = rapid.Bool().Draw(t, "added"); c.Added {
			c.Operation = rapid.SampledFrom([]string{"ADDITIONALCOLUMN,default_value", "ADDITIONALCOLUMN,create_time", "ADDITIONALCOLUMN,expression", "ADDITIONALCOLUMN,new", "x", ""}).Draw(t, "operation")
			c.Type = rapid.SampledFrom([]string{"", "long", "key", "type", "varchar(256)", "decimal(10,2)", "a b", "'", "create_time"}).Draw(t, "type")
			c.Value = names.Draw(t, "value")
		} else {
			c.Keep = rapid.SampledFrom([]model.Tri{model.NotTold, model.Yes, model.No}).Draw(t, "keep")
			c.Key, c.Lookup = rapid.Bool().Draw(t, "key"), rapid.Bool().Draw(t, "lookup")
			c.Target, c.FilterKey, c.FilterIndex = names.Draw(t, "target"), names.Draw(t, "fk"), names.Draw(t, "fi")
		}
		if !slices.ContainsFunc(out, func(o objects.Column) bool { return o.Name == c.Name }) {
			out = append(out, c)
		}
	}
	return out
}

func (g *maker) listing(t *rapid.T) *objects.Listing {
	b := objects.NewBuilder()
	b.Scope = rapid.SampledFrom([]objects.Scope{objects.ScopeNotTold, objects.ScopeTable, objects.ScopeTable, objects.ScopeDatabase}).Draw(t, "scope")
	if !g.strict && rapid.Bool().Draw(t, "other scope") {
		b.Scope = "file"
	}
	if rapid.Bool().Draw(t, "root") {
		b.Root = objects.Root{Name: names.Draw(t, "root name"), Encoding: "utf8", Unknown: g.members(t)}
	}
	b.Unknown = g.members(t)
	box := func(n int) {
		*b.Box(n) = objects.Box{
			Target: names.Draw(t, "target"), All: rapid.SampledFrom([]model.Tri{model.NotTold, model.Yes, model.No}).Draw(t, "all"),
			Config: rapid.Bool().Draw(t, "config"), Synced: rapid.Bool().Draw(t, "synced"), Total: -1, Unknown: g.members(t),
		}
	}
	leaves := func(in int) {
		for range rapid.IntRange(0, 5).Draw(t, "leaves") {
			var x *objects.Extra
			if rapid.IntRange(0, 3).Draw(t, "extra") == 0 {
				texts := rapid.SliceOfN(rapid.StringN(1, 20, -1), 0, 2)
				x = &objects.Extra{
					DBAlias: names.Draw(t, "alias"), SchemaAlias: names.Draw(t, "schema alias"), Filter: texts.Draw(t, "filter"),
					Join: texts.Draw(t, "join"), Lookup: rapid.Bool().Draw(t, "lookup"), Columns: g.columns(t), Unknown: g.members(t),
				}
			}
			kind := rapid.SampledFrom([]objects.Kind{objects.Table, objects.Table, objects.View, objects.Procedure}).Draw(t, "kind")
			b.Leaf(in, []byte(g.name(t, "leaf")), kind, rapid.SampledFrom([]string{"", "", "other"}).Draw(t, "to"), rapid.Bool().Draw(t, "synced"), x)
		}
	}
	for range rapid.IntRange(0, 4).Draw(t, "databases") {
		db := b.Database(g.name(t, "database"))
		box(db)
		if rapid.Bool().Draw(t, "schemas") {
			for range rapid.IntRange(0, 3).Draw(t, "schemas") {
				s := b.Schema(db, g.name(t, "schema"))
				box(s)
				leaves(s)
			}
		}
		leaves(db)
	}
	l, _ := b.Done()
	return l
}

func TestWhatIsWrittenIsReadAndWrittenTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := (&maker{}).listing(t)
		text := written(t, l)
		if !json.Valid([]byte(text)) {
			t.Fatalf("no JSON:\n%s", text)
		}
		again := read(t, text)
		if got := written(t, again); got != text {
			t.Fatalf("%s\nbecame\n%s", text, got)
		}
		var file bytes.Buffer
		if err := dbobject.WriteFile(&file, l); err != nil {
			t.Fatal(err)
		}
		got, err := dbobject.ReadFile(iotest.HalfReader(&file), "a.json", dbobject.Options{})
		if err != nil || len(got.Mistakes) > 0 {
			t.Fatalf("%v %v", err, got.Mistakes)
		}
		if got := written(t, got.Listing); got != text {
			t.Fatalf("%s\nas a file became\n%s", text, got)
		}
	})
}

// What a document says is what was put in, and not only the same bytes.
func TestWhatWasPutInIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := (&maker{}).listing(t)
		again := read(t, written(t, l))
		if again.Tree.Len() != l.Tree.Len() || !reflect.DeepEqual(again.Root.Unknown, l.Root.Unknown) || !reflect.DeepEqual(again.Unknown, l.Unknown) {
			t.Fatalf("%d objects of %d, %v of %v", again.Tree.Len(), l.Tree.Len(), again.Unknown, l.Unknown)
		}
		for n := objects.Node(0); int(n) < l.Tree.Len(); n++ {
			if l.Tree.Path(n) != again.Tree.Path(n) || l.Tree.Kind(n) != again.Tree.Kind(n) {
				t.Fatalf("%v became %v", l.Tree.Path(n), again.Tree.Path(n))
			}
			if l.Tree.IsBox(n) {
				a, b := l.Box(n), again.Box(n)
				if a.Target == l.Tree.Name(n) {
					a.Target = ""
				}
				if l.Tree.Kind(n) == objects.Schema {
					a.Synced = false
				}
				if !reflect.DeepEqual(a, b) {
					t.Fatalf("%+v became %+v", a, b)
				}
				continue
			}
			x, y := l.Extra(n).Clone(), again.Extra(n).Clone()
			if l.Target(n) != again.Target(n) || l.Synced(n) != again.Synced(n) || fmt.Sprint(x.Filter, x.Join, x.Lookup, x.DBAlias, x.SchemaAlias, x.Unknown) != fmt.Sprint(y.Filter, y.Join, y.Lookup, y.DBAlias, y.SchemaAlias, y.Unknown) {
				t.Fatalf("%+v became %+v", x, y)
			}
			if x.Chosen() != y.Chosen() || x.Fine() != y.Fine() {
				t.Fatalf("columns of %v: %+v became %+v", l.Tree.Path(n), x.Columns, y.Columns)
			}
		}
	})
}

// However the bytes come, the same is read.
func TestAnyPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := written(t, (&maker{strict: true}).listing(t))
		want := written(t, read(t, text))
		var apart bytes.Buffer
		if err := json.Indent(&apart, []byte(text), " ", "\t"); err != nil {
			t.Fatal(err)
		}
		l, err := dbobject.Read(iotest.OneByteReader(&apart), dbobject.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := written(t, l); got != want {
			t.Fatalf("%s\nwant\n%s", got, want)
		}
	})
}

func dbObject(t rapid.TB) *openapi3.Schema {
	t.Helper()
	file, err := os.ReadFile("../testdata/openapi/drs.openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Components.Schemas["DbObject"].Value
}

func validate(t rapid.TB, schema *openapi3.Schema, text string) {
	t.Helper()
	if err := schema.VisitJSON(plainJSON(t, text)); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// What drover says itself is what the contract knows.
func TestContractTakesIt(t *testing.T) {
	schema := dbObject(t)
	rapid.Check(t, func(t *rapid.T) { validate(t, schema, written(t, (&maker{strict: true}).listing(t))) })
}

func TestToleratesAnswers(t *testing.T) {
	a, err := dbobject.ReadAnswer(strings.NewReader(` {"status":" success ","id":7,"max_table_num":"50000","object_scope":null,"target_root_db":{"db_name":"r","x":1},
		"object_info":{"BIG":{"name":"BIG"},"A":{"all":"TRUE","total_table_num":"2","is_synchronized":"true","tables":{
			"T1":{"name":"U1","type":"view","all":"false","is_synchronized":"True","new":{"a":[1]}},
			"T2":null,"T3":{"name":5,"type":"trigger","filtered":true,"all":[1]},
			"T4":{"filter_conditions":"id > 3"},"T5":{"filtered":false,"filter_conditions":["id > 3"]},
			"T6":{"filter_conditions":[1],"config_conditions":[null,"","a=b"]},"T6":{"sync_type":"config","columns":{"c":{"filtered":"false"},"d":null,"c":{"filtered":"true"}}}
		}}}} `), dbobject.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := a.Listing
	if a.Status != "success" || a.ID != "7" || l.MaxTables != 50000 || l.Root.Name != "r" || l.Box(1).Total != -1 || l.Box(0).Total != 2 || l.Box(0).All != model.Yes || !l.Box(0).Synced {
		t.Errorf("%+v %+v", a, l.Root)
	}
	leaf := func(name string) objects.Node { return find(t, l, "A", "", name) }
	if n := leaf("T1"); l.Target(n) != "U1" || l.Tree.Kind(n) != objects.View || !l.Synced(n) || string(l.Extra(n).Unknown[0].JSON) != `{"a":[1]}` {
		t.Errorf("T1: %+v", l.Extra(n))
	}
	if n := leaf("T2"); l.Extra(n) != nil {
		t.Errorf("T2: %+v", l.Extra(n))
	}
	if n := leaf("T3"); l.Target(n) != "5" {
		t.Errorf("T3: %q", l.Target(n))
	}
	if x := l.Extra(leaf("T4")); !slices.Equal(x.Filter, []string{"id > 3"}) {
		t.Errorf("T4: %+v", x)
	}
	if x := l.Extra(leaf("T6")); !x.Lookup || len(x.Columns) != 2 || x.Columns[0].Keep != model.Yes || x.Columns[1].Name != "d" {
		t.Errorf("T6: %+v", x)
	}
	want := `{"object_scope":"table","target_root_db":{"db_name":"r","x":1},"object_info":{"A":{"name":"A","all":true,"is_synchronized":true,"tables":{` +
		`"T1":{"name":"U1","all":true,"type":"view","is_synchronized":true,"new":{"a":[1]}},"T2":{"name":"T2","all":true,"type":"table"},` +
		`"T3":{"name":"5","all":[1],"type":"trigger","filtered":true},"T4":{"name":"T4","all":true,"type":"table","filtered":true,"filter_conditions":["id > 3"]},` +
		`"T5":{"name":"T5","all":true,"type":"table","filtered":false,"filter_conditions":["id > 3"]},` +
		`"T6":{"name":"T6","all":true,"type":"table","sync_type":"config","columns":{"c":{"name":"c","filtered":true},"d":{"name":"d"}}}}},"BIG":{"name":"BIG"}}}`
	if got := written(t, l); got != want {
		t.Errorf("\n%s\nwant\n%s", got, want)
	}
}

func TestWrappers(t *testing.T) {
	doc := `{"object_scope":"database","object_info":{"A":{"name":"A","all":true}},"job":{"x":1}}`
	for _, text := range []string{
		doc, `{"db_object":` + doc + `}`, `{"job":{"base_info":{"name":"n"},"db_object":` + doc + `,"object_info":{}}, "x": 1}`,
		`{"x":[],"job":{"type":"db_object","params":{"db_object":` + doc + `}}}`,
	} {
		if got := written(t, read(t, text)); got != doc {
			t.Errorf("%s\nbecame\n%s", text, got)
		}
	}
}

func TestRefusals(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for text, want := range map[string]error{
		"": dbobject.ErrJSON, "[]": dbobject.ErrJSON, "{} {}": dbobject.ErrJSON, `{"object_info":{`: dbobject.ErrJSON, `{"a":1,}`: dbobject.ErrJSON, `{"a":01}`: dbobject.ErrJSON,
		`{"a":"` + "\x01" + `"}`: dbobject.ErrJSON, `{"a":"\x"}`: dbobject.ErrJSON, `{"a":tru}`: dbobject.ErrJSON, `{"a" "b"}`: dbobject.ErrJSON, `{"a":nan}`: dbobject.ErrJSON,
		`{"a":` + deep(70) + `}`: dbobject.ErrDeep, `{"a":` + deep(40) + `}`: nil, `{"a":"` + strings.Repeat("x", 1<<20+1) + `"}`: dbobject.ErrText,
		`{"a":"` + strings.Repeat("x", 1<<20-10) + `"}`: nil, `{"object_info":{"` + strings.Repeat("\\n", 1<<19) + `x":{}}}`: dbobject.ErrText,
		`{"a":[` + strings.Repeat(`"`+strings.Repeat("x", 1<<19)+`",`, 33) + `1]}`: dbobject.ErrRaw,
	} {
		l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{})
		if !errors.Is(err, want) || (err == nil) != (l != nil) {
			t.Errorf("%.40q: %v, want %v", text, err, want)
		}
	}
	var wrong *dbobject.Wrong
	if _, err := dbobject.Read(strings.NewReader("{\n\n\"a\": x}"), dbobject.Options{}); !errors.As(err, &wrong) || wrong.Line != 3 {
		t.Errorf("%v", err)
	}
	own := errors.New("the line went dead")
	if _, err := dbobject.Read(io.MultiReader(strings.NewReader(`{"object_info":{"a":{"tables":{`), iotest.ErrReader(own)), dbobject.Options{}); !errors.Is(err, own) {
		t.Errorf("%v", err)
	}
}

// endless is a document without an end.
type endless struct{ part string }

func (e endless) Read(b []byte) (int, error) {
	n := 0
	for n+len(e.part) <= len(b) {
		n += copy(b[n:], e.part)
	}
	return n, nil
}

func TestTooLarge(t *testing.T) {
	if os.Getenv("DROVER_SOAK") == "" {
		t.Skip("it reads 512 MiB")
	}
	for want, part := range map[error]string{dbobject.ErrLarge: "          \n", dbobject.ErrMuch: `"a":0,`} {
		if _, err := dbobject.Read(io.MultiReader(strings.NewReader(`{"object_info":{"a":{"tables":{`), endless{part}), dbobject.Options{}); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

func TestFileThatSaysTwoThings(t *testing.T) {
	f, err := dbobject.ReadFile(strings.NewReader(`{"object_scope": "table",
"object_info": {
	"A": {"name": "A", "tables": {
		"T": {"name": "T"},
		"U": {"name": "U", "name": "V", "columns": {"c": {},
			"c": {}}},
		"T": {"all": "perhaps"},
		"W": 1}},
	"A": {"x": 1, "x": 2}
}}`), "objects.json", dbobject.Options{})
	if err != nil || f.Listing == nil || f.Kind != dbobject.JSON {
		t.Fatal(err)
	}
	var got []string
	for _, m := range f.Mistakes {
		got = append(got, m.Words())
	}
	want := []string{
		"line 5: name stands twice in one object: take one of the two out",
		"line 6: the column c of A.U stands here for the second time: take one of the two out",
		"line 7: all of A.T is not true or false: it is kept as it is, and means nothing",
		"line 7: A.T stands here for the second time: take one of the two out",
		"line 8: A.W is no object with braces: nothing but its name is read",
		"line 9: A stands here for the second time: put the two together",
		`line 9: "x" stands twice in one object: take one of the two out`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, text := range []string{"{}", `{"a":1}`} {
		if f, err := dbobject.ReadFile(strings.NewReader(text), "", dbobject.Options{}); err != nil || len(f.Mistakes) != 1 {
			t.Errorf("%s: %v %v", text, err, f.Mistakes)
		}
	}
}

func TestWriteNeverWritesWhatIsNoJSON(t *testing.T) {
	b := objects.NewBuilder()
	b.Leaf(b.Database("a\xff"), []byte("t\xfe\x00"), objects.Table, "\xf0\x9f", false, &objects.Extra{Filter: []string{"\xed\xa0\x80"}})
	l, _ := b.Done()
	if text := written(t, l); !json.Valid([]byte(text)) || !utf8.ValidString(text) {
		t.Errorf("%q", text)
	}
	b = objects.NewBuilder()
	b.Unknown = []objects.Member{{Name: "x", JSON: []byte("{")}}
	l, _ = b.Done()
	if err := dbobject.Write(io.Discard, l); err == nil {
		t.Error("written")
	}
}

func TestTellsHowFar(t *testing.T) {
	var told []int
	if _, err := dbobject.Read(strings.NewReader(document(10000)), dbobject.Options{Told: func(n int) { told = append(told, n) }}); err != nil || len(told) < 3 || told[len(told)-1] != 10000 {
		t.Errorf("%v %v", told, err)
	}
}

// document has n plain tables, a thousand to a database.
func document(n int) string {
	var b strings.Builder
	b.WriteString(`{"object_scope":"table","object_info":{`)
	for i := range n {
		if i%1000 == 0 {
			if i > 0 {
				b.WriteString("}},")
			}
			fmt.Fprintf(&b, `"DB_%05d":{"name":"DB_%05d","all":true,"total_table_num":1000,"tables":{`, i/1000, i/1000)
		} else {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"orders_%07d":{"name":"orders_%07d","type":"table","all":true,"is_synchronized":false}`, i, i)
	}
	b.WriteString("}}}}")
	return b.String()
}
