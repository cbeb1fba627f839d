package model

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Shortcuts for several days, as the server takes them.
const (
	scheduleEveryday = "everyday"
	scheduleWeekdays = "weekdays"
	scheduleWeekends = "weekends"
)

// scheduleDays are the days of a week in the order of the form.
func scheduleDays() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}

// scheduleShortcut lists the days that a shortcut stands for; nil: it is none.
func scheduleShortcut(token string) []string {
	switch token {
	case scheduleEveryday:
		return scheduleDays()
	case scheduleWeekdays:
		return scheduleDays()[:5]
	case scheduleWeekends:
		return scheduleDays()[5:]
	}
	return nil
}

// scheduleTokens are all words for days that drover knows.
func scheduleTokens() []string {
	return append([]string{scheduleEveryday, scheduleWeekdays, scheduleWeekends}, scheduleDays()...)
}

// scheduleDaysOf are the days that a list names, in the order of a week, and after
// them what drover does not know; none: it names no day, which is every day.
func scheduleDaysOf(value string) []string {
	var named []string
	for _, token := range listed(strings.ToLower(value)) {
		if days := scheduleShortcut(token); days != nil {
			named = append(named, days...)
			continue
		}
		named = append(named, token)
	}
	out := slices.DeleteFunc(scheduleDays(), func(d string) bool { return !slices.Contains(named, d) })
	return append(out, slices.Sorted(slices.Values(strange(scheduleDays(), strings.Join(named, ","))))...)
}

// scheduleDaysCanonical is a list of days as it is compared: every day is the same as
// none named, which is what the server takes it for.
func scheduleDaysCanonical(value string) string {
	days := scheduleDaysOf(value)
	if slices.Equal(days, scheduleDays()) {
		return ""
	}
	return strings.Join(slices.Compact(days), ",")
}

var scheduleClockForm = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$`)

// scheduleClock reads a time of a day: 02:00, 02:00:30, 02:00:30.500.
func scheduleClock(text string) (time.Duration, bool) {
	m := scheduleClockForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, false
	}
	hour, minute, second := number(m[1]), number(m[2]), number(m[3])
	if hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	millis := number((m[4] + "000")[:3])
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second +
		time.Duration(millis)*time.Millisecond, true
}

// scheduleClockText writes a time of a day as shortly as it can be.
func scheduleClockText(d time.Duration) string {
	at := time.Time{}.Add(d)
	switch {
	case d%time.Minute == 0:
		return at.Format("15:04")
	case d%time.Second == 0:
		return at.Format("15:04:05")
	}
	return at.Format("15:04:05.000")
}

var scheduleLengthForm = regexp.MustCompile(`^(\d{1,15}(?:\.\d{1,9})?)\s*(ns|us|ms|s|m|h|d)$`)

// scheduleUnit is a unit of the server's lengths.
func scheduleUnit(unit string) time.Duration {
	switch unit {
	case "ns":
		return time.Nanosecond
	case "us":
		return time.Microsecond
	case "ms":
		return time.Millisecond
	}
	return spanUnit(unit[0])
}

// scheduleLength reads a length: a number and a unit, 15m, or as people type it, 1h30m.
func scheduleLength(text string) (time.Duration, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if m := scheduleLengthForm.FindStringSubmatch(text); m != nil {
		n, err := strconv.ParseFloat(m[1], 64)
		if d := n * float64(scheduleUnit(m[2])); err == nil && d <= float64(longest) {
			return time.Duration(d), true
		}
		return 0, false
	}
	d, why := parseSpan(text)
	return d, why == "" && d <= longest
}

// scheduleLengthText writes a length as the server takes it: one number and one unit,
// the largest that leaves no rest.
func scheduleLengthText(d time.Duration) string {
	for _, unit := range []string{"d", "h", "m", "s", "ms", "us"} {
		if size := scheduleUnit(unit); d >= size && d%size == 0 {
			return strconv.FormatInt(int64(d/size), 10) + unit
		}
	}
	return strconv.FormatInt(int64(d), 10) + "ns"
}

// scheduleCanonical is a value of a schedule as drover compares it; ok is false for
// the key of something else.
func scheduleCanonical(key FieldKey, value string) (canonical string, ok bool) {
	switch key {
	case KeyScheduleDays:
		return scheduleDaysCanonical(value), true
	case KeyScheduleFrom, KeyScheduleTo, KeyScheduleRunAt:
		if d, ok := scheduleClock(value); ok {
			return scheduleClockText(d), true
		}
	case KeyScheduleEvery, KeyScheduleMost:
		if d, ok := scheduleLength(value); ok {
			return scheduleLengthText(d), true
		}
	case KeyScheduleStart, KeyScheduleEnd, KeyScheduleRepeat:
		if n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64); err == nil {
			return strconv.FormatInt(n, 10), true
		}
	case KeyScheduleMode, KeyScheduleHold:
		return strings.ToLower(strings.TrimSpace(value)), true
	case KeyScheduleStart + scheduleTyped, KeyScheduleEnd + scheduleTyped:
		return "", true
	default:
		return "", false
	}
	return strings.TrimSpace(value), true
}
