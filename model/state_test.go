package model_test

import (
	"slices"
	"testing"

	. "drover/model"
)

type shown struct {
	glyph string
	word  string
}

// The table of the design's chapter on statuses, typed from there.
var design = map[string]shown{
	"CREATING":                        {"~", "creating"},
	"CREATE_FAILED":                   {"×", "create failed"},
	"CONFIGURATION":                   {"○", "configuration"},
	"WAITING_FOR_START":               {"○", "scheduled"},
	"STARTJOBING":                     {"~", "starting"},
	"START_JOB_FAILED":                {"×", "start failed"},
	"FULL_TRANSFER_STARTED":           {"►", "full running"},
	"FULL_TRANSFER_FAILED":            {"×", "full failed"},
	"FULL_TRANSFER_COMPLETE":          {"►", "full done"},
	"INCRE_TRANSFER_STARTED":          {"►", "incr running"},
	"INCRE_TRANSFER_FAILED":           {"×", "incr failed"},
	"PAUSING":                         {"║", "paused"},
	"CHANGE_JOB_STARTED":              {"~", "changing"},
	"CHANGE_JOB_FAILED":               {"×", "change failed"},
	"DELETED":                         {"■", "deleted"},
	"RELEASE_RESOURCE_STARTED":        {"~", "ending"},
	"RELEASE_RESOURCE_FAILED":         {"×", "end failed"},
	"RELEASE_RESOURCE_COMPLETE":       {"■", "ended"},
	"CHILD_TRANSFER_STARTING":         {"~", "child starting"},
	"CHILD_TRANSFER_STARTED":          {"►", "child running"},
	"CHILD_TRANSFER_COMPLETE":         {"►", "child done"},
	"CHILD_TRANSFER_FAILED":           {"×", "child failed"},
	"RELEASE_CHILD_TRANSFER_STARTED":  {"~", "child ending"},
	"RELEASE_CHILD_TRANSFER_COMPLETE": {"■", "child ended"},
	"REBUILD_NODE_STARTED":            {"~", "node recovery"},
	"REBUILD_NODE_FAILED":             {"×", "rebuild failed"},
	"NODE_UPGRADE_START":              {"~", "node upgrade"},
	"NODE_UPGRADE_COMPLETE":           {"~", "upgrade done"},
	"NODE_UPGRADE_FAILED":             {"×", "upgrade failed"},
}

// What disaster recovery calls differently.
var designDR = map[string]shown{
	"FULL_TRANSFER_STARTED":  {"►", "init running"},
	"FULL_TRANSFER_FAILED":   {"×", "init failed"},
	"FULL_TRANSFER_COMPLETE": {"►", "init done"},
	"INCRE_TRANSFER_STARTED": {"►", "dr protecting"},
	"INCRE_TRANSFER_FAILED":  {"×", "dr abnormal"},
}

var familyOf = map[string]Family{
	"○": Idle, "~": Busy, "►": Running, "║": Paused, "×": Failed, "■": Ended, "?": Unknown,
}

func TestStatesAreThoseOfTheDesign(t *testing.T) {
	if len(design) != 29 || len(Statuses()) != 29 {
		t.Fatalf("the design has %d statuses, the program %d; both must be 29", len(design), len(Statuses()))
	}
	for wire := range design {
		if !slices.Contains(Statuses(), wire) {
			t.Errorf("Statuses() lacks %s", wire)
		}
		for _, scenario := range append(Scenarios(), "") {
			for _, task := range []TaskType{Full, FullIncr, Incr, ""} {
				want := design[wire]
				if wire == "FULL_TRANSFER_COMPLETE" && task == Full {
					want.glyph = "○" // nothing follows: it waits, billed
				}
				if dr, ok := designDR[wire]; ok && scenario == DR {
					want = dr
				}
				got := StateOf(NewText(wire), scenario, task)
				if got.Word != want.word || got.Family != familyOf[want.glyph] {
					t.Errorf("%s %s %s is %+v, want %v", wire, scenario, task, got, want)
				}
			}
		}
	}
}

func TestUnknownStatusIsShownAsOnTheWire(t *testing.T) {
	for wire, word := range map[string]string{
		"SHARD_REBALANCING": "SHARD_REBALANCING",
		"incre_failed":      "incre_failed", // statuses are compared by the letter
		"":                  "-",
		"EVIL\x1b[2J":       "EVIL^[[2J",
	} {
		got := StateOf(NewText(wire), Sync, FullIncr)
		if got != (State{Word: word, Family: Unknown}) {
			t.Errorf("%q is %+v, want %q of family unknown", wire, got, word)
		}
	}
}

func TestFamilyWords(t *testing.T) {
	want := []string{"running", "busy", "idle", "paused", "failed", "ended", "unknown"}
	var got []string
	for _, f := range Families() {
		got = append(got, f.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("families are %v, want %v", got, want)
	}
}

func TestShortForms(t *testing.T) {
	for s, want := range map[Scenario]string{Sync: "sync", Migration: "migr", DR: "dr", "sub\x1bscription": "sub^[scription"} {
		if s.Short() != want {
			t.Errorf("%q is short %q, want %q", string(s), s.Short(), want)
		}
	}
	for task, want := range map[TaskType]string{Full: "F", FullIncr: "F+I", Incr: "I", "": "-", "OTHER\r": "OTHER^M"} {
		if task.Short() != want {
			t.Errorf("%q is short %q, want %q", string(task), task.Short(), want)
		}
	}
}

func TestWithStatus(t *testing.T) {
	j := Job{Scenario: DR, Task: FullIncr}.WithStatus(NewText("INCRE_TRANSFER_FAILED"))
	if j.State != (State{Word: "dr abnormal", Family: Failed}) || j.Status.Raw() != "INCRE_TRANSFER_FAILED" {
		t.Errorf("state is %+v", j.State)
	}
}

func TestSampleOverKeepsWhatIsNotTold(t *testing.T) {
	old := Sample{Status: NewText("A"), Percent: 40, Lag: 7, Left: NewText("5m"), Stages: []Stage{{Percent: 1}}}
	if got := NoSample().Over(old); got.Status != old.Status || got.Percent != 40 || got.Lag != 7 || got.Left != old.Left || len(got.Stages) != 1 {
		t.Errorf("an empty reading changed %+v to %+v", old, got)
	}
	fresh := Sample{Status: NewText("B"), Percent: 0, Lag: 0}
	if got := fresh.Over(old); got.Status.Raw() != "B" || got.Percent != 0 || got.Lag != 0 {
		t.Errorf("zeros that were told must win: %+v", got)
	}
}
