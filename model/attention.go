package model

// Attention is how soon a job wants to be looked at: the smaller, the sooner.
type Attention uint8

// The steps of the order that sorting by attention follows.
const (
	WantsMending    Attention = iota // failed
	WantsSettling                    // a write on it has no known outcome
	WantsHurry                       // a clock runs out within a day
	WantsResuming                    // paused
	WantsReading                     // a status drover does not know
	WantsPatience                    // the service works and will be done by itself
	WantsWatching                    // data moves: the longest lag first
	WantsStarting                    // a start is allowed
	WantsNothing                     // it rests
	WantsForgetting                  // ended
)

// AttentionOf places a job in that order. What is true of it first counts: a
// failed job whose clock runs out is one that failed.
func AttentionOf(f Facts) Attention {
	family := f.Job.State.Family
	switch {
	case family == Failed:
		return WantsMending
	case f.Unresolved:
		return WantsSettling
	case f.RunsOut:
		return WantsHurry
	}
	switch family {
	case Paused:
		return WantsResuming
	case Unknown:
		return WantsReading
	case Busy:
		return WantsPatience
	case Running:
		return WantsWatching
	case Ended:
		return WantsForgetting
	case Idle, Failed:
	}
	if toStart(f) {
		return WantsStarting
	}
	return WantsNothing
}
