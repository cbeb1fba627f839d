package model

import (
	"slices"
	"strings"
)

// MaxWindows is how many flow windows a job can have.
const MaxWindows = 3

// ParseWindows reads the one value that holds all flow windows,
// "02:00-05:59=80,10:00-11:59=5": begin and end in UTC, MB a second. A part that
// was not filled in yet is empty; nothing is judged here.
func ParseWindows(value string) []Window {
	var out []Window
	for _, one := range listed(value) {
		span, speed, _ := strings.Cut(one, "=")
		begin, end, _ := strings.Cut(span, "-")
		out = append(out, Window{Begin: NewText(begin), End: NewText(end), Speed: NewText(speed)})
	}
	return out
}

// WindowsText is the value of some windows, in the order of their begins. The
// service does not heed the minutes of a begin, so they are none.
func WindowsText(windows []Window) string {
	out := make([]string, 0, len(windows))
	for _, w := range windows {
		out = append(out, w.text())
	}
	slices.Sort(out)
	return strings.Join(out, ",")
}

// text is one window within the one value.
func (w Window) text() string {
	return fullHour(w.Begin.Raw()) + "-" + w.End.Raw() + "=" + w.Speed.Raw()
}

// fullHour is a begin without its minutes.
func fullHour(begin string) string {
	if len(begin) == 5 && begin[2] == ':' {
		return begin[:3] + "00"
	}
	return begin
}
