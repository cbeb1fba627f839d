package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"drover/model"
	"drover/tui/theme"
)

// readLinks reads what may be joined in the scenario of the job under the list's
// cursor: not every job that there is can be created.
func (s *start) readLinks() tea.Cmd {
	if s.none != "" || s.job.Scenario == "" {
		return nil
	}
	cl, scenario := s.env.client, s.job.Scenario
	return ask(s.env, s, &s.links, func(ctx context.Context) (model.Links, error) { return cl.Links(ctx, scenario) })
}

// cannotCreate is why a job like that one cannot be created, "" if it can or
// nobody knows.
func (s *start) cannotCreate() string {
	if !s.links.have {
		return ""
	}
	o := model.Offer{Links: map[model.Scenario]model.Links{s.job.Scenario: s.links.value}}
	return model.CannotCreate(model.DraftOf(model.Detail{Job: s.job}), o)
}

// besideWay is what is to be known of a way before it is taken.
func (s *start) besideWay(key string, room int) string {
	th := s.env.theme
	if words := s.cannotCreate(); key == "j" && words != "" && room > 8 {
		return "  " + th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, theme.Cut(theme.Safe(words), room-4, th.Signs().Cut))
	}
	return ""
}
