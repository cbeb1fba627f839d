package model

import (
	"strconv"
	"strings"
	"time"
)

// startField is when the job is to start by itself (DRS: start_time). It is left
// out unless somebody sets it.
func startField(d Draft, o Offer) Field {
	f := Field{
		Key: KeyStartAt, Label: "start at", Value: d.Get(KeyStartAt), Wire: string(KeyStartTime), Hint: leftOut + "by hand",
		Help: "When the job is to start by itself, if it was configured and checked by then: 04:00, 12:00+08, +48m, sat 02:00, 2026-11-26T04:00Z or milliseconds. Usually left out.",
	}
	millis := d.Get(KeyStartTime)
	if f.Value == "" {
		f.Value = millisText(millis)
	}
	if f.Value == "" {
		return f
	}
	if millis == "" {
		_, f.Wrong = parseStart(f.Value, o)
		if f.Wrong == "" { // it could not be read when it was typed: by now it may mean another day
			f.Wrong = "type it again"
		}
		return f
	}
	at, ok := fromMillis(millis)
	switch {
	case !ok:
		f.Wrong = "milliseconds since 1970, 13 digits"
	case o.Now.IsZero():
		f.Hint = at.Format("2006-01-02 15:04Z")
	default:
		if err := allowed(at.Sub(o.Now)); err != nil {
			f.Wrong = err.Error()
			return f
		}
		utc, local, in := AtTime(at).Words(o.Now, o.Zone)
		f.Hint = utc + "  " + local + "  " + in
	}
	return f
}

// startWords is a start as a sentence has it, with its day, in UTC and where
// the user is: "2026-11-26 04:00Z 12:00+08".
func startWords(millis string, zone *time.Location) string {
	at, ok := fromMillis(millis)
	if !ok {
		return Clean(millis)
	}
	const date = "2006-01-02 "
	words := at.Format(date) + Clock(at, time.UTC)
	if zone == nil {
		return words
	}
	local := Clock(at, zone)
	if there := at.In(zone).Format(date); there != at.Format(date) {
		local = there + local
	}
	if strings.HasSuffix(words, local) {
		return words
	}
	return words + " " + local
}

// startMillis is a start as it goes over the wire, "" for none or one that cannot
// be read.
func startMillis(typed string, o Offer) string {
	at, why := parseStart(typed, o)
	if why != "" || at.IsZero() {
		return ""
	}
	return strconv.FormatInt(at.UnixMilli(), 10)
}

// parseStart reads a start as somebody types it; zero for none. A moment that is
// past or near is read all the same: the field judges it, then and later.
func parseStart(typed string, o Offer) (at time.Time, why string) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return time.Time{}, ""
	}
	if at, ok := fromMillis(typed); ok {
		return at, ""
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.Parse(layout, typed); err == nil {
			return at, ""
		}
	}
	if o.Now.IsZero() {
		return time.Time{}, "a moment with its day and zone: 2026-11-26T04:00Z"
	}
	when, err := ParseWhen(typed, o.Now, o.Zone)
	if err != nil {
		return time.Time{}, err.Error()
	}
	if when.Now() {
		return time.Time{}, "leave it out: the job is started when it is configured"
	}
	at, _ = when.Time()
	return at, ""
}

// fromMillis reads milliseconds since 1970; 13 digits last until 2286.
func fromMillis(text string) (time.Time, bool) {
	if len(text) != 13 || strings.Trim(text, "0123456789") != "" {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return time.UnixMilli(n).UTC(), err == nil
}

// millisText is a start as a field shows it that nobody typed; what is no moment
// is shown as it is.
func millisText(millis string) string {
	if at, ok := fromMillis(millis); ok {
		return at.Format(time.RFC3339)
	}
	return millis
}
