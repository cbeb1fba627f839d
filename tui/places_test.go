package tui

import (
	"os"
	"strconv"
	"time"

	"drover/client/sim"
)

// place is a screen somebody may be on.
type place struct {
	name  string
	reach func(d *desk)
}

// everywhere is every screen, and those after something was sent.
func everywhere() []place { return some(append(places(), sent()...)) }

// some is all of them, or with DROVER_PLACES each n-th: a law that holds
// everywhere is proven without the race detector, which looks for other things
// and takes ten times as long.
func some(all []place) []place {
	n, err := strconv.Atoi(os.Getenv("DROVER_PLACES"))
	if err != nil || n < 2 {
		return all
	}
	var out []place
	for i := 0; i < len(all); i += n {
		out = append(out, all[i])
	}
	return out
}

// places is every screen, and every state of it that takes other keys.
func places() []place {
	mark := func(d *desk) { d.Keys("/").Type("wave2").Keys("enter", "*", "S").Sees("Type 3") }
	return []place{
		{"list", func(*desk) {}},
		{"filtered list", func(d *desk) { d.Keys("/").Type("status:config").Keys("enter") }},
		{"filter line", func(d *desk) { d.Keys("/").Type("wave") }},
		{"marked list", func(d *desk) { d.Keys("*") }},
		{"list not live", func(d *desk) { d.sim.Script(always("401")); d.Keys("r").Sees("NOT LIVE") }},
		{"log in again", func(d *desk) { d.sim.Script(always("401")); d.Keys("r").Sees("NOT LIVE").Keys("r").Sees("Token") }},
		{"profiles", func(d *desk) { d.Keys("p") }},
		{"empty list", func(d *desk) { d.Keys("/").Type("nothing of that name").Keys("enter") }},
		{"gone row", func(d *desk) {
			d.find("events-kafka-01").Keys("/", "ctrl+u").Type("status:incr").Keys("enter")
			d.sim.Set(d.sim.ID("events-kafka-01"), "PAUSING")
			d.Keys("r").Sees("does not match")
		}},
		{"quick filters", func(d *desk) { d.Keys("f") }},
		{"sort menu", func(d *desk) { d.Keys("s") }},
		{"columns", func(d *desk) { d.Keys(",") }},
		{"range", func(d *desk) { d.Keys("v", "j") }},
		{"name for a filter", func(d *desk) { d.Keys("/").Type("wave").Keys("enter", "f", "+").Type("x") }},
		{"copy menu", func(d *desk) { d.Keys("y") }},
		{"watch menu", func(d *desk) { d.Keys("w") }},
		{"watch of lag", func(d *desk) { d.Keys("w", "t") }},
		{"watches", func(d *desk) { d.Keys("w", "f", "w", "x") }},
		{"file's format", func(d *desk) { d.Keys("O") }},
		{"file's name", func(d *desk) { d.Keys("O", "tab") }},
		{"file is there", func(d *desk) {
			d.Keys("O", "tab", "enter").Sees("wrote").Keys("O", "tab", "enter").Sees("is there already")
		}},
		{"file against a job", func(d *desk) { d.find("orders-prod-sync-02").Keys("I") }},
		{"job beside a file", func(d *desk) { d.besideFile() }},
		{"values of a file", func(d *desk) { d.besideFile().Keys("enter") }},
		{"what a file took", func(d *desk) { d.besideFile().Keys("*", "ctrl+r").Sees("description") }},
		{"words in the palette", func(d *desk) { d.Keys(":").Type("sort lag") }},
		{"compact", func(d *desk) { d.Keys("z") }},
		{"help", func(d *desk) { d.Keys("?") }},
		{"commands", func(d *desk) { d.Keys(":") }},
		{"leave", func(d *desk) { d.Keys("q") }},
		{"job", func(d *desk) { d.find("wave2-shop-01").Keys("enter") }},
		{"running job", func(d *desk) { d.find("orders-prod-sync-02").Keys("enter") }},
		{"raw", func(d *desk) { d.find("wave2-shop-01").Keys("enter", "7") }},
		{"raw search", func(d *desk) { d.find("wave2-shop-01").Keys("enter", "7", "/").Type("na") }},
		{"run", func(d *desk) { d.find("orders-prod-sync-02").Keys("enter", "2") }},
		{"run objects", func(d *desk) { d.find("billing-ora-01").Keys("enter", "2", "l").Sees(" of ") }},
		{"run objects search", func(d *desk) { d.find("billing-ora-01").Keys("enter", "2", "l", "/").Type("na") }},
		{"run log", func(d *desk) { d.find("orders-prod-sync-01").Keys("enter", "2", "h", "h").Sees(" of ") }},
		{"run whole row", func(d *desk) { d.find("orders-prod-sync-01").Keys("enter", "2", "l", "l", "enter") }},
		{"check", func(d *desk) { d.find("wave2-shop-01").Keys("enter", "8") }},
		{"failed check", func(d *desk) { d.find("catalog-mongo-01").Keys("c").Sees("oplog is off") }},
		{"check item", func(d *desk) { d.find("catalog-mongo-02").Keys("c", "j", "enter").Sees("to mend") }},
		{"checks of many", func(d *desk) { d.Keys("/").Type("catalog").Keys("enter", "*", "c").Sees("FIRST TO MEND") }},
		{"checks side by side", func(d *desk) { d.Keys("/").Type("catalog").Keys("enter", "*", "c", "tab").Sees("ITEM") }},
		{"review of a check", func(d *desk) { d.find("catalog-mongo-01").Keys("c", "K").Sees("pre-check 1 job") }},
		{"connection test", func(d *desk) { d.find("wave2-shop-01").Keys("T").Sees("password of") }},
		{"connection test on Send", func(d *desk) {
			d.find("wave2-shop-01").Keys("T").Sees("password of").Keys("enter", "enter", "down")
		}},
		{"preview", func(d *desk) { d.Size(160, 45).find("wave2-shop-01").Keys("tab").Size(160, 45) }},
		{"preview search", func(d *desk) { d.Size(160, 45).find("wave2-shop-01").Keys("7", "tab", "/").Type("na") }},
		{"errors", func(d *desk) {
			d.sim.Script(always("403"))
			d.Keys("r").Sees("may not do that").Keys("!").Sees("not answered since")
		}},
		{"requests", func(d *desk) { d.Keys("!").Sees("GET v5 jobs") }},
		{"requests filter", func(d *desk) { d.Keys("!", "/").Type("prog") }},
		{"journal", func(d *desk) { d.Keys("!", "3") }},
		{"messages", func(d *desk) { d.Keys("u", "!", "4") }},
		{"request", func(d *desk) { d.Keys("!", "enter").Sees("X-Auth-Token") }},
		{"request search", func(d *desk) { d.Keys("!", "enter", "/").Type("na") }},
		{"copy menu", func(d *desk) { d.Keys("!", "y") }},
		{"review of one, on Back", func(d *desk) { d.find("wave2-shop-01").Keys("S") }},
		{"review of one, on Send", func(d *desk) { d.find("wave2-shop-01").Keys("S", "tab") }},
		{"review of one, on when", func(d *desk) { d.find("wave2-shop-01").Keys("S", "tab", "tab") }},
		{"review of three", mark},
		{"review of three, number typed", func(d *desk) { mark(d); d.Type("3") }},
		{"review of three, on Send", func(d *desk) { mark(d); d.Type("3").Keys("tab") }},
		{"review of an order, name typed", func(d *desk) { d.find("reports-yearly").Keys("S").Type("reports-yearly") }},
		{"review at a time", func(d *desk) { mark(d); d.Keys("tab", "tab", "l").Type("+48m") }},
		{"body", func(d *desk) { mark(d); d.Keys("b") }},
		{"curl", func(d *desk) { mark(d); d.Keys("$") }},
		{"every action", func(d *desk) { d.find("orders-prod-sync-02").Keys("x") }},
		{"every action on marks", func(d *desk) { d.Keys("*", "x") }},
		{"every action on a page", func(d *desk) { d.find("orders-prod-sync-01").Keys("enter", "x") }},
		{"end or delete", func(d *desk) { d.Keys("/").Type("hr-payroll").Keys("enter", "*", "D") }},
		{"end of one", func(d *desk) { d.find("orders-prod-sync-02").Keys("D") }},
		{"end of one, name typed", func(d *desk) { d.find("orders-prod-sync-02").Keys("D").Type("orders-prod-sync-02") }},
		{"end of one, on its button", func(d *desk) { d.find("orders-prod-sync-02").Keys("D", "tab") }},
		{"end of many, word typed", func(d *desk) { verbs("orders-prod", "e")(d); d.Type("end 3") }},
		{"delete", func(d *desk) { d.find("hr-payroll").Keys("D") }},
		{"reset", func(d *desk) { d.find("orders-prod-sync-01").Keys("x", "b") }},
		{"pre-check", func(d *desk) { d.find("wave2-shop-01").Keys("x", "c") }},
		{"pause, on what", func(d *desk) { d.find("orders-prod-sync-02").Keys("P", "tab", "tab") }},
		{"pause of many", func(d *desk) { verbs("orders-prod", "p")(d) }},
		{"help over a review", func(d *desk) { d.find("wave2-shop-01").Keys("S", "?") }},
	}
}

// sent is the places that come after a start: with them the service has
// applied one.
func sent() []place {
	lost := func(d *desk) {
		d.sim.Script(only("V3BatchStartJobs", "reset-after"))
		d.start("wave2-shop-01").Sees("unknown 1")
	}
	return []place{
		{"report", func(d *desk) { d.start("wave2-shop-01").Sees("accepted 1") }},
		{"report of an unknown", lost},
		{"report while it sends", func(d *desk) {
			d.sim.Script(only("V3BatchStartJobs", "slow:9s"))
			d.start("wave2-shop-01").Sees("no answer yet").Wait(time.Second)
		}},
		{"list with an unresolved", func(d *desk) { lost(d); d.Keys("esc") }},
		{"journal with an unresolved", func(d *desk) { lost(d); d.Keys("!") }},
		{"leave with an unresolved", func(d *desk) { lost(d); d.Keys("esc", "q") }},
	}
}

// slowly lets reads take their time, so that keys meet what is not there yet.
func slowly(s *sim.Sim) {
	s.Script(func(op string, _ int) string {
		if op == "V3BatchStartJobs" {
			return ""
		}
		return "slow:300ms"
	})
}
