package tui

import (
	"fmt"
	"slices"
	"strings"

	"drover/model"
	"drover/tui/theme"
)

// overview answers most questions without another key, the urgent ones first.
func (p *jobPane) overview() []string {
	if !p.detail.have {
		return p.summary()
	}
	var out []string
	add := func(label string, lines ...string) { out = p.add(out, label, lines...) }
	blank := func() { out = append(out, "") }
	d := &p.detail.value
	add("state", p.stateLines()...)
	add("copy", p.copyLines()...)
	add(p.lagLabel(), p.lagLines()...)
	if p.job.RunsAgain() {
		out = append(out, p.runSummary()...)
	} else {
		add("phases", p.phaseLines()...)
		add("rows", p.rowWords()...)
	}
	clocks := p.clockWords()
	if near, ok := model.NextDeadline(p.job, p.known.since, p.known.expires); ok && near.Near(p.env.now()) {
		add("clocks", clocks...)
		clocks = nil
	}
	blank()
	add("from", p.endLines(d.From)...)
	add("to", p.endLines(d.To)...)
	if !p.job.ByPath() {
		add("secrets", p.secretWords())
	}
	blank()
	add("objects", p.objectWords()...)
	add("policy", p.factWords(d.Policy)...)
	add("limit", p.windowLines()...)
	add("alarms", p.factWords(slices.DeleteFunc(slices.Clone(d.Alarm), isOff))...)
	add("clocks", clocks...)
	for _, g := range d.Groups {
		add(theme.Safe(model.Clean(g.Label)), p.factWords(groupFacts(g))...)
	}
	add("tags", p.tagWords()...)
	add("id", p.env.theme.Paint(theme.Text, p.job.ID.String()))
	out = append(out, p.canLines()...)
	out = append(out, p.eventLines()...)
	out = append(out, "", p.heading("more"))
	add("node", p.nodeWords()...)
	add("order", p.orderWords()...)
	add("position", joinedWords(p.env.theme, "   ", told("", d.Position), told("gtid ", d.GTID)))
	add("times", p.timeWords()...)
	add("kind", p.moreWords()...)
	return out
}

// add appends labelled lines: the label stands before the first of them.
func (p *jobPane) add(out []string, label string, lines ...string) []string {
	for _, l := range lines {
		if l == "" {
			continue
		}
		out = append(out, p.labelled(label, l))
		label = ""
	}
	return out
}

// indent is how many cells label and margin take.
func (p *jobPane) indent() int {
	if p.w < 70 {
		return 11
	}
	return 12
}

// room is how many cells a value has.
func (p *jobPane) room() int { return max(p.w-p.indent()-1, 1) }

func (p *jobPane) labelled(label, text string) string {
	th := p.env.theme
	return " " + th.Paint(theme.Muted, theme.Pad(label, p.indent()-1)) + theme.Cut(text, p.room(), th.Signs().Cut)
}

// summary is what the list knew, while the detail is being read.
func (p *jobPane) summary() []string {
	out := p.add(nil, "state", p.stateLines()...)
	out = p.add(out, "copy", p.copyLines()...)
	out = p.add(out, p.lagLabel(), p.lagLines()...)
	out = p.add(out, "from, to", ends(p.job.Engine))
	out = p.add(out, "id", p.job.ID.String())
	out = append(out, p.canLines()...)
	if p.detail.loading() || p.detail.err != nil {
		out = append(append(out, ""), p.unread()...)
	}
	return out
}

// endLines draws one end, or several: engine, address, user, place, TLS.
func (p *jobPane) endLines(ends []model.Endpoint) []string {
	th := p.env.theme
	var out []string
	for _, e := range ends {
		if p.job.ByPath() {
			out = append(out, p.folderLine(e)...)
			continue
		}
		where := joined(":", e.Address, e.Port)
		if where == "" {
			where = joined(" ", e.Name, e.Instance)
		}
		tls := ""
		switch e.TLS {
		case model.Yes:
			tls = th.Paint(theme.Muted, "tls on")
		case model.No:
			tls = th.Paint(theme.Muted, "tls ") + th.Paint(theme.Warn, "off")
		case model.NotTold:
		}
		parts := []string{th.Paint(theme.Text, theme.Safe(e.Engine.String())), th.Paint(theme.Text, theme.Safe(where))}
		if p.w >= 70 {
			parts = []string{th.Paint(theme.Text, theme.Pad(theme.Safe(e.Engine.String()), 12)+" "+theme.Pad(theme.Safe(where), 22))}
		}
		for _, w := range []string{th.Paint(theme.Text, theme.Safe(e.User.String())), tls, th.Paint(theme.Muted, zoneWords(e))} {
			if theme.Width(w) > 0 {
				parts = append(parts, w)
			}
		}
		out = append(out, packed(parts, p.room())...)
	}
	return out
}

// zoneWords is region and zone, which often repeats it: cn-north-4 az a.
func zoneWords(e model.Endpoint) string {
	region, zone := e.Region.String(), e.Zone.String()
	if rest, ok := strings.CutPrefix(zone, region); ok && region != "" && rest != "" {
		zone = "az " + rest
	}
	return theme.Safe(strings.TrimSpace(region + " " + zone))
}

