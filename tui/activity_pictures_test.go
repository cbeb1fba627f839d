package tui

import (
	"testing"
	"time"

	"drover/client/sim"
)

// inSizes is a picture in every size.
func inSizes(name string, w world, story func(*desk)) []picture {
	var out []picture
	for suffix, size := range map[string][2]int{"": {80, 24}, "_wide": {160, 45}, "_small": {60, 15}} {
		w.size = size
		out = append(out, picture{name + suffix, w, story})
	}
	return out
}

// lostWrites leaves one write applied and one unresolved.
func lostWrites(d *desk) {
	d.start("wave2-shop-02").Sees("sent 1").Keys("esc")
	d.sim.Script(only("V3BatchStartJobs", "reset-after"))
	d.start("wave2-shop-01").Sees("unknown 1").Keys("esc")
}

// mixedWrites leaves writes applied, refused and not sent.
func mixedWrites(d *desk) {
	d.Keys("/").Type("status:config").Keys("enter", "*", "S").Type("start 8").Keys("enter").Sees("sent 8")
	d.Keys("esc", "esc", "u")
	d.sim.Script(only("V3BatchStartJobs", "401"))
	d.start("billing-ora-03").Sees("not sent 1").Keys("esc")
}

func TestJournalPictures(t *testing.T) {
	then := func(before func(*desk), keys ...string) func(*desk) {
		return func(d *desk) { before(d); d.Keys(keys...) }
	}
	draw(t, append([]picture{
		{"empty", world{}, func(d *desk) { d.Keys("!", "3") }},
		{"mixed", world{moving: true}, then(mixedWrites, "!", "3")},
		{"mixed_ascii", world{moving: true, look: ascii()}, then(mixedWrites, "!", "3")},
	}, inSizes("unresolved", world{moving: true}, then(lostWrites, "!"))...))
}

func TestActivityPictures(t *testing.T) {
	// A reading that fails twice, one that is refused, a write of which
	// one job is refused.
	troubled := func(d *desk) {
		d.sim.Script(func(op string, n int) string {
			switch {
			case op == "V3BatchListProgresses" && n < 4:
				return "503"
			case op == "ShowJobDetail", op == "V3BatchListJobDetails":
				return "403"
			case op == "V3BatchStartJobs":
				return "fail:DRS.M00304"
			}
			return ""
		})
		d.Keys("r").Wait(8 * time.Second)
		d.find("wave2-shop-01").Keys("enter").Sees("may not do that").Keys("esc", "/", "ctrl+u").Type("wave2").Keys("enter", "*", "S").Sees("3 go").Wait(5 * time.Second)
		d.Type("3").Keys("enter").Sees("refused 1").Keys("esc")
	}
	var all []picture
	for _, group := range [][]picture{
		inSizes("errors", world{moving: true}, func(d *desk) { troubled(d); d.Keys("!", "1") }),
		inSizes("requests", world{moving: true}, func(d *desk) { troubled(d); d.Keys("!", "2") }),
		inSizes("messages", world{moving: true}, func(d *desk) { troubled(d); d.Keys("u", "u", "!", "4") }),
		inSizes("request", world{}, func(d *desk) { d.Keys("!", "/").Type("progress").Keys("enter", "enter") }),
	} {
		all = append(all, group...)
	}
	draw(t, append(all, []picture{
		{"no_errors", world{}, func(d *desk) { d.Keys("!", "1") }},
		{"no_messages", world{}, func(d *desk) { d.Keys("!", "4") }},
		{"requests_where_the_clock_stands", world{}, func(d *desk) { d.Keys("!") }},
		{"requests_filtered", world{}, func(d *desk) { d.Keys("!", "/").Type("progress") }},
		{"only_errors", world{moving: true}, func(d *desk) { troubled(d); d.Keys("!", "2", "f", "G") }},
		{"request_refused", world{moving: true}, func(d *desk) {
			troubled(d)
			d.Keys("!", "2", "f", "/").Type("batch-detail").Keys("enter", "enter", "G")
		}},
		{"request_searched", world{}, func(d *desk) {
			d.Keys("!", "/").Type("progress").Keys("enter", "enter", "/").Type("status").Keys("enter", "n")
		}},
		{"request_under_way", world{moving: true, setUp: func(s *sim.Sim) { s.Script(only("ShowJobDetail", "slow:9s")) }}, func(d *desk) {
			d.find("wave2-shop-01").Keys("enter", "!", "2", "/").Type("showjobdetail").Keys("enter", "enter")
		}},
		{"copy", world{}, func(d *desk) { d.Keys("!", "/").Type("progress").Keys("enter", "y") }},
		{"errors_ascii", world{moving: true, look: ascii()}, func(d *desk) { troubled(d); d.Keys("!", "1") }},
		{"list_wide", world{moving: true, size: [2]int{160, 45}}, func(d *desk) {
			d.sim.Script(only("V3BatchListProgresses", "429:12s"))
			d.Keys("r").Wait(2 * time.Second)
		}},
	}...))
}
