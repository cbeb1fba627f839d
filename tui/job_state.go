package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// stateLines tell the state, how long it lasts, its wire name, why it failed
// and how the job came to it.
func (p *jobPane) stateLines() []string {
	th, st := p.env.theme, p.job.State
	now := p.env.now()
	course := p.course0()
	line := th.Paint(th.FamilyTone(st.Family), th.Glyph(st.Family)) + " " + th.Paint(theme.Strong, st.Word)
	if n := len(course); n > 0 && course[n-1].Word == st.Word {
		line += th.Paint(theme.Muted, " for ") + th.Paint(theme.Text, model.Duration(now.Sub(course[n-1].At)))
	}
	var out []string
	if wire := p.job.Status.String(); wire == st.Word {
		out = append(out, line)
	} else if p.w >= 70 {
		out = append(out, theme.Pad(line, 32)+th.Paint(theme.Muted, wire))
	} else {
		out = append(out, line, th.Paint(theme.Muted, wire))
	}
	if p.job.Idle {
		out = append(out, th.Paint(theme.Warn, th.Signs().Flag)+" "+th.Paint(theme.Text, "switched off in the server (disabled): it does not run"))
	}
	for _, l := range p.failureLines() {
		out = append(out, th.Paint(theme.Bad, l))
	}
	return append(out, p.courseLines(course)...)
}

// failureLines quote why the job failed, in at most four lines.
func (p *jobPane) failureLines() []string {
	if !p.detail.have || p.detail.value.Failure.Empty() {
		return nil
	}
	d := &p.detail.value
	lines := wrapped(theme.Safe(joined(" ", d.FailureCode, d.Failure)), p.room())
	if len(lines) > 4 {
		lines = append(lines[:3], lines[3]+p.env.theme.Signs().Cut)
	}
	return lines
}

// course0 is how the job came to its state, as far as it is known.
func (p *jobPane) course0() []model.Turn {
	d := p.detail.value
	d.Job = p.job
	return d.Course(p.known.since)
}

// courseLines lay the turns side by side, each with how long it lasted.
func (p *jobPane) courseLines(course []model.Turn) []string {
	if len(course) < 2 {
		return nil
	}
	th := p.env.theme
	var parts []string
	for _, t := range course {
		w := th.Paint(theme.Muted, p.env.at(t.At)+" ") + th.Paint(theme.Text, t.Word)
		if t.Ended.After(t.At) && t.Word != p.job.State.Word {
			w += th.Paint(theme.Muted, " "+model.Duration(t.Ended.Sub(t.At)))
		}
		parts = append(parts, w)
	}
	whole := strings.Join(parts, th.Paint(theme.Muted, " "+th.Signs().Crumb+" "))
	if theme.Width(whole) <= p.room() {
		return []string{whole}
	}
	return packed(parts, p.room())
}

func (p *jobPane) incremental() bool { return p.job.Phase() == model.PhaseLags }

// scheduled reports a job that waits for a moment that is known.
func (p *jobPane) scheduled() bool {
	return p.job.Phase() == model.PhaseWaits && !p.known.begins.IsZero()
}

// lagLabel is what stands before lagLines.
func (p *jobPane) lagLabel() string {
	if p.scheduled() {
		return "starts"
	}
	return "lag"
}

// lagLines tell the lag with its course, or when a scheduled job starts.
func (p *jobPane) lagLines() []string {
	th, now := p.env.theme, p.env.now()
	switch {
	case p.scheduled():
		return []string{th.Paint(theme.Strong, p.env.moment(p.known.begins)) +
			th.Paint(theme.Muted, "  in "+model.Duration(max(p.known.begins.Sub(now), 0)))}
	case !p.incremental() || p.sample.Lag < 0:
		return nil
	}
	tone, lag, n, tail := theme.Strong, model.Duration(p.sample.Lag), 20, p.trend()
	if p.sample.Lag > lagIsLong {
		tone = theme.Warn
	}
	if p.w < 70 { // the trend as a sign beside the number
		lag, n, tail = lag+p.trendSign(), 10, ""
	}
	line := th.Paint(tone, theme.Pad(lag, 7))
	spark, sparkTone := th.Spark(p.trail.Spark(now, 15*time.Minute, n))
	if sparkTone == theme.Text {
		sparkTone = theme.Accent
	}
	line += th.Paint(sparkTone, spark) + "  "
	if lag, at, ok := p.trail.Max(now, 15*time.Minute); ok {
		line += th.Paint(theme.Muted, "15m, max ") + th.Paint(theme.Text, model.Duration(lag)) + th.Paint(theme.Muted, " at "+p.env.at(at))
	}
	if tail != "" {
		line += th.Paint(theme.Muted, "   "+tail)
	}
	return []string{line}
}

func (p *jobPane) trendSign() string {
	switch signs := p.env.theme.Signs(); p.trend() {
	case "falling":
		return signs.SortDown
	case "rising":
		return signs.SortUp
	}
	return ""
}

// trend is where the lag goes, by its last two readings.
func (p *jobPane) trend() string {
	switch {
	case p.trail.Empty():
	case p.trail.Fell:
		return "falling"
	case p.trail.Grew:
		return "rising"
	}
	return ""
}

