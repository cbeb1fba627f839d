package model

import "slices"

// differing are the keys that a form counts and a review lists. The schedule of a copy is
// held against what a copy is made with, which is manual whatever the original has; what
// does not apply to the mode is not counted.
func (e Edit) differing() []FieldKey {
	keys := e.Changed()
	if e.Section != SectionCopy {
		return keys
	}
	mode := Canonical(KeyScheduleMode, e.Get(KeyScheduleMode))
	keys = slices.DeleteFunc(keys, func(key FieldKey) bool {
		return key == KeyScheduleMode || mode != ScheduleAuto && slices.Contains(ScheduleKeys(), key)
	})
	if mode != ScheduleManual && mode != "" {
		keys = append(keys, KeyScheduleMode)
		slices.Sort(keys)
	}
	return keys
}

// copyScheduleWas is what the schedule of a copy was before it was given one, and beside
// it what the original has.
func copyScheduleWas(e Edit) string {
	was := Canonical(KeyScheduleMode, e.Base.Get(KeyScheduleMode))
	if was == ScheduleManual || was == "" {
		return ScheduleManual
	}
	return ScheduleManual + " (original: " + Clean(was) + ")"
}
