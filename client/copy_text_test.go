package client_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client"
	"drover/model"
)

// finance is a transfer as a server sends it, every value of which differs from the
// documented body of a clone; what no document names is in it, too.
const finance = `{
  "id": "f0", "name": "finance", "kind": "transfer", "description": "nightly",
  "transfer": {
    "type": "transfer", "transfer_type": "sync",
    "source": {"connection": {"id": "c1", "name": "box", "links": {}}, "target": {"path": "/finance"}, "options": {"x_depth": 3}},
    "destination": {"connection": {"id": "c2"}, "target": {"path": "/archive"}, "impersonate_as": {"account": "svc", "x_kind": "user"}},
    "lock_propagation": "mirror_lock",
    "permissions": {"policy": "diff", "links": false, "failures": "deny", "x_extra": [1, 2]},
    "versioning": {"preserve": "none", "select": "latest"},
    "delete_propagation": ["ignore_source", "ignore_destination"],
    "audit_level": "debug",
    "filter": {"source": [{"action": "exclude", "type": "filter_rule", "rules": [{"type": "filter_extension", "extensions": ["tmp"]}]}]}
  },
  "schedule": {"mode": "auto", "days": ["weekdays"], "repeat_interval": {"value": 30, "unit": "m"}, "x_odd": true}
}`

func financeCopy() model.Edit {
	return model.NewEdit(model.Detail{Job: model.Job{ID: model.NewJobID("f0"), Name: model.NewText("finance"), Realm: model.Files, Scenario: model.Transfer}},
		model.Part{Section: model.SectionCopy, Raw: []byte(finance), Values: map[model.FieldKey]string{
			model.KeyTransferType: "sync", model.KeyFromConn: "c1", model.KeyFromPath: "/finance", model.KeyToConn: "c2", model.KeyToPath: "/archive",
			model.KeyToAs: "svc", model.KeyLocks: "mirror_lock", model.KeyPermissions: "diff", model.KeyPermLinks: "false", model.KeyPermFailures: "deny",
			model.KeyVersions: "none", model.KeyVersionSelect: "latest", model.KeyDeletes: "ignore_source,ignore_destination",
			model.KeyFilter:       `{"source":[{"action":"exclude","type":"filter_rule","rules":[{"type":"filter_extension","extensions":["tmp"]}]}]}`,
			model.KeyScheduleMode: "auto", model.KeyScheduleDays: "weekdays", model.KeyScheduleEvery: "30m",
		}})
}

// documented are the overrides of the service document's clone.
func documented(e model.Edit) model.Edit {
	for _, v := range [][2]string{
		{string(model.KeyTransferType), "copy"}, {string(model.KeyLocks), "ignore"}, {string(model.KeyPermissions), "none"},
		{string(model.KeyPermLinks), "true"}, {string(model.KeyPermFailures), "none"}, {string(model.KeyVersions), "native"}, {string(model.KeyVersionSelect), "all"},
	} {
		e = e.With(model.FieldKey(v[0]), v[1])
	}
	return e
}

func mustBody(ch model.CloneJob) []byte {
	body, err := client.CopyBody(ch)
	if err != nil {
		return []byte(err.Error())
	}
	return body
}

func bodyOf(e model.Edit, name string) []byte {
	sent, _ := e.First()
	return mustBody(model.CloneJob{Name: name, Base: sent.Base, Want: sent.Want()})
}

func isBody(t *testing.T, got []byte, want string) {
	t.Helper()
	var a, b any
	if err := json.Unmarshal(got, &a); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	if err := json.Unmarshal([]byte(want), &b); err != nil {
		t.Fatal(err)
	}
	one, _ := json.Marshal(a)
	two, _ := json.Marshal(b)
	if string(one) != string(two) {
		t.Errorf("the body is\n%s\nwant\n%s", got, two)
	}
}

