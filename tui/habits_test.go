package tui

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
	"drover/model"
)

// TestColumnsAreChosen one by one, moved, and given back to the width.
func TestColumnsAreChosen(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys(",").Sees("[x] FROM>TO", "[ ] ID", "As wide as the list allows").Keys("space").Sees("[ ] FROM>TO", "NAME always stands first")
		d.Misses("oracle>gaussdb")
		for d.Line("▌ [ ] ID") == "" {
			d.Keys("j")
		}
		d.Keys("space").Sees("▌ [x] ID").Keys("esc")
		if got := d.titles(); !slices.Equal(got, []string{"NAME↑", "STATUS", "LAG/%", "AGE", "ID"}) {
			t.Errorf("the columns are %v", got)
		}
		d.Sees(d.sim.ID("crm-dr"))
		d.Keys(",").Keys("j", "j", "j", "j").Sees("▌ [x] ID").Keys("h", "h").Keys("esc")
		if got := d.titles(); !slices.Equal(got, []string{"NAME↑", "STATUS", "ID", "LAG/%", "AGE"}) && !slices.Equal(got, []string{"NAME↑", "TASK", "STATUS", "ID", "LAG/%", "AGE"}) {
			t.Errorf("the columns are %v", got)
		}
		d.Keys(",", "0").Sees("As wide as the list allows").Keys("esc").Sees("FROM>TO")
	})
}

// titles are the words above the rows.
func (d *desk) titles() []string { return strings.Fields(d.Line("NAME")) }

// TestOneColumnStays beside the name: nothing else could be meant by none.
func TestOneColumnStays(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys(",")
		for range 5 {
			d.Keys("space", "j")
		}
		d.Keys("k", "space").Sees("One column stays beside the name")
		if len(d.jobs().chosen) != 1 {
			t.Errorf("chosen: %v", d.jobs().chosen)
		}
	})
}

// TestColumnsWithoutRoomGo in the order of what they are worth, and come back
// with the room; the dialog says so.
func TestColumnsWithoutRoomGo(t *testing.T) {
	tell(t, world{size: [2]int{200, 20}}, func(d *desk) {
		var all []string
		for _, h := range d.jobs().headings()[1:] {
			all = append(all, h.title)
		}
		d.jobs().setColumns(all)
		was := len(all) + 1
		for w := 200; w >= 1; w-- {
			d.Size(w, 20)
			var shown []string
			for _, title := range append([]string{"NAME"}, all...) {
				if d.jobs().shows(title) {
					shown = append(shown, title)
				}
			}
			if len(shown) > was {
				t.Fatalf("at %d there are more columns than before: %v", w, shown)
			}
			was = len(shown)
			switch want := []string{"ID", "STATUS", "LAG/%"}; {
			case w >= 90 && !slices.Contains(shown, "ID"):
				t.Fatalf("at %d what was asked for has gone before the others: %v", w, shown)
			case w >= 40 && !slices.Contains(shown, want[1]), w >= 50 && !slices.Contains(shown, want[2]):
				t.Fatalf("at %d status or lag has gone: %v", w, shown)
			}
		}
		d.Size(80, 24).Keys(",").Sees("no room now")
		if d.Size(200, 20); !d.jobs().shows("NET") {
			t.Error("with the room the columns do not come back")
		}
	})
}

// TestAskedColumnsTell what is known, and a dash where it is not.
func TestAskedColumnsTell(t *testing.T) {
	tell(t, world{place: production(), size: [2]int{240, 30}}, func(d *desk) {
		d.jobs().setColumns([]string{"READ", "PROFILE", "DIRECTION", "SPEC", "EXPIRES", "CREATED", "NEXT RUN"})
		d.find("catalog-mongo-01")
		d.until("the preview's detail", func() bool { return d.jobs().learned[d.cursor()].spec != "" })
		row := strings.Fields(strings.SplitN(d.Line("▌ "), "│", 2)[0])
		for _, word := range []string{"prod-cn4", "in4h", "high", "-"} {
			if !slices.Contains(row, word) {
				t.Errorf("the row does not say %s: %v", word, row)
			}
		}
	})
}

// TestEveryOrderSorts and turns round, and the table's arrow says so.
func TestEveryOrderSorts(t *testing.T) {
	tell(t, world{size: [2]int{200, 45}}, func(d *desk) {
		d.jobs().setColumns([]string{"STATUS", "LAG/%", "AGE", "ID", "READ", "DIRECTION", "SPEC", "EXPIRES", "CREATED", "NEXT RUN"})
		for _, o := range d.jobs().orders() {
			d.Keys("s", o.key)
			if got := d.jobs().sort.by; got != o.by {
				t.Fatalf("s %s sorts by %s, not %s", o.key, got, o.by)
			}
			first := d.jobs().sort.desc
			d.inOrder(o)
			d.Keys("s", o.key)
			if d.jobs().sort.desc == first {
				t.Errorf("s %s again does not turn round", o.key)
			}
			d.inOrder(o)
		}
	})
}

