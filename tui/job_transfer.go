package tui

import (
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

// executionLines tell of both runs in full, for the tab of the run.
func (p *jobPane) executionLines() []string {
	th, d := p.env.theme, &p.detail.value
	if !p.detail.have {
		return p.unread()
	}
	var out []string
	for _, run := range []struct {
		title string
		e     *model.Execution
	}{{"the run that goes on", d.Executing}, {"the last run", d.LastRun}} {
		if run.e == nil {
			continue
		}
		out = append(out, "", p.heading(run.title))
		if run.e == d.Executing {
			out = p.add(out, "progress", p.executionBar(run.e))
		}
		out = p.add(out, "state", p.executionWords(run.e)...)
		if !run.e.ID.Empty() {
			out = p.add(out, "id", th.Paint(theme.Text, safe(run.e.ID)))
		}
		out = append(out, p.factsFrom(p.indent()-1, run.e.Figures)...)
	}
	if len(out) == 0 {
		out = []string{"", " " + th.Paint(theme.Muted, "It has not run yet, as far as the service tells.")}
	}
	return p.add(append(out, ""), "next run", p.nextRunWords()...)
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
	switch {
	case !e.Took.Empty():
		parts = append(parts, th.Paint(theme.Muted, "took ")+th.Paint(theme.Text, safe(e.Took)))
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
	case p.job.Mode.Raw() == model.ScheduleAuto:
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
	out := p.add([]string{p.heading("schedule")}, "next run", p.nextRunWords()...)
	for _, g := range p.detail.value.Groups {
		label := theme.Safe(model.Clean(g.Label))
		if label != "schedule" {
			out = append(out, "", p.heading(label))
		}
		out = append(out, p.factsFrom(p.indent()-1, g.Facts)...)
	}
	return out
}
