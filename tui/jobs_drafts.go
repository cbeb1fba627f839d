package tui

import (
	tea "charm.land/bubbletea/v2"

	"drover/tui/theme"
)

// readDrafts lists the drafts of the profile: their number stands in the header,
// and the palette offers to go on with each.
func (s *jobsScreen) readDrafts() tea.Cmd {
	return work(s.env, s, &s.drafts, begunOf(s.env))
}

// draftWords is how many drafts wait to be gone on with.
func (s *jobsScreen) draftWords() string {
	if n := len(s.drafts.value); n > 0 {
		return s.env.theme.Paint(theme.Muted, plural(n, "draft", "drafts"))
	}
	return ""
}

// resumeOffers are the drafts, as commands of the palette.
func (s *jobsScreen) resumeOffers() []Action {
	acts := make([]Action, 0, len(s.drafts.value))
	for _, n := range s.drafts.value {
		a := act(groupChange, 0, "resume draft "+n.name(), "", func() (tea.Cmd, Nav) { return resume(s.env, n, push) }).unless(n.why)
		if of := n.Draft.Of; of != nil {
			a = a.to("update " + of.Section.Word())
		} else if n.Err == nil {
			a = a.to(stepWords(n.Step))
		}
		acts = append(acts, a)
	}
	return acts
}
