package tui

import "time"

// systemClock is the shown clock where none is given.
func systemClock() time.Time { return time.Now() }