// inOrder fails unless the parents stand in the order asked for, those equal in
// it by name.
func (d *desk) inOrder(o order) {
	d.Helper()
	compare := byAttention
	for _, h := range d.jobs().headings() {
		if h.by == o.by && h.order != nil {
			compare = h.order
		}
	}
	var last *row
	for r := range d.jobs().table.Filtered {
		if !r.job.Parent.Empty() {
			continue
		}
		if last != nil {
			c := compare(last, r)
			if d.jobs().sort.desc {
				c = -c
			}
			if c > 0 || c == 0 && o.by != sortName && last.name > r.name {
				d.Errorf("by %s, descending %v: %s stands before %s", o.by, d.jobs().sort.desc, last.name, r.name)
			}
		}
		last = r
	}
}

// rows are the names the filter shows, top to bottom.
func (d *desk) rows() []string {
	var out []string
	for r := range d.jobs().table.Filtered {
		out = append(out, r.name)
	}
	return out
}

// TestAttentionComesFirst: s a is the list in the order of what is wrong.
func TestAttentionComesFirst(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Keys("s").Sees("a  attention", "what is wrong first", "g  age").Keys("a", "g")
		wants := []model.Attention{}
		lag := []int{}
		for r := range d.jobs().table.Filtered {
			if r.job.Parent.Empty() {
				wants = append(wants, r.wants)
				if r.wants == model.WantsWatching {
					lag = append(lag, -int(r.sample.Lag))
				}
			}
		}
		if !slices.IsSorted(wants) || wants[0] != model.WantsMending || !slices.IsSorted(lag) || len(lag) < 3 {
			t.Errorf("attention %v, lag %v", wants, lag)
		}
		d.sim.Set(d.sim.ID("wave2-shop-01"), "PAUSING")
		d.Keys("r")
		if rows := d.rows(); slices.Index(rows, "wave2-shop-01") > slices.Index(rows, "ledger-pg-03") {
			t.Errorf("what is paused since stands behind what is busy: %v", rows)
		}
	})
}

// TestRange is marked by its second v; esc drops it.
func TestRange(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		first := d.rows()
		d.Keys("v").Sees("range 1 from audit-stream").Keys("j", "j").Sees("range 3 from audit-stream", "·", "v mark 3")
		d.Keys("esc").Misses("range", "marked").Sees("jobs 40 of 40")
		d.Keys("v", "k", "k").Sees("range 3 from " + first[2]).Keys("v").Sees("3 marked").Misses("range")
		d.Keys("i").Sees("37 marked").Keys("i").Sees("3 marked")
		d.Keys("/").Type("wave2").Keys("enter", "i").Sees("6 marked (3 hidden)")
		d.Keys("f", "6")
		if got := d.rows(); len(got) != 6 || !slices.Equal(got[:3], first[:3]) {
			t.Errorf("marked: %v", got)
		}
	})
}

// TestCompact gives lines to rows.
func TestCompact(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		_, was, _ := d.jobs().table.Position()
		d.Keys("z").Misses("──", "385ad592")
		if _, last, _ := d.jobs().table.Position(); last < was+3 {
			t.Errorf("compact shows rows up to %d, before it %d", last, was)
		}
		if d.Keys("enter"); strings.HasPrefix(strings.Split(d.Screen(), "\n")[3], "──") {
			t.Errorf("the page has a line below its tabs:\n%s", d.Screen())
		}
		d.Keys("esc", "z").Sees("──")
	})
}

// TestEverythingIsRemembered from one start to the next.
func TestEverythingIsRemembered(t *testing.T) {
	var got model.View
	var before string
	tell(t, world{}, func(d *desk) {
		d.Keys("/").Type("status:config").Keys("enter").Keys("f", "+").Sees("save this filter").Type("to start soon").Keys("enter").Sees("saved as to start soon")
		d.Keys("/", "ctrl+u").Type("wave2").Keys("enter").Keys("s", "g", "z", "t", ",", "space", "esc").Keys(":").Type("invert").Keys("enter", "g").Sees("3 marked")
		before = d.Wait(goodNewsLasts).Screen()
		want := model.View{
			Columns: []string{"TASK", "STATUS", "LAG/%", "AGE"}, Sort: "age", Filter: "wave2", History: []string{"status:config", "wave2"},
			Saved: []model.SavedFilter{{Name: "to start soon", Query: "status:config"}}, Compact: true, Clock: "utc",
			Recent: []string{"invert the marks of what the filter shows"},
		}
		if got = d.client.View(); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("saved is\n%+v\nnot\n%+v", got, want)
		}
	})
	tell(t, world{view: &got}, func(d *desk) {
		d.Keys("*")
		if after := d.Screen(); after != before {
			t.Errorf("restored:\n%s\nbefore:\n%s", after, before)
		}
		d.Keys("u", "f").Sees("a  to start soon", "status:config").Keys("a").Sees("jobs 10 of 40", "/status:config")
		d.Keys("f", "-").Sees("delete which").Keys("a").Sees("deleted: to start soon").Wait(goodNewsLasts).Keys("f").Sees("8  running out").Misses("to start soon")
	})
}

