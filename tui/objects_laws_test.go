package tui

import (
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// Every job's objects, hostile names and all, in windows of any size: each frame is as
// large as the window and holds nothing but text (look), and nothing is sent.
func TestObjectsOfEveryJobInAnyWindow(t *testing.T) {
	tell(t, world{moving: true, refresh: -1, service: sim.Options{Tables: 300}}, func(d *desk) {
		var jobs []model.Job
		for r := range d.jobs().table.Each {
			if job := r.job.Job(); objectsWhy(d.app.env, job) == "" {
				jobs = append(jobs, job)
			}
		}
		if len(jobs) < 10 {
			t.Fatalf("%d jobs have objects", len(jobs))
		}
		sizes := [][2]int{{80, 24}, {1, 1}, {3, 2}, {12, 6}, {36, 9}, {59, 11}, {60, 15}, {77, 12}, {120, 40}, {500, 200}}
		for i, job := range jobs {
			size := sizes[i%len(sizes)]
			d.Size(size[0], size[1])
			d.do(d.app.follow(push(newObjects(d.app.env, job))))
			s := d.app.top().(*objectsPage)
			d.until("an answer of "+job.Name.String(), func() bool {
				return !s.source.loading() && !s.held.loading() && (s.held.have || s.held.err != nil)
			}, 5*time.Minute)
			d.Keys(">", "pgdown", "l").Wait(5*time.Second).Keys("j", "j", "space", "/").Type("a !b").Keys("enter", "*", "i", "d", "G", "h", "v", "esc", "f", "1", "u", "s", "esc", "ctrl+g", "esc")
			for _, size := range sizes {
				d.Size(size[0], size[1])
			}
			d.Size(80, 24)
			for range 6 {
				if d.app.top() == Screen(d.jobs()) {
					break
				}
				d.Keys("esc")
			}
			if d.app.top() != Screen(d.jobs()) {
				t.Fatalf("esc does not lead back from %s:\n%s", job.Name, d.Screen())
			}
		}
		d.startsNothing("keys on every page")
	})
}

// Keys pressed at random neither crash the page nor send anything.
func TestKeysAtRandomSendNoObjects(t *testing.T) {
	keys := []string{
		"j", "k", "l", "h", "space", "*", "i", "u", ".", "d", ">", "<", "g", "G", "pgdown", "pgup", "f", "1", "2", "3", "0", "s", "e", "a", "n", "b", "t",
		"m", "w", "c", "+", "o", "T", "/", "x", "_", "enter", "esc", "tab", "backspace", "ctrl+r", "ctrl+g", "v", "r", "y", "?", "I", "O",
	}
	tell(t, world{moving: true, refresh: -1, service: sim.Options{Tables: 200}}, func(d *desk) {
		seed := uint32(7)
		for round := range 6 {
			name := []string{"orders-prod-sync-02", "wave2-shop-01", "billing-ora-01"}[round%3]
			for n := 0; d.app.top() != Screen(d.jobs()); n++ {
				if n == 20 {
					t.Fatalf("esc does not lead back:\n%s", d.Screen())
				}
				d.Keys("esc")
			}
			d.objectsOf(name)
			for range 120 {
				seed = seed*1664525 + 1013904223
				key := keys[int(seed>>16)%len(keys)]
				if d.press(key).Wait(20 * time.Millisecond); d.left {
					t.Fatal("the program has ended")
				}
				if p, ok := d.app.top().(*planned); ok && p.focus == plannedSend {
					d.Keys("esc") // from there enter sends, and may
				}
			}
		}
		d.startsNothing("keys at random")
	})
}
