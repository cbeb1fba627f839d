package tui

import (
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// barCells is the day as a bar: half an hour a cell; dayHours stand above it.
const (
	barCells = 48
	dayHours = "00    03    06    09    12    15    18    21    Z"
)

// dayLines are flow windows on the bar of a day, and below it in words, in UTC and
// local time. What is not filled in yet is left out.
func dayLines(e *env, all []model.Window, w int) []string {
	th := e.theme
	var windows []model.Window
	for _, one := range all {
		_, ok1 := clockMinutes(one.Begin)
		_, ok2 := clockMinutes(one.End)
		if ok1 && ok2 {
			windows = append(windows, one)
		}
	}
	var out []string
	if bar := dayBar(e, windows); bar != "" && w >= barCells+4 {
		out = append(out, " "+th.Paint(theme.Muted, dayHours), " "+bar)
	}
	for _, one := range windows {
		for _, l := range packed(windowParts(e, one), max(w-2, 8)) {
			out = append(out, " "+l)
		}
	}
	return out
}

// windowParts are a window in words: UTC, local time where that differs, speed.
func windowParts(e *env, w model.Window) []string {
	th := e.theme
	parts := []string{th.Paint(theme.Text, theme.Safe(w.Begin.String()+th.Signs().Dash+w.End.String()+"Z"))}
	if local := localWindow(e, w); local != "" {
		parts = append(parts, th.Paint(theme.Muted, local))
	}
	if w.Speed.Empty() {
		return parts
	}
	return append(parts, th.Paint(theme.Text, theme.Safe(w.Speed.String())+" MB/s"))
}

// dayBar is "" where a window's hours cannot be read.
func dayBar(e *env, windows []model.Window) string {
	th := e.theme
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
	now := e.now().UTC()
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

// localWindow is a window by the local clock, at the time that is under way or comes
// next; "" where that is UTC's.
func localWindow(e *env, w model.Window) string {
	l, ok := w.Local(e.now(), e.zone)
	if utc, _ := w.Local(e.now(), nil); !ok || l == utc {
		return ""
	}
	words := l.Begin + e.theme.Signs().Dash + l.End
	if l.Day != "" {
		words += " " + l.Day
	}
	return words
}
