package tui

import (
	"errors"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// What could not be read is said on the field that it limits, r on the steps
// reads it again, and nothing waits for it.
func TestWhatIsNotReadIsSaidOnItsField(t *testing.T) {
	failing := world{moving: true, setUp: func(s *sim.Sim) { s.Script(only("ShowEnterpriseProject", "403")) }}
	tell(t, failing, func(d *desk) {
		c, _ := d.creates(filled())
		d.Keys("esc", "6", "enter").Type("x").Wait(10 * time.Second)
		c.sheet.Focus(model.KeyEnterprise)
		d.Keys("esc", "enter").Sees("not read")
		if c.draft.Name() != "orders-wave2x" {
			t.Errorf("the name is %q", c.draft.Name())
		}
		d.sim.Script(nil)
		d.Keys("esc", "r").Wait(5 * time.Second).Misses("not read")
		if len(c.offer.Enterprises) == 0 {
			t.Error("r has read nothing")
		}
	})
}

// The service is asked for a name once it rests.
func TestTheNameOfADraftIsAskedForOnceItRests(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.creates(filled())
		d.Keys("esc", "6", "enter").Wait(time.Second)
		before := d.asked("ValidateJobName")
		for _, k := range "-second" {
			d.press(string(k)).Wait(100 * time.Millisecond)
		}
		d.Wait(2 * time.Second)
		if n := d.asked("ValidateJobName") - before; n != 1 {
			t.Errorf("the name was asked for %d times", n)
		}
	})
}

// Ctrl+c asks once where leaving would lose something.
func TestAnUnsavedDraftIsNotLostByControlC(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		_, p := d.creates(filled())
		p.fails = errors.New("read-only file system")
		d.Keys("esc", "6", "enter").Type("x").Sees("not saved").Keys("ctrl+c").Sees("ctrl+c again leaves. Not saved: read-only file system; O writes it elsewhere")
		if d.left {
			t.Fatal("it has left")
		}
		if d.Keys("ctrl+c"); !d.left {
			t.Error("the second one does not leave")
		}
	})
}

// A secret that comes in while another field is being typed stays, also when
// that field is taken back.
func TestWhatComesBesideTheKeysStays(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		key := model.FieldKey("source_endpoint[0].endpoint.db_password")
		c, _ := d.creates(filled().Put(key+"#from", model.FromEnv).Put(key+"#env", "NOT_THERE_AT_ALL"))
		d.Keys("esc", "3", "enter").Wait(time.Second)
		c.sheet.Focus("source_endpoint[0].endpoint.db_user")
		d.Type("x")
		c.secretCame(secretRead{field: key + "#env", where: "NOT_THERE_AT_ALL", secret: model.NewSecret("s")})
		d.Keys("tab", "esc", "u")
		if c.draft.Get("source_endpoint[0].endpoint.db_user") != "repl" || c.draft.Secret(key).Empty() {
			t.Errorf("user %q, secret there %v", c.draft.Get("source_endpoint[0].endpoint.db_user"), !c.draft.Secret(key).Empty())
		}
	})
}

// No step of the walk is wider or taller than its window, whatever its size.
func TestTheWalkFitsEveryWindow(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.creates(filled().Put("source_endpoint[0].endpoint.ip", "10.0.0.1 \x1b[2J 数据库 with a very long name that nobody expects here"))
		for _, size := range [][2]int{{1, 1}, {3, 3}, {20, 6}, {40, 10}, {60, 15}, {72, 20}, {80, 24}, {130, 30}, {200, 60}} {
			d.Size(size[0], size[1])
			for _, s := range model.CreateSteps() {
				d.Keys("esc", digit(int(s)+1))
				if d.app.top().Title() != "create job" {
					t.Fatalf("at %v the walk was left", size)
				}
				d.Keys("enter", "tab", "tab")
			}
		}
	})
}

// What was begun from something can go to the review at once: what is sold out
// is known before.
func TestWhatIsSoldOutIsToldBeforeTheReview(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		draft := complete().Put(model.KeyNodeType, "micro")
		draft.From, draft.Step = "wave.yaml", model.StepScenario
		d.creates(draft)
		d.Wait(2*time.Second).Sees("step 1 of 7", "1 error").Keys("ctrl+r").Sees("step 7 of 7", "sold out")
	})
}
