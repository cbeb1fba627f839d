package tui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// updates lists what the service was made to change of jobs' sections, a line each.
func (d *desk) updates() []string {
	var out []string
	for _, a := range d.sim.Applied() {
		if a.Params != nil {
			out = append(out, a.Action+" "+string(a.Params))
		}
	}
	return out
}

// edits opens a section of a job, by the letter it has in the menu.
func (d *desk) edits(name, letter string) *edit {
	d.Helper()
	d.find(name).Keys("e", letter).Wait(time.Second)
	s, ok := d.app.top().(*edit)
	if !ok || !s.has {
		d.Fatalf("the page on top is %T:\n%s", d.app.top(), d.Screen())
	}
	return s
}

// to moves the focus to the field of a label.
func (d *desk) to(label string) *desk {
	d.Helper()
	s := d.app.top().(*edit)
	for range 40 {
		if strings.TrimSpace(s.sheet.Field().Label) == label {
			return d
		}
		d.Keys("tab")
	}
	d.Fatalf("no field is called %q:\n%s", label, d.Screen())
	return d
}

const theirPolicy = `{"type":"policy","params":{"policy_config":{"conflict_policy":"ignore","filter_ddl_policy":"drop_database","index_trans":true,` +
	`"ddl_trans":true,"dml_types":"i,u,d","data_sync_topology_type":"one2one","support_ddl_info":"CREATE_TABLE"}}}`

// The example of the document comes out by keys alone.
func TestThePolicyIsReplacedAsAWhole(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.to("which").Keys("l", "space", "l", "space", "l", "space", "l", "l", "space").Sees("1 change   0 errors", "1 of 8 DDL kinds")
		d.Keys("ctrl+r").Sees("update policy wave2-shop-01 on DEMO", "create table, add column", "The pre-check result is void").startsNothing("a review")
		d.Keys("b").Sees(`"type": "policy"`).Keys("esc", "tab", "enter").Sees("sent 1   accepted 1   refused 0   unknown 0", "create table, as asked")
		want := `policy {"policy_config":{"conflict_policy":"overwrite","data_sync_topology_type":"one2one","ddl_trans":true,` +
			`"dml_types":"i,u,d","filter_ddl_policy":"drop_database","index_trans":true,"support_ddl_info":"CREATE_TABLE"}}`
		if got := d.updates(); len(got) != 1 || got[0] != want {
			t.Errorf("applied %v\nwant %s", got, want)
		}
		d.Keys("e").Sees("0 changes   0 errors").Keys("esc").Sees("jobs 1 of 40").Misses("draft")
	})
}

// What is typed before a review could be seen sends nothing.
func TestTypedAheadOfItsReviewNothingIsSent(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").Sees("1 change").Fast("ctrl+r", "tab", "enter", "enter", "tab", "enter").Wait(3 * time.Second)
		d.Sees("update policy wave2-shop-01").startsNothing("keys typed ahead")
		d.Keys("enter").Sees("1 change").startsNothing("enter on Back")
		d.Keys("esc").Sees("1 draft").Keys("e", "p", "ctrl+r", "tab", "enter").Sees("accepted 1")
		if n := len(d.updates()); n != 1 {
			t.Errorf("%d updates", n)
		}
	})
}

// A word typed into a field that takes no text runs no command, but those that the
// page names.
func TestLettersInAChoice(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.edits("wave2-shop-01", "p")
		d.Type("overwrite").Sees("this field is chosen, not typed")
		if s.look.Changed != 0 || d.app.top() != Screen(s) {
			t.Errorf("%d changes, on top %T", s.look.Changed, d.app.top())
		}
		d.Keys("tab", "shift+tab", "y")
		if !strings.Contains(d.raw, "52;") {
			t.Error("y copied nothing")
		}
		d.Keys("?").Sees("keys of update policy").Keys("esc", "r").Sees("0 changes")
	})
}

func TestUndoLeadsBackToWhatWasRead(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.edits("wave2-shop-01", "p")
		d.Keys("l", "l").Sees("was overwrite").Keys("u").Misses("was overwrite").Sees("0 changes")
		d.Keys("u").Sees("nothing was changed here")
		d.to("replay rows").Keys("l", "space", "l", "space").Sees("1 change").Keys("u").Sees("0 changes")
		if len(s.form.Changed()) != 0 {
			t.Errorf("%v is changed", s.form.Changed())
		}
		d.Keys("ctrl+r").Sees("nothing is changed").startsNothing("a review of nothing")
		d.Keys("esc").Misses("draft")
	})
}

func (d *desk) startsNothingMore(n int) {
	d.Helper()
	if got := d.updates(); len(got) != n {
		d.Fatalf("applied %v, want %d", got, n)
	}
}

