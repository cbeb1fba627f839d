package journal_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/journal"
	"drover/model"
)

const copyingName = "01JQ4Z9W8B3M5N7P9R1T3V5X7Z"

func someCopying() journal.CopyRecord {
	return journal.CopyRecord{
		ID: copyingName, Place: draftPlace(), Realm: model.Files, Original: model.NewJobID("a1"), Was: "photos", Name: "photos, again", Fate: model.FateGoes,
		Copy: model.NewJobID("b2"), Rests: "the copy is not what was asked for", Begun: moment.UTC(), Saved: moment.UTC(),
		Edits: []journal.CopyEdit{{
			Section: model.SectionCopy, Base: map[model.FieldKey]string{model.KeyToPath: "/b"}, Want: map[model.FieldKey]string{model.KeyToPath: "/c <&>"},
		}},
		Accepted: []journal.CopyAccepted{{Key: model.KeyToPath, Is: "/d"}},
		Steps: []journal.CopyNote{
			{Step: model.CopyStep{Kind: model.CopyMake}, State: model.CopyDone, Intent: "01JQ4Z9W8B3M5N7P9R1T3V5X70", At: moment.UTC()},
			{Step: model.CopyStep{Kind: model.CopyProve}, State: model.CopyRefused, Why: "1 value differs", At: moment.UTC()},
			{Step: model.CopyStep{Kind: model.CopySection, Section: model.SectionPolicy}, At: moment.UTC()},
			{Step: model.CopyStep{Kind: model.CopyDelete}, At: moment.UTC()},
		},
	}
}

// frozenCopying is a record as it stands on disks: whatever is added to the format, it is
// read as ever.
const frozenCopying = `{"version":1,"id":"01JQ4Z9W8B3M5N7P9R1T3V5X7Z","profile":"prod","origin":"https://drs.example","project":"p1","realm":"files","original":"a1","original_name":"photos","name":"photos, again","fate":"goes","filters":false,"check":false,"copy":"b2","accepted":[{"key":"transfer.destination.target.path","is":"/d"}],"edits":[{"section":"copy","base":{"transfer.destination.target.path":"/b"},"want":{"transfer.destination.target.path":"/c <&>"}}],"steps":[{"kind":"clone","state":"done","intent":"01JQ4Z9W8B3M5N7P9R1T3V5X70","at":"2026-03-07T02:00:00.123Z"},{"kind":"compare","state":"refused","why":"1 value differs","at":"2026-03-07T02:00:00.123Z"},{"kind":"section","section":"policy","state":"waits","at":"2026-03-07T02:00:00.123Z"},{"kind":"delete","state":"waits","at":"2026-03-07T02:00:00.123Z"}],"begun":"2026-03-07T02:00:00.123Z","saved":"2026-03-07T02:00:00.123Z","rests":"the copy is not what was asked for"}`

// copyingsIn are those of a state folder with a journal in it.
func copyingsIn(t testing.TB, dir string) *journal.Copyings {
	t.Helper()
	j, err := journal.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	return j.Copyings()
}

// keptCopying is a folder with one copying in it that nobody is at.
func keptCopying(t testing.TB, r journal.CopyRecord) (c *journal.Copyings, path string) {
	t.Helper()
	dir := stateDirOf(t)
	c = copyingsIn(t, dir)
	h, err := c.New(r)
	if err != nil {
		t.Fatal(err)
	}
	h.Close()
	return c, filepath.Join(dir, "copies", r.ID+".json")
}

func TestACopyingComesBackAsItWas(t *testing.T) {
	want := someCopying()
	c, path := keptCopying(t, want)
	h, got, err := c.Open(draftPlace(), copyingName)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := h.Save(want); err != nil {
		t.Error(err)
	}
	h.Close()
	if err := os.WriteFile(path, []byte(frozenCopying), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, got, err = c.Open(draftPlace(), copyingName); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("one of old: %+v, %v", got, err)
	}
}

