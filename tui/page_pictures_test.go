package tui

import (
	"testing"
	"time"

	"drover/client/sim"
)

func TestDialogPictures(t *testing.T) {
	draw(t, []picture{
		{"quick_filters", world{}, func(d *desk) { d.Keys("f", "j") }},
		{"sort", world{}, func(d *desk) { d.Keys("s") }},
		{"help_of_jobs", world{}, func(d *desk) { d.Keys("?") }},
		{"help_searched", world{}, func(d *desk) { d.Keys("?").Type("filter") }},
		{"help_of_review", world{}, func(d *desk) { d.find("wave2-shop-01").Keys("S", "?") }},
		{"commands", world{}, func(d *desk) { d.Keys(":") }},
		{"commands_searched", world{}, func(d *desk) { d.Keys(":").Type("ma").Keys("down") }},
		{"commands_none", world{}, func(d *desk) { d.Keys(":").Type("teleport") }},
		{"leave", world{}, func(d *desk) { d.Keys("q") }},
		{"leave_with_unresolved", world{moving: true}, func(d *desk) {
			d.sim.Script(only("V3BatchStartJobs", "reset-after"))
			d.start("wave2-shop-01").Sees("unknown 1").Keys("esc", "q")
		}},
		{"leave_at_once_asks", world{moving: true}, func(d *desk) {
			d.sim.Script(only("V3BatchStartJobs", "reset-after"))
			d.start("wave2-shop-01").Sees("unknown 1").Keys("esc", "ctrl+c")
		}},
		{"login_refused", world{needed: true, token: "none"}, func(d *desk) { d.Type("wrong").Keys("enter") }},
		{"ascii", world{look: ascii()}, func(d *desk) { d.Keys("?") }},
	})
}

func TestJobPictures(t *testing.T) {
	open := func(name string, keys ...string) func(*desk) {
		return func(d *desk) { d.find(name).Keys("enter").Keys(keys...) }
	}
	draw(t, []picture{
		{"incremental", world{}, open("orders-prod-sync-02")},
		{"incremental_wide", world{size: [2]int{160, 45}}, open("orders-prod-sync-02")},
		{"incremental_small", world{size: [2]int{60, 15}}, open("orders-prod-sync-02")},
		{"full", world{}, open("billing-ora-01")},
		{"failed", world{}, open("payments-ora-01")},
		{"dual_active_parent", world{}, open("orders-dr-parent")},
		{"scheduled", world{}, open("ledger-pg-02")},
		{"startable", world{}, open("wave2-shop-02")},
		{"node_released_soon", world{}, open("catalog-mongo-01")},
		{"hostile", world{}, func(d *desk) { d.Keys("/").Type("name:evil").Keys("enter", "enter") }},
		{"scrolled", world{}, open("orders-prod-sync-02", "ctrl+d")},
		{"run", world{}, open("orders-prod-sync-02", "2")},
		{"run_full", world{}, open("billing-ora-01", "2")},
		{"run_wide", world{size: [2]int{160, 45}}, open("billing-ora-01", "2")},
		{"run_small", world{size: [2]int{60, 15}}, open("orders-prod-sync-02", "2")},
		{"run_objects", world{}, open("billing-ora-01", "2", "l")},
		{"run_objects_end", world{}, open("billing-ora-01", "2", "l", "G")},
		{"run_objects_kinds", world{}, open("billing-ora-01", "2", "l", "f")},
		{"run_objects_searched", world{}, func(d *desk) {
			open("billing-ora-01", "2", "l", "/")(d)
			d.Type("12").Keys("enter")
		}},
		{"run_objects_small", world{size: [2]int{60, 15}}, open("billing-ora-01", "2", "l")},
		{"run_dirty", world{}, open("orders-prod-sync-01", "2", "l", "l")},
		{"run_dirty_whole", world{}, open("orders-prod-sync-01", "2", "l", "l", "j", "enter")},
		{"run_ddl", world{}, open("orders-prod-sync-01", "2", "l", "l", "l")},
		{"run_log", world{}, open("orders-prod-sync-01", "2", "h", "h")},
		{"run_log_errors", world{}, open("orders-prod-sync-01", "2", "h", "h", "f")},
		{"run_events", world{}, open("orders-prod-sync-01", "2", "h")},
		{"run_of_v3", world{}, open("ledger-pg-01", "2", "l")},
		{"policy", world{}, open("orders-prod-sync-02", "3")},
		{"objects", world{}, open("billing-ora-01", "3", "tab")},
		{"ends", world{}, open("orders-prod-sync-02", "5")},
		{"limits", world{}, open("orders-prod-sync-02", "6")},
		{"check_failed", world{}, open("billing-ora-03", "8")},
		{"check_passed", world{}, open("catalog-mongo-02", "8")},
		{"raw", world{}, open("orders-prod-sync-02", "7")},
		{"raw_search", world{}, func(d *desk) { open("orders-prod-sync-02", "7", "/")(d); d.Type("name").Keys("enter", "n") }},
		{"reading", world{}, func(d *desk) {
			d.sim.Script(func(op string, _ int) string { return "slow:5s" })
			open("orders-prod-sync-02")(d)
		}},
		{"not_read", world{}, func(d *desk) { d.sim.Script(always("403")); open("orders-prod-sync-02")(d) }},
		{"production", world{place: production()}, open("orders-prod-sync-02")},
		{"ascii", world{look: ascii()}, open("orders-prod-sync-02")},
	})
}

