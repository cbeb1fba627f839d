package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// deal is a verb on its way to the service: how its review is opened, what must be
// typed there, and what the service is then made to do.
type deal struct {
	name   string
	filter string // of the list; all it shows is marked, unless it names one job
	key    string // on the list; "": letter in the menu
	letter string
	word   string // "": nothing is typed
	wrong  []string
	action string // as the simulator calls it
	jobs   []string
	setUp  func(*sim.Sim)
	before func(*desk) // what the verb wants to have been done
}

func deals() []deal {
	scheduled := func(s *sim.Sim) {
		s.Set(s.ID("wave2-shop-01"), "WAITING_FOR_START")
		s.Set(s.ID("wave2-shop-02"), "WAITING_FOR_START")
	}
	checked := func(d *desk) {
		d.find("orders-prod-sync-01").Keys("x", "c").Wait(calm).Keys("tab", "enter").Sees("The run is over").Keys("esc")
	}
	both := []string{"orders-prod-sync-02", "orders-prod-sync-03"}
	return []deal{
		{name: "pause", filter: "name:orders-prod-sync-02", key: "P", action: "stop", jobs: both[:1]},
		{name: "pause of two", filter: "prod-sync-02|prod-sync-03", key: "P", word: "2", wrong: []string{"", "1", "22", "3"}, action: "stop", jobs: both},
		{name: "resume", filter: "name:ledger-pg-01", letter: "r", action: "restart", jobs: []string{"ledger-pg-01"}},
		{name: "retry", filter: "name:payments-ora-01", letter: "t", action: "restart", jobs: []string{"payments-ora-01"}},
		{name: "pre-check", filter: "name:wave2-shop-01", letter: "c", action: "precheck", jobs: []string{"wave2-shop-01"}},
		{name: "start now", filter: "name:wave2-shop-01", key: "S", action: "start", jobs: []string{"wave2-shop-01"}, setUp: scheduled},
		{name: "start two now", filter: "wave2-shop-01|wave2-shop-02", letter: "n", word: "2", wrong: []string{"", "1", "4"}, action: "start", jobs: []string{"wave2-shop-01", "wave2-shop-02"}, setUp: scheduled},
		{name: "reset", filter: "name:orders-prod-sync-01", letter: "b", word: "orders-prod-sync-01", wrong: []string{"", "reset", "1"}, action: "reset", jobs: []string{"orders-prod-sync-01"}, before: checked},
		{name: "end", filter: "name:orders-prod-sync-02", key: "D", word: "orders-prod-sync-02", wrong: []string{"", "orders-prod-sync-0", "Orders-prod-sync-02", "orders-prod-sync-02 ", "end", "1"}, action: "terminate", jobs: both[:1]},
		{name: "end of two", filter: "prod-sync-02|prod-sync-03", key: "D", word: "end 2", wrong: []string{"", "2", "end2", "End 2", "end 1", "end 2 ", "delete 2"}, action: "terminate", jobs: both},
		{name: "force end", filter: "name:orders-prod-sync-02", letter: "f", word: "orders-prod-sync-02", wrong: []string{"", "force end"}, action: "terminate", jobs: both[:1]},
		{name: "delete", filter: "name:wave3-media-02", key: "D", word: "wave3-media-02", wrong: []string{"", "delete", "wave3-media-01"}, action: "delete", jobs: []string{"wave3-media-02"}},
		{name: "delete of two", filter: "name:hr-payroll|name:wave3-media-02", key: "D", letter: "d", word: "delete 2", wrong: []string{"", "2", "end 2"}, action: "delete", jobs: []string{"hr-payroll", "wave3-media-02"}},
	}
}

// keys opens the deal's review.
func (l deal) keys() []string {
	keys := []string{l.key}
	if l.key == "" {
		keys = []string{"x", l.letter}
	}
	return keys
}

