package tui

import (
	"testing"
	"time"

	"drover/client/sim"
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

// A list that was opened before it was known what is sold out says so once it is: the
// cursor stays on its option, and what was typed to find one stays.
func TestAnOpenListTakesUpWhatIsReadMeanwhile(t *testing.T) {
	slow := func(s *sim.Sim) { s.Script(only("V3ListAvailableNodeTypes", "slow:5s")) }
	tell(t, world{moving: true, setUp: slow}, func(d *desk) {
		draft := complete().Put(model.KeyNodeType, "")
		draft.Step = model.StepInstance
		page, _ := d.creates(draft)
		page.open(model.KeyNodeType)
		d.Keys("enter", "m", "down").Sees("find  m", "medium")
		d.Sees("▌ small").Misses("sold out").Wait(10*time.Second).Sees("find  m", "micro   sold out", "▌ small")
	})
}
