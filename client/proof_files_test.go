package client

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/journal"
	"drover/model"
)

// reading is what is read of a transfer whose last run was 7 when something was sent.
type reading struct {
	run  string
	runs model.Tri
}

// What each status of a transfer proves of a write whose answer was lost: + taken on, -
// not, and nothing where it could be either. Every known status stands here once.
func TestProofOfTransfers(t *testing.T) {
	same, on, newer, untold := reading{"7", model.No}, reading{"7", model.Yes}, reading{"8", model.No}, reading{"7", model.NotTold}
	columns := []struct {
		verb model.Verb
		ran  bool // the noted run was under way
		read reading
	}{
		{model.Start, false, same}, {model.Start, false, newer}, {model.Start, false, untold},
		{model.Pause, true, on}, {model.Resume, false, same}, {model.Resume, false, newer},
		{model.Cancel, true, on}, {model.Cancel, true, same}, {model.Cancel, true, newer}, {model.Cancel, true, untold},
		{model.Cancel, false, same}, {model.Cancel, false, newer}, {model.Delete, false, same},
	}
	want := map[string]string{ // start, pause, resume, cancel of a run, cancel of what waited for one, delete
		"idle":            "- + .  -  + +  . + + .  + .  -",
		"start":           "+ + +  -  + +  - + + .  - -  -",
		"running":         "+ + +  -  + +  - + + .  - -  -",
		"paused":          "- + .  +  - +  - + + .  - .  -",
		"resume":          "- + .  .  + +  . + + .  . .  -",
		"cancel":          "- + .  .  . +  + + + +  + +  -",
		"cancelling":      "+ + +  .  . +  + + + +  + +  -",
		"cancelled":       "- + .  -  . +  . + + .  . .  -",
		"success":         "- + .  -  + +  . + + .  . .  -",
		"warn":            "- + .  -  . +  . + + .  . .  -",
		"failed":          "- + .  -  . +  . + + .  . .  -",
		"failed-to-start": "- + .  -  . +  . + + .  . .  -",
		"awaiting-user":   "- + .  .  . +  . + + .  . .  -",
		"complete":        "- + .  .  . +  . + + .  . .  -",
		"not-complete":    "- + .  -  . +  . + + .  . .  -",
		"deleted":         "- + .  .  . +  . + + .  . .  +",
		"rebalancing":     "- + .  .  . +  . + + .  . .  .",
	}
	for _, status := range append(model.FileStatuses(), "rebalancing") {
		var got []string
		for _, c := range columns {
			a := asked{verb: c.verb, files: true, run: "7", ran: c.ran, noted: true}
			s := model.Sample{Status: model.NewText(status), Run: model.NewText(c.read.run), Runs: c.read.runs}
			got = append(got, map[proof]string{nothing: ".", proven: "+", untaken: "-"}[prove(a, s, time.Time{})])
		}
		row, listed := want[status]
		if s := strings.Join(got, " "); !listed || s != strings.Join(strings.Fields(row), " ") {
			t.Errorf("%-16s %s, want %s", status, s, row)
		}
	}
}

// Without a note of what was the last run, no run proves anything.
func TestWithoutANoteNoRunProves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		status := rapid.SampledFrom(append(model.FileStatuses(), "rebalancing", "")).Draw(t, "status")
		runs := rapid.SampledFrom([]model.Tri{model.NotTold, model.No, model.Yes}).Draw(t, "runs")
		verb := rapid.SampledFrom([]model.Verb{model.Start, model.Pause, model.Resume, model.Cancel, model.Delete, model.Clone, model.Update, model.End}).Draw(t, "verb")
		a := asked{verb: verb, files: true}
		one := prove(a, model.Sample{Status: model.NewText(status), Run: model.NewText("1"), Runs: runs}, time.Time{})
		two := prove(a, model.Sample{Status: model.NewText(status), Run: model.NewText("2"), Runs: model.NotTold}, time.Time{})
		if one != two {
			t.Fatalf("%s of %q: %d and %d", verb, status, one, two)
		}
		if (verb == model.Clone || verb == model.Update || verb == model.End) && one != nothing {
			t.Fatalf("a status proves a %s", verb)
		}
	})
}

// What is noted comes back from the journal as it was, and nothing else is taken for it.
func TestANotedRunComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := rapid.StringMatching(`[0-9]{0,9}`).Draw(t, "run")
		for word, under := range map[string]bool{fileRuns: true, fileRan: false} {
			got, ran, ok := notedRun(journal.Line{Seen: word + run})
			if got != run || ran != under || !ok {
				t.Fatalf("%q is %q, %t, %t", word+run, got, ran, ok)
			}
		}
	})
	for _, seen := range []string{"", "7", "schedule mode:0a:0b", "xrun:7"} {
		if run, _, ok := notedRun(journal.Line{Seen: seen}); ok {
			t.Errorf("%q names the run %q", seen, run)
		}
	}
}
