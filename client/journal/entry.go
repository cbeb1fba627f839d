package journal

import (
	"strings"
	"time"

	"drover/model"
)

// State is a line's word on one job of an intent.
type State string

// The states, in the order of a write's life.
const (
	Intent   State = "INTENT"   // to be sent; not a byte has left
	Sending  State = "SENDING"  // the next thing that happens is the first byte
	Applied  State = "APPLIED"  // the service took it on
	Rejected State = "REJECTED" // the service said no
	NotSent  State = "NOT_SENT" // certainly not applied
	Unknown  State = "UNKNOWN"  // sent, and the answer was lost
	Absent   State = "ABSENT"   // looked for until the last look and not found
)

func (s State) known() bool {
	switch s {
	case Intent, Sending, Applied, Rejected, NotSent, Unknown, Absent:
		return true
	}
	return false
}

// Line is one fact about one job of an intent. It holds ids and drover's own
// words only: never a secret, never a server's free text.
type Line struct {
	Intent  string      // the plan's id, 26 characters
	Run     string      // the run's short id
	Op      string      // what was asked: "start", "pause", "clone"; see model.Verb
	Profile string      // a label for people
	Origin  string      // scheme, host and port of the service
	Project string      // the project's id
	Job     model.JobID // the job it is for; of a clone the one that is copied, of a create what stands for it
	Name    string      // of the job that a clone or a create makes; "" for everything else
	Made    model.JobID // the job that was made, once it is known
	// Seen is what stood before it was sent, parted by blanks: the ids that had
	// Name; of a pre-check the last one; of stored endpoints each member with a
	// hash of what stood there and of what was asked; of an update the section's
	// name first, then the same of each value, and which secrets were to be set; of
	// objects the same of the document, and what the answer was; of a re-edit the
	// children that the job had; of what is done to a transfer its last run, and how
	// that stood.
	Seen    string
	At      model.When // the start time that was asked for, of a start
	Body    string     // SHA-256 of the request's body, hex
	Attempt int        // from 1
	State   State
	Code    string // the service's code; dropped unless it looks like one
	Request string // the answer's request id; dropped unless it looks like one
	Time    time.Time
}

// Target is where the line's write goes: what is made has no id yet, but a name.
func (l Line) Target() Target {
	if l.Name != "" {
		return NameTarget(l.Origin, l.Project, l.Name)
	}
	return Target{Origin: l.Origin, Project: l.Project, Job: l.Job}
}

// Entry is what the lines of one job of one intent add up to. Its State is
// read by the rule: Intent stands as NotSent, Sending as Unknown.
type Entry struct {
	Line
	Begun   time.Time // of the first line
	Written State     // the last line's own word
}

// Open reports whether the last line is no end: either somebody is at it now,
// or the one who was has died.
func (e Entry) Open() bool { return e.Written == Intent || e.Written == Sending }

// Unresolved reports whether nobody knows what came of it.
func (e Entry) Unresolved() bool { return e.State == Unknown }

// Target is one job of one project of one service, or the name of one that is
// to be made. The profile is no part of it: that is only a label, and two of
// them may name the same project.
type Target struct {
	Origin, Project string
	Job             model.JobID
	Name            string // see NameTarget
}

// NameTarget is the name of a job that is to be made. Names differ in case only
// to people: to the service two such names are one.
func NameTarget(origin, project, name string) Target {
	return Target{Origin: origin, Project: project, Name: strings.ToLower(name)}
}
