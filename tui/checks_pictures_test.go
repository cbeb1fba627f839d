package tui

import (
	"testing"
	"time"

	"drover/client/sim"
)

// checkedTwice runs the pre-check of catalog-mongo-01 a second time, when what
// the first one found has been mended.
func checkedTwice(d *desk) {
	d.checked("catalog-mongo-01").Wait(30 * time.Second)
	d.Keys("K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("1 mended").Wait(time.Minute)
}

func TestCheckPictures(t *testing.T) {
	open := func(name string, keys ...string) func(*desk) {
		return func(d *desk) { d.find(name).Keys("c").Keys(keys...).Wait(time.Second) }
	}
	running := func(d *desk) {
		d.find("hr-payroll-copy").Keys("c", "K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("items passed")
	}
	skip := func(keys ...string) func(*desk) {
		return func(d *desk) {
			d.checked("hr-payroll-copy").Keys("space", "X").Type("keys come next week").Keys(keys...).Wait(time.Second)
		}
	}
	skipped := func(d *desk) {
		skip("enter")(d)
		d.Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("1 skipped").Wait(time.Minute)
	}
	moving := world{moving: true}
	draw(t, []picture{
		{"none_run", world{}, open("hr-payroll-copy")},
		{"running", moving, running},
		{"failed", world{}, open("catalog-mongo-01")},
		{"warnings", world{}, open("catalog-mongo-02", "j")},
		{"passed_unfolded", world{}, open("wave2-shop-01", "l")},
		{"objects", moving, func(d *desk) { d.checked("hr-payroll-copy").Wait(time.Minute) }},
		{"objects_unfolded", moving, func(d *desk) { d.checked("hr-payroll-copy").Keys("l").Wait(time.Minute) }},
		{"whole_item", moving, func(d *desk) { d.checked("hr-payroll-copy").Keys("enter").Wait(time.Minute) }},
		{"to_skip", moving, skip()},
		{"skipped", moving, skipped},
		{"mended", moving, checkedTwice},
		{"not_now", world{}, open("billing-ora-01")},
		{"unread", world{}, func(d *desk) { d.sim.Script(only("V3BatchCheckResults", "403")); open("catalog-mongo-01")(d) }},
		{"unread_again", world{}, func(d *desk) {
			open("catalog-mongo-01")(d)
			d.sim.Script(only("V3BatchCheckResults", "403"))
			d.Keys("r").Wait(time.Second)
		}},
		{"cannot_skip", world{}, open("catalog-mongo-01", "space")},
		{"ascii", world{look: ascii()}, open("catalog-mongo-02")},
		{"production", world{place: production()}, open("catalog-mongo-01")},
		{"preview", world{size: [2]int{160, 45}}, func(d *desk) { d.find("catalog-mongo-02").Keys("8", "tab", "j").Wait(time.Second) }},
		{"warnings_large", world{size: [2]int{160, 45}}, open("catalog-mongo-02")},
		{"warnings_small", world{size: [2]int{60, 15}}, open("catalog-mongo-02")},
		{"objects_small", world{moving: true, size: [2]int{60, 15}}, func(d *desk) { d.checked("hr-payroll-copy").Wait(time.Minute) }},
		{"running_small", world{moving: true, size: [2]int{60, 15}}, running},
		{"mended_large", world{moving: true, size: [2]int{160, 45}}, checkedTwice},
	})
}

func TestMatrixPictures(t *testing.T) {
	mark := func(filter string, keys ...string) func(*desk) {
		return func(d *desk) {
			d.Keys("/").Type(filter).Keys("enter", "*", "c").Wait(10 * time.Second)
			d.Keys(keys...).Wait(time.Second)
		}
	}
	const three, thirty = "catalog|hr-payroll-copy", "status:config"
	many := sim.Options{Jobs: 160}
	draw(t, []picture{
		{"three", world{}, mark(three)},
		{"three_side_by_side", world{}, mark(three, "tab", "j", "l")},
		{"three_large", world{size: [2]int{160, 45}}, mark(three)},
		{"three_small", world{size: [2]int{60, 15}}, mark(three)},
		{"three_side_by_side_small", world{size: [2]int{60, 15}}, mark(three, "tab")},
		{"many", world{service: many}, mark(thirty)},
		{"many_large", world{service: many, size: [2]int{160, 45}}, mark(thirty, "l", "l", "l", "l", "j")},
		{"many_scrolled", world{service: many, size: [2]int{110, 24}}, mark(thirty, "end", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l", "l")},
		{"reading", world{service: many}, func(d *desk) {
			d.sim.Script(only("V3BatchCheckResults", "slow:30s"))
			d.Keys("/").Type(thirty).Keys("enter", "*", "c").Wait(time.Second)
		}},
		{"not_read", world{}, mark("catalog|billing-ora-01")},
		{"all_pass", world{size: [2]int{160, 45}}, mark("wave2")},
		{"marked", world{}, mark(three, "m")},
		{"ascii", world{look: ascii(), size: [2]int{160, 45}}, mark(three)},
	})
}

func TestEndsPictures(t *testing.T) {
	fill := func(source, target string, keys ...string) func(*desk) {
		return func(d *desk) {
			d.find("wave2-shop-01").Keys("T").Sees("password of")
			d.Type(source).Keys("enter").Type(target).Keys(keys...).Wait(3 * time.Second)
		}
	}
	sent := []string{"enter", "down", "enter"}
	draw(t, []picture{
		{"form", world{}, fill("", "")},
		{"typed", world{}, fill("abc", "defg", "enter", "down")},
		{"mask", world{}, fill("abc", "******", "enter")},
		{"nothing_typed", world{}, fill("", "", sent...)},
		{"reached", world{}, fill("abc", "def", sent...)},
		{"not_reached", world{}, fill("  wrong", "def", sent...)},
		{"left_out", world{}, fill("abc", "", sent...)},
		{"waiting", world{moving: true}, func(d *desk) { d.sim.Script(only("ExecuteJobAction", "slow:20s")); fill("abc", "def", sent...)(d) }},
		{"refused", world{}, func(d *desk) { d.sim.Script(only("ExecuteJobAction", "403")); fill("abc", "def", sent...)(d) }},
		{"esc_asks", world{}, fill("abc", "", "esc")},
		{"production", world{place: production()}, fill("", "")},
		{"form_large", world{size: [2]int{160, 45}}, fill("", "")},
		{"form_small", world{size: [2]int{60, 15}}, fill("abc", "de")},
		{"not_reached_small", world{size: [2]int{60, 15}}, fill("  wrong", "  wrong", sent...)},
		{"ascii", world{look: ascii()}, fill("abc", "de")},
	})
}
