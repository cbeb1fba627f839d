package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
)

// did lists what the service has applied, by action.
func (d *desk) did() []string {
	var out []string
	for _, a := range d.sim.Applied() {
		out = append(out, a.Action)
	}
	return out
}

// checked runs the pre-check of a job from its worklist, and waits for the end.
func (d *desk) checked(name string) *desk {
	d.Helper()
	return d.find(name).Keys("c", "K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("pre-check 100 %")
}

// TestLookingAtPreChecksRunsNone: only a review's Send does.
func TestLookingAtPreChecksRunsNone(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("c").Sees("oplog is off on the source").Keys("l", "h", "enter", "esc", "j", "k", "r")
		d.Keys("K", "enter", "enter").Wait(time.Minute).startsNothing("K enter enter")
		d.Keys("esc", "esc", "esc").Keys("/", "ctrl+u").Type("wave2").Keys("enter", "*", "c", "K", "tab", "enter").Wait(time.Minute).
			startsNothing("a pre-check of three without their number")
	})
}

// TestAPreCheckIsFollowedToItsEnd: what it finds lands on the worklist without
// a key, and it is not read any more once it is done.
func TestAPreCheckIsFollowedToItsEnd(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("c", "K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc")
		d.Sees("items to come", "It runs").Misses("It cannot start")
		d.Sees("pre-check 100 %", "12 of 13 passed", "1 failed", "1 still failing", "It cannot start")
		if got := d.did(); !slices.Equal(got, []string{"precheck"}) {
			t.Errorf("the service did %v", got)
		}
		d.Wait(30 * time.Second)
		before := d.asked("V3BatchCheckResults") + d.asked("ShowJobDetail")
		if d.Wait(5 * time.Minute); d.asked("V3BatchCheckResults")+d.asked("ShowJobDetail") != before {
			t.Error("a pre-check that is done is read on")
		}
	})
}

// TestARunElsewhereIsFollowedToo: somebody else's pre-check is read until it is
// done, while its worklist is in sight.
func TestARunElsewhereIsFollowedToo(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.checked("hr-payroll-copy").Keys("esc", "esc")
		other := join(t, d.world.at(t), d.sim)
		other.find("hr-payroll-copy").Keys("c", "K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1")
		d.find("hr-payroll-copy").Keys("c").Sees("It runs").Sees("pre-check 100 %")
		other.quit()
	})
}

// at is the same world with another folder for what it keeps.
func (w world) at(t testing.TB) world {
	w.state = folder(t) + "/state"
	return w
}

// TestWhatWasMendedIsSaid compares with the run before.
func TestWhatWasMendedIsSaid(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.checked("catalog-mongo-01").Sees("1 still failing").Wait(30 * time.Second)
		d.Keys("K").Wait(time.Second).Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("since the last run: 1 mended", "Nothing stands in the way")
	})
}

// TestItemsAreSkippedWithAReason: only those that may be, never without a
// reason, and by a review that shows the exact body.
func TestItemsAreSkippedWithAReason(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("c", "space").Sees("space to skip:").Keys("X").Sees("X skip:").Misses("reason")
		d.Keys("esc").checked("hr-payroll-copy").Sees("may be skipped").Keys("space").Sees("1 to skip")
		d.Keys("X", "enter").Sees("say why").Type("keys come next week").Keys("enter").Sees("skip 1 job").Wait(time.Second)
		d.Keys("b").Sees("srcHasNoPkTableWhenTgtHasInvisiblePk", `"skip_reason": "keys come next week"`).Keys("esc")
		if got := d.did(); !slices.Equal(got, []string{"precheck"}) {
			t.Fatalf("before Send the service did %v", got)
		}
		d.Keys("tab", "enter").Sees("accepted 1").Keys("esc").Sees("1 skipped", `"keys come next week"`, "Nothing stands in the way").Misses("to skip")
		if got := d.did(); !slices.Equal(got, []string{"precheck", "skip_precheck"}) {
			t.Errorf("the service did %v", got)
		}
	})
}

// TestTheCursorStaysOnItsItem while others land before it.
func TestTheCursorStaysOnItsItem(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-02").Keys("c", "j").Sees("▌  ! the source drops its oplog too soon")
		d.Keys("r").Wait(time.Second).Sees("▌  ! the source drops its oplog too soon")
		d.Keys("G").Sees("▌  √ 11 items passed").Keys("r").Wait(time.Second).Sees("▌  √ 11 items passed")
	})
}

