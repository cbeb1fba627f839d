package client_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client"
	"drover/model"
)

func TestAnyTextOfASectionComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := map[model.FieldKey]string{}
		for key, value := range rapid.MapOf(rapid.StringMatching(`[a-z_.]{1,20}`), rapid.String()).Draw(t, "values") {
			values[model.FieldKey(key)] = strings.ToValidUTF8(value, "")
		}
		text := client.WriteSectionText(values)
		got := client.ReadSectionText(text)
		if len(got.Mistakes) > 0 || len(got.Values) != len(values) {
			t.Fatalf("%v\n%s", got.Mistakes, text)
		}
		for key, value := range values {
			if got.Values[key] != value {
				t.Fatalf("%s: %q, want %q", key, got.Values[key], value)
			}
		}
	})
}

func TestMistakesOfASectionAreToldByTheirLine(t *testing.T) {
	for text, says := range map[string]string{
		"":                                   "line 1: this is no JSON object",
		"[]":                                 "line 1: this is no JSON object",
		"{\n\"a\": \"hunter2\"\n\"b\": 1\n}": "line 2: this is no JSON", // where the comma is missing
		"{\n\"a\": {\"x\": 1}\n}":            "line 2: a is one value",
		"{\n\"a\": 1,\n\"a\": 2\n}":          "line 3: a stands here twice",
		"{\n\"a\": 1\n}\n{}":                 "something stands after",
		"{\n\"a\": \"hunter2":                "this is no JSON",
	} {
		var told string
		for _, m := range client.ReadSectionText([]byte(text)).Mistakes {
			told += m.Words() + "\n"
		}
		if !strings.Contains(told, says) || strings.Contains(told, "hunter2") || strings.Count(told, "\n") != 1 {
			t.Errorf("%q: told %q, want %q", text, told, says)
		}
	}
	if got := client.ReadSectionText([]byte(`{"a": true, "b": 3600, "c": null}`)); got.Values["a"] != "true" || got.Values["b"] != "3600" || got.Values["c"] != "" {
		t.Errorf("%v", got)
	}
}
