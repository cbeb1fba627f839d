package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// watching is what the list waits for on somebody's behalf.
type watching struct {
	list []*watched
	news []string // what has happened and was not said yet
}

// watched is a watch with its words.
type watched struct {
	model.Watch
	of    string                 // "wave2-shop-01", "4 marked"
	names map[model.JobID]string // of the jobs whose lag it is, for when they are gone
}

// most jobs whose lag one watch may ask for: all of them are read on each
// refresh.
const mostWatched = 200

// watchAction opens the menu: what is watched, and what could be.
func (s *jobsScreen) watchAction() Action {
	foot := 0
	if len(s.watch.list) > 0 {
		foot = 11
	}
	return act(groupLook, foot, "watch", "w", s.watchMenu)
}

// watchMenu offers what can be watched; what is watched already can be removed
// there, each by its letter.
func (s *jobsScreen) watchMenu() (tea.Cmd, Nav) {
	var choices []choice
	if !slices.ContainsFunc(s.watch.list, func(w *watched) bool { return w.AnyFailed() }) {
		choices = append(choices, choice{key: "f", name: "any job that fails", do: func() (tea.Cmd, Nav) {
			return s.watchFailures(), stay
		}})
	}
	for _, m := range s.meant() {
		why := s.env.can().LagWhy()
		choices = append(choices, choice{
			key: m.key, name: "lag of " + s.shortened(m.words, 32), more: cmp.Or(why, "under n for m"), why: why,
			do: func() (tea.Cmd, Nav) { return s.askLag(m) },
		})
	}
	if len(s.watch.list) > 0 {
		choices = append(choices, choice{key: "x", name: "remove a watch", more: plural(len(s.watch.list), "watch", "watches"), do: s.removeMenu})
	}
	if len(choices) == 0 {
		return s.env.say(note{kind: noteBad, text: "w watch: there is no job on the list"}), stay
	}
	return nil, push(newMenu(s.env, "watch", choices))
}

// removeMenu lists the watches with how far they are.
func (s *jobsScreen) removeMenu() (tea.Cmd, Nav) {
	var choices []choice
	for i, w := range s.watch.list {
		choices = append(choices, choice{
			key: digit((i + 1) % 10), name: s.shortened(w.words(), 44), more: s.standing(w),
			do: func() (tea.Cmd, Nav) {
				s.watch.list = slices.DeleteFunc(s.watch.list, func(o *watched) bool { return o == w })
				return s.told("not watched any more: " + w.words()), stay
			},
		})
	}
	return nil, push(newMenu(s.env, "remove which watch", choices))
}

// words say what is waited for.
func (w *watched) words() string {
	if w.AnyFailed() {
		return "any job that fails"
	}
	return fmt.Sprintf("lag of %s under %s for %s", w.of, model.Duration(w.Under), model.Duration(w.For))
}

// standing says since when the condition has held, or whose turn it is.
func (s *jobsScreen) standing(w *watched) string {
	if since := w.Since(); !since.IsZero() {
		return "so for " + model.Duration(s.env.now().Sub(since))
	}
	if !w.AnyFailed() && s.byHand() {
		return "waits for r"
	}
	return ""
}

// meaning is a choice of jobs.
type meaning struct {
	key, words string
	n          int
	ids        func() []model.JobID
}

// meant lists what an action may be for now: the job at the cursor, the marked
// ones, all that the filter shows.
func (s *jobsScreen) meant() []meaning {
	var out []meaning
	if r, ok := s.table.Cursor(); ok && s.noCursor() == "" {
		out = append(out, meaning{"t", r.name, 1, func() []model.JobID { return []model.JobID{r.job.ID} }})
	}
	if n := s.table.Marks(); n > 0 {
		out = append(out, meaning{"m", "the " + digit(n) + " marked", n, s.table.Marked})
	}
	if n := s.counts().matches; n > 0 {
		out = append(out, meaning{"a", "all " + digit(n) + " on the list", n, s.filteredIDs})
	}
	return out
}

func (s *jobsScreen) filteredIDs() []model.JobID {
	var ids []model.JobID
	for r := range s.table.Filtered {
		ids = append(ids, r.job.ID)
	}
	return ids
}

// watchFailures waits for any job that fails from now on.
func (s *jobsScreen) watchFailures() tea.Cmd {
	s.watch.list = append(s.watch.list, &watched{Watch: model.Watch{Set: s.env.now()}})
	return s.told("watching for any job that fails: the terminal rings when one does")
}

