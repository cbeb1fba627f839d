package model

import (
	"slices"
	"time"
)

// CopyState is where a step of a copying stands.
type CopyState uint8

// The states.
const (
	CopyWaits   CopyState = iota // its turn has not come
	CopyGoes                     // it is under way
	CopyDone                     // and reads prove it
	CopyAsks                     // something must be typed or decided before it goes on
	CopyRefused                  // the service said no, or what it did is not what was asked
	CopyUnsent                   // nothing of it was sent, and why
	CopyUnknown                  // sent, and nobody can say what came of it
	CopySkipped                  // left out, as somebody said: nothing of it is to be done
)

// Over reports a step that nothing is left to do of.
func (s CopyState) Over() bool { return s == CopyDone || s == CopySkipped }

// CopyResult is what is known of one step.
type CopyResult struct {
	Step    CopyStep
	State   CopyState
	Outcome Outcome      // of what it sent last; Waiting: nothing
	Why     string       // drover's words
	At      time.Time    // when it came to its state
	Differs []Difference // of CopyProve: Was is what was asked for, Is what the service shows
	Check   *PreCheck    // of CopyCheck
	Ends    []EndResult  // of CopyTest
	Row     *Result      // of what it sent last, as its run reports it; nil: nothing was
}

// CopyReport is what is known of a copying.
type CopyReport struct {
	ID       string // of the copying, 26 characters
	Copying  Copying
	Copy     Job // as read last; without an id until it is made
	Original Job
	Steps    []CopyResult
	Begun    time.Time
	Ended    time.Time // zero: it goes on, or rests
	Rests    string    // why it goes no further by itself, as a sentence; "": it goes on, or is done
	Trouble  string    // why the last reading failed
	Login    bool      // because the login has ended
}

// Count adds the steps up that send something.
func (r CopyReport) Count() Counts {
	var rows Report
	for _, s := range r.Steps {
		if s.Outcome.Kind != Waiting {
			rows.Rows = append(rows.Rows, Result{Outcome: s.Outcome})
		}
	}
	return rows.Count()
}

// Done reports that every step is, or was left out.
func (r CopyReport) Done() bool {
	for _, s := range r.Steps {
		if !s.State.Over() {
			return false
		}
	}
	return len(r.Steps) > 0
}

// Step is where a step stands; of one that is none of them nothing is known.
func (r CopyReport) Step(kind CopyKind) CopyResult {
	for _, s := range r.Steps {
		if s.Step.Kind == kind {
			return s
		}
	}
	return CopyResult{}
}

// Differs lists what is told of the copy to be otherwise than it was asked for, at the step
// that the copying rests at.
func (r CopyReport) Differs() []Difference {
	for _, s := range r.Steps {
		if !s.State.Over() {
			return s.Differs
		}
	}
	return nil
}

// CanSkip reports a step without which a copying is whole.
func (s CopyStep) CanSkip() bool {
	switch s.Kind {
	case CopyEnds, CopySection, CopyFilters, CopyTest, CopyCheck, CopySchedule:
		return true
	default:
		return false
	}
}

// TakenAnew reports that a step is taken once more when the copying goes on from the step
// at: what was done to the original, since nobody has watched it meanwhile; and the storing
// of ends where passwords were typed that may not be those that are stored.
func (s CopyStep) TakenAnew(at CopyStep, typed bool) bool {
	switch s.Kind {
	case CopyRest, CopyStop:
		return true
	case CopyEnds:
		return typed && !at.OnOriginal()
	default:
		return false
	}
}

// Left lists the steps that are taken when the copying goes on: those that are not over,
// and those that are taken once more. typed: passwords were typed that are not in memory.
func (r CopyReport) Left(typed bool) []CopyStep {
	at := slices.IndexFunc(r.Steps, func(s CopyResult) bool { return !s.State.Over() })
	if at < 0 {
		return nil
	}
	var out []CopyStep
	for i, s := range r.Steps {
		if i >= at && !s.State.Over() || i < at && s.Step.TakenAnew(r.Steps[at].Step, typed) {
			out = append(out, s.Step)
		}
	}
	return out
}