func TestTheDocumentedCloneIsWhatIsSent(t *testing.T) {
	e := documented(financeCopy())
	isBody(t, bodyOf(e, "Clone Job"), `{"name": "Clone Job", "transfer": {"transfer_type": "copy", "lock_propagation": "ignore",
		"permissions": {"policy": "none", "links": true, "failures": "none", "x_extra": [1, 2]},
		"versioning": {"preserve": "native", "select": "all"}}, "schedule": {"mode": "manual"}}`)
	isBody(t, bodyOf(financeCopy(), "n"), `{"name": "n", "schedule": {"mode": "manual"}}`)
	isBody(t, mustBody(model.CloneJob{Name: "n"}), `{"name": "n", "schedule": {"mode": "manual"}}`)
	isBody(t, bodyOf(financeCopy().With(model.KeyScheduleMode, "auto"), "n"), `{"name": "n", "schedule": {"mode": "manual"}}`)
	isBody(t, bodyOf(financeCopy().With(model.KeyToPath, "/new"), "n"), `{"name": "n", "schedule": {"mode": "manual"}, "transfer":
		{"destination": {"connection": {"id": "c2"}, "target": {"path": "/new"}, "impersonate_as": {"account": "svc", "x_kind": "user"}}}}`)
	isBody(t, bodyOf(financeCopy().With(model.KeyFilterExts, ""), "n"), `{"name": "n", "schedule": {"mode": "manual"}, "transfer": {"filter": {"source": []}}}`)
}

func TestTheEditorShowsWhatIsSentAndTheScheduleThatComesLast(t *testing.T) {
	e := documented(financeCopy()).With(model.KeyScheduleMode, "auto").With(model.KeyScheduleFrom, "22:00").With(model.KeyScheduleTo, "05:00:30")
	text := client.WriteCopyText(e, "n")
	if !strings.Contains(string(text), "\n    \"transfer_type\": \"copy\",\n") || !strings.HasSuffix(string(text), "}\n") {
		t.Errorf("%s", text)
	}
	var body struct{ Schedule json.RawMessage }
	if err := json.Unmarshal(text, &body); err != nil {
		t.Fatal(err)
	}
	isBody(t, body.Schedule, `{"mode": "auto", "days": "weekdays", "repeat_interval": {"value": 30, "unit": "m"},
		"start_window": {"hr": 22, "min": 0}, "end_window": {"hr": 5, "min": 0, "sec": 30}}`)
}

func TestMembersThatNoFieldIsForGoWithTheCopy(t *testing.T) {
	text := `{"name": "n", "priority": 3, "transfer": {"audit_level": "warn", "permissions": {"policy": "add", "import": {"x": 1}}, "performance": {"parallel_writes": {"requested": 4}}}}`
	e, name, mistakes := client.ReadCopyText([]byte(text), financeCopy())
	if len(mistakes) > 0 || name != "n" {
		t.Fatalf("%v, %s", mistakes, name)
	}
	if e.Get(model.KeyPermissions) != "add" || e.Get(model.KeyLocks) != "mirror_lock" || e.Get(model.KeyScheduleMode) != "manual" {
		t.Errorf("%v", e.Want())
	}
	isBody(t, bodyOf(e, name), `{"name": "n", "priority": 3, "schedule": {"mode": "manual"}, "transfer": {"audit_level": "warn",
		"permissions": {"policy": "add", "links": false, "failures": "deny", "x_extra": [1, 2], "import": {"x": 1}}, "performance": {"parallel_writes": {"requested": 4}}}}`)
}

func TestMistakesInTheBodyOfACopy(t *testing.T) {
	for text, want := range map[string]string{
		`[]`:              "line 1: this is no JSON object: it begins with {",
		``:                "line 1: this is no JSON object: it begins with {",
		"{\n \"name\"":    "line 2: this is no JSON: look at its commas and quotes",
		`{"name": "n"} x`: "line 1: something stands after the object's end",
		`{}`:              "line 1: name is missing",
		"{\"name\": \"n\",\n\"status\": \"start\"}":                                       "line 2: status is no member that a copy can have",
		"{\"name\": \"n\",\n\"transfer\": {\n\"speed\": 3}}":                              "line 3: transfer.speed is no member that a copy can have",
		"{\"name\": \"n\",\n\"transfer\": {\n\"lock_propagation\": \"secret\"}}":          "line 3: transfer.lock_propagation is one of ignore, mirror_lock, mirror_owner",
		"{\"name\": \"n\", \"transfer\": {\"audit_level\": \"loud\"}}":                    "line 1: transfer.audit_level is one of none, trace, debug, info, warn, error",
		"{\"name\": \"n\", \"transfer\": {\"permissions\": {\"links\": 3}}}":              "line 1: transfer.permissions.links is true or false",
		"{\"name\": \"n\", \"transfer\": {\"source\": null}}":                             "line 1: transfer.source is null: leave it out, then it is as the original has it",
		"{\"name\": \"n\", \"transfer\": 3}":                                              "line 1: transfer is an object",
		"{\"name\": \"n\", \"kind\": \"convention\"}":                                     "line 1: kind is transfer: drover copies no other jobs",
		"{\"name\": \"n\", \"schedule\": {\"run_at\": \"2\"}}":                            `line 1: schedule.run_at is of the form {"hr": 22, "min": 0}`,
		"{\"name\": \"n\", \"schedule\": {\"mode\": \"hourly\"}}":                         "line 1: schedule.mode is one of manual, auto, ad-hoc",
		"{\"name\": \"n\",\n\"name\": \"m\"}":                                             "line 2: name stands here twice: take one out (the first counts)",
		`{"name": "n", "transfer": {"source": {"connection": {"id": "c", "name": "x"}}}}`: "line 1: transfer.source.connection.name is no member that a copy can have",
	} {
		_, _, mistakes := client.ReadCopyText([]byte(text), financeCopy())
		var got []string
		for _, m := range mistakes {
			got = append(got, m.Words())
		}
		if !slices.Contains(got, want) {
			t.Errorf("%s\n%q, want %q", text, got, want)
		}
	}
}

