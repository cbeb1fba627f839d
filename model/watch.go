package model

import (
	"slices"
	"time"
)

// Watch waits for one thing to happen among jobs and is over when it has: some
// job failed, or the lag of these jobs stayed below a bound for a while.
type Watch struct {
	Jobs  []JobID       // whose lag is watched; none: any job that fails
	Under time.Duration // the lag that each must be below
	For   time.Duration // how long it must be
	Gap   time.Duration // readings further apart than this prove nothing of the time between
	Set   time.Time     // when it began

	since    time.Time // the first reading of those that were all good
	last     time.Time // the last good one
	readings int       // how many they were
	over     bool
}

// WatchFacts is what has become known since the last step.
type WatchFacts struct {
	Lags      map[JobID]time.Duration // a reading just made; a job that told no lag is missing
	Sightings []Sighting
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

// Step takes in what has become known at this moment. It answers true once:
// when what was waited for has happened.
func (w *Watch) Step(now time.Time, f WatchFacts) (fired bool) {
	if w.over {
		return false
	}
	if w.AnyFailed() {
		w.over = slices.ContainsFunc(f.Sightings, w.failed)
	} else if len(f.Lags) > 0 {
		w.over = w.read(now, f.Lags)
	}
	return w.over
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
// of the time between: it begins anew.
func (w *Watch) read(now time.Time, lags map[JobID]time.Duration) bool {
	missing := false
	for _, id := range w.Jobs {
		lag, told := lags[id]
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
	if w.readings == 0 || now.Sub(w.last) > w.Gap || now.Before(w.last) {
		w.since, w.readings = now, 0
	}
	w.last = now
	w.readings++
	return w.readings >= 2 && now.Sub(w.since) >= w.For
}
