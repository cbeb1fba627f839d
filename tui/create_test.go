package tui

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// memoryFile is a draft's file in memory.
type memoryFile struct {
	mu      sync.Mutex
	saves   []model.Draft
	fails   error
	lasts   time.Duration // of one saving
	out     int           // savings under way
	closed  bool
	dropped bool
}

func (p *memoryFile) Save(d model.Draft) (time.Time, error) {
	p.mu.Lock()
	if p.out++; p.out > 1 {
		panic("two savings at once")
	}
	lasts := p.lasts
	p.mu.Unlock()
	time.Sleep(lasts)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.out--
	if p.fails != nil {
		return time.Time{}, p.fails
	}
	p.saves = append(p.saves, d)
	return sim.FrozenNow().Add(41 * time.Second), nil
}

func (p *memoryFile) Drop() error { p.dropped = true; return nil }

func (p *memoryFile) Close() { p.closed = true }

func (p *memoryFile) last() model.Draft {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.saves) == 0 {
		return model.Draft{}
	}
	return p.saves[len(p.saves)-1]
}

// creates opens the walk for a draft.
func (d *desk) creates(draft model.Draft) (*create, *memoryFile) {
	d.Helper()
	p := &memoryFile{}
	c := openCreate(d.app.env, p, draft)
	d.do(d.app.follow(push(c)))
	d.Sees("create job")
	return c, p
}

func emptyDraft() model.Draft { return model.NewDraft("01DRAFT", sim.FrozenNow()) }

// filled is the draft of the first example, as far as a test needs it.
func filled() model.Draft {
	d := emptyDraft()
	for key, value := range map[model.FieldKey]string{
		model.KeyName: "orders-wave2", model.KeyScenario: "sync", model.KeyDirection: "up", model.KeyEngine: "mysql-to-mysql",
		model.KeyNet: "eip", model.KeyTask: "FULL_INCR_TRANS", model.KeyTopology: "one2one", model.KeyNodeType: "high",
		"source_endpoint[0].endpoint_type": "offline", "source_endpoint[0].endpoint.ip": "10.154.217.239",
		"source_endpoint[0].endpoint.db_port": "70000", "source_endpoint[0].endpoint.db_user": "repl", "source_endpoint[0].ssl.ssl_link": "false",
		"target_endpoint[0].endpoint_type": "cloud",
	} {
		d = d.Put(key, value)
	}
	return d
}

func TestCreatePictures(t *testing.T) {
	at := func(draft model.Draft, step model.CreateStep, keys ...string) func(*desk) {
		return func(d *desk) {
			draft.Step = step
			d.creates(draft)
			d.Wait(time.Second).Keys(keys...).Wait(time.Second)
		}
	}
	var pictures []picture
	for _, s := range model.CreateSteps() {
		pictures = append(pictures, picture{"empty_" + s.String(), world{}, at(emptyDraft(), s)}, picture{"filled_" + s.String(), world{}, at(filled(), s)},
			picture{"complete_" + s.String(), world{}, at(complete(), s)})
	}
	pictures = append(pictures,
		picture{"on_the_steps", world{}, at(filled(), model.StepSource, "esc")},
		picture{"a_field_with_an_error", world{}, at(filled(), model.StepSource, "tab", "tab")},
		picture{"ascii", world{look: ascii()}, at(filled(), model.StepSource, "tab", "tab")},
		picture{"production", world{place: production()}, at(filled(), model.StepSource, "tab", "tab")},
		picture{"list", world{}, at(filled(), model.StepScenario, "enter")},
		picture{"help", world{}, at(filled(), model.StepScenario, "?")},
	)
	draw(t, inAllSizes(pictures))
}

// A change is on the disk within a second, and savings do not overtake each
// other.
func TestADraftIsSavedWithinASecond(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		_, p := d.creates(filled())
		p.lasts = 200 * time.Millisecond
		d.Keys("esc", "6", "enter")
		for _, k := range "-and-more-of-it" {
			d.press(string(k)).Wait(90 * time.Millisecond)
		}
		d.Wait(time.Second)
		if got := p.last().Name(); got != "orders-wave2-and-more-of-it" {
			t.Errorf("on the disk is %q", got)
		}
		if n := len(p.saves); n < 3 || n > 8 {
			t.Errorf("it was saved %d times", n)
		}
		d.Sees("saved 03:12:41Z")
	})
}

