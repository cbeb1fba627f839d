package tui

import (
	"testing"
	"time"

	"drover/client/sim"
)

func TestObjectPictures(t *testing.T) {
	running, resting := "orders-prod-sync-02", "wave2-shop-01"
	changed := func(d *desk) {
		d.objectsOf(resting)
		d.typesFilter("*_bak").Keys("s", "t", "esc").onto("stock_0007").Keys("n").Type("stock").Keys("enter", "w").Type("region_id = 7").Keys("enter", "esc", "h", "l", "j", "space").Wait(10 * time.Second)
	}
	saved := func(d *desk) {
		d.objectsOf(running)
		d.onto("customers_0050_bak").Keys("space", "esc", "ctrl+r").sends("").Sees("save the objects  done").Wait(10 * time.Second)
	}
	pictures := []picture{
		{"read", world{moving: true}, func(d *desk) { d.objectsOf(running) }},
		{"unfolded", world{moving: true}, func(d *desk) { d.objectsOf(resting); d.onto("invoices_0002").Keys("esc").Keys("l").Wait(10 * time.Second) }},
		{"filtered", world{moving: true}, func(d *desk) { d.objectsOf(running); d.Keys("/").Type("orders_ !*_bak") }},
		{"nothing_matches", world{moving: true}, func(d *desk) { d.objectsOf(running); d.Keys("/").Type("none_such").Keys("enter") }},
		{"mistake", world{moving: true}, func(d *desk) { d.objectsOf(running); d.Keys("/").Type("orders_ (v_ | p_") }},
		{"changed", world{moving: true}, changed},
		{"only_changes", world{moving: true}, func(d *desk) { changed(d); d.Keys("f", "1") }},
		{"choose", world{moving: true}, func(d *desk) { changed(d); d.Keys("s") }},
		{"meaning", world{moving: true}, func(d *desk) { changed(d); d.Keys("v") }},
		{"reading", world{moving: true, service: sim.Options{Fault: "slow:9s@CollectDbObjectsInfo,slow:9s@CollectDbObjectsAsync"}}, func(d *desk) {
			d.find(running).Keys("e", "o").Wait(3 * time.Second)
		}},
		{"not_read", world{moving: true}, func(d *desk) {
			d.find(running)
			d.sim.Script(always("403"))
			d.Keys("e", "o").Wait(time.Minute)
		}},
		{"not_read_again", world{moving: true}, func(d *desk) {
			changed(d)
			d.sim.Script(always("403"))
			d.Keys("r").Wait(time.Minute)
		}},
		{"review", world{moving: true}, func(d *desk) { changed(d); d.Keys("ctrl+r").Wait(10 * time.Second) }},
		{"review_running", world{moving: true, place: production()}, func(d *desk) {
			d.objectsOf(running)
			d.typesFilter("*_bak").Keys("s", "t", "esc", "ctrl+r").Wait(10 * time.Second)
		}},
		{"saved", world{moving: true}, saved},
		{"taken_on", world{moving: true}, func(d *desk) {
			saved(d)
			d.Keys("K").sends("").Sees("√ pre-check").Keys("R").sends("").Sees("child running")
		}},
		{"theirs", world{moving: true}, func(d *desk) {
			changed(d)
			d.Keys("ctrl+r").Sees("update objects")
			d.savesElsewhere(resting, func(info map[string]any) { delete(info, "wave2_12") })
			d.sends("").Sees("somebody else").Keys("e").Sees("changed elsewhere").Wait(10 * time.Second)
		}},
	}
	draw(t, append(inAllSizes(pictures), picture{"changed_ascii", world{moving: true, look: ascii()}, changed}))
}
