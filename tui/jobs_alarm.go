package tui

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// gap is how far apart two readings of watched jobs may be with the list still
// live: they are read on each refresh, or between, and a second a page is room
// for what a long list leaves over. What is read by hand is known only about then.
func (s *jobsScreen) gap() time.Duration {
	every := s.env.refresh
	if s.byHand() {
		every = 0
	}
	return 2*max(every, 10*time.Second) + s.read.slow()
}

// byHand reports whether nothing is read by itself.
func (s *jobsScreen) byHand() bool { return s.env.refresh <= 0 || !s.read.auto }

// byHandWords warn whoever waits for lags then.
func (s *jobsScreen) byHandWords() string {
	if s.byHand() {
		return "the list is read by hand: nothing is known between two r"
	}
	return ""
}

// readBetween reads the watched lags where nothing else has for half as long
// again as the refresh, which is so while the list takes long to read. Any
// other reading of lags takes its place; after one that failed there is none.
func (s *jobsScreen) readBetween() tea.Cmd {
	r := &s.read
	if s.byHand() || r.err != nil || r.samples.err != nil || r.samples.loading() {
		return nil
	}
	ids := slices.DeleteFunc(s.withWatched(nil), func(id model.JobID) bool {
		row, listed := s.table.Get(id)
		return !listed || !row.job.Common().Progresses()
	})
	if len(ids) == 0 {
		return nil
	}
	wait, c := s.env.refresh*3/2, s.env.client
	return ask(s.env, s, &r.samples, func(ctx context.Context) (samples, error) {
		select {
		case <-time.After(wait):
			return c.Progress(ctx, ids)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	})
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

// watchLost shows the watches who is not listed any more.
func (s *jobsScreen) watchLost() {
	var lost []model.JobID
	for _, w := range s.watch.list {
		for _, id := range w.Jobs {
			if _, listed := s.table.Get(id); !listed {
				lost = append(lost, id)
			}
		}
	}
	if len(lost) > 0 {
		s.step(s.env.now(), model.WatchFacts{Lost: lost})
	}
}

// step shows the watches what has become known, and notes what that is to
// them.
func (s *jobsScreen) step(now time.Time, f model.WatchFacts) {
	f.Gap = s.gap()
	s.watch.list = slices.DeleteFunc(s.watch.list, func(w *watched) bool {
		event, who := w.Step(now, f)
		switch {
		case event == model.WatchGoesOn:
			return false
		case event != model.WatchFired:
			s.watch.news = append(s.watch.news, w.standstill(event, who))
		case w.AnyFailed():
			s.watch.news = append(s.watch.news, s.failedWords(f.Sightings))
		default:
			s.watch.news = append(s.watch.news, fmt.Sprintf("lag of %s is under %s, for %s now", w.of, model.Duration(w.Under), model.Duration(w.For)))
		}
		return event.Over()
	})
}

// standstill says of whom a lag will not fall, or not for now.
func (w *watched) standstill(event model.WatchEvent, who model.JobID) string {
	lag := "its lag"
	if len(w.Jobs) > 1 {
		lag = "the lag of " + w.of
	}
	return standstillWords(event, cmp.Or(w.names[who], who.String()), lag)
}

func standstillWords(event model.WatchEvent, name, lag string) string {
	switch event {
	case model.WatchFailed:
		return name + " failed: " + lag + " will not fall"
	case model.WatchEnded:
		return name + " has ended: " + lag + " will not fall"
	case model.WatchLost:
		return name + " is not listed any more: " + lag + " cannot be watched"
	case model.WatchPaused:
		return name + " is paused: " + lag + " is still waited for"
	case model.WatchGoesOn, model.WatchFired:
	}
	return ""
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

// alarms rings for what is news: bell, notification, and a message that stays
// until the next key.
func (s *jobsScreen) alarms() tea.Cmd {
	s.watchLost()
	reading := s.readBetween()
	if len(s.watch.news) == 0 {
		return reading
	}
	text := strings.Join(s.watch.news, "; ")
	s.watch.news = nil
	s.env.raw(s.env.outside.notify("drover: " + text))
	return tea.Batch(reading, s.env.say(note{kind: noteBad, text: theme.Safe("watch: " + text)}))
}