// Somebody else's change is shown beside mine: theirs stays where nothing else is
// said, and mine over theirs asks for the job's name.
func TestTheirsAndMine(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").to("replay rows").Keys("l", "space").Sees("2 changes")
		d.elsewhere("wave2-shop-01", theirPolicy)
		d.Keys("ctrl+r").Sees("changed elsewhere", "theirs 2   mine 0", "overwrite", "ignore", "stop")
		d.Keys("esc").Sees("2 changes").Keys("ctrl+r").Sees("theirs 2   mine 0").Keys("space").Sees("theirs 1   mine 1", "The job's name must be typed")
		d.Keys("ctrl+r").Sees("It replaces what somebody else has written", "Type wave2-shop-01 to send it")
		d.Keys("tab", "enter").Sees("type wave2-shop-01 first").startsNothingMore(1)
		d.Type("wave2-shop-01").Keys("enter").Sees("accepted 1")
		d.startsNothingMore(2)
		want := `policy {"policy_config":{"conflict_policy":"stop","data_sync_topology_type":"one2one","ddl_trans":true,` +
			`"dml_types":"i,d","filter_ddl_policy":"drop_database","index_trans":true,"support_ddl_info":"CREATE_TABLE"}}`
		if got := d.updates()[1]; got != want {
			t.Errorf("applied %s\nwant    %s", got, want)
		}
	})
}

// What somebody else has set to the same is no change any more, and that is said.
func TestTheSameByAnother(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").Sees("1 change ")
		d.elsewhere("wave2-shop-01", `{"type":"policy","params":{"policy_config":{"conflict_policy":"stop","filter_ddl_policy":"drop_database","index_trans":true,`+
			`"ddl_trans":true,"dml_types":"i,u,d","data_sync_topology_type":"one2one","support_ddl_info":"CREATE_TABLE,ADD_COLUMN,MODIFY_COLUMN,CHANGE_COLUMN,ADD_INDEX"}}}`)
		d.Keys("r").Sees("0 changes", "the job shows the same already: 1 change less to send")
	})
}

// Between the review and Send nobody's change is overwritten either.
func TestChangedAfterTheReviewNothingIsSent(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l", "ctrl+r").Sees("update policy")
		d.elsewhere("wave2-shop-01", theirPolicy)
		d.Keys("tab", "enter").Sees("not sent 1", "somebody else has changed the policy", "e what they changed").startsNothingMore(1)
		d.Keys("e").Sees("changed elsewhere", "ignore").Keys("ctrl+r").Sees("0 changes", "‹ ignore ›").Keys("esc").Misses("draft")
	})
}

func TestAnEditIsKeptAsADraft(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").Wait(time.Second)
		files, _ := filepath.Glob(filepath.Join(d.world.state, "drafts", "*.json"))
		if len(files) != 1 {
			t.Fatalf("%v", files)
		}
		text, err := os.ReadFile(files[0])
		if err != nil || !strings.Contains(string(text), `"version": 2`) || !strings.Contains(string(text), `"policy_config.conflict_policy": "stop"`) {
			t.Fatalf("%s, %v", text, err)
		}
		d.Keys("esc").Sees("1 change of the policy kept as a draft", "1 draft")
		d.Keys("N").Sees("update policy").Keys("1").Sees("1 change   0 errors", "was overwrite", "of the draft that was saved").Keys("u", "esc", "esc")
		if files, _ = filepath.Glob(filepath.Join(d.world.state, "drafts", "*.json")); len(files) != 0 {
			t.Errorf("%v stays although nothing is changed", files)
		}
		d = d.Keys("e", "p", "l", "esc").Wait(time.Second).again()
		defer d.quit()
		d.Sees("1 draft").edits("wave2-shop-01", "p")
		d.Sees("1 change   0 errors")
		d.elsewhere("wave2-shop-01", theirPolicy)
		d.Keys("r").Sees("changed elsewhere")
	})
}

func TestANameIsAskedForBeforeItIsSent(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("orders-prod-sync-02", "n")
		d.Type("!").Sees("1 error").Keys("backspace").Sees("0 changes")
		d.Keys("ctrl+u").Type("hr-payroll").Sees("taken by a job on the list", "1 error").Keys("ctrl+r").Sees("1 error: name")
		d.Keys("ctrl+u").Type("orders-prod-renamed").Sees("free 03:1").Keys("ctrl+r").Sees("update name", "orders-prod-renamed").Keys("tab", "enter").
			Sees("accepted 1", "orders-prod-renamed, as asked")
		if got := d.updates(); !slices.Equal(got, []string{`name {"base_info":{"name":"orders-prod-renamed"}}`}) {
			t.Errorf("applied %v", got)
		}
	})
}

