package tui

import (
	"testing"
	"time"

	"drover/model"
)

// Text that is typed where none is taken changes nothing and leads nowhere, and
// that is said.
func TestTextWhereNoneIsTakenDoesNothing(t *testing.T) {
	for _, c := range []struct {
		what  string
		step  model.CreateStep
		field model.FieldKey
		text  string
		says  string
	}{
		{"a word with commands in it", model.StepLink, model.KeyNet, "full", "chosen, not typed"},
		{"an id", model.StepLink, model.KeyNet, "018d9e56-26d5-455a-97dc-e6f5f44a2cbd", "chosen, not typed"},
		{"a command with blanks, and signs of the app", model.StepLink, model.KeyNet, "pass show :!?/host l", "chosen, not typed"},
		{"an id on a button", model.StepReview, "", "6f5f44a2cbd", "takes no text"},
		{"a name on a fixed field", model.StepSource, "source_endpoint[0].db_type", "mysql", "fixed"},
	} {
		t.Run(c.what, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				draft := filled()
				draft.Step = c.step
				page, _ := d.creates(draft)
				if d.Wait(2 * time.Second); c.field != "" && !page.sheet.Focus(c.field) {
					t.Fatalf("there is no %s:\n%s", c.field, d.Screen())
				}
				before, key := page.draft, page.sheet.Key()
				d.Type(c.text).Sees(c.says)
				if page.sheet.Key() != key || page.step != c.step || !page.draft.SameValues(before) || d.app.top() != Screen(page) {
					t.Errorf("the focus is on %s of step %s:\n%s", page.sheet.Key(), page.step, d.Screen())
				}
				if d.Keys("right", "left"); !page.draft.SameValues(before) {
					t.Errorf("turned and turned back, it is another draft")
				}
			})
		})
	}
}

// After an arrow the letters mean what they did.
func TestAnArrowEndsTheRefusalOfText(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := filled()
		draft.Step = model.StepLink
		page, _ := d.creates(draft)
		d.Wait(2 * time.Second)
		page.sheet.Focus(model.KeyNet)
		d.Type("xl")
		if page.draft.Get(model.KeyNet) != "eip" {
			t.Fatal("text has turned the choice")
		}
		if d.Keys("down", "up", "l"); page.draft.Get(model.KeyNet) == "eip" {
			t.Errorf("l turns nothing:\n%s", d.Screen())
		}
	})
}
