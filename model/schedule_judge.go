package model

import (
	"slices"
	"strings"
	"time"
)

// scheduleShort is the shortest time between two starts of which nothing is said.
const scheduleShort = 5 * time.Minute

// scheduleJudge finds what is wrong with the values of a schedule together, and what
// should be known of them. What was read and is not changed is not wrong.
func scheduleJudge(e Edit, a Around, fields []Field) {
	at := func(key FieldKey) *Field {
		return &fields[slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })]
	}
	wrong := func(key FieldKey, why string, of ...FieldKey) {
		if f := at(key); f.Wrong == "" && (slices.ContainsFunc(of, e.changedKey) || e.changedKey(key) || e.changedKey(KeyScheduleMode)) {
			f.Wrong = why
		}
	}
	from, hasFrom := scheduleClock(e.Get(KeyScheduleFrom))
	to, hasTo := scheduleClock(e.Get(KeyScheduleTo))
	_, hasAt := scheduleClock(e.Get(KeyScheduleRunAt))
	if hasTo && hasAt {
		wrong(KeyScheduleRunAt, "not beside the end of a window: take one of both out", KeyScheduleTo)
	}
	if hasFrom && hasTo && from == to {
		wrong(KeyScheduleTo, "the window is empty: no run begins exactly at its end", KeyScheduleFrom)
	}
	if hasTo && !hasFrom && to == 0 {
		wrong(KeyScheduleTo, "no run begins before 00:00: say where the window begins, too", KeyScheduleFrom)
	}
	every, hasEvery := scheduleLength(e.Get(KeyScheduleEvery))
	f := at(KeyScheduleEvery)
	switch {
	case !hasEvery || f.Wrong != "":
	case every < scheduleShort:
		f.Risk = "under 5m a run is often due before the last one is over"
	case hasFrom && hasTo && from != to && every > scheduleWindow(from, to):
		f.Risk = "longer than the window: one run in each at most"
	}
	scheduleJudgeDates(e, a, at, wrong)
}

// scheduleWindow is how long a window is, also one over midnight.
func scheduleWindow(from, to time.Duration) time.Duration { return (to - from + day) % day }

func scheduleJudgeDates(e Edit, a Around, at func(FieldKey) *Field, wrong func(FieldKey, string, ...FieldKey)) {
	start, hasStart := scheduleMoment(e.Get(KeyScheduleStart))
	end, hasEnd := scheduleMoment(e.Get(KeyScheduleEnd))
	if !hasEnd {
		return
	}
	f := at(KeyScheduleEnd)
	switch {
	case f.Wrong != "" || at(KeyScheduleStart).Wrong != "":
		return
	case hasStart && !end.After(start):
		wrong(KeyScheduleEnd, "it is not after the start date", KeyScheduleStart)
		return
	case !a.Now.IsZero() && !end.After(a.Now):
		f.Risk = "it is past: the job does not run by itself any more"
		return
	}
	if !hasStart || start.Before(a.Now) {
		start = a.Now
	}
	if !start.IsZero() && !scheduleDayBetween(e.Get(KeyScheduleDays), start, end) {
		wrong(KeyScheduleEnd, "none of the chosen days comes before it", KeyScheduleStart, KeyScheduleDays)
	}
}

// scheduleDayBetween reports whether one of the named days can come between two
// moments, wherever the server's clock is.
func scheduleDayBetween(days string, start, end time.Time) bool {
	named := scheduleDaysOf(days)
	if len(named) == 0 || len(strange(scheduleDays(), strings.Join(named, ","))) > 0 {
		return true
	}
	start, end = start.UTC().Add(-12*time.Hour), end.UTC().Add(14*time.Hour)
	for at, n := start.Truncate(day), 0; at.Before(end) && n < 8; at, n = at.Add(day), n+1 {
		if slices.Contains(named, strings.ToLower(at.Weekday().String())) {
			return true
		}
	}
	return false
}
