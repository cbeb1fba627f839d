package client

import (
	"strings"
	"testing"
	"time"

	"drover/model"
)

// What each status proves of a write whose answer was lost: + taken on, - not,
// and nothing where it could be either. Every known status stands here once.
func TestProofOfEveryVerb(t *testing.T) {
	verbs := []model.Verb{model.StartNow, model.Pause, model.Resume, model.TryAgain, model.Reset, model.End, model.Delete}
	want := map[string]string{ // in the order of verbs
		"CREATING": ". . . . . - .", "CREATE_FAILED": ". . . . . - -", "CONFIGURATION": ". . . . . - .", "WAITING_FOR_START": "- . . . . - .",
		"STARTJOBING": "+ . + + + - .", "START_JOB_FAILED": "+ . . . . - .", "PAUSING": "+ + - . - - .",
		"FULL_TRANSFER_STARTED": "+ - + + + - .", "FULL_TRANSFER_FAILED": "+ . . . . - .", "FULL_TRANSFER_COMPLETE": "+ - + + . - .",
		"INCRE_TRANSFER_STARTED": "+ - + + . - .", "INCRE_TRANSFER_FAILED": "+ . . . . - .",
		"RELEASE_RESOURCE_STARTED": ". . . . . + .", "RELEASE_RESOURCE_FAILED": ". . . . . + .", "RELEASE_RESOURCE_COMPLETE": ". . . . . + -",
		"DELETED": ". . . . . + +", "RELEASE_CHILD_TRANSFER_COMPLETE": "+ . . . . - -",
		"SHARD_REBALANCING": ". . . . . . .", "": ". . . . . . .",
	}
	for _, status := range append(model.Statuses(), "SHARD_REBALANCING", "") {
		row, listed := want[status]
		if !listed { // the rest was begun, and says no more
			row = "+ . . . . - ."
		}
		var got []string
		for _, v := range verbs {
			got = append(got, map[proof]string{nothing: ".", proven: "+", untaken: "-"}[prove(asked{verb: v}, model.Sample{Status: model.NewText(status)}, time.Time{})])
		}
		if s := strings.Join(got, " "); s != row {
			t.Errorf("%-30s %s, want %s", status, s, row)
		}
	}
	for _, status := range model.Statuses() { // a job whose end has failed may be ended by force
		end, force := prove(asked{verb: model.End}, model.Sample{Status: model.NewText(status)}, time.Time{}), prove(asked{verb: model.ForceEnd}, model.Sample{Status: model.NewText(status)}, time.Time{})
		if status == "RELEASE_RESOURCE_FAILED" && force != nothing || status != "RELEASE_RESOURCE_FAILED" && force != end {
			t.Errorf("%s proves %d of a force end, and %d of an end", status, force, end)
		}
	}
	for _, v := range []model.Verb{model.Clone, model.RunCheck, model.SkipItem, model.TestEnds, ""} {
		for _, status := range model.Statuses() {
			if prove(asked{verb: v}, model.Sample{Status: model.NewText(status)}, time.Time{}) != nothing {
				t.Errorf("%s proves something of a %q", status, v)
			}
		}
	}
}
