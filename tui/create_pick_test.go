package tui

import (
	"testing"
	"time"

	"drover/model"
)

// Enter in the list of a step's last field chooses, and leads to no other step.
func TestChoosingFromAListStaysOnTheField(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := filled()
		draft.Step = model.StepLink
		page, _ := d.creates(draft)
		d.Wait(2 * time.Second)
		page.sheet.Last()
		key, before := page.sheet.Key(), page.sheet.Field().Value
		d.Keys("enter", "down", "enter")
		if page.sheet.Key() != key || page.step != model.StepLink || page.draft.Get(key) == before {
			t.Errorf("it is on %s of step %s, %s is %q", page.sheet.Key(), page.step, key, page.draft.Get(key))
		}
	})
}
