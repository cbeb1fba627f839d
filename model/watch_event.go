package model

import "slices"

// WatchEvent is what a step means to a watch.
type WatchEvent uint8

// The events of a watch. All but the first and the last are its end.
const (
	WatchGoesOn WatchEvent = iota
	WatchFired             // what was waited for has happened
	WatchFailed            // a job whose lag was waited for has failed
	WatchEnded             // it has ended
	WatchLost              // it is not listed any more
	WatchPaused            // it was paused; it may go on, and so does the watch
)

// Over reports the end of a watch.
func (e WatchEvent) Over() bool { return e != WatchGoesOn && e != WatchPaused }

// Standstill is what a job's state means to whoever waits for its lag to fall:
// WatchGoesOn, WatchFailed, WatchEnded or WatchPaused.
func Standstill(f Family) WatchEvent {
	switch f {
	case Failed:
		return WatchFailed
	case Ended:
		return WatchEnded
	case Paused:
		return WatchPaused
	case Unknown, Idle, Busy, Running:
	}
	return WatchGoesOn
}

// course is what has become of the jobs whose lag is waited for: the first one
// whose lag will not fall any more, else one that was paused.
func (w *Watch) course(f WatchFacts) (event WatchEvent, who JobID) {
	for _, t := range f.Sightings {
		now := Standstill(t.Is)
		if now == WatchGoesOn || t.Known && t.Was == t.Is || !slices.Contains(w.Jobs, t.ID) {
			continue
		}
		if now.Over() {
			return now, t.ID
		}
		event, who = now, t.ID
	}
	if i := slices.IndexFunc(w.Jobs, func(id JobID) bool { return slices.Contains(f.Lost, id) }); i >= 0 {
		return WatchLost, w.Jobs[i]
	}
	return event, who
}
