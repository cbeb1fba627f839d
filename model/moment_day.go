package model

import (
	"strings"
	"time"
)

// next is the first of the wish's moments that is after now; of a date that
// was named, also one before.
func (w wish) next(now time.Time) (time.Time, error) {
	y, m, d := now.In(w.zone).Date()
	var past time.Time
	for _, date := range w.days(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) {
		wall := date.Add(w.clock)
		found := instants(wall, w.zone)
		switch {
		case len(found) == 0:
			if end := gapEnd(wall, w.zone); end.After(now) {
				return time.Time{}, &WhenError{Why: wall.Format("15:04") + " does not exist on " + wall.Format("2 Jan") +
					": the clocks go forward to " + Clock(end, w.zone)}
			}
		case len(found) > 1 && found[0].After(now):
			return time.Time{}, &WhenError{Why: wall.Format("15:04") + " comes twice on " + wall.Format("2 Jan") +
				": say " + Clock(found[0], w.zone) + " or " + Clock(found[1], w.zone)}
		default:
			if t := found[len(found)-1]; t.After(now) {
				return t, nil
			}
			past = found[len(found)-1]
		}
	}
	if past.IsZero() {
		return time.Time{}, &WhenError{Why: "there is no such day"}
	}
	return past, nil
}

// instants lists the moments, in order, at which a wall clock in the zone
// shows what wall shows in UTC: none while the clocks are put forward, two
// while they are put back.
func instants(wall time.Time, loc *time.Location) []time.Time {
	var out []time.Time
	for _, p := range periods(wall, loc) {
		t := wall.Add(-p.offset)
		if !t.Before(p.from) && (p.end.IsZero() || t.Before(p.end)) {
			out = append(out, t)
		}
	}
	return out
}

// gapEnd is the moment the clocks were put forward over wall.
func gapEnd(wall time.Time, loc *time.Location) time.Time {
	var end time.Time
	for _, p := range periods(wall, loc) {
		if wall.Add(-p.offset).Before(p.from) {
			return p.from
		}
		end = p.end
	}
	return end
}

// period is a stretch of time in which a zone keeps its offset.
type period struct {
	from, end time.Time // end is zero for the last one
	offset    time.Duration
}

// periods lists those in which the wall clock could show wall.
func periods(wall time.Time, loc *time.Location) []period {
	const reach = 26 * time.Hour // no zone is further from UTC, nor ever was
	var out []period
	for at := wall.Add(-reach).In(loc); ; {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		out = append(out, period{from: at, end: end, offset: time.Duration(offset) * time.Second})
		if end.IsZero() || end.After(wall.Add(reach)) {
			return out
		}
		at = end
	}
}

// parseDays reads the words before a time: none, a weekday, 2026-03-15,
// 15 mar or 15 mar 2026.
func parseDays(words []string) (days func(today time.Time) []time.Time, ok bool) {
	switch len(words) {
	case 0:
		return func(today time.Time) []time.Time { return []time.Time{today, today.Add(day)} }, true
	case 1:
		if weekday, ok := parseWeekday(words[0]); ok {
			return func(today time.Time) []time.Time { return onWeekday(today, weekday) }, true
		}
		return oneDate("2006-1-2", words[0])
	case 2:
		return eachYear(words[0] + " " + words[1])
	case 3:
		return oneDate("2 Jan 2006", strings.Join(words, " "))
	}
	return nil, false
}

func onWeekday(today time.Time, weekday time.Weekday) []time.Time {
	ahead := int(weekday-today.Weekday()+7) % 7
	first := today.AddDate(0, 0, ahead)
	return []time.Time{first, first.AddDate(0, 0, 7)}
}

func parseWeekday(word string) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		if word == name || word == name[:3] {
			return d, true
		}
	}
	return 0, false
}

func oneDate(layout, s string) (func(time.Time) []time.Time, bool) {
	date, err := time.Parse(layout, s)
	return func(time.Time) []time.Time { return []time.Time{date} }, err == nil
}

// eachYear reads a date without its year: this year's or the next one's, as
// far as these have it.
func eachYear(s string) (func(time.Time) []time.Time, bool) {
	date, err := time.Parse("2 Jan", s) // of year 0, a leap year
	return func(today time.Time) []time.Time {
		var out []time.Time
		for year := today.Year(); year <= today.Year()+1; year++ {
			d := time.Date(year, date.Month(), date.Day(), 0, 0, 0, 0, time.UTC)
			if d.Month() == date.Month() {
				out = append(out, d)
			}
		}
		return out
	}, err == nil
}
