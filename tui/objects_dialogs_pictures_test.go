package tui

import (
	"strings"
	"testing"
	"time"

	"drover/model/objects"
)

func TestObjectDialogPictures(t *testing.T) {
	at := func(d *desk, job string, path ...string) *objectsPage {
		s := d.mapsObjects(job)
		d.onObject(s, path...)
		return s
	}
	table := func(d *desk) *objectsPage { return at(d, "wave2-shop-01", "wave2_00", "audit_log_0015") }
	hits := func(d *desk) {
		d.mapsObjects("wave2-shop-01")
		d.Keys("/").Type("customers").Keys("enter", "j")
	}
	columns := func(d *desk) {
		table(d)
		d.Keys("c").Wait(5*time.Second).Keys("j", "space", "n").Type("region").Keys("enter")
	}
	var all []picture
	for _, p := range [][]picture{
		inTwoSizes("name", func(d *desk) { table(d); d.Keys("n").Type("audit_15") }),
		inTwoSizes("name_wrong", func(d *desk) { table(d); d.Keys("n").Type("a.b").Keys("enter") }),
		{{"name_of_a_schema", world{}, func(d *desk) {
			s := d.mapsObjects("billing-ora-03")
			n, _ := s.state().Tree().Find(objects.Path{Database: "ORCL", Schema: "BILLING_01"})
			s.goTo(n)
			d.Keys("n")
		}}},
		inThreeSizes("rule", func(d *desk) { hits(d); d.Keys("m").Type(`(cust)omers_(\d+)`).Keys("tab").Type("${1}_$2") }),
		inThreeSizes("rule_begun", func(d *desk) { hits(d); d.Keys("m") }),
		inThreeSizes("rule_wrong", func(d *desk) { hits(d); d.Keys("m").Type(`customers_(\d+`) }),
		inThreeSizes("rule_against", func(d *desk) {
			hits(d)
			d.Keys("m").Type("customers_*0*").Keys("tab").Type("same")
		}),
		inTwoSizes("where", func(d *desk) { table(d); d.Keys("w").Type("created_at >= '2025-01-01' and region_id in (1, 2)") }),
		inTwoSizes("where_long", func(d *desk) {
			table(d)
			d.Keys("w").Type(strings.Repeat("id <> 7 and ", 14)+"(note").Keys("up", "up")
		}),
		inTwoSizes("where_taken", func(d *desk) { table(d); d.Keys("w").Type("id > 7").Keys("ctrl+t").Wait(5 * time.Second) }),
		inTwoSizes("where_refused", func(d *desk) { table(d); d.Keys("w").Type("nowhere > 7").Keys("ctrl+t").Wait(5 * time.Second) }),
		inTwoSizes("where_hits", func(d *desk) { hits(d); d.Keys("w").Type("id > 7").Keys("tab", "space", "enter") }),
		inThreeSizes("columns", columns),
		inThreeSizes("columns_reading", func(d *desk) { table(d); d.Fast("c") }),
		inThreeSizes("columns_added", func(d *desk) {
			columns(d)
			d.Keys("+").Type("src_id").Keys("tab", "tab", "tab").Type("7").Keys("ctrl+r", "G")
		}),
		inTwoSizes("added", func(d *desk) { table(d); d.Keys("+").Type("src_id").Keys("tab", "tab", "tab").Type("x").Keys("ctrl+r") }),
		inTwoSizes("lookup", func(d *desk) {
			table(d)
			d.Keys("o").Wait(5*time.Second).Keys("space", "tab").Type("orders.id = audit_log.id")
		}),
		inTwoSizes("alias", func(d *desk) { d.elsewhere("wave2-shop-01", oneToMany); table(d); d.Keys("b").Type("archive") }),
		inTwoSizes("root", func(d *desk) { d.mapsObjects("billing-ora-03"); d.Keys("T", "ctrl+u").Type("mydb") }),
		inTwoSizes("root_missing", func(d *desk) { d.mapsObjects("billing-ora-03"); d.Keys("T", "ctrl+u", "ctrl+r") }),
	} {
		all = append(all, p...)
	}
	draw(t, append(all,
		picture{"rule_ascii", world{look: ascii()}, func(d *desk) { hits(d); d.Keys("m").Type(`customers_*`).Keys("tab").Type("same") }},
	))
}

// inTwoSizes leaves out the wide one: a dialog looks there as it does at 80×24.
func inTwoSizes(name string, story func(d *desk)) []picture {
	return []picture{inThreeSizes(name, story)[0], inThreeSizes(name, story)[2]}
}
