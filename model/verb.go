package model

// Verb is something drover does to a job: the word the user sees.
type Verb string

// The verbs. What a screen offers of them depends on Can.
const (
	Start    Verb = "start"
	StartNow Verb = "start now" // of a scheduled job
	Clone    Verb = "clone"
	RunCheck Verb = "pre-check"
	SkipItem Verb = "skip" // items of a pre-check
	Pause    Verb = "pause"
	Resume   Verb = "resume" // a paused job
	TryAgain Verb = "retry"  // a failed job
	Reset    Verb = "reset"
	End      Verb = "end"
	ForceEnd Verb = "force end"
	Delete   Verb = "delete"
	Cancel   Verb = "cancel"          // the run of a transfer: the job stays
	TestEnds Verb = "test connection" // of both ends; nothing is stored
	Create   Verb = "create"          // a job that is not there yet
	SaveEnds Verb = "store endpoints" // of a configured job, with their passwords
	Update   Verb = "update"          // one section of a job

	SaveObjects Verb = "update objects" // what moves: all of it at once
	ReEdit      Verb = "re-edit"        // of a running sync: it takes on the objects that were saved
)

// EveryVerb lists all of them: those of Verbs, and what no menu of a job's actions
// holds.
func EveryVerb() []Verb {
	return append(Verbs(), Cancel, Create, SaveEnds, Update, SaveObjects, ReEdit)
}

// Verbs lists what may be done to a job of databases, in the order of a menu: what goes on
// first, what ends last.
func Verbs() []Verb {
	return []Verb{Start, StartNow, RunCheck, SkipItem, TestEnds, Pause, Resume, TryAgain, Reset, Clone, End, ForceEnd, Delete}
}

// VerbsOf lists what may be done to a job of a realm, in the same order.
func VerbsOf(r Realm) []Verb {
	if r == Files {
		return []Verb{Start, Pause, Resume, Cancel, Clone, Delete}
	}
	return Verbs()
}

// Final reports whether a wrong step cannot be taken back: rung 3 of the
// confirmations.
func (v Verb) Final() bool {
	switch v {
	case End, ForceEnd, Delete, Reset:
		return true
	case Start, StartNow, Clone, RunCheck, SkipItem, Pause, Resume, TryAgain, TestEnds, Create, SaveEnds, Update, SaveObjects, ReEdit, Cancel:
	}
	return false
}

// Capabilities is what a backend can do at all, independent of any job.
type Capabilities struct {
	Verbs   map[Verb]string // "" = can; else the reason why not, in a sentence's tail
	Service string          // "DRS", "DryvIQ": the word in the banner
	Realm   Realm
	Facets  map[Facet]string // as Verbs: see Lacks
	// Only names the API generation that alone offers a verb: a job that the
	// other one listed cannot have it.
	Only map[Verb]string
	// Sections holds, for what only one generation can change, why it cannot here;
	// "" or none: it can.
	Sections map[Section]string
}
