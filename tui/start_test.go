package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// creation is the creation page that is on top.
func (d *desk) creation() *create {
	d.Helper()
	c, ok := d.app.top().(*create)
	if !ok {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	return c
}

// begins leaves a draft with a name on the disk, at a step, as an earlier
// session would have.
func (d *desk) begins(name string, step model.CreateStep) string {
	d.Helper()
	file, draft, err := d.client.NewDraft()
	if err != nil {
		d.Fatal(err)
	}
	draft = draft.Put(model.KeyName, name).Put(model.KeyScenario, "sync")
	draft.Step = step
	if _, err := file.Save(draft); err != nil {
		d.Fatal(err)
	}
	file.Close()
	return draft.ID
}

// puts writes a file into the folder where names without one are looked for.
func (d *desk) puts(name, text string) {
	d.Helper()
	if err := os.WriteFile(filepath.Join(d.app.env.folder, name), []byte(text), 0o600); err != nil {
		d.Fatal(err)
	}
}

func TestWithoutDraftsThereAreThreeWays(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("N").Sees("create job", "an empty draft", "like orders-prod-sync-02", "from a file").Misses("draft  ", "step 1 of 7")
		d.Keys("e").Sees("step 1 of 7", "draft unnamed")
		if got := d.creation().draft; got.Name() != "" || got.From != "" {
			t.Errorf("the empty draft has the name %q, from %q", got.Name(), got.From)
		}
		d.Keys("esc", "esc").Sees("jobs 1 of 40")
	})
}

func TestADraftLikeAJobHasAllButItsSecrets(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("N", "j").Sees("draft orders-pro")
		c := d.creation()
		if c.draft.From != "orders-prod-sync-02" || c.draft.Get(model.KeyEngine) != "mysql-to-mysql" || c.draft.Name() == "orders-prod-sync-02" {
			t.Errorf("from %q, engine %q, name %q", c.draft.From, c.draft.Get(model.KeyEngine), c.draft.Name())
		}
		for _, s := range c.form.Steps {
			for _, f := range s.Fields {
				if !c.draft.Secret(f.Key).Empty() {
					t.Errorf("%s has a secret", f.Key)
				}
			}
		}
	})
}

func TestAJobThatIsNotReadBeginsNoDraft(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.find("orders-prod-sync-02")
		d.sim.Script(func(op string, _ int) string {
			if strings.HasPrefix(op, "ShowJobDetail") || strings.HasPrefix(op, "V3BatchListJobDetail") {
				return "403"
			}
			return ""
		})
		d.Keys("N", "j").Sees("No draft was begun.")
		if notes, err := d.client.Drafts(); err != nil || len(notes) != 0 {
			t.Errorf("%v %v", notes, err)
		}
	})
}

func TestADraftIsResumedAtItsStep(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.begins("orders-wave2", model.StepSource)
		d.Keys("N").Sees("1 draft", "orders-wave2", "step 3 of 7", "errors", "saved just now").Keys("1").Sees("draft orders-wave2", "step 3 of 7")
		d.Keys("esc", "esc").Sees("is kept", "1 draft").Keys("N", "down", "down", "down", "enter").Sees("step 3 of 7")
	})
}

func TestTheLastDraftStandsFirstAndTheCursorStaysOnItsDraft(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.begins("older", model.StepLink)
		d.Wait(3*time.Minute).begins("newer", model.StepOptions)
		d.Keys("N").Sees("saved 3m ago").Keys("down", "down", "down", "down")
		s := d.app.top().(*start)
		if n, ok := s.draft(); !ok || n.Name != "older" {
			t.Fatalf("the cursor is on %q", n.Name)
		}
		d.Wait(time.Minute).begins("newest", model.StepLink)
		d.Keys("r").Sees("newest")
		if n, _ := s.draft(); n.Name != "older" {
			t.Errorf("the cursor went to %q", n.Name)
		}
	})
}

func TestABusyOrBrokenDraftIsGreyWithItsReason(t *testing.T) {
	tell(t, world{size: [2]int{120, 30}}, func(d *desk) {
		file, _, err := d.client.OpenDraft(d.begins("held", model.StepLink))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := os.WriteFile(filepath.Join(d.world.state, "drafts", strings.Repeat("A", 26)+".json"), []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.Keys("N").Sees("2 drafts", "open in another drover")
		for _, key := range []string{"1", "2"} {
			if d.Keys(key); d.app.top().Title() != "create job" || d.app.note.kind != noteBad {
				t.Errorf("%s: %+v\n%s", key, d.app.note, d.Screen())
			}
		}
		if _, ok := d.app.top().(*start); !ok {
			t.Error("a draft that cannot be opened was opened")
		}
		d.Keys("down", "down", "down", "D").Sees("D drop the draft: ")
	})
}

func TestADraftIsDroppedOnceAskedFor(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.begins("orders-wave2", model.StepSource)
		left := func() int {
			notes, err := d.client.Drafts()
			if err != nil {
				t.Fatal(err)
			}
			return len(notes)
		}
		d.Keys("N", "D").Sees("put the cursor on a draft").Keys("down", "down", "down", "D").Sees("drop the draft orders-wave2").Keys("enter")
		if left() != 1 {
			t.Fatal("enter, on Back, dropped it")
		}
		d.Keys("D", "esc", "D", "d").Sees("dropped: orders-wave2")
		if d.Misses("step 3 of 7"); left() != 0 {
			t.Error("it is on the disk still")
		}
		d.Keys("esc").Misses("1 draft")
	})
}

