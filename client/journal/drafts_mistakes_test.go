package journal_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"drover/client/journal"
	"drover/model"
)

func TestTheMistakesOfAFileAreKeptWithTheDraft(t *testing.T) {
	dir := stateDirOf(t)
	d := someJob("orders")
	d.MistakesOf = "wave.yaml"
	d.Mistakes = []model.Mistake{
		{Line: 4, Column: 3, Key: "source_endpoint[0].endpoint.db_port", Why: "db_port is a whole number, without quotes"},
		{Why: "a job has no member nam: did you mean name?"},
	}
	h := newDraft(t, dir, draftName)
	if err := h.Save(d, moment); err != nil {
		t.Fatal(err)
	}
	h.Close()
	h, got := openDraft(t, dir, draftName)
	if got.MistakesOf != d.MistakesOf || !slices.Equal(got.Mistakes, d.Mistakes) {
		t.Errorf("%q, %+v", got.MistakesOf, got.Mistakes)
	}
	if err := h.Save(got.Put("source_endpoint[0].endpoint.db_port", "3306"), moment); err != nil {
		t.Fatal(err)
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 1 || !slices.Equal(notes[0].Draft.Mistakes, d.Mistakes[1:]) {
		t.Errorf("once one is mended: %+v", notes)
	}
	got.Mistakes = nil
	if err := h.Save(got, moment); err != nil {
		t.Fatal(err)
	}
	if notes := listed(t, dir, draftPlace()); len(notes) != 1 || len(notes[0].Draft.Mistakes) != 0 {
		t.Errorf("once all are: %+v", notes)
	}
}

// What somebody else has written there is shown clean, short, and no more of it
// than anybody reads.
func TestHostileMistakesAreBounded(t *testing.T) {
	dir, path := saved(t, "orders")
	one := `{"key": "a b\u001b", "line": -3, "column": 1, "why": "\u001b[2J` + strings.Repeat("x", 5000) + `"}`
	text := strings.Replace(frozenDraft, `"sent"`, `"mistakes": {"of": "a\u001b", "list": [`+strings.Repeat(one+",", 120)+one+`]}, "sent"`, 1)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	h, d := openDraft(t, dir, draftName)
	h.Close()
	if len(d.Mistakes) != 100 || d.MistakesOf != "a^[" {
		t.Errorf("%d of %q", len(d.Mistakes), d.MistakesOf)
	}
	for _, m := range d.Mistakes {
		if m.Key != "" || m.Line != 0 || len(m.Why) > 500 || strings.Contains(m.Why, "\x1b") {
			t.Fatalf("%+v", m)
		}
	}
	if err := os.WriteFile(path, []byte(strings.Replace(frozenDraft, `"sent"`, `"mistakes": 3, "sent"`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := journal.NewDrafts(dir).Open(draftPlace(), draftName); err == nil || !strings.Contains(err.Error(), "wrong type") {
		t.Errorf("%v", err)
	}
}