// course draws the lag over a span, with its maximum and when that was.
func (p *jobPane) course(span time.Duration) []string {
	th, now := p.env.theme, p.env.now()
	if p.trail.Empty() {
		return []string{th.Paint(theme.Muted, "nothing seen yet")}
	}
	spark, tone := th.Spark(p.trail.Spark(now, span, 20))
	if tone == theme.Text {
		tone = theme.Accent
	}
	line := th.Paint(tone, spark)
	if lag, at, ok := p.trail.Max(now, span); ok {
		line += "   " + th.Paint(theme.Muted, "max ") + th.Paint(theme.Text, model.Duration(lag)) + th.Paint(theme.Muted, " at "+p.env.at(at))
	}
	return []string{line}
}

// phaseLines are the full phase: one bar of 30 with percent, then each part
// with its own, and the service's estimate.
func (p *jobPane) phaseLines() []string {
	if phase := p.job.Phase(); phase == model.PhaseNone || phase == model.PhaseWaits || phase == model.PhaseLags || p.sample.Percent < 0 {
		return nil
	}
	th := p.env.theme
	out := []string{p.bar("", p.sample.Percent, 30)}
	for _, st := range inOrder(p.sample.Stages) {
		if st.Percent >= 0 {
			out = append(out, p.bar(theme.Pad(theme.Cut(theme.Safe(st.Name.String()), 10, ""), 11), st.Percent, 19)+p.left(st.Left, ""))
		}
	}
	if left := p.left(p.sample.Left, "about "); left != "" {
		out = append(out, strings.TrimLeft(left, " ")+th.Paint(theme.Muted, " left, says the service"))
	}
	return out
}

// inOrder sorts the stages by when they run; those drover does not know come
// last.
func inOrder(stages []model.Stage) []model.Stage {
	rank := func(s model.Stage) int {
		for i, part := range []string{"struct", "data", "index"} {
			if strings.Contains(strings.ToLower(s.Name.String()), part) {
				return i
			}
		}
		return 3
	}
	out := slices.Clone(stages)
	slices.SortStableFunc(out, func(a, b model.Stage) int { return rank(a) - rank(b) })
	return out
}

func (p *jobPane) bar(label string, percent, w int) string {
	th, tone := p.env.theme, theme.Accent
	if p.job.State.Family == model.Failed {
		tone = theme.Bad
	}
	full, rest := th.Bar(w, percent)
	return th.Paint(theme.Muted, label) + th.Paint(tone, full) + th.Paint(theme.Rule, rest) + th.Paint(theme.Text, theme.PadLeft(digit(percent)+"%", 5))
}

// left is the service's estimate of the time left: seconds, where it is a
// number; else its own words.
func (p *jobPane) left(words model.Text, about string) string {
	s := words.String()
	if s == "" || s == "0" || p.job.State.Family == model.Failed { // what stands still takes no time
		return ""
	}
	if n, err := strconv.Atoi(s); err == nil {
		s = model.Duration(time.Duration(n) * time.Second)
	}
	return "  " + p.env.theme.Paint(theme.Muted, about+theme.Safe(s))
}

// rowWords are the rates at both ends, where the node tells them.
func (p *jobPane) rowWords() []string {
	th, m := p.env.theme, &p.monitor.value
	if !p.monitor.have || p.job.State.Family != model.Running { // what was read before it ended is of then
		return nil
	}
	rate := func(t model.Text, word string) string {
		if t.Empty() {
			return ""
		}
		return th.Paint(theme.Text, theme.Safe(groupedText(t))+"/s") + th.Paint(theme.Muted, " "+word)
	}
	var parts []string
	for _, w := range []string{rate(m.RowsIn, "in"), rate(m.RowsOut, "out")} {
		if w != "" {
			parts = append(parts, w)
		}
	}
	return packed(parts, p.room())
}

// clockWords names what happens by itself, and when.
func (p *jobPane) clockWords() []string {
	th, now := p.env.theme, p.env.now()
	d, ok := model.NextDeadline(p.job, p.known.since, p.known.expires)
	if left := d.At.Sub(now); ok && left > 0 {
		sign, tone := "", theme.Text
		if d.Near(now) {
			sign, tone = th.Paint(theme.Warn, th.Signs().Flag)+" ", theme.Warn
		}
		return packed([]string{sign + th.Paint(theme.Text, d.What+" in ") + th.Paint(tone, model.Duration(left)), th.Paint(theme.Muted, p.env.moment(d.At))}, p.room())
	} else if ok {
		return []string{th.Paint(theme.Warn, th.Signs().Flag) + " " + th.Paint(theme.Text, "since "+p.env.moment(d.At)+": "+d.What)}
	}
	if p.known.expires > 0 && p.job.State.Family != model.Ended && p.job.Charging != model.Period {
		ends, next := th.Paint(theme.Text, "ends by itself "+digit(p.known.expires)+"d after a failure"), th.Paint(theme.Muted, "next: none running out")
		return packed([]string{ends, next}, p.room())
	}
	return nil
}
