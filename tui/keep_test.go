package tui

import (
	"context"
	"testing"
	"time"

	"drover/model"
)

// TestLeavingSavesAtOnce: what changed within the last second, too, whatever
// ends the program.
func TestLeavingSavesAtOnce(t *testing.T) {
	for name, leave := range map[string]func(s *seat){
		"leave":  func(s *seat) { s.presses("q"); s.sees("leave drover"); s.presses("\r") },
		"ctrl+c": func(s *seat) { s.presses("\x03") },
		"signal": func(s *seat) { s.stage.end(context.Canceled) },
	} {
		t.Run(name, func(t *testing.T) {
			s := onPty(t, "xterm-256color")
			s.sees("jobs 40 of 40")
			s.presses("sl")
			s.sees("LAG/%↓")
			leave(s)
			select {
			case err := <-s.over:
				s.over <- err
			case <-time.After(time.Minute):
				t.Fatal("it does not end")
			}
			if got := s.client.View(); got.Sort != "lag" || !got.Descending {
				t.Errorf("kept is %+v", got)
			}
		})
	}
}

// disk is one that can hang.
type disk struct {
	hangs chan struct{} // closed: it works again
	asked int
	kept  []string // the orders that were kept
}

func (d *desk) hangs() *disk {
	on := &disk{hangs: make(chan struct{})}
	d.app.keeping.write = func(v model.View) error {
		on.asked++
		<-on.hangs
		on.kept = append(on.kept, v.Sort)
		return nil
	}
	return on
}

// TestOneSavingAtATime: what changes while one hangs is saved after it.
func TestOneSavingAtATime(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		disk := d.hangs()
		d.Keys("s", "l").Wait(2*keepEvery).Keys("s", "g").Wait(5*keepEvery).Keys("s", "a").Wait(5 * keepEvery)
		if disk.asked != 1 {
			t.Errorf("%d savings at once", disk.asked)
		}
		close(disk.hangs)
		d.Wait(2 * keepEvery)
		if len(disk.kept) != 2 || disk.kept[0] != "lag" || disk.kept[1] != "attention" {
			t.Errorf("kept: %v", disk.kept)
		}
		if d.app.keepAtEnd(); len(disk.kept) != 2 {
			t.Errorf("what is kept is kept again: %v", disk.kept)
		}
	})
}

// TestHungDiskHoldsNobody: leaving is not held up, neither by a saving that
// hangs nor by the last one; where the disk works again, the last one counts.
func TestHungDiskHoldsNobody(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		disk := d.hangs()
		if d.Keys("s", "l").Wait(2*keepEvery).Keys("s", "g", "q", "enter"); !d.left {
			t.Fatal("q does not leave")
		}
		d.app.keepAtEnd()
		if len(disk.kept) > 0 {
			t.Fatalf("the disk does not hang: %v", disk.kept)
		}
		close(disk.hangs)
		d.Wait(keepEvery)
		if n := len(disk.kept); n == 0 || disk.kept[n-1] != "age" {
			t.Errorf("kept: %v", disk.kept)
		}
	})
	tell(t, world{}, func(d *desk) {
		disk := d.hangs()
		defer close(disk.hangs)
		if d.Keys("s", "l").Fast("ctrl+c").Wait(calm); !d.left {
			t.Fatal("ctrl+c does not leave")
		}
		d.app.keepAtEnd()
	})
}

// TestRestoredQuickFilterStandsStill: the list has not moved, so the footer
// shows the keys that there are for what it shows.
func TestRestoredQuickFilterStandsStill(t *testing.T) {
	for _, q := range model.QuickFilters() {
		if q.Digit == markedOnly {
			continue
		}
		var chosen string
		tell(t, world{}, func(d *desk) { chosen = d.Keys("f", digit(q.Digit)).Wait(time.Second).Line("? help") })
		tell(t, world{view: &model.View{Quick: q.Digit}}, func(d *desk) {
			if d.jobs().Moving() {
				t.Errorf("quick filter %d: the list moves", q.Digit)
			}
			if got := d.Line("? help"); got != chosen {
				t.Errorf("quick filter %d: the footer is\n%s\nnot\n%s", q.Digit, got, chosen)
			}
		})
	}
}
