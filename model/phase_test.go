package model_test

import (
	"testing"
	"time"

	. "drover/model"

	"pgregory.net/rapid"
)

func fileJob(status, mode string) Job {
	j := Job{ID: NewJobID("t1"), Name: NewText("hr-archive"), Scenario: Transfer, Realm: Files, Mode: NewText(mode), Generation: "v1"}
	return j.WithStatus(NewText(status))
}

func dbJob(status string) Job {
	return Job{ID: NewJobID("d1"), Scenario: Sync, Task: FullIncr, Generation: "v5"}.WithStatus(NewText(status))
}

func TestPhaseSaysWhichFigureTells(t *testing.T) {
	for _, c := range []struct {
		job  Job
		want Phase
	}{
		{dbJob("WAITING_FOR_START"), PhaseWaits},
		{dbJob("FULL_TRANSFER_STARTED"), PhaseFull},
		{dbJob("FULL_TRANSFER_FAILED"), PhaseFailed},
		{dbJob("FULL_TRANSFER_COMPLETE"), PhaseCopied},
		{dbJob("INCRE_TRANSFER_STARTED"), PhaseLags},
		{dbJob("running"), PhaseNone},
		{fileJob("start", "auto"), PhaseFull},
		{fileJob("running", "auto"), PhaseFull},
		{fileJob("paused", "auto"), PhaseFull},
		{fileJob("failed", "auto"), PhaseFailed},
		{fileJob("success", "auto"), PhaseNone},
		{fileJob("FULL_TRANSFER_STARTED", "auto"), PhaseNone},
	} {
		if got := c.job.Phase(); got != c.want {
			t.Errorf("%s is in phase %d, want %d", c.job.Status, got, c.want)
		}
	}
}

// TestEveryStatusOfATransferThatMovesProgresses: what the list asks for, and no more.
func TestEveryStatusOfATransferThatMovesProgresses(t *testing.T) {
	for _, wire := range FileStatuses() {
		job := fileJob(wire, "manual")
		rests := job.State.Family == Idle || job.State.Family == Ended
		if job.Progresses() == rests {
			t.Errorf("%s: it says %v that there is something to read", wire, job.Progresses())
		}
	}
}

// TestFarOfAnEarlierRunIsForgotten: a percentage belongs to its run.
func TestFarOfAnEarlierRunIsForgotten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		run := func(label string) Text { return NewText(rapid.SampledFrom([]string{"", "7", "8"}).Draw(t, label)) }
		percent := func(label string) int { return rapid.IntRange(-1, 100).Draw(t, label) }
		old, next := NoSample(), NoSample()
		old.Run, old.Percent, next.Run, next.Percent = run("old"), percent("was"), run("next"), percent("is")
		got := next.Over(old)
		want := next.Percent
		if want < 0 && (next.Run.Empty() || old.Run.Empty() || next.Run == old.Run) {
			want = old.Percent
		}
		if got.Percent != want {
			t.Fatalf("%+v over %+v is at %d, want %d", next, old, got.Percent, want)
		}
	})
}

// TestQuickFiltersThatCanShowNothingSaySo, and keep their digits.
func TestQuickFiltersThatCanShowNothingSaySo(t *testing.T) {
	files, databases := QuickFiltersOf(Capabilities{Realm: Files}), QuickFilters()
	for i, q := range files {
		if q.Digit != databases[i].Digit || databases[i].Never != "" {
			t.Errorf("%d %s: of databases %d, %q", q.Digit, q.Label, databases[i].Digit, databases[i].Never)
		}
		if never := q.Digit == 5 || q.Digit == 8; (q.Never != "") != never {
			t.Errorf("%d %s can never match: %q", q.Digit, q.Label, q.Never)
		}
	}
	match := func(digit int, j Job) bool {
		for _, q := range files {
			if q.Digit == digit {
				return q.Match(Facts{Job: &j, Sample: NoSample()})
			}
		}
		return false
	}
	idle := fileJob("idle", "manual")
	idle.Idle = true
	for _, c := range []struct {
		digit int
		job   Job
		want  bool
	}{
		{2, fileJob("idle", "manual"), true}, {2, fileJob("success", "manual"), true}, {2, fileJob("idle", "auto"), false},
		{2, fileJob("running", "manual"), false}, {2, fileJob("complete", "manual"), false}, {2, idle, false},
		{3, fileJob("running", "auto"), true}, {3, fileJob("start", "auto"), false},
		{1, fileJob("failed", "auto"), true}, {4, fileJob("awaiting-user", "auto"), true},
	} {
		if got := match(c.digit, c.job); got != c.want {
			t.Errorf("f %d of a %s job on %s: %v", c.digit, c.job.Status, c.job.Mode, got)
		}
	}
}

func TestStartsAndPausesOfTransfersHaveNoChoice(t *testing.T) {
	for _, verb := range EveryVerb() {
		db, files := Wish{Verb: verb}, Wish{Verb: verb, Realm: Files}
		if files.Timed() || files.Partial() || db.Timed() != (verb == Start) || db.Partial() != (verb == Pause) {
			t.Errorf("%s: %v %v %v %v", verb, db.Timed(), db.Partial(), files.Timed(), files.Partial())
		}
	}
}

// TestNoClockOfATransferRunsOut: whatever its state is, and however long.
func TestNoClockOfATransferRunsOut(t *testing.T) {
	for _, wire := range append(FileStatuses(), "CONFIGURATION", "PAUSING") {
		job := fileJob(wire, "auto")
		job.Created, job.NextRun = noon.Add(-time.Hour), noon
		if d, ok := NextDeadline(job, noon.Add(-time.Hour), 3); ok {
			t.Errorf("%s: %+v", wire, d)
		}
	}
}
