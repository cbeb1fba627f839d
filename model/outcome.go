package model

// OutcomeKind is what is known of one job of a run.
type OutcomeKind uint8

// The outcomes. Waiting is the time before an answer, not an outcome of its
// own; UnknownOutcome is a real one: sent, and nobody can say what came of it.
const (
	Waiting        OutcomeKind = iota
	Accepted                   // the service took it on
	Done                       // and its state proves it
	Skipped                    // left out before sending
	Refused                    // the service said no
	NotSent                    // no byte of it left, or the service said that it did nothing
	UnknownOutcome             // the answer was lost: never sent again by itself
	Absent                     // looked for until the last look and not found
)

// String is the word in a report.
func (k OutcomeKind) String() string {
	return [...]string{"waiting", "accepted", "done", "skipped", "refused", "not sent", "unknown", "absent"}[k]
}

// Outcome is what is known of one change of a run.
type Outcome struct {
	ID        JobID
	Kind      OutcomeKind
	Code      Text   // the service's code
	Message   Text   // the service's words, quoted
	RequestID Text   // of the answer, if there was one
	Why       string // drover's words: what happened, for NotSent and UnknownOutcome
	Again     Again  // what a NotSent means for another attempt by drover itself
	After     int    // seconds the service asked to wait before it, 0 if it did not
	Made      JobID  // the job that a clone or a create made
	Query     Text   // where the result of what was accepted is read (query_id)
	Taken     bool   // refused because the name exists already
	Elsewhere bool   // not sent because somebody else had changed the section since it was read
}

// Again tells the one who sends whether a NotSent may be followed by another
// attempt without asking.
type Again uint8

// Reasons for another attempt of a change that was certainly not applied.
const (
	AgainNo       Again = iota // ask the user
	AgainNetwork               // no byte was written: at most two more
	AgainThrottle              // throttled: wait, read again, once more
	AgainLogin                 // the credential ended: renew once, then ask
)
