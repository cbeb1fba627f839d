package sim_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
)

// sameAsJSON: what the cursor reads is what encoding/json reads.
func sameAsJSON(t *testing.T, raw []byte) {
	t.Helper()
	var want any
	if json.Unmarshal(raw, &want) != nil {
		return
	}
	if got, ok := sim.Walk(raw); ok && !reflect.DeepEqual(got, want) {
		t.Errorf("%q is read as %v, want %v", raw, got, want)
	}
}

func FuzzSelections(f *testing.F) {
	for _, c := range slices.Concat(choicesOfLevels(), choicesOfTables(), choicesOfColumns()) {
		f.Add([]byte(`{` + c.object + `}`))
	}
	for _, raw := range []string{`"a\u00e4\"\\"`, `[1, -2e3 ,[],{} , "ä\ud83d\ude00" ]`, `{"a":{"b":[null,true,false]}}`, ` {"":""} `} {
		f.Add([]byte(raw))
	}
	s, err := sim.New(sim.Options{Freeze: true, Tables: 400})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		sameAsJSON(t, raw)
		if !json.Valid(raw) {
			return
		}
		for _, job := range []string{shop, oracle, streaming} {
			if s.Lawful(job, raw) && !strings.Contains(string(raw), `object_`) && !strings.Contains(string(raw), `\u`) {
				t.Errorf("%s takes %q", job, raw)
			}
		}
	})
}

// TestNamesStandThereOnce: a name that stands there twice is refused, among few and
// among many.
func TestNamesStandThereOnce(t *testing.T) {
	many := ""
	for n := range 40 {
		many += `"n` + strings.Repeat("x", n) + `":1,`
	}
	for raw, want := range map[string]bool{
		`{"a":1,"b":2}`: true, `{"a":1,"a":2}`: false, `{"a":1,"\u0061":2}`: false, `{` + many + `"a":1}`: true, `{` + many + `"n":1}`: false, `{` + many + `"nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx":1}`: false,
	} {
		if _, ok := sim.Walk([]byte(raw)); ok != want {
			t.Errorf("%s: %v", raw, ok)
		}
	}
}