// open goes to the list and marks what is meant; keys opens the review.
func (l deal) open(d *desk) {
	if l.before != nil {
		l.before(d)
	}
	if name, one := strings.CutPrefix(l.filter, "name:"); one && !strings.Contains(name, "|") {
		d.find(name)
		return
	}
	d.Keys("/").Keys("ctrl+u").Type(l.filter).Keys("enter", "*")
	if l.name == "delete of two" { // the filter finds one more, by the beginning of its name
		d.Keys("/").Keys("ctrl+u").Type("hr-payroll-copy").Keys("enter", "space", "esc")
	}
}

func (l deal) tell(t *testing.T, story func(d *desk)) {
	t.Helper()
	tell(t, world{moving: true, setUp: l.setUp}, func(d *desk) { l.open(d); story(d) })
}

// ids are the ids of the jobs in the deals, which a delete makes the service
// forget.
func (d *desk) ids() map[string]string {
	out := map[string]string{}
	for _, l := range deals() {
		for _, name := range l.jobs {
			out[d.sim.ID(name)] = name
		}
	}
	return out
}

// done lists what the service was made to do since: "stop orders-prod-sync-02".
func (d *desk) done(ids map[string]string, since int) []string {
	var out []string
	for _, a := range d.sim.Applied()[since:] {
		out = append(out, a.Action+" "+ids[a.JobID])
	}
	slices.Sort(out)
	return out
}

// TestEveryVerbSendsByItsGuardAlone: no other word, no paste, no second enter
// and nothing typed ahead sends; the right word makes the service do it, once.
func TestEveryVerbSendsByItsGuardAlone(t *testing.T) {
	for _, l := range deals() {
		t.Run(l.name, func(t *testing.T) {
			l.tell(t, func(d *desk) {
				before, ids := len(d.applied()), d.ids()
				nothing := func(after string) {
					t.Helper()
					if got := d.done(ids, before); len(got) > 0 {
						t.Fatalf("%s makes the service %v", after, got)
					}
				}
				d.Fast(l.keys()...).Fast("tab", "enter", "enter").Fast(lettersOf(l.word)...).Fast("enter").Wait(10 * time.Second)
				nothing("typed ahead")
				r := d.review()
				if r == nil {
					t.Fatalf("the review is not open:\n%s", d.Screen())
				}
				if r.field.value() != "" || r.at() == onSend {
					t.Fatalf("a key was taken before the review could be seen: %q", r.field.value())
				}
				for _, text := range []string{l.word, l.word + "\r", "\r\n"} {
					d.Paste(text)
				}
				nothing("a paste")
				for _, w := range l.wrong {
					d.erase().Type(w).Keys("enter").Sees("type "+l.word+" first", "nothing was sent")
					nothing("the word " + w)
					d.Keys("tab", "enter").Sees("type " + l.word + " first")
					nothing("Send with the word " + w)
				}
				if l.word == "" {
					d.Keys("tab", "enter")
				} else {
					d.erase().Type(l.word).Keys("enter")
				}
				d.Sees(fmt.Sprintf("sent %d   accepted %d", len(l.jobs), len(l.jobs)))
				var want []string
				for _, name := range l.jobs {
					want = append(want, l.action+" "+name)
				}
				if got := d.done(ids, before); !slices.Equal(got, want) {
					t.Errorf("the service was made to do %v, want %v", got, want)
				}
			})
		})
	}
}

func lettersOf(word string) []string {
	var out []string
	for _, r := range word {
		out = append(out, string(r))
	}
	return out
}

// TestEnterEnterSendsNoVerb: the key that confirms is not the key that began.
func TestEnterEnterSendsNoVerb(t *testing.T) {
	for _, l := range deals() {
		t.Run(l.name, func(t *testing.T) {
			l.tell(t, func(d *desk) {
				before, ids := len(d.applied()), d.ids()
				d.Keys(l.keys()...).Wait(time.Second).Keys("enter", "enter").Wait(10 * time.Second)
				if got := d.done(ids, before); len(got) > 0 {
					t.Errorf("enter enter makes the service %v", got)
				}
			})
		})
	}
}

