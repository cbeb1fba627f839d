package tui

import "testing"

// TestBatchStart is the main job, end to end.
func TestBatchStart(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Sees("jobs 40 of 40")
		d.Keys("/").Type("status:config").Sees("jobs 10 of 40")
		d.Keys("enter", "*").Sees("● 10 marked")
		d.Keys("S").Sees("start 10 jobs on DEMO", "8 go, 2 left out", "Type start 8 to start 8 jobs")
		d.Type("start 8").Keys("enter").Sees("sent 8   accepted 7   refused 1   unknown 0", "DRS.M01504")
		d.Keys("S").Sees("start 1 job on DEMO").Keys("tab", "enter").Sees("sent 1   accepted 1   refused 0   unknown 0")
		d.Keys("esc").Sees("sent 8   accepted 7").Keys("esc").Sees("jobs ")
		d.Keys("q").Sees("leave drover").Keys("enter")
		if !d.left {
			t.Error("q enter does not leave")
		}
		if got := len(d.applied()); got != 8 {
			t.Errorf("the service started %d jobs, not 8", got)
		}
	})
}