func TestReviewPictures(t *testing.T) {
	mark := func(filter string, keys ...string) func(*desk) {
		return func(d *desk) { d.Keys("/").Type(filter).Keys("enter", "*", "S").Keys(keys...) }
	}
	slowChecks := func(s *sim.Sim) { s.Script(only("V3BatchCheckResults", "slow:9s")) }
	draw(t, []picture{
		{"all_go", world{}, mark("wave2")},
		{"one_on_back", world{}, func(d *desk) { d.find("wave2-shop-01").Keys("S") }},
		{"one_on_send", world{}, func(d *desk) { d.find("wave2-shop-01").Keys("S", "tab") }},
		{"mixture", world{}, mark("status:config")},
		{"mixture_scrolled", world{}, mark("status:config", "down", "down", "down", "down", "down", "down", "down", "down")},
		{"mixture_wide", world{size: [2]int{160, 45}}, mark("status:config")},
		{"mixture_small", world{size: [2]int{60, 15}}, mark("status:config")},
		{"hidden_first", world{}, func(d *desk) { d.Keys("/").Type("wave2").Keys("enter", "*", "/").Type(" -02").Keys("enter", "S") }},
		{"yearly_alone", world{}, func(d *desk) { d.find("reports-yearly").Keys("S") }},
		{"yearly_among_many", world{}, mark("wave2|yearly")},
		{"left_out", world{}, mark("wave2", "down", "space")},
		{"wrong_number", world{}, func(d *desk) { mark("wave2")(d); d.Type("4").Keys("enter") }},
		{"wrong_name", world{}, func(d *desk) { d.find("reports-yearly").Keys("S").Type("reports-yearli").Keys("enter") }},
		{"at_a_time", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("+48m").Keys("enter") }},
		{"time_being_typed", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("sat 02:00") }},
		{"choose_when", world{}, mark("wave2", "tab", "tab")},
		{"bad_time", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("soon") }},
		{"past_time", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("2026-03-14 03:00Z") }},
		{"too_soon", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("+2m") }},
		{"tomorrow", world{}, func(d *desk) { mark("wave2", "tab", "tab", "l")(d); d.Type("03:00Z") }},
		{"checks_being_read", world{setUp: slowChecks}, mark("wave2")},
		{"check_unreadable", world{setUp: func(s *sim.Sim) { s.Script(only("V3BatchCheckResults", "403")) }}, mark("wave2")},
		{"states_unreadable", world{setUp: func(s *sim.Sim) { s.Script(only("V3BatchListJobStatus", "403")) }}, mark("wave2")},
		{"billing_unknown", world{}, func(d *desk) { d.find("catalog-mongo-02").Keys("S") }},
		{"dual_active", world{}, mark("orders-dr")},
		{"none_goes", world{}, mark("orders-prod")},
		{"changed_meanwhile", world{}, func(d *desk) {
			d.sim.Set(d.sim.ID("wave2-shop-02"), "PAUSING")
			mark("wave2")(d)
		}},
		{"body", world{}, mark("wave2", "b")},
		{"curl", world{}, mark("wave2", "$")},
		{"production", world{place: production()}, mark("wave2")},
		{"production_yearly", world{place: production()}, func(d *desk) { d.find("reports-yearly").Keys("S") }},
		{"production_all", world{place: production()}, mark("status:config")},
		{"ascii", world{look: ascii()}, mark("status:config")},
	})
}

