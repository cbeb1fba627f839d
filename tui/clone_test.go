package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
)

// copies lists what the service copied, by the names it gave.
func (d *desk) copies() []string {
	var out []string
	for _, a := range d.sim.Applied() {
		if a.Op == "CopyJob" {
			out = append(out, a.Name)
		}
	}
	return out
}

// opens the page for a job of the demo.
func (d *desk) clones(name string) *desk {
	d.Helper()
	return d.find(name).Keys("C").Sees("clone " + name)
}

// page is the clone page that is on top.
func (d *desk) page() *clone {
	d.Helper()
	c, ok := d.app.top().(*clone)
	if !ok {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	return c
}

func TestThreeKeysCloneAJob(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("C", "tab", "enter").Sees("sent 1   accepted 1", "orders-prod-sync-02-", "creating")
		got := d.copies()
		if len(got) != 1 || !strings.HasPrefix(got[0], "orders-prod-sync-02-") {
			t.Fatalf("the service copied %v", got)
		}
		d.Wait(time.Minute).Sees("done", "configuration", "Every step is done")
		d.Keys("esc").Sees("jobs 2 of 41")
		if r, ok := d.jobs().table.Cursor(); !ok || r.job.Name.Raw() != got[0] {
			t.Errorf("the cursor is not on the copy:\n%s", d.Screen())
		}
		if old, _ := d.jobs().table.Get(model.NewJobID(d.sim.ID("orders-prod-sync-02"))); old.job.Status.Raw() != "INCRE_TRANSFER_STARTED" {
			t.Errorf("the original is said to be %v", old.job.Status)
		}
	})
}

// Whoever starts a copy while its original runs is told that both write one
// target.
func TestAStartOfACopyIsWarnedOf(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("C", "tab", "enter").Sees("accepted 1").Wait(time.Minute).Keys("esc").Sees("jobs 2 of 41")
		d.Keys("S").Sees("no pre-check was run")
		r, ok := d.app.top().(*review)
		if !ok {
			d.Fatalf("the page on top is %T", d.app.top())
		}
		if warn := strings.Join(r.plan.Step(0).Warn, " "); !strings.Contains(warn, "it is a copy of orders-prod-sync-02, which still runs") {
			t.Errorf("the step is warned of by %q", warn)
		}
	})
}

func TestTheKeyThatBeganClonesNothing(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Fast("C", "tab", "enter", "enter").Wait(time.Second)
		if d.page(); len(d.copies()) != 0 {
			t.Error("keys typed before the page could be seen sent")
		}
		d.Keys("enter", "enter").Sees("job") // Back, then the job's own page
		if got := d.copies(); len(got) != 0 {
			t.Errorf("enter enter copied %v", got)
		}
	})
}

// Letters are text in the name alone; enter leads out of it and never sends.
func TestTheNameIsAField(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02").Keys("up", "ctrl+u").Type("bq").Sees("at least 4 characters", "1 error")
		d.Keys("esc", "tab", "enter").Sees("the name of the copy: at least 4 characters")
		d.Keys("up").Type("-h").Keys("space").Sees("letters, digits, - and _ only").Keys("backspace").Sees("free 03:1")
		d.Keys("enter")
		if c := d.page(); c.focus != cloneBack || c.name.value() != "bq-h" || len(d.copies()) != 0 {
			t.Errorf("focus %d, name %q, copied %v", c.focus, c.name.value(), d.copies())
		}
		d.Keys("up").Paste("-pasted").Sees("bq-h-pasted").Keys("esc", "tab", "enter").Sees("accepted 1")
		if got := d.copies(); !slices.Equal(got, []string{"bq-h-pasted"}) {
			t.Errorf("copied %v", got)
		}
	})
}