// TestAFailedReadingKeepsTheWorklist.
func TestAFailedReadingKeepsTheWorklist(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("c").Sees("oplog is off on the source")
		d.sim.Script(only("V3BatchCheckResults", "403"))
		d.Keys("r").Sees("not read again: 403", "oplog is off on the source")
	})
}

// TestThousandsOfObjects are folded, and searched in full.
func TestThousandsOfObjects(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.checked("hr-payroll-copy").Sees("30 objects").Misses("and 22 more")
		d.Keys("l").Sees("and 22 more").Keys("h").Misses("and 22 more")
		d.Keys("enter", "/").Type("stock_0").Keys("enter").Sees("lines   n next", "hr_00.stock_0024")
	})
}

// TestReadOnlyChecksNothing: reading goes on, what writes is grey and says why.
func TestReadOnlyChecksNothing(t *testing.T) {
	tell(t, world{place: client.Place{Demo: true, Region: "cn-north-4", Service: "DRS", ReadOnly: true}}, func(d *desk) {
		d.find("catalog-mongo-01").Keys("c").Sees("oplog is off on the source")
		for _, key := range []string{"K", "space", "T"} {
			d.Keys(key).Sees("read-only")
		}
		d.startsNothing("a read-only session")
	})
}

// TestAReviewLeadsToItsPreChecks with one key, and back.
func TestAReviewLeadsToItsPreChecks(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("catalog").Keys("enter", "*", "S").Sees("start 2 jobs").Keys("down", "up", "c").Sees("catalog-mongo-01", "oplog is off on the source")
		d.Keys("esc").Sees("start 2 jobs")
	})
}

// TestTheMatrixReadsAFewAtATime, marks what fails and leads to each.
func TestTheMatrixReadsAFewAtATime(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Jobs: 300}, size: [2]int{160, 45}}, func(d *desk) {
		d.Keys("/").Type("status:config").Keys("enter", "*")
		d.sim.Script(only("V3BatchCheckResults", "slow:1s"))
		d.Keys("c")
		m, ok := d.app.top().(*matrix)
		if !ok || len(m.jobs) < 20 {
			t.Fatalf("no matrix of many:\n%s", d.Screen())
		}
		if most := d.client.Limits().Parallel - 2; len(m.asked) > most || len(m.asked) == 0 {
			t.Errorf("%d are read at once, at most %d may be", len(m.asked), most)
		}
		d.until("all of them", func() bool { return !slices.ContainsFunc(m.jobs, func(j checkedJob) bool { return j.wants() }) }, 10*time.Minute)
		failing := m.failing()
		if len(failing) == 0 || len(failing) == len(m.jobs) {
			t.Fatalf("%d of %d fail", len(failing), len(m.jobs))
		}
		d.Keys("m").Sees("marked on the list").Keys("esc").Sees(digit(len(failing)) + " marked")
	})
}

// TestTheMatrixLeadsToEachJob by both of its forms.
func TestTheMatrixLeadsToEachJob(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("catalog").Keys("enter", "*", "c").Sees("1 failed", "1 with warnings", "FIRST TO MEND")
		d.Keys("j", "enter").Sees("catalog-mongo-02", "the time zones of both ends differ").Keys("esc")
		d.Keys("tab").Sees("ITEM").Keys("h", "enter").Sees("catalog-mongo-01", "oplog is off on the source").Keys("esc")
		d.Keys("K").Sees("Type 2").Type("2").Keys("enter").Sees("accepted 2").Keys("esc").Sees("2 still run").Sees("1 failed", "1 with warnings")
		if got := d.did(); !slices.Equal(got, []string{"precheck", "precheck"}) {
			t.Errorf("the service did %v", got)
		}
	})
}

// TestWhatCannotBeReadIsNoResult: a job whose pre-check cannot be read neither
// passes nor fails.
func TestWhatCannotBeReadIsNoResult(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("catalog|billing-ora-01").Keys("enter", "*", "c").Sees("1 not read")
		if line := d.Line("billing-ora-01"); !strings.Contains(line, "?") || strings.Contains(line, "passed") {
			t.Errorf("%q", line)
		}
		d.sim.Script(always("403"))
		d.Keys("r").Wait(time.Second).Sees("1 failed", "1 with warnings")
	})
}
