package journal_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/journal"
	"drover/model"
)

// viewDir is a state folder with a view.json of some text; none if it is "".
func viewDir(t testing.TB, text string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "drover")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if text != "" {
		put(t, dir, text)
	}
	return dir
}

func put(t testing.TB, dir, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "view.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func viewText(t testing.TB, dir string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "view.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readView reads as the next start does; trouble is a failure.
func readView(t testing.TB, dir, key string) model.View {
	t.Helper()
	view, trouble := journal.NewViews(dir).Read(key)
	if trouble != "" {
		t.Fatalf("%s: %s", key, trouble)
	}
	return view
}

// asides are the contents of the files that were set aside.
func asides(t testing.TB, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "view.json.damaged-*"))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(text))
	}
	return out
}

func someView() *rapid.Generator[model.View] {
	word := rapid.OneOf(rapid.StringN(0, 30, -1), rapid.SampledFrom([]string{
		"lag>10s status:failed", "\x1b]0;owned\x07", "\u202egnp", "<b>&", `"\`, strings.Repeat("ü", 2000), "", "\x00", "a\u2028b",
	}))
	words := func(most int) *rapid.Generator[[]string] { return rapid.SliceOfN(word, 0, most) }
	return rapid.Custom(func(t *rapid.T) model.View {
		v := model.View{
			Columns: words(20).Draw(t, "columns"), Sort: word.Draw(t, "sort"), Descending: rapid.Bool().Draw(t, "descending"),
			Filter: word.Draw(t, "filter"), Quick: rapid.IntRange(0, 9).Draw(t, "quick"), History: words(100).Draw(t, "history"),
			Compact: rapid.Bool().Draw(t, "compact"), Clock: rapid.SampledFrom([]string{"", "utc", "local"}).Draw(t, "clock"),
			Recent: words(5).Draw(t, "recent"),
		}
		for range rapid.IntRange(0, 50).Draw(t, "saved") {
			v.Saved = append(v.Saved, model.SavedFilter{Name: word.Draw(t, "name"), Query: word.Draw(t, "query")})
		}
		return v
	})
}

// same compares views; a list without entries is no list.
func same(a, b model.View) bool {
	return reflect.DeepEqual(tidy(a), tidy(b))
}

func tidy(v model.View) model.View {
	f := reflect.ValueOf(&v).Elem()
	for i := range f.NumField() {
		if f.Field(i).Kind() == reflect.Slice && f.Field(i).Len() == 0 {
			f.Field(i).SetZero()
		}
	}
	return v
}

func TestAnyViewComesBack(t *testing.T) {
	dir := viewDir(t, "")
	kept := map[string]model.View{}
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom([]string{"prod", "https://drs.example p1", "\x1b[31m\u202e", ""}).Draw(t, "key")
		want := someView().Draw(t, "view")
		if err := replaceView(journal.NewViews(dir), key, want); err != nil {
			t.Fatal(err)
		}
		kept[key] = want
		for key, want := range kept {
			got, trouble := journal.NewViews(dir).Read(key)
			if trouble != "" || !same(got, want) {
				t.Fatalf("%q: %+v, %q, want %+v", key, got, trouble, want)
			}
		}
	})
	info, err := os.Stat(filepath.Join(dir, "view.json"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("view.json: %v, %v", info.Mode(), err)
	}
}

// Every field of a view has its bound, also one that is added later.
func TestViewsAreBounded(t *testing.T) {
	long := strings.Repeat("ä", 2001)
	v := model.View{Quick: 17, Clock: "mars"}
	f := reflect.ValueOf(&v).Elem()
	for i := range f.NumField() {
		switch field := f.Field(i); {
		case field.Kind() == reflect.String && field.Len() == 0:
			field.SetString(long)
		case field.Type() == reflect.TypeFor[[]string]():
			field.Set(reflect.ValueOf(append([]string{long}, slices.Repeat([]string{"x", "y"}, 300)...)))
		}
	}
	v.Saved = append(slices.Repeat([]model.SavedFilter{{Name: "old"}}, 60), model.SavedFilter{Name: "new", Query: "q"}, model.SavedFilter{Name: long})
	dir := viewDir(t, "")
	if err := journal.NewViews(dir).Write("k", model.View{}, v); err != nil {
		t.Fatal(err)
	}
	got := readView(t, dir, "k")
	if len(got.History) != 100 || len(got.Saved) != 50 || len(got.Recent) != 5 || len(got.Columns) != 100 {
		t.Errorf("%d, %d, %d, %d", len(got.History), len(got.Saved), len(got.Recent), len(got.Columns))
	}
	if got.Saved[49].Name != "new" || got.History[99] != "y" || got.Recent[0] != "x" {
		t.Error("the newest entries are not the ones that stay")
	}
	got.History, got.Saved, got.Recent, got.Columns = nil, nil, nil, nil
	if !same(got, model.View{}) {
		t.Errorf("beyond their bounds: %+v", got)
	}
}

func TestDamagedViewsAreSetAside(t *testing.T) {
	for name, text := range map[string]string{
		"torn":                 `{"version": 1, "views": {"k": {"fil`,
		"no JSON":              "version = 1\n",
		"binary":               "\x00\xff\xfe{}",
		"nothing but space":    " \n",
		"two documents":        `{} {}`,
		"a list":               `[]`,
		"null":                 `null`,
		"views are a list":     `{"views": []}`,
		"views are null":       `{"views": null}`,
		"a key twice":          `{"views": {"k": {"filter": "a"}, "k": {}}}`,
		"a member twice":       `{"views": {"k": {"filter": "a", "sort": "x", "filter": "b"}}}`,
		"twice, far down":      `{"later": [[{"a": {"b": 1, "\u0062": 2}}]]}`,
		"too large":            `{"views": {}, "x": "` + strings.Repeat("x", 1<<20) + `"}`,
		"too deep":             strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000),
		"hostile, and no JSON": "\x1b]0;owned\x07",
	} {
		dir := viewDir(t, text)
		views := journal.NewViews(dir)
		view, trouble := views.Read("k")
		if !same(view, model.View{}) || !strings.Contains(trouble, "view.json.damaged-") {
			t.Errorf("%s: %+v, %q", name, view, trouble)
		}
		if got := asides(t, dir); len(got) != 1 || got[0] != text {
			t.Errorf("%s: set aside %q", name, got)
		}
		if _, again := journal.NewViews(dir).Read("k"); again != "" {
			t.Errorf("%s: said twice: %q", name, again)
		}
		if err := views.Write("k", model.View{}, model.View{Sort: "lag"}); err != nil || readView(t, dir, "k").Sort != "lag" {
			t.Errorf("%s: after that: %v", name, err)
		}
	}
}

// Damage that comes in the middle of a session is noticed by the next write,
// and no file that was set aside is ever written over.
func TestDamageMeanwhile(t *testing.T) {
	dir := viewDir(t, "")
	views := journal.NewViews(dir)
	views.Read("k")
	var want []string
	for _, text := range []string{"one", "two", "three"} {
		put(t, dir, text)
		if err := views.Write("k", model.View{}, model.View{Sort: text}); err == nil || !strings.Contains(err.Error(), "damaged") {
			t.Errorf("%s: %v", text, err)
		}
		if got := readView(t, dir, "k").Sort; got != text {
			t.Errorf("%s: kept %q", text, got)
		}
		want = append(want, text)
	}
	got := asides(t, dir)
	slices.Sort(got)
	if slices.Sort(want); !slices.Equal(got, want) {
		t.Errorf("set aside: %q", got)
	}
}

func TestWrongValuesComeAsDefaults(t *testing.T) {
	for name, c := range map[string]struct {
		view string
		want model.View
		says string
	}{
		"a type":         {`{"sort": 7, "filter": "a", "compact": true}`, model.View{Filter: "a", Compact: true}, "sort"},
		"several":        {`{"history": ["a", 1], "columns": {}, "quick": 2.5, "clock": "utc"}`, model.View{Clock: "utc"}, "columns, history, quick"},
		"no such clock":  {`{"clock": "mars", "quick": 3}`, model.View{Quick: 3}, "clock"},
		"no such digit":  {`{"quick": 99999999999999999999, "sort": "lag"}`, model.View{Sort: "lag"}, "quick"},
		"a long filter":  {`{"filter": "` + strings.Repeat("x", 2001) + `", "sort": "lag"}`, model.View{Sort: "lag"}, "filter"},
		"saved":          {`{"saved": [{"name": 1}], "sort": "lag"}`, model.View{Sort: "lag"}, "saved"},
		"no view at all": {`"compact"`, model.View{}, "the view"},
		"nulls":          {`{"sort": null, "history": null, "filter": "a"}`, model.View{Filter: "a"}, ""},
		"another case":   {`{"Sort": "lag", "FILTER": "a"}`, model.View{}, ""},
		"what is new":    {`{"zoom": 3, "sort": "lag"}`, model.View{Sort: "lag"}, ""},
	} {
		dir := viewDir(t, `{"version": 1, "views": {"k": `+c.view+`, "other": {"sort": "name"}}}`)
		got, trouble := journal.NewViews(dir).Read("k")
		if !same(got, c.want) || (trouble == "") != (c.says == "") || !strings.Contains(trouble, c.says) {
			t.Errorf("%s: %+v, %q", name, got, trouble)
		}
		if asides(t, dir) != nil || readView(t, dir, "other").Sort != "name" {
			t.Errorf("%s: the file was not left as it is", name)
		}
	}
}

// What a newer drover put into the file is there after an older one wrote.
func TestUnknownMembersStay(t *testing.T) {
	dir := viewDir(t, `{"version": 7, "palette": {"x": [1e400, "\u202e"]}, "views": {
		"k": {"zoom": {"deep": [12345678901234567890]}, "filter": "old", "sort": "lag", "saved": [{"name": "a", "query": "q", "icon": "!"}, {"name": "b", "query": "q", "icon": "?"}]},
		"newer": {"sort": {"by": ["lag"]}, "filter": 7}, "odd": 3}}`)
	if err := replaceView(journal.NewViews(dir), "k", model.View{Filter: "a<b", Saved: []model.SavedFilter{{Name: "b", Query: "r"}, {Name: "c", Query: "s"}}}); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := json.Compact(&got, []byte(viewText(t, dir))); err != nil {
		t.Fatal(err)
	}
	want := `{"palette":{"x":[1e400,"\u202e"]},"version":7,"views":{` +
		`"k":{"filter":"a<b","saved":[{"icon":"?","name":"b","query":"r"},{"name":"c","query":"s"}],"zoom":{"deep":[12345678901234567890]}},` +
		`"newer":{"sort":{"by":["lag"]},"filter":7},"odd":3}}`
	if got.String() != want {
		t.Errorf("got  %s\nwant %s", got.String(), want)
	}
}

func TestTooMuchIsRefusedAndTheOldFileStays(t *testing.T) {
	dir := viewDir(t, "")
	big := model.View{History: slices.Repeat([]string{strings.Repeat("\U0001F600", 2000)}, 100)}
	if err := journal.NewViews(dir).Write("one", model.View{}, big); err != nil {
		t.Fatal(err)
	}
	before := viewText(t, dir)
	if err := journal.NewViews(dir).Write("two", model.View{}, big); err == nil || !strings.Contains(err.Error(), "1 MiB") {
		t.Errorf("a file that could not be read again: %v", err)
	}
	if viewText(t, dir) != before {
		t.Error("the old file is gone")
	}
}

// replaceView writes a view as a drover does that knows what is in the file.
func replaceView(views *journal.Views, key string, view model.View) error {
	former, _ := views.Read(key)
	return views.Write(key, former, view)
}
