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
		verb  model.Verb
		stood string // how the noted run did
		read  reading
	}{
		{model.Start, fileRan, same}, {model.Start, fileRan, newer}, {model.Start, fileRan, untold},
		{model.Pause, fileRuns, on}, {model.Resume, fileRan, same}, {model.Resume, fileRan, newer},
		{model.Cancel, fileRuns, on}, {model.Cancel, fileRuns, same}, {model.Cancel, fileRuns, newer}, {model.Cancel, fileRuns, untold},
		{model.Cancel, fileWaits, same}, {model.Cancel, fileWaits, newer}, {model.Cancel, fileRan, same}, {model.Delete, fileRan, same},
	}
	want := map[string]string{ // start, pause, resume, cancel of a run, of what waits for one, and of what does neither, delete
		"idle":            "- + .  -  + +  . + + .  + .  .  -",
		"start":           "+ + +  -  + +  - + + .  - -  -  -",
		"running":         "+ + +  -  + +  - + + .  - -  -  -",
		"paused":          "- + .  +  - +  - + + .  - .  -  -",
		"resume":          "- + .  .  + +  . + + .  . .  .  -",
		"cancel":          "- + .  .  . +  + + + +  + +  +  -",
		"cancelling":      "+ + +  .  . +  + + + +  + +  +  -",
		"cancelled":       "- + .  -  . +  . + + .  . .  .  -",
		"success":         "- + .  -  + +  . + + .  . .  .  -",
		"warn":            "- + .  -  . +  . + + .  . .  .  -",
		"failed":          "- + .  -  . +  . + + .  . .  .  -",
		"failed-to-start": "- + .  -  . +  . + + .  . .  .  -",
		"awaiting-user":   "- + .  .  . +  - + + .  - .  -  -",
		"complete":        "- + .  .  . +  . + + .  . .  .  -",
		"not-complete":    "- + .  -  . +  . + + .  . .  .  -",
		"deleted":         "- + .  .  . +  . + + .  . .  .  +",
		"rebalancing":     "- + .  .  . +  . + + .  . .  .  .",
	}
	for _, status := range append(model.FileStatuses(), "rebalancing") {
		var got []string
		for _, c := range columns {
			a := asked{verb: c.verb, files: true, run: "7", stood: c.stood, noted: true}
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
		for _, word := range []string{fileRuns, fileRan, fileWaits} {
			if got, stood, ok := notedRun(journal.Line{Seen: word + run}); got != run || stood != word || !ok {
				t.Fatalf("%q is %q, %q, %t", word+run, got, stood, ok)
			}
		}
	})
	for _, seen := range []string{"", "7", "schedule mode:0a:0b", "xrun:7"} {
		if run, _, ok := notedRun(journal.Line{Seen: seen}); ok {
			t.Errorf("%q names the run %q", seen, run)
		}
	}
}