func TestAFileBeginsADraft(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.puts("wave.yaml", "job:\n  base_info:\n    name: from-a-file\n    job_type: sync\n    nam: twice\n")
		d.Keys("N", "f").Sees("a job file").Type("none.yaml").Keys("enter").Sees("there is no such file")
		d.Keys("f").Sees("none.yaml").Keys("ctrl+u").Type("wave.yaml").Keys("enter").Sees("draft from-a-file", "1 mistake", "line 5")
		d.Keys("esc", "m").Sees("1 mistake in wave.yaml", "line 5").Keys("esc")
		if c := d.creation(); c.draft.Get(model.KeyScenario) != "sync" || c.draft.From != "wave.yaml" {
			t.Errorf("%q from %q", c.draft.Get(model.KeyScenario), c.draft.From)
		}
	})
}

func TestWhatIsWrongInAFileStandsOnItsField(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.puts("wave.json", `{"job": {"base_info": {"name": "from-a-file",`+"\n"+`"expired_days": [14]}}}`)
		d.Keys("N", "f").Type("wave.json").Keys("enter").Sees("1 mistake")
		c := d.creation()
		d.Keys("esc", "m", "enter")
		if f := c.sheet.Field(); f.Key != model.KeyExpired || !strings.Contains(f.Wrong, "line 2") {
			t.Errorf("the focus is on %s, which says %q:\n%s", f.Key, f.Wrong, d.Screen())
		}
	})
}

func TestCreationOpensWithTheFileOfTheCommandLine(t *testing.T) {
	from := &From{Name: "wave.yaml", File: client.ReadJobFile([]byte("base_info: {name: from-the-line, nam: 1}\n"))}
	tell(t, world{from: from}, func(d *desk) {
		d.Sees("draft from-the-l", "1 mistake").Keys("esc", "esc").Sees("jobs 40 of 40", "1 draft")
	})
	tell(t, world{from: from, place: client.Place{Region: "cn-north-4", Service: "DRS", ReadOnly: true}}, func(d *desk) {
		d.Sees("wave.yaml was not opened: this session is read-only")
		if len(d.app.stack) != 1 {
			t.Errorf("%T lies over the list", d.app.top())
		}
	})
	tell(t, world{from: from, needed: true}, func(d *desk) { // it waits for the login
		d.Misses("draft from").Type("sim-token").Keys("enter").Sees("draft from-the-l")
	})
}

func TestNobodyCreatesWhereNobodyMayWrite(t *testing.T) {
	tell(t, world{place: client.Place{Region: "cn-north-4", Service: "DRS", ReadOnly: true}}, func(d *desk) {
		d.Keys("N").Sees("N new job: this session is read-only")
	})
}

func TestThePaletteCreatesAndResumes(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.begins("orders-wave2", model.StepSource)
		d.Keys("N", "esc", ":").Type("resume").Sees("resume draft orders-wave2", "step 3 of 7").Keys("enter").Sees("draft orders-wave2", "step 3 of 7")
		d.Keys("esc", "esc", ":").Type("create job").Keys("enter").Sees("an empty draft")
	})
}

// One number of errors has one meaning: what the list of drafts says of one is
// what its page says once it is open.
func TestADraftHasAsManyErrorsOnTheListAsOnItsPage(t *testing.T) {
	for _, step := range model.CreateSteps() {
		tell(t, world{size: [2]int{100, 30}}, func(d *desk) {
			d.begins("orders-wave2", step)
			d.Keys("N").Sees("orders-wave2")
			n := d.app.top().(*start).drafts.value[0]
			words, _ := n.wrong.words()
			if !strings.Contains(d.Line("orders-wave2"), words) {
				t.Errorf("the list does not say %q:\n%s", words, d.Screen())
			}
			d.Keys("1")
			if got, _ := d.creation().wrong().words(); got != words {
				t.Errorf("left at %s: the list says %q, the page %q", step, words, got)
			}
			d.Sees(words)
		})
	}
}
