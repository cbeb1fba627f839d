package tui

import (
	"testing"
	"time"

	"drover/model"
)

// A copy that rests is gone on with from wherever one of both jobs is met: the footer, the
// menu of every action and the job's own page name the key.
func TestARestingCopyIsOfferedEverywhere(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 40}}, func(d *desk) {
		d.sim.Script(only("patchJob", "403"))
		d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys("l", "tab", "enter").Wait(2 * time.Minute).Sees("it rests").Keys("esc").Wait(time.Minute)
		copied, ok := d.jobs().table.Cursor()
		if !ok || copied.job.Name.Raw() == "finance-to-sharepoint" {
			t.Fatalf("the cursor is not on the copy:\n%s", d.Screen())
		}
		for _, name := range []string{copied.job.Name.Raw(), "finance-to-sharepoint"} {
			d.find(name).Wait(time.Second).Sees("C go on with its copy")
			d.Keys("x").Sees("go on with its copy").Keys("esc")
			d.Keys("enter").Wait(time.Second).Sees("C go on with its copy").Misses("clone: it has").Keys("esc")
		}
		d.find("media-to-s3").Misses("go on with its copy").Keys("x").Sees("clone").Keys("esc")
	})
}

// The schedule is found where every other action is, and has one name.
func TestTheScheduleIsAnActionLikeTheOthers(t *testing.T) {
	tell(t, world{files: true, size: [2]int{160, 45}}, func(d *desk) {
		d.find("sales-box-to-gdrive").Wait(time.Second).Sees("H schedule")
		d.Keys("x").Sees("schedule").Keys("h").Sees("sales-box-to-gdrive › schedule").Keys("esc")
		d.Keys("enter").Wait(time.Second).Sees("H schedule").Keys(":").Type("schedule").Wait(time.Second).Misses("change the schedule", "edit schedule").Keys("esc", "esc")
	})
	for _, d := range deeds(model.Databases) {
		if d.verb == model.Update {
			t.Error("a job of databases has no schedule")
		}
	}
}
