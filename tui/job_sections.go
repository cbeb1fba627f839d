package tui

import (
	"strconv"
	"strings"

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
	return p.factLines(d.Policy)
}

func (p *jobPane) factLines(facts []model.Fact) []string {
	th := p.env.theme
	w := 12
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
	objects := p.detail.value.Objects
	if len(objects) == 0 {
		return []string{" " + th.Paint(theme.Muted, "The service counts no objects of this job yet.")}
	}
	out := []string{th.Paint(theme.Muted, " "+theme.Pad("KIND", 16)+theme.PadLeft("SOURCE", 12)+theme.PadLeft("DONE", 12)+"  STATE")}
	for _, o := range objects {
		out = append(out, " "+th.Paint(theme.Text, theme.Pad(theme.Cut(theme.Safe(strings.ToLower(o.Kind.String())), 15, th.Signs().Cut), 16)+
			theme.PadLeft(theme.Safe(groupedText(o.Source)), 12)+theme.PadLeft(theme.Safe(groupedText(o.Done)), 12))+
			"  "+th.Paint(theme.Muted, theme.Safe(strings.ToLower(o.Status.String()))))
	}
	return append(out, "", " "+th.Paint(theme.Muted, "2 run, objects: how far each one is"))
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
			word += " " + strconv.Itoa(i+1)
		}
		out = append(out, p.heading(word))
		for _, f := range []struct {
			label string
			value string
		}{
			{"engine", e.Engine.String()}, {"runs in", e.Kind.String()}, {"address", joined(":", e.Address, e.Port)}, {"user", e.User.String()},
			{"password", triWord(e.Password, "set, never shown", "not set")}, {"database", e.Database.String()}, {"instance", joined("  ", e.Name, e.Instance)},
			{"region", e.Region.String()}, {"zone", e.Zone.String()}, {"tls", triWord(e.TLS, "on", "off")},
		} {
			if f.value != "" {
				out = append(out, p.labelled(f.label, th.Paint(theme.Text, theme.Safe(f.value))))
			}
		}
	}
	if len(out) == 0 {
		return []string{p.heading(title), " " + th.Paint(theme.Muted, "not told by the service")}
	}
	return out
}

func triWord(t model.Tri, yes, no string) string {
	return [...]string{model.NotTold: "", model.No: no, model.Yes: yes}[t]
}

// checkLines are the last pre-check: what must be mended first.
func (p *jobPane) checkLines() []string {
	th := p.env.theme
	c := &p.check.value
	switch {
	case p.check.err != nil:
		return errorLines(p.env, p.check.err, p.w)
	case !p.check.have:
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading")}
	case !c.Ran:
		out := []string{" " + th.Paint(theme.Muted, "No pre-check is on record. A start needs one that passed.")}
		if !c.Code.Empty() {
			out = append(out, " "+th.Paint(theme.Muted, theme.Safe(joined(" ", c.Code, c.Message))))
		}
		return out
	}
	out := []string{" " + p.checkSummary()}
	for _, group := range [][]model.CheckItem{c.Failed(), c.Alarms()} {
		for _, it := range group {
			out = append(out, p.checkItem(it)...)
		}
	}
	passed := len(c.Items) - len(c.Failed()) - len(c.Alarms())
	return append(out, "", " "+th.Paint(theme.OK, th.OutcomeGlyph(model.Done))+" "+th.Paint(theme.Muted, plural(passed, "item", "items")+" passed"))
}

func (p *jobPane) checkSummary() string {
	th, c := p.env.theme, &p.check.value
	switch {
	case !c.Done():
		return th.Paint(theme.Busy, "~") + " " + th.Paint(theme.Text, "under way, "+strconv.Itoa(max(c.Process, 0))+" %")
	case c.Passed():
		return th.Paint(theme.OK, th.OutcomeGlyph(model.Done)) + " " + th.Paint(theme.Strong, "passed")
	}
	return th.Paint(theme.Bad, th.Glyph(model.Failed)) + " " + th.Paint(theme.Strong, strconv.Itoa(max(c.PassedRate, 0))+" % passed") +
		th.Paint(theme.Muted, ": mend what failed, then check again")
}

func (p *jobPane) checkItem(it model.CheckItem) []string {
	th := p.env.theme
	sign := th.Paint(theme.Warn, th.Signs().Flag)
	if it.Result.Raw() == "FAILED" {
		sign = th.Paint(theme.Bad, th.Glyph(model.Failed))
	}
	out := []string{"", " " + sign + " " + th.Paint(theme.Strong, theme.Cut(theme.Safe(joined("   ", it.Item, it.Group)), p.w-4, th.Signs().Cut))}
	for _, t := range []model.Text{it.Reason, it.Raw} {
		for _, l := range wrapped(theme.Safe(t.String()), max(p.w-5, 8)) {
			out = append(out, "   "+th.Paint(theme.Muted, l))
		}
	}
	return out
}
