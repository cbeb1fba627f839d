package tui

import (
	"testing"

	"drover/model"
)

// inThreeSizes is a picture in the three sizes that look different.
func inThreeSizes(name string, story func(d *desk)) []picture {
	return []picture{
		{name, world{}, story},
		{name + "_wide", world{size: [2]int{160, 45}}, story},
		{name + "_small", world{size: [2]int{60, 15}}, story},
	}
}

func TestHabitPictures(t *testing.T) {
	saved := func(d *desk) {
		d.Keys("/").Type("status:config !wave2").Keys("enter", "f", "+").Type("to start soon").Keys("enter")
	}
	watched := func(d *desk) { d.find("orders-prod-sync-02").Keys("w", "t", "enter", "w", "f") }
	var all []picture
	for _, p := range [][]picture{
		inThreeSizes("columns", func(d *desk) { d.Keys(",", "space", "j", "l") }),
		inThreeSizes("columns_chosen", func(d *desk) {
			d.jobs().setColumns([]string{"STATUS", "LAG/%", "ID", "READ", "CREATED", "FROM>TO"})
		}),
		inThreeSizes("attention", func(d *desk) { d.Keys("s", "a", "g") }),
		inThreeSizes("range", func(d *desk) { d.Keys("j", "space", "v", "j", "j") }),
		inThreeSizes("compact", func(d *desk) { d.Keys("z") }),
		inThreeSizes("watch", func(d *desk) { d.Keys("space", "space", "w") }),
		inThreeSizes("export", func(d *desk) { d.Keys("O", "tab", "ctrl+u").Type("/nowhere/at/all.csv").Keys("enter") }),
		inThreeSizes("copy", func(d *desk) { d.Keys("y") }),
		inThreeSizes("words", func(d *desk) { d.Keys(":").Type("sort ") }),
		{
			{"compact_job", world{}, func(d *desk) { d.find("orders-prod-sync-02").Keys("enter", "z") }},
			{"columns_from_the_right", world{}, func(d *desk) { d.Keys(",", "G", "h").Keys("j", "j", "j", "j", "j", "space") }},
			{"saved_filters", world{}, func(d *desk) { saved(d); d.Keys("f") }},
			{"save_filter", world{}, func(d *desk) { d.Keys("/").Type("wave2").Keys("enter", "f", "+", "enter") }},
			{"watch_lag", world{}, func(d *desk) { d.Keys("w", "t").Type("x").Keys("enter") }},
			{"watching", world{}, watched},
			{"watches", world{}, func(d *desk) { watched(d); d.Keys("w", "x") }},
			{"watch_over", world{moving: true}, func(d *desk) {
				d.Keys("w", "f")
				d.sim.Set(d.sim.ID("crm-dr"), "INCRE_TRANSFER_FAILED")
				d.Keys("r").Sees("watch: crm-dr failed")
			}},
			{"copied", world{environ: []string{"TERM=tmux-256color"}}, func(d *desk) { d.Keys("y", "i") }},
			{"copy_marked", world{}, func(d *desk) { d.Keys("space", "space", "y") }},
			{"file_there", world{}, func(d *desk) {
				d.app.env.folder = "/dev"
				d.Keys("O", "tab")
				d.app.top().(*exportDialog).focus, d.app.top().(*exportDialog).file = onKeep, "/home/dba/drover-jobs-2026-03-14.csv"
			}},
			{"words_wrong", world{}, func(d *desk) { d.Keys(":").Type("watch lag soon") }},
			{"words_right", world{}, func(d *desk) { d.Keys(":").Type("watch lag 10s 2m") }},
			{"go_to_which", world{}, func(d *desk) { d.Keys(":").Type("go orders").Keys("enter") }},
			{"last_used", world{}, func(d *desk) { d.Keys(":").Type("invert").Keys("enter", ":", "down") }},
			{"damaged_view", world{view: &model.View{Sort: "colour", Filter: `wave2 "`}}, func(*desk) {}},
			{"habits_ascii", world{look: ascii()}, func(d *desk) { d.Keys("j", "space", "v", "j", "j", ",") }},
		},
	} {
		all = append(all, p...)
	}
	draw(t, all)
}
