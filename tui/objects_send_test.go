package tui

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model/objects"
)

// sends types the word of the review that is on top, if there is one, and sends.
func (d *desk) sends(word string) *desk {
	d.Helper()
	d.Wait(time.Second)
	if word != "" {
		return d.Type(word).Keys("enter")
	}
	return d.Keys("tab", "enter")
}

// holdsNow is the document that the simulator has of a job.
func (d *desk) holdsNow(name string) map[string]any {
	d.Helper()
	var out map[string]any
	if err := json.Unmarshal(d.sim.Objects(d.sim.ID(name)), &out); err != nil {
		d.Fatal(err)
	}
	return out
}

// inDoc walks down a document by names.
func inDoc(doc any, path ...string) any {
	for _, name := range path {
		m, _ := doc.(map[string]any)
		doc = m[name]
	}
	return doc
}

// namesIn are the keys at a place of a document, in order.
func namesIn(doc any, path ...string) []string {
	m, _ := inDoc(doc, path...).(map[string]any)
	return slices.Sorted(maps.Keys(m))
}

func TestObjectsOfARestingJobAreSaved(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("ctrl+r").Sees("nothing is changed").typesFilter("*_bak").Keys("s", "t", "esc", "ctrl+r")
		d.Sees("update objects wave2-shop-01 on DEMO", "wave2_01", "3 tables leave", "order_items_0150_bak", "[ Send ]   [ Back ]").Misses("Type wave2").savesNothing("a review")
		d.Keys("enter").Sees("36 changes").savesNothing("Back").Keys("ctrl+r").sends("").Sees("sent 1   accepted 1   refused 0   unknown 0", "√ save the objects").Misses("pre-check")
		d.Wait(time.Minute).Sees("done").Keys("esc").Sees("0 changes   0 errors", "1 980 of 2 073")
		if got := d.saved(); got != 1 {
			t.Errorf("%d documents were saved", got)
		}
		doc := d.holdsNow("wave2-shop-01")
		if names := namesIn(doc, "object_info", "wave2_01", "tables"); len(names) != 152 || slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, "_bak") }) {
			t.Errorf("wave2_01 holds %d tables: %v", len(names), names)
		}
		d.Keys("esc").Misses("draft")
	})
}

// Keys typed before the review could be seen send nothing, and neither does a word
// that is pasted.
// Who leaves the steps before the saving is over finds the page upon what the job holds.
func TestASavingThatNobodyLooksAtIsTakenUp(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "slow:3s@ShowUpdateObjectSavingStatus"}}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.typesFilter("*_bak").Keys("s", "t", "esc", "ctrl+r").sends("").Sees("save the objects").Misses("save the objects  done").Keys("esc").Sees("36 changes")
		d.Wait(time.Minute).Sees("0 changes   0 errors", "1 980 of 2 073")
	})
}

func TestObjectsAreNotSentByHaste(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("l", "j", "space").Fast("ctrl+r", "tab", "enter", "enter").Wait(time.Second).Sees("Type orders-prod-sync-02").savesNothing("keys typed ahead")
		d.Paste("orders-prod-sync-02").Keys("enter").Sees("type").Wait(time.Second).savesNothing("a pasted word")
		d.Type("orders-prod").Keys("enter").Sees("type orders-prod-sync-02 first").savesNothing("half a word")
		d.Type("-sync-02").Keys("enter").Sees("save the objects  done", "K runs it")
		if tables := namesIn(d.holdsNow("orders-prod-sync-02"), "object_info", "orders_00", "tables"); slices.Contains(tables, "audit_log_0007") || !slices.Contains(tables, "audit_log_0017") {
			t.Errorf("orders_00 holds %v", tables)
		}
	})
}

// A running sync takes other objects on: saved, checked, taken on, copied by a child
// that is followed to its end.
func TestARunningSyncTakesItsObjectsOn(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.onto("customers_0050_bak").Keys("space", "esc").Sees("1 change ", "1 table joins").Keys("ctrl+r").Misses("Type orders").sends("").Sees("save the objects  done", "K runs it")
		d.Keys("R").Sees("K runs it").Keys("K").Sees("pre-check orders-prod-sync-02").sends("").Sees("√ pre-check         passed", "R, once")
		d.Keys("R").Sees("re-edit orders-prod-sync-02", "makes a child job that copies what joined").sends("").Sees("take them on", "child")
		d.Wait(2 * time.Minute).Sees("■ child job         orders-prod-sync-02-edit-01: child ended").Misses("waited for")
		d.Keys("K").Sees("the job has taken its objects on").Keys("R").Sees("sent already")
		d.Keys("esc").Sees("0 changes").Sees("[x] customers_0050_bak")
		var done []string
		for _, a := range d.sim.Applied() {
			done = append(done, a.Op+" "+a.Action)
		}
		if len(done) != 3 {
			t.Errorf("applied %v", done)
		}
	})
}

