package tui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// row is a job as the list has it.
func (d *desk) row(name string) *row {
	d.Helper()
	r, ok := d.jobs().table.Get(model.NewJobID(d.sim.ID(name)))
	if !ok {
		d.Fatalf("%s is not listed", name)
	}
	return r
}

// TestAnAnswerNobodyWaitsForChangesNothing: what comes for a job the cursor
// has left, or comes too late, is laid over no row.
func TestAnAnswerNobodyWaitsForChangesNothing(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.find("orders-prod-sync-02").Wait(2 * time.Second)
		p := d.jobs().preview.pane
		late := p.detail.value
		late.Job = late.Job.WithStatus(model.NewText("FULL_TRANSFER_STARTED"))
		d.take(reply{to: d.jobs(), msg: answer[model.Detail]{ticket: p.detail.ticket - 1, slot: &p.detail, value: late, at: d.app.env.now()}})
		if got := d.row("orders-prod-sync-02").job.Status.Raw(); got != "INCRE_TRANSFER_STARTED" {
			t.Errorf("a late answer made it %s", got)
		}
	})
}

// TestComingBackReadsWhatTheTabLacks: the detail of a job looked at a moment
// ago is kept, what its other tabs show is read again.
func TestComingBackReadsWhatTheTabLacks(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "g", "8").Wait(2 * time.Second).Sees("items passed")
		d.Keys("j").Wait(2 * time.Second).Keys("k").Wait(2 * time.Second).Sees("items passed").Misses("~ reading")
	})
}

// TestNothingTicksBehindAnotherPage: a list that rests is not late.
func TestNothingTicksBehindAnotherPage(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("hr-payroll").Keys("enter").Wait(5 * time.Second)
		before := d.frames
		if d.Wait(5 * time.Minute); d.frames-before > 10 {
			t.Errorf("%d frames in five minutes behind a page", d.frames-before)
		}
	})
}

// TestAJobOpenedInAHurryIsReadOnce: the preview behind its page asks nothing.
func TestAJobOpenedInAHurryIsReadOnce(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.find("wave2-shop-02").Wait(2 * time.Second).Keys("esc").Wait(2 * time.Second)
		before := d.asked("V3BatchListJobDetails")
		d.Fast("j", "enter").Wait(5 * time.Second)
		if n := d.asked("V3BatchListJobDetails") - before; n != 1 {
			t.Errorf("it was read %d times", n)
		}
		d.Keys("esc").Wait(2 * time.Second)
		if got, want := d.jobs().preview.pane.job.ID, d.cursor(); got != want {
			t.Errorf("back on the list the preview shows %v, the cursor is on %v", got, want)
		}
	})
}

// TestMovingDoesNotKeepTheListFromBeingRead: whoever walks down the list all
// the time still gets new lags.
func TestMovingDoesNotKeepTheListFromBeingRead(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("V3BatchListProgresses", "slow:1s"))
		keys := []string{"j", "k"}
		for n := range 150 {
			d.Fast(keys[n%2]).Wait(400 * time.Millisecond)
		}
		if age := d.app.env.now().Sub(d.row("orders-prod-sync-02").sample.At); age > 30*time.Second {
			t.Errorf("after a minute of moves the lag is %v old", age)
		}
	})
}

// TestAttentionFollowsTheClock: a clock that begins to run out moves a job up,
// though the service says nothing new of it.
func TestAttentionFollowsTheClock(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		d.Keys("s", "a").Wait(23 * time.Hour).Keys("r").Wait(2 * time.Second)
		if got := d.row("reports-yearly").wants; got != model.WantsHurry {
			t.Errorf("an unused configuration of two days wants %v", got)
		}
	})
}

// TestAPageThatFailed says so where its rows would stand, and r tries again.
func TestAPageThatFailed(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("billing-ora-01").Keys("enter", "2", "l").Sees("1–16 of 2 000")
		d.sim.Script(only("ShowProgressData", "403"))
		d.Keys("G").Wait(time.Second).Sees("not read, r tries again: 403 DRS.M00102", "of 2 000")
		asked := d.asked("ShowProgressData")
		if d.Keys("k", "k", "j"); d.asked("ShowProgressData") != asked {
			t.Error("each key asks for the page that was refused")
		}
		d.sim.Script(only("", ""))
		d.Keys("r").Wait(time.Second).Misses("not read", "░").Sees("1 985–2 000 of 2 000")
	})
}

// TestShortPages: a service that gives less at once than was asked for still
// shows everything.
func TestShortPages(t *testing.T) {
	half := func(service http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if q := r.URL.Query(); strings.Contains(r.URL.Path, "/progress-data/") {
				q.Set("limit", "40")
				r.URL.RawQuery = q.Encode()
			}
			service.ServeHTTP(w, r)
		})
	}
	tell(t, world{front: half}, func(d *desk) {
		d.find("billing-ora-01").Keys("enter", "2", "l").Sees("1–16 of 2 000")
		for range 6 {
			d.Keys("pgdown")
		}
		d.Wait(time.Second).Misses("░").Keys("G").Wait(time.Second).Misses("░").Sees("of 2 000")
	})
}

// TestWhatIsKeptIsBounded: looking at everything keeps little.
func TestWhatIsKeptIsBounded(t *testing.T) {
	w := wide()
	w.service = sim.Options{Jobs: 200, Tables: 20_000}
	tell(t, w, func(d *desk) {
		for range keptGlances + 20 {
			d.Fast("j").Wait(time.Second)
		}
		if n := len(d.jobs().preview.seen); n != keptGlances || len(d.jobs().preview.seenIDs) != n {
			t.Errorf("%d jobs looked at are kept", n)
		}
		d.find("billing-ora-01").Keys("enter", "2", "l")
		pane := d.app.top().(*jobScreen).pane
		for range keptPages + 10 {
			for range pageRows / 39 {
				d.Fast("pgdown")
			}
			d.Keys("pgdown").Wait(time.Second)
		}
		if n := len(pane.run.objects.pages); n > keptPages || n < keptPages/2 {
			t.Errorf("%d pages are kept", n)
		}
	})
}

// TestListsInThePreviewDuringRefreshes is for the race detector: pages are
// read while refreshes land.
func TestListsInThePreviewDuringRefreshes(t *testing.T) {
	tell(t, wide(), func(d *desk) {
		d.sim.Script(only("ShowProgressData", "slow:4s"))
		d.find("billing-ora-01").Keys("2", "tab", "l")
		for range 12 {
			d.Keys("G", "g", "r").Wait(5 * time.Second)
		}
		d.Sees("of 2 000")
	})
}
