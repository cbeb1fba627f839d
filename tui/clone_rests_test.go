package tui

import (
	"testing"
	"time"

	"drover/client/sim"
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

// A copy that goes on by itself wants nobody; what is said of it in the end is whole in a
// line of 80 cells, the name last.
func TestACopyUnderWayIsNoWarning(t *testing.T) {
	tell(t, world{files: true, moving: true, service: sim.Options{Latency: 2 * time.Second}}, func(d *desk) {
		d.Wait(time.Minute).find("finance-to-sharepoint").Keys("C").Wait(30*time.Second).Sees("no job on the list has it").Keys("l", "tab", "enter").Sees("make the copy").Keys("esc")
		d.Sees("the copy goes on; C on its row leads back: finance-to-sh").Wait(time.Second).Sees("~ 1 copy under way").Misses("rests", "go on with its copy")
		d.until("the end of the copy", func() bool { return d.shows("the copy is done, ") }, 5*time.Minute)
		d.Sees("accepted: finance-to-sharepoint-").Wait(time.Second).Misses("under way", "copy rests")
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