func TestACopyingIsPrivateAndHasNoPassword(t *testing.T) {
	r := someCopying()
	r.Edits[0].Want["source_endpoint[0].endpoint.db_password"], r.Edits[0].Want[model.KeyUsersSecret] = "geheim", "geheim"
	_, path := keptCopying(t, r)
	text, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(text), "geheim") {
		t.Errorf("%s, %v", text, err)
	}
	err = filepath.WalkDir(filepath.Dir(path), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// A value that is JSON itself may hide a password below its own key: then nothing at all is
// written, and what was there before stays.
func TestACopyingWithASecretInItsBodyIsNotWritten(t *testing.T) {
	for _, key := range []model.FieldKey{model.KeyBodyMore, model.KeyFilter} {
		for name, text := range map[string]string{
			"deep": `{"transfer":{"a":[{"pass_word":"geheim"}]}}`, "in a string": `{"a":"{\"token\":\"geheim\"}"}`, "no JSON": `{"password":"geheim`,
		} {
			c, path := keptCopying(t, someCopying())
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			h, r, err := c.Open(draftPlace(), copyingName)
			if err != nil {
				t.Fatal(err)
			}
			r.Edits[0].Want[key] = text
			err = h.Save(r)
			h.Close()
			if err == nil || strings.Contains(err.Error(), "geheim") || !strings.Contains(err.Error(), string(key)) {
				t.Errorf("%s, %s: %v", key, name, err)
			}
			if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
				t.Errorf("%s, %s: %s, %v", key, name, after, err)
			}
		}
		r := someCopying()
		r.Edits[0].Want[key] = `{"transfer":{"use_password":true,"x":"the password"}}`
		keptCopying(t, r)
	}
}

func TestOneDroverIsAtACopying(t *testing.T) {
	c, path := keptCopying(t, someCopying())
	h, _, err := c.Open(draftPlace(), copyingName)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Open(draftPlace(), copyingName); !errors.Is(err, journal.ErrCopyBusy) {
		t.Errorf("it is open twice: %v", err)
	}
	if _, err := c.SetAside(copyingName); !errors.Is(err, journal.ErrCopyBusy) {
		t.Errorf("it is moved aside: %v", err)
	}
	if notes, err := c.List(draftPlace()); err != nil || len(notes) != 1 || !notes[0].Busy || notes[0].Record.Name != "photos, again" {
		t.Errorf("%+v, %v", notes, err)
	}
	elsewhere := draftPlace()
	elsewhere.Project = "p2"
	if notes, err := c.List(elsewhere); err != nil || len(notes) != 0 {
		t.Errorf("another project lists %+v, %v", notes, err)
	}
	label := draftPlace()
	label.Profile = "another name of the same"
	if notes, err := c.List(label); err != nil || len(notes) != 1 {
		t.Errorf("another label lists %+v, %v", notes, err)
	}
	h.Close()
	if _, _, err := c.Open(elsewhere, copyingName); err == nil {
		t.Error("another project opens it")
	}
	if h, _, err = c.Open(label, copyingName); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := h.Save(someCopying()); err == nil {
		t.Error("what somebody else put there was written over")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := h.Save(someCopying()); err == nil {
		t.Error("a record that somebody removed came again")
	}
}

func TestADroppedCopyingLeavesNothing(t *testing.T) {
	c, path := keptCopying(t, someCopying())
	h, _, err := c.Open(draftPlace(), copyingName)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Drop(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	if _, _, err := c.Open(draftPlace(), copyingName); err == nil || !strings.Contains(err.Error(), "not on the disk any more") {
		t.Error(err)
	}
	if err := h.Save(someCopying()); err == nil {
		t.Error("a closed record was written")
	}
}

// What cannot be read is told, and left alone until somebody moves it aside; nothing is
// gone on with that is half understood.
func TestDamagedCopyingsAreListedAndLeftAlone(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(frozenCopying, old, new, 1) }
	for name, c := range map[string]struct{ text, says string }{
		"nothing":           {"", "no JSON"},
		"torn":              {frozenCopying[:200], "no JSON"},
		"a member twice":    {with(`"name"`, `"fate":"x","name"`), `"fate" is there twice`},
		"no version":        {"{}", "of which version"},
		"a newer version":   {with(`"version":1`, `"version":2`), "a newer drover has written it (version 2)"},
		"a wrong type":      {with(`"photos"`, `7`), "has the wrong type"},
		"another id":        {with(copyingName, "01JQ4Z9W8B3M5N7P9R1T3V5X71"), "under another name"},
		"no such fate":      {with(`"goes"`, `"burns"`), "burns"},
		"no such realm":     {with(`"files"`, `"fish"`), "fish"},
		"no such step":      {with(`"compare"`, `"eat"`), "a step that drover does not know: eat"},
		"no such state":     {with(`"refused"`, `"eaten"`), "eaten"},
		"no such section":   {with(`"policy"`, `"fish"`), "a section that no job has"},
		"a wrong intent":    {with(`"01JQ4Z9W8B3M5N7P9R1T3V5X70"`, `"x"`), "no intent's id"},
		"no steps":          {frozenCopying[:strings.Index(frozenCopying, `"steps":[`)] + `"steps":[]}`, "no steps"},
		"no copy":           {with(`"copy":"b2",`, ``), "which job was made"},
		"a hidden id":       {with(`"a1"`, `"a\u0000"`), "holds characters that no id has"},
		"another order":     {with(`"compare"`, `"rest"`), "before the copy is compared"},
		"another beginning": {with(`"clone"`, `"compare"`), "does not make the copy"},
		"too large":         {`{"x": "` + strings.Repeat("x", 1<<20) + `"}`, "larger than 1 MiB"},
	} {
		all, path := keptCopying(t, someCopying())
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		notes, err := all.List(draftPlace())
		if err != nil || len(notes) != 1 || notes[0].Err == nil || !strings.Contains(notes[0].Err.Error(), c.says) || notes[0].Record.Saved.IsZero() || notes[0].Why == "" {
			t.Errorf("%s: %+v, %v", name, notes, err)
		}
		if _, _, err := all.Open(draftPlace(), copyingName); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: opened: %v", name, err)
		}
		if _, err := all.New(someCopying()); err == nil {
			t.Errorf("%s: begun anew over it", name)
		}
		aside, err := all.SetAside(copyingName)
		if text, read := os.ReadFile(filepath.Join(filepath.Dir(path), aside)); err != nil || read != nil || string(text) != c.text {
			t.Errorf("%s: moved aside it is not what it was: %v, %v", name, err, read)
		}
	}
	all, _ := keptCopying(t, someCopying())
	if _, err := all.SetAside(copyingName); err == nil {
		t.Error("one that can be read was moved aside")
	}
}

