package tui

import (
	"errors"
	"testing"
	"time"

	"drover/client/sim"
)

// TestWordBegunEarly: where a word will have to be typed, what is typed before
// it is asked for does nothing; where a number will, letters are commands.
func TestWordBegunEarly(t *testing.T) {
	slow := sim.Options{Latency: 2 * time.Second}
	tell(t, world{moving: true, service: slow}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		d.Keys("/").Type("reports-yearly").Keys("enter").Fast("*", "S")
		r := d.app.top().(*review)
		d.Wait(calm)
		if r.plan.Pending() != 1 || !r.wordToCome() {
			t.Fatalf("%d pending, a word to come: %v", r.plan.Pending(), r.wordToCome())
		}
		d.Keys("space", "q", "b", "r").Sees("the word to type follows when all pre-checks are read")
		if d.app.top() != r || r.plan.Pick(0).Left || r.field.value() != "" {
			t.Errorf("left out %v, typed %q", r.plan.Pick(0).Left, r.field.value())
		}
		d.until("the pre-check", func() bool { return r.plan.Pending() == 0 && !r.read.IsZero() }, time.Minute)
		d.Type("reports-yearly")
		if why := r.cannotSend(); why != "" {
			t.Errorf("Send is grey because %q", why)
		}
	})
	tell(t, world{moving: true, service: slow}, func(d *desk) {
		d.until("the list", func() bool { return d.jobs().read.shown }, time.Minute)
		d.Keys("/").Type("wave2-shop").Keys("enter").Fast("*", "S")
		r := d.app.top().(*review)
		if d.Wait(calm).Keys("space"); r.plan.Pending() != 2 {
			t.Errorf("space leaves %d pending", r.plan.Pending())
		}
	})
}

// TestSendIsGreyWithoutAJournal: the reason is told before Send is tried.
func TestSendIsGreyWithoutAJournal(t *testing.T) {
	tell(t, world{broken: errors.New("the disk is full")}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S").Wait(calm).Keys("tab", "enter").
			Sees("nothing is sent without a journal: the disk is full").startsNothing("there is no journal")
	})
}
