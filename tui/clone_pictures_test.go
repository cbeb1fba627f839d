package tui

import (
	"testing"
	"time"

	"drover/client/sim"
)

// Pictures of a copy of files, and of what both realms have in common, over the
// simulated services.
func TestFileClonePictures(t *testing.T) {
	files := func(change func(*world)) world {
		w := world{files: true}
		if change != nil {
			change(&w)
		}
		return w
	}
	moving := func(w *world) { w.moving = true }
	open := func(keys ...string) func(*desk) {
		return func(d *desk) {
			d.find("finance-to-sharepoint").Keys("C").Sees("no job on the list has it").Keys(keys...).Wait(time.Second)
		}
	}
	values := func(d *desk) {
		open("e")(d)
		d.turns("type", "transfer.transfer_type", "copy").turns("permissions", "transfer.permissions.policy", "none").turns("schedule", "schedule.mode", "auto")
	}
	refuse := func(ops ...string) func(*world) {
		return func(w *world) {
			w.moving = true
			w.setUp = func(s *sim.Sim) {
				s.Script(func(op string, _ int) string {
					for _, one := range ops {
						if op == one {
							return "403"
						}
					}
					return ""
				})
			}
		}
	}
	send := func(d *desk) {
		open("l", "tab", "enter")(d)
		d.Wait(2 * time.Minute)
	}
	pictures := []picture{
		{"fresh", files(nil), open()},
		{"overridden", files(nil), func(d *desk) { values(d); d.Keys("esc") }},
		{"deletes", files(nil), func(d *desk) { values(d); d.Keys("esc", "l", "l", "tab", "enter").Wait(time.Second) }},
		{"folders", files(nil), func(d *desk) {
			open("e")(d)
			d.to("source path").Keys("space").Wait(time.Second).Keys("down", "enter").Wait(time.Second)
		}},
		{"values", files(nil), values},
		{"body", files(nil), func(d *desk) { values(d); d.Keys("esc", "b") }},
		{"rests", files(moving), send},
		{"refused", files(refuse("patchJob")), send},
		{"unfinished", files(refuse("patchJob")), func(d *desk) { send(d); d.Keys("esc").Wait(time.Second) }},
		{"offered", files(refuse("patchJob")), func(d *desk) { send(d); d.Keys("esc").find("finance-to-sharepoint").Keys("C").Wait(time.Second) }},
	}
	draw(t, append(inAllSizes(pictures[:5:5]), pictures[5:]...))
}
