package dbobject_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"drover/client/dbobject"
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
	validate(t, written(t, l))
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

// dbObject is what the contract says of a document, read once.
var dbObject = sync.OnceValues(func() (*openapi3.Schema, error) {
	file, err := os.ReadFile("../testdata/openapi/drs.openapi.yaml")
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		return nil, err
	}
	return doc.Components.Schemas["DbObject"].Value, nil
})

func validate(t rapid.TB, text string) {
	t.Helper()
	schema, err := dbObject()
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.VisitJSON(plainJSON(t, text)); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

// What drover says itself is what the contract knows.
func TestContractTakesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { validate(t, written(t, (&maker{strict: true}).listing(t))) })
}
