package dbobject_test

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"drover/client/dbobject"
	"drover/model"
)

// The shape that anybody would take who had no million tables.
type (
	plainDocument struct {
		Scope string               `json:"object_scope"`
		Info  map[string]*plainBox `json:"object_info,omitempty"`
	}
	plainBox struct {
		Name   string                `json:"name"`
		All    *bool                 `json:"all,omitempty"`
		Total  *int                  `json:"total_table_num,omitempty"`
		Tables map[string]*plainLeaf `json:"tables,omitempty"`
	}
	plainLeaf struct {
		Name   string `json:"name"`
		All    bool   `json:"all"`
		Type   string `json:"type"`
		Synced bool   `json:"is_synchronized,omitempty"`
	}
)

var sizes = []int{10_000, 100_000, 1_000_000}

func BenchmarkDecode(b *testing.B) {
	for _, n := range sizes {
		text := document(n)
		b.Run(fmt.Sprintf("drover/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{}); err != nil || l.Tree.LeafCount() != n {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("encoding-json/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var d plainDocument
				if err := json.NewDecoder(strings.NewReader(text)).Decode(&d); err != nil || len(d.Info) != n/1000 {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, n := range sizes {
		text := document(n)
		l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("drover/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := dbobject.Write(io.Discard, l); err != nil {
					b.Fatal(err)
				}
			}
		})
		var d plainDocument
		if err := json.Unmarshal([]byte(text), &d); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("encoding-json/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := json.NewEncoder(io.Discard).Encode(d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A service whose maps have no order: every name comes from somewhere.
func BenchmarkDecodeUnordered(b *testing.B) {
	for _, n := range sizes {
		for _, boxes := range []int{1, max(n/1000, 2)} {
			text := unordered(n, boxes)
			b.Run(fmt.Sprintf("%d in %d", n, boxes), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					if l, err := dbobject.Read(strings.NewReader(text), dbobject.Options{}); err != nil || l.Tree.LeafCount() != n+boxes {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func unordered(n, boxes int) string {
	var b strings.Builder
	b.WriteString(`{"object_info":{`)
	for box := range boxes {
		fmt.Fprintf(&b, `"DB_%d":{"tables":{`, (box*7919)%boxes)
		for i := range n / boxes {
			fmt.Fprintf(&b, `"orders_%07d":{"name":"orders_%07d","all":true},`, (i*7919)%n, i)
		}
		b.WriteString(`"z":null}},`)
	}
	b.WriteString(`"z":null}}`)
	return b.String()
}

func BenchmarkCSV(b *testing.B) {
	for _, n := range sizes {
		l, err := dbobject.Read(strings.NewReader(document(n)), dbobject.Options{})
		if err != nil {
			b.Fatal(err)
		}
		var text strings.Builder
		b.Run(fmt.Sprintf("write/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text.Reset()
				if err := dbobject.WriteCSV(&text, l); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("read/%d", n), func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if l, mistakes, err := dbobject.ReadCSV(strings.NewReader(text.String()), dbobject.Options{}); err != nil || len(mistakes) > 0 || l.Tree.LeafCount() != n {
					b.Fatal(err)
				}
			}
		})
	}
}

// A plain table costs nothing but its place: no allocation of its own.
func TestPlainTableAllocatesNothing(t *testing.T) {
	text := document(10_000)
	got := testing.AllocsPerRun(3, func() {
		if _, err := dbobject.Read(strings.NewReader(text), dbobject.Options{}); err != nil {
			t.Fatal(err)
		}
	})
	if got > 500 {
		t.Errorf("%v allocations for 10000 tables", got)
	}
}

// Whatever comes, it is read or refused; what is read is written and reads the same.
func FuzzReadJSON(f *testing.F) {
	for _, seed := range []string{
		document(3), `{"job":{"params":{"db_object":{"object_scope":"all"}}}}`, `{"status":"pending","id":"x"}`, `{"object_info":{"a":{"schemas":{"s":{"is_synchronized":true,"tables":{"t":{"all":"x","type":1,"columns":[]}}}}}}}`,
		`{"object_info":{"a":{"tables":{"t":{"filtered":true,"columns":{"c":{"filtered":"no","additional":true,"primary_key_for_column_filtering":"X"}}}}}}}`, `{"a":"\ud83d\ude00\ud83d","b":[1e5,-0.1,[[]]]}`,
		`{"object_info":{"a":{"tables":{"t":{"filtered":false,"filter_conditions":["x"]},"t":1,"\xff":null}},"a":{}}}`, `{"db_object":{"job":{},"status":1},"db_object":{}}`, "", "\xef\xbb\xbf{}", `{"target_root_db":[],"target_root_db":{"db_name":{}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := dbobject.Read(strings.NewReader(string(text)), dbobject.Options{})
		file, ferr := dbobject.ReadFile(strings.NewReader(string(text)), "a.json", dbobject.Options{})
		if ferr != nil {
			t.Fatal(ferr)
		}
		for _, m := range file.Mistakes {
			if m.Line < 0 || m.Why == "" || model.Clean(m.Why) != m.Why {
				t.Fatalf("%+v", m)
			}
		}
		if err != nil {
			return
		}
		once := written(t, read(t, written(t, l)))
		if !json.Valid([]byte(once)) {
			t.Fatalf("no JSON: %q", once)
		}
		if again := written(t, read(t, once)); again != once {
			t.Fatalf("%s\nbecame\n%s", once, again)
		}
	})
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
