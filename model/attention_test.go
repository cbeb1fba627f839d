package model

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAttention: what is wrong comes first, what is over last.
func TestAttention(t *testing.T) {
	of := func(status string, more func(*Facts)) Attention {
		j := Job{Scenario: Sync, Task: FullIncr}.WithStatus(NewText(status))
		f := Facts{Job: &j, Sample: NoSample()}
		if more != nil {
			more(&f)
		}
		return AttentionOf(f)
	}
	unresolved := func(f *Facts) { f.Unresolved = true }
	runsOut := func(f *Facts) { f.RunsOut = true }
	order := []struct {
		name string
		got  Attention
	}{
		{"failed", of("INCRE_TRANSFER_FAILED", nil)},
		{"unresolved", of("CONFIGURATION", unresolved)},
		{"running out", of("CONFIGURATION", runsOut)},
		{"paused", of("PAUSING", nil)},
		{"unknown", of("SHARD_REBALANCING", nil)},
		{"busy", of("STARTJOBING", nil)},
		{"running", of("INCRE_TRANSFER_STARTED", nil)},
		{"to start", of("CONFIGURATION", nil)},
		{"at rest", of("WAITING_FOR_START", nil)},
		{"ended", of("RELEASE_RESOURCE_COMPLETE", nil)},
	}
	for i := 1; i < len(order); i++ {
		if order[i-1].got >= order[i].got {
			t.Errorf("%s (%d) does not come before %s (%d)", order[i-1].name, order[i-1].got, order[i].name, order[i].got)
		}
	}
	if got := of("START_JOB_FAILED", func(f *Facts) { f.Unresolved, f.RunsOut = true, true }); got != WantsMending {
		t.Errorf("a failed job with an unresolved write wants %d", got)
	}
}

// TestAttentionKnowsEveryStatus: whatever else is true, failed comes first and
// nothing that failed, waits for an answer or runs out rests at the end.
func TestAttentionKnowsEveryStatus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		status := rapid.SampledFrom(append(slices.Clone(Statuses()), "SOMETHING_NEW", "")).Draw(t, "status")
		scenario := rapid.SampledFrom(Scenarios()).Draw(t, "scenario")
		j := Job{Scenario: scenario, Task: Full}.WithStatus(NewText(status))
		f := Facts{Job: &j, Sample: NoSample(), Unresolved: rapid.Bool().Draw(t, "unresolved"), RunsOut: rapid.Bool().Draw(t, "runs out")}
		got := AttentionOf(f)
		if (got == WantsMending) != (j.State.Family == Failed) {
			t.Fatalf("%s wants %d", status, got)
		}
		if (f.Unresolved || f.RunsOut) && got > WantsHurry {
			t.Fatalf("%s, unresolved %v, runs out %v, wants %d", status, f.Unresolved, f.RunsOut, got)
		}
	})
}
