package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// objectsOf opens the objects of a job from the list, and waits until what it holds
// and what the source holds were read.
func (d *desk) objectsOf(name string) *objectsPage {
	d.Helper()
	d.find(name).Keys("e", "o")
	s, ok := d.app.top().(*objectsPage)
	if !ok {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	d.until("the objects", func() bool { return s.held.have && s.source.have }, time.Minute)
	return s
}

// typesFilter types a filter of objects and keeps it.
func (d *desk) typesFilter(text string) *desk {
	d.Helper()
	d.Keys("/", "ctrl+u").Type(text).Keys("enter")
	return d.Sees("hit")
}

// onto puts the cursor on an object by its name, whatever is folded.
func (d *desk) onto(name string) *desk {
	d.Helper()
	d.typesFilter(`"` + name + `"`)
	s := d.app.top().(*objectsPage)
	for range 40 {
		if l, ok := s.cursor(); ok && s.nameOf(l.Node) == name {
			return d
		}
		d.Keys("j")
	}
	d.Fatalf("no object is called %s:\n%s", name, d.Screen())
	return d
}

// savesNothing fails if a document of objects was sent.
func (d *desk) savesNothing(after string) *desk {
	d.Helper()
	if got := d.saved(); got > 0 {
		d.Fatalf("%s: %d documents were saved", after, got)
	}
	return d
}

// saved counts the documents of objects that the service took.
func (d *desk) saved() int {
	n := 0
	for _, a := range d.sim.Applied() {
		if a.Op == "UpdateJob" && a.Action == "db_object" {
			n++
		}
	}
	return n
}

func TestTheObjectsOpenFromJobAndList(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("enter", "4").Sees("orders-prod-sync-02 › objects", "2 016 of 2 073   0 changes   0 errors", "table by table", "listed 03:12Z")
		d.Keys("esc").Sees("1 overview", "4 objects").Keys("enter").Sees("› objects").Keys("esc", "esc").Sees("jobs 1 of 40")
		d.Keys("e", "o").Sees("› objects", "2 016 of 2 073").Keys("q").Sees("jobs 1 of 40").savesNothing("a look")
	})
}

// Before anything was read nothing is counted, and nothing is wrong.
func TestNothingIsCountedBeforeItIsRead(t *testing.T) {
	tell(t, world{moving: true, service: sim.Options{Fault: "slow:3s@ShowDbObjectsList,slow:9s@CollectDbObjectsInfo,slow:9s@CollectDbObjectsAsync"}}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("e", "o").Sees("reading").Misses("0 of", "error", "whole databases").Sees("153 listed   0 changes   0 errors", "[x] orders_01", "The source is not read: this is what the job lists.", "2 016 of 2 073").savesNothing("a look")
	})
}

func TestATreeIsUnfoldedChosenAndTakenBack(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Sees("▌ [-] orders_00", "153/156").Keys("l").Sees("[x] audit_log_0007")
		d.Keys("j", "space").Sees("~ [ ] audit_log_0007", "was selected", "stays", "152/156", "2 015 of 2 073   1 change ", "1 table leaves the scope")
		d.Keys("space").Sees("0 changes", "153/156", "2 016 of 2 073").Misses("was selected")
		d.Keys("u").Sees("1 change ", "undone: audit_log_0007 chosen").Keys("u").Sees("0 changes", "undone: audit_log_0007 taken out").Keys("u").Sees("nothing to take back")
		d.Keys(".").Sees("1 change ", "redone: audit_log_0007 taken out").Keys(".").Sees("0 changes").Keys(".").Sees("nothing to do again")
		d.Keys("h", "h").Misses("audit_log_0007").Sees("▌ [-] orders_00")
		d.Keys("space").Sees("▌~[x] orders_00", "156/156", "1 lookup").Keys("space").Sees("▌~[ ] orders_00", "0/156").Keys("u", "u").Sees("0 changes")
		d.Keys(">").Sees("audit_log_0007").Keys("<").Misses("audit_log_0007").savesNothing("keys of the tree")
	})
}