// TestEveryVerbReadsAnewAfterAMinute, and leaves out what cannot be done to a job
// any more.
func TestEveryVerbReadsAnewAfterAMinute(t *testing.T) {
	for _, l := range deals() {
		t.Run(l.name, func(t *testing.T) {
			l.tell(t, func(d *desk) {
				before, ids := len(d.applied()), d.ids()
				d.Keys(l.keys()...).Wait(time.Second).Type(l.word)
				if l.word == "" {
					d.Keys("tab")
				}
				d.Wait(61 * time.Second)
				for _, name := range l.jobs {
					d.sim.Set(d.sim.ID(name), "RELEASE_RESOURCE_STARTED")
				}
				d.Keys("enter").Wait(2 * time.Second)
				if got := d.done(ids, before); len(got) > 0 {
					t.Fatalf("a review that was old makes the service %v", got)
				}
				if r := d.review(); r == nil || r.plan.Tally().Goes != 0 {
					t.Fatalf("what cannot be done any more still goes:\n%s", d.Screen())
				}
				d.Sees("nothing was sent").Keys("enter").Wait(time.Second)
				if got := d.done(ids, before); len(got) > 0 {
					t.Errorf("after that enter makes the service %v", got)
				}
			})
		})
	}
}

// TestPauseSaysWhatItStops: the choice goes over the wire as it is shown.
func TestPauseSaysWhatItStops(t *testing.T) {
	for mode, keys := range map[string][]string{"target": {"tab", "enter"}, "all": {"l", "esc", "tab", "enter"}} {
		tell(t, world{moving: true}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("P").Keys(keys...).Sees("sent 1   accepted 1")
			if got := d.sim.Applied(); len(got) != 1 || got[0].Mode != mode {
				t.Errorf("after %v the service paused %+v", keys, got)
			}
		})
	}
}

// TestForceEndIsForced, and a plain end is not.
func TestForceEndIsForced(t *testing.T) {
	for letter, force := range map[string]bool{"e": false, "f": true} {
		tell(t, world{moving: true}, func(d *desk) {
			d.find("orders-prod-sync-02").Keys("x", letter).Type("orders-prod-sync-02").Keys("enter").Sees("accepted 1")
			if got := d.sim.Applied(); len(got) != 1 || got[0].Force != force {
				t.Errorf("%s makes the service end %+v", letter, got)
			}
		})
	}
}

// TestMixedMarksAreAskedFor: of marks that end and marks that are deleted one is
// chosen, and the others stay behind with their reason.
func TestMixedMarksAreAskedFor(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		ids := d.ids()
		d.Keys("/").Type("hr-payroll").Keys("enter", "*", "D").Sees("end 1", "delete 1")
		d.Keys("d").Sees("delete 2 jobs", "1 go, 1 left out", "end it first").Type("hr-payroll").Keys("enter").Sees("accepted 1")
		if got := d.done(ids, 0); !slices.Equal(got, []string{"delete hr-payroll"}) {
			t.Errorf("the service was made to %v", got)
		}
	})
}

// TestReadOnlyWritesNothing: every write is grey, by key, menu and palette.
func TestReadOnlyWritesNothing(t *testing.T) {
	tell(t, world{place: readOnly()}, func(d *desk) {
		for _, page := range []bool{false, true} {
			if d.find("orders-prod-sync-02"); page {
				d.Keys("enter")
			}
			for _, key := range []string{"S", "P", "D", "x"} {
				d.Keys(key).Sees("this session is read-only")
				if d.review() != nil {
					t.Fatalf("%s opens a review", key)
				}
			}
			for _, a := range d.app.newPalette().acts {
				if k := a.Help().Key; a.Group == groupChange && k != "O" && k != "I" && !strings.Contains(a.reason(), "read-only") {
					t.Errorf("%s of the palette is grey because %q", a.name(), a.reason())
				}
			}
		}
	})
}

