package tui

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/model"
)

// waits sets a watch that the lag alone ends after so long.
func (d *desk) waits(long string) *desk {
	d.Helper()
	return d.Keys("w", "t").erase().Type("10h " + long).Keys("enter").Sees("watching 1")
}

func (d *desk) rings() bool { return d.raw != "" }

// TestWatchFollowsTheRefresh: what counts is how often jobs are read now, not
// when the watch was set.
func TestWatchFollowsTheRefresh(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").waits("5m").Keys("q").Sees("1 watch ends with drover").Keys("esc", ":").Type("refresh 2m").Keys("enter").Sees("every 2m")
		d.until("the bell", d.rings, 10*time.Minute).Sees("watch: lag of orders-prod-sync-02 is under 10h, for ")
	})
	tell(t, world{moving: true, refresh: 2 * time.Minute}, func(d *desk) {
		began := d.app.env.now()
		d.find("orders-prod-sync-02").waits("4m").Wait(3 * time.Minute).Keys(":").Type("refresh 5s").Keys("enter").Sees("every 5s")
		d.until("the bell", d.rings, 10*time.Minute)
		if took := d.app.env.now().Sub(began); took > 5*time.Minute {
			t.Errorf("it began anew: %v", took)
		}
	})
}

// TestWatchByHand: two r far apart prove nothing, however slow the refresh was
// that was turned off; r after r does.
func TestWatchByHand(t *testing.T) {
	tell(t, world{moving: true, refresh: 5 * time.Minute}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("a").Sees("by hand")
		d.waits("1m").Keys("r").Wait(2*time.Minute).Keys("r").Wait(2*time.Minute).Keys("r", "w", "x").Sees("so for 0s").Keys("esc")
		if d.rings() {
			t.Fatalf("it rang for what nobody has read: %q", d.raw)
		}
		for range 6 {
			d.Keys("r").Wait(15 * time.Second)
		}
		if !d.rings() {
			t.Error("it does not ring")
		}
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Set(d.sim.ID("orders-prod-sync-02"), "INCRE_TRANSFER_STARTING")
		d.find("orders-prod-sync-02").waits("1m").Keys(":").Type("refresh 0").Keys("enter").Sees("nothing is known between two r")
		d.Keys("w", "x").Sees("waits for r")
	})
}

// TestWatchDuringLongReadings: a list that takes minutes to read does not keep
// the watched jobs from being read.
func TestWatchDuringLongReadings(t *testing.T) {
	slow := func(service http.Handler) http.Handler {
		began := time.Now()
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			text := body(r)
			if time.Since(began) > 5*time.Second && (r.URL.Query().Has("offset") || strings.Contains(text, "cur_page")) {
				time.Sleep(25 * time.Second)
			}
			service.ServeHTTP(w, r)
		})
	}
	tell(t, world{moving: true, front: slow}, func(d *desk) {
		d.find("orders-prod-sync-02").waits("10m").Keys("r")
		longest, began := time.Duration(0), d.jobs().read.last
		d.until("the bell", func() bool {
			longest = max(longest, d.app.env.now().Sub(d.jobs().read.last))
			return d.rings()
		}, 30*time.Minute)
		if d.jobs().read.last.Equal(began) || longest < 3*d.app.env.refresh {
			t.Fatalf("no reading of the list was long: %v", longest)
		}
	})
}

// TestWatchInVain: a lag that will not fall any more ends the watch, aloud.
func TestWatchInVain(t *testing.T) {
	for status, says := range map[string]string{
		"INCRE_TRANSFER_FAILED":     "orders-prod-sync-02 failed: its lag will not fall",
		"RELEASE_RESOURCE_COMPLETE": "orders-prod-sync-02 has ended: its lag will not fall",
	} {
		tell(t, world{moving: true}, func(d *desk) {
			d.find("orders-prod-sync-02").waits("1h")
			d.sim.Set(d.sim.ID("orders-prod-sync-02"), status)
			d.until("the bell", d.rings, time.Minute).Sees("watch: " + says).Misses("watching 1")
			if want := "\a\x1b]9;drover: " + says + "\a"; d.raw != want {
				t.Errorf("the terminal got %q", d.raw)
			}
		})
	}
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("orders-prod !failed").Keys("enter", "*", "w", "m").erase().Type("10h 1h").Keys("enter").Sees("watching 1")
		d.sim.Set(d.sim.ID("orders-prod-sync-03"), "INCRE_TRANSFER_FAILED")
		d.until("the bell", d.rings, time.Minute).Sees("orders-prod-sync-03 failed: the lag of the 2 marked will not fall").Misses("watching 1")
	})
	var gone taken
	tell(t, world{moving: true, front: gone.front}, func(d *desk) {
		d.find("orders-prod-sync-02").waits("1h")
		gone.name.Store("orders-prod-sync-02")
		d.until("the bell", d.rings, time.Minute).Sees("watch: orders-prod-sync-02 is not listed any more").Misses("watching 1")
	})
}

// TestWatchOutlastsAPause, and tells of it once.
func TestWatchOutlastsAPause(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		id := d.sim.ID("orders-prod-sync-02")
		d.find("orders-prod-sync-02").waits("1m")
		d.sim.Set(id, "PAUSING")
		d.until("the bell", d.rings, time.Minute).Sees("watch: orders-prod-sync-02 is paused: its lag is still waited for", "watching 1")
		if d.Wait(5 * time.Minute); strings.Count(d.raw, "\x1b]9;") != 1 {
			t.Errorf("the terminal got %q", d.raw)
		}
		d.raw = ""
		d.sim.Set(id, "INCRE_TRANSFER_STARTED")
		d.until("the bell", d.rings, 5*time.Minute).Sees("watch: lag of orders-prod-sync-02 is under 10h").Misses("watching 1")
	})
}

// TestWatchesAreCountedInTheHeader, wherever there is room.
func TestWatchesAreCountedInTheHeader(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {60, 15}, {160, 45}} {
		tell(t, world{size: size, view: &model.View{}}, func(d *desk) {
			d.Keys("w", "f")
			if line := d.Line("jobs 40 of 40"); !strings.Contains(line, "watching 1") || !strings.Contains(line, "every 10s") {
				t.Errorf("at %d: %s", size[0], line)
			}
			d.Keys("*").Sees("40 marked")
			if line := d.Line("jobs 40 of 40"); !strings.Contains(line, "watching 1") || !strings.Contains(line, "every 10s") {
				t.Errorf("at %d with marks: %s", size[0], line)
			}
		})
	}
}
