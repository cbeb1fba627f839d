package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// TestLeavingAReportEndsNoRun: three chunks are out when the screen is left.
func TestLeavingAReportEndsNoRun(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Jobs: 400}}, func(d *desk) {
		d.sim.Script(only("V3BatchStartJobs", "slow:4s"))
		d.Keys("/").Type("status:config").Keys("enter", "*", "S")
		r := d.app.top().(*review)
		d.until("all pre-checks", func() bool { return !r.status.loading() && r.plan.Pending() == 0 }, 5*time.Minute)
		goes := r.plan.Tally().Goes
		if goes < 21 {
			t.Fatalf("%d jobs make no three chunks", goes)
		}
		d.Type(r.guard().word).Keys("enter").Keys("esc", "esc", "esc")
		if n := len(d.applied()); n >= goes {
			t.Fatalf("all %d are out before the screen was left", n)
		}
		d.until("the end of the run", func() bool { return len(d.app.runs) == 0 }, time.Hour)
		c := d.client.Runs()[0].Report().Count()
		if c.Sent != goes || len(d.applied()) != c.Accepted {
			t.Errorf("of %d jobs %d were sent, %d accepted, and the service started %d", goes, c.Sent, c.Accepted, len(d.applied()))
		}
		d.Sees("is over: sent ")
	})
}

// TestSendNoMore keeps what is not sent from being sent, after asking once.
func TestSendNoMore(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Jobs: 400}}, func(d *desk) {
		d.sim.Script(only("V3BatchStartJobs", "slow:4s"))
		d.Keys("/").Type("status:config").Keys("enter", "*", "S")
		r := d.app.top().(*review)
		d.until("all pre-checks", func() bool { return !r.status.loading() && r.plan.Pending() == 0 }, 5*time.Minute)
		d.Type(r.guard().word).Keys("enter", "x").Sees("x again").Keys("x")
		d.until("the end of the run", func() bool { return len(d.app.runs) == 0 }, time.Hour)
		c := d.client.Runs()[0].Report().Count()
		if c.NotSent == 0 || len(d.applied()) != c.Accepted || c.Sent > 10 {
			t.Errorf("after x x: %+v, and the service started %d", c, len(d.applied()))
		}
		d.Sees("not sent", "you asked to send no more")
	})
}

// TestRetryOffersOnlyWhatMayBeTriedAgain: refused, and never what is unknown
// or accepted.
func TestRetryOffersOnlyWhatMayBeTriedAgain(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		refused, unknown := d.sim.ID("wave2-shop-01"), d.sim.ID("wave2-shop-02")
		d.sim.Script(func(op string, n int) string {
			if op == "V3BatchStartJobs" && n == 1 {
				return fmt.Sprintf("fail:%s,missing:%s", refused, unknown)
			}
			return ""
		})
		d.Keys("/").Type("wave2").Keys("enter", "*", "S").Type("3").Keys("enter")
		d.Sees("sent 3   accepted 1   refused 1   unknown 1").Sees("accepted 2").Keys("S").Sees("start 1 job on", "wave2-shop-01")
		d.Misses("wave2-shop-02", "wave2-shop-03").Keys("tab", "enter").Sees("sent 1   accepted 1")
		d.Wait(5 * time.Minute)
		for _, name := range []string{"wave2-shop-01", "wave2-shop-02", "wave2-shop-03"} {
			if n := count(d.applied(), d.sim.ID(name)); n != 1 {
				t.Errorf("%s was started %d times", name, n)
			}
		}
	})
}

func count(all []string, one string) int {
	n := 0
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}

// TestLostAnswerIsSettledByReads, in front of one's eyes.
func TestLostAnswerIsSettledByReads(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "reset-after@V3BatchStartJobs/1"}}, func(d *desk) {
		d.start("wave2-shop-01").Sees("unknown 1", "Looking again at", "It is not sent again unless you ask")
		d.Keys("S").Sees("S try the refused 0 again: nothing was refused")
		d.Sees("sent 1   accepted 1   refused 0   unknown 0", "√ done")
		if n := len(d.applied()); n != 1 {
			t.Errorf("the service has started %d jobs", n)
		}
	})
}

// TestUnresolvedSurvivesTheSession: the answer is lost, drover is left, and
// the next one says what is open, looks for it by reads, and sends nothing.
func TestUnresolvedSurvivesTheSession(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "reset-after@V3BatchStartJobs/1"}}, func(d *desk) {
		d.start("wave2-shop-01").Sees("unknown 1")
		left := unresolvedOf(d.app.doors.clients)
		if id := d.sim.ID("wave2-shop-01"); !slices.Equal(left, []string{id}) {
			t.Errorf("leaving now leaves %v, not %s", left, id)
		}
		d = d.again()
		defer d.quit()
		d.Sees("earlier write has no known outcome", "? 1 unresolved").Keys("!").Sees("wave2-shop-01", "1 entry")
		d.Sees("√ applied").Misses("unresolved")
		if n := len(d.applied()); n != 1 {
			t.Errorf("the service has started %d jobs", n)
		}
		if left := unresolvedOf(d.app.doors.clients); len(left) != 0 {
			t.Errorf("%v stay open", left)
		}
	})
}

