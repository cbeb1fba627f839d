package tui

import (
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// limitLines are the flow windows, the alarms and what ends by itself.
func (p *jobPane) limitLines() []string {
	th := p.env.theme
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

// barCells is the day as a bar: half an hour a cell.
const barCells = 48

// windowLines draw the flow windows on a bar of 24 hours in UTC with now on
// it, and below it in words, in UTC and local time.
func (p *jobPane) windowLines() []string {
	th, d := p.env.theme, &p.detail.value
	if len(d.Limits) == 0 {
		return nil
	}
	var out []string
	if bar := p.dayBar(d.Limits); bar != "" && p.room() >= barCells+12 {
		out = append(out, th.Paint(theme.Muted, "00    03    06    09    12    15    18    21    Z"), bar)
	}
	for i, w := range d.Limits {
		parts := []string{th.Paint(theme.Text, theme.Safe(w.Begin.String()+th.Signs().Dash+w.End.String()+"Z"))}
		if local := p.localWindow(w); local != "" {
			parts = append(parts, th.Paint(theme.Muted, local))
		}
		parts = append(parts, th.Paint(theme.Text, theme.Safe(w.Speed.String())+" MB/s"))
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

// dayBar is "" where a window's hours cannot be read.
func (p *jobPane) dayBar(windows []model.Window) string {
	th := p.env.theme
	var on [barCells]bool
	for _, w := range windows {
		from, ok1 := clockMinutes(w.Begin)
		to, ok2 := clockMinutes(w.End)
		if !ok1 || !ok2 {
			return ""
		}
		for c := from / 30; ; c = (c + 1) % barCells {
			on[c] = true
			if c == to/30 {
				break
			}
		}
	}
	now := p.env.now().UTC()
	at := (now.Hour()*60 + now.Minute()) / 30
	var b strings.Builder
	for c := range barCells {
		switch {
		case c == at:
			th.Write(&b, theme.Text, th.Signs().Divider)
		case on[c]:
			th.Write(&b, theme.Accent, th.Signs().Bar)
		default:
			th.Write(&b, theme.Rule, th.Signs().BarRest)
		}
	}
	return b.String()
}

func clockMinutes(t model.Text) (int, bool) {
	at, err := time.Parse("15:04", t.String())
	return at.Hour()*60 + at.Minute(), err == nil
}

// localWindow is a window by the local clock, "" where that is UTC's.
func (p *jobPane) localWindow(w model.Window) string {
	from, ok1 := clockMinutes(w.Begin)
	to, ok2 := clockMinutes(w.End)
	if !ok1 || !ok2 {
		return ""
	}
	day := p.env.now().UTC().Truncate(24 * time.Hour)
	begin, end := day.Add(time.Duration(from)*time.Minute), day.Add(time.Duration(to)*time.Minute)
	if model.Clock(begin, p.env.zone) == model.Clock(begin, time.UTC) {
		return ""
	}
	next := ""
	if begin.In(p.env.zone).YearDay() != begin.YearDay() {
		next = " +1d"
		if begin.In(p.env.zone).Before(begin) && begin.In(p.env.zone).Day() < begin.Day() {
			next = " -1d"
		}
	}
	return begin.In(p.env.zone).Format("15:04") + p.env.theme.Signs().Dash + model.Clock(end, p.env.zone) + next
}
