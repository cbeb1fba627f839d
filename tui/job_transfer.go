package tui

import (
	"strconv"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// What a job that runs again and again tells besides: the run that goes on, the last
// one, the next one, and its ends, which are folders.

// lackLine says in one line why a tab is empty.
func (p *jobPane) lackLine(why string) []string {
	return []string{" " + p.env.theme.Paint(theme.Muted, theme.Cut(theme.Safe(model.Clean(why)), p.w-2, p.env.theme.Signs().Cut)+".")}
}

// runSummary is how it runs, for the overview: the run that goes on, the last and the
// next one.
func (p *jobPane) runSummary() []string {
	d := &p.detail.value
	var out []string
	if e := d.Executing; e != nil {
		out = p.add(out, "run", append([]string{p.executionBar(e)}, p.executionWords(e)...)...)
	} else if p.job.Phase() == model.PhaseFull && p.sample.Percent >= 0 {
		out = p.add(out, "run", p.bar("", p.sample.Percent, 30))
	}
	if e := d.LastRun; e != nil {
		out = p.add(out, "last run", p.executionWords(e)...)
	}
	return p.add(out, "next run", p.nextRunWords()...)
}

// executionLines tell of both runs in full, for the tab of the run: what they counted
// stands last, since it may be long.
func (p *jobPane) executionLines() []string {
	d := &p.detail.value
	if !p.detail.have {
		return p.unread()
	}
	out := p.runSummary()
	if d.Executing == nil && d.LastRun == nil {
		out = append(out, "", " "+p.env.theme.Paint(theme.Muted, "It has not run yet, as far as the service tells."))
	}
	for _, run := range []struct {
		title string
		e     *model.Execution
	}{{"the run that goes on", d.Executing}, {"the last run", d.LastRun}} {
		if run.e == nil || run.e.ID.Empty() && len(run.e.Figures) == 0 {
			continue
		}
		var facts []model.Fact
		if !run.e.ID.Empty() {
			facts = append(facts, model.Fact{Label: "id", Value: run.e.ID})
		}
		facts = append(facts, figures(run.e.Figures)...)
		out = append(append(out, "", p.heading(run.title)), p.factsFrom(p.indent()-1, facts)...)
	}
	return out
}

// allRuns is the group of facts that counts what every run together has done.
const allRuns = "all runs"

// groupFacts are the facts of a group as they are read: of those that count, figures.
func groupFacts(g model.FactGroup) []model.Fact {
	if g.Label == allRuns {
		return figures(g.Facts)
	}
	return g.Facts
}

// figures are facts that count something, each in a form that can be read.
func figures(facts []model.Fact) []model.Fact {
	out := make([]model.Fact, len(facts))
	for i, f := range facts {
		out[i] = model.Fact{Label: f.Label, Value: figureWords(f)}
	}
	return out
}

// figureWords are a number that was counted, in a form that can be read: bytes in
// three digits, the digits of others in groups.
func figureWords(f model.Fact) model.Text {
	n, err := strconv.ParseInt(f.Value.String(), 10, 64)
	if err == nil && n >= 0 && strings.HasSuffix(f.Label, "bytes") {
		return model.NewText(sized(n))
	}
	return model.NewText(groupedText(f.Value))
}

// lasted is how long something took as the service said it; seconds in the way of all
// other lengths here.
func lasted(took model.Text) string {
	words := took.String()
	n, err := strconv.Atoi(strings.TrimSuffix(words, "s"))
	if err != nil || n < 0 || n > 1<<31 {
		return theme.Safe(words)
	}
	return model.Duration(time.Duration(n) * time.Second)
}

// runName is a run as the list of runs names it, with how long it took.
func runName(e model.Event) string {
	name, took, timed := strings.Cut(e.Name.String(), ", ")
	if !timed {
		return theme.Safe(name)
	}
	return theme.Safe(name) + ", " + lasted(model.NewText(took))
}

// executionBar is how far a run is.
func (p *jobPane) executionBar(e *model.Execution) string {
	percent := e.Percent
	if p.sample.Percent >= 0 && (p.sample.Run.Empty() || p.sample.Run == e.ID) {
		percent = p.sample.Percent // read later
	}
	if percent < 0 {
		return p.env.theme.Paint(theme.Muted, "how far it is, is not told")
	}
	return p.bar("", percent, min(30, max(p.room()-6, 4)))
}

// executionWords are the state of a run, when it began, how long it took, and what
// went wrong in it.
func (p *jobPane) executionWords(e *model.Execution) []string {
	th := p.env.theme
	parts := []string{th.Paint(theme.Text, safe(e.Status))}
	if e.Status.Empty() {
		parts = nil
	}
	if !e.Phase.Empty() && e.Phase != e.Status && e.Ended.IsZero() {
		parts = append(parts, th.Paint(theme.Muted, "phase ")+th.Paint(theme.Text, safe(e.Phase)))
	}
	if !e.Begun.IsZero() {
		parts = append(parts, th.Paint(theme.Muted, "began ")+p.env.at(e.Begun))
	}
	if !e.Ended.IsZero() {
		parts = append(parts, th.Paint(theme.Muted, "ended ")+p.env.at(e.Ended))
	}
	switch now := p.env.serviceNow(); {
	case e == p.detail.value.Executing && now.After(e.Begun) && !e.Begun.IsZero():
		parts = append(parts, th.Paint(theme.Muted, "for ")+th.Paint(theme.Text, model.Duration(now.Sub(e.Begun))))
	case !e.Took.Empty():
		parts = append(parts, th.Paint(theme.Muted, "took ")+th.Paint(theme.Text, lasted(e.Took)))
	case e.Ended.After(e.Begun) && !e.Begun.IsZero():
		parts = append(parts, th.Paint(theme.Muted, "took ")+th.Paint(theme.Text, model.Duration(e.Ended.Sub(e.Begun))))
	}
	count := func(n int, one, many string, tone theme.Tone) {
		if n > 0 {
			parts = append(parts, th.Paint(tone, plural(n, one, many)))
		}
	}
	count(e.Failures, "failure", "failures", theme.Bad)
	count(e.Warnings, "warning", "warnings", theme.Warn)
	if !e.Node.Empty() && p.tab == tabRun {
		parts = append(parts, th.Paint(theme.Muted, "on ")+th.Paint(theme.Text, safe(e.Node)))
	}
	return packed(parts, p.room())
}

// nextRunWords are when the job runs next by itself, in UTC and in local time, and how
// long it is until then.
func (p *jobPane) nextRunWords() []string {
	th, at := p.env.theme, p.job.NextRun
	switch {
	case !at.IsZero():
		in := "in " + model.Duration(max(at.Sub(p.env.now()), 0))
		if at.Before(p.env.now()) {
			in = "due"
		}
		return packed([]string{th.Paint(theme.Strong, p.env.moment(at)), th.Paint(theme.Muted, in)}, p.room())
	case p.job.Mode.Empty():
		return []string{th.Paint(theme.Muted, "not told")}
	case p.job.Mode == model.NewText(model.ScheduleAuto):
		return []string{th.Paint(theme.Muted, "not told; its schedule is ") + th.Paint(theme.Text, safe(p.job.Mode))}
	}
	return []string{th.Paint(theme.Muted, "not by itself; its schedule is ") + th.Paint(theme.Text, safe(p.job.Mode))}
}

// folderLine is one end: what it is reached through, the folder, and who that is done
// as.
func (p *jobPane) folderLine(e model.Endpoint) []string {
	th := p.env.theme
	name := safe(e.Name)
	if name == "" {
		name = safe(e.Instance)
	}
	parts := make([]string, 0, 4)
	for _, w := range []string{name, safe(e.Address)} {
		if w != "" {
			parts = append(parts, th.Paint(theme.Text, w))
		}
	}
	if !e.User.Empty() {
		parts = append(parts, th.Paint(theme.Muted, "as ")+th.Paint(theme.Text, safe(e.User)))
	}
	if !e.Engine.Empty() {
		parts = append(parts, th.Paint(theme.Muted, safe(e.Engine)))
	}
	return packed(parts, p.room())
}

// folderFacts are every fact of such an end.
func (p *jobPane) folderFacts(e model.Endpoint) []string {
	var out []string
	for _, f := range []struct {
		label string
		value model.Text
	}{{"platform", e.Engine}, {"connection", e.Name}, {"its id", e.Instance}, {"path", e.Address}, {"as", e.User}} {
		if !f.value.Empty() {
			out = append(out, p.labelled(f.label, p.env.theme.Paint(theme.Text, safe(f.value))))
		}
	}
	return out
}

// scheduleLines are when it runs, and all else the service tells in groups of its own.
func (p *jobPane) scheduleLines() []string {
	groups, w := p.detail.value.Groups, p.indent()-1
	for _, g := range groups {
		for _, f := range g.Facts {
			w = max(w, theme.Width(f.Label)+2)
		}
	}
	out := []string{p.heading("schedule")}
	label := "next run"
	for _, l := range p.nextRunWords() {
		out = append(out, " "+p.env.theme.Paint(theme.Muted, theme.Pad(label, w))+theme.Cut(l, max(p.w-w-2, 1), p.env.theme.Signs().Cut))
		label = ""
	}
	for _, g := range groups {
		if title := theme.Safe(model.Clean(g.Label)); title != "schedule" {
			out = append(out, "", p.heading(title))
		}
		out = append(out, p.factsFrom(w, groupFacts(g))...)
	}
	return out
}
