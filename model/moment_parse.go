package model

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	// soonest is how far ahead a start must be by the service's clock: one that
	// is nearer should rather begin now.
	soonest = 5 * time.Minute
	// latest is drover's own limit (the service documents none): a moment
	// further away is taken for a slip of the finger.
	latest = 366 * day
)

// WhenError is why a time was not taken.
type WhenError struct {
	Why string // one clause
	// OffersNow is set if the moment is past or too near, so that starting at
	// once is what the user may want instead.
	OffersNow bool
}

// Error is the clause.
func (e *WhenError) Error() string { return e.Why }

// ParseWhen reads the time of a start. Nothing and "now" are AtOnce; else it
// is 04:00, 04:00Z, 12:00+08, 12:00+05:30, +48m, +1h30m, sat 02:00,
// 15 mar 02:00Z or 2026-03-15 02:00Z. A time without a zone is in local (nil:
// UTC), one without a day is its next occurrence. Now is the service's clock.
// Every error is a *WhenError: no time, one the zone's clocks skip or show
// twice, past, less than five minutes or more than a year ahead.
func ParseWhen(input string, now time.Time, local *time.Location) (When, error) {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(input, "：", ":")))
	if len(words) == 0 || len(words) == 1 && words[0] == "now" {
		return AtOnce(), nil
	}
	if local == nil {
		local = time.UTC
	}
	t, err := moment(words, now, local)
	if err != nil {
		return When{}, err
	}
	if err := allowed(t.Sub(now)); err != nil {
		return When{}, err
	}
	return AtTime(t), nil
}

// allowed judges how far ahead a moment is. It returns error, not its type:
// a nil pointer in an interface is not nil.
func allowed(d time.Duration) error {
	switch {
	case d < 0:
		return &WhenError{Why: "that was " + Duration(-d) + " ago by the service's clock", OffersNow: true}
	case d < soonest:
		return &WhenError{Why: "that is " + Duration(d) + " ahead by the service's clock, less than five minutes", OffersNow: true}
	case d > latest:
		return &WhenError{Why: "that is more than a year ahead"}
	}
	return nil
}

func moment(words []string, now time.Time, local *time.Location) (time.Time, error) {
	if span, ok := strings.CutPrefix(words[0], "+"); ok && len(words) == 1 {
		d, why := parseSpan(span)
		if why != "" {
			return time.Time{}, &WhenError{Why: "+ " + why}
		}
		return wholeMinute(now.Add(d), d), nil
	}
	w, ok := parseWish(words, local)
	if !ok {
		return time.Time{}, &WhenError{Why: "no time: 04:00, 04:00Z, 12:00+08, +48m, sat 02:00 or 2026-03-15 02:00Z"}
	}
	return w.next(now)
}

// wholeMinute rounds up what was asked for in minutes or more, so that the
// moment said back to the minute is the one that is sent.
func wholeMinute(t time.Time, span time.Duration) time.Time {
	if span%time.Minute != 0 || t.Truncate(time.Minute).Equal(t) {
		return t
	}
	return t.Truncate(time.Minute).Add(time.Minute)
}

// wish is a time of day in a zone, on the days that were named.
type wish struct {
	clock time.Duration // since midnight, as a wall clock shows it
	zone  *time.Location
	// days lists the dates it may be on, in order, given the date of now; a
	// date is its midnight in UTC.
	days func(today time.Time) []time.Time
}

var clockForm = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2}))?(z|utc|[+-]\d{1,2}(?::?\d{2})?)?$`)

func parseWish(words []string, local *time.Location) (wish, bool) {
	if date, clock, ok := strings.Cut(words[0], "t"); ok && strings.Count(date, "-") == 2 {
		words = append([]string{date, clock}, words[1:]...)
	}
	w := wish{zone: local}
	last := len(words) - 1
	zone := ""
	if last > 0 && isZone(words[last]) {
		zone, last = words[last], last-1
	}
	m := clockForm.FindStringSubmatch(words[last] + zone)
	if m == nil {
		return wish{}, false
	}
	hour, minute, second := number(m[1]), number(m[2]), number(m[3])
	if hour > 23 || minute > 59 || second > 59 {
		return wish{}, false
	}
	w.clock = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	zoned := true
	if m[4] != "" {
		w.zone, zoned = parseZone(m[4])
	}
	days, ok := parseDays(words[:last])
	w.days = days
	return w, zoned && ok
}

func isZone(word string) bool {
	return word != "" && word[0] != ':' && clockForm.MatchString("00:00"+word)
}

// parseZone reads z, utc, +08, +0800, +08:00 and -03:30.
func parseZone(s string) (*time.Location, bool) {
	if s == "z" || s == "utc" {
		return time.UTC, true
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	hours, minutes := digits, "0"
	if len(digits) > 2 {
		hours, minutes = digits[:len(digits)-2], digits[len(digits)-2:]
	}
	offset := number(hours)*3600 + number(minutes)*60
	if s[0] == '-' {
		offset = -offset
	}
	// The zones in use reach from -12 to +14.
	if number(minutes) > 59 || offset < -12*3600 || offset > 14*3600 {
		return nil, false
	}
	return time.FixedZone("", offset), true
}

// number reads digits that a form has matched already; none are 0.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// longest keeps sums of spans far from overflow.
const longest = 100 * 365 * day

// parseSpan reads 90s, 48m, 1h30m, 3d, 2w, in lower case; why says what is
// wrong with it.
func parseSpan(s string) (d time.Duration, why string) {
	const form = "wants a length of time: 10s, 5m, 1h30m or 2d"
	if s == "" {
		return 0, form
	}
	for s != "" {
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		if digits == 0 || digits > 10 {
			return 0, form
		}
		if digits == len(s) {
			return 0, "wants a unit after " + s + ": s, m, h or d"
		}
		unit := spanUnit(s[digits])
		if unit == 0 {
			return 0, form
		}
		n := time.Duration(number(s[:digits]))
		if n > longest/unit || d > longest {
			return 0, "wants less than a hundred years"
		}
		d += n * unit
		s = s[digits+1:]
	}
	return d, ""
}

func spanUnit(c byte) time.Duration {
	switch c {
	case 's':
		return time.Second
	case 'm':
		return time.Minute
	case 'h':
		return time.Hour
	case 'd':
		return day
	case 'w':
		return 7 * day
	}
	return 0
}
