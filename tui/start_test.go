package tui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
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
		d.Keys("esc", "esc").Sees("is kept", "1 draft").Keys("N", "down", "down", "down", "enter").Sees("step 3 of 7").Misses("is kept")
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
		d.Keys("G", "D").Sees("D drop the draft: it is open")
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

// What is wrong stands first; the draft can be moved out of the way, and is not
// lost.
func TestADamagedDraftSaysWhyAndCanBeMovedAside(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.begins("orders-wave2", model.StepSource)
		id := strings.Repeat("A", 26)
		path := filepath.Join(d.world.state, "drafts", id+".json")
		if err := os.WriteFile(path, []byte("{"), 0o600); err != nil {
			t.Fatal(err)
		}
		d.Keys("N", "G", "up").Sees("no JSON", "It stays as it is; D moves it aside", id+".json")
		d.Keys("D").Sees("a draft that cannot be read").Keys("enter")
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("enter, on Back, moved it: %v", err)
		}
		d.Keys("D", "m").Sees("moved aside: " + id + ".json.damaged").Misses("no JSON")
		if text, err := os.ReadFile(path + ".damaged"); err != nil || string(text) != "{" {
			t.Errorf("%q, %v", text, err)
		}
		if err := os.WriteFile(path, []byte("{}"), 0o644); err != nil { //nolint:gosec // that is what is wrong with it
			t.Fatal(err)
		}
		if err := os.Chmod(path, 0o644); err != nil { //nolint:gosec // the same
			t.Fatal(err)
		}
		d.Keys("r").Sees("mode 644: open to others").Keys("g", "down", "down", "down").Sees("chmod 600 mends that, D moves it aside")
	})
}

func TestAFileBeginsADraft(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.puts("wave.yaml", "job:\n  base_info:\n    name: from-a-file\n    job_type: sync\n    nam: twice\n")
		d.Keys("N", "f").Sees("a job file").Type("none.yaml").Keys("enter").Sees("there is no such file")
		d.Keys("f").Sees("none.yaml").Keys("ctrl+u").Type("wave.yaml").Keys("enter").Sees("draft from-a-file", "2 values from wave.yaml; 1 mistake, esc, m lists them")
		d.Keys("esc", "m").Sees("1 mistake in wave.yaml", "line 5").Keys("esc")
		if c := d.creation(); c.draft.Get(model.KeyScenario) != "sync" || c.draft.From != "wave.yaml" {
			t.Errorf("%q from %q", c.draft.Get(model.KeyScenario), c.draft.From)
		}
	})
}

// What a file says wrong is there again once the draft is resumed, until the
// field is changed or somebody dismisses it.
func TestTheMistakesOfAFileOutlastTheDraftsPage(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		d.puts("wave.yaml", "base_info:\n  name: from-a-file\n  expired_days: [14]\n  nam: twice\n")
		d.Keys("N", "f").Type("wave.yaml").Keys("enter").Sees("2 mistakes, esc, m lists them").Keys("esc", "esc", "N")
		d.Keys("down", "down", "down").Sees("2 mistakes of wave.yaml")
		notes, err := d.client.Drafts()
		if err != nil || len(notes) != 1 {
			t.Fatalf("%+v, %v", notes, err)
		}
		mended := notes[0].Draft.Put(model.KeyExpired, "14")
		if with, without := model.FormOf(notes[0].Draft, model.Offer{}).Wrong(), model.FormOf(mended, model.Offer{}).Wrong(); with != without+1 {
			t.Errorf("%d errors, %d once it is mended", with, without)
		}
		d.Keys("enter").Sees("step 1 of 7").Keys("m").Misses("mistakes in").Keys("esc", "m").Sees("2 mistakes in wave.yaml", "line 3", "line 4").Keys("enter")
		c := d.creation()
		if f := c.sheet.Field(); f.Key != model.KeyExpired || !strings.Contains(f.Wrong, "line 3") {
			t.Fatalf("the focus is on %s, which says %q:\n%s", f.Key, f.Wrong, d.Screen())
		}
		d.Type("7").Keys("esc", "m").Sees("1 mistake in wave.yaml", "line 4").Keys("x").Sees("are dismissed").Keys("m").Misses("mistake in")
		d.Keys("esc", "N", "1").Keys("esc", "m").Misses("mistake")
		if c := d.creation(); len(c.draft.Mistakes) != 0 {
			t.Errorf("after that: %+v", c.draft.Mistakes)
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

// Beside "like NAME" stands why such a job cannot be created, before anybody
// fills in a draft of it.
func TestAJobThatCannotBeCreatedSaysSoBeforehand(t *testing.T) {
	tell(t, world{}, func(d *desk) {
		links, err := d.client.Links(context.Background(), model.Sync)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(links.All, func(l model.Link) bool { return l.OnlyV3 })
		if at < 0 {
			t.Fatal("every link can be created")
		}
		job := model.Job{ID: model.NewJobID("j1"), Name: model.NewText("an-older-job"), Scenario: model.Sync, Engine: model.NewText(links.All[at].Engine)}
		for _, size := range [][2]int{{80, 24}, {60, 15}} {
			d.Size(size[0], size[1])
			d.do(d.app.follow(push(newStart(d.app.env, job, ""))))
			d.Wait(time.Second).Sees("like an-older-job  ! only v3 creates")
			d.Keys("esc")
		}
		d.find("orders-prod-sync-02").Keys("N").Wait(time.Second).Sees("like orders-prod-sync-02").Misses("only v3", "not offered")
	})
}