// The answer is lost: what became of it is read, never guessed.
func TestALostAnswerToASavingIsRead(t *testing.T) {
	for _, c := range []struct{ fault, sees string }{
		{"reset-after@UpdateJob/1", "done: the answer was lost; the job holds what was asked for"},
		{"reset-before@UpdateJob/1", "absent: the answer was lost; until the last look the job held the former objects"},
		{"500@UpdateJob/1", "save the objects"},
	} {
		tell(t, world{moving: true, service: sim.Options{Fault: c.fault}}, func(d *desk) {
			d.objectsOf("wave2-shop-01")
			d.Keys("l", "j", "space").Sees("1 change ").Keys("ctrl+r").sends("").Sees("save the objects")
			d.Wait(5 * time.Minute).Sees(c.sees)
			took := d.saved() == 1
			if said := d.shows("save the objects  done"); said != took {
				t.Errorf("%s: the service took it: %v, the page:\n%s", c.fault, took, d.Screen())
			}
			if took {
				d.Keys("esc").Sees("0 changes")
			} else {
				d.Keys("esc").Sees("1 change ")
			}
		})
	}
}

// Somebody else has changed the objects since: nothing is sent, and theirs and mine
// are put together as is chosen.
func TestTheirObjectsAndMine(t *testing.T) {
	clash := func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("l", "j", "space").Sees("1 change ", "~ [ ] audit_log_0005").Keys("ctrl+r").Sees("update objects")
		d.savesElsewhere("wave2-shop-01", func(info map[string]any) { delete(info, "wave2_12") })
		d.sends("").Sees("not sent", "somebody else has changed the objects since they were read", "e what they changed")
		d.Keys("e").Sees("changed elsewhere", "yours on top of theirs", "theirs, yours dropped", "yours alone, theirs replaced", "Changed there since 03:12Z: 156 objects leave the scope")
	}
	want := func(d *desk, theirs, mine bool) {
		d.Helper()
		doc := d.holdsNow("wave2-shop-01")
		if _, there := inDoc(doc, "object_info", "wave2_12").(map[string]any); there == theirs {
			d.Errorf("wave2_12 is there: %v", there)
		}
		if _, there := inDoc(doc, "object_info", "wave2_00", "tables", "audit_log_0005").(map[string]any); there == mine {
			d.Errorf("audit_log_0005 is there: %v", there)
		}
	}
	tell(t, world{moving: true}, func(d *desk) {
		clash(d)
		d.Keys("esc").Sees("1 change ").Keys("ctrl+r").sends("").Sees("somebody else").Keys("e").Sees("changed elsewhere")
		d.Keys("m").Sees("1 change ", "1 859 of 2 073", "~ [ ] audit_log_0005").Keys("ctrl+r").Misses("Type wave2").sends("").Sees("save the objects  done")
		want(d, true, true)
	})
	tell(t, world{moving: true}, func(d *desk) {
		clash(d)
		d.Keys("t").Sees("the page shows theirs", "0 changes", "1 860 of 2 073", "[x] audit_log_0005").Keys("esc").Misses("kept as a draft")
		want(d, true, false)
	})
	tell(t, world{moving: true}, func(d *desk) {
		clash(d)
		d.Keys("o").Sees("2 changes", "2 015 of 2 073").Keys("ctrl+r").Sees("It replaces what somebody else has saved meanwhile.", "Type wave2-shop-01").sends("wave2-shop-01").Sees("save the objects  done")
		want(d, false, true)
		d.Keys("esc").Sees("0 changes").Keys("l", "j", "j", "space", "ctrl+r").Misses("It replaces")
	})
}

// savesElsewhere has somebody else change what a job holds.
func (d *desk) savesElsewhere(name string, change func(info map[string]any)) {
	d.Helper()
	doc := d.holdsNow(name)
	change(doc["object_info"].(map[string]any))
	text, err := json.Marshal(map[string]any{"type": "db_object", "params": map[string]any{"db_object": doc}})
	if err != nil {
		d.Fatal(err)
	}
	d.elsewhere(name, string(text))
	d.Wait(time.Minute)
}

// What is wrong with what is chosen is counted, shown by ctrl+g, and sends nothing.
func TestErrorsOfObjectsAreGoneTo(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("ctrl+g").Sees("0 errors: nothing is wrong")
		d.onto("audit_log_0015").Keys("n", "ctrl+u").Type("audit_log_0005").Keys("enter", "esc", "g").Sees("1 change   2 errors")
		d.Keys("ctrl+r").Sees("on the target is also wave2_00.audit_log_00").savesNothing("a choice with errors").Keys("ctrl+g").Sees("▌ ~ [x] audit_log_0")
		d.Keys("f", "2").Sees("only clashes and errors", "audit_log_0005", "audit_log_0015").Keys("esc", "u").Sees("0 changes   0 errors")
	})
}

