package tui

import (
	"strconv"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// trees are the sources that everything is measured on: what a key costs must not
// grow with them.
func trees(b *testing.B, f func(b *testing.B, d *desk, s *objectsPage)) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d, s := readTree(b, n)
			f(b, d, s)
		})
	}
}

// readTree is the page of objects over n tables, all unfolded, in a window of 120×40.
func readTree(t testing.TB, n int) (*desk, *objectsPage) {
	t.Helper()
	d := sit(t, world{bare: true, refresh: -1, service: sim.Options{Tables: n}, size: [2]int{120, 40}})
	t.Cleanup(d.leave)
	d.Size(120, 40)
	d.do(d.app.Init())
	d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
	var job model.Job
	for r := range d.jobs().table.Each {
		if r.job.Name.Raw() == "wave2-shop-01" {
			job = r.job.Job()
		}
	}
	d.do(d.app.follow(push(newObjects(d.app.env, job))))
	s, ok := d.app.top().(*objectsPage)
	if !ok {
		t.Fatalf("the page on top is %T", d.app.top())
	}
	d.until("the objects", func() bool { return s.held.have && s.source.have && s.saves.resumed && !s.checks.loading() }, 2*time.Minute)
	if _, all := s.state().Total(); all < n {
		t.Fatalf("the tree holds %d objects", all)
	}
	d.frame(">")
	return d, s
}

func BenchmarkObjectsKey(b *testing.B) {
	trees(b, func(b *testing.B, d *desk, _ *objectsPage) {
		b.ReportAllocs()
		for b.Loop() {
			d.frame("j")
		}
	})
}

func BenchmarkObjectsPage(b *testing.B) {
	trees(b, func(b *testing.B, d *desk, _ *objectsPage) {
		b.ReportAllocs()
		for b.Loop() {
			d.frame("pgdown")
		}
	})
}

// BenchmarkObjectsToggle takes a table out and in again; what is wrong with so many is
// found beside the loop, and not counted here.
func BenchmarkObjectsToggle(b *testing.B) {
	trees(b, func(b *testing.B, d *desk, s *objectsPage) {
		d.frame("j")
		b.ReportAllocs()
		for b.Loop() {
			d.frame("space")
		}
		s.checks.drop()
	})
}

// BenchmarkObjectsToggleAll takes everything out and in again.
func BenchmarkObjectsToggleAll(b *testing.B) {
	trees(b, func(b *testing.B, d *desk, s *objectsPage) {
		b.ReportAllocs()
		for b.Loop() {
			d.frame("i")
		}
		s.checks.drop()
	})
}

// BenchmarkObjectsFilter types a letter and takes it back: what the loop does.
func BenchmarkObjectsFilter(b *testing.B) {
	trees(b, func(b *testing.B, d *desk, s *objectsPage) {
		d.frame("/")
		b.ReportAllocs()
		for b.Loop() {
			d.frame("o")
			d.frame("backspace")
		}
		s.filter.hits.drop()
	})
}

// What a key allocates and what a frame takes on the wire do not grow with the tree.
func TestAKeyCostsTheSameInEveryTree(t *testing.T) {
	cost := func(n int) (allocs float64, bytes int) {
		d, _ := readTree(t, n)
		for range 50 {
			d.frame("j")
		}
		return testing.AllocsPerRun(200, func() { d.frame("j"); d.frame("k") }), len(d.app.View().Content)
	}
	few, small := cost(2_000)
	many, large := cost(50_000)
	if many > few*1.2+50 {
		t.Errorf("a key allocates %.0f times in a tree of 2 000 and %.0f in one of 50 000", few, many)
	}
	if large > small+small/4 {
		t.Errorf("a frame has %d bytes in a tree of 2 000 and %d in one of 50 000", small, large)
	}
}