func TestADraftThatCannotBeSavedIsSaidAndTriedAgain(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		c, p := d.creates(filled())
		d.Keys("esc", "6", "enter").Type("-").Sees("saved 03:12:41Z")
		p.fails = errors.New("no space left on device")
		d.Keys("backspace").Type("x").Sees("not saved: no space left")
		d.Keys("esc", "esc").Sees("esc again keeps only what was saved at 03:12:41Z: no space left on device")
		if n := len(d.app.said); n == 0 || !strings.Contains(d.app.said[n-1].text, "no space left on device") {
			t.Errorf("the messages do not have the reason whole: %+v", d.app.said)
		}
		p.fails = nil
		d.Wait(11 * time.Second).Sees("saved 03:12:41Z")
		if got := p.last().Name(); got != "orders-wave2x" {
			t.Errorf("on the disk is %q", got)
		}
		if d.Keys("esc"); d.app.top() == Screen(c) || !p.closed {
			t.Errorf("the page is still there, or the draft is not let go: %v", p.closed)
		}
		d.Sees("is kept")
	})
}

// Whatever ends the program, the last key is on the disk.
func TestAnEndOfTheProgramSavesTheDraft(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		_, p := d.creates(filled())
		d.Keys("esc", "6", "enter").press("y")
		d.quit()
		if got := p.last().Name(); got != "orders-wave2y" {
			t.Errorf("on the disk is %q", got)
		}
	})
}

// Opening, looking and leaving writes nothing.
func TestADraftThatNobodyBeganIsNotWritten(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		_, p := d.creates(emptyDraft())
		d.Wait(time.Second).Keys("esc", "j", "j", "esc").Sees("jobs 40 of 40").Wait(time.Second)
		if len(p.saves) > 0 {
			t.Errorf("it was saved %d times", len(p.saves))
		}
	})
}

// A refusal that names a field opens it, with the service's words until the
// field changes.
func TestARefusalOpensItsField(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		p := &memoryFile{}
		c := openCreate(d.app.env, p, filled()).refusedAt("source_endpoint[0].endpoint.db_user", "DRS.M00289 no such user")
		d.do(d.app.follow(push(c)))
		d.Sees("step 3 of 7", "DRS.M00289 no such user").Type("x").Misses("M00289")
	})
}

// Ctrl+g goes from one wrong field to the next, across the steps.
func TestNextError(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		c, _ := d.creates(filled())
		d.Wait(time.Second)
		seen := map[model.FieldKey]bool{}
		for range c.wrong().all {
			d.Keys("ctrl+g")
			key := c.sheet.Key()
			if f, step, ok := c.form.Field(key); !ok || f.Wrong == "" || step != c.step || seen[key] {
				t.Fatalf("after %d it is at %s, seen before %v:\n%s", len(seen), key, seen[key], d.Screen())
			}
			seen[key] = true
		}
		if d.Keys("ctrl+g"); !seen[c.sheet.Key()] {
			t.Errorf("it does not begin again, but is at %s", c.sheet.Key())
		}
	})
}

// A choice that is only passed takes nothing with it; what the one that stays
// drops is listed, and comes back by u.
func TestWhatAChoiceDropsIsListedAndComesBack(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		c, _ := d.creates(filled().Put(model.KeyScenario, string(model.DR)).Put(model.KeyMultiWrite, "true"))
		d.Wait(time.Second).Keys("esc", "1", "enter")
		c.sheet.Focus(model.KeyScenario)
		before := c.draft
		d.Keys("l")
		if !strings.Contains(d.Screen(), "dropped: ") || c.draft.Get(model.KeyMultiWrite) != "" {
			t.Fatalf("nothing was dropped for %s:\n%s", c.draft.Get(model.KeyScenario), d.Screen())
		}
		d.Keys("h")
		if !c.draft.SameValues(before) {
			t.Errorf("turned and turned back, %v is not %v", c.draft.Keys(), before.Keys())
		}
		d.Keys("l", "u").Misses("dropped: ")
		if !c.draft.SameValues(before) {
			t.Errorf("u leaves %v of %v", c.draft.Keys(), before.Keys())
		}
	})
}

// Esc goes from the field to the steps and from there away; letters are text in
// a text field alone.
func TestEscGoesOneStepBack(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		c, _ := d.creates(filled())
		d.Keys("esc", "6", "enter").Type("q?:1").Sees("q?:1")
		d.Keys("esc")
		if c.sheet.Lit() {
			t.Fatal("esc did not leave the field")
		}
		d.Keys("3").Sees("step 3 of 7").Keys("enter")
		if !c.sheet.Lit() {
			t.Error("enter does not lead into the fields")
		}
		if d.Keys("esc", "esc"); d.app.top() == Screen(c) {
			t.Error("esc on the steps does not leave")
		}
	})
}