// TestDamagedViewIsLeftOutAndSaid, each value by itself.
func TestDamagedViewIsLeftOutAndSaid(t *testing.T) {
	for _, c := range []struct {
		view model.View
		says string
	}{
		{model.View{Sort: "colour"}, `the order "colour"`},
		{model.View{Columns: []string{"AGE", "PRICE", "\x1b[2J", "AGE"}}, `the column "PRICE", the column "^[[2J"`},
		{model.View{Filter: `wave2 "`}, `the filter "wave2 "`},
		{model.View{Quick: 17}, "the quick filter 17"},
		{model.View{Clock: "moon"}, `the clock "moon"`},
		{model.View{Saved: []model.SavedFilter{{Name: "x", Query: "status"}, {Name: "bad", Query: "("}, {Query: "noname"}}}, `the saved filter "bad"`},
	} {
		tell(t, world{view: &c.view}, func(d *desk) {
			d.Sees("left out of what was remembered: " + c.says).Sees("jobs 40 of 40")
			d.Keys("j").Misses("left out of").Keys("r").Misses("left out of")
			if got := d.jobs().chosen; len(c.view.Columns) > 0 && !slices.Equal(got, []string{"AGE"}) {
				t.Errorf("the columns are %v", got)
			}
		})
	}
}

// TestHistoryHoldsEachFilterOnce, the last ones only.
func TestHistoryHoldsEachFilterOnce(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		for n := range keepHistory + 5 {
			d.jobs().filter.remember(fmt.Sprint("wave", n%(keepHistory+2)))
		}
		h := d.jobs().filter.history
		if len(h) != keepHistory || h[len(h)-1] != "wave2" || len(slices.Compact(slices.Sorted(slices.Values(h)))) != len(h) {
			t.Errorf("the history is %v", h)
		}
		d.Keys("/", "up").Sees("/wave2").Keys("up", "up", "up").Sees(fmt.Sprint("/wave", keepHistory+1)).Keys("down").Sees("/wave0")
	})
}

// TestNothingMovesCursorOrMarks: not columns, not orders, not compact pages.
func TestNothingMovesCursorOrMarks(t *testing.T) {
	for seed := range uint64(4) {
		tell(t, world{moving: true, service: sim.Options{Jobs: 60}}, func(d *desk) {
			dice := rand.New(rand.NewPCG(seed, 9)) //nolint:gosec // a test
			d.Keys("j", "space", "j", "j", "space", "j", "j", "j")
			cursor, marks := d.cursor(), marked(d)
			for step := range 40 {
				did := d.rearrange(dice)
				if now := marked(d); fmt.Sprint(now) != fmt.Sprint(marks) || d.cursor() != cursor {
					t.Fatalf("seed %d, step %d: %s has moved cursor or marks\n%s", seed, step, did, d.Screen())
				}
				if first, last, _ := d.jobs().table.Position(); !slices.Contains(d.jobs().table.OnScreen(), cursor) {
					t.Fatalf("seed %d, step %d: %s has scrolled the cursor away: %d to %d", seed, step, did, first, last)
				}
			}
		})
	}
}

// rearrange changes how the list looks.
func (d *desk) rearrange(dice *rand.Rand) string {
	orders := d.jobs().orders()
	switch keys := []string{",", "space", "j", "l", "h", "0"}; dice.IntN(5) {
	case 0:
		o := orders[dice.IntN(len(orders))]
		d.Keys("s", o.key)
		return "sorting by " + string(o.by)
	case 1:
		d.Keys("z")
		return "compact"
	case 2:
		w, h := 30+dice.IntN(160), 8+dice.IntN(40)
		d.Size(w, h)
		return fmt.Sprint("a window of ", w, "×", h)
	case 3:
		d.Keys("r")
		return "reading"
	default:
		d.Keys(",")
		for range dice.IntN(12) {
			d.Keys(keys[1+dice.IntN(len(keys)-1)])
		}
		d.Keys("esc")
		return fmt.Sprint("the columns ", d.jobs().chosen)
	}
}

// TestUnrememberedIsSaidOnce: a view that cannot be saved is news once.
func TestUnrememberedIsSaidOnce(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.take(kept{errors.New("no space left on device")})
		d.Sees("how you want the list is not remembered: no space left on device").Keys("j")
		d.take(kept{errors.New("no space left on device")})
		d.Misses("not remembered")
	})
}

// TestSavingIsGathered: many changes within a second are one.
func TestSavingIsGathered(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.Fast("s", "l", "s", "l", "s", "g")
		if got := d.client.View(); got.Sort != "" {
			t.Errorf("saved at once: %+v", got)
		}
		d.Wait(keepEvery)
		if got := d.client.View(); got.Sort != "age" {
			t.Errorf("saved after a second: %+v", got)
		}
	})
}