// The service is asked for a name once it rests, and Send waits for its word.
func TestANameIsAskedForOnceItRests(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Latency: time.Second}}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		d.clones("orders-prod-sync-02").Sees("free 03:1")
		before := d.asked("ValidateJobName")
		d.Keys("up")
		for _, k := range "-second" {
			d.press(string(k)).Wait(100 * time.Millisecond)
		}
		d.Fast("enter", "tab", "enter").Sees("the name is still being asked for")
		d.Wait(3 * time.Second)
		if n := d.asked("ValidateJobName") - before; n != 1 {
			t.Errorf("the name was asked for %d times", n)
		}
		d.Keys("enter").Sees("accepted 1")
	})
}

func TestANameOfTheListIsTakenAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02").Keys("up", "ctrl+u")
		before := d.asked("ValidateJobName")
		d.Type("ORDERS-prod-sync-03").Sees("taken by a job on the list")
		if d.Wait(time.Second); d.asked("ValidateJobName") != before {
			t.Error("a name that is on the list was asked for")
		}
		d.Keys("enter", "tab", "enter").Sees("the name of the copy: taken by a job on the list")
	})
}

// An answer to an earlier name says nothing of the one that stands there.
func TestALateWordOnANameIsDropped(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02").Sees("free").Keys("up")
		c := d.page()
		d.Type("x")
		late := answer[model.NameCheck]{ticket: c.check.ticket - 1, slot: &c.check, value: model.NameCheck{Name: c.name.value(), Asked: true, Free: true}}
		if c.Update(late); c.cannotSend() == "" {
			t.Errorf("Send is not grey although the name was not asked for: %q", c.cannotSend())
		}
	})
}

func TestWhatCannotBeClonedIsGrey(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		for name, why := range map[string]string{
			"wave2-shop-01":     "clone",
			"orders-dr-forward": "only v3 lists this job; clone is an operation of v5",
		} {
			d.find(name).Keys("C").Sees("C clone: ")
			if line := d.Line("C clone: "); !strings.Contains(line, why) {
				t.Errorf("%s: %q", name, line)
			}
		}
		d.startsNothing("a grey key")
	})
}

// The page reads the job anew: what it has become counts.
func TestTheOriginalIsReadAnew(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.sim.Set(d.sim.ID("orders-prod-sync-02"), "CREATE_FAILED")
		d.Keys("C").Sees("1 error").Keys("tab", "enter")
		if d.page(); len(d.copies()) != 0 {
			t.Errorf("copied %v", d.copies())
		}
	})
	tell(t, world{moving: true}, func(d *desk) { // and again once that is old
		d.clones("orders-prod-sync-02").Wait(90 * time.Second)
		reads := d.asked("ShowJobDetail")
		d.Keys("tab", "enter").Sees("read again: press Send anew")
		if d.page(); d.asked("ShowJobDetail") <= reads || len(d.copies()) != 0 {
			t.Errorf("%d readings, copied %v", d.asked("ShowJobDetail")-reads, d.copies())
		}
		d.Wait(time.Second).Keys("enter").Sees("accepted 1")
	})
}

// Marks are not what C is for: it acts on the job under the cursor.
func TestCloneIgnoresMarks(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-03").Keys("space").find("orders-prod-sync-02").Keys("C").Sees("clone orders-prod-sync-02")
	})
}

// A copy whose answer was lost is found by its name, and the cursor goes there.
func TestALostCopyIsFound(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("CopyJob", "reset-after"))
		d.clones("orders-prod-sync-02").Sees("free").Keys("tab", "enter").Sees("unknown 1", "Looking again at")
		d.Wait(time.Minute).Sees("accepted 1", "the list shows the copy", "configuration").Keys("esc")
		if r, ok := d.jobs().table.Cursor(); !ok || r.job.Name.Raw() != d.copies()[0] {
			t.Errorf("the cursor is not on the copy:\n%s", d.Screen())
		}
	})
}

// After an absence the same name is offered, and never makes a second copy.
func TestACopyIsTriedAgainUnderItsName(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("CopyJob", "reset-before"))
		d.clones("orders-prod-sync-02").Sees("free")
		name := d.page().name.value()
		d.Keys("tab", "enter").Sees("unknown 1")
		d.sim.Script(nil)
		d.Wait(5*time.Minute).Sees("absent 1").Keys("S").Sees("go on with the copy "+name, "make the copy")
		d.Keys("tab", "enter").Sees("accepted 1").Wait(time.Minute).Sees("Every step is done")
		if got := d.copies(); !slices.Equal(got, []string{name}) {
			t.Errorf("copied %v, want %s", got, name)
		}
	})
}

