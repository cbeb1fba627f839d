package journal

import (
	"strings"
	"testing"
	"time"

	"drover/model"
)

// Whatever a file holds, it is refused in clean words, or its draft comes back
// with all that is not understood.
func FuzzDraft(f *testing.F) {
	const sound = `{"version":1,"id":"A","profile":"p","origin":"o","project":"x","begun":"2026-03-07T02:00:00Z","saved":"2026-03-07T02:00:00Z","step":"link","from":"f","sent":"","at":{"a":1},"values":{"base_info.name":"n","a[1].b":"c"},"new":[1]}`
	for _, seed := range []string{sound, "", "{}", "[]", `{"version":1}`, `{"version":1,"id":"A","values":null}`, `{"version":2}`, sound[:100], strings.Replace(sound, "link", "\\u001b", 1)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		clean := func(err error) {
			if model.Clean(err.Error()) != err.Error() || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q", err)
			}
		}
		file, err := parseDraft(text)
		if err != nil {
			clean(err)
			return
		}
		d, err := file.draft("A")
		if err != nil {
			clean(err)
			return
		}
		written, err := encodeDraft(d, file.Place(), file.extra)
		if err != nil {
			if d.Begun.Year() < 10000 {
				t.Fatal(err)
			}
			return
		}
		again, err := parseDraft(written)
		if err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		got, err := again.draft("A")
		if err != nil || !got.SameValues(d) || got.Step != d.Step || got.From != d.From || !got.Begun.Truncate(time.Second).Equal(d.Begun.Truncate(time.Second)) || again.Place() != file.Place() {
			t.Fatalf("%v: %+v, then %+v", err, d, got)
		}
		for name, value := range file.extra {
			if !sameJSON(again.extra[name], value) {
				t.Fatalf("%q became %q", value, again.extra[name])
			}
		}
	})
}
