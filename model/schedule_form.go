package model

import (
	"slices"
	"strings"
)

// Why a field of a schedule does not apply.
const (
	scheduleOnlyAuto = "only auto runs by itself"
	scheduleOddMode  = "drover does not know the mode"
)

// scheduleRules are those of when a transfer runs by itself (schedule).
func scheduleRules() sectionRules {
	return sectionRules{
		fields: func(e Edit, a Around) []Field {
			return append(heldGrey(e, scheduleFields(e, a)), scheduleHoldField(e))
		},
		means:   scheduleMeans,
		effects: scheduleEffects,
		with: func(e Edit, key FieldKey, value string) Edit {
			if key == KeyScheduleHold {
				return withScheduleHold(e, value)
			}
			return withSchedule(e, key, value)
		},
		first: func(e Edit) (Edit, int) { return scheduleUntyped(e), 0 },
		label: func(_ Edit, key FieldKey) string { return ScheduleLabel(key) },
		words: scheduleWordsOf,
	}
}

// scheduleUntyped is an edit without the texts that its moments were typed as.
func scheduleUntyped(e Edit) Edit {
	return e.Put(KeyScheduleStart+scheduleTyped, "").Put(KeyScheduleEnd+scheduleTyped, "")
}

// scheduleFields are the fields of a schedule, in the order of the page. Those of the
// copy of a transfer are the same: see copyFields.
func scheduleFields(e Edit, a Around) []Field {
	fields := []Field{
		scheduleModeField(e), scheduleDaysField(e),
		scheduleClockField(e, KeyScheduleRunAt, "When on a day it runs, by the server's clock."),
		scheduleLengthField(e, KeyScheduleEvery, "15m, 2h, 1d", "How long after the start of a run the next one begins. Left out, and without a time to run at, the server takes 15 minutes."),
		scheduleRepeatField(e),
		scheduleClockField(e, KeyScheduleFrom, "From when on a day a run may begin, by the server's clock."),
		scheduleClockField(e, KeyScheduleTo, "Until when on a day a run may begin, by the server's clock; none begins exactly then. It may be on the next day."),
		scheduleDateField(e, a, Field{Key: KeyScheduleStart, Label: ScheduleLabel(KeyScheduleStart), Help: "Before this moment it does not run by itself."}),
		scheduleDateField(e, a, Field{Key: KeyScheduleEnd, Label: ScheduleLabel(KeyScheduleEnd), Help: "After this moment it does not run by itself any more."}),
		scheduleLengthField(e, KeyScheduleMost, "30m, 8h, 1d", "How long one run may last."),
	}
	grey := scheduleGrey(e)
	for i := range fields[1:] {
		f := &fields[1+i]
		f.Grey, f.By = grey, "mode"
	}
	if grey == "" {
		scheduleJudge(e, a, fields)
	}
	return fields
}

// scheduleGrey is why nothing but the mode applies; "" if it does.
func scheduleGrey(e Edit) string {
	switch mode := Canonical(KeyScheduleMode, e.Get(KeyScheduleMode)); mode {
	case ScheduleAuto:
		return ""
	case ScheduleManual, ScheduleAdHoc, "":
		return scheduleOnlyAuto
	default:
		return scheduleOddMode + " " + Clean(mode)
	}
}

// ScheduleLabel is what a key of a schedule is called; "" for another key.
func ScheduleLabel(key FieldKey) string {
	switch key {
	case KeyScheduleMode:
		return "mode"
	case KeyScheduleDays:
		return "days"
	case KeyScheduleRunAt:
		return "run at"
	case KeyScheduleEvery:
		return "every"
	case KeyScheduleRepeat:
		return "runs a day"
	case KeyScheduleFrom:
		return "window from"
	case KeyScheduleTo:
		return "window to"
	case KeyScheduleStart:
		return "start date"
	case KeyScheduleEnd:
		return "end date"
	case KeyScheduleMost:
		return "longest run"
	case KeyScheduleHold:
		return "keep paused"
	default:
		return ""
	}
}

func scheduleModeField(e Edit) Field {
	f := Field{
		Key: KeyScheduleMode, Label: ScheduleLabel(KeyScheduleMode), Kind: ChoiceField, Value: e.Get(KeyScheduleMode),
		Help: "Whether it runs by itself, or only when somebody starts it.",
		Options: []Option{
			{Value: ScheduleManual, Help: "runs when it is started"},
			{Value: ScheduleAuto, Help: "is queued at once, then runs by itself"},
			{Value: ScheduleAdHoc, Help: "runs when it is started, and is complete after that"},
		},
	}
	choiceOf(&f, e.Base.Get(KeyScheduleMode))
	return f
}

