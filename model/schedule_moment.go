package model

import (
	"strconv"
	"strings"
	"time"
)

// scheduleTyped is the mark of the text that a moment was typed as: it stands in the
// field as long as somebody edits it, and goes nowhere.
const scheduleTyped FieldKey = "#typed"

// scheduleMoment is a date of a schedule as it goes over the wire.
func scheduleMoment(value string) (time.Time, bool) {
	n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
	if err != nil || n <= 0 || n > 1<<40 {
		return time.Time{}, false
	}
	return time.Unix(n, 0).UTC(), true
}

// scheduleSeconds writes one.
func scheduleSeconds(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) }

// scheduleMomentText is a moment as a field shows it that nobody typed: in the user's
// zone, in a form that can be typed again.
func scheduleMomentText(value string, zone *time.Location) string {
	at, ok := scheduleMoment(value)
	if !ok {
		return value
	}
	if zone == nil {
		zone = time.UTC
	}
	layout := "2006-01-02 "
	if at.Second() != 0 {
		return at.In(zone).Format(layout) + ClockSeconds(at, zone)
	}
	return at.In(zone).Format(layout) + Clock(at, zone)
}

// parseScheduleMoment reads a moment as somebody types it: what a start of a job
// takes, also one that is past, a date alone, and seconds since 1970.
func parseScheduleMoment(typed string, now time.Time, zone *time.Location) (at time.Time, why string) {
	if at, ok := scheduleMoment(typed); ok && len(strings.TrimSpace(typed)) >= 9 {
		return at, ""
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, strings.ToUpper(strings.TrimSpace(typed))); err == nil {
			return at.UTC(), ""
		}
	}
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(typed, "：", ":")))
	if len(words) == 0 {
		return time.Time{}, "no moment"
	}
	if zone == nil {
		zone = time.UTC
	}
	if len(words) == 1 && words[0] == "now" && !now.IsZero() {
		return now.UTC().Truncate(time.Second), ""
	}
	dated := strings.Count(words[0], "-") == 2
	if now.IsZero() && !dated {
		return time.Time{}, "a moment with its day: 2026-11-26 04:00Z"
	}
	if len(words) == 1 && dated && !strings.Contains(words[0], "t") {
		words = append(words, "00:00")
	}
	at, err := moment(words, now, zone)
	if err != nil {
		return time.Time{}, err.Error()
	}
	return at.UTC(), ""
}

// withScheduleMoment has a date as it was typed. The clock is that of the edit, see
// Edit.At; what cannot be read leaves the value as it was read, and stands wrong in
// its field.
func withScheduleMoment(e Edit, key FieldKey, typed string) Edit {
	if SameValue(key, typed, e.Base.Get(key)) {
		return e.Put(key, e.Base.Get(key)).Put(key+scheduleTyped, "")
	}
	if strings.TrimSpace(typed) == "" {
		return e.Put(key, "").Put(key+scheduleTyped, "")
	}
	at, why := parseScheduleMoment(typed, e.now, e.zone)
	if why != "" {
		return e.Put(key, e.Base.Get(key)).Put(key+scheduleTyped, typed)
	}
	return e.Put(key, scheduleSeconds(at)).Put(key+scheduleTyped, typed)
}

// scheduleDateField is a date of a schedule as the form shows it.
func scheduleDateField(e Edit, a Around, f Field) Field {
	value, typed := e.Get(f.Key), e.Get(f.Key+scheduleTyped)
	f.Kind, f.Hint = TextField, "sat 02:00, +2d, 2026-12-31"
	f.Value = typed
	if f.Value == "" {
		f.Value = scheduleMomentText(value, a.Zone)
	}
	if f.Value == "" {
		return f
	}
	if typed != "" {
		now, zone := e.now, e.zone
		if now.IsZero() {
			now, zone = a.Now, a.Zone
		}
		if _, f.Wrong = parseScheduleMoment(typed, now, zone); f.Wrong != "" {
			return f
		}
	}
	at, ok := scheduleMoment(value)
	switch {
	case !ok && e.changedKey(f.Key):
		f.Wrong = "a moment: sat 02:00, +2d, 2026-12-31 02:00Z"
	case !ok:
		f.Hint = "as the server told it"
	default:
		f.Hint = scheduleMomentHint(at, a)
	}
	return f
}

// scheduleMomentHint says a moment in UTC, where the user is, and from now.
func scheduleMomentHint(at time.Time, a Around) string {
	if a.Now.IsZero() {
		return at.Format("2006-01-02 15:04Z")
	}
	utc, local, in := AtTime(at).Words(a.Now, a.Zone)
	if utc == local {
		return utc + "  " + in
	}
	return utc + "  " + local + "  " + in
}

// scheduleMomentWords says a date back with its day, in UTC and where the user is.
func scheduleMomentWords(value string, zone *time.Location) string {
	at, ok := scheduleMoment(value)
	if !ok {
		return Clean(value)
	}
	return startWords(strconv.FormatInt(at.UnixMilli(), 10), zone)
}
