package dbobject_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"drover/client/dbobject"
	"drover/model"
	"drover/model/objects"
)

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
	if os.Getenv("DROVER_SOAK") != "1" {
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