// The columns of a table are read when it is unfolded, and chosen one by one.
func TestColumnsAreReadOnDemand(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.onto("audit_log_0005").Keys("l").Sees("[x] id", "bigint", "key", "[x] created_at", "/")
		d.Keys("j", "j", "j", "space").Sees("1 change ", "left out", "[ ] region_id").Keys("u").Sees("0 changes", "undone: region_id left out", "[x] region_id")
		d.Keys("h").Sees("▌   [x] audit_log_0005").Keys("h").Misses("[x] region_id")
	})
}

func TestTheFilterIsLive(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("/").Type("_b").Sees("/_b", "39 hits", "customers_0050_bak").Type("ak (").Sees("^ ", "not closed", "39 hits", "customers_0050_bak")
		d.Keys("enter").Sees("not closed", "^ ").Keys("backspace", "backspace").Misses("not closed").Keys("enter").Sees("39 hits")
		d.Keys("/").Type(" !*_0050_*").Sees("38 hits").Keys("esc").Sees("39 hits", "/_bak")
		d.Keys("/", "ctrl+u").Type("none_such").Sees("0 hits", "No object matches. esc shows everything again.").Keys("enter", "*").Sees("nothing is hit")
		d.Keys("/", "up", "up").Sees("/_bak", "39 hits").Keys("enter", "esc").Sees("table by table").Misses("_bak").savesNothing("a filter")
	})
}

func TestHitsAreChosenAndTakenOut(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("s").Sees("the hits", "/ first").Keys("t").Sees("a filter makes hits: / first").Keys("esc").Sees("0 changes")
		d.typesFilter("*_bak").Sees("39 hits").Keys("*").Sees("3 changes", "3 tables chosen; u takes it back").Keys("u").Sees("0 changes")
		d.Keys("s", "t").Sees("36 changes", "36 tables left out", "~ [ ] customers_0150_bak")
		d.Keys("i").Sees("3 changes", "[x] customers_0150_bak").Keys("u").Sees("36 changes")
		d.Keys("f").Sees("changes", "36", "not chosen", "93", "after the source was read again").Keys("4").Sees("r reads the source again").Keys("esc", "f", "1").Sees("only changes", "36 hits")
		d.Keys("esc", "esc").Sees("36 changes").Misses("only changes", "36 hits")
	})
}

func TestTheAlgebraOfAChoice(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("s", "n").Sees("0 of 2 073", "Nothing is chosen: nothing goes.", "1 error").Keys("ctrl+r").Sees("nothing is chosen").Keys("s", "a").Sees("2 073 of 2 073").Keys("s", "b").Sees("2 016 of 2 073   0 changes   0 errors")
		d.Keys("s", "i").Sees("of 2 073").Keys("u").Sees("0 changes")
		d.Keys("s", "e").Sees("2 073 of 2 073", "All there is now, but no databases that are made later: names or filters have each of them listed.").Keys("u", "u", "u", "u", "u", "u").Sees("0 changes")
		d.Keys("d").Sees("nothing is changed").Keys("G", "space", "d").Sees("1 change ").savesNothing("the algebra")
	})
}

// A choice by patterns takes a file, line after line.
func TestAFileOfPatternsChooses(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		patterns := filepath.Join(filepath.Dir(d.world.state), "patterns.txt")
		d.writes(patterns, "# copies stay\n-*_bak\n-(\n")
		d.objectsOf("wave2-shop-01")
		d.Keys("s", "p").Sees("choose by patterns").Type("patterns.txt").Keys("enter").Sees("line 3: ")
		d.writes(patterns, "# copies stay\n-*_bak\n")
		d.Keys("enter").Sees("36 changes").Keys("u").Sees("0 changes")
	})
}

func (d *desk) writes(path, text string) {
	d.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
}

