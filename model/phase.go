package model

import "strings"

// Phase is which of its figures tells how far a job is.
type Phase uint8

// The phases.
const (
	PhaseNone   Phase = iota
	PhaseWaits        // for the moment of its start
	PhaseFull         // of the first copy, or of a run of a transfer: a percentage tells how far
	PhaseFailed       // a copy or a run that stopped on its way: the same
	PhaseCopied       // the first copy is whole
	PhaseLags         // changes are replayed: the lag tells how far behind
)

// Phase is that of the job's status.
func (j Job) Phase() Phase { return jobPhase(j.Realm, j.Status) }

// Phase is that of the jobs of the kind.
func (k *Kind) Phase() Phase { return jobPhase(k.Realm, k.Status) }

func jobPhase(realm Realm, status Text) Phase {
	wire := status.Raw()
	if realm == Files {
		switch wire {
		case "start", "running", "paused", "resume", "cancel", "cancelling", "awaiting-user":
			return PhaseFull
		case "failed":
			return PhaseFailed
		}
		return PhaseNone
	}
	switch {
	case wire == "WAITING_FOR_START":
		return PhaseWaits
	case wire == "INCRE_TRANSFER_STARTED":
		return PhaseLags
	case wire == "FULL_TRANSFER_COMPLETE":
		return PhaseCopied
	case wire == "FULL_TRANSFER_FAILED":
		return PhaseFailed
	case strings.HasPrefix(wire, "FULL_TRANSFER"):
		return PhaseFull
	}
	return PhaseNone
}

// Progresses reports whether there is something to be read of how far the job is.
func (j Job) Progresses() bool {
	switch j.State.Family {
	case Running, Failed, Busy:
		return true
	case Paused:
		return j.Realm == Files // its run is kept where it stopped
	case Idle:
		return j.Phase() == PhaseCopied
	case Unknown, Ended:
	}
	return false
}

// ByPath reports a job whose ends are folders, reached through connections of the
// service's own; else they are databases.
func (j Job) ByPath() bool { return j.Realm == Files }

// RunsAgain reports a job that runs again and again, by itself or when it is started:
// how the last run went is worth a line.
func (j Job) RunsAgain() bool { return j.Realm == Files }

// LagWhy is why no job of the service has a lag; "" if there is one.
func (c Capabilities) LagWhy() string {
	if c.Realm == Files {
		return "a transfer has no lag: it runs, and is done"
	}
	return ""
}

// Timed reports whether a start may be put off to a moment that is typed; else it is at
// once.
func (w Wish) Timed() bool { return w.Verb == Start && w.Realm == Databases }

// Partial reports whether a pause may stop a part of the job alone.
func (w Wish) Partial() bool { return w.Verb == Pause && w.Realm == Databases }

// Gone reports a job that the service has deleted: no list holds it any more.
func (j Job) Gone() bool {
	return j.Status.Raw() == "DELETED" || j.Realm == Files && j.Status.Raw() == "deleted"
}
