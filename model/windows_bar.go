package model

import "time"

// dayHours is how many hours a day of UTC has.
const dayHours = 24

// Hours tells at which hours of the UTC day a window begins and ends, both are
// within it. A window may pass midnight. ok is false where they cannot be read.
func (w Window) Hours() (begin, end int, ok bool) {
	begin, ok1 := clockHour(w.Begin.Raw())
	end, ok2 := clockHour(w.End.Raw())
	return begin, end, ok1 && ok2
}

// Length is how many hours a window has, 1 to 24; 0 where they cannot be read.
func (w Window) Length() int {
	begin, end, ok := w.Hours()
	if !ok {
		return 0
	}
	return (end-begin+dayHours)%dayHours + 1
}

// Covers reports whether an hour of the UTC day is within a window.
func (w Window) Covers(hour int) bool {
	begin, _, ok := w.Hours()
	return ok && (hour-begin+dayHours)%dayHours < w.Length()
}

// Overlap reports whether two windows have an hour in common, also one after
// midnight.
func Overlap(a, b Window) bool {
	for hour := range dayHours {
		if a.Covers(hour) && b.Covers(hour) {
			return true
		}
	}
	return false
}

// WindowHours tells of each hour of the UTC day which window covers it, counted
// from 1, the first of several; 0: none does.
func WindowHours(windows []Window) [dayHours]int {
	var out [dayHours]int
	for hour := range out {
		for i, w := range windows {
			if w.Covers(hour) {
				out[hour] = i + 1
				break
			}
		}
	}
	return out
}

// Occurs is when a window is in force, by its hours: the time that is under way
// at now, else the next one. end is its last minute, which should be 59.
func (w Window) Occurs(now time.Time) (begin, end time.Time, ok bool) {
	hour, _, ok := w.Hours()
	if !ok {
		return time.Time{}, time.Time{}, false
	}
	length := time.Duration(w.Length()) * time.Hour
	begin = startOfHour(now, hour)
	switch {
	case begin.After(now) && begin.Add(length-day).After(now):
		begin = begin.Add(-day)
	case !begin.Add(length).After(now):
		begin = begin.Add(day)
	}
	last, _ := time.Parse("15:04", w.End.Raw()) // as Hours has read it
	return begin, begin.Add(length - time.Duration(60-last.Minute())*time.Minute), true
}

// LocalWindow is a window by the clock of a zone.
type LocalWindow struct {
	Begin string // 10:00; with its offset where that is not the end's: 01:00+00
	End   string // 13:59+08
	Day   string // "+1d": a day after UTC, or past midnight where UTC is not; "-1d": a day before; else ""
}

// Words are the window as one text: 10:00-13:59+08 +1d.
func (l LocalWindow) Words() string {
	words := l.Begin + "-" + l.End
	if l.Day != "" {
		words += " " + l.Day
	}
	return words
}

// Local is a window by the clock of a zone (nil: UTC), at the time that is under
// way at now, else at the next one. ok is false where its hours cannot be read.
func (w Window) Local(now time.Time, zone *time.Location) (l LocalWindow, ok bool) {
	begin, end, ok := w.Occurs(now)
	if !ok {
		return LocalWindow{}, false
	}
	return localWindow(begin, end, zone), true
}

// Moves tells from when on a window is at another local time, because the clocks
// of the zone change within a week. ok is false where it stays.
func (w Window) Moves(now time.Time, zone *time.Location) (from time.Time, l LocalWindow, ok bool) {
	begin, end, read := w.Occurs(now)
	if !read {
		return time.Time{}, LocalWindow{}, false
	}
	first := localWindow(begin, end, zone)
	for range 7 {
		begin, end = begin.Add(day), end.Add(day)
		if next := localWindow(begin, end, zone); next.Begin != first.Begin || next.End != first.End {
			return begin, next, true
		}
	}
	return time.Time{}, LocalWindow{}, false
}

// LocalHour is a minute of an hour of the UTC day when it comes next, by the clock
// of a zone: 10:00+08.
func LocalHour(hour, minute int, now time.Time, zone *time.Location) string {
	at := startOfHour(now, hour).Add(time.Duration(minute) * time.Minute)
	if !at.After(now) {
		at = at.Add(day)
	}
	return Clock(at, zone)
}

func localWindow(begin, end time.Time, zone *time.Location) LocalWindow {
	if zone == nil {
		zone = time.UTC
	}
	b, e := begin.In(zone), end.In(zone)
	l := LocalWindow{Begin: b.Format("15:04"), End: Clock(end, zone)}
	_, offset := b.Zone()
	if _, then := e.Zone(); then != offset {
		l.Begin = Clock(begin, zone)
	}
	switch {
	case dateOf(b).After(dateOf(begin.UTC())):
		l.Day = "+1d"
	case dateOf(b).Before(dateOf(begin.UTC())):
		l.Day = "-1d"
	case dateOf(e).After(dateOf(b)) && dateOf(end.UTC()).Equal(dateOf(begin.UTC())):
		l.Day = "+1d"
	}
	return l
}

// dateOf is the day that a clock shows.
func dateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// startOfHour is an hour of the UTC day that now is in.
func startOfHour(now time.Time, hour int) time.Time {
	return dateOf(now.UTC()).Add(time.Duration(hour) * time.Hour)
}

// clockHour reads the hour of "hh:mm".
func clockHour(clock string) (int, bool) {
	at, err := time.Parse("15:04", clock)
	return at.Hour(), err == nil
}
