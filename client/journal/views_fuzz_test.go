package journal

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"unicode/utf8"

	"drover/model"
)

// Whatever a file holds, it is damaged, or its view is within the bounds and
// stays as it is, with all that is not understood, when another one is written.
func FuzzViews(f *testing.F) {
	for _, seed := range []string{
		`{"version":1,"views":{"k":{"filter":"a","saved":[{"name":"n","query":"q","x":1}],"zoom":2}}}`, `{"views":{"k":{"quick":77,"clock":3}}}`,
		`{"a":1,"a":2}`, `[{}]`, `{"views":{"k":null}}`, `{"views":{"":{}},"\ud800":1}`, `{"version":2,"views":{"k":{"history":["a","b"]}}}`, "{", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := parseViews(text)
		if err != nil {
			if !isDamaged(err) || model.Clean(err.Error()) != err.Error() {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		view, dropped := file.view("k")
		for _, w := range slices.Concat(view.Columns, view.History, view.Recent, []string{view.Sort, view.Filter, view.Clock}) {
			if utf8.RuneCountInString(w) > longestWord || !utf8.ValidString(w) {
				t.Fatalf("%q: %q", text, w)
			}
		}
		written, err := file.with("another", model.View{Sort: "lag"})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		after, err := parseViews(written)
		if err != nil {
			t.Fatalf("%q became %q: %v", text, written, err)
		}
		if got, again := after.view("k"); !reflect.DeepEqual(got, view) || again != dropped {
			t.Fatalf("%q: %+v, %q, then %+v, %q", text, view, dropped, got, again)
		}
		for name, value := range file.top {
			if name != "views" && !sameJSON(after.top[name], value) {
				t.Fatalf("%q: %q became %q", text, value, after.top[name])
			}
		}
		if got, _ := after.view("another"); got.Sort != "lag" {
			t.Fatalf("%q: %+v", text, got)
		}
	})
}

func sameJSON(a, b []byte) bool {
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return slices.Equal(a, b) // a number beyond float64
	}
	return reflect.DeepEqual(x, y)
}
