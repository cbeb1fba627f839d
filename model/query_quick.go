package model

import (
	"strings"
	"time"
)

// SlowLag is the lag from which on a job wants to be looked at.
const SlowLag = 60 * time.Second

// QuickFilter is one of the filters behind a digit.
type QuickFilter struct {
	Digit int
	Label string
	Match func(Facts) bool
}

// QuickFilters lists them in the order of their menu; 0, everything, is last.
func QuickFilters() []QuickFilter {
	return []QuickFilter{
		{1, "failed", func(f Facts) bool { return f.Job.State.Family == Failed }},
		{2, "to start", toStart},
		{3, "full", inFullPhase},
		{4, "paused", func(f Facts) bool { return f.Job.State.Family == Paused }},
		{5, "lag over 60s", func(f Facts) bool { return f.Sample.Lag > SlowLag }},
		{6, "marked", func(f Facts) bool { return f.Marked }},
		{7, "unresolved", func(f Facts) bool { return f.Unresolved }},
		{8, "running out", func(f Facts) bool { return f.RunsOut }},
		{0, "everything", func(Facts) bool { return true }},
	}
}

// toStart holds for jobs whose state allows a start; whether their pre-check
// does too is for the review.
func toStart(f Facts) bool {
	return f.Job.Status.Raw() == "CONFIGURATION" && !f.Job.DualActiveParent()
}

// inFullPhase holds during the full copy (disaster recovery: initialising),
// also where it failed or waits after its end.
func inFullPhase(f Facts) bool {
	return strings.HasPrefix(f.Job.Status.Raw(), "FULL_TRANSFER_")
}
