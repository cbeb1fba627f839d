package tui

import (
	"testing"

	"drover/model"
)

// A paste of several lines lands on one, and that is said without its text.
func TestAPasteOfSeveralLinesIsToldOf(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := filled()
		draft.Step = model.StepOptions
		page, _ := d.creates(draft)
		page.sheet.Focus(model.KeyDescription)
		d.Paste("moved\nwith\norders\n").Sees("! a paste of 3 lines was joined")
		if got := page.draft.Get(model.KeyDescription); got != "moved with orders" {
			t.Errorf("the description is %q", got)
		}
		page.open("source_endpoint[0].endpoint.db_password")
		d.secret = "hunter2"
		d.Paste("hunter2\nhunter3").Sees("paste the password alone")
		if !page.draft.Secret("source_endpoint[0].endpoint.db_password").Empty() {
			t.Error("it was taken all the same")
		}
	})
}