// anyCopy is an edit of a copy with values that its form takes.
func anyCopy(t *rapid.T) model.Edit {
	e := financeCopy()
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		var live []model.Field
		for _, f := range e.Form(model.Around{Connections: []model.Connection{{ID: "c1"}, {ID: "c2"}, {ID: "c3"}}}).Fields {
			if f.Live() && f.Kind != model.FlagsField && f.Key != model.KeyScheduleStart && f.Key != model.KeyScheduleEnd {
				live = append(live, f)
			}
		}
		f := rapid.SampledFrom(live).Draw(t, "field")
		value := rapid.SampledFrom([]string{"/a", "/b/c", "svc"}).Draw(t, "text")
		switch {
		case len(f.Options) > 0:
			value = rapid.SampledFrom(f.Options).Draw(t, "option").Value
		case f.Key == model.KeyFilterExts:
			value = rapid.SampledFrom([]string{"", "tmp", "tmp, bak"}).Draw(t, "extensions")
		case f.Kind == model.NumberField:
			value = "3"
		case strings.HasPrefix(string(f.Key), "schedule."):
			value = rapid.SampledFrom([]string{"22:00", "05:00:30", "15m", "1.5h"}).Draw(t, "time")
		}
		if next := e.With(f.Key, value); next.Form(model.Around{}).Wrong == 0 {
			e = next
		}
	}
	return e
}

// What is written for an editor comes back as the same edit.
func TestABodyThatNobodyChangedIsTheSameCopy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyCopy(t)
		text := client.WriteCopyText(e, "n")
		again, name, mistakes := client.ReadCopyText(text, financeCopy())
		if len(mistakes) > 0 || name != "n" {
			t.Fatalf("%v in\n%s", mistakes, text)
		}
		if !slices.Equal(again.Changed(), e.Changed()) {
			t.Fatalf("%v, want %v, in\n%s", again.Changed(), e.Changed(), text)
		}
		for _, key := range e.Changed() {
			if !model.SameValue(key, again.Get(key), e.Get(key)) {
				t.Fatalf("%s is %q, want %q", key, again.Get(key), e.Get(key))
			}
		}
		if second := client.WriteCopyText(again, "n"); string(second) != string(text) {
			t.Fatalf("%s\nwant\n%s", second, text)
		}
	})
}

// overlaid is what a server makes that lays the body over the original, as an object of
// values: what is read of it later.
func overlaid(base, body any) any {
	one, ok := base.(map[string]any)
	two, is := body.(map[string]any)
	if !ok || !is {
		return body
	}
	out := maps.Clone(one)
	for key, value := range two {
		out[key] = overlaid(out[key], value)
	}
	return out
}

