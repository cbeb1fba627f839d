package tui

import (
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// TestWatchOfOneJob rings once its lag has been low for as long as was asked
// for, and not before; the message stays until the next key.
func TestWatchOfOneJob(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("w").Sees("any job that fails", "t  lag of orders-prod-sync-02", "a  lag of all 1 on the list").Keys("t")
		d.Sees("10s 1m_", "Lag under 10s for 1m: once it is so, the terminal rings.", "if one fails or ends; a pause is waited out.").erase().Type("soon").Keys("enter").Sees("times are like 10s")
		d.erase().Type("10h 45s").Keys("enter").Sees("watching the lag of orders-prod-sync-02 under 10h for 45s", "watching 1")
		began := d.app.env.now()
		d.Keys("f", "0").Keys("G").until("the bell", func() bool { return d.raw != "" }, 5*time.Minute)
		if ago := d.app.env.now().Sub(began); ago < 45*time.Second {
			t.Errorf("it rang after %v", ago)
		}
		d.Sees("watch: lag of orders-prod-sync-02 is under 10h, for 45s now").Misses("watching")
		if want := "\a\x1b]9;drover: lag of orders-prod-sync-02 is under 10h, for 45s now\a"; d.raw != want {
			t.Errorf("the terminal got %q", d.raw)
		}
		d.Wait(5 * time.Minute).Sees("watch: lag of").Keys("j").Misses("watch: lag of")
		if strings.Count(d.raw, "\x1b]9;") != 1 {
			t.Errorf("it rang again: %q", d.raw)
		}
	})
}

// TestWatchOfOffScreenJobs reads them on each refresh.
func TestWatchOfOffScreenJobs(t *testing.T) {
	tell(t, world{moving: true, size: [2]int{80, 12}, service: sim.Options{Jobs: 2000}}, func(d *desk) {
		d.Keys("/").Type("status:incr").Keys("enter", "j", "j").Sees("incr running")
		r, _ := d.jobs().table.Cursor()
		d.Keys("w", "t").erase().Type("1s").Keys("enter").Sees("watching 1").Keys("f", "0", "g")
		d.Wait(time.Minute)
		got, _ := d.jobs().table.Get(r.job.ID)
		if ids := d.jobs().toSample(1); len(ids) == 0 || ids[0] != r.job.ID {
			t.Errorf("the watched job is not read first: %v", ids)
		}
		if age := d.app.env.now().Sub(got.sample.At); age > 30*time.Second {
			t.Errorf("its last reading is %v old", age)
		}
	})
}

// TestWatchOfFailures fires for what fails from now on, not for what has.
func TestWatchOfFailures(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("w", "f").Sees("watching 1").Wait(time.Minute).Sees("watching 1")
		if d.raw != "" {
			t.Errorf("it rang for what had failed before: %q", d.raw)
		}
		d.sim.Set(d.sim.ID("crm-dr"), "INCRE_TRANSFER_FAILED")
		d.until("the bell", func() bool { return d.raw != "" }, time.Minute).Sees("watch: crm-dr failed").Misses("watching")
		if d.raw != "\a\x1b]9;drover: crm-dr failed\a" {
			t.Errorf("the terminal got %q", d.raw)
		}
	})
}

// TestWatchWhileNotLive proves nothing: the time begins anew.
func TestWatchWhileNotLive(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("w", "t").erase().Type("10h 1m").Keys("enter").Wait(40 * time.Second)
		d.sim.Script(always("401"))
		d.Wait(3 * time.Minute)
		if d.raw != "" {
			t.Fatalf("it rang while nothing was read: %q", d.raw)
		}
		d.sim.Script(nil)
		d.Keys("r").Sees("log in to").Type("sim-token").Keys("enter").Wait(30 * time.Second)
		if d.raw != "" {
			t.Fatalf("it rang for the time before the gap: %q", d.raw)
		}
		d.until("the bell", func() bool { return d.raw != "" }, 2*time.Minute)
	})
}

// TestWatchesAreListedAndRemoved under w.
func TestWatchesAreListedAndRemoved(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("orders-prod !failed").Keys("enter", "*", "w").Sees("m  lag of the 2 marked").Keys("m").erase().Type("5s 2m").Keys("enter")
		d.Keys("w", "f").Sees("watching 2").Wait(goodNewsLasts).Keys("w").Misses("any job that fails").Sees("2 watches").Keys("x")
		d.Sees("1  lag of the 2 marked under 5s for 2m", "2  any job that fails").Keys("1").Sees("not watched any more", "watching 1")
		d.Keys("w", "x", "1").Misses("watching 1")
	})
}

// TestWatchBounds: what cannot be watched is said.
func TestWatchBounds(t *testing.T) {
	for text, why := range map[string]string{
		"": "two times", "1s 2s 3s": "two times", "-5s": "times are like", "100ms": "between 1s and 24h", "25h": "between 1s and 24h", "5s 48h": "at most 24h", "5": "times are like",
	} {
		if _, _, got := lagWords(text); !strings.Contains(got, why) {
			t.Errorf("%q: %q", text, got)
		}
	}
	for text, want := range map[string][2]time.Duration{
		"10s for 1m": {10 * time.Second, time.Minute}, "under 10s, 90s": {10 * time.Second, 90 * time.Second}, "2m": {2 * time.Minute, time.Minute},
	} {
		if under, long, why := lagWords(text); under != want[0] || long != want[1] || why != "" {
			t.Errorf("%q is %v for %v: %s", text, under, long, why)
		}
	}
	tell(t, world{service: sim.Options{Jobs: 300}}, func(d *desk) {
		d.Keys("w", "a", "enter").Sees("at most 200 jobs can be watched").Keys("esc").Misses("watching")
	})
	tell(t, world{}, func(d *desk) {
		d.find("hr-payroll").Keys("w", "t", "enter").Sees("× hr-payroll has ended: its lag will not fall").Keys("esc").Misses("watching")
		d.Keys("/", "ctrl+u").Type("orders-prod").Keys("enter", "w", "a", "enter").Sees("× orders-prod-sync-01 failed: its lag will not fall").Keys("esc")
		d.find("orders-prod-sync-01").Keys(":").Type("watch lag 10s").Sees("watch lag 10s: orders-prod-sync-01 failed: its lag will").Keys("esc", "esc")
		d.find("ledger-pg-01").Keys("w", "t", "enter").Sees("watching 1", "under 10s for 1m; paused now: 1 job")
	})
	tell(t, world{service: sim.Options{Jobs: -1}}, func(d *desk) {
		d.Keys("w").Sees("any job that fails").Misses("lag of")
	})
}
