package model

import "time"

// Report is what is known of a run, at the moment it was taken.
type Report struct {
	RunID string // short, for people: "7f"
	Plan  Plan
	Rows  []Result // one per step that was to go, in the plan's order
	Begun time.Time
	Ended time.Time // zero while the run goes on
	// Stopped is set once the user asked to send no more.
	Stopped bool
	// Trouble is why the run could not read last, "" if it could; Login says
	// that the credential has ended.
	Trouble string
	Login   bool
}

// Result is one job of a report.
type Result struct {
	ID      JobID
	Name    Text
	Makes   bool // it makes a job: Name and Now are that one's, ID is what is copied, or stands for it
	Outcome Outcome
	Out     bool      // sent, and no answer yet
	Now     Job       // the job as last read; its State is the NOW column
	Made    JobID     // the job that was made
	Check   *PreCheck // as last read, of a pre-check that was run
	Sample  Sample
	Shows   *Part     // the section as last read, of one that was edited
	Look    int       // how often an unknown outcome was looked for
	Looks   int       // how often it will be at most
	Next    time.Time // when it is looked for again; zero: no more
}

// Job is the id of the job that Now tells of; of one that is made it is empty
// until it is known which job that is.
func (r Result) Job() JobID {
	if r.Makes {
		return r.Made
	}
	return r.ID
}

// Counts is the first line of a report.
type Counts struct {
	Sent, Accepted, Refused, Unknown, Absent, NotSent, Waiting, Skipped int
}

// Count adds a report up: sent = accepted + refused + unknown + absent.
func (r Report) Count() Counts {
	var c Counts
	for _, row := range r.Rows {
		switch row.Outcome.Kind {
		case Accepted, Done:
			c.Accepted++
		case Refused:
			c.Refused++
		case UnknownOutcome:
			c.Unknown++
		case Absent:
			c.Absent++
		case NotSent:
			c.NotSent++
		case Waiting:
			c.Waiting++
		case Skipped:
			c.Skipped++
		}
	}
	c.Sent = c.Accepted + c.Refused + c.Unknown + c.Absent
	return c
}

// Retryable counts the rows that Retry would offer again.
func (r Report) Retryable() int {
	c := r.Count()
	return c.Refused + c.NotSent + c.Absent
}
