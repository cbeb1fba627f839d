package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestLowerCaseNeverSends walks at random over everything a careless hand may
// press, but for upper-case letters and enter, from every screen: the service
// is made to start nothing, and the program does not end.
func TestLowerCaseNeverSends(t *testing.T) {
	keys := strings.Split("a b c d e f g h i j k l m n o p q r s t u v w x y z 0 1 2 3 4 5 6 7 8 9 . , ; : / ? ! * $ + - = _ "+
		"space tab shift+tab esc up down left right home end pgup pgdown backspace ctrl+d ctrl+u ctrl+l ctrl+a ctrl+k ctrl+r ctrl+j", " ")
	for n, p := range everywhere() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tell(t, world{moving: true}, func(d *desk) {
				p.reach(d)
				d.Wait(15 * time.Second)
				before := len(d.applied())
				dice := rand.New(rand.NewPCG(uint64(n), 200)) //nolint:gosec // a test
				for range 200 {
					d.press(keys[dice.IntN(len(keys))])
					if dice.IntN(4) == 0 {
						d.Wait(calm)
					}
				}
				d.Wait(time.Minute)
				if got := d.applied(); len(got) != before {
					t.Errorf("the service was made to start %v\n%s", got[before:], d.Screen())
				}
				if d.left {
					t.Error("the program has ended")
				}
			})
		})
	}
}

// TestEnterTwiceSendsNothing: the key that confirms is never the key that
// began, however fast it comes.
func TestEnterTwiceSendsNothing(t *testing.T) {
	marks := map[string][]string{
		"one": nil, "three": {"*"},
	}
	for name, mark := range marks {
		for _, pause := range []time.Duration{0, 30 * time.Millisecond, calm, 2 * time.Second} {
			t.Run(fmt.Sprint(name, " after ", pause), func(t *testing.T) {
				tell(t, world{moving: true, setUp: slowly}, func(d *desk) {
					d.Wait(time.Second).Keys("/").Type("wave2").Keys("enter").Keys(mark...)
					for _, k := range []string{"S", "enter", "enter"} {
						d.press(k).Wait(pause)
					}
					d.Wait(time.Minute).startsNothing("S enter enter")
				})
			})
		}
	}
}

// TestTypeAheadIsDropped: keys typed before the review was drawn do nothing.
func TestTypeAheadIsDropped(t *testing.T) {
	ahead := map[string][]string{
		"to Send":          {"S", "tab", "enter"},
		"with the number":  {"S", "3", "enter"},
		"out of habit":     {"S", "3", "tab", "enter", "enter"},
		"leaving jobs out": {"S", "space", "down", "space"},
	}
	for name, keys := range ahead {
		t.Run(name, func(t *testing.T) {
			tell(t, world{moving: true}, func(d *desk) {
				d.Keys("/").Type("wave2").Keys("enter")
				if strings.Contains(name, "number") || strings.Contains(name, "out") {
					d.Keys("*")
				}
				d.Fast(keys...).Wait(time.Minute).startsNothing(strings.Join(keys, " "))
				r, there := d.app.top().(*review)
				if !there {
					t.Fatalf("the review is gone:\n%s", d.Screen())
				}
				if r.field.value() != "" || r.at() == onSend || r.plan.Tally().Goes != r.plan.Len() {
					t.Errorf("a key was taken before the review could be seen:\n%s", d.Screen())
				}
			})
		})
	}
}

// TestPasteNeverConfirms nor fills the field that guards.
func TestPasteNeverConfirms(t *testing.T) {
	for _, p := range append(some(places()), place{"order", func(d *desk) { d.find("reports-yearly").Keys("S") }}) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tell(t, world{moving: true}, func(d *desk) {
				p.reach(d)
				for _, text := range []string{"3", "\r", "3\r\n", "reports-yearly", "start 3\rS\r\t\r", "S\t\r\r"} {
					d.Paste(text)
				}
				d.Wait(time.Second).startsNothing("pasting")
				if r := d.review(); r != nil && r.at() == onGuard && !strings.Contains(p.name, "typed") {
					if got := r.field.value(); got != "" {
						t.Errorf("the guard was filled with %q by a paste", got)
					}
					d.Keys("enter").startsNothing("enter after pasting")
				}
				if d.left {
					t.Error("the program has ended")
				}
			})
		})
	}
}

// review is the one that has the keyboard, on a page or in a dialog; nil: none.
func (d *desk) review() *review {
	switch s := d.app.top().(type) {
	case *review:
		return s
	case *reviewDialog:
		return s.review
	}
	return nil
}

