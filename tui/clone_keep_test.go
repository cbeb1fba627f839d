package tui

import (
	"strings"
	"testing"
	"time"

	"drover/model"
)

// What somebody describes of a copy is there again after a death, also what stands in a
// form that is still open; what was sent, or is not wanted, leaves nothing.
func TestACopyThatIsDescribedIsNotLost(t *testing.T) {
	for name, c := range map[string]struct {
		w     world
		job   string
		keys  []string // into a form of the values, and a change there
		shown string   // of the change, on the page
	}{
		"files":     {world{files: true, moving: true, size: [2]int{100, 34}}, "finance-to-sharepoint", []string{"e", "l"}, "sync › copy"},
		"databases": {world{moving: true, size: [2]int{100, 34}}, "orders-prod-sync-02", []string{"e", "p", "space"}, "1 value; e changes them"},
	} {
		t.Run(name, func(t *testing.T) {
			tell(t, c.w, func(d *desk) {
				d.clones(c.job).Sees("0 errors").Keys("up").Type("ZZ").Keys("enter").Keys(c.keys...).Sees("values of the copy").Wait(2 * time.Second)
				for _, screen := range d.app.stack { // before the orderly end of this one writes it
					if page, ok := screen.(*clone); ok && (page.keep.kept == "" || page.keep.kept != page.keepPrint(page.wanted())) {
						t.Error("it is not on the disk a moment after it was typed")
					}
				}
				d = d.again()
				defer d.quit()
				d.Sees("1 copy rests").find(c.job).Keys("C").Sees("nothing of it was sent yet").Keys("g").Wait(2*time.Second).Sees("ZZ", c.shown, "0 errors")
				if k, err := d.app.env.client.Copyings(); err != nil || len(k) != 1 || !k[0].Busy || !k[0].Described {
					t.Fatalf("%+v, %v", k, err)
				}
				d.Keys("tab", "enter").Wait(time.Minute).Sees("Every step is done")
				if k, err := d.app.env.client.Copyings(); err != nil || len(k) != 0 {
					t.Errorf("what was sent is kept: %+v, %v", k, err)
				}
			})
		})
	}
}

func TestACopyThatIsNotWantedLeavesNothing(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 34}}, func(d *desk) {
		kept := func() int {
			k, err := d.app.env.client.Copyings()
			if err != nil {
				t.Fatal(err)
			}
			return len(k)
		}
		d.clones("hr-archive").Sees("0 errors").Wait(2 * time.Second)
		if kept() != 0 {
			t.Error("a page that nobody typed on is kept")
		}
		d.Keys("up").Type("ZZ").Keys("enter").Wait(2 * time.Second)
		if kept() != 1 {
			t.Error("what was typed is not kept")
		}
		if d.Keys("esc").Sees("esc again drops").Keys("esc"); kept() != 0 {
			t.Error("what was dropped is kept")
		}
	})
}

// A save that is on its way when the copy is sent comes too late.
func TestASentCopyIsNotKeptAgain(t *testing.T) {
	tell(t, world{files: true, moving: true}, func(d *desk) {
		d.clones("hr-archive").Sees("0 errors").Keys("up").Type("ZZ").Keys("enter").Wait(2 * time.Second)
		page := d.app.top().(*clone)
		late := page.keep.id
		cl, wanted := d.app.env.client, page.wanted()
		d.Keys("tab", "enter").Wait(time.Minute)
		if err := cl.KeepCopy(late, wanted); err != nil {
			t.Fatal(err)
		}
		if k, err := cl.Copyings(); err != nil || len(k) != 0 {
			t.Errorf("%+v, %v", k, err)
		}
		if _, err := cl.KeptCopy(late); err == nil {
			t.Error("it can be described still")
		}
		if named := d.sim.TransfersNamed(strings.TrimSpace(wanted.Name)); len(named) != 1 || wanted.Fate != model.FateStays {
			t.Errorf("made %v", named)
		}
	})
}
