package model

import (
	"strings"
	"time"
)

// copyMeans says what the copy of a transfer is.
func copyMeans(e Edit, a Around) []Effect {
	var s saying
	switch {
	case copySame(e):
		s.risk("It has the original's source and destination: two live jobs over the same paths spoil each other's work.")
	case copyTouches(e):
		s.risk("It reads and writes within the original's folders, or around them: two live jobs spoil each other's work.")
	case copyWrites(e):
		s.risk("It writes where the original writes: " + copyOverwrite + ".")
	}
	if copyQueues(e, a.Now) {
		s.risk(copyQueued)
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

const copyQueued = "Once its schedule is set the copy is queued: a run of it may begin at once."

// copyQueues reports a copy that the server may run as soon as it has its schedule.
func copyQueues(e Edit, now time.Time) bool {
	return Canonical(KeyScheduleMode, e.Get(KeyScheduleMode)) == ScheduleAuto && !scheduleStartsLater(e, now)
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

// copyOverwrite is what comes of two jobs with one destination.
const copyOverwrite = "two live jobs may overwrite each other's files"

// copySame reports whether the copy has the original's source and destination.
func copySame(e Edit) bool {
	for _, key := range []FieldKey{KeyFromConn, KeyFromPath, KeyToConn, KeyToPath} {
		if e.changedKey(key) {
			return false
		}
	}
	return true
}

// copyTouches reports whether the copy reads and writes where the original does, as far
// as both are told: at the same folders, or at folders within each other.
func copyTouches(e Edit) bool {
	return copyMeets(e, KeyFromConn, KeyFromPath) && copyMeets(e, KeyToConn, KeyToPath)
}

// copyWrites reports whether the copy writes where the original does.
func copyWrites(e Edit) bool { return copyMeets(e, KeyToConn, KeyToPath) }

// copyMeets reports whether one side of the copy and of the original share a folder. What
// is not told of the original is the same if nothing of it was changed.
func copyMeets(e Edit, conn, path FieldKey) bool {
	if !e.changedKey(conn) && !e.changedKey(path) {
		return true
	}
	was, is := copyFolder(e.Base.Get(path)), copyFolder(e.Get(path))
	return !e.changedKey(conn) && (strings.HasPrefix(was, is) || strings.HasPrefix(is, was))
}

// copyFolder is a path as it is compared: whatever its case and the slashes around it.
func copyFolder(path string) string {
	if path = strings.Trim(strings.ToLower(path), "/"); path == "" {
		return "/"
	}
	return "/" + path + "/"
}