// TestUnresolvedTakesNoOtherWrite: whatever the verb.
func TestUnresolvedTakesNoOtherWrite(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(only("BatchExecuteJobActions", "hang-before"))
		d.find("orders-prod-sync-02").Keys("P", "tab", "enter")
		d.until("no outcome", func() bool { return len(d.client.Unresolved()) == 1 }, 5*time.Minute)
		d.Keys("esc")
		for _, letter := range []string{"e", "f", "p"} {
			d.Keys("x", letter).Sees("an earlier write to it has no known outcome").Keys("tab", "enter", "esc")
		}
		if n := len(d.applied()); n > 0 {
			t.Errorf("the service has applied %d writes", n)
		}
	})
}

// TestALostAnswerIsProvenByTheState, for verbs that change it.
func TestALostAnswerIsProvenByTheState(t *testing.T) {
	for op, l := range map[string][]string{"BatchExecuteJobActions": {"P", "tab"}, "BatchStopJobsAction": {"D"}} {
		tell(t, world{moving: true}, func(d *desk) {
			d.sim.Script(func(called string, n int) string {
				if called == op && n == 1 {
					return "reset-after"
				}
				return ""
			})
			d.find("orders-prod-sync-02").Keys(l...)
			if l[0] == "D" {
				d.Type("orders-prod-sync-02")
			}
			d.Keys("enter").Sees("unknown 1").Sees("the answer was lost; its state proves the").Sees("accepted 1", "unknown 0")
		})
	}
}

// TestSOfAReportKeepsTheVerb: what was refused is offered again as it was asked
// for, with the same guard.
func TestSOfAReportKeepsTheVerb(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.sim.Script(func(op string, n int) string {
			if op == "BatchExecuteJobActions" && n == 1 {
				return "fail:" + d.sim.ID("orders-prod-sync-03")
			}
			return ""
		})
		verbs("orders-prod", "p")(d)
		d.Keys("l", "esc").Type("2").Keys("enter").Sees("refused 1").Sees("accepted 1").Wait(10 * time.Second)
		d.Keys("S").Sees("pause 1 job", "replay and capture", "orders-prod-sync-03").Misses("prod-sync-02")
		d.Keys("tab", "enter").Sees("sent 1   accepted 1")
	})
}

// TestTheMenuSaysWhatCan: its lines are what the model says, in its order.
func TestTheMenuSaysWhatCan(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		for name := range map[string]bool{"orders-prod-sync-02": true, "ledger-pg-01": true, "payments-ora-01": true, "hr-payroll": true, "wave2-shop-01": true} {
			d.find(name).Keys("x")
			m := d.app.top().(*menu)
			job, _, _ := d.app.env.listed(model.NewJobID(d.sim.ID(name)))
			for i, c := range m.choices {
				if want := model.Can(d.client.Capabilities(), job, deeds(model.Databases)[i].verb); c.why != want {
					t.Errorf("%s: %s is grey because %q, want %q", name, c.name, c.why, want)
				}
			}
			d.Keys("esc")
		}
	})
}

// TestDeedsHaveAKeyEach, and are verbs of the model in its order.
func TestDeedsHaveAKeyEach(t *testing.T) {
	for _, realm := range []model.Realm{model.Databases, model.Files} {
		seen, last := map[string]bool{}, -1
		for _, l := range deeds(realm) {
			at := slices.Index(model.VerbsOf(realm), l.verb)
			if l.verb == model.Update { // a section that stands among the verbs: the schedule
				at = last + 1
			}
			if seen[l.key] || at <= last || strings.Contains("jkq", l.key) {
				t.Errorf("%s under %s", l.verb, l.key)
			}
			if seen[l.key] = true; l.verb != model.Update {
				last = at
			}
		}
	}
}
