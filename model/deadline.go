package model

import (
	"strings"
	"time"
)

// Deadline is something that happens to a job by itself at a known moment.
type Deadline struct {
	What  string // a clause without its end: "its node is released"
	Short string // what runs out, in a word: "node", "log", "ends"
	At    time.Time
}

// The silent clocks of DRS.
const (
	unusedFor   = 3 * day // a configuration nobody starts loses its node; a failed creation ends
	pausedFor   = 24 * time.Hour
	defaultDays = 14 // days in failure, where the job says nothing else (expired_days)
)

// NextDeadline is what will happen to a job by itself, if the moment is
// known. since is when it entered its state, zero where nobody saw it;
// expiredDays is the job's own patience in failure, 0 where it is not told.
func NextDeadline(j Job, since time.Time, expiredDays int) (d Deadline, ok bool) {
	switch status := j.Status.Raw(); {
	case j.Realm == Files: // has no such clocks; its next run is no end
		return Deadline{}, false
	case status == "CONFIGURATION" && !j.Created.IsZero():
		return Deadline{"its unused node is released", "node", j.Created.Add(unusedFor)}, true
	case since.IsZero():
		return Deadline{}, false
	case status == "CREATE_FAILED":
		return Deadline{"it ends by itself", "ends", since.Add(unusedFor)}, true
	case status == "PAUSING":
		return Deadline{"the source's log may be gone", "log", since.Add(pausedFor)}, true
	case j.State.Family == Failed && j.Charging != Period:
		if expiredDays <= 0 {
			expiredDays = defaultDays
		}
		return Deadline{"it ends by itself", "ends", since.Add(time.Duration(expiredDays) * day)}, true
	}
	return Deadline{}, false
}

// Near reports whether the deadline lies within the next day.
func (d Deadline) Near(now time.Time) bool {
	left := d.At.Sub(now)
	return left > 0 && left < 24*time.Hour
}

// Due says in two or three words how far off it is: "node in 5h". Of a moment
// that has passed it says what is so by now, not how long ago: "node gone".
func (d Deadline) Due(now time.Time) string {
	if left := d.At.Sub(now); left > 0 {
		return d.Short + " in " + Duration(left)
	}
	switch d.Short {
	case "ends":
		return "end is due"
	case "log":
		return "log may be gone"
	}
	return d.Short + " gone"
}

// Turn is one state in a job's course, when it began and when it ended; a
// moment nobody knows is zero.
type Turn struct {
	Word      string
	At, Ended time.Time
}

// Course tells how a job came to its state, oldest first, as far as moments
// are known: those of its detail, and since, when drover saw it enter the
// state it is in (zero: it did not).
func (d Detail) Course(since time.Time) []Turn {
	var out []Turn
	add := func(status string, at, ended time.Time) {
		if !at.IsZero() && (len(out) == 0 || !at.Before(out[len(out)-1].At)) {
			out = append(out, Turn{StateOf(NewText(status), d.Job.Scenario, d.Job.Task).Word, at, ended})
		}
	}
	if d.Job.Task == Incr {
		add("INCRE_TRANSFER_STARTED", later(d.Started, d.IncrStarted), since)
	} else {
		add("FULL_TRANSFER_STARTED", d.Started, d.FullDone)
		if d.Job.Status.Raw() == "FULL_TRANSFER_COMPLETE" {
			add("FULL_TRANSFER_COMPLETE", d.FullDone, time.Time{})
		}
		add("INCRE_TRANSFER_STARTED", d.IncrStarted, since)
	}
	if since.IsZero() || len(out) > 0 && out[len(out)-1].Word == d.Job.State.Word {
		return out
	}
	return append(out, Turn{Word: d.Job.State.Word, At: since})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// EnteredAt finds in a job's history (newest first, or in any order) when it
// entered a state that has a clock: the last failure of a failed job, the last
// pause of a paused one. Zero where the history does not say.
func EnteredAt(j Job, history []Event) time.Time {
	var last time.Time
	for _, e := range history {
		name, status := strings.ToUpper(e.Name.String()), strings.ToUpper(e.Status.String())
		fits := j.State.Family == Failed && strings.Contains(status, "FAIL") ||
			j.State.Family == Paused && !strings.Contains(status, "FAIL") && (strings.Contains(name, "PAUSE") || strings.Contains(name, "STOP"))
		if fits && e.At.After(last) {
			last = e.At
		}
	}
	return last
}
