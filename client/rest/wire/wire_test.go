package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/rest/wire"
	"drover/model"
)

func parse(t testing.TB, s string) wire.Value {
	t.Helper()
	v, err := wire.Parse([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return v
}

func TestParseRefuses(t *testing.T) {
	deep := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for in, want := range map[string]error{
		"": wire.ErrEmpty, " \n": wire.ErrEmpty, "<html>": wire.ErrJSON, `{"a":`: wire.ErrJSON, `{} {}`: wire.ErrJSON,
		deep(65): wire.ErrDeep, deep(64): nil, `{"a":"` + strings.Repeat("[", 99) + `"}`: nil,
	} {
		if _, err := wire.Parse([]byte(in)); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", in, err, want)
		}
	}
}

func TestScalars(t *testing.T) {
	moment := time.Date(2020, 12, 21, 10, 57, 49, 0, time.UTC)
	for _, c := range []struct {
		in   string
		text string
		tri  model.Tri
		pct  int
		ms   time.Duration
		at   time.Time
	}{
		{`null`, "", model.NotTold, -1, -1, time.Time{}},
		{`true`, "true", model.Yes, -1, -1, time.Time{}},
		{`"False"`, "False", model.No, -1, -1, time.Time{}},
		{`62`, "62", model.NotTold, 62, 62 * time.Millisecond, time.UnixMilli(62).UTC()},
		{`"62%"`, "62%", model.NotTold, 62, -1, time.Time{}},
		{`" 62.9 "`, " 62.9 ", model.NotTold, 62, 62 * time.Millisecond, time.Time{}},
		{`"150%"`, "150%", model.NotTold, 100, -1, time.Time{}},
		{`-1`, "-1", model.NotTold, -1, -1, time.Time{}},
		{`"2020-12-21T10:57:49Z"`, "2020-12-21T10:57:49Z", model.NotTold, -1, -1, moment},
		{`"2020-12-21 10:57:49"`, "2020-12-21 10:57:49", model.NotTold, -1, -1, moment},
		{`"1608548269000"`, "1608548269000", model.NotTold, 100, 1608548269 * time.Second, moment},
		{`1608548269000`, "1608548269000", model.NotTold, 100, 1608548269 * time.Second, moment},
		{`"0"`, "0", model.NotTold, 0, 0, time.Time{}},
		{`9223372036854775807`, "9223372036854775807", model.NotTold, 100, -1, time.Time{}},
		{`1e400`, "1e400", model.NotTold, -1, -1, time.Time{}},
		{`{"a":1}`, "", model.NotTold, -1, -1, time.Time{}},
		{`[1]`, "", model.NotTold, -1, -1, time.Time{}},
	} {
		v := parse(t, c.in)
		if got := v.String(); got != c.text {
			t.Errorf("%s: text %q", c.in, got)
		}
		if v.Tri() != c.tri || v.Percent() != c.pct || v.Millis() != c.ms || !v.Time().Equal(c.at) {
			t.Errorf("%s: %v %v %v %v", c.in, v.Tri(), v.Percent(), v.Millis(), v.Time())
		}
	}
}

func TestNamesAreExact(t *testing.T) {
	v := parse(t, `{"ID":"loud","id":"first","\u0069d":"last"}`)
	if got := v.Get("id").String(); got != "last" {
		t.Errorf("id = %q", got)
	}
	if name, twice := v.Twice(); !twice || name != "id" {
		t.Errorf("twice: %q %v", name, twice)
	}
	if name, twice := parse(t, `[{"id":1},{"id":2,"ID":3}]`).Twice(); twice {
		t.Errorf("%q does not stand twice in one object", name)
	}
}

func TestStrings(t *testing.T) {
	for in, want := range map[string][]string{`["a","b",null]`: {"a", "b"}, `"a, b,"`: {"a", "b"}, `null`: nil, `{}`: nil} {
		if got := parse(t, in).Strings(); !slices.Equal(got, want) {
			t.Errorf("%s: %q", in, got)
		}
	}
}

func TestBytesStayAsTheyCame(t *testing.T) {
	v := parse(t, "\"a\xff\\u001b\\ud83d\\ude00\\ud800\"")
	if got, want := v.String(), "a\xff\x1b😀\ufffd"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzValue holds the reader against encoding/json on everything that is
// valid UTF-8 and has no member twice.
func FuzzValue(f *testing.F) {
	for _, s := range []string{`{"a":[1,"x\n\u00e9\ud83d\ude00",null,{"b":{}}],"c":-1.5e3}`, ` [ ] `, `"\ud800\u0041"`, `{"a" : {"b":[[],{}]} , "":true}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := wire.Parse(b)
		if err != nil {
			return
		}
		var want any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		if err := d.Decode(&want); err != nil {
			t.Fatalf("json does not read it: %v", err)
		}
		if _, twice := v.Twice(); twice {
			return
		}
		same(t, v, want)
	})
}

func same(t *testing.T, v wire.Value, want any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		n := 0
		for name, m := range v.Members() {
			n++
			if w, ok := want[strings.ToValidUTF8(string(name), "\ufffd")]; ok {
				same(t, m, w)
			}
		}
		if n < len(want) {
			t.Errorf("%d members of %d", n, len(want))
		}
	case []any:
		i := 0
		for e := range v.Elements() {
			same(t, e, want[i])
			i++
		}
		if i != len(want) {
			t.Errorf("%d elements of %d", i, len(want))
		}
	case string:
		got := v.String()
		if strings.ToValidUTF8(got, "") == got && got != want {
			t.Errorf("%q, want %q", got, want)
		}
	case nil:
		if !v.Absent() {
			t.Errorf("%q is not null", v.Bytes())
		}
	default:
		if v.String() == "" || v.Absent() {
			t.Errorf("%q read as nothing", v.Bytes())
		}
	}
}