// TestUnresolvedIsFlaggedAtOnce: as soon as the rows are there, however long
// they take and whatever the search for it brings.
func TestUnresolvedIsFlaggedAtOnce(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "reset-after@V3BatchStartJobs/1"}}, func(d *desk) {
		d.start("wave2-shop-01").Sees("unknown 1")
		d.sim.Script(func(op string, _ int) string {
			if op == "ListJobs" || op == "V3ShowJobList" {
				return "slow:1200ms"
			}
			return "403"
		})
		d = d.again()
		defer d.quit()
		d.until("the list", func() bool { return d.jobs().read.shown })
		if n := d.jobs().counts().unresolved; n != 1 {
			t.Errorf("the list flags %d jobs:\n%s", n, d.Screen())
		}
	})
}

// TestNoNewWriteOnTheUnresolved: what is unknown is settled first.
func TestNoNewWriteOnTheUnresolved(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "hang-before@V3BatchStartJobs/1"}}, func(d *desk) {
		d.start("wave2-shop-01").Wait(40 * time.Second).Sees("unknown 1").Keys("esc")
		d.find("wave2-shop-01").Keys("S").Sees("no known outcome", "0 go, 1 left out").Keys("tab", "enter").Sees("nothing would be sent")
		d.startsNothing("the second start")
	})
}

// TestQuitWithUnresolvedAsksOnce: a second ctrl+c leaves, another key does not.
func TestQuitWithUnresolvedAsksOnce(t *testing.T) {
	lost := world{moving: true, service: sim.Options{Fault: "hang-before@V3BatchStartJobs/1"}}
	tell(t, lost, func(d *desk) {
		d.start("wave2-shop-01").Keys("ctrl+c").Sees("ctrl+c again leaves").Keys("j", "ctrl+c").Sees("ctrl+c again leaves")
		if d.left {
			t.Fatal("the first ctrl+c has ended the program")
		}
		if d.Keys("ctrl+c"); !d.left {
			t.Error("the second ctrl+c does not leave")
		}
	})
	tell(t, lost, func(d *desk) {
		d.start("wave2-shop-01").Keys("esc", "esc", "q").Sees("leave drover", "not answered yet").Keys("q").Misses("leave drover")
		if d.left {
			t.Fatal("q q has ended the program")
		}
		if d.Keys("q", "enter"); !d.left {
			t.Error("q enter does not leave")
		}
	})
	tell(t, world{}, func(d *desk) {
		if d.Keys("ctrl+c"); !d.left {
			t.Error("with nothing open ctrl+c asks")
		}
	})
}

// TestStartAtATime: nothing moves before; the list counts down.
func TestStartAtATime(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S", "tab", "tab", "l").Type("+48m").Sees("04:01Z  12:01+08  in 48m")
		d.Keys("enter", "tab", "enter").Sees("sent 1   accepted 1", "scheduled")
		if got := d.sim.Status(d.sim.ID("wave2-shop-01")); got != "WAITING_FOR_START" {
			t.Errorf("the job is %s", got)
		}
		ms, err := strconv.ParseInt(d.sim.Applied()[0].StartTime, 10, 64)
		if at := time.UnixMilli(ms).UTC(); err != nil || !at.Equal(sim.FrozenNow().Add(49*time.Minute)) {
			t.Errorf("04:01Z was sent as %v", at)
		}
		d.Keys("esc").Sees("in47m").Wait(50 * time.Minute)
		if got := d.sim.Status(d.sim.ID("wave2-shop-01")); got != "FULL_TRANSFER_STARTED" && got != "INCRE_TRANSFER_STARTED" {
			t.Errorf("at its time the job is %s", got)
		}
	})
}

// TestTimeThatCannotBe: nothing is sent, and now is offered.
func TestTimeThatCannotBe(t *testing.T) {
	for _, text := range []string{"2026-03-14 03:00Z", "+2m", "soon", "", "25:00Z"} {
		tell(t, world{moving: true}, func(d *desk) {
			d.find("wave2-shop-01").Keys("S", "tab", "tab", "l").Type(text).Keys("enter", "tab", "enter", "enter")
			d.startsNothing("the time " + text)
			if _, there := d.app.top().(*review); !there {
				t.Fatalf("%q: the review is gone:\n%s", text, d.Screen())
			}
			if strings.HasPrefix(text, "2026") || text == "+2m" {
				d.Sees("left arrow")
			}
			d.Keys("tab", "left").Sees("‹ now ›").Keys("enter", "tab", "enter").Sees("sent 1   accepted 1")
		})
	}
}

// TestTimePassesWhileReviewed: a moment that has come too near is not sent.
func TestTimePassesWhileReviewed(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S", "tab", "tab", "l").Type("03:20Z").Keys("enter", "tab").Wait(6 * time.Minute)
		d.Keys("enter").Sees("older than 60s").Keys("enter").Sees("less than five minutes").startsNothing("03:20Z at 03:18Z")
	})
}

// TestTokenEndsInTheMiddle: log in again in place; nothing is lost.
func TestTokenEndsInTheMiddle(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "*")
		d.sim.Script(always("401"))
		d.Keys("r").Sees("the token has ended", "r log in again").Keys("r").Sees("log in to ").Type("sim-token")
		d.sim.Script(nil)
		d.Keys("enter").Misses("NOT LIVE").Sees("jobs 3 of 40", "3 marked")
	})
}
