package tui

import (
	"testing"
	"time"

	"drover/model"
)

// What the service refuses of a copy is changed on the page before it: nothing is typed
// twice.
func TestARefusedCopyIsChanged(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 34}}, func(d *desk) {
		d.sim.Script(only("cloneJob", "400"))
		d.clones("finance-to-sharepoint").Sees("0 errors").Keys("e", "l").Sees("1 change").Keys("ctrl+r").Sees("sync › copy").Keys("tab", "enter").Wait(time.Minute).Sees("it rests", "e change it")
		d.sim.Script(nil)
		d.Keys("e").Wait(time.Second).Sees("clone finance-to-sharepoint", "sync › copy", "change what is wrong").Keys("up").Type("Q").Keys("enter", "tab", "enter").Wait(time.Minute).Sees("Every step is done")
		if k, err := d.app.env.client.Copyings(); err != nil || len(k) != 0 {
			t.Errorf("%+v, %v", k, err)
		}
		if got := d.deeds(); len(got) != 1 {
			t.Errorf("the service did %v", got)
		}
		d.Keys("e").Sees("the copy is made")
	})
}

// A copy that is not what was asked for and is deleted takes its record along.
func TestADeletedCopyIsNotUnfinished(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 34}}, func(d *desk) {
		d.sim.Script(only("cloneJob", "ignore:lock_propagation"))
		d.clones("finance-to-sharepoint").Sees("0 errors").Keys("e").Sees("values of the copy")
		for range 7 {
			d.Keys("tab")
		}
		d.Keys("l").Sees("1 change").Keys("ctrl+r").Sees("locks").Keys("tab", "enter").Wait(time.Minute).Sees("not as it was asked for", "D delete the copy")
		name := d.app.top().(*coursePage).copyName()
		d.Keys("D").Sees("delete 1 job").Type(name).Keys("enter").Wait(time.Minute).Sees("sent 1   accepted 1")
		if k, err := d.app.env.client.Copyings(); err != nil || len(k) != 0 {
			t.Errorf("%+v, %v", k, err)
		}
		d.Keys("esc").Sees("clone finance-to-sharepoint").Sees("The copy was deleted", "the copy was deleted").Misses("it rests", "take it as it is").Keys("S").Sees("the copy was deleted").Keys("esc").Wait(time.Minute).Misses("copy rests", "under way")
	})
}

// The copy is not offered to be ended where it may be all that is left of the two, and only
// there.
func TestWhetherTheOriginalIsGivenUp(t *testing.T) {
	for state, over := range map[model.CopyState]bool{
		model.CopyWaits: false, model.CopySkipped: false, model.CopyAsks: false, model.CopyRefused: false, model.CopyUnsent: false,
		model.CopyGoes: true, model.CopyDone: true, model.CopyUnknown: true,
	} {
		page := &coursePage{}
		page.report.Steps = []model.CopyResult{{Step: model.CopyStep{Kind: model.CopyRest}, State: model.CopyDone}, {Step: model.CopyStep{Kind: model.CopyDelete}, State: state}}
		if page.originalOver() != over {
			t.Errorf("state %d: %v", state, page.originalOver())
		}
	}
	cut := &coursePage{} // as the disk has it: a death came in between
	cut.report.Steps = []model.CopyResult{{Step: model.CopyStep{Kind: model.CopyEnd}, Why: "it was under way when drover ended"}}
	if !cut.originalOver() {
		t.Error("an end that was cut off counts for nothing")
	}
}