// Whatever is put into a record comes back, but for passwords.
func TestACopyingsValuesComeBack(t *testing.T) {
	all, _ := keptCopying(t, someCopying())
	rapid.Check(t, func(t *rapid.T) {
		want := someCopying()
		want.Fate = rapid.SampledFrom([]model.Fate{model.FateStays, model.FateRests, model.FateGoes}).Draw(t, "fate")
		want.Realm = rapid.SampledFrom([]model.Realm{model.Databases, model.Files}).Draw(t, "realm")
		want.Name = rapid.StringMatching(`[a-z][a-z0-9_-]{3,49}`).Draw(t, "name")
		want.Edits[0].Want = rapid.MapOf(rapid.Map(rapid.StringMatching(`[a-z_.#]{1,20}`), func(s string) model.FieldKey { return model.FieldKey(s + "x") }), rapid.String()).Draw(t, "want")
		for i := range want.Steps[1:] {
			want.Steps[1+i].State = rapid.SampledFrom([]model.CopyState{model.CopyWaits, model.CopyGoes, model.CopyDone, model.CopyAsks, model.CopyRefused, model.CopyUnsent, model.CopyUnknown, model.CopySkipped}).Draw(t, "state")
		}
		want.Saved = moment.UTC().Add(time.Duration(rapid.IntRange(0, 1e9).Draw(t, "later")))
		h, _, err := all.Open(draftPlace(), copyingName)
		if err != nil {
			t.Fatal(err)
		}
		err = h.Save(want)
		h.Close()
		if err != nil {
			t.Fatal(err)
		}
		h, got, err := all.Open(draftPlace(), copyingName)
		if err != nil {
			t.Fatal(err)
		}
		h.Close()
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v came back as %+v", want, got)
		}
	})
}