// What an earlier drover left unknown keeps the job from being copied again.
func TestAnUnresolvedCopyBlocksTheNext(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(func(op string, n int) string {
			switch op {
			case "CopyJob":
				return "hang-before"
			case "ListJobs":
				return "503"
			}
			return ""
		})
		err := d.journal.Append(journal.Line{
			Intent: "01DEADDEADDEADDEADDEADDEAD", Run: "aa", Op: "clone", Origin: d.client.Place().Origin, Project: d.client.Place().Project,
			Job: model.NewJobID(d.sim.ID("orders-prod-sync-02")), Name: "orders-copy", Attempt: 1, State: journal.Unknown, Time: sim.FrozenNow(),
		})
		if err != nil {
			t.Fatal(err)
		}
		d.clones("orders-prod-sync-02").Sees("an earlier write to it has no known outcome", "1 error").Keys("tab", "enter")
		if d.page(); d.asked("CopyJob") != 0 {
			t.Error("sent all the same")
		}
	})
}

// Whoever goes elsewhere in the list meanwhile stays there.
func TestTheCursorIsNotTakenAway(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{}}, func(d *desk) {
		d.sim.Script(only("CopyJob", "slow:5s"))
		d.clones("orders-prod-sync-02").Sees("free").Keys("tab", "enter").Sees("on its way").Keys("esc").Keys("esc", "G")
		on, _ := d.jobs().table.CursorKey()
		d.Wait(time.Minute)
		if now, _ := d.jobs().table.CursorKey(); now != on || len(d.copies()) != 1 {
			t.Errorf("the cursor went from %v to %v, copied %v", on, now, d.copies())
		}
	})
}

// The page of the original is not told that it is what its copy is.
func TestTheOriginalsPageStaysItsOwn(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("enter", "C").Sees("clone orders").Sees("free").Keys("tab", "enter").Sees("accepted 1").Wait(time.Minute).
			Keys("esc").Sees("incr running").Misses("configuration")
	})
}

func TestClonePictures(t *testing.T) {
	open := func(keys ...string) func(*desk) {
		return func(d *desk) { d.clones("orders-prod-sync-02").Wait(time.Second).Keys(keys...).Wait(time.Second) }
	}
	prod := world{place: production()}
	named := func(name string) func(*desk) {
		return func(d *desk) { open("up", "ctrl+u")(d); d.Type(name).Wait(time.Second) }
	}
	unasked := world{setUp: func(s *sim.Sim) { s.Script(only("ValidateJobName", "403")) }}
	unread := world{setUp: func(s *sim.Sim) { s.Script(only("ShowJobDetail", "503")) }}
	pictures := []picture{
		{"proposed", world{}, open()},
		{"on_the_name", world{}, open("up")},
		{"name_wrong", world{}, named("9orders")},
		{"name_taken", world{}, named("orders-prod-sync-03")},
		{"not_checked", unasked, open()},
		{"version_none", world{}, open("up", "down", "h")},
		{"production", prod, open("tab")},
		{"long_name", world{}, named("orders-prod-sync-02-the-long-copy-of-a-cold-winter")},
		{"body", world{}, open("b")},
		{"curl", world{}, open("$")},
		{"grey", world{}, func(d *desk) { d.find("wave2-shop-01").Keys("C") }},
		{"many_to_one", world{}, func(d *desk) { d.find("stores-to-one-01").Keys("C").Wait(time.Second) }},
		{"not_read", unread, func(d *desk) { d.find("orders-prod-sync-02").Keys("C").Wait(20 * time.Second) }},
		{"ascii", world{look: ascii()}, open("up")},
		{"taken_by_the_service", world{refresh: -1}, func(d *desk) {
			d.clones("orders-prod-sync-03")
			plan := d.page().plan
			plan.SetClone(model.CloneAs{Name: "orders-of-another"})
			run, err := d.client.Apply(d.Context(), plan.Plan())
			if err != nil {
				d.Fatal(err)
			}
			<-run.Done()
			d.Keys("esc").find("orders-prod-sync-02").Keys("C", "up", "ctrl+u")
			d.Type("orders-of-another").Wait(time.Second)
		}},
		{"help", world{}, open("?")},
	}
	draw(t, append(inAllSizes(pictures[:9:9]), pictures[9:]...))
}

