package form_test

import "time"

// slow ends the wait for a command that only ticks.
func slow() <-chan time.Time { return time.After(20 * time.Millisecond) }
