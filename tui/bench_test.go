package tui

import (
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// hundredThousand is the list at the size that notes on speed name, in a window
// of 120×40.
func hundredThousand(b *testing.B) *desk {
	b.Helper()
	d := sit(b, world{bare: true, refresh: -1, service: sim.Options{Jobs: 100_000}, size: [2]int{120, 40}})
	b.Cleanup(d.leave)
	d.Size(120, 40)
	d.do(d.app.Init())
	d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
	if n := d.jobs().table.Total(); n != 100_000 {
		b.Fatalf("the list holds %d jobs", n)
	}
	return d
}

// frame is what the library does with a message: Update, then View.
func (d *desk) frame(name string) {
	_, _ = d.app.Update(keyNamed(name))
	_ = d.app.View()
}

func BenchmarkKey(b *testing.B) {
	d := hundredThousand(b)
	for b.Loop() {
		d.frame("j")
	}
}

func BenchmarkPageKey(b *testing.B) {
	d := hundredThousand(b)
	for b.Loop() {
		d.frame("pgdown")
		d.frame("pgup")
	}
}

func BenchmarkFilterKeystroke(b *testing.B) {
	d := hundredThousand(b)
	d.frame("/")
	for b.Loop() {
		d.frame("e")
		d.frame("backspace")
	}
}

// BenchmarkRefreshPage lays a page of a thousand rows over the list.
func BenchmarkRefreshPage(b *testing.B) {
	d := hundredThousand(b)
	var pages [2][]model.Job
	for r := range d.jobs().table.Each {
		if len(pages[0]) < 1000 {
			pages[0] = append(pages[0], r.job.Job())
			pages[1] = append(pages[1], r.job.Job().WithStatus(model.NewText("PAUSING")))
		}
	}
	for n := 0; b.Loop(); n++ {
		d.jobs().take(pages[n%2])
		_ = d.app.View()
	}
}

// BenchmarkKeyMarked moves over a list on which everything is marked.
func BenchmarkKeyMarked(b *testing.B) {
	d := hundredThousand(b)
	d.frame("*")
	for b.Loop() {
		d.frame("j")
	}
}

// BenchmarkMarkAll marks everything and unmarks it.
func BenchmarkMarkAll(b *testing.B) {
	d := hundredThousand(b)
	for b.Loop() {
		d.frame("*")
		d.frame("u")
	}
}
