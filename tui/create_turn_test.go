package tui

import (
	"testing"
	"time"

	"drover/model"
)

// What an option takes with it that is only passed comes back with the next one
// that leaves it legal, also where somebody has looked elsewhere in between.
func TestWhatAPassedOptionDroppedComesBack(t *testing.T) {
	port := model.FieldKey("source_endpoint[0].endpoint.db_port")
	for _, c := range []struct {
		what    string
		between []string
	}{
		{"turned on at once", nil},
		{"after a look at the steps", []string{"esc", "enter"}},
		{"after a look at another field", []string{"down", "up"}},
		{"after a look at another step", []string{"pgdown", "pgup"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				f := filled().Put(model.KeyScenario, "migration").Put(model.KeyTopology, "").Put(port, "1521")
				f.Step = model.StepLink
				page, _ := d.creates(f)
				d.Wait(time.Second)
				page.sheet.Focus(model.KeyEngine)
				turn := func() {
					page.sheet.Focus(model.KeyEngine)
					d.Keys("l").Keys(c.between...)
				}
				for n := 0; page.draft.Has(port); n++ {
					if turn(); n == 20 {
						t.Fatal("no link drops the port")
					}
				}
				if d.Sees("! dropped: "); len(page.dropped) == 0 {
					t.Error("nothing tells of it")
				}
				for n := 0; page.draft.Get(model.KeyEngine) != "mysql-to-mysql"; n++ {
					if turn(); n == 20 {
						t.Fatal("the link does not come around")
					}
				}
				if got := page.draft.Get(port); got != "1521" {
					t.Errorf("the port is %q", got)
				}
				if d.Keys("u"); len(page.past) > 0 || page.draft.Get(port) != "1521" {
					t.Errorf("one change left %d to be taken back", len(page.past))
				}
			})
		})
	}
}

// A start is read against the service's clock and the user's zone.
func TestAStartIsReadByTheServicesClock(t *testing.T) {
	for _, c := range []struct {
		typed, millis string
		wrong         bool
	}{
		{typed: "04:00", millis: "1773518400000"},
		{typed: "+48m", millis: "1773460800000"},
		{typed: "12:00+08", millis: "1773460800000"},
		{typed: "sun 04:00", millis: "1773518400000"},
		{typed: "2020-01-01T04:00Z", wrong: true},
		{typed: "+2m", wrong: true},
	} {
		t.Run(c.typed, func(t *testing.T) {
			tell(t, world{}, func(d *desk) {
				f := filled()
				f.Step = model.StepOptions
				page, _ := d.creates(f)
				page.sheet.Focus(model.KeyStartAt)
				d.Type(c.typed).Keys("tab")
				field, _, _ := page.form.Field(model.KeyStartAt)
				if got := page.draft.Get(model.KeyStartTime); !c.wrong && got != c.millis {
					t.Errorf("it is %q", got)
				}
				if (field.Wrong != "") != c.wrong {
					t.Errorf("it says %q", field.Wrong)
				}
			})
		})
	}
}

// Sizes that were read for another link judge nothing, and none is dropped for
// them.
func TestSizesOfAnotherLinkJudgeNothing(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		f := filled()
		f.Step = model.StepInstance
		page, _ := d.creates(f)
		d.Wait(2 * time.Second)
		if page.offer.Sizes == nil {
			t.Fatal("no sizes were read")
		}
		page.offer.Sizes = []model.NodeSize{{Code: "micro"}}
		if o := page.offerFor(page.draft.Put(model.KeyEngine, "postgresql-to-postgresql")); o.Sizes != nil || o.Zones != nil {
			t.Errorf("%v and %v are offered for another link", o.Sizes, o.Zones)
		}
		if o := page.offerFor(page.draft); len(o.Sizes) != 1 {
			t.Errorf("%v are offered for this one", o.Sizes)
		}
	})
}
