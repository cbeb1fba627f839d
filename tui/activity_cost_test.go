package tui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"drover/client/journal"
	"drover/model"
)

// another keeps the journal to itself, as a second drover that writes does.
func (d *desk) another() (letGo func()) {
	d.Helper()
	f, err := os.OpenFile(filepath.Join(d.world.state, "journal.jsonl"), os.O_RDWR, 0)
	if err != nil {
		d.Fatal(err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		d.Fatal(err)
	}
	return func() { _ = f.Close() }
}

func TestJournalThatIsKeptHoldsNoKey(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		lostWrites(d)
		d.Wait(5 * time.Minute) // the runs have written their last
		letGo := d.another()
		d.Fast("!", "3").Sees("~ reading").Fast("1").Sees("RESULT").Fast("3").Sees("~ reading")
		letGo()
		d.Sees("2 entries").Misses("reading")

		d.Keys("j")
		on := d.activity().now().line()
		letGo = d.another()
		d.Fast("1", "3").Sees("2 entries")
		d.Sees("nothing can be sent", "2 entries") // what was read stays
		letGo()
		d.Fast("1", "3").Wait(time.Second).Sees("2 entries").Misses("nothing can be sent")
		if got := d.activity().now().line(); got != on {
			t.Errorf("the cursor went from %q to %q", on, got)
		}
	})
}

// TestJournalIsReadOnceForManyChanges: a run of hundreds costs one look.
func TestJournalIsReadOnceForManyChanges(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		lostWrites(d)
		d.Keys("!", "2").Wait(5 * time.Second)
		s := d.activity()
		looks := func(during func()) int {
			before := s.journal.read.ticket
			during()
			return s.journal.read.ticket - before
		}
		many := func() {
			run := d.client.Runs()[0]
			for range 300 {
				d.take(runMoved{run: run})
			}
			d.Wait(5 * time.Second)
		}
		if n := looks(many); n != 0 {
			t.Errorf("%d looks while another tab is in sight", n)
		}
		d.Keys("3").Wait(5 * time.Second)
		if n := looks(many); n != 1 {
			t.Errorf("%d looks at 300 changes", n)
		}
		if n := looks(func() { d.Wait(5 * time.Second) }); n != 0 {
			t.Errorf("%d looks while nothing happens", n)
		}
		if n := looks(func() { d.Wait(3 * time.Minute) }); n < 2 || n > 4 {
			t.Errorf("%d looks in three minutes for what others write", n)
		}
	})
}

// TestWordIsWrittenBesideTheKeys: nor does the user's word wait for the disk.
func TestWordIsWrittenBesideTheKeys(t *testing.T) {
	tell(t, world{moving: true, refresh: -1}, func(d *desk) {
		left := journal.Line{ // by a drover that died
			Time: d.app.env.now(), Intent: d.client.NewIntent(), Run: "7f", Op: string(model.Start), Attempt: 1, State: journal.Sending,
			Origin: d.client.Place().Origin, Project: d.client.Place().Project, Job: model.NewJobID(d.sim.ID("wave2-shop-01")), At: model.AtOnce(),
		}
		intent := left
		intent.State = journal.Intent
		if err := d.journal.Append(intent, left); err != nil {
			t.Fatal(err)
		}
		d.Keys("!", "3").Sees("1 unresolved").Keys("x")
		letGo := d.another()
		d.Fast("a", "x").Sees("your last word is being written down")
		letGo()
		d.Wait(time.Second).Sees("applied").Misses("unresolved")
	})
}

// fill makes as many requests, errors and messages as are remembered.
func (d *desk) fill() {
	d.Helper()
	job := model.NewJobID(d.sim.ID("wave2-shop-01"))
	n := 0
	d.sim.Script(func(string, int) string { n++; return []string{"", "403", "400"}[n%3] })
	for len(d.client.Exchanges()) < 500 {
		if _, err := d.client.PreCheck(context.Background(), job); err != nil {
			continue // two of three, which is what fills the errors
		}
	}
	for i := range saidMost {
		d.app.say(note{kind: noteGood, text: fmt.Sprintf("message %d", i)})
	}
}

// TestQuietTickCostsLittle: with all that is remembered, a look that finds
// nothing new touches no line.
func TestQuietTickCostsLittle(t *testing.T) {
	tell(t, world{moving: true, refresh: -1, size: [2]int{160, 45}}, func(d *desk) {
		d.fill()
		d.Keys("!")
		s := d.activity()
		for tab, name := range map[string]string{"1": "errors", "2": "requests", "4": "messages"} {
			d.Keys(tab).Wait(3 * time.Second)
			if n := testing.AllocsPerRun(10, func() { _, _ = s.Tick(time.Time{}) }); n > 4 {
				t.Errorf("%s: %v allocations in a look that finds nothing", name, n)
			}
		}
	})
}

// BenchmarkActivity is a look that finds nothing new, and a frame.
func BenchmarkActivity(b *testing.B) {
	d := sit(b, world{bare: true, refresh: -1, size: [2]int{160, 45}})
	b.Cleanup(d.leave)
	d.Size(160, 45)
	d.fill()
	s := newActivity(d.app.env)
	s.Resize(160, 42)
	for tab := tabErrors; tab <= tabMessages; tab++ {
		s.tab = tab
		_ = s.load()
		b.Run(s.now().name(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = s.Tick(time.Time{})
				_ = s.View()
			}
		})
	}
}
