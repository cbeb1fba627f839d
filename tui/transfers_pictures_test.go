package tui

import (
	"testing"
	"time"
)

// TestTransferPictures are the screens of a service that moves files.
func TestTransferPictures(t *testing.T) {
	of := func(change func(w *world)) world {
		w := moves()
		change(&w)
		return w
	}
	wide := of(func(w *world) { w.size = [2]int{160, 45} })
	small := of(func(w *world) { w.size = [2]int{60, 15} })
	open := func(keys ...string) func(*desk) {
		return func(d *desk) { d.find("finance-to-sharepoint").Keys("enter").Keys(keys...).Wait(time.Second) }
	}
	review := func(d *desk) {
		d.Keys("/").Type("media-to | board-papers | legal-hold").Keys("enter", "*", "S").Sees("Type 2")
	}
	schedule := func(d *desk) { d.find("hr-archive").Keys("H").Sees("0 changes") }
	draw(t, []picture{
		{"list", moves(), func(*desk) {}},
		{"list_wide", wide, func(d *desk) { d.find("finance-to-sharepoint").Keys("esc").Wait(time.Second) }},
		{"list_small", small, func(*desk) {}},
		{"list_ascii", of(func(w *world) { w.look = ascii() }), func(*desk) {}},
		{"quick_filters", moves(), func(d *desk) { d.Keys("f") }},
		{"every_action", moves(), func(d *desk) { d.find("finance-to-sharepoint").Keys("x") }},
		{"edit_menu", moves(), func(d *desk) { d.find("finance-to-sharepoint").Keys("e") }},
		{"help", wide, func(d *desk) { d.Keys("?") }},
		{"overview", moves(), open()},
		{"overview_small", small, open()},
		{"run", moves(), open("2")},
		{"run_small", small, open("2")},
		{"runs", moves(), open("2", "l")},
		{"policy", moves(), open("3")},
		{"no_objects", moves(), open("4")},
		{"ends", moves(), open("5")},
		{"limits", moves(), open("6")},
		{"no_check", moves(), open("8")},
		{"review", moves(), review},
		{"review_small", small, review},
		{"report", moves(), func(d *desk) { review(d); d.Type("2").Keys("enter").Sees("sent 2   accepted 2") }},
		{"schedule", moves(), schedule},
		{"schedule_wide", wide, schedule},
		{"schedule_small", small, schedule},
		{"schedule_review", moves(), func(d *desk) { schedule(d); d.Keys("h", "ctrl+r").Sees("update schedule") }},
		{"schedule_report", moves(), func(d *desk) {
			schedule(d)
			d.Keys("h", "ctrl+r").Sees("update schedule").Keys("tab", "enter").Sees("sent 1   accepted 1")
		}},
		{"delete", moves(), func(d *desk) { d.find("finance-to-sharepoint").Keys("D").Sees("Type the job's name") }},
		{"cancel", moves(), func(d *desk) { d.find("finance-to-sharepoint").Keys("x", "c").Sees("cancel 1 run") }},
		{"empty", of(func(w *world) { w.service.Jobs = -1 }), func(*desk) {}},
		{"compare", moves(), func(d *desk) {
			d.Keys("/").Type("board-papers | legal-hold").Keys("enter", "*", "=").Wait(time.Second)
		}},
	})
}
