package journal_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover/client/journal"
	"drover/model"
)

// frozenDraft is a draft as it stands on disks. Whatever is added to the
// format, it is read as ever.
const frozenDraft = `{
 "at": {
  "source_endpoint": 1
 },
 "begun": "2026-03-07T02:00:00.123Z",
 "from": "orders-prod-sync-02",
 "id": "01JQ4Z9W8B3M5N7P9R1T3V5X7Z",
 "origin": "https://drs.example",
 "profile": "prod",
 "project": "p1",
 "saved": "2026-03-07T02:00:00.123Z",
 "sent": "",
 "step": "source",
 "values": {
  "#topology": "one2one",
  "base_info.charging_mode": "on_demand",
  "base_info.enterprise_project_id": "0",
  "base_info.expired_days": "14",
  "base_info.name": "orders<&>",
  "source_endpoint[0].endpoint.ip": "10.0.0.1"
 },
 "version": 1
}
`

func TestDraftsAreWrittenAndReadAsOfOld(t *testing.T) {
	dir, path := saved(t, "orders<&>")
	text, err := os.ReadFile(path)
	if err != nil || string(text) != frozenDraft {
		t.Errorf("written: %s, %v", text, err)
	}
	if err := os.WriteFile(path, []byte(frozenDraft), 0o600); err != nil {
		t.Fatal(err)
	}
	_, d := openDraft(t, dir, draftName)
	if !d.SameValues(someJob("orders<&>")) || d.Step != model.StepSource || d.At(model.Sources) != 1 || !d.Begun.Equal(moment) {
		t.Errorf("%+v", d)
	}
}

func TestMembersOfANewerDroverStay(t *testing.T) {
	dir, path := saved(t, "orders<&>")
	text := strings.Replace(frozenDraft, `"sent"`, `"zoom": {"deep": [12345678901234567890]}, "Values": 3, "sent"`, 1)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h, d := openDraft(t, dir, draftName)
	if err := h.Save(d.Put(model.KeyName, "again"), moment); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(got), "12345678901234567890") || !strings.Contains(string(got), `"Values": 3`) || !strings.Contains(string(got), `"again"`) {
		t.Errorf("%s, %v", got, err)
	}
}

// What cannot be read is told and never touched.
func TestDamagedDraftsAreListedAndLeftAlone(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(frozenDraft, old, new, 1) }
	for name, c := range map[string]struct{ text, says string }{
		"nothing":            {"", "no JSON"},
		"torn":               {frozenDraft[:200], "no JSON"},
		"binary":             {"\x00\xff", "no JSON"},
		"a list":             {"[]", "no JSON object"},
		"null":               {"null", "no JSON object"},
		"a member twice":     {with(`"sent"`, `"from": "x", "sent"`), `"from" is there twice`},
		"no version":         {"{}", "of which version"},
		"a newer version":    {with(`"version": 1`, `"version": 3`), "a newer drover has written it (version 3)"},
		"an edit of nothing": {with(`"version": 1`, `"version": 2`), "of which section"},
		"a wrong type":       {with(`"one2one"`, `7`), "its member values"},
		"a wrong time":       {with(`"2026-03-07T02:00:00.123Z"`, `"today"`), "has the wrong type"},
		"another id":         {with(draftName, "01JQ4Z9W8B3M5N7P9R1T3V5X70"), "under another name"},
		"a key that is none": {with(`"#topology"`, `"a b\u001b"`), "its values hold what no job has: a b^["},
		"a number run away":  {with(`"source_endpoint[0].endpoint.ip"`, `"source_endpoint[999999999].endpoint.ip"`), "what no job has"},
		"a place run away":   {with(`"source_endpoint": 1`, `"source_endpoint": -1`), "at holds what no job has"},
		"a wrong intent":     {with(`"sent": ""`, `"sent": "x"`), "no intent's id"},
		"too large":          {`{"x": "` + strings.Repeat("x", 1<<20) + `"}`, "larger than 1 MiB"},
		"too deep":           {strings.Repeat("[", 100_000), "no JSON"},
	} {
		dir, path := saved(t, "orders")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		notes := listed(t, dir, draftPlace())
		if len(notes) != 1 || notes[0].Err == nil || !strings.Contains(notes[0].Err.Error(), c.says) || notes[0].Saved.IsZero() {
			t.Errorf("%s: %+v", name, notes)
		}
		if _, _, err := journal.NewDrafts(dir).Open(draftPlace(), draftName); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: opened: %v", name, err)
		}
		if _, err := journal.NewDrafts(dir).New(draftPlace(), draftName); err == nil {
			t.Errorf("%s: begun anew over it", name)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != c.text {
			t.Errorf("%s: it is not what it was: %v", name, err)
		}
	}
}

func TestAPasswordThatSomebodyWroteIntoADraftIsNotTaken(t *testing.T) {
	dir, path := saved(t, "orders")
	text := strings.Replace(frozenDraft, `"#topology"`, `"source_endpoint[0].endpoint.db_password": "x", "source_endpoint[0].ssl.ssl_cert_key": "x", "source_endpoint[0].endpoint.db_password#command": "x", "#topology"`, 1)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, d := openDraft(t, dir, draftName); !d.SameValues(someJob("orders<&>")) {
		t.Errorf("%v", d.Keys())
	}
}

func TestDraftsInUnsafePlacesAreRefused(t *testing.T) {
	folder := func(p string) string { return filepath.Dir(p) }
	cases := map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"file open to others":   {func(p string) error { return os.Chmod(p, 0o644) }, "chmod 600"},
		"folder open to others": {func(p string) error { return os.Chmod(folder(p), 0o750) }, "chmod 700"},
		"file is a link":        {relink, "symbolic link"},
		"folder is a link":      {func(p string) error { return relink(folder(p)) }, "symbolic link"},
		"state is a link":       {func(p string) error { return relink(folder(folder(p))) }, "symbolic link"},
		"file is a folder":      {func(p string) error { return swap(p, func(p string) error { return os.Mkdir(p, 0o700) }) }, "no plain file"},
		"lock is a link":        {func(p string) error { return relink(strings.TrimSuffix(p, ".json") + ".lock") }, "symbolic link"},
	}
	if os.Geteuid() == 0 { // nobody else can give a file away
		cases["file of another user"] = struct {
			spoil func(path string) error
			says  string
		}{func(p string) error { return os.Chown(p, 12345, 12345) }, "another user"}
	}
	for name, c := range cases {
		dir, path := saved(t, "orders")
		if err := c.spoil(path); err != nil {
			t.Fatal(err)
		}
		if _, _, err := journal.NewDrafts(dir).Open(draftPlace(), draftName); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		notes, err := journal.NewDrafts(dir).List(draftPlace())
		if strings.HasPrefix(name, "lock") {
			continue // it is readable, and nobody has it open
		}
		if err == nil && len(notes) == 1 {
			err = notes[0].Err
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s, listed: %+v, %v", name, notes, err)
		}
	}
}

func TestADraftThatIsTooLargeIsRefusedAndTheFormerStays(t *testing.T) {
	dir, path := saved(t, "orders")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	h, d := openDraft(t, dir, draftName)
	for _, bad := range []model.Draft{d.Put(model.KeyDescription, strings.Repeat("x", 1<<20)), d.Put("a b", "x"), d.Put("a[100].b", "x")} {
		if err := h.Save(bad, moment); err == nil {
			t.Error("written, and could not be read again")
		}
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("%s, %v", after, err)
	}
	if err := h.Save(d.Put(model.KeyName, "later"), moment); err != nil {
		t.Error(err)
	}
}
