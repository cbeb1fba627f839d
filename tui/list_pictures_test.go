package tui

import (
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/tui/theme"
)

func TestListPictures(t *testing.T) {
	nothing := func(*desk) {}
	draw(t, []picture{
		{"loaded", world{}, nothing},
		{"wide", world{size: [2]int{160, 45}}, nothing},
		{"wide_inside_the_preview", world{size: [2]int{160, 45}}, func(d *desk) { d.find("orders-prod-sync-01").Keys("tab", "2") }},
		{"preview_below", world{size: [2]int{120, 40}}, func(d *desk) { d.find("orders-prod-sync-01").Wait(time.Second) }},
		{"course", world{size: [2]int{150, 45}, moving: true}, func(d *desk) { d.find("orders-prod-sync-02").Keys("esc").Wait(16 * time.Minute) }},
		{"small", world{size: [2]int{60, 15}}, nothing},
		{"low", world{size: [2]int{60, 11}}, nothing},
		{"first_load", world{service: sim.Options{Latency: 5 * time.Second}}, nothing},
		{"pages_landing", world{service: sim.Options{Jobs: 143, MaxPage: 10}, front: slowAfterPage2}, nothing},
		{"empty", world{service: sim.Options{Jobs: -1}}, nothing},
		{"ascii", world{look: theme.Options{ASCII: true}}, nothing},
		{"at_the_end", world{}, func(d *desk) { d.Keys("G") }},
		{"folded", world{}, func(d *desk) { d.Keys("/").Type("orders-dr").Keys("enter", "g", "h") }},
		{"filter_typed", world{}, func(d *desk) { d.Keys("/").Type("status:config net:vpc") }},
		{"filtered", world{}, func(d *desk) { d.Keys("/").Type("status:config").Keys("enter") }},
		{"filter_mistake", world{}, func(d *desk) { d.Keys("/").Type("wave statsu:config") }},
		{"none_matches", world{}, func(d *desk) { d.Keys("/").Type("wave2 status:paused").Keys("enter") }},
		{"quick_filtered", world{}, func(d *desk) { d.Keys("f", "1") }},
		{"sorted_by_lag", world{}, func(d *desk) { d.Keys("s", "l", "g") }},
		{"marked_some_hidden", world{}, func(d *desk) {
			d.Keys("/").Type("wave2").Keys("enter", "*", "/").Type(" 01").Keys("enter")
		}},
		{"production", world{place: production()}, nothing},
		{"read_only", world{place: readOnly()}, func(d *desk) { d.Keys("S") }},
	})
}

func TestListTrouble(t *testing.T) {
	var taken taken
	draw(t, []picture{
		{"token_ended", world{}, func(d *desk) {
			d.sim.Script(always("401"))
			d.Keys("j", "space")
		}},
		{"not_live_tries_again", world{moving: true}, func(d *desk) {
			d.sim.Script(always("503"))
			d.Keys("j", "space", "r").Sees("NOT LIVE").Wait(time.Second)
		}},
		{"never_read", world{moving: true, setUp: func(s *sim.Sim) { s.Script(always("reset-before")) }}, func(d *desk) {
			d.Sees("not read yet")
		}},
		{"no_permission", world{setUp: func(s *sim.Sim) { s.Script(always("403")) }}, func(*desk) {}},
		{"html", world{setUp: func(s *sim.Sim) { s.Script(always("html")) }}, func(*desk) {}},
		{"garbage", world{setUp: func(s *sim.Sim) { s.Script(always("garbage")) }}, func(*desk) {}},
		{"one_scenario_failed", world{front: forbid("sync")}, func(*desk) {}},
		{"row_left_the_filter", world{}, func(d *desk) {
			d.Keys("/").Type("status:incr").Keys("enter", "g")
			d.sim.Set(d.sim.ID("events-kafka-01"), "PAUSING")
			d.Keys("r")
		}},
		{"row_not_listed", world{front: taken.front}, func(d *desk) {
			d.Keys("j")
			taken.name.Store("billing-ora-01")
			d.Keys("r")
		}},
		{"unresolved", world{moving: true}, func(d *desk) {
			d.sim.Script(only("V3BatchStartJobs", "reset-after"))
			d.start("wave2-shop-01").Sees("unknown 1").Keys("esc")
		}},
	})
}

// TestTinyWindows draws every size down to nothing, and one that would cost
// gigabytes.
func TestTinyWindows(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		screens := [][]string{nil, {"?"}, {"esc", ":"}, {"esc", "f"}, {"esc", "q"}, {"esc", "enter"}, {"7"}, {"esc", "!"}, {"esc", "*", "S"}, {"b"}, {"esc", "esc", ","}, {"esc", "w"}, {"esc", "y"}, {"esc", "O"}, {"tab"}, {"esc", "v", "j"}, {"z"}}
		for _, keys := range screens {
			d.Keys(keys...)
			for _, s := range [][2]int{{1, 1}, {1, 24}, {80, 1}, {5, 3}, {12, 2}, {20, 7}, {33, 11}, {59, 12}, {60, 17}, {91, 18}, {10000, 10000}, {0, 0}, {80, 24}} {
				d.Size(s[0], s[1])
			}
		}
		if d.Size(10000, 10000); d.app.env.width != maxWidth || d.app.env.height != maxHeight {
			t.Errorf("a window of 10000×10000 is drawn as %d×%d", d.app.env.width, d.app.env.height)
		}
	})
}

func production() client.Place {
	return client.Place{
		Profile: "prod-cn4", Region: "cn-north-4", Service: "DRS", Production: true,
		Project: "054ba152d480d55b2f5dc0069e7ddef0",
	}
}

func readOnly() client.Place {
	return client.Place{Demo: true, Region: "cn-north-4", Service: "DRS", ReadOnly: true}
}

func ascii() theme.Options { return theme.Options{ASCII: true} }
