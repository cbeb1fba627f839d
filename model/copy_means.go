package model

import "strings"

// copyMeans says what the copy of a transfer is.
func copyMeans(e Edit, a Around) []Effect {
	var s saying
	if copyTouches(e) {
		s.risk("It has the original's source and destination: two live jobs over the same paths spoil each other's work.")
	}
	differs := len(e.differing())
	if differs == 0 {
		s.note("Nothing of it differs from the original but its name and schedule.")
	} else {
		s.note(plural(differs, "value is", "values are") + " the copy's own; everything else but the schedule is as the original has it.")
	}
	s.note("It is made without a schedule. " + copyScheduleWords(e, a))
	if e.Get(KeyPermissions) == copyNone && SameValue(KeyPermLinks, e.Get(KeyPermLinks), "true") {
		s.note("Of permissions shared links alone are carried over.")
	}
	return s.risksFirst()
}

// copyScheduleWords says what schedule the copy gets.
func copyScheduleWords(e Edit, a Around) string {
	words, runs := strings.CutPrefix(ScheduleWords(e.Get, a.Zone), "Runs ")
	switch {
	case SameValue(KeyScheduleMode, e.Get(KeyScheduleMode), ScheduleManual):
		return "It runs when it is started, and not by itself."
	case !runs:
		return words
	}
	return "Its schedule is set last: it runs " + words
}

// copyTouches reports whether the copy reads and writes what the original does, as far
// as both are told.
func copyTouches(e Edit) bool {
	for _, key := range []FieldKey{KeyFromConn, KeyFromPath, KeyToConn, KeyToPath} {
		if e.changedKey(key) {
			return false
		}
	}
	return true
}