func TestASectionThatCannotBeChangedIsLookedAt(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		s := d.edits("orders-prod-sync-02", "p")
		d.Sees("to look at only: the policy is changed in configuration", "overwrite").Keys("space", "l", "u", "ctrl+r", "tab", "ctrl+o")
		if len(s.form.Changed()) != 0 {
			t.Errorf("%v", s.form.Changed())
		}
		d.Keys("space").Sees("changed in configuration, before a start").startsNothing("a look")
		d.Keys("esc").Misses("draft")
	})
	tell(t, world{moving: true}, func(d *desk) {
		d.find("orders-prod-sync-02").Keys("e", "u").Sees("users", "only migrations")
		d.Keys("esc").Keys(":").Type("edit policy").Sees("e p").Keys("enter").Wait(time.Second).Sees("› policy")
	})
}

func TestAReadingThatFailsTakesNothingAway(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("l").Sees("1 change")
		d.sim.Script(always("500"))
		d.Keys("r").Wait(time.Minute).Sees("not read again", "1 change", "stop")
		d.Keys("ctrl+r").Wait(time.Minute).Sees("not read again", "1 change").startsNothing("a review that was not read")
		d.sim.Script(nil)
		d.Keys("ctrl+r").Sees("update policy wave2-shop-01")
	})
	tell(t, world{moving: true, service: sim.Options{}}, func(d *desk) {
		d.find("wave2-shop-01")
		d.sim.Script(always("403"))
		d.Keys("e", "p").Sees("Nothing was being changed.")
		d.sim.Script(nil)
		d.Keys("r").Sees("0 changes   0 errors")
	})
}

func TestTheEditorChangesASection(t *testing.T) {
	env := editor(t, `sed -i 's/"overwrite"/"ignore"/' "$file"`)
	tell(t, world{moving: true, environ: env}, func(d *desk) {
		d.edits("wave2-shop-01", "p")
		d.Keys("ctrl+o").Sees("1 value has changed", "1 change   0 errors", "was overwrite")
		d.noScratch()
	})
	env = editor(t, `sed -i 's/"overwrite"/"perhaps"/; s/policy_config.dml_types": "i,u,d"/policy_config.dml_types": "i"/; s/}/,"policy_config.nome": "x"}/' "$file"`)
	tell(t, world{moving: true, environ: env}, func(d *desk) {
		s := d.edits("wave2-shop-01", "p")
		d.Keys("ctrl+o").Sees("mistake", "the policy has no such member", "line ")
		d.Keys("enter").Sees("was i u d")
		if got := s.form.Get(model.KeyConflict); got != "overwrite" {
			t.Errorf("conflict is %q", got)
		}
		d.noScratch()
	})
}

func TestThePolicyOfAnotherJobIsTaken(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.elsewhere("wave2-shop-02", theirPolicy)
		d.edits("wave2-shop-01", "p")
		d.Keys("f").Sees("take the policy of which job").Type("wave2-shop-02").Keys("enter").Sees("take the policy of wave2-shop-02", "ignore").
			Keys("enter").Sees("2 changes", "was overwrite")
		d.startsNothingMore(1)
	})
}

func TestAFlowWindowIsMadeByKeys(t *testing.T) {
	tell(t, world{moving: true}, func(d *desk) {
		d.edits("wave2-shop-01", "l")
		d.Keys("enter").Sees("window 1", "3 errors").Keys("ctrl+r").Sees("3 errors: ")
		d.to("window 1").Keys("l", "l", "l").to("to").Keys("l", "l", "l", "l", "l", "l").to("MB/s").Type("80").Sees("1 change   0 errors", "80 MB/s")
		d.Keys("ctrl+r").Sees("update flow windows wave2-shop-01").Keys("tab", "enter").Sees("accepted 1", "as asked")
		if got := d.updates(); len(got) != 1 || !strings.HasPrefix(got[0], `speed_limit {"speed_limit":[{"begin":"02:00","end":"`) || !strings.Contains(got[0], `"speed":"80"`) {
			t.Errorf("applied %v", got)
		}
	})
}

// The pause that a schedule holds back is kept with the draft: nobody else has changed it.
func TestADraftOfAPausedScheduleComesBackAsItWas(t *testing.T) {
	tell(t, world{files: true, moving: true}, func(d *desk) {
		d.find("legal-hold-box").Keys("H").Wait(time.Second).Sees("schedule")
		d.Keys("space").Sees("changes").Keys("esc").Wait(2 * time.Second)
		d.Keys("H").Wait(2 * time.Second).Misses("changed elsewhere").Sees("2 changes")
	})
}
