package tui

import (
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// TestASendingOfTheDeadIsUnresolved from the first frame on, while drover looks
// for what came of it.
func TestASendingOfTheDeadIsUnresolved(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("V3BatchStartJobs", "reset-after"))
		d.start("wave2-shop-01").Sees("unknown 1")
		entries, err := d.journal.Entries()
		if err != nil || len(entries) != 1 {
			t.Fatalf("the journal holds %v, %v", entries, err)
		}
		d.Wait(5 * time.Minute) // it is settled: the line to come is another's
		dead := entries[0].Line
		dead.Job = model.NewJobID(d.sim.ID("wave2-shop-02"))
		dead.Intent, dead.State = "01DEADDEADDEADDEADDEADDEAD", journal.Sending
		if err := d.journal.Append(dead); err != nil {
			t.Fatal(err)
		}
		d.sim.Script(only("V3BatchListJobStatus", "slow:20s"))
		d = d.again()
		defer d.leave()
		d.Sees("? 1 unresolved").find("wave2-shop-02").Keys("S").Sees("an earlier write to it has no known outcome")
	})
}

// TestAnEndedLoginGoesFirst: whatever else went wrong in the same reading, the
// key to press is the one that logs in.
func TestAnEndedLoginGoesFirst(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		n := 0
		d.sim.Script(func(op string, _ int) string {
			if n++; n%2 == 0 {
				return "401"
			}
			return "html"
		})
		d.Keys("r").Sees("r log in again")
	})
}

// TestLogInFromAJob: a page whose token has ended asks for another.
func TestLogInFromAJob(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("enter")
		d.sim.Script(always("401"))
		d.Keys("r").Sees("r log in again")
		d.sim.Script(nil)
		d.Keys("r").Sees("log in to").Type("  sim-token ").Keys("enter").Wait(time.Second).Sees("read 03:1").Misses("log in")
	})
}

// TestLeavingAJobLetsGoOfItsQuestions: what nobody will see is not waited for.
func TestLeavingAJobLetsGoOfItsQuestions(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("ShowMonitorData", "slow:1m"))
		d.find("orders-prod-sync-02").Keys("enter", "2").Wait(2 * time.Second)
		d.Keys("esc").Wait(2 * time.Second)
		for _, x := range d.client.Exchanges() {
			if x.Op == "ShowMonitorData" && x.Status == 0 && x.Err == nil {
				t.Errorf("request %d is still under way", x.Number)
			}
		}
	})
}