func TestReportPictures(t *testing.T) {
	send := func(d *desk) *desk { return d.Keys("/").Type("wave2").Keys("enter", "*", "S").Type("3").Keys("enter") }
	starts := func(fault string) world {
		return world{moving: true, setUp: func(s *sim.Sim) { s.Script(only("V3BatchStartJobs", fault)) }}
	}
	draw(t, []picture{
		{"accepted", world{}, func(d *desk) { send(d).Sees("accepted 3") }},
		{"sending", starts("slow:9s"), func(d *desk) { send(d).Sees("sent 0") }},
		{"over", world{moving: true}, func(d *desk) { send(d).Sees("The run is over") }},
		{"refused", starts("fail:DRS.M00304"), func(d *desk) { send(d).Sees("refused 1") }},
		{"all_refused", starts("403"), func(d *desk) { send(d).Sees("refused 3") }},
		{"unknown", starts("reset-after,missing:3"), func(d *desk) { send(d).Sees("unknown 3") }},
		{"not_named", starts("missing:1"), func(d *desk) { send(d).Sees("unknown 1") }},
		{"only_refused_and_unknown", starts("fail:DRS.M00304"), func(d *desk) { send(d).Sees("refused 1").Keys("f") }},
		{"not_sent", starts("401"), func(d *desk) { send(d).Sees("not sent 3") }},
		{"throttled", starts("429:2s"), func(d *desk) { send(d).Wait(time.Minute) }},
		{"garbage", starts("garbage"), func(d *desk) { send(d).Sees("refused 3") }},
		{"absent", starts("hang-before"), func(d *desk) { send(d).Wait(6 * time.Minute) }},
		{"asks_to_stop", world{moving: true}, func(d *desk) {
			d.sim.Script(only("V3BatchStartJobs", "slow:30s"))
			send(d).Keys("x")
		}},
		{"at_a_time", world{}, func(d *desk) {
			d.find("wave2-shop-01").Keys("S", "tab", "tab", "l").Type("+48m").Keys("enter", "tab", "enter")
		}},
		{"left_out", world{}, func(d *desk) { d.Keys("/").Type("status:config").Keys("enter", "*", "S").Type("start 8").Keys("enter") }},
		{"after_leaving", world{moving: true}, func(d *desk) {
			send(d).Sees("accepted 3").Keys("esc").Wait(20 * time.Second)
			d.until("the end of the run", func() bool { return len(d.app.runs) == 0 })
		}},
		{"small", world{size: [2]int{60, 15}, moving: true, setUp: starts("missing:1").setUp}, func(d *desk) { send(d).Sees("unknown 1") }},
		{"production", world{place: production()}, func(d *desk) { send(d).Sees("accepted 3") }},
		{"ascii", world{look: ascii(), setUp: starts("fail:DRS.M00304").setUp}, func(d *desk) { send(d).Sees("refused 1") }},
	})
}
