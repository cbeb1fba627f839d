package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"drover/model"
	"drover/tui/theme"
)

// foot is what cannot be done now, at the lower end of a low page; where there
// is room it stands among the rest.
func (p *jobPane) foot() []string {
	th := p.env.theme
	if p.tab != tabOverview || !p.pinned() {
		return nil
	}
	parts := p.notNow()
	if len(parts) == 0 {
		return nil
	}
	return []string{th.Rule(p.w), p.labelled("not now", packed(parts, p.room())[0])}
}

// notNow says why what cannot be done cannot: verbs with the same reason stand
// together.
func (p *jobPane) notNow() []string {
	th := p.env.theme
	var reasons []string
	verbs := map[string][]string{}
	for _, a := range p.can() {
		if why := a.reason(); why != "" {
			if verbs[why] == nil {
				reasons = append(reasons, why)
			}
			verbs[why] = append(verbs[why], a.Help().Desc)
		}
	}
	parts := make([]string, 0, len(reasons))
	for _, why := range reasons {
		parts = append(parts, th.Paint(theme.Muted, strings.Join(verbs[why], ", ")+"  ")+th.Paint(theme.Text, theme.Safe(why)))
	}
	return parts
}

func (p *jobPane) pinned() bool { return p.page && p.h < 30 && p.h >= 9 }

// canLines list what can be done to the job now, and what cannot and why.
func (p *jobPane) canLines() []string {
	th := p.env.theme
	var can, out []string
	for _, a := range p.can() {
		if a.reason() == "" {
			can = append(can, th.Paint(theme.Key, a.Help().Key)+" "+th.Paint(theme.Text, a.Help().Desc))
		}
	}
	if len(can) > 0 {
		out = append(out, "", p.heading("you can"))
		for _, l := range packed(can, p.w-2) {
			out = append(out, " "+l)
		}
	}
	if not := p.notNow(); len(not) > 0 {
		out = append(out, "", p.heading("not now"))
		for _, part := range not {
			for _, l := range strings.Split(ansi.Wrap(part, max(p.w-4, 1), " "), "\n") {
				out = append(out, " "+l)
			}
		}
	}
	return out
}

func (p *jobPane) heading(word string) string { return p.env.theme.Rule(max(p.w-2, 1), word) }

// eventLines are the last three things that were done to the job.
func (p *jobPane) eventLines() []string {
	if !p.events.have || len(p.events.value.Rows) == 0 {
		return nil
	}
	title := "last events"
	if p.lacks(model.FacetRuns) == "" {
		title = "last runs"
	}
	out := []string{"", p.heading(title)}
	for i, e := range p.events.value.Rows {
		if i == 3 {
			break
		}
		out = append(out, " "+theme.Cut(p.run.eventRow(e, p.w-2), p.w-2, p.env.theme.Signs().Cut))
	}
	return out
}
