package journal

import (
	"reflect"
	"strings"
	"testing"

	"drover/model"
)

// Whatever a file holds, it is refused in clean words, or its copying comes back, and
// nothing is done to the original before the copy is compared.
func FuzzCopying(f *testing.F) {
	const sound = `{"version":1,"id":"A","profile":"p","origin":"o","project":"x","realm":"files","original":"a","original_name":"n","name":"m","fate":"goes","filters":true,"check":false,"edits":[{"section":"copy","base":{"a":"b"},"want":{"a":"c"}}],"steps":[{"kind":"clone","state":"waits","at":"2026-03-07T02:00:00Z"},{"kind":"compare","state":"goes"},{"kind":"rest","state":"waits"}],"begun":"2026-03-07T02:00:00Z","saved":"2026-03-07T02:00:00Z"}`
	for _, seed := range []string{sound, "", "{}", "[]", `{"version":1}`, `{"version":2}`, sound[:100], strings.Replace(sound, "compare", "delete", 1), strings.Replace(sound, `"a"`, `"\u001b"`, 1)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := parseCopying(text)
		if err != nil {
			if model.Clean(err.Error()) != err.Error() || strings.Contains(err.Error(), "\n") {
				t.Fatalf("%q", err)
			}
			return
		}
		proved := false
		for _, s := range r.Steps {
			if proved = proved || s.Step.Kind == model.CopyProve; s.Step.OnOriginal() && !proved {
				t.Fatalf("%+v", r.Steps)
			}
		}
		written, err := encodeCopying(r)
		if err != nil {
			return // a moment that no calendar has
		}
		again, err := parseCopying(written)
		if err != nil {
			t.Fatalf("%q: %v", written, err)
		}
		once, err := encodeCopying(again)
		if err != nil || string(once) != string(written) || !reflect.DeepEqual(again.Edits, r.Edits) {
			t.Fatalf("%v: %q, then %q", err, written, once)
		}
	})
}
