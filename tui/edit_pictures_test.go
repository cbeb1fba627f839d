package tui

import (
	"testing"
	"time"

	"drover/client"
)

func TestEditPictures(t *testing.T) {
	changed := func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").to("replay rows").Keys("l", "space")
	}
	clashes := func(d *desk) {
		changed(d)
		d.elsewhere("wave2-shop-01", theirPolicy)
		d.Keys("ctrl+r").Sees("changed elsewhere").Keys("space", "j")
	}
	sent := func(d *desk) {
		changed(d)
		d.Keys("ctrl+r").Sees("update policy").Keys("tab", "enter").Sees("done")
	}
	var all []picture
	for _, p := range [][]picture{
		inThreeSizes("menu", func(d *desk) { d.find("wave2-shop-01").Keys("e") }),
		inThreeSizes("menu_of_what_runs", func(d *desk) { d.find("orders-prod-sync-02").Keys("e") }),
		inThreeSizes("policy", func(d *desk) { d.edits("wave2-shop-01", "p") }),
		inThreeSizes("policy_changed", changed),
		inThreeSizes("policy_to_look_at", func(d *desk) { d.edits("orders-prod-sync-02", "p") }),
		inThreeSizes("name", func(d *desk) { d.edits("orders-prod-sync-02", "n"); d.Type("-b").Wait(time.Second) }),
		inThreeSizes("name_wrong", func(d *desk) { d.edits("orders-prod-sync-02", "n"); d.Type("!") }),
		inThreeSizes("alarm", func(d *desk) { d.edits("orders-prod-sync-02", "a") }),
		inThreeSizes("alarm_wrong", func(d *desk) {
			d.edits("orders-prod-sync-02", "a")
			d.to("delay over").Keys("ctrl+u").Type("7200")
		}),
		inThreeSizes("flow", func(d *desk) {
			d.edits("wave2-shop-01", "l")
			d.Keys("enter", "l", "l", "l", "tab", "l", "l", "l", "l", "l", "l", "tab").Type("80")
		}),
		inThreeSizes("clash", clashes),
		inThreeSizes("review", func(d *desk) { changed(d); d.Keys("ctrl+r").Sees("update policy") }),
		inThreeSizes("after", sent),
		inThreeSizes("after_elsewhere", func(d *desk) {
			changed(d)
			d.Keys("ctrl+r").Sees("update policy")
			d.elsewhere("wave2-shop-01", theirPolicy)
			d.Keys("tab", "enter").Sees("not sent 1")
		}),
		inThreeSizes("not_read", func(d *desk) {
			d.find("wave2-shop-01")
			d.sim.Script(always("403"))
			d.Keys("e", "p").Sees("Nothing was being changed.")
		}),
	} {
		all = append(all, p...)
	}
	draw(t, append(all,
		picture{"policy_ascii", world{look: ascii()}, changed},
		picture{"review_production", world{place: client.Place{Production: true, Profile: "prod-cn4", Region: "cn-north-4", Service: "DRS"}}, func(d *desk) { changed(d); d.Keys("ctrl+r").Sees("update policy") }},
		picture{"draft", world{moving: true, refresh: -1}, func(d *desk) { changed(d); d.Wait(time.Second).Keys("esc", "N") }},
	))
}
