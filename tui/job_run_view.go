package tui

import (
	"fmt"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// now tells where the run stands: phases or lag, then rates and sizes.
func (t *runTab) now() []string {
	p, th := t.pane, t.pane.env.theme
	var out []string
	add := func(label string, lines ...string) { out = p.add(out, label, lines...) }
	add("state", p.stateLines()...)
	if p.job.RunsAgain() {
		return append(append(out, ""), p.executionLines()...)
	}
	add("phases", p.phaseLines()...)
	add("objects", p.objectWords()...)
	if p.incremental() {
		out = append(out, "")
		add("lag", th.Paint(theme.Strong, model.Lag(p.sample.Lag))+th.Paint(theme.Muted, "   "+p.trend()))
		add("last 15m", p.course(15*time.Minute)...)
		add("last 1h", p.course(time.Hour)...)
	}
	out = append(out, "")
	return append(out, t.monitorLines()...)
}

// monitorLines is what the node tells; a rate or a size in the service's own
// figures, without a unit where it names none.
func (t *runTab) monitorLines() []string {
	p := t.pane
	th, m := p.env.theme, &p.monitor.value
	switch {
	case p.monitor.err != nil:
		return errorLines(p.env, p.monitor.err, p.w)
	case p.monitor.loading() && !p.monitor.have:
		return []string{" " + th.Paint(theme.Busy, "~") + th.Paint(theme.Muted, " reading what the node tells")}
	case !p.monitor.have:
		return []string{" " + th.Paint(theme.Muted, "the node tells its figures while the job runs")}
	}
	var out []string
	add := func(label string, lines ...string) { out = p.add(out, label, lines...) }
	add("behind", joinedWords(th, "   ", lagWord("capture ", m.Capture), lagWord("apply ", m.Apply)))
	add("rows", p.rowWords()...)
	add("traffic", joinedWords(th, "   ", told("in ", m.BytesIn), told("out ", m.BytesOut), bytesWord("applied ", m.ApplyRate, "/s"), told("bandwidth ", m.Bandwidth)))
	add("moved", joinedWords(th, "   ", told("", m.Moved), told("rows ", m.MovedRows)))
	add("position", joinedWords(th, "   ", told("source ", m.SourceOffset), told("node ", m.NodeOffset), told("target ", m.TargetOffset)))
	add("node", joinedWords(th, "   ", told("cpu ", m.CPU), told("memory ", m.Memory), told("disk ", m.Disk)))
	add("ends", joinedWords(th, "   ", upWord("source", m.SourceUp), upWord("target", m.TargetUp)))
	if m.Updated != (model.Text{}) {
		add("measured", th.Paint(theme.Text, p.when(m.Measured, m.Updated)))
	}
	return out
}

// joinedWords lays label and value pairs side by side; "" if nothing is told.
func joinedWords(th *theme.Theme, by string, pairs ...[2]string) string {
	out := ""
	for _, pair := range pairs {
		if pair[1] == "" {
			continue
		}
		if out != "" {
			out += by
		}
		out += th.Paint(theme.Muted, pair[0]) + th.Paint(theme.Text, theme.Safe(pair[1]))
	}
	return out
}

func told(label string, t model.Text) [2]string { return [2]string{label, groupedText(t)} }

func lagWord(label string, lag time.Duration) [2]string {
	if lag < 0 {
		return [2]string{}
	}
	return [2]string{label, model.Duration(lag)}
}

func bytesWord(label string, n int64, per string) [2]string {
	if n < 0 {
		return [2]string{}
	}
	return [2]string{label, sized(n) + per}
}

// sized writes a number of bytes in at most three digits.
func sized(n int64) string {
	units := []string{"B", "kB", "MB", "GB", "TB"}
	f, u := float64(n), 0
	for f >= 1000 && u < len(units)-1 {
		f, u = f/1000, u+1
	}
	if f >= 100 || u == 0 {
		return fmt.Sprintf("%.0f %s", f, units[u])
	}
	return fmt.Sprintf("%.1f %s", f, units[u])
}

func upWord(end string, up model.Tri) [2]string {
	switch up {
	case model.Yes:
		return [2]string{end + " ", "answers"}
	case model.No:
		return [2]string{end + " ", "does not answer"}
	case model.NotTold:
	}
	return [2]string{}
}

func (t *runTab) objectRow(o model.ObjectProgress, w int) string {
	th := t.pane.env.theme
	const bar = 12
	from, to := joined(".", o.FromDB, o.FromTable), joined(".", o.ToDB, o.ToTable)
	if to == from || to == "" {
		to = "="
	}
	names := max((w-bar-9)/2, 8)
	source := names
	if to == "=" {
		source, names = 2*names-3, 3
	}
	line := th.Paint(theme.Text, theme.Pad(theme.CutMiddle(theme.Safe(from), source-1, th.Signs().Cut), source)) +
		th.Paint(theme.Muted, theme.Pad(theme.CutMiddle(theme.Safe(to), names-1, th.Signs().Cut), names))
	if o.Percent < 0 {
		return line + th.Paint(theme.Muted, "-")
	}
	full, rest := th.Bar(bar, o.Percent)
	return line + th.Paint(theme.Text, theme.PadLeft(digit(o.Percent)+"%", 5)) + " " + th.Paint(theme.Accent, full) + th.Paint(theme.Rule, rest)
}

func (t *runTab) dirtyRow(d model.DirtyRow, w int) string {
	th := t.pane.env.theme
	where := theme.Pad(theme.CutMiddle(theme.Safe(joined(".", d.Database, d.Schema, d.Table)), 28, th.Signs().Cut), 29)
	when := th.Paint(theme.Muted, theme.Pad(t.pane.when(d.At, d.When), 17))
	if w < 76 {
		when = ""
	}
	return when + th.Paint(theme.Text, where) + th.Paint(theme.Bad, theme.Safe(d.Why.String())) + "  " + th.Paint(theme.Muted, theme.Safe(d.SQL.String()))
}

func (t *runTab) ddlRow(d model.DDL, _ int) string {
	th := t.pane.env.theme
	sign, tone := "-", theme.Muted
	switch d.Applied {
	case model.Yes:
		sign, tone = th.OutcomeGlyph(model.Done), theme.OK
	case model.No:
		sign, tone = th.Glyph(model.Failed), theme.Bad
	case model.NotTold:
	}
	when := "-"
	if !d.At.IsZero() {
		when = t.pane.env.atSecond(d.At)
	}
	return th.Paint(tone, sign) + " " + th.Paint(theme.Muted, theme.Pad(when, 16)) + " " + th.Paint(theme.Text, theme.Safe(d.SQL.String()))
}

func (t *runTab) logRow(l model.LogLine, _ int) string {
	th, tone := t.pane.env.theme, theme.Muted
	switch l.Level.Raw() {
	case "Error", "ERROR", "error":
		tone = theme.Bad
	case "Warn", "WARN", "warn":
		tone = theme.Warn
	}
	return th.Paint(theme.Muted, theme.Pad(t.pane.when(l.At, l.When), 16)) + " " +
		th.Paint(tone, theme.Pad(theme.Cut(theme.Safe(l.Level.String()), 6, ""), 6)) + th.Paint(theme.Text, theme.Safe(l.Text.String()))
}

// eventRow leaves the user out where only the beginning of it would be seen.
func (t *runTab) eventRow(e model.Event, w int) string {
	th, status := t.pane.env.theme, theme.Safe(e.Status.String())
	if w >= 70 {
		status = theme.Pad(status, 10) + " " + theme.Safe(e.User.String())
	}
	return th.Paint(theme.Muted, theme.Pad(t.pane.when(e.At, e.When), 16)) + " " +
		th.Paint(theme.Text, theme.Pad(t.eventName(e), 24)) + " " +
		th.Paint(theme.Muted, status)
}

func (*runTab) objectWhole(o model.ObjectProgress) []string {
	return []string{"from  " + joined(".", o.FromDB, o.FromTable), "to    " + joined(".", o.ToDB, o.ToTable), "done  " + digit(o.Percent) + " %"}
}

func (t *runTab) dirtyWhole(d model.DirtyRow) []string {
	return []string{t.pane.when(d.At, d.When) + "   " + joined(".", d.Database, d.Schema, d.Table), "", d.Why.String(), "", d.SQL.String()}
}

func (t *runTab) ddlWhole(d model.DDL) []string {
	word := triWord(d.Applied, "applied", "skipped or failed")
	return []string{t.moments(d) + "   " + word, "", d.SQL.String(), "", "position " + d.Checkpoint.String()}
}

func (t *runTab) moments(d model.DDL) string {
	if d.At.IsZero() {
		return "at a time not told"
	}
	return t.pane.env.atSecond(d.At)
}

func (t *runTab) logWhole(l model.LogLine) []string {
	return []string{t.pane.when(l.At, l.When) + "   " + l.Level.String(), "", l.Text.String()}
}

// eventName is what happened; of a job that runs again and again it is a run.
func (t *runTab) eventName(e model.Event) string {
	if t.pane.lacks(model.FacetRuns) == "" {
		return runName(e)
	}
	return theme.Safe(e.Name.String())
}

func (t *runTab) eventWhole(e model.Event) []string {
	by := "by "
	if t.pane.job.RunsAgain() {
		by = "on "
	}
	return []string{t.pane.when(e.At, e.When), t.eventName(e) + "   " + e.Status.String(), by + e.User.String()}
}

// when is a moment of the service's, or its own words for it.
func (p *jobPane) when(at time.Time, words model.Text) string {
	if at.IsZero() {
		return theme.Cut(theme.Safe(words.String()), 16, p.env.theme.Signs().Cut)
	}
	return p.env.atSecond(at)
}
