package model

import (
	"slices"
	"time"
)

// Watch waits for one thing to happen among jobs and is over when it has: some
// job failed, or the lag of these jobs stayed below a bound for a while. It is
// over, too, when a lag cannot fall any more.
type Watch struct {
	Jobs  []JobID       // whose lag is watched; none: any job that fails
	Under time.Duration // the lag that each must be below
	For   time.Duration // how long it must be
	Set   time.Time     // when it began

	since    time.Time     // the first reading of those that were all good
	last     time.Time     // the last good one
	gap      time.Duration // how soon after it the next one was due at the latest
	readings int           // how many they were
	over     bool
}

// WatchFacts is what has become known since the last step.
type WatchFacts struct {
	Lags      map[JobID]time.Duration // a reading just made; a job that told no lag is missing
	Gap       time.Duration           // as often as jobs are read now: readings further apart prove nothing of the time between
	Sightings []Sighting
	Lost      []JobID // jobs that are not listed any more
}

// Sighting is a job whose state was read.
type Sighting struct {
	ID      JobID
	Known   bool   // it was listed before
	Was, Is Family // Was means nothing unless Known
	Created time.Time
}

// AnyFailed reports whether the watch waits for any job that fails.
func (w *Watch) AnyFailed() bool { return len(w.Jobs) == 0 }

// Since is when the condition began to hold; zero if it does not hold now.
func (w *Watch) Since() time.Time { return w.since }

// Step takes in what has become known at this moment, and answers what that
// means; who is the job that the event is about, where it is about one. Once
// it is over nothing is news to it.
func (w *Watch) Step(now time.Time, f WatchFacts) (event WatchEvent, who JobID) {
	switch {
	case w.over:
		return WatchGoesOn, JobID{}
	case w.AnyFailed():
		if slices.ContainsFunc(f.Sightings, w.failed) {
			event = WatchFired
		}
	default:
		if event, who = w.course(f); !event.Over() && len(f.Lags) > 0 && w.read(now, f) {
			event, who = WatchFired, JobID{}
		}
	}
	w.over = event.Over()
	return event, who
}

// failed holds for a job that became failed after the watch was set: seen to
// do so, or made since then.
func (w *Watch) failed(t Sighting) bool {
	if t.Is != Failed {
		return false
	}
	if t.Known {
		return t.Was != Failed
	}
	return t.Created.After(w.Set)
}

// read counts one reading. A job that told nothing makes it none: it neither
// proves nor disproves. Two good ones with too long between them are no proof
// of the time between: it begins anew. Of two gaps, before and after somebody
// has asked for other readings, the longer one counts.
func (w *Watch) read(now time.Time, f WatchFacts) bool {
	missing := false
	for _, id := range w.Jobs {
		lag, told := f.Lags[id]
		switch {
		case !told || lag < 0:
			missing = true
		case lag >= w.Under:
			w.since, w.last, w.readings = time.Time{}, time.Time{}, 0
			return false
		}
	}
	if missing {
		return false
	}
	if w.readings == 0 || now.Sub(w.last) > max(w.gap, f.Gap) || now.Before(w.last) {
		w.since, w.readings = now, 0
	}
	w.last, w.gap = now, f.Gap
	w.readings++
	return w.readings >= 2 && now.Sub(w.since) >= w.For
}
