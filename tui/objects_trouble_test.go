package tui

import (
	"strings"
	"testing"
	"time"

	"drover/client"
)

// What a reading brought stays when the next one fails, and so does what was changed.
func TestAFailedReadingOfObjectsTakesNothingAway(t *testing.T) {
	for fault, sees := range map[string]string{"429:2s": "", "reset-before": "", "html": "", "500": "", "403": ""} {
		tell(t, world{moving: true}, func(d *desk) {
			d.objectsOf("orders-prod-sync-02")
			d.Keys("l", "j", "space").Sees("1 change ")
			d.sim.Script(func(op string, _ int) string {
				if strings.Contains(op, "Collect") || strings.Contains(op, "Collection") {
					return fault
				}
				return ""
			})
			d.Keys("r").Wait(3*time.Minute).Sees("! the source was not read", "1 change ", "audit_log_0007", "Nothing was being changed.", sees)
			d.sim.Script(nil)
			d.Keys("r").Wait(time.Minute).Sees("listed 03:1", "1 change ").Misses("was not read")
		})
	}
}

// Without what the job holds there is nothing to change; r reads it again.
func TestWithoutTheJobsDocumentNothingIsChanged(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.sim.Script(always("403"))
		d.Keys("e", "o").Wait(time.Minute).Sees("Nothing was being changed.").Keys("space", "*", "i").Sees("what the job holds was not read yet").Keys("ctrl+r").savesNothing("a page without a document")
		d.sim.Script(nil)
		d.Keys("r").Wait(time.Minute).Sees("2 016 of 2 073   0 changes   0 errors")
	})
}

func TestTheLoginEndsOverTheObjects(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("l", "j", "space").Sees("1 change ")
		d.sim.Script(always("401"))
		d.Keys("r").Wait(time.Minute).Sees("1 change ", "log in again")
		d.sim.Script(nil)
		d.Keys("r").Sees("log in to", "the token has ended").Type("sim-token").Keys("enter").Wait(time.Minute).Sees("listed 03:1", "1 change ", "~ [ ] audit_log_0007")
	})
}

// A read-only session looks, and says why nothing goes.
func TestObjectsAreReadOnly(t *testing.T) {
	tell(t, world{moving: true, place: client.Place{Demo: true, ReadOnly: true, Region: "cn-north-4", Service: "DRS"}}, func(d *desk) {
		d.find("wave2-shop-01").Keys("enter", "4").Sees("2 016 of 2 073", "cannot be sent now: this session is read-only").Keys("l", "j", "space").Sees("1 change ").Keys("ctrl+r").Sees("read-only").savesNothing("a read-only session")
	})
}

// One database holds more than is listed with the others: unfolding reads it alone.
func TestALargeDatabaseIsReadAlone(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-02")
		d.Sees("not listed").Keys("l").Wait(time.Minute).Sees("[x]").Misses("not listed")
	})
}

// A collection that the service itself gives up is told as it says it, and what was
// read before stays.
func TestAFailedCollectionIsTold(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.objectsOf("orders-prod-sync-02")
		d.Keys("l", "j", "space").Sees("1 change ")
		d.sim.Script(only("ShowDbObjectCollectionStatus", "fail:"+s.job.ID.Raw()))
		d.Keys("r").Wait(3*time.Minute).Sees("! the source was not read", "1 change ", "audit_log_0007")
		d.sim.Script(nil)
		d.Keys("r").Wait(time.Minute).Sees("listed 03:1", "1 change ")
	})
}
