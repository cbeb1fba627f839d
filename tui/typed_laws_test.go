package tui

import "testing"

// TestATypedTimeIsNotLostAtOnce: esc asks before it drops a moment.
func TestATypedTimeIsNotLostAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S").Wait(calm).Keys("l").Type("+48m").Keys("esc", "esc").Sees("esc again drops")
		d.Keys("tab").Misses("esc again drops").Keys("esc").Sees("esc again drops").Keys("esc")
		if d.review() != nil {
			t.Errorf("the review is still there:\n%s", d.Screen())
		}
		d.Keys("S").Wait(calm)
		if d.Keys("l", "esc", "esc"); d.review() != nil {
			t.Errorf("it is asked although no time was typed:\n%s", d.Screen())
		}
	})
}

// TestATypedReasonIsNotLostAtOnce: nor does a prompt drop what stands in it.
func TestATypedReasonIsNotLostAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		p := &prompt{env: d.app.env, title: "skip 1 item", label: "reason", field: newLine("")}
		d.do(d.app.follow(push(p)))
		d.Type("agreed").Keys("esc").Sees("esc again drops")
		d.Type("!").Misses("esc again drops").Keys("esc").Sees("esc again drops").Keys("esc")
		if d.app.top() == Screen(p) {
			t.Error("the second esc leaves it open")
		}
	})
}

// TestKRunsAPreCheckOnEveryTab of a job's page.
func TestKRunsAPreCheckOnEveryTab(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("enter")
		for i := range tabNames {
			d.Keys(digit(i+1), "K")
			if r := d.review(); r == nil || r.verb() != "pre-check" {
				t.Fatalf("on tab %d K opens no review:\n%s", i+1, d.Screen())
			}
			d.Keys("esc")
		}
	})
}

// TestThePageKnowsWhatTheListWasTold: a detail carries no job_action, and what a
// state allows is the same on both.
func TestThePageKnowsWhatTheListWasTold(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01")
		r, _ := d.jobs().table.Cursor()
		d.Keys("enter").Wait(calm * 5)
		page := d.app.top().(*jobScreen)
		if !page.pane.detail.have || !r.job.Job().Actions.Told || !page.pane.job.Actions.Told {
			t.Errorf("the list was told %+v, the page knows %+v", r.job.Job().Actions, page.pane.job.Actions)
		}
	})
}
