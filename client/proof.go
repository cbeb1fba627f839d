package client

import (
	"slices"
	"time"

	"drover/model"
)

// proof is what a reading of a job's status says about a write whose answer
// was lost.
type proof uint8

const (
	nothing proof = iota // neither: gone, unreadable, unknown, or not by us
	proven               // the write was taken on
	untaken              // the job is where it was before
)

// asked is a write that reads are to prove.
type asked struct {
	verb model.Verb
	at   model.When // of a start

	files bool   // it is a transfer
	run   string // the last run of one before it was sent
	stood string // how it stood: one of the words that begin a note
	noted bool   // that is known
}

// prove judges by the life of a job alone, and says untaken only where the
// write would have left the state that is read.
func prove(a asked, s model.Sample, clock time.Time) proof {
	if a.files {
		return proveFile(a, s)
	}
	wire := s.Status.Raw()
	switch a.verb {
	case model.Start:
		return proveStart(wire, a.at, clock)
	case model.StartNow:
		return either(begun(wire), wire == "WAITING_FOR_START")
	case model.Pause:
		return either(wire == "PAUSING", running(wire))
	case model.Resume:
		return either(wire == "STARTJOBING" || running(wire), wire == "PAUSING")
	case model.TryAgain: // one that failed again looks like one that was never tried
		return either(wire == "STARTJOBING" || running(wire), false)
	case model.ReEdit: // one that is over already looks like one that never was
		return either(reEditing(wire), false)
	case model.Reset:
		return either(wire == "STARTJOBING" || wire == "FULL_TRANSFER_STARTED", wire == "PAUSING")
	case model.ForceEnd:
		if wire == "RELEASE_RESOURCE_FAILED" { // an end may have failed before it
			return nothing
		}
		return either(ending(wire), slices.Contains(model.Statuses(), wire) && !ending(wire))
	case model.End:
		return either(ending(wire), slices.Contains(model.Statuses(), wire) && !ending(wire))
	case model.Delete:
		return either(wire == "DELETED", wire == "CREATE_FAILED" || wire == "RELEASE_RESOURCE_COMPLETE" || wire == "RELEASE_CHILD_TRANSFER_COMPLETE")
	case model.Clone, model.Create, model.SaveEnds, model.Update, model.SaveObjects, model.RunCheck, model.SkipItem, model.TestEnds, model.Cancel: // no status tells of them
	}
	return nothing
}

func either(yes, no bool) proof {
	switch {
	case yes:
		return proven
	case no:
		return untaken
	}
	return nothing
}

// proveStart: an immediate start is proven by STARTJOBING or later; one at a
// moment by WAITING_FOR_START, and by the later states once the service's
// clock has passed the moment.
func proveStart(wire string, at model.When, clock time.Time) proof {
	moment, scheduled := at.Time()
	switch {
	case wire == "CONFIGURATION":
		return untaken
	case wire == "WAITING_FOR_START" && scheduled:
		return proven
	case begun(wire) && (!scheduled || !clock.Before(moment)):
		return proven
	}
	return nothing
}

func running(wire string) bool {
	switch wire {
	case "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED":
		return true
	}
	return false
}

// reEditing reports a job that takes on other objects, or the child job that does.
func reEditing(wire string) bool {
	switch wire {
	case "CHANGE_JOB_STARTED", "CHANGE_JOB_FAILED",
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "CHILD_TRANSFER_FAILED":
		return true
	}
	return false
}

func ending(wire string) bool {
	switch wire {
	case "RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_COMPLETE", "RELEASE_RESOURCE_FAILED", "DELETED":
		return true
	}
	return false
}

// begun reports a job that was started at some time and has not been ended.
func begun(wire string) bool {
	switch wire {
	case "STARTJOBING", "START_JOB_FAILED",
		"FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "FULL_TRANSFER_COMPLETE",
		"INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_FAILED", "PAUSING",
		"CHANGE_JOB_STARTED", "CHANGE_JOB_FAILED",
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "CHILD_TRANSFER_FAILED",
		"RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
		"REBUILD_NODE_STARTED", "REBUILD_NODE_FAILED",
		"NODE_UPGRADE_START", "NODE_UPGRADE_COMPLETE", "NODE_UPGRADE_FAILED":
		return true
	}
	return false
}

// provenWords says how a write whose answer was lost is known to have been
// taken on, and absentWords that it was not.
func provenWords(verb model.Verb) string {
	return "the answer was lost; its state proves the " + noun(verb)
}

func absentWords(verb model.Verb) string {
	switch verb {
	case model.Start:
		return "the answer was lost; until the last look it stayed in configuration"
	case model.StartNow:
		return "the answer was lost; until the last look it stayed scheduled"
	case model.Pause:
		return "the answer was lost; until the last look it went on running"
	case model.Resume, model.Reset:
		return "the answer was lost; until the last look it stayed paused"
	case model.Clone, model.Create:
		return "the answer was lost; until the last look no job had the name"
	case model.SaveEnds:
		return "the answer was lost; until the last look the former endpoints stood there"
	case model.Update:
		return "the answer was lost; until the last look the section stood there as before"
	case model.SaveObjects:
		return "the answer was lost; until the last look the job held the former objects"
	case model.RunCheck:
		return "the answer was lost; until the last look no new check was seen"
	case model.SkipItem:
		return "the answer was lost; until the last look no item was skipped"
	case model.End, model.ForceEnd, model.Delete, model.TryAgain, model.TestEnds, model.ReEdit, model.Cancel:
	}
	return "the answer was lost; until the last look its state stayed as it was"
}

func noun(verb model.Verb) string {
	switch verb {
	case model.StartNow:
		return "start"
	case model.ForceEnd:
		return "end"
	case model.Delete:
		return "deletion"
	case model.RunCheck:
		return "check"
	case model.TestEnds:
		return "test"
	case model.SaveEnds:
		return "storing"
	case model.SaveObjects:
		return "saving"
	case model.Start, model.Clone, model.Create, model.Update, model.ReEdit, model.SkipItem, model.Pause, model.Resume, model.TryAgain, model.Reset, model.End:
	case model.Cancel:
		return "cancelling"
	}
	return string(verb)
}
