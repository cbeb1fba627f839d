package tui

import (
	"bytes"
	"encoding/json"
	"strings"

	tea "charm.land/bubbletea/v2"

	"drover/client"
	"drover/model"
)

// copies is what can be copied of one job or of several.
type copies struct {
	env    *env
	jobs   []*row // those meant: the marked ones, else the cursor's
	facts  func(*row) client.JobFacts
	text   func(*row) string  // the row as a line
	raw    []model.RawSection // of the one job, where its detail was read
	marked bool
}

// copyAction opens the menu of y on the list.
func (s *jobsScreen) copyAction() Action {
	return act(groupLook, 9, "copy", "y", func() (tea.Cmd, Nav) { return nil, push(s.copies().menu()) }).unless(s.nothingMeant).to(s.meantWords())
}

func (s *jobsScreen) nothingMeant() string {
	if s.table.Marks() > 0 {
		return ""
	}
	return s.noCursor()
}

// meantWords is what an action is done to, for the palette.
func (s *jobsScreen) meantWords() string {
	if n := s.table.Marks(); n > 0 {
		return digit(n) + " marked"
	}
	return s.cursorName()
}

func (s *jobsScreen) cursorName() string {
	if r, ok := s.table.Cursor(); ok {
		return r.name
	}
	return ""
}

func (s *jobsScreen) copies() copies {
	c := copies{env: s.env, facts: s.factsOf, text: s.rowText, marked: s.table.Marks() > 0}
	if !c.marked {
		if r, ok := s.table.Cursor(); ok {
			c.jobs = []*row{r}
		}
		return c
	}
	for _, id := range s.table.Marked() {
		if r, ok := s.table.Get(id); ok {
			c.jobs = append(c.jobs, r)
		}
	}
	return c
}

// rowText is a row as the list shows it, column by column.
func (s *jobsScreen) rowText(r *row) string {
	var cells []string
	for _, c := range s.columns(s.listWidth()) {
		if cell := c.Cell(r); s.table.Shows(c.Title) {
			cells = append(cells, strings.TrimSpace(cell.Lead.Text+cell.Text+cell.Tail.Text))
		}
	}
	return strings.Join(cells, "\t")
}

// copyWords is "copy id" and the like.
func (s *jobsScreen) copyWords(words string) (string, func() (tea.Cmd, Nav), string) {
	if why := s.nothingMeant(); why != "" {
		return "", nil, why
	}
	for _, ch := range s.copies().menu().choices {
		if first, _, _ := strings.Cut(ch.name, " "); strings.EqualFold(first, words) {
			return s.meantWords(), ch.do, ""
		}
	}
	return "", nil, "one of id, name, row, json, curl"
}

// copyAction of a job's page; its JSON is what the service said, once read.
func (s *jobScreen) copyAction() Action {
	return act(groupLook, 8, "copy", "y", func() (tea.Cmd, Nav) {
		p := s.pane
		r := rowOf(p.job, p.sample)
		c := copies{env: s.env, jobs: []*row{r}, facts: p.facts, text: s.lineText}
		if p.detail.have {
			c.raw = p.detail.value.Raw
		}
		return nil, push(c.menu())
	}).to(s.pane.job.Name.String())
}

// lineText is the job in a line, for where there are no columns.
func (s *jobScreen) lineText(r *row) string {
	return strings.Join([]string{r.name, ends(r.job.Engine), r.job.Task.Short(), r.job.State.Word, lagCell(r, s.env.now()).Text, r.job.ID.String()}, "\t")
}

// menu offers what can be copied.
func (c copies) menu() *menu {
	one := func(what string) string { return "the " + what }
	if c.marked {
		one = func(what string) string { return plural(len(c.jobs), what, what+"s") }
	}
	lines := func(of func(*row) string) func() string {
		return func() string {
			out := make([]string, 0, len(c.jobs))
			for _, r := range c.jobs {
				out = append(out, of(r))
			}
			return strings.Join(out, "\n")
		}
	}
	copying := func(what string, text func() string) func() (tea.Cmd, Nav) {
		return func() (tea.Cmd, Nav) { return c.env.copy(what, text()), stay }
	}
	choices := []choice{
		{key: "i", name: "id", do: copying(one("id"), lines(func(r *row) string { return r.job.ID.String() }))},
		{key: "n", name: "name", do: copying(one("name"), lines(func(r *row) string { return r.name }))},
		{key: "r", name: "row", more: "as text", do: copying(one("row"), lines(c.text))},
		{key: "j", name: "JSON", more: c.source(), do: copying("the JSON", c.json)},
		{key: "c", name: "curl", more: "$DROVER_TOKEN", do: c.curl},
	}
	if len(c.jobs) > 1 {
		for i := range choices[:4] {
			choices[i].more = "one a line"
		}
		choices[3].more = "an array"
		choices[4].more = "one a job"
	}
	title := "copy"
	if c.marked {
		title = "copy of " + plural(len(c.jobs), "marked job", "marked jobs")
	}
	return newMenu(c.env, title, choices)
}

func (c copies) source() string {
	if len(c.raw) > 0 {
		return "as the service says it"
	}
	return "what the list knows"
}

// json is the service's own answers where they were read, else what the list
// knows.
func (c copies) json() string {
	if len(c.raw) > 0 {
		all := map[string]json.RawMessage{}
		for _, section := range c.raw {
			if json.Valid(section.JSON) {
				all[section.Title] = section.JSON
			}
		}
		if text, err := json.MarshalIndent(all, "", "  "); err == nil {
			return string(text)
		}
	}
	var b bytes.Buffer
	_ = client.WriteJobs(&b, client.JSON, func(yield func(client.JobFacts) bool) { // a buffer takes everything
		for _, r := range c.jobs {
			if !yield(c.facts(r)) {
				return
			}
		}
	})
	return strings.TrimSpace(b.String())
}

// curl is the reading of these jobs as commands for a shell.
func (c copies) curl() (tea.Cmd, Nav) {
	var lines []string
	for _, r := range c.jobs {
		req, err := c.env.client.JobRequest(r.job.ID)
		if err != nil {
			return c.env.say(note{kind: noteBad, text: "curl: " + model.Clean(err.Error())}), stay
		}
		lines = append(lines, req.Curl)
	}
	what := "the curl"
	if len(lines) > 1 {
		what = digit(len(lines)) + " curls"
	}
	return c.env.copy(what, strings.Join(lines, "\n")), stay
}