func joined(by string, parts ...model.Text) string {
	var out []string
	for _, p := range parts {
		if !p.Empty() {
			out = append(out, p.String())
		}
	}
	return strings.Join(out, by)
}

// secretWords counts the passwords the service holds, where it tells.
func (p *jobPane) secretWords() string {
	th, set, told := p.env.theme, 0, 0
	d := &p.detail.value
	for _, e := range append(append([]model.Endpoint{}, d.From...), d.To...) {
		if e.Password != model.NotTold {
			told++
		}
		if e.Password == model.Yes {
			set++
		}
	}
	if told == 0 {
		return th.Paint(theme.Muted, "not told by the service")
	}
	return th.Paint(theme.Text, fmt.Sprintf("%d set", set)) + th.Paint(theme.Muted, "   never shown, logged, copied")
}

func (p *jobPane) objectWords() []string {
	th := p.env.theme
	if s := p.detail.value.Scope; s.Told {
		return packed(p.scopeWords(s), p.room())
	}
	var parts []string
	for _, o := range p.detail.value.Objects {
		w := th.Paint(theme.Text, theme.Safe(groupedText(o.Source))) + th.Paint(theme.Muted, " "+objectWord(o))
		if !o.Done.Empty() && o.Done != o.Source && p.sample.Percent > 0 {
			w = th.Paint(theme.Text, theme.Safe(groupedText(o.Done))) + th.Paint(theme.Muted, " of ") + w
		}
		parts = append(parts, w)
	}
	return packed(parts, p.room())
}

// scopeWords is what was chosen to move.
func (p *jobPane) scopeWords(s model.Scope) []string {
	th := p.env.theme
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{s.Databases, "databases"}, {s.Schemas, "schemas"}, {s.Tables, "tables"}, {s.Others, "others"}, {s.Renamed, "renamed"}, {s.Users, "users"}, {s.Roles, "roles"}} {
		if c.n > 0 {
			parts = append(parts, th.Paint(theme.Text, grouped(c.n))+th.Paint(theme.Muted, " "+c.word))
		}
	}
	if s.Whole == model.Yes {
		parts = append(parts, th.Paint(theme.Muted, "whole databases"))
	}
	return parts
}

// nodeWords is the machine that runs the job.
func (p *jobPane) nodeWords() []string {
	th, d := p.env.theme, &p.detail.value
	var parts []string
	for _, w := range [][2]string{
		told("", d.NodeType), told("", d.Node.Shape), told("", d.Node.Arch), told("az ", d.Node.Zone), told("ip ", d.Node.Address),
		told("public ", d.Node.Public), told("", d.Node.Status), told("", d.Node.Role),
	} {
		if w[1] != "" {
			parts = append(parts, th.Paint(theme.Muted, w[0])+th.Paint(theme.Text, theme.Safe(w[1])))
		}
	}
	return packed(parts, p.room())
}

// orderWords is the subscription of a job billed by month or year.
func (p *jobPane) orderWords() []string {
	th, o := p.env.theme, p.detail.value.Order
	if o.Count == 0 {
		return nil
	}
	parts := []string{th.Paint(theme.Text, plural(o.Count, o.Unit, o.Unit+"s"))}
	if !o.Status.Empty() {
		parts = append(parts, th.Paint(theme.Text, theme.Safe(o.Status.String())))
	}
	if !o.Ends.IsZero() {
		parts = append(parts, th.Paint(theme.Muted, "ends ")+p.env.at(o.Ends))
	}
	if w := triWord(o.Renews, "renews by itself", "does not renew by itself"); w != "" {
		parts = append(parts, th.Paint(theme.Muted, w))
	}
	return packed(parts, p.room())
}

// objectWord is the kind of what was counted, in the plural where that is plain.
func objectWord(o model.ObjectCount) string {
	word := theme.Safe(strings.ToLower(o.Kind.String()))
	switch {
	case word == "index":
		return "indexes"
	case o.Source.String() != "1" && len(word) > 2 && !strings.HasSuffix(word, "s"):
		return word + "s"
	}
	return word
}

// groupedText groups the digits of a number that came as text.
func groupedText(t model.Text) string {
	s := t.String()
	if len(s) < 4 || len(s) > 15 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return groupedDigits(s)
}

// factWords lays facts side by side.
func (p *jobPane) factWords(facts []model.Fact) []string {
	th := p.env.theme
	parts := make([]string, 0, len(facts))
	for _, f := range facts {
		parts = append(parts, th.Paint(theme.Muted, f.Label+" ")+th.Paint(theme.Text, theme.Safe(f.Value.String())))
	}
	return packed(parts, p.room())
}

// isOff reports a fact that says that there is nothing.
func isOff(f model.Fact) bool { return f.Value == model.NewText("off") || f.Label == "topic" }

// packed lays parts side by side, as many on a line as fit into w cells.
func packed(parts []string, w int) []string {
	var out []string
	line, used := "", 0
	for _, p := range parts {
		width := theme.Width(p)
		if used > 0 && used+3+width > w {
			out, line, used = append(out, line), "", 0
		}
		if used > 0 {
			line, used = line+"   ", used+3
		}
		line, used = line+p, used+width
	}
	if used > 0 {
		out = append(out, line)
	}
	return out
}
