package model

import (
	"time"
)

// SlowLag is the lag from which on a job wants to be looked at.
const SlowLag = 60 * time.Second

// QuickFilter is one of the filters behind a digit.
type QuickFilter struct {
	Digit int
	Label string
	Match func(Facts) bool
	Never string // why it can show no job, as the tail of a sentence; "": it can
}

// QuickFilters lists them in the order of their menu; 0, everything, is last.
func QuickFilters() []QuickFilter { return QuickFiltersOf(Capabilities{}) }

// QuickFiltersOf lists those of a service. What can show no job of its keeps its digit.
func QuickFiltersOf(caps Capabilities) []QuickFilter {
	out := []QuickFilter{
		{Digit: 1, Label: "failed", Match: func(f Facts) bool { return f.Job.State.Family == Failed }},
		{Digit: 2, Label: "to start", Match: toStart},
		{Digit: 3, Label: "full", Match: inFullPhase},
		{Digit: 4, Label: "paused", Match: func(f Facts) bool { return f.Job.State.Family == Paused }},
		{Digit: 5, Label: "lag over 60s", Match: func(f Facts) bool { return f.Sample.Lag > SlowLag }, Never: caps.LagWhy()},
		{Digit: 6, Label: "marked", Match: func(f Facts) bool { return f.Marked }},
		{Digit: 7, Label: "unresolved", Match: func(f Facts) bool { return f.Unresolved }},
		{Digit: 8, Label: "running out", Match: func(f Facts) bool { return f.RunsOut }},
		{Digit: 0, Label: "everything", Match: func(Facts) bool { return true }},
	}
	if caps.Realm == Files {
		out[2] = QuickFilter{Digit: 3, Label: "running", Match: func(f Facts) bool { return f.Job.State.Family == Running }}
		out[7].Never = "no clock of a transfer runs out"
	}
	return out
}

// toStart holds for jobs whose state allows a start; whether their pre-check
// does too is for the review. A transfer that runs by itself waits for nobody.
func toStart(f Facts) bool {
	if f.Job.Realm == Files {
		return f.Job.State.Family == Idle && f.Job.Mode.Raw() != ScheduleAuto && fileWhy(*f.Job, Start) == ""
	}
	return f.Job.Status.Raw() == "CONFIGURATION" && !f.Job.DualActiveParent()
}

// inFullPhase holds during the full copy (disaster recovery: initialising),
// also where it failed or waits after its end.
func inFullPhase(f Facts) bool {
	switch f.Job.Phase() {
	case PhaseFull, PhaseFailed, PhaseCopied:
		return true
	case PhaseNone, PhaseWaits, PhaseLags:
	}
	return false
}
