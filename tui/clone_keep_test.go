package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"drover/client"
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
				d.Sees("1 copy described", "1 copy is described and not sent; C goes on").Misses("copy rests").find(c.job).Sees("C goes on: a copy is described").Keys("C").Sees("nothing of it was sent yet").Keys("g").Wait(2*time.Second).Sees("ZZ", c.shown, "0 errors")
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

// The schedule that a copy was given is there again after a death, and after a refusal:
// that the original has the mode auto as well does not make it none.
func TestAScheduleThatIsDescribedIsNotLost(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 40}}, func(d *desk) {
		stands := func() {
			d.Helper()
			d.Sees("set the copy's schedule (auto, every 1h, weekends)", "2 values", "0 errors")
		}
		d.clones("finance-to-sharepoint").Keys("e")
		d.turns("schedule", model.KeyScheduleMode, model.ScheduleAuto).to("days").Keys("l", "l", "space").Sees("[x] weekends").Keys("ctrl+r", "down").
			Sees("the original").Keys("l").Sees("take it off its schedule").Wait(2 * time.Second)
		stands()
		d = d.again()
		defer d.quit()
		d.find("finance-to-sharepoint").Keys("C", "g").Wait(2 * time.Second)
		stands()
		d.Keys("r").Wait(2 * time.Second)
		stands()
		d.sim.Script(only("cloneJob", "400"))
		d.Keys("tab", "enter").Wait(time.Minute).Sees("it rests", "e change it").Keys("e").Wait(time.Second)
		stands()
	})
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
		d.Keys("C").Sees("clone hr-archive").Misses("go on with the copy", "ZZ")
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

// What another drover describes, or what is gone meanwhile, is no empty copy of that name.
func TestADescriptionThatIsNotThereIsNotSent(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 34}}, func(d *desk) {
		id := model.NewJobID(d.sim.TransferID("hr-archive"))
		kept := client.CopyKept{ID: d.app.env.client.NewIntent(), Original: id, OriginalName: "hr-archive", CopyName: "hr-archive-2", Described: true}
		d.do(d.app.follow(push(openCopying(d.app.env, kept))))
		d.Wait(time.Second).Sees("clone hr-archive", "could not be read")
		d.Keys("tab", "enter").Wait(time.Second).Sees("C begins anew")
		if got := d.deeds(); len(got) > 0 {
			t.Errorf("the service did %v", got)
		}
	})
}

// The filter is marked as changed like any other value, and u takes that back.
func TestAFilterIsMarkedAndUndone(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 40}}, func(d *desk) {
		d.clones("finance-to-sharepoint").Keys("e").to("filter").Keys("ctrl+u").Type("tmp, exe").Keys("enter").
			Sees("was tmp, bak, pst", "1 change")
		d.to("filter").Keys("esc", "u").Misses("was tmp, bak, pst").Sees("0 changes", "tmp, bak, pst")
	})
}

// A record that cannot be read is named where it lies: no row leads to it.
func TestADamagedRecordIsNamed(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{120, 30}}, func(d *desk) {
		list := d.app.stack[0].(*jobsScreen)
		list.copyings.have, list.copyings.value = true, []client.CopyKept{{ID: "x", Err: errors.New("half of it"), Why: "half of it", File: "/state/copies/x.json"}}
		if got := list.copyingStands(); !strings.Contains(got, "cannot be read") || !strings.Contains(got, "/state/copies/x.json") {
			t.Error(got)
		}
		d.Keys(":").Type("record of a copy").Sees("the record of a copy that cannot be read").Keys("enter").Sees("It cannot be read: half of it.", "f moves it aside")
	})
}

// The page of what lies on the disk is read anew: another drover may have finished it.
func TestWhatLiesOnTheDiskIsReadAnew(t *testing.T) {
	tell(t, world{files: true, moving: true, size: [2]int{100, 34}}, func(d *desk) {
		d.sim.Script(only("cloneJob", "400"))
		d.clones("hr-archive").Sees("0 errors").Keys("tab", "enter").Wait(time.Minute).Sees("it rests")
		d = d.again()
		defer d.quit()
		d.find("hr-archive").Keys("C", "g").Sees("as the disk has it", "make the copy")
		kept, err := d.app.env.client.Copyings()
		if err != nil || len(kept) != 1 {
			t.Fatal(kept, err)
		}
		d.Keys("r").Wait(time.Second).Sees("make the copy")
		if err := d.app.env.client.DropCopying(kept[0].ID); err != nil {
			t.Fatal(err)
		}
		d.Keys("r").Wait(time.Second).Sees("It is on the disk no more").Keys("S").Sees("it is on the disk no more")
	})
}
