package tui

import (
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"drover/client/sim"
	"drover/tui/theme"
)

// verb opens the review of a verb by its letter in the menu.
func verb(name, letter string) func(*desk) {
	return func(d *desk) { d.find(name).Keys("x", letter).Wait(time.Second) }
}

// verbs does it for all that a filter shows.
func verbs(filter, letter string) func(*desk) {
	return func(d *desk) {
		d.Keys("/").Type(filter).Keys("enter", "*", "x", letter).Wait(time.Second)
	}
}

// TestActionPictures draws the menu of every action, and the review of each.
func TestActionPictures(t *testing.T) {
	menu := func(name string) func(*desk) { return func(d *desk) { d.find(name).Keys("x") } }
	marked := func(d *desk) { d.Keys("*", "x") }
	large, small := [2]int{160, 45}, [2]int{60, 15}
	draw(t, []picture{
		{"menu_of_a_running", world{}, menu("orders-prod-sync-02")},
		{"menu_of_a_paused", world{}, menu("ledger-pg-01")},
		{"menu_of_a_failed", world{}, menu("orders-prod-sync-01")},
		{"menu_of_an_ended", world{}, menu("hr-payroll")},
		{"menu_of_many", world{}, marked},
		{"menu_large", world{size: large}, marked},
		{"menu_small", world{size: small}, menu("orders-prod-sync-02")},
		{"menu_on_a_page", world{place: production()}, func(d *desk) { d.find("payments-ora-01").Keys("enter", "x") }},
		{"pause", world{}, func(d *desk) { d.find("orders-prod-sync-02").Keys("P").Wait(time.Second) }},
		{"pause_everything", world{}, func(d *desk) { d.find("orders-prod-sync-02").Keys("P", "l").Wait(time.Second) }},
		{"pause_many", world{}, verbs("running", "p")},
		{"pause_small", world{size: small}, verbs("running", "p")},
		{"pause_large", world{size: large}, verbs("running", "p")},
		{"resume", world{}, verb("ledger-pg-01", "r")},
		{"retry", world{}, verbs("status:failed", "t")},
		{"reset", world{}, verb("orders-prod-sync-01", "b")},

		{"reset_after_a_check", world{moving: true, refresh: -1}, func(d *desk) {
			verb("orders-prod-sync-01", "c")(d)
			d.Keys("tab", "enter").Sees("The run is over").Keys("esc", "x", "b").Wait(2 * time.Second)
		}},
		{"reset_after_a_failed_check", world{moving: true, refresh: -1, setUp: func(s *sim.Sim) { s.Set(s.ID("billing-ora-03"), "INCRE_TRANSFER_FAILED") }}, func(d *desk) {
			verb("billing-ora-03", "c")(d)
			d.Keys("tab", "enter").Sees("The run is over").Keys("esc", "x", "b").Wait(2 * time.Second)
		}},
		{"start_now", world{setUp: func(s *sim.Sim) { s.Set(s.ID("wave2-shop-01"), "WAITING_FOR_START") }}, verb("wave2-shop-01", "n")},
		{"pre_check", world{}, verbs("status:config", "c")},
		{"end", world{place: production()}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Type("orders-prod-") }},
		{"end_on_the_button", world{place: production()}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D", "tab") }},
		{"end_wrong_name", world{}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Type("orders").Keys("enter") }},
		{"end_of_a_copy", world{}, func(d *desk) { d.find("billing-ora-01").Keys("D").Wait(time.Second) }},
		{"end_of_an_order", world{}, func(d *desk) { d.find("reports-yearly").Keys("D").Wait(time.Second) }},
		{"end_small", world{size: small, place: production()}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Wait(time.Second) }},
		{"end_large", world{size: large}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Wait(time.Second) }},
		{"end_many", world{place: production()}, verbs("orders-prod|billing", "e")},
		{"end_changed_meanwhile", world{moving: true, refresh: -1}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("D").Type("orders-prod-sync-02").Wait(61 * time.Second)
			d.sim.Set(d.sim.ID("orders-prod-sync-02"), "RELEASE_RESOURCE_STARTED")
			d.Keys("enter").Sees("it is ending already")
		}},
		{"force_end", world{}, verb("orders-prod-sync-02", "f")},
		{"delete", world{}, func(d *desk) { d.find("hr-payroll").Keys("D").Wait(time.Second) }},
		{"end_or_delete", world{}, func(d *desk) { d.Keys("/").Type("hr-payroll").Keys("enter", "*", "D") }},
		{"palette", world{}, func(d *desk) { d.find("orders-prod-sync-02").Keys(":").Type("end") }},
		{"palette_with_a_job", world{}, func(d *desk) { d.Keys(":").Type("force end orders-prod-sync-03") }},
		{"read_only", world{place: readOnly()}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D") }},
		{"ascii", world{look: ascii()}, menu("orders-prod-sync-02")},
		{"without_colour", world{look: theme.Options{Mode: theme.None, Profile: colorprofile.ASCII}, place: production()}, func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Wait(time.Second) }},
	})
}

// TestActionReportPictures draws what came of them.
func TestActionReportPictures(t *testing.T) {
	pause := func(d *desk) *desk { return d.find("orders-prod-sync-02").Keys("P", "tab", "enter") }
	end := func(d *desk) *desk {
		return d.find("orders-prod-sync-02").Keys("D").Type("orders-prod-sync-02").Keys("enter")
	}
	lost := func(op string) func(*sim.Sim) { return func(s *sim.Sim) { s.Script(only(op, "reset-after")) } }
	draw(t, []picture{
		{"paused", world{moving: true}, func(d *desk) { pause(d).Sees("paused").Wait(20 * time.Second) }},
		{"ending", world{}, func(d *desk) { end(d).Sees("accepted 1").Sees("ending") }},
		{"ended", world{moving: true}, func(d *desk) { end(d).Sees("ended").Sees("The run is over") }},
		{"end_unknown", world{moving: true, setUp: lost("BatchStopJobsAction")}, func(d *desk) { end(d).Sees("unknown 1") }},
		{"pre_check", world{moving: true}, func(d *desk) {
			verb("hr-payroll-copy", "c")(d)
			d.Keys("tab", "enter").Sees("check: ")
		}},
		{"deleted", world{moving: true}, func(d *desk) {
			d.find("hr-payroll").Keys("D").Type("hr-payroll").Keys("enter").Sees("The run is over")
		}},
		{"list_after_a_delete", world{moving: true}, func(d *desk) {
			d.find("hr-payroll").Keys("D").Type("hr-payroll").Keys("enter").Sees("The run is over").Keys("esc").Wait(30 * time.Second)
		}},
		{"journal", world{moving: true}, func(d *desk) {
			pause(d).Sees("accepted 1").Wait(20 * time.Second).Keys("esc")
			end(d).Sees("accepted 1").Wait(30*time.Second).Keys("!", "3").Wait(time.Second)
		}},
	})
}
