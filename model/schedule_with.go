package model

import (
	"slices"
	"strings"
)

// withScheduleHold has the pause kept, or dropped.
func withScheduleHold(e Edit, value string) Edit {
	if e.Base.Get(KeyScheduleHold) == "" || Canonical(KeyScheduleMode, e.Get(KeyScheduleMode)) != ScheduleAuto {
		return e
	}
	if value == "true" || value == schedulePaused {
		return e.Put(KeyScheduleHold, e.Base.Get(KeyScheduleHold))
	}
	return e.Put(KeyScheduleHold, "")
}

// schedulePaused is the status that is sent with a schedule to keep a pause.
const schedulePaused = "paused"

// withSchedule is the edit after a field of the schedule was changed. A mode to which
// nothing else applies leaves the rest as it was read: it is not sent.
func withSchedule(e Edit, key FieldKey, value string) Edit {
	value = e.trimmed(key, value)
	if key != KeyScheduleMode && scheduleGrey(e) != "" {
		if SameValue(key, value, e.Base.Get(key)) {
			return e.Put(key, e.Base.Get(key)).Put(key+scheduleTyped, "")
		}
		return e
	}
	switch key {
	case KeyScheduleMode:
		return withScheduleMode(e, value)
	case KeyScheduleDays:
		value = scheduleDaysChosen(e.Get(key), e.Base.Get(key), value)
	case KeyScheduleRunAt, KeyScheduleFrom, KeyScheduleTo:
		if d, ok := scheduleClock(value); ok && value != e.Base.Get(key) {
			value = scheduleClockText(d)
		}
	case KeyScheduleEvery, KeyScheduleMost:
		if d, ok := scheduleLength(value); ok && value != e.Base.Get(key) && !scheduleLengthForm.MatchString(value) {
			value = scheduleLengthText(d)
		}
	case KeyScheduleStart, KeyScheduleEnd:
		return withScheduleMoment(e, key, value)
	default:
	}
	return e.Put(key, value)
}

// withScheduleMode has another mode. The pause goes with auto, and comes again with it.
func withScheduleMode(e Edit, mode string) Edit {
	e = e.Put(KeyScheduleMode, mode)
	auto := SameValue(KeyScheduleMode, mode, ScheduleAuto)
	if e.Section == SectionSchedule {
		hold := ""
		if auto || SameValue(KeyScheduleMode, mode, e.Base.Get(KeyScheduleMode)) {
			hold = e.Base.Get(KeyScheduleHold)
		}
		e = e.Put(KeyScheduleHold, hold)
	}
	if auto {
		return e
	}
	for _, key := range ScheduleKeys()[1:] {
		e = e.Put(key, e.Base.Get(key)).Put(key+scheduleTyped, "")
	}
	return e
}

// scheduleDaysChosen is a list of days after an option of it was turned: a shortcut
// that came stands alone, a single day drops the shortcuts.
func scheduleDaysChosen(was, base, value string) string {
	if value == base {
		return base
	}
	had, tokens := listed(strings.ToLower(was)), listed(strings.ToLower(value))
	var came []string
	for _, token := range tokens {
		if !slices.Contains(had, token) {
			came = append(came, token)
		}
	}
	shortcut := func(token string) bool { return scheduleShortcut(token) != nil }
	switch i := slices.IndexFunc(came, shortcut); {
	case i >= 0:
		tokens = append([]string{came[i]}, strange(scheduleTokens(), value)...)
	case len(came) > 0:
		tokens = slices.DeleteFunc(tokens, shortcut)
	}
	return keptTokens(scheduleTokens(), strings.ToLower(base), strings.Join(tokens, ","))
}
