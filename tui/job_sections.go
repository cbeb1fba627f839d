package tui

import (
	"errors"
	"strings"

	"drover/client"
	"drover/model"
	"drover/tui/theme"
)

// policyLines are the policy, a fact a line.
func (p *jobPane) policyLines() []string {
	th := p.env.theme
	d := &p.detail.value
	if len(d.Policy) == 0 {
		return []string{" " + th.Paint(theme.Muted, "The service tells no policy of this job.")}
	}
	out := p.factLines(d.Policy)
	for _, more := range []struct {
		title string
		facts []model.Fact
	}{{"database parameters", d.Params}, {"features", d.Features}} {
		if len(more.facts) > 0 {
			out = append(append(out, "", p.heading(more.title)), p.factLines(more.facts)...)
		}
	}
	return out
}

func (p *jobPane) factLines(facts []model.Fact) []string { return p.factsFrom(12, facts) }

// factsFrom has the values stand so far from the margin, or farther.
func (p *jobPane) factsFrom(w int, facts []model.Fact) []string {
	th := p.env.theme
	for _, f := range facts {
		w = max(w, theme.Width(f.Label)+2)
	}
	var out []string
	for _, f := range facts {
		label := f.Label
		for _, l := range wrapped(theme.Safe(f.Value.String()), max(p.w-w-2, 8)) {
			out = append(out, " "+th.Paint(theme.Muted, theme.Pad(label, w))+th.Paint(theme.Text, l))
			label = ""
		}
	}
	return out
}

// objectLines count what moves, kind by kind.
func (p *jobPane) objectLines() []string {
	th := p.env.theme
	if why := p.lacks(model.FacetObjects); why != "" {
		return p.lackLine(why)
	}
	objects, out := p.detail.value.Objects, p.chosenLines()
	if len(objects) == 0 {
		return append(out, " "+th.Paint(theme.Muted, "The service counts no objects of this job yet."))
	}
	out = append(out, th.Paint(theme.Muted, " "+theme.Pad("KIND", 16)+theme.PadLeft("SOURCE", 12)+theme.PadLeft("DONE", 12)+"  STATE"))
	for _, o := range objects {
		out = append(out, " "+th.Paint(theme.Text, theme.Pad(theme.Cut(theme.Safe(strings.ToLower(o.Kind.String())), 15, th.Signs().Cut), 16)+
			theme.PadLeft(theme.Safe(groupedText(o.Source)), 12)+theme.PadLeft(theme.Safe(groupedText(o.Done)), 12))+
			"  "+th.Paint(theme.Muted, theme.Safe(strings.ToLower(o.Status.String()))))
	}
	return append(out, "", " "+th.Paint(theme.Muted, "2 run, objects: how far each one is"))
}

// chosenLines are what was chosen to move, database by database.
func (p *jobPane) chosenLines() []string {
	th, s := p.env.theme, p.detail.value.Scope
	if !s.Told && len(s.Names) == 0 {
		return nil
	}
	out := []string{p.heading("chosen")}
	for _, l := range packed(p.scopeWords(s), p.w-2) {
		out = append(out, " "+l)
	}
	var names []string
	for _, n := range s.Names {
		names = append(names, th.Paint(theme.Text, safe(n)))
	}
	for _, l := range packed(names, p.w-2) {
		out = append(out, " "+l)
	}
	return append(out, "", p.heading("counted"))
}

// endsLines are both ends, every fact of them.
func (p *jobPane) endsLines() []string {
	d := &p.detail.value
	out := p.endFacts("source", d.From)
	return append(append(out, ""), p.endFacts("target", d.To)...)
}

func (p *jobPane) endFacts(title string, ends []model.Endpoint) []string {
	th := p.env.theme
	var out []string
	for i, e := range ends {
		word := title
		if len(ends) > 1 {
			word += " " + digit(i+1)
		}
		out = append(out, p.heading(word))
		if p.job.ByPath() {
			out = append(out, p.folderFacts(e)...)
			continue
		}
		for _, f := range []struct {
			label, value string
		}{
			{"engine", safe(e.Engine)}, {"runs in", safe(e.Kind)}, {"address", theme.Safe(joined(":", e.Address, e.Port))}, {"user", safe(e.User)},
			{"password", triWord(e.Password, "set, never shown", "not set")}, {"database", safe(e.Database)}, {"instance", theme.Safe(joined("  ", e.Name, e.Instance))},
			{"region", safe(e.Region)}, {"zone", safe(e.Zone)}, {"tls", joinedWords(th, "   ", [2]string{"", triWord(e.TLS, "on", "off")}, told("certificate ", e.Cert))},
			{"vpc", theme.Safe(joined("  ", e.Network.VPC, e.Network.Subnet))}, {"group", safe(e.Network.Group)}, {"dns", safe(e.Resolver)},
			{"mode", safe(e.Mode)}, {"topic", safe(e.Topic)}, {"read-only", triWord(e.ReadOnly, "while the job runs", "no")},
		} {
			if f.value != "" {
				out = append(out, p.labelled(f.label, f.value))
			}
		}
	}
	if len(out) == 0 {
		return []string{p.heading(title), " " + th.Paint(theme.Muted, "not told by the service")}
	}
	return out
}

func safe(t model.Text) string { return theme.Safe(t.String()) }

func triWord(t model.Tri, yes, no string) string {
	return [...]string{model.NotTold: "", model.No: no, model.Yes: yes}[t]
}

// notNow reports the service's word for an operation that a state does not
// allow.
func notNow(err error) bool {
	var e *client.Error
	return errors.As(err, &e) && e.Code == model.NewText("DRS.M00304")
}
