package tui

import (
	"strings"

	"drover/tui/theme"
)

// limitLines are the flow windows, the alarms and what ends by itself.
func (p *jobPane) limitLines() []string {
	th := p.env.theme
	if p.job.ByPath() {
		return p.scheduleLines()
	}
	out := []string{p.heading("flow control")}
	windows := p.windowLines()
	if len(windows) == 0 {
		out = append(out, " "+th.Paint(theme.Muted, "No window is set: the full phase runs as fast as it can."))
	}
	for _, w := range windows {
		out = append(out, " "+theme.Cut(w, p.w-2, th.Signs().Cut))
	}
	out = append(out, "", p.heading("alarms"))
	if alarms := p.factLines(p.detail.value.Alarm); len(alarms) > 0 {
		out = append(out, alarms...)
	} else {
		out = append(out, " "+th.Paint(theme.Muted, "none told"))
	}
	if tuning := p.factLines(p.detail.value.Tuning); len(tuning) > 0 {
		out = append(append(out, "", p.heading("tuning")), tuning...)
	}
	out = append(out, "", p.heading("clocks"))
	for _, l := range p.clockWords() {
		out = append(out, " "+l)
	}
	return out
}

// windowLines draw the flow windows on a bar of 24 hours in UTC with now on
// it, and below it in words, in UTC and local time.
func (p *jobPane) windowLines() []string {
	th, d := p.env.theme, &p.detail.value
	if len(d.Limits) == 0 {
		return nil
	}
	var out []string
	if bar := dayBar(p.env, d.Limits); bar != "" && p.room() >= barCells+12 {
		out = append(out, th.Paint(theme.Muted, dayHours), bar)
	}
	for i, w := range d.Limits {
		parts := windowParts(p.env, w)
		if i == len(d.Limits)-1 {
			parts = append(parts, th.Paint(theme.Muted, "full phase only"+p.noEffect()))
		}
		out = append(out, packed(parts, p.room())...)
	}
	return out
}

func (p *jobPane) noEffect() string {
	if strings.HasPrefix(p.job.Status.Raw(), "INCRE") {
		return ": no effect now"
	}
	return ""
}