// A saving that the service takes on and then gives up changed nothing: mine are still
// there to be sent.
func TestASavingThatFailsIsTold(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.objectsOf("wave2-shop-01")
		before := jsonOf(d.holdsNow("wave2-shop-01"))
		d.typesFilter("*_bak").Keys("s", "t", "esc")
		d.sim.Script(func(op string, _ int) string {
			if op == "UpdateJob" || op == "ShowUpdateObjectSavingStatus" {
				return "fail:" + s.job.ID.Raw()
			}
			return ""
		})
		d.Keys("ctrl+r").sends("").Wait(3 * time.Minute).Sees("save the objects  refused: DRS.").Misses("save the objects  done")
		if now := jsonOf(d.holdsNow("wave2-shop-01")); now != before {
			t.Error("what the job holds has changed")
		}
		d.sim.Script(nil)
		d.Keys("esc").Sees("36 changes").Keys("ctrl+r").sends("").Sees("save the objects  done")
	})
}

// Whoever leaves while it is saved finds the page as the service has it.
func TestLeavingWhileItIsSavedLosesNothing(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.typesFilter("*_bak").Keys("s", "t", "esc", "ctrl+r").sends("").Fast("esc", "esc").Wait(time.Minute)
		d.Sees("jobs 1 of 40")
		d.objectsOf("wave2-shop-01")
		d.Sees("0 changes   0 errors", "1 980 of 2 073").Keys("esc").Misses("1 draft")
		if got := d.saved(); got != 1 {
			t.Errorf("%d documents were saved", got)
		}
	})
}

// Where nobody can tell what became of a saving, that is said, and another one waits
// until it is settled.
func TestAnUnknownSavingIsNotSentAgain(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("l", "j", "space").Sees("1 change ").Keys("ctrl+r")
		sent := false
		d.sim.Script(func(op string, _ int) string {
			switch {
			case op == "UpdateJob":
				sent = true
				return "reset-after"
			case sent && op == "ShowDbObjectsList":
				return "500"
			}
			return ""
		})
		d.sends("").Wait(10*time.Minute).Sees("unknown 1", "? save the objects", "unknown: the answer was lost, and what the job holds could not be read: ShowDbObjectsList 500")
		d.Keys("esc").Sees("1 change ").Keys("ctrl+r").sends("").Sees("not sent: an earlier write to it is unresolved")
		if n := d.saved(); n != 1 {
			t.Errorf("%d documents were saved", n)
		}
		d.sim.Script(nil)
		d = d.again()
		defer d.quit()
		d.Wait(10 * time.Minute)
		d.objectsOf("wave2-shop-01")
		d.Sees("0 changes   0 errors", "2 015 of 2 073")
	})
}

// jsonOf is a value as text, its members in order.
func jsonOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// Whoever left the steps of a re-edit finds them again, in another session too.
func TestTheStepsOfAReEditAreFoundAgain(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("R").Sees("what the job holds was saved before", "K runs it").Keys("esc")
		d.onto("customers_0050_bak").Keys("space").Keys("R").Sees("not saved yet: ctrl+r")
		d.Keys("ctrl+r").sends("").Sees("save the objects  done").Keys("esc", "R").Sees("save the objects  done", "K runs it")
		d.Keys("K").sends("").Sees("√ pre-check         passed")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("R").Sees("the job has not begun")
	})
}

// After a saving the service is asked how it has understood names and columns.
func TestNamesAreLookedAtAfterASaving(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.typesFilter("orders_00*").Keys("m").Type(`orders_(\d+)`).Keys("tab").Type("orders_y$1").Keys("ctrl+r", "esc")
		d.Keys("ctrl+r").sends("").Sees("save the objects  done", "as understood", "tables looked at: the service tells them as asked for")
	})
	rows := []objects.Mapping{{Source: objects.Path{Database: "a", Name: "t"}, Target: objects.Path{Database: "a", Name: "u"}}}
	for _, c := range []struct {
		want wantedName
		why  string
	}{
		{wantedName{objects.Path{Database: "a", Name: "t"}, "u", false}, ""},
		{wantedName{objects.Path{Database: "a", Name: "t"}, "v", false}, "is called u there, not v"},
		{wantedName{objects.Path{Database: "a", Name: "t"}, "u", true}, "has no choice of columns there"},
		{wantedName{objects.Path{Database: "a", Name: "x"}, "u", false}, "is not told of"},
	} {
		if got := c.want.otherwise(rows); got != c.why {
			t.Errorf("%q, want %q", got, c.why)
		}
	}
}
