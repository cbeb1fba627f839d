package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"drover/client/sim"
	"drover/model"
)

// TestATypedTimeIsNotLostAtOnce: esc asks before it drops a moment.
func TestATypedTimeIsNotLostAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S").Wait(calm).Keys("l").Type("+48m").Keys("esc", "esc").Sees("esc again drops")
		d.Keys("tab").Misses("esc again drops").Keys("esc").Sees("esc again drops").Keys("esc")
		if d.review() != nil {
			t.Errorf("the review is still there:\n%s", d.Screen())
		}
		d.Keys("S").Wait(calm)
		if d.Keys("l", "esc", "esc"); d.review() != nil {
			t.Errorf("it is asked although no time was typed:\n%s", d.Screen())
		}
	})
}

// TestATypedReasonIsNotLostAtOnce: nor does a prompt drop what stands in it.
func TestATypedReasonIsNotLostAtOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		p := &prompt{env: d.app.env, title: "skip 1 item", label: "reason", field: newLine("")}
		d.do(d.app.follow(push(p)))
		d.Type("agreed").Keys("esc").Sees("esc again drops")
		d.Type("!").Misses("esc again drops").Keys("esc").Sees("esc again drops").Keys("esc")
		if d.app.top() == Screen(p) {
			t.Error("the second esc leaves it open")
		}
	})
}

// TestKRunsAPreCheckOnEveryTab of a job's page.
func TestKRunsAPreCheckOnEveryTab(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("enter")
		for i := range tabNames {
			if d.Keys(digit(i + 1)); i+1 == tabObjects { // has a page of its own
				continue
			}
			d.Keys("K")
			if r := d.review(); r == nil || r.verb() != "pre-check" {
				t.Fatalf("on tab %d K opens no review:\n%s", i+1, d.Screen())
			}
			d.Keys("esc")
		}
	})
}

// TestThePageKnowsWhatTheListWasTold: a detail carries no job_action, and what a
// state allows is the same on both.
func TestThePageKnowsWhatTheListWasTold(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01")
		r, _ := d.jobs().table.Cursor()
		d.Keys("enter").Wait(calm * 5)
		page := d.app.top().(*jobScreen)
		if !page.pane.detail.have || !r.job.Job().Actions.Told || !page.pane.job.Actions.Told {
			t.Errorf("the list was told %+v, the page knows %+v", r.job.Job().Actions, page.pane.job.Actions)
		}
	})
}

// TestTheMenuSaysEveryReasonInFull: on the row under the cursor, in windows of
// every size, with no key but those that move.
func TestTheMenuSaysEveryReasonInFull(t *testing.T) {
	for _, size := range [][2]int{{160, 45}, {80, 24}, {60, 15}} {
		tell(t, world{size: size}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("x")
			m := d.app.top().(*menu)
			for range m.choices {
				said := strings.Join(strings.Fields(ansi.Strip(m.View())), " ")
				if c := m.choices[m.at]; !strings.Contains(said, c.why) {
					t.Errorf("at %v %s is grey because %q, and the menu says\n%s", size, c.name, c.why, d.Screen())
				}
				if size[1] == 15 {
					d.Sees("more")
				}
				d.Keys("down")
			}
		})
	}
}

// TestWhatIsGoneLosesItsMark: what a run deleted, and what is not listed any more.
func TestWhatIsGoneLosesItsMark(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("name:hr-payroll|name:wave3-media-02").Keys("enter", "*").Sees("3 marked").Keys("D", "d").Wait(calm)
		d.Type("delete 2").Keys("enter").Sees("The run is over").Keys("esc").Sees("1 marked")
		if !d.jobs().table.IsMarked(model.NewJobID(d.sim.ID("hr-payroll-copy"))) {
			t.Errorf("the mark of a job that is there is gone:\n%s", d.Screen())
		}

	})
}

// TestTheFooterCountsWhatCan of few marked jobs.
func TestTheFooterCountsWhatCan(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("name:orders-prod-sync-02|name:hr-payroll|name:wave2-shop-01").Keys("enter", "*").Sees("P pause 1", "S start 2")
	})
}

// TestCloneMeansTheCursorsJobEverywhere: by key, menu and palette alike.
func TestCloneMeansTheCursorsJobEverywhere(t *testing.T) {
	for _, keys := range [][]string{{"C"}, {"x", "o"}, {":", "c", "l", "o", "n", "e", "enter"}} {
		tell(t, world{moving: true}, func(d *desk) {
			d.find("orders-prod-sync-03").Keys("space").find("wave2-shop-01").Keys("space").find("orders-prod-sync-02").Keys(keys...).Sees("clone orders-prod-sync-02")
		})
	}
}

// TestWordsGoOnceTheyAreUntrue: why Send was grey, and what is open on leaving.
func TestWordsGoOnceTheyAreUntrue(t *testing.T) {
	slow := world{moving: true, service: sim.Options{Latency: 2 * time.Second}}
	tell(t, slow, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		d.find("orders-prod-sync-02").Keys("P", "tab", "enter").Sees(statesUnread).Wait(20 * time.Second).Misses(statesUnread).Keys("esc")
		d.Keys("C", "tab", "enter").Sees(jobUnread).Wait(20*time.Second).Misses(jobUnread, nameUnasked)
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("BatchExecuteJobActions", "reset-after"))
		d.find("orders-prod-sync-02").Keys("P", "tab", "enter").Sees("unknown 1").Keys("esc", "esc", "q").Sees("1 write has no known outcome")
		d.Wait(time.Minute).Misses("no known outcome").Sees("leave drover")
	})
}

// TestAPageEndsWithNoBareHeading, and its tabs are all in sight.
func TestAPageEndsWithNoBareHeading(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 20}, {80, 22}, {80, 24}, {80, 30}, {100, 27}} {
		tell(t, world{size: size}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("enter").Wait(time.Second)
			p := d.app.top().(*jobScreen).pane
			for range 30 {
				foot := len(p.foot())
				body := p.body()
				last := ansi.Strip(body[len(body)-1-foot])
				if strings.HasPrefix(last, "──") && !strings.Contains(last, "more") {
					t.Fatalf("at %v the page ends with %q:\n%s", size, last, d.Screen())
				}
				d.Keys("j")
			}
			for tab := range tabNames {
				d.Keys(digit(tab + 1))
				for i := range tabNames {
					if line := ansi.Strip(p.tabLine(size[0] - 2)); !strings.Contains(line, digit(i+1)) || !strings.Contains(line, tabNames[tab]) {
						t.Fatalf("at %v the tabs are %q", size, line)
					}
				}
			}
		})
	}
}
