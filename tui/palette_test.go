package tui

import (
	"slices"
	"testing"
	"time"

	"drover/client/sim"
	"drover/tui/theme"
)

// TestWordsInThePalette do at once what takes a menu or a field by key.
func TestWordsInThePalette(t *testing.T) {
	say := func(d *desk, words string) *desk { return d.Keys(":").Type(words) }
	tell(t, world{moving: true}, func(d *desk) {
		say(d, "sort lag").Sees("sort lag  by lag").Keys("enter").Sees("LAG/%↓")
		say(d, "sort attention").Keys("enter")
		if got := d.jobs().sort.by; got != sortAttention {
			t.Errorf("sorted by %s", got)
		}
		say(d, "sort price").Sees("sort price: one of name, status").Keys("enter").Sees("one of name").Keys("esc")
		say(d, "filter wave2 !01").Sees("2 jobs").Keys("enter").Sees("jobs 2 of 40", "/wave2 !01")
		say(d, `filter "`).Sees("column 1:").Keys("esc", "esc").Sees("jobs 40 of 40")
		say(d, "copy name").Keys("enter").Sees("copied the name")
		say(d, "copy house").Sees("one of id, name").Keys("esc")
		say(d, "refresh 30s").Sees("read every 30s").Keys("enter").Sees("every 30s")
		say(d, "refresh 1s").Sees("not faster than every 2s").Keys("esc")
		say(d, "refresh 0").Keys("enter").Sees("by hand")
		say(d, "watch lag 10s 2m").Keys("enter").Sees("watching 1", "under 10s for 2m")
		say(d, "watch failed").Keys("enter").Sees("watching 2")
		say(d, "watch tv").Sees("failed, or lag 10s 1m").Keys("esc")
		say(d, "theme dark").Sees("fixed at the start").Keys("esc")
		say(d, "columns").Keys("enter").Sees("[x] FROM>TO")
	})
	tell(t, world{auto: true, look: theme.Options{Mode: theme.Auto}}, func(d *desk) {
		say(d, "theme light").Keys("enter")
		if d.app.env.theme == nil || d.jobs().env.theme != d.app.env.theme {
			t.Error("the theme has not changed everywhere")
		}
		say(d, "theme pink").Sees("theme pink: dark or light")
	})
}

// TestGo opens the job that is meant, and lets one of several be chosen.
func TestGo(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		id := d.sim.ID("crm-dr")
		d.Keys(":").Type("go "+id[:6]).Sees("crm-dr").Keys("enter").Sees("crm-dr", "state").Keys("esc")
		d.Keys(":").Type("go wave2-shop-01").Keys("enter").Sees("wave2-shop-01", "state").Keys("esc")
		if r, _ := d.jobs().table.Cursor(); r.name != "wave2-shop-01" {
			t.Errorf("the cursor is on %s", r.name)
		}
		d.Keys(":").Type("go wave2").Sees("3 jobs").Keys("enter").Sees("go to which of 3", "2  wave2-shop-02").Keys("2").Sees("wave2-shop-02", "state").Keys("esc")
		d.Keys(":").Type("go nowhere").Sees("no job has that").Keys("esc")
		d.Keys(":").Type("go ").Sees("part of a job's id or name")
	})
	tell(t, world{service: sim.Options{Jobs: 200}}, func(d *desk) {
		d.Keys(":").Type("go a").Keys("enter").Sees("the first 10", "0  ").Keys("0").Sees("state")
	})
}

// TestCommandsUsedLastStandOnTop, five of them, and are remembered.
func TestCommandsUsedLastStandOnTop(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		for _, words := range []string{"invert", "compact", "compact", "UTC", "sort lag", "activity: errors, requests, journal, messages"} {
			d.Keys(":").Type(words).Keys("enter")
			if d.app.top() != d.jobs() {
				d.Keys("esc")
			}
		}
		d.Keys(":").Type("begin range").Keys("enter", "esc")
		want := []string{"begin a range at the cursor", "activity: errors, requests, journal, messages", "sort", "UTC or local", "more rows, fewer lines between them"}
		if !slices.Equal(d.app.recent, want) {
			t.Errorf("used last: %q", d.app.recent)
		}
		d.Keys(":")
		var top []string
		for _, e := range d.app.top().(*palette).entries()[:5] {
			top = append(top, e.name)
		}
		if !slices.Equal(top, want) {
			t.Errorf("on top stand %q", top)
		}
		d.Wait(2 * time.Second)
		if got := d.client.View().Recent; !slices.Equal(got, want) {
			t.Errorf("remembered: %q", got)
		}
	})
}

// TestAWriteInThePaletteOpensItsReview, like the key.
func TestAWriteInThePaletteOpensItsReview(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("wave2-shop-01").Keys(":").Type("start").Sees("start  wave2-shop-01", "S").Keys("enter").Sees("start 1 job", "[ Back ]").Keys("enter")
		d.startsNothing("enter on Back")
	})
}