// TestWrongWordSendsNothing and says what was expected.
func TestWrongWordSendsNothing(t *testing.T) {
	reviews := []struct {
		filter, word string
		wrong        []string
	}{
		{"wave2", "3", []string{"", "2", "4", "33", "03", "13"}},
		{"wave2|yearly", "start 4", []string{"", "4", "start4", "Start 4", "start 40", "start  4", "START 4", "start 4 "}},
		{"name:reports-yearly", "reports-yearly", []string{"", "reports-yearl", "Reports-yearly", "reports-yearly ", "yes", "1"}},
	}
	for _, r := range reviews {
		t.Run(r.word, func(t *testing.T) {
			tell(t, world{}, func(d *desk) {
				d.Keys("/").Type(r.filter).Keys("enter", "*", "S")
				for _, w := range r.wrong {
					d.Keys("ctrl+u").erase().Type(w).Keys("enter").Sees("type "+r.word+" first", "nothing was sent")
					d.startsNothing("the word " + w)
					d.Keys("tab", "enter").Sees("type " + r.word + " first").startsNothing("Send with the word " + w)
				}
				d.erase().Type(r.word).Keys("enter").Sees("sent ")
			})
		})
	}
}

// erase empties the field that has the focus.
func (d *desk) erase() *desk {
	for range 40 {
		d.press("backspace")
	}
	return d
}

// TestSendOnce: a second enter carries the same intent and is no second start.
func TestSendOnce(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S", "tab").Fast("enter", "enter", "enter").Wait(time.Minute)
		if got := d.applied(); len(got) != 1 {
			t.Errorf("the service was made to start %d jobs", len(got))
		}
		if n := len(d.client.Runs()); n != 1 {
			t.Errorf("there are %d runs", n)
		}
	})
}

// TestStaleReview reads its jobs again after a minute, shows what has changed
// and wants Send anew.
func TestStaleReview(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.Keys("/").Type("wave2").Keys("enter", "*", "S").Type("3").Wait(61 * time.Second)
		d.Sees("read 1m")
		d.sim.Set(d.sim.ID("wave2-shop-02"), "PAUSING")
		d.Keys("enter").Sees("it is paused", "2 go, 1 left out").startsNothing("the review was old")
		d.Keys("enter").Sees("type 2 first").startsNothing("the old number")
		d.erase().Type("2").Keys("enter").Sees("sent 2   accepted 2")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.find("wave2-shop-01").Keys("S", "tab").Wait(61 * time.Second)
		d.Keys("enter").Sees("reads its jobs again").startsNothing("the review was old")
		d.Keys("enter").Sees("sent 1   accepted 1")
	})
}

// TestEscNeverQuits, from anywhere and however often.
func TestEscNeverQuits(t *testing.T) {
	for _, p := range everywhere() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tell(t, world{}, func(d *desk) {
				p.reach(d)
				before := len(d.applied())
				for range 20 {
					d.Keys("esc")
				}
				if d.left {
					t.Fatal("esc has ended the program")
				}
				if len(d.app.stack) != 1 || d.jobs().filter.open || d.jobs().filtered() {
					t.Errorf("esc does not lead to the whole list:\n%s", d.Screen())
				}
				if len(d.applied()) != before {
					t.Error("esc has sent something")
				}
			})
		})
	}
}

// TestGreyActionsSayWhy: what cannot be done now says so on the message line,
// and does nothing else.
func TestGreyActionsSayWhy(t *testing.T) {
	grey := 0
	for _, p := range everywhere() {
		t.Run(p.name, func(t *testing.T) {
			tell(t, world{}, func(d *desk) {
				p.reach(d)
				if d.app.top().Typing() {
					if d.review() == nil {
						return // keys are text here
					}
				}
				before, top := len(d.applied()), d.app.top()
				for _, a := range d.app.actions() {
					why := a.reason()
					if why == "" {
						continue
					}
					grey++
					d.press(a.Keys()[0])
					if !strings.Contains(d.app.note.text, why) {
						t.Errorf("%s %s is grey because %q, and says %q", a.Help().Key, a.Help().Desc, why, d.app.note.text)
					}
					if d.app.top() != top || len(d.applied()) != before {
						t.Errorf("%s %s is grey and does something", a.Help().Key, a.Help().Desc)
					}
				}
			})
		})
	}
	if grey < 10 {
		t.Errorf("only %d grey actions were met", grey)
	}
}

// TestEveryActionHasHelp, or is the twin of one that has.
func TestEveryActionHasHelp(t *testing.T) {
	for _, p := range everywhere() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			tell(t, world{}, func(d *desk) {
				p.reach(d)
				taken := map[string]string{}
				for _, a := range d.app.actions() {
					if a.Help().Key == "" || a.Group == "" {
						t.Errorf("an action of the keys %v says nothing of itself", a.Keys())
					}
					if a.Foot > 0 && a.Help().Desc == "" {
						t.Errorf("%s stands in the footer without a word", a.Help().Key)
					}
					for _, k := range a.Keys() {
						if other, twice := taken[k]; twice {
							t.Errorf("%s is %q and %q", k, other, a.Help().Desc)
						}
						taken[k] = a.Help().Desc
					}
				}
			})
		})
	}
}