func TestCopyReportPictures(t *testing.T) {
	send := func(d *desk) { d.clones("orders-prod-sync-02").Sees("free").Keys("tab", "enter") }
	trouble := func(fault string) world {
		return world{moving: true, setUp: func(s *sim.Sim) { s.Script(only("CopyJob", fault)) }}
	}
	draw(t, []picture{
		{"creating", world{moving: true}, func(d *desk) { send(d); d.Sees("creating") }},
		{"done", world{moving: true}, func(d *desk) { send(d); d.Wait(time.Minute) }},
		{"unknown", trouble("reset-before"), func(d *desk) { send(d); d.Sees("unknown 1") }},
		{"absent", trouble("reset-before"), func(d *desk) { send(d); d.Wait(5 * time.Minute) }},
		{"again", trouble("reset-before"), func(d *desk) { send(d); d.Wait(5 * time.Minute).Keys("S").Wait(time.Second) }},
		{"in_the_list", world{moving: true}, func(d *desk) { send(d); d.Wait(time.Minute).Keys("esc", "/", "ctrl+u", "enter") }},
	})
}

// The version that is proposed is the original's, and any other says its risk.
func TestVersionsOfACopy(t *testing.T) {
	for _, c := range []struct{ original, version, want string }{
		{"2.0", "2.0", ""},
		{"", "", ""},
		{"2.0", "", "without it the copy may lack"},
		{"", "2.0", "may refuse"},
		{"1.0\x1b[2J", "2.0", "1.0^[[2J"},
		{"3.0", "", "cannot be asked for"},
	} {
		got := model.CloneVersionRisk(model.NewText(c.original), c.version)
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q", fmt.Sprint(c), got)
		}
	}
}

// What was typed goes with a second key alone, and only where something was.
func TestATypedNameIsNotLostAtOnce(t *testing.T) {
	for what, keys := range map[string][]string{"esc": {"esc", "esc"}, "enter": {"enter", "enter"}} {
		t.Run(what, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				d.clones("orders-prod-sync-02").Keys("up").Type("-x").Keys(keys...).Sees("esc again drops")
				d.Keys("tab").Misses("esc again drops").Keys("esc").Sees("esc again drops")
				if d.Keys(keys[1]); d.app.top() != Screen(d.jobs()) {
					t.Errorf("the page is still there:\n%s", d.Screen())
				}
			})
		})
	}
	tell(t, world{moving: true}, func(d *desk) {
		if d.clones("orders-prod-sync-02").Keys("esc"); d.app.top() != Screen(d.jobs()) {
			t.Errorf("it is asked although nothing was typed:\n%s", d.Screen())
		}
	})
}

// Tab goes as the page is drawn; where nothing was chosen yet it offers Send.
func TestTabGoesAsThePageIsDrawn(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.clones("orders-prod-sync-02")
		for i, want := range []cloneFocus{cloneSend, cloneBack, cloneName, cloneVersion, cloneFate, cloneCheck, cloneFilters, cloneSend, cloneBack} {
			if d.Keys("tab"); d.page().focus != want {
				t.Errorf("after %d tabs the focus is %d, want %d", i+1, d.page().focus, want)
			}
		}
		for i, want := range []cloneFocus{cloneSend, cloneFilters, cloneCheck, cloneFate, cloneVersion, cloneName, cloneBack} {
			if d.Keys("shift+tab"); d.page().focus != want {
				t.Errorf("after %d steps back the focus is %d, want %d", i+1, d.page().focus, want)
			}
		}
	})
}
