package tui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// TestFailedRefreshTakesNothingAway: rows, cursor and marks stay whatever goes
// wrong with a reading, and the reason stands below them.
func TestFailedRefreshTakesNothingAway(t *testing.T) {
	faults := []string{
		"401", "403", "403:DRS.M00100", "400", "429:2s", "500", "502", "503", "504", "reset-before", "reset-after", "cut",
		"html", "empty", "deep", "garbage", "redirect", "hang-before", "huge:gzip",
	}
	for _, f := range faults {
		t.Run(f, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				d.Keys("/").Type("wave").Keys("enter", "j", "space", "space")
				rows, marks, cursor := d.names(), d.jobs().table.Marks(), d.cursor()
				d.sim.Script(always(f))
				d.press("r").until("the failure", func() bool { return d.jobs().read.err != nil }, 5*time.Minute)
				d.Sees("── ×", "Nothing was being changed")
				if got := d.names(); !slices.Equal(got, rows) {
					t.Errorf("the rows were\n%v and are\n%v", rows, got)
				}
				if d.jobs().table.Marks() != marks || d.cursor() != cursor {
					t.Errorf("cursor and marks have moved:\n%s", d.Screen())
				}
				d.sim.Script(nil)
				if d.press("r"); d.app.env.ended != nil { // only somebody who logs in reads on
					d.Sees("Token (X-Auth-Token)").Type("sim-token").press("enter")
				}
				d.until("a good reading", func() bool { return d.jobs().read.err == nil }, 5*time.Minute)
				d.Misses("NOT LIVE", "── ×")
			})
		})
	}
}

// TestFailedScenarioKeepsItsRows: silence of one list is no proof of absence.
func TestFailedScenarioKeepsItsRows(t *testing.T) {
	var failing bool
	front := func(service http.Handler) http.Handler {
		bad := forbid("sync")(service)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if failing {
				bad.ServeHTTP(w, r)
				return
			}
			service.ServeHTTP(w, r)
		})
	}
	tell(t, world{front: front}, func(d *desk) {
		rows := d.names()
		failing = true
		d.Keys("r").Sees("not read")
		if got := d.names(); !slices.Equal(got, rows) {
			t.Errorf("the rows were\n%v and are\n%v", rows, got)
		}
		failing = false
		d.Keys("r").Misses("not read")
	})
}

// TestCursorAndMarksStickToJobs while the list is read, sorted, filtered and
// folded, and while jobs change under it.
func TestCursorAndMarksStickToJobs(t *testing.T) {
	for seed := range uint64(6) {
		tell(t, world{moving: true, service: sim.Options{Jobs: 90}}, func(d *desk) {
			dice := rand.New(rand.NewPCG(seed, 5)) //nolint:gosec // a test
			for range 5 + dice.IntN(20) {
				d.press([]string{"j", "space", "pgdown", "k"}[dice.IntN(4)])
			}
			marks := marked(d)
			for step := range 40 {
				cursor := d.cursor()
				did := d.disturb(dice)
				if now := marked(d); !maps.Equal(now, marks) {
					t.Fatalf("seed %d, step %d: %s has changed the marks from %v to %v", seed, step, did, marks, now)
				}
				if !d.jobs().table.Hidden(cursor) && d.cursor() != cursor {
					t.Fatalf("seed %d, step %d: %s has moved the cursor from %v to %v\n%s", seed, step, did, cursor, d.cursor(), d.Screen())
				}
			}
		})
	}
}

// disturb does something that must move neither cursor nor marks.
func (d *desk) disturb(dice *rand.Rand) string {
	pick := func(of ...string) string { return of[dice.IntN(len(of))] }
	switch dice.IntN(6) {
	case 0:
		d.Keys("r")
		return "reading"
	case 1:
		by := pick("n", "s", "l", "a", "f", "t", "e")
		d.Keys("s", by)
		return "sorting by " + by
	case 2:
		what := pick("status:incr", "status:config", "-0", "e", "!status:failed", "lag>1s")
		d.Keys("/", "ctrl+u").Type(what).Keys(pick("enter", "esc"))
		return "filtering " + what
	case 3:
		q := pick("1", "2", "3", "0")
		d.Keys("f", q)
		return "the quick filter " + q
	case 4:
		name := pick("billing-ora-01", "wave2-shop-01", "orders-prod-sync-02", "crm-dr")
		status := pick("PAUSING", "INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "CONFIGURATION")
		d.sim.Set(d.sim.ID(name), status)
		d.Wait(11 * time.Second)
		return fmt.Sprint("a refresh in which ", name, " is ", status)
	}
	d.Wait(30 * time.Second)
	return "time"
}

func marked(d *desk) map[model.JobID]bool {
	out := map[model.JobID]bool{}
	for _, id := range d.jobs().table.Marked() {
		out[id] = true
	}
	return out
}

func (d *desk) cursor() model.JobID {
	id, _ := d.jobs().table.CursorKey()
	return id
}

// names is every job the list knows, shown or not.
func (d *desk) names() []string {
	var out []string
	for r := range d.jobs().table.Each {
		out = append(out, r.job.Name.Raw())
	}
	slices.Sort(out)
	return out
}

// TestGoneRowTakesNoAction: a job that is not listed any more cannot be
// opened or started.
func TestGoneRowTakesNoAction(t *testing.T) {
	var taken taken
	tell(t, world{front: taken.front}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter")
		taken.name.Store("wave2-shop-01")
		d.Keys("r").Sees("not listed since 03:12Z")
		d.Keys("S").Sees("S start: ").Keys("enter").Sees("enter open: ")
		d.Keys("j").Misses("not listed since")
		if slices.Contains(d.names(), "wave2-shop-01") {
			t.Error("the row outlives the cursor")
		}
	})
}

// TestEscBringsTheFormerFilter back, and typed work is not lost by a mistake.
func TestEscBringsTheFormerFilter(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter").Sees("jobs 3 of 40")
		d.Keys("/").Type(" status:paused").Sees("jobs 0 of 40").Keys("esc").Sees("jobs 3 of 40", "/wave2 ")
		d.Keys("/").Type(" \"").Sees("^").Keys("enter").Sees("^", `/wave2 "`).Keys("esc").Sees("jobs 3 of 40")
		d.Keys("esc").Sees("jobs 40 of 40").Keys("/", "up").Sees("/wave2")
	})
}

// TestRefreshGoesOn by itself, may be turned off, and reads again after a
// failure.
func TestRefreshGoesOn(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		id := d.sim.ID("wave2-shop-01")
		d.find("wave2-shop-01")
		d.sim.Set(id, "PAUSING")
		d.Wait(25 * time.Second).Sees("paused")
		d.Keys("a").Sees("by hand")
		d.sim.Set(id, "STARTJOBING")
		if d.Wait(5 * time.Minute); !strings.Contains(d.Line("mysql>mysql"), "paused") {
			t.Errorf("a list read by hand has read by itself:\n%s", d.Screen())
		}
		d.Keys("r").Sees("starting")
	})
}

// TestIdleAsksLittle: between refreshes nothing is asked for.
func TestIdleAsksLittle(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		before := len(d.sim.Requests())
		d.Wait(10 * time.Minute)
		if n := len(d.sim.Requests()) - before; n > 600 {
			t.Errorf("%d requests in ten idle minutes: more than one a second", n)
		}
	})
}