// A server that lays the body over the original has made what was asked; one that
// ignores any single value of it has not.
func TestWhatAServerIgnoresIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := anyCopy(t)
		if rapid.Bool().Draw(t, "more") {
			e = e.With(model.KeyBodyMore, rapid.SampledFrom([]string{
				`{"priority":3}`, `{"transfer":{"audit_level":"warn"}}`, `{"transfer":{"permissions":{"import":{"x":1}}},"description":"by hand"}`,
			}).Draw(t, "body"))
		}
		var original, body any
		if json.Unmarshal([]byte(finance), &original) != nil || json.Unmarshal(bodyOf(e, "n"), &body) != nil {
			t.Fatal("no JSON")
		}
		raw, _ := json.Marshal(overlaid(original, body))
		values := e.Want()
		delete(values, model.KeyBodyMore)
		values[model.KeyScheduleMode] = "manual"
		got := model.Part{Section: model.SectionCopy, Values: values, Raw: raw}
		if d := model.CopyVerify(e, "n", got, model.NewText("n")); len(d) > 0 {
			t.Fatalf("%+v", d)
		}
		if d := model.CopyVerify(e, "n", got, model.NewText("m")); len(d) != 1 {
			t.Fatalf("another name: %+v", d)
		}
		for _, key := range e.Changed() {
			if strings.HasPrefix(string(key), "schedule.") {
				continue
			}
			lies := got
			lies.Values = maps.Clone(values)
			lies.Values[key] = e.Base.Get(key)
			if key == model.KeyBodyMore {
				lies.Raw = []byte(finance)
			}
			if d := model.CopyVerify(e, "n", lies, model.NewText("n")); len(d) == 0 {
				t.Fatalf("%s was ignored, and nobody found it", key)
			}
		}
	})
}

func TestAnotherAccountTakesNothingOfTheFormerOne(t *testing.T) {
	isBody(t, bodyOf(financeCopy().With(model.KeyToAs, "other"), "n"), `{"name": "n", "schedule": {"mode": "manual"}, "transfer":
		{"destination": {"connection": {"id": "c2"}, "target": {"path": "/archive"}, "impersonate_as": {"account": "other"}}}}`)
	if _, err := client.CopyBody(model.CloneJob{Name: "n", Want: map[model.FieldKey]string{model.KeyBodyMore: "[1]"}}); err == nil {
		t.Error("what is no object was sent")
	}
}

func FuzzReadCopyText(f *testing.F) {
	f.Add([]byte(finance))
	f.Add(client.WriteCopyText(documented(financeCopy()), "n"))
	f.Add([]byte(`{"name":"n","transfer":{"permissions":"none","delete_propagation":["mirror"]},"schedule":{"days":["monday"],"max_execution":{"value":1,"unit":"h"}}}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		e, name, mistakes := client.ReadCopyText(text, financeCopy())
		for _, m := range mistakes {
			if m.Line < 1 || m.Line > 1+strings.Count(string(text), "\n") || model.Clean(m.Why) != m.Why {
				t.Errorf("%+v", m)
			}
		}
		if len(mistakes) > 0 {
			return
		}
		if !json.Valid(bodyOf(e, name)) || !json.Valid(client.WriteCopyText(e, name)) {
			t.Errorf("no JSON is made of it")
		}
		if _, _, again := client.ReadCopyText(client.WriteCopyText(e, name), financeCopy()); len(again) > 0 {
			t.Errorf("what was read once is wrong the second time: %v", again)
		}
	})
}

// Where the text is wrong, what was there before stays: a lost comma takes nothing with it.
func TestAWrongTextTakesNothingAway(t *testing.T) {
	before := documented(financeCopy()).With(model.KeyScheduleMode, "auto").With(model.KeyScheduleEvery, "2h")
	whole := string(client.WriteCopyText(before, "finance, again"))
	for what, wrong := range map[string]string{
		"a comma is missing":    strings.Replace(whole, `",`, `"`, 1),
		"it ends too early":     whole[:len(whole)/2],
		"it is empty":           "",
		"a value is none":       strings.Replace(whole, `"transfer_type": "copy"`, `"transfer_type": "teleport"`, 1),
		"an object is a number": strings.Replace(whole, `"lock_propagation": "ignore"`, `"lock_propagation": 7`, 1),
	} {
		after, _, mistakes := client.ReadCopyText([]byte(wrong), before)
		if wrong == whole || len(mistakes) == 0 && what != "a value is none" {
			t.Errorf("%s: it is not told", what)
		}
		for _, key := range append(model.CopyKeys(), model.ScheduleKeys()...) {
			if was, is := before.Get(key), after.Get(key); was != is && is != "teleport" {
				t.Errorf("%s: %s is %q, and was %q", what, key, is, was)
			}
		}
	}
}
