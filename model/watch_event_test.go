package model

import (
	"testing"
	"time"
)

// TestWatchFollowsTheRefresh: how far apart readings may be is as often as they
// are made now; after a change the longer of both counts once.
func TestWatchFollowsTheRefresh(t *testing.T) {
	step := func(w *Watch, second, gap int) bool {
		f := reading{a: 1, b: 1}.facts()
		f.Gap = time.Duration(gap) * time.Second
		return fires(w, at(second), f)
	}
	w := both()
	if step(w, 0, 20) || step(w, 10, 240) || !step(w, 130, 240) {
		t.Error("slower readings prove nothing")
	}
	w = both()
	if step(w, 0, 240) || step(w, 50, 20) || !step(w, 60, 20) {
		t.Error("faster readings begin it anew")
	}
	w = both()
	if step(w, 0, 240) || step(w, 50, 20) || step(w, 71, 20) || w.Since() != at(71) {
		t.Error("a gap among faster readings does not begin it anew")
	}
}

// TestWatchOfAStandstill: a lag that will not fall ends its watch, a pause does
// not; what becomes of others is nothing to it.
func TestWatchOfAStandstill(t *testing.T) {
	turn := func(id string, was, is Family) Sighting {
		return Sighting{ID: NewJobID(id), Known: true, Was: was, Is: is}
	}
	for _, c := range []struct {
		name  string
		facts WatchFacts
		event WatchEvent
		who   string
	}{
		{"one fails", WatchFacts{Sightings: []Sighting{turn("a", Running, Failed)}}, WatchFailed, "a"},
		{"one ends", WatchFacts{Sightings: []Sighting{turn("b", Busy, Ended)}}, WatchEnded, "b"},
		{"one is paused", WatchFacts{Sightings: []Sighting{turn("b", Running, Paused)}}, WatchPaused, "b"},
		{"an end goes before a pause", WatchFacts{Sightings: []Sighting{turn("a", Running, Paused), turn("b", Running, Ended)}}, WatchEnded, "b"},
		{"still paused", WatchFacts{Sightings: []Sighting{turn("b", Paused, Paused)}}, WatchGoesOn, ""},
		{"it goes on", WatchFacts{Sightings: []Sighting{turn("b", Paused, Running), turn("a", Idle, Busy)}}, WatchGoesOn, ""},
		{"another fails", WatchFacts{Sightings: []Sighting{turn("c", Running, Failed)}}, WatchGoesOn, ""},
		{"one is gone", WatchFacts{Lost: []JobID{NewJobID("c"), NewJobID("b")}}, WatchLost, "b"},
		{"another is gone", WatchFacts{Lost: []JobID{NewJobID("c")}}, WatchGoesOn, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := both()
			event, who := w.Step(at(1), c.facts)
			if event != c.event || who != NewJobID(c.who) {
				t.Errorf("event %d of %v", event, who)
			}
			fired := fires(w, at(10), reading{a: 1, b: 1}.facts()) || fires(w, at(40), reading{a: 1, b: 1}.facts()) || fires(w, at(70), reading{a: 1, b: 1}.facts())
			if fired == event.Over() {
				t.Errorf("over is %v, and it fires: %v", event.Over(), fired)
			}
		})
	}
	w := &Watch{Set: at(0)}
	if event, _ := w.Step(at(1), WatchFacts{Lost: []JobID{NewJobID("a")}, Sightings: []Sighting{turn("a", Running, Ended)}}); event != WatchGoesOn {
		t.Error("a watch of failures is over for a job that ended")
	}
}
