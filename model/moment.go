package model

import (
	"fmt"
	"time"
)

const day = 24 * time.Hour

// Duration writes a length of time in at most five places: two units while
// the first is one digit (41s, 3m20s, 6h10m, 3d04h), then the first alone
// (12m, 22h, 41d, from 10 000 days on 27y). What does not fit is cut off, a
// second unit of zero is left out, and nothing is below 0s.
func Duration(d time.Duration) string {
	switch {
	case d < time.Second:
		return "0s"
	case d < time.Minute:
		return itoa(int(d/time.Second)) + "s"
	case d < time.Hour:
		return twoUnits(d, time.Minute, time.Second, "m", "s")
	case d < day:
		return twoUnits(d, time.Hour, time.Minute, "h", "m")
	case d < 10_000*day:
		return twoUnits(d, day, time.Hour, "d", "h")
	}
	return itoa(int(d/(365*day))) + "y"
}

func twoUnits(d, big, small time.Duration, bigName, smallName string) string {
	n, rest := int(d/big), int(d%big/small)
	if n >= 10 || rest == 0 {
		return itoa(n) + bigName
	}
	return fmt.Sprintf("%d%s%02d%s", n, bigName, rest, smallName)
}

// Lag is Duration for a Sample's lag: "-" if it was not told.
func Lag(d time.Duration) string {
	if d < 0 {
		return "-"
	}
	return Duration(d)
}

// Clock writes a time of day with its zone, to the minute: 03:12Z, 11:12+08,
// 08:42+05:30. A nil location is UTC.
func Clock(t time.Time, loc *time.Location) string { return clock(t, loc, "15:04") }

// ClockSeconds is Clock to the second, for where order matters: 03:12:08Z.
func ClockSeconds(t time.Time, loc *time.Location) string { return clock(t, loc, "15:04:05") }

func clock(t time.Time, loc *time.Location, layout string) string {
	if loc == nil {
		loc = time.UTC
	}
	t = t.In(loc)
	_, offset := t.Zone()
	if offset%3600 == 0 {
		return t.Format(layout + "Z07")
	}
	return t.Format(layout + "Z07:00")
}

// Moment is Clock with the day in front if that is not now's day in the same
// zone, and the year if that is another too: 15 Mar 04:00Z. On a day of 25 hours
// the day stands there, too, for what is a whole day away.
func Moment(t, now time.Time, loc *time.Location) string {
	if loc == nil {
		loc = time.UTC
	}
	t, now = t.In(loc), now.In(loc)
	switch {
	case t.Year() != now.Year():
		return t.Format("2 Jan 2006 ") + Clock(t, loc)
	case t.YearDay() != now.YearDay(), t.Sub(now).Abs() >= day:
		return t.Format("2 Jan ") + Clock(t, loc)
	}
	return Clock(t, loc)
}

// Words says the moment back in three forms: in UTC, in the user's zone, and
// from now: 04:00Z, 12:00+08, in 48m. The wish to start at once is now's time
// and "now"; a When that was never set is three dashes.
func (w When) Words(now time.Time, local *time.Location) (utc, loc, in string) {
	switch w.kind {
	case whenNow:
		return Clock(now, time.UTC), Clock(now, local), "now"
	case whenAt:
		return Moment(w.at, now, time.UTC), Moment(w.at, now, local), ahead(w.at.Sub(now))
	case whenUnset:
	}
	return "-", "-", "-"
}

// ahead rounds to what Duration shows, so that +48m is still "in 48m" a
// second later.
func ahead(d time.Duration) string {
	if d < 0 {
		return Duration(-d) + " ago"
	}
	switch {
	case d >= 10*day:
		d = d.Round(day)
	case d >= day, d >= 10*time.Hour && d.Round(time.Hour) < day:
		d = d.Round(time.Hour)
	case d >= 10*time.Minute:
		d = d.Round(time.Minute)
	default:
		d = d.Round(time.Second)
	}
	return "in " + Duration(d)
}