// What goes to a file and comes back changes nothing; what was changed between comes
// back by it.
func TestObjectsGoToAFileAndComeBack(t *testing.T) {
	for _, c := range []struct{ key, file string }{{"1", "wave2-shop-01-objects.json"}, {"2", "wave2-shop-01-objects.csv"}} {
		tell(t, world{moving: true}, func(d *desk) {
			d.objectsOf("wave2-shop-01")
			d.typesFilter("*_bak").Keys("s", "t", "esc").Sees("36 changes")
			d.Keys("O")
			if c.key == "2" {
				d.Keys("space")
			}
			d.Keys("tab", "enter").Sees("wrote the objects of wave2-shop-01")
			text, err := os.ReadFile(filepath.Join(filepath.Dir(d.world.state), c.file))
			if err != nil || strings.Contains(string(text), "customers_0050_bak") || !strings.Contains(string(text), "crm_customers_0008") {
				t.Fatalf("%v\n%.300s\n%s", err, text, d.Screen())
			}
			d.Keys("s", "b").Sees("0 changes")
			d.Keys("I").Sees("objects from a file").Type(c.file).Keys("enter").Sees("in place of what is chosen", "0 join, 36 leave", "besides what is chosen")
			d.Keys("r").Sees("36 changes").Keys("u").Sees("0 changes").savesNothing("files")
		})
	}
}

func TestAFileThatIsNoneIsSaidByLine(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.writes(filepath.Join(filepath.Dir(d.world.state), "bad.json"), "{\n\"object_scope\": \"table\",\n\"object_info\": {\"a\": ]}\n")
		d.objectsOf("wave2-shop-01")
		d.Keys("I").Type("bad.json").Keys("enter").Sees("not taken", "line 3", "Nothing was changed.").Keys("esc").Sees("0 changes")
		d.Keys("I").Sees("bad.json").Keys("ctrl+u").Type("none.json").Keys("enter").Sees("none.json")
	})
}

// The objects of another job are taken by their names.
func TestTheObjectsOfAnotherJobAreTaken(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.Keys("s", "j").Sees("take the objects of which job").Type("wave2-shop-02").Keys("enter").Sees("objects of wave2-shop-02", "in place of what is chosen")
		d.Keys("esc").Sees("0 changes")
		d.Keys("s", "j").Type("wave2-shop-03").Keys("enter").Wait(time.Second)
		d.Keys("r").Wait(time.Second).Sees(" changes").Keys("u").Sees("0 changes").savesNothing("another job")
	})
}

// A draft is kept, offered again, and gone once there is nothing to keep.
func TestChangedObjectsAreKept(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("wave2-shop-01")
		d.typesFilter("*_bak").Keys("s", "t", "esc").Sees("36 changes").Wait(time.Second)
		d.Keys("esc").Sees("36 changes of the objects kept as a draft, nothing sent").Keys("e", "o").Sees("36 changes", "goes on; u takes it back")
		d = d.again()
		defer d.quit()
		s := d.objectsOf("wave2-shop-01")
		d.Sees("36 changes").Keys("u").Sees("0 changes").Wait(2 * time.Second)
		if _, there, err := d.client.KeptObjects(s.job.ID); there || err != nil {
			t.Errorf("the draft stays although nothing is changed (%v)", err)
		}
		d.Keys("esc").Sees("jobs 1 of 40").Misses("1 draft").savesNothing("a draft")
	})
}

// The source is read anew: what is new is told and shown, what was changed stays.
func TestNewTablesAreTold(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("l", "j", "space").Sees("1 change ")
		for range 12 {
			if d.Keys("r").Wait(20 * time.Second); d.shows("new on the source") {
				break
			}
		}
		d.Sees("1 change ", "~ [ ] audit_log_0007").Keys("f", "4").Sees("only new on the source", "hit")
		d.Keys("esc", "u").Sees("undone: audit_log_0007 taken out", "0 changes").Keys(".").Sees("1 change ").Keys("s", "b").Sees("0 changes").savesNothing("another reading")
	})
}

func TestAReadingIsStopped(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.objectsOf("orders-prod-sync-02")
		d.Keys("l", "j", "space").Sees("1 change ").Fast("r").Sees("reading the source").Keys("x").Sees("the reading was stopped; what was read before stays", "1 change ", "audit_log_0007")
		d.Wait(time.Minute).Sees("1 change ", "listed 03:12Z")
	})
}
