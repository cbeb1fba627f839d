package model

import "time"

// Sample is one reading of a job that runs: what batch-status, batch-progress
// or a detail told. A fact the answer did not carry has its "not told" value.
type Sample struct {
	Status  Text          // wire status; empty: not told
	Percent int           // 0 to 100; -1: not told
	Lag     time.Duration // delay of the incremental phase; -1: not told
	Left    Text          // the service's own estimate of the time left, as it came
	Stages  []Stage       // progress per stage (structure, data, index)
	Run     Text          // of a transfer: id of the run that goes on, or else of the last one
	Runs    Tri           // of a transfer: whether a run goes on
	At      time.Time     // when drover read it
	Code    Text          // the service's error code for this very job, if it refused the reading
	Message Text          // its text
}

// Stage is the progress of one part of the full phase.
type Stage struct {
	Name    Text
	Percent int // -1: not told
	Left    Text
}

// NoSample is a reading that tells nothing.
func NoSample() Sample { return Sample{Percent: -1, Lag: -1} }

// Over lays a newer reading over an older one: what the newer one does not
// tell stays. How far an earlier run was tells nothing of the next one.
func (s Sample) Over(old Sample) Sample {
	if !s.Run.Empty() && !old.Run.Empty() && s.Run != old.Run {
		old.Percent, old.Left, old.Stages = -1, Text{}, nil
	}
	if s.Status.Empty() {
		s.Status = old.Status
	}
	if s.Percent < 0 {
		s.Percent = old.Percent
	}
	if s.Lag < 0 {
		s.Lag = old.Lag
	}
	if s.Left.Empty() {
		s.Left = old.Left
	}
	if s.Stages == nil {
		s.Stages = old.Stages
	}
	if s.Run.Empty() {
		s.Run = old.Run
	}
	if s.Runs == NotTold {
		s.Runs = old.Runs
	}
	return s
}
