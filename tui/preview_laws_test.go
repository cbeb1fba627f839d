package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// asked counts the calls of an operation.
func (d *desk) asked(op string) int {
	n := 0
	for _, s := range d.sim.Requests() {
		if s.Op == op {
			n++
		}
	}
	return n
}

func wide() world { return world{size: [2]int{160, 45}, moving: true} }

// TestPreviewFollowsTheRestingCursor: running down the list asks nothing of
// any job and leaves the preview where it was; resting shows the job at once,
// and asks for it once.
func TestPreviewFollowsTheRestingCursor(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		before := d.asked("ShowJobDetail")
		for range 20 {
			d.Fast("j").Wait(100 * time.Millisecond)
		}
		if n := d.asked("ShowJobDetail") - before; n != 0 {
			t.Errorf("running down the list asked %d details", n)
		}
		if got := d.jobs().preview.pane.job.Name.String(); got != "audit-stream" {
			t.Errorf("meanwhile the preview turned to %s", got)
		}
		d.Wait(time.Second)
		if got, cursor := d.jobs().preview.pane.job.ID, d.cursor(); got != cursor {
			t.Errorf("the preview shows %v, the cursor is on %v", got, cursor)
		}
		once := d.asked("ShowJobDetail")
		if once == before {
			t.Error("resting asked nothing")
		}
		d.Fast("k").Wait(time.Second).Fast("j").Wait(time.Second)
		again := d.asked("ShowJobDetail")
		if d.Fast("k").Wait(time.Second); d.asked("ShowJobDetail") != again {
			t.Error("a job looked at a moment ago was asked for again")
		}
	})
}

// TestWhyItFailedWithoutLeavingTheList is zero keys once the cursor is there.
func TestWhyItFailedWithoutLeavingTheList(t *testing.T) {
	for _, size := range [][2]int{{160, 45}, {120, 40}} {
		w := wide()
		w.size = size
		tell(t, w, func(d *desk) {
			d.find("payments-ora-01").Wait(time.Second).Sees("The destination ran out of space", "jobs 1 of 40", "FULL_TRANSFER_FAILED")
		})
	}
}

// TestPreviewTabs: digits choose the tab from the list, tab goes inside, where
// keys scroll, and esc comes back.
func TestPreviewTabs(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.find("payments-ora-01").Keys("3").Wait(time.Second).Sees("conflict").Keys("7").Sees("ShowJobDetail type=detail")
		before := d.cursor()
		d.Keys("tab", "j", "j", "G")
		if d.cursor() != before || d.jobs().preview.pane.raw.top == 0 {
			t.Error("inside the preview the keys still move the list")
		}
		d.Keys("/").Type("failed_reason").Keys("enter").Sees("n next")
		d.Keys("esc").Sees("jobs 1 of 40")
		if d.jobs().preview.pane.inside {
			t.Error("esc does not lead back to the list")
		}
		d.Size(80, 24).Keys("2").Sees("now  objects  dirty rows")
	})
}

// TestNothingIsAskedBehindAnotherPage: the list under a job's page rests, and
// reads what it missed when it is seen again.
func TestNothingIsAskedBehindAnotherPage(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("enter").Wait(5 * time.Second)
		before := len(d.sim.Requests())
		if d.Wait(2 * time.Minute); len(d.sim.Requests()) != before {
			t.Errorf("in two minutes behind a page %d requests went out", len(d.sim.Requests())-before)
		}
		d.Keys("esc").Wait(2 * time.Second)
		if len(d.sim.Requests()) == before {
			t.Error("back on the list nothing was read")
		}
	})
}

// TestClocksCountFromWhatWasSeen: a job that is seen to pause gets a day, one
// that was paused before drover came has no clock; a flag stands where a day
// is not over.
func TestClocksCountFromWhatWasSeen(t *testing.T) {
	w := wide()
	w.size = [2]int{120, 40}
	tell(t, w, func(d *desk) {
		if line := d.Line("ledger-pg-01 "); strings.Contains(line, "!") {
			t.Errorf("nobody saw it pause: %s", line)
		}
		d.sim.Set(d.sim.ID("orders-prod-sync-02"), "PAUSING")
		d.Keys("r").Wait(2 * time.Second)
		if line := d.Line("orders-prod-sync-02 "); !strings.Contains(line, "!") || !strings.Contains(line, "paused") {
			t.Errorf("it was seen to pause: %s", line)
		}
		d.find("orders-prod-sync-02").Wait(time.Second).Sees("the source's log may be gone in")
		d.Keys("esc", "f", "8").Sees("jobs 2 of 40")
	})
}

// TestCourseOfTheLag: what drover sees of a lag stands in LAST 15m, in the
// preview and on the run tab.
func TestCourseOfTheLag(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.find("orders-prod-sync-02").Wait(16 * time.Minute)
		line := d.Line("▌   orders-prod-sync-02")
		var course []rune
		for _, r := range line {
			if r >= '▁' && r <= '█' {
				course = append(course, r)
			}
		}
		if len(course) != lastCells || !slices.IsSorted(course) || course[lastCells-1] != '█' {
			t.Errorf("the course of a rising lag is drawn %s", line)
		}
		d.Sees("↑", "15m, max").Keys("2").Sees("last 1h")
	})
}

// TestHowManyLagsAreKnown stands in the header while it is not all of them.
func TestHowManyLagsAreKnown(t *testing.T) {
	w := wide()
	w.service = sim.Options{Jobs: 1500}
	tell(t, w, func(d *desk) {
		d.Wait(2 * time.Second)
		c := d.jobs().counts()
		if c.lagKnown == 0 || c.lagKnown >= c.lagWanted || c.lagKnown > mostSampled {
			t.Fatalf("%d of %d lags are known", c.lagKnown, c.lagWanted)
		}
		d.Sees("lag " + digit(c.lagKnown) + " of " + digit(c.lagWanted))
	})
	tell(t, wide(), func(d *desk) { d.Wait(2 * time.Second).Misses(" lag ") })
}

// TestOldRowsAreDim: a scenario that can't be read leaves its rows as last
// known, and after two intervals they say so by being dim.
func TestOldRowsAreDim(t *testing.T) {
	w := world{moving: true, front: forbidLater("sync")}
	tell(t, w, func(d *desk) {
		fg := func() any { return d.cell("hr-payroll-copy").Style.Fg }
		fresh := fg()
		d.Wait(2 * time.Minute)
		r, _ := d.jobs().table.Get(model.NewJobID(d.sim.ID("hr-payroll-copy")))
		if !d.jobs().old(r) || fg() == fresh {
			t.Errorf("two minutes after it was read the row looks as fresh as before")
		}
	})
}
