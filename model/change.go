package model

import (
	"strconv"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Change is one thing a run would do to one job. The sum is sealed: each
// backend encodes every member it can send and refuses the rest.
type Change interface {
	change()
	// Target is the job the change is for; of a clone the one that is copied.
	Target() JobID
}

// StartJob starts one job, at once or at a moment.
type StartJob struct {
	ID JobID
	At When
}

// Act does to one job what needs no more than a word: StartNow, Pause, Resume,
// TryAgain, Reset, End, ForceEnd, Delete.
type Act struct {
	ID         JobID
	Verb       Verb
	Pause      PauseMode // of Pause alone
	Generation string    // whose list told of the job: "v5", "v3"
}

// CheckJob runs a pre-check.
type CheckJob struct {
	ID         JobID
	Mode       CheckMode
	Generation string
	ReEdit     bool // it comes before a re-edit: see PlanReEditCheck
}

// SkipItems tells a job's pre-check to pass over some of its items.
type SkipItems struct {
	ID     JobID
	Items  []string // codes of items, as the service gave them
	Reason string   // the user's words; goes to the service
}

// CloneJob makes a copy of a job under a new name. It rests in configuration.
type CloneJob struct {
	ID      JobID  // what is copied
	Name    string // see CheckName
	Version string // task_version: "2.0", or "" to leave it out

	// Of a transfer: what the copy has of its own. It never has a schedule: whoever
	// made it sees first what was made.
	Job  Job                 // the original, as it was read with Base
	Base Part                // of SectionCopy
	Want map[FieldKey]string // every value, also those that stay; nil: all stay
}

// CreateJob makes the job that a draft describes.
type CreateJob struct {
	ID     JobID  // stands for the job until it has an id of its own
	Intent string // goes with it as the value of the tag IntentTag
	Draft  Draft
}

// StoreEnds stores both ends of a job as a draft has them, passwords and all.
type StoreEnds struct {
	ID         JobID
	Draft      Draft // of which only the ends count
	Generation string
	Was        *Detail // the reading that they were edited from: they replace no others; nil: whatever stands there
}

func (StartJob) change()  {}
func (Act) change()       {}
func (CheckJob) change()  {}
func (SkipItems) change() {}
func (CloneJob) change()  {}
func (CreateJob) change() {}
func (StoreEnds) change() {}

// Target is the job to start.
func (s StartJob) Target() JobID { return s.ID }

// Target is the job to act on.
func (a Act) Target() JobID { return a.ID }

// Target is the job to check.
func (c CheckJob) Target() JobID { return c.ID }

// Target is the job whose check it is.
func (s SkipItems) Target() JobID { return s.ID }

// Target is the job that is copied.
func (c CloneJob) Target() JobID { return c.ID }

// Target is what stands for the job that is to be made.
func (c CreateJob) Target() JobID { return c.ID }

// Stand is what stands for the job of Intent until it has an id of its own.
func (c CreateJob) Stand() JobID { return idOfIntent(c.Intent) }

// Target is the job whose ends they are.
func (s StoreEnds) Target() JobID { return s.ID }

// PauseMode is what a pause stops (DRS: pause_mode).
type PauseMode string

// The modes. PauseReplay goes on reading the source's log, so that nothing is
// lost however long it lasts; after PauseAll the log may be gone in about a day.
const (
	PauseReplay PauseMode = "target"
	PauseAll    PauseMode = "all"
)

// CheckMode is what a pre-check is for (DRS: precheck_mode).
type CheckMode string

// The modes: before a start, and before a reset or a retry.
const (
	ForStart CheckMode = "forStartJob"
	ForRetry CheckMode = "forRetryJob"
)

// CheckModeOf is the mode that a job's status wants.
func CheckModeOf(job Job) CheckMode {
	if job.Status.Raw() == "CONFIGURATION" {
		return ForStart
	}
	return ForRetry
}

// When says when something is to happen. Its zero value says nothing at all
// and no encoder sends it: on the wire an absent time means "now", so a lost
// field must not be able to become one.
type When struct {
	at   time.Time
	kind whenKind
}

type whenKind uint8

const (
	whenUnset whenKind = iota
	whenNow
	whenAt
)

// AtOnce is the explicit wish to start now.
func AtOnce() When { return When{kind: whenNow} }

// AtTime is the wish to start at a moment, kept to the millisecond.
func AtTime(t time.Time) When { return When{at: t.UTC().Truncate(time.Millisecond), kind: whenAt} }

// Now reports the explicit wish to start at once.
func (w When) Now() bool { return w.kind == whenNow }

// Time returns the moment; ok is false for "now" and for the zero value.
func (w When) Time() (t time.Time, ok bool) { return w.at, w.kind == whenAt }

// Set reports whether anything was said.
func (w When) Set() bool { return w.kind != whenUnset }
