package tui

import (
	"strings"
	"testing"
	"time"

	"drover/model"
)

// copy sends a clone, as its own screen would, and opens the report.
func (d *desk) copy(name, as string) *desk {
	d.Helper()
	d.find(name)
	job, _, _ := d.app.env.listed(model.NewJobID(d.sim.ID(name)))
	wish := model.Wish{Verb: model.Clone, Clone: model.CloneAs{Name: as}}
	plan := model.NewPlan(d.client.NewIntent(), d.client.Capabilities(), wish, []model.Pick{{Job: job, Detail: &model.Detail{Job: job}}})
	run, err := d.client.Apply(d.Context(), plan)
	if err != nil {
		d.Fatal(err)
	}
	d.do(d.app.own(run))
	d.do(d.app.follow(push(newReport(d.app.env, run))))
	return d
}

// TestACopyIsNotTheJobItIsOf: the report shows no state before there is one, the
// list leaves the job that is copied alone, the journal names the copy.
func TestACopyIsNotTheJobItIsOf(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("CopyJob", "slow:4s"))
		d.copy("orders-prod-sync-02", "orders-copy-1").Wait(2*time.Second).Sees("sent", "orders-copy-1", "no answer yet")
		if l := d.Line("orders-copy-1"); !strings.HasSuffix(l, " -") {
			t.Errorf("what is not made yet has a state: %q", l)
		}
		d.Sees("accepted 1").Sees("configuration").Keys("S").Sees("nothing was refused")
		if l := d.Line("orders-copy-1"); !strings.Contains(l, "configuration") {
			t.Errorf("the copy is not shown: %q", l)
		}
		d.Keys("esc")
		if l := d.Line("mysql>mysql"); !strings.Contains(l, "incr running") {
			t.Errorf("what was copied is shown as %q", l)
		}
		d.Keys("!", "3").Sees("clone", "orders-copy-1", "made ")
	})
}

// TestSOfSeveralKindsIsGrey: what is looked for at the start may be of several
// verbs, and none of them is guessed.
func TestSOfSeveralKindsIsGrey(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		lost := func(d *desk) {
			d.sim.Script(func(op string, _ int) string {
				switch op {
				case "BatchExecuteJobActions", "BatchStopJobsAction":
					return "hang-before"
				}
				return ""
			})
		}
		lost(d)
		d.find("orders-prod-sync-02").Keys("P", "tab", "enter").Keys("esc")
		d.find("orders-prod-sync-03").Keys("D").Type("orders-prod-sync-03").Keys("enter")
		d.until("both unresolved", func() bool { return len(d.client.Unresolved()) == 2 }, 5*time.Minute)
		next := d.again()
		defer next.quit()
		next.until("the search", func() bool { return len(next.client.Runs()) == 1 })
		next.until("its end", func() bool { return len(next.app.runs) == 0 }, 10*time.Minute)
		next.Sees("of the earlier writes: 2 absent")
		next.do(next.app.follow(push(newReport(next.app.env, next.client.Runs()[0]))))
		next.Sees("of several kinds", "until the last look it went on running").Keys("S").Sees("they were of several kinds")
	})
}
