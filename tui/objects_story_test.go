package tui

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// The newcomer's story: of a job's tables the copies are dropped, the orders get other
// names, one table a row filter and an added column. What arrives means exactly that,
// for somebody who knows nothing of drover.
func TestANewcomerChoosesObjects(t *testing.T) {
	sizes := []int{2000}
	if os.Getenv("DROVER_SOAK") == "1" {
		sizes = append(sizes, 100_000, 1_000_000)
	}
	for _, tables := range sizes {
		tell(t, world{moving: true, service: sim.Options{Tables: tables}}, func(d *desk) {
			before := d.holdsNow("wave2-shop-01")
			d.objectsOf("wave2-shop-01")
			tree := d.app.top().(*objectsPage).state().Tree()
			if tree.LeafCount() < tables {
				t.Fatalf("the tree holds %d objects", tree.LeafCount())
			}
			d.typesFilter("*_bak").Keys("s", "t").Wait(time.Second).Keys("esc").Sees("leave the scope")
			d.Keys("m").Sees("rename by a rule").Type(`orders_(\d+)`).Keys("tab").Type("orders_y$1").Wait(3*time.Second).Sees("orders_y0019", "0 clashes")
			d.Keys("ctrl+r").Sees("renamed by", "u takes it back")
			d.onto("stock_0007").Keys("w").Sees("rows of stock_0007").Type("region_id = 7").Keys("enter").Sees("where", "region_id = 7")
			d.Keys("+").Sees("a column added to stock_0007").Type("src_id").Keys("tab", "tab", "tab").Type("7").Keys("ctrl+r").Sees("adds", "src_id")
			d.Keys("esc", "ctrl+r").Sees("update objects wave2-shop-01 on DEMO").sends("").Sees("√ save the objects").Wait(2 * time.Minute).Sees("done")
			d.Keys("esc").Sees("0 changes   0 errors")
			d.meansTheStory(before, d.holdsNow("wave2-shop-01"), tree.LeafCount())
		})
	}
}

// meansTheStory reads what arrived, and what was there before, table by table.
func (d *desk) meansTheStory(before, after map[string]any, most int) {
	d.Helper()
	orders, all, renamed := regexp.MustCompile(`^orders_(\d+)$`), 0, 0
	was, is := before["object_info"].(map[string]any), after["object_info"].(map[string]any)
	if len(was) != len(is) || after["object_scope"] != "table" {
		d.Fatalf("%d databases were, %d are; scope %v", len(was), len(is), after["object_scope"])
	}
	for db, box := range is {
		tables, listed := inDoc(box, "tables").(map[string]any)
		if !listed {
			d.Errorf("%s goes as a whole, copies and all", db)
			continue
		}
		if inDoc(box, "name") != inDoc(was[db], "name") {
			d.Errorf("%s is called %v", db, inDoc(box, "name"))
		}
		for name, table := range tables {
			all++
			want := name
			if m := orders.FindStringSubmatch(name); m != nil {
				want = "orders_y" + m[1]
				renamed++
			} else if former, ok := inDoc(was[db], "tables", name, "name").(string); ok {
				want = former
			}
			if got := inDoc(table, "name"); got != want {
				d.Errorf("%s.%s is called %v, want %s", db, name, got, want)
			}
			if strings.HasSuffix(name, "_bak") {
				d.Errorf("%s.%s goes", db, name)
			}
			d.asItWas(db, name, inDoc(was[db], "tables", name), table)
		}
	}
	if renamed < most/20 || all < most*9/10 {
		d.Errorf("%d of %d tables are renamed, of %d that there are", renamed, all, most)
	}
	table := inDoc(is["wave2_00"], "tables", "stock_0007")
	if got := inDoc(table, "filter_conditions"); inDoc(table, "filtered") != true || !slices.Equal(got.([]any), []any{"region_id = 7"}) {
		d.Errorf("the row filter is %v", got)
	}
	column := inDoc(table, "columns", "src_id")
	for key, want := range map[string]any{"name": "src_id", "additional": true, "operation_type": "ADDITIONALCOLUMN,default_value", "type": "int", "value": "7"} {
		if got := inDoc(column, key); got != want {
			d.Errorf("of the added column %s is %v, want %v", key, got, want)
		}
	}
}

// asItWas compares what nobody touched of a table: filters and columns.
func (d *desk) asItWas(db, name string, was, is any) {
	d.Helper()
	if was == nil || name == "stock_0007" {
		return
	}
	for _, key := range []string{"type", "filtered", "filter_conditions", "config_conditions", "sync_type", "columns"} {
		if a, b := jsonOf(inDoc(was, key)), jsonOf(inDoc(is, key)); a != b {
			d.Errorf("%s.%s: %s was %s and is %s", db, name, key, a, b)
		}
	}
}

// What a key costs is drawn on a screen: so many bytes at most, whatever the size of
// the tree. A window full of rows is some thousand cells.
func TestTheSizeOfTheTreeDoesNotShow(t *testing.T) {
	frames := map[int]int{}
	for _, tables := range []int{2000, 20_000} {
		tell(t, world{moving: true, size: [2]int{120, 40}, service: sim.Options{Tables: tables}}, func(d *desk) {
			s := d.objectsOf("wave2-shop-01")
			d.Keys(">", "pgdown")
			frames[tables] = len(s.View())
			if rows := strings.Count(d.Screen(), "[x]"); rows < 25 {
				t.Errorf("%s rows are drawn:\n%s", strconv.Itoa(rows), d.Screen())
			}
		})
	}
	if a, b := frames[2000], frames[20_000]; b > a+a/4 {
		t.Errorf("a frame has %d bytes of 2 000 tables and %d of 20 000", a, b)
	}
}

// The same on a terminal, library, painter and all.
func TestANewcomersObjectsOnATerminal(t *testing.T) {
	m := run(t, world{})
	before := m.holdsNow("wave2-shop-01")
	m.sees("jobs 40 of 40").keys("/").types("name:wave2-shop-01").sees("jobs 1 of 40").keys("enter", "enter").sees("1 overview").keys("4").sees("2 016 of 2 073", "listed 03:12Z")
	m.keys("/").types("*_bak").sees("39 hits").keys("enter", "s").sees("take the hits out").keys("t").sees("36 changes").keys("esc")
	m.keys("m").sees("rename by a rule").types(`orders_(\d+)`).keys("tab").types("orders_y$1").sees("orders_y0019", "0 clashes").keys("ctrl+r").sees("renamed by")
	m.keys("/").types("stock_0007").sees("1 hit").keys("enter", "j", "w").sees("rows of stock_0007").types("region_id = 7").keys("enter").sees("region_id = 7", "1 filter")
	m.keys("+").sees("a column added to stock_0007").types("src_id").keys("tab", "tab", "tab").types("7").sees("src_id", "7").keys("ctrl+r").sees("adds")
	m.keys("esc", "ctrl+r").sees("update objects wave2-shop-01 on DEMO", "[ Send ]")
	time.Sleep(2 * seenAfter) // keys before that are dropped
	m.keys("tab", "enter").sees("sent 1   accepted 1   refused 0   unknown 0", "save the objects  done").keys("esc").sees("0 changes   0 errors")
	m.meansTheStory(before, m.holdsNow("wave2-shop-01"), 2073)
}
