package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// gap is how far apart two readings may be with the list still live.
func (s *jobsScreen) gap() time.Duration {
	return 2*max(s.env.refresh, 10*time.Second) + s.read.slow()
}

// withWatched puts before those on screen the jobs that are to be read on each
// refresh wherever they stand, each once.
func (s *jobsScreen) withWatched(onScreen []model.JobID) []model.JobID {
	if len(s.watch.list) == 0 {
		return onScreen
	}
	var ids []model.JobID
	seen := map[model.JobID]bool{}
	add := func(more []model.JobID) {
		for _, id := range more {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, w := range s.watch.list {
		add(w.Jobs)
	}
	add(onScreen)
	return ids
}

// watchLags shows the watches a reading of lags. What a job told counts while
// its data moves.
func (s *jobsScreen) watchLags(got samples, at time.Time) {
	if len(s.watch.list) == 0 {
		return
	}
	lags := map[model.JobID]time.Duration{}
	for id, sample := range got {
		if r, ok := s.table.Get(id); ok && sample.Lag >= 0 && r.job.State.Family == model.Running {
			lags[id] = sample.Lag
		}
	}
	s.step(at, model.WatchFacts{Lags: lags})
}

// watchTurns shows the watches rows that are about to change.
func (s *jobsScreen) watchTurns(rows []*row) {
	if len(s.watch.list) == 0 {
		return
	}
	turns := make([]model.Sighting, 0, len(rows))
	for _, r := range rows {
		t := model.Sighting{ID: r.job.ID, Is: r.job.State.Family, Created: r.job.Created}
		if old, known := s.table.Get(r.job.ID); known {
			t.Known, t.Was = true, old.job.State.Family
		}
		turns = append(turns, t)
	}
	s.step(s.env.now(), model.WatchFacts{Sightings: turns})
}

func (s *jobsScreen) step(now time.Time, f model.WatchFacts) {
	s.watch.list = slices.DeleteFunc(s.watch.list, func(w *watched) bool {
		if !w.Step(now, f) {
			return false
		}
		if w.AnyFailed() {
			w.of = s.failedWords(f.Sightings)
		}
		s.watch.ended = append(s.watch.ended, w)
		return true
	})
}

// failedWords names who failed.
func (s *jobsScreen) failedWords(turns []model.Sighting) string {
	first, n := "", 0
	for _, t := range turns {
		if t.Is == model.Failed && (!t.Known || t.Was != model.Failed) {
			if n++; n == 1 {
				first = t.ID.String()
				if r, ok := s.table.Get(t.ID); ok {
					first = r.name
				}
			}
		}
	}
	if n > 1 {
		return first + " and " + plural(n-1, "other", "others") + " failed"
	}
	return first + " failed"
}

// alarms rings for what has happened: bell, notification, and a message that
// stays until the next key.
func (s *jobsScreen) alarms() tea.Cmd {
	if len(s.watch.ended) == 0 {
		return nil
	}
	var said []string
	for _, w := range s.watch.ended {
		words := w.of
		if !w.AnyFailed() {
			words = fmt.Sprintf("lag of %s is under %s, for %s now", w.of, model.Duration(w.Under), model.Duration(w.For))
		}
		said = append(said, words)
	}
	s.watch.ended = nil
	text := strings.Join(said, "; ")
	s.env.raw(s.env.outside.notify("drover: " + text))
	return s.env.say(note{kind: noteBad, text: theme.Safe("watch: " + text)})
}