// askLag asks for how little lag, and for how long. A job whose lag cannot fall
// any more ends the watch; a paused one may go on.
func (s *jobsScreen) askLag(m meaning) (tea.Cmd, Nav) {
	return nil, push(&prompt{
		env: s.env, title: "watch the lag of " + s.shortened(m.words, 40), label: "under, for", field: newLine("10s 1m"),
		about: s.muted("Lag under 10s for 1m: once it is so, the terminal rings.") + "\n" +
			s.muted("So it does if one fails or ends; a pause is waited out."),
		take: func(text string) (tea.Cmd, Nav, string) {
			under, long, why := lagWords(text)
			if why == "" {
				why = s.unwatchable(m)
			}
			if why != "" {
				return nil, stay, why
			}
			return s.watchLag(m, under, long), pop(), ""
		},
	})
}

func (s *jobsScreen) muted(words string) string { return s.env.theme.Paint(theme.Muted, words) }

// unwatchable is why nobody can wait for these lags: there are too many, or
// one of them will not fall.
func (s *jobsScreen) unwatchable(m meaning) string {
	if m.n > mostWatched {
		return "the lag of at most " + digit(mostWatched) + " jobs can be watched: filter or mark fewer"
	}
	for _, id := range m.ids() {
		r, listed := s.table.Get(id)
		if !listed {
			return standstillWords(model.WatchLost, id.String(), "its lag")
		}
		if event := model.Standstill(r.job.State.Family); event.Over() {
			return standstillWords(event, r.name, "its lag")
		}
	}
	return ""
}

// lagWords reads "10s for 1m", "10s 1m" or "10s", which is for a minute.
func lagWords(text string) (under, long time.Duration, why string) {
	var times []time.Duration
	for _, word := range strings.Fields(strings.ReplaceAll(text, ",", " ")) {
		if word == "for" || word == "under" {
			continue
		}
		d, err := time.ParseDuration(word)
		if err != nil || d <= 0 {
			return 0, 0, "times are like 10s, 90s or 2m"
		}
		times = append(times, d)
	}
	switch {
	case len(times) == 0 || len(times) > 2:
		return 0, 0, "two times: how much lag, and for how long"
	case len(times) == 1:
		times = append(times, time.Minute)
	}
	switch under, long = times[0], times[1]; {
	case under < time.Second || under > 24*time.Hour:
		return 0, 0, "the lag is between 1s and 24h"
	case long > 24*time.Hour:
		return 0, 0, "it is watched for at most 24h"
	}
	return under, long, ""
}

func (s *jobsScreen) watchLag(m meaning, under, long time.Duration) tea.Cmd {
	w := &watched{of: m.words, names: map[model.JobID]string{}, Watch: model.Watch{Jobs: m.ids(), Under: under, For: long, Set: s.env.now()}}
	words := "watching the " + w.words()
	paused := 0
	for _, id := range w.Jobs {
		if r, listed := s.table.Get(id); listed {
			w.names[id] = r.name
			if r.job.State.Family == model.Paused {
				paused++
			}
		}
	}
	if paused > 0 {
		words += "; paused now: " + plural(paused, "job", "jobs")
	}
	s.watch.list = append(s.watch.list, w)
	if by := s.byHandWords(); by != "" {
		words += "; " + by
	}
	return tea.Batch(s.told(words), s.readVisible())
}

// watchWords count the watches for the header.
func (s *jobsScreen) watchWords() string {
	if len(s.watch.list) == 0 {
		return ""
	}
	return s.env.theme.Paint(theme.Accent, "watching "+digit(len(s.watch.list)))
}

// watchSpoken is "watch failed" or "watch lag 10s 1m", the latter for the marked
// jobs, else the one at the cursor.
func (s *jobsScreen) watchSpoken(words string) (string, func() (tea.Cmd, Nav), string) {
	what, times, _ := strings.Cut(words, " ")
	switch what {
	case "failed":
		return "any job that fails", func() (tea.Cmd, Nav) { return s.watchFailures(), stay }, ""
	case "lag":
	default:
		return "", nil, "failed, or lag 10s 1m"
	}
	under, long, why := lagWords(times)
	if why = cmp.Or(s.env.can().LagWhy(), why); why != "" {
		return "", nil, why
	}
	meant := s.meant()
	i := slices.IndexFunc(meant, func(m meaning) bool { return m.key == "m" })
	if i < 0 {
		i = slices.IndexFunc(meant, func(m meaning) bool { return m.key == "t" })
	}
	if i < 0 {
		return "", nil, "put the cursor on a job, or mark some"
	}
	if why := s.unwatchable(meant[i]); why != "" {
		return "", nil, why
	}
	return meant[i].words, func() (tea.Cmd, Nav) { return s.watchLag(meant[i], under, long), stay }, ""
}
