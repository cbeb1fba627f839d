package model

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func at(seconds int) time.Time { return time.Unix(1_800_000_000+int64(seconds), 0) }

// reading is what one refresh tells of two jobs: seconds of lag, -1 for
// nothing.
type reading struct{ at, a, b int }

// fires reports whether a step says that what was waited for has happened.
func fires(w *Watch, now time.Time, f WatchFacts) bool {
	event, _ := w.Step(now, f)
	return event == WatchFired
}

func (r reading) facts() WatchFacts {
	lags := map[JobID]time.Duration{}
	for id, lag := range map[string]int{"a": r.a, "b": r.b} {
		if lag >= 0 {
			lags[NewJobID(id)] = time.Duration(lag) * time.Second
		}
	}
	return WatchFacts{Lags: lags, Gap: 30 * time.Second}
}

// both waits until both lags have been under 10s for a minute.
func both() *Watch {
	return &Watch{Jobs: []JobID{NewJobID("a"), NewJobID("b")}, Under: 10 * time.Second, For: time.Minute, Set: at(0)}
}

// TestWatchOfLag: under the bound, all of them, all the time, and seen so.
func TestWatchOfLag(t *testing.T) {
	for _, c := range []struct {
		name  string
		read  []reading
		fires int // at which reading, 0 for never
	}{
		{"low for a minute", []reading{{0, 1, 1}, {20, 1, 1}, {40, 1, 1}, {60, 1, 1}}, 4},
		{"not yet a minute", []reading{{0, 1, 1}, {20, 1, 1}, {40, 1, 1}, {59, 1, 1}}, 0},
		{"one reading", []reading{{100, 1, 1}}, 0},
		{"one of two is high", []reading{{0, 1, 99}, {20, 1, 99}, {40, 1, 99}, {60, 1, 99}, {80, 1, 99}}, 0},
		{"a bound is not under itself", []reading{{0, 10, 1}, {20, 10, 1}, {40, 10, 1}, {60, 10, 1}}, 0},
		{"a peak begins it anew", []reading{{0, 1, 1}, {20, 1, 1}, {40, 11, 1}, {60, 1, 1}, {80, 1, 1}, {100, 1, 1}, {119, 1, 1}, {120, 1, 1}}, 8},
		{"a gap begins it anew", []reading{{0, 1, 1}, {20, 1, 1}, {51, 1, 1}, {80, 1, 1}, {110, 1, 1}, {111, 1, 1}}, 6},
		{"a missing sample proves nothing", []reading{{0, 1, 1}, {20, 1, -1}, {40, 1, -1}, {60, 1, -1}, {80, 1, -1}}, 0},
		{"and breaks nothing within the gap", []reading{{0, 1, 1}, {20, 1, -1}, {30, 1, 1}, {60, 1, 1}}, 4},
		{"but a peak beside it counts", []reading{{0, 1, 1}, {20, 99, -1}, {30, 1, 1}, {60, 1, 1}, {85, 1, 1}, {90, 1, 1}}, 6},
		{"nobody tells anything", []reading{{0, -1, -1}, {60, -1, -1}, {120, -1, -1}}, 0},
		{"a clock that goes back", []reading{{100, 1, 1}, {40, 1, 1}, {60, 1, 1}, {80, 1, 1}, {100, 1, 1}}, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := both()
			for i, r := range c.read {
				if fired := fires(w, at(r.at), r.facts()); fired != (i+1 == c.fires) {
					t.Fatalf("reading %d: fired %v, since %v", i+1, fired, w.Since())
				}
			}
		})
	}
}

// TestWatchWithoutATime still wants to see it twice.
func TestWatchWithoutATime(t *testing.T) {
	w := both()
	w.For = 0
	if fires(w, at(0), reading{0, 1, 1}.facts()) || !fires(w, at(1), reading{1, 1, 1}.facts()) {
		t.Error("it does not fire at the second reading")
	}
}

// TestWatchAgainstItsRule: it fires at the first moment at which the readings
// say so, and at no other.
func TestWatchAgainstItsRule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, now := both(), 0
		var good []int // the moments of the unbroken good readings up to now
		gap := 30
		fired := false
		for range rapid.IntRange(1, 60).Draw(t, "readings") {
			now += rapid.SampledFrom([]int{1, 5, 10, 20, 30, 31, 90}).Draw(t, "later")
			lag := rapid.SampledFrom([]int{-1, 0, 1, 2, 3, 5, 9, 9, 10, 60})
			r := reading{now, lag.Draw(t, "a"), lag.Draw(t, "b")}
			f, before := r.facts(), gap
			next := rapid.SampledFrom([]int{gap, gap, 20, 30, 240}).Draw(t, "gap")
			f.Gap = time.Duration(next) * time.Second
			switch {
			case r.a >= 10 || r.b >= 10:
				good = nil
			case r.a < 0 || r.b < 0:
			case len(good) > 0 && now-good[len(good)-1] > max(before, next):
				good, gap = []int{now}, next
			default:
				good, gap = append(good, now), next
			}
			proven := r.a >= 0 && r.b >= 0 && len(good) >= 2 && now-good[0] >= 60
			if got := fires(w, at(now), f); got != (proven && !fired) {
				t.Fatalf("at %d after %v: fired %v", now, good, got)
			}
			fired = fired || proven
		}
	})
}

// TestWatchOfFailures: what fails after it was set, once.
func TestWatchOfFailures(t *testing.T) {
	turn := func(was, is Family) Sighting { return Sighting{ID: NewJobID("a"), Known: true, Was: was, Is: is} }
	made := func(when int, is Family) Sighting { return Sighting{ID: NewJobID("n"), Is: is, Created: at(when)} }
	for _, c := range []struct {
		name  string
		turns []Sighting
		fires bool
	}{
		{"a job fails", []Sighting{turn(Running, Failed)}, true},
		{"among others", []Sighting{turn(Idle, Busy), turn(Failed, Failed), turn(Busy, Failed)}, true},
		{"it had failed before", []Sighting{turn(Failed, Failed)}, false},
		{"one recovers", []Sighting{turn(Failed, Running)}, false},
		{"a new job has failed", []Sighting{made(1, Failed)}, true},
		{"an older one comes to be listed", []Sighting{made(-1, Failed)}, false},
		{"one of unknown age", []Sighting{{ID: NewJobID("n"), Is: Failed}}, false},
		{"nothing", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &Watch{Set: at(0)}
			if got := fires(w, at(10), WatchFacts{Sightings: c.turns}); got != c.fires {
				t.Errorf("fired: %v", got)
			}
			if fires(w, at(20), WatchFacts{Sightings: []Sighting{turn(Running, Failed)}}) == c.fires {
				t.Error("a watch is over once it has fired, and goes on until then")
			}
		})
	}
	if w := both(); fires(w, at(0), WatchFacts{Sightings: []Sighting{turn(Running, Failed)}}) {
		t.Error("a watch of lags is not one of failures")
	}
}