func scheduleDaysField(e Edit) Field {
	f := Field{
		Key: KeyScheduleDays, Label: ScheduleLabel(KeyScheduleDays), Kind: FlagsField, Value: strings.ToLower(e.Get(KeyScheduleDays)),
		Help: "The days on which it runs, by the server's clock. Everyday, weekdays and weekends each stand alone; a single day takes their place.",
	}
	for _, token := range scheduleTokens() {
		label := token
		if scheduleShortcut(token) == nil {
			label = token[:3]
		}
		f.Options = append(f.Options, Option{Value: token, Label: label})
	}
	if f.Value == "" {
		f.Hint = "none chosen: every day"
	}
	flagsOf(&f, strings.ToLower(e.Base.Get(KeyScheduleDays)))
	return f
}

func scheduleRepeatField(e Edit) Field {
	f := Field{
		Key: KeyScheduleRepeat, Label: ScheduleLabel(KeyScheduleRepeat), Kind: NumberField, Value: e.Get(KeyScheduleRepeat), Hint: "1 or more; empty: no limit",
		Help: "How often it runs on one day.",
	}
	if e.changedKey(f.Key) && f.Value != "" && !decimal(f.Value, 1, 1_000_000) {
		f.Wrong = "a whole number, 1 or more"
	}
	return f
}

func scheduleClockField(e Edit, key FieldKey, help string) Field {
	f := Field{Key: key, Label: ScheduleLabel(key), Kind: TextField, Value: e.Get(key), Hint: "22:00", Help: help}
	if _, ok := scheduleClock(f.Value); !ok && f.Value != "" && e.changedKey(key) {
		f.Wrong = "a time of day: 22:00"
	}
	return f
}

func scheduleLengthField(e Edit, key FieldKey, hint, help string) Field {
	f := Field{Key: key, Label: ScheduleLabel(key), Kind: TextField, Value: e.Get(key), Hint: hint, Help: help}
	if f.Value == "" || !e.changedKey(key) {
		return f
	}
	d, ok := scheduleLength(f.Value)
	switch {
	case !ok:
		f.Wrong = "a number and a unit: 30s, 15m, 2h or 1d"
	case d <= 0:
		f.Wrong = "more than nothing"
	}
	return f
}

// scheduleHoldField is the pause of the job, which a change of its schedule drops
// unless it is said again.
func scheduleHoldField(e Edit) Field {
	f := Field{
		Key: KeyScheduleHold, Label: ScheduleLabel(KeyScheduleHold), Kind: BoolField, Value: "false", By: "mode",
		Options: []Option{{Value: "true", Label: "yes"}, {Value: "false", Label: "no"}},
		Help:    "A change of the schedule drops the pause of a paused job, unless the pause is sent with it.",
	}
	if e.Get(KeyScheduleHold) != "" {
		f.Value = "true"
	}
	paused := e.Base.Get(KeyScheduleHold) != ""
	switch mode := Canonical(KeyScheduleMode, e.Get(KeyScheduleMode)); {
	case !paused:
		f.Grey, f.By = "it is not paused", "the status"
	case mode != ScheduleAuto:
		f.Wire = string(KeyScheduleHold)
		f.Grey = "only auto has a pause"
	case f.Value == "false" && !scheduleChanged(e):
		f.Wrong = "nothing else is changed: resume it instead"
	}
	return f
}

// scheduleChanged reports whether anything of the schedule itself is to be another.
func scheduleChanged(e Edit) bool { return slices.ContainsFunc(ScheduleKeys(), e.changedKey) }

// scheduleWordsOf is a value of a schedule in words, "" where its field says it.
func scheduleWordsOf(e Edit, key FieldKey, value string) string {
	switch key {
	case KeyScheduleStart, KeyScheduleEnd:
		return scheduleMomentWords(value, e.zone)
	case KeyScheduleHold:
		if value == "" {
			return "no"
		}
		return "yes"
	case KeyScheduleDays:
		if value == "" {
			return "every day"
		}
	case KeyScheduleMode:
		if value == "" {
			return untoldWord
		}
	default:
	}
	return ""
}
