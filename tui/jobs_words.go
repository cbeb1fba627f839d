package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/model"
)

// mostFound is how many jobs "go" offers to choose from.
const mostFound = 10

// Commands of the list that take words.
func (s *jobsScreen) Commands() []wordCommand {
	return append([]wordCommand{
		{name: "go", hint: "part of a job's id or name", key: "enter", parse: s.goWords},
		{name: "filter", hint: "words as after /", key: "/", parse: s.filterSpoken},
		{name: "sort", hint: s.sortHint(), key: "s", parse: s.sortWords},
		{name: "copy", hint: "id, name, row, json or curl", key: "y", parse: s.copyWords},
		{name: "watch", hint: "failed, or lag 10s 1m", key: "w", parse: s.watchSpoken},
	}, s.verbCommands()...)
}

// verbCommands are the verbs with a job named after them: "end crm-dr".
func (s *jobsScreen) verbCommands() []wordCommand {
	deeds := deeds(s.env.realm())
	out := make([]wordCommand, 0, len(deeds))
	for _, d := range deeds {
		out = append(out, wordCommand{
			name: string(d.verb), hint: "or one job, by its id or name", key: d.keys(),
			parse: func(words string) (string, func() (tea.Cmd, Nav), string) { return s.verbSpoken(d.verb, words) },
		})
	}
	return out
}

// verbSpoken opens the review of a verb for the one job that is named.
func (s *jobsScreen) verbSpoken(verb model.Verb, words string) (string, func() (tea.Cmd, Nav), string) {
	found, n := s.named(words)
	switch n {
	case 0:
		return "", nil, "no job has that in its id or name"
	case 1:
		w := writesOf(s.env, found[0].job.Job(), found[0].sample, func() string { return "" })
		return found[0].name, func() (tea.Cmd, Nav) { return w.do(verb) }, w.why(verb)
	}
	return "", nil, digit(n) + " jobs have that in their id or name"
}

func (s *jobsScreen) sortHint() string {
	var words []string
	for _, o := range s.orders() {
		words = append(words, string(o.by))
	}
	return strings.Join(words, ", ")
}

func (s *jobsScreen) sortWords(words string) (string, func() (tea.Cmd, Nav), string) {
	for _, o := range s.orders() {
		if string(o.by) == words {
			what := "by " + o.name
			if s.sort.by == o.by {
				what = "turn it round"
			}
			return what, func() (tea.Cmd, Nav) { return s.sortBy(o.by), stay }, ""
		}
	}
	return "", nil, "one of " + s.sortHint()
}

func (s *jobsScreen) filterSpoken(words string) (string, func() (tea.Cmd, Nav), string) {
	q, mistake := model.ParseQuery(words)
	if mistake != nil {
		return "", nil, mistake.Error()
	}
	return plural(s.count(s.asks(q)), "job", "jobs"), func() (tea.Cmd, Nav) {
		s.setQuery(words)
		s.filter.remember(words)
		return s.moved(), stay
	}, ""
}

// goWords opens the job whose id or name holds the words; of several it lets
// one be chosen.
func (s *jobsScreen) goWords(words string) (string, func() (tea.Cmd, Nav), string) {
	found, n := s.named(words)
	switch {
	case n == 0:
		return "", nil, "no job has that in its id or name"
	case len(found) == 1:
		return found[0].name, func() (tea.Cmd, Nav) { return s.open(found[0]) }, ""
	}
	return plural(n, "job", "jobs"), func() (tea.Cmd, Nav) {
		title := "go to which of " + digit(n)
		if n > len(found) {
			title += ": the first " + digit(len(found))
		}
		var choices []choice
		for i, r := range found {
			choices = append(choices, choice{
				key: digit((i + 1) % 10), name: s.shortened(r.name, 40), more: shortID(r.job.ID.String(), s.env.theme.Signs().Cut),
				do: func() (tea.Cmd, Nav) { return s.open(r) },
			})
		}
		return nil, push(newMenu(s.env, title, choices))
	}, ""
}

// named lists the first jobs whose id or name holds the words, filter or not,
// and how many there are. One that is called exactly so is the only one.
func (s *jobsScreen) named(words string) (first []*row, n int) {
	want := strings.ToLower(words)
	for r := range s.table.Each {
		own, _ := r.job.Hay()
		if !strings.Contains(own, want) { // quickly, for a long list
			continue
		}
		name, rest, _ := strings.Cut(own, "\n") // both in lower case already
		id, _, _ := strings.Cut(rest, "\n")
		if id == want || name == want {
			return []*row{r}, 1
		}
		if strings.Contains(id, want) || strings.Contains(name, want) {
			n++
			if len(first) < mostFound {
				first = append(first, r)
			}
		}
	}
	return first, n
}

// open shows a job's page and leaves the cursor on it, if it is on the list.
func (s *jobsScreen) open(r *row) (tea.Cmd, Nav) {
	s.table.MoveTo(r.job.ID)
	return s.moved(), push(newJob(s.env, r.job.Job(), r.sample))
}
