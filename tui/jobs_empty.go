package tui

import (
	"fmt"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// firstLoad shows where rows will be.
func (s *jobsScreen) firstLoad(room int) []string {
	th := s.env.theme
	var out []string
	for i := range min(room, 12) {
		out = append(out, "    "+th.Paint(theme.Rule, strings.Repeat(th.Signs().Pending, 10+(i*7)%13)))
	}
	return out
}

func (s *jobsScreen) noJobs() []string {
	th, p := s.env.theme, s.env.where()
	where, more := "here for this project", "N creates one, r reads again. A list needs the right to read "+model.Clean(p.Service)+" tasks."
	switch {
	case p.Region != "":
		where = "in " + model.Clean(p.Region) + " for this project"
	case s.env.can().Lacks(model.FacetCreation) != "": // nor is there a project
		where, more = "on "+shortHost(s.env), "r reads again. A list shows what the login has the right to list."
	}
	return []string{
		"",
		"    " + th.Paint(theme.Strong, "No jobs "+where+"."),
		"    " + th.Paint(theme.Muted, more),
	}
}

// noneMatches says how much each part of the filter would show alone.
func (s *jobsScreen) noneMatches() []string {
	th := s.env.theme
	out := []string{"", "    " + th.Paint(theme.Strong, "No job matches.") + th.Paint(theme.Muted, "  esc clears the filter.")}
	q := s.filter.query
	if len(q.Terms()) < 2 {
		return out
	}
	alone := s.alone()
	for i, term := range q.Terms() {
		n := alone[i]
		out = append(out, "    "+th.Paint(theme.Accent, theme.Pad(theme.Cut(model.Clean(term.Text), 24, th.Signs().Cut), 25))+
			th.Paint(theme.Muted, fmt.Sprintf("alone would show %d", n)))
	}
	return out
}

// alone is how many jobs each term of the filter would show. It is counted
// once, not per frame, while neither filter nor rows change.
func (s *jobsScreen) alone() []int {
	f := &s.filter
	if f.alone != nil && !f.ages() {
		return f.alone
	}
	f.alone = nil
	for i := range f.query.Terms() {
		f.alone = append(f.alone, s.count(s.asks(f.query.Alone(i))))
	}
	return f.alone
}
