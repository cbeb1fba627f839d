package sim

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// dvSchedule is when a transfer runs, read from its schedule. Times of day are
// the server's, whose zone is UTC.
type dvSchedule struct {
	mode       string
	days       [7]bool
	start, end time.Time // zero: none
	count      int       // runs a day; 0: no end
	every      time.Duration
	from, to   time.Duration // of the day; below 0: none
	at         time.Duration // of the day; below 0: none
	longest    time.Duration // of a run; 0: no end
}

// dvEvery is how often an automatic transfer runs unless it says otherwise.
const dvEvery = 15 * time.Minute

const dvDay = 24 * time.Hour

// dvReadSchedule reads a schedule whose shape was checked.
func dvReadSchedule(m map[string]any) (dvSchedule, error) {
	s := dvSchedule{mode: dvString(m["mode"]), every: dvEvery, from: -1, to: -1, at: -1}
	s.mode = or(s.mode, "manual")
	s.days = dvReadDays(m["days"])
	s.start, s.end = dvMoment(m["start_date"]), dvMoment(m["end_date"])
	if n, ok := dvInt(m["repeat_count"]); ok {
		s.count = int(n)
	}
	if d := dvInterval(m["repeat_interval"]); d > 0 {
		s.every = max(d, time.Second)
	}
	s.longest = dvInterval(m["max_execution"])
	s.from, s.to, s.at = dvTimeOfDay(m["start_window"]), dvTimeOfDay(m["end_window"]), dvTimeOfDay(m["run_at"])
	switch {
	case s.to >= 0 && s.at >= 0:
		return s, errors.New("end_window excludes run_at")
	case !s.start.IsZero() && !s.end.IsZero() && s.end.Before(s.start):
		return s, errors.New("end_date is before start_date")
	}
	return s, nil
}

// next is the moment of the next run: not before now, and not before the
// interval since the last one has passed. ran tells how many runs a day had.
func (s dvSchedule) next(now, last time.Time, ran func(day time.Time) int) (time.Time, bool) {
	if s.mode != "auto" {
		return time.Time{}, false
	}
	rested := now
	if !last.IsZero() {
		rested = dvLater(now, last.Add(s.every))
	}
	t := dvLater(now, s.start)
	if s.at < 0 { // an hour of the day does not wait for the interval since yesterday
		t = dvLater(t, rested)
	}
	const days = 800
	for range days {
		day := t.UTC().Truncate(dvDay)
		if at, ok := s.onDay(day, t, rested, ran(day)); ok {
			return at, s.end.IsZero() || !at.After(s.end)
		}
		t = day.Add(dvDay)
	}
	return time.Time{}, false
}

// onDay is the first moment of a day, from t on, at which a run may begin.
func (s dvSchedule) onDay(day, t, rested time.Time, ran int) (time.Time, bool) {
	if !s.days[day.Weekday()] || s.count > 0 && ran >= s.count {
		return t, false
	}
	if s.at >= 0 {
		at := day.Add(s.at)
		if ran > 0 {
			at = dvLater(t, rested)
			return at, s.count > ran && at.Before(day.Add(dvDay))
		}
		return at, !at.Before(t)
	}
	return s.inWindow(day, t)
}

// inWindow: no run begins exactly at the end of the window, which may pass
// midnight.
func (s dvSchedule) inWindow(day, t time.Time) (time.Time, bool) {
	from, to := max(s.from, 0), s.to
	if to < 0 {
		to = dvDay
	}
	clock := t.Sub(day)
	switch {
	case from < to && clock < from, from > to && clock >= to && clock < from:
		return day.Add(from), true
	case from < to && clock >= to:
		return t, false
	}
	return t, true
}

func dvLater(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// dvReadDays reads one day or a list of them; without any it is every day.
func dvReadDays(v any) (days [7]bool) {
	list, many := v.([]any)
	if !many {
		list = []any{v}
	}
	for _, one := range list {
		for d := time.Sunday; d <= time.Saturday; d++ {
			if dvDayIs(d, dvString(one)) {
				days[d] = true
			}
		}
	}
	return days
}

func dvDayIs(d time.Weekday, word string) bool {
	switch word {
	case "", "everyday":
		return true
	case "weekdays":
		return d != time.Saturday && d != time.Sunday
	case "weekends":
		return d == time.Saturday || d == time.Sunday
	}
	return [...]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}[d] == word
}

// dvMoment reads epoch seconds, which may be written as a string.
func dvMoment(v any) time.Time {
	n, ok := dvInt(v)
	if !ok {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}

func dvInterval(v any) time.Duration {
	m, _ := v.(map[string]any)
	value, err := strconv.ParseFloat(fmt.Sprint(m["value"]), 64)
	if err != nil || value <= 0 {
		return 0
	}
	unit := map[string]time.Duration{
		"ns": 1, "us": time.Microsecond, "ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": dvDay,
	}[dvString(m["unit"])]
	const longest = 100 * 365 * dvDay
	return time.Duration(min(value*float64(unit), float64(longest)))
}

// dvTimeOfDay is below 0 where there is none.
func dvTimeOfDay(v any) time.Duration {
	m, ok := v.(map[string]any)
	if !ok {
		return -1
	}
	var d time.Duration
	for name, unit := range map[string]time.Duration{"hr": time.Hour, "min": time.Minute, "sec": time.Second, "ms": time.Millisecond} {
		if n, ok := dvInt(m[name]); ok {
			d += time.Duration(n) * unit
		}
	}
	return d
}
