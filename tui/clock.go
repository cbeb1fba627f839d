package tui

import (
	"strings"
	"time"

	"drover/model"
	"drover/tui/theme"
)

// systemClock is the shown clock where none is given.
func systemClock() time.Time { return time.Now() }

// clockOrder is which time is shown first, or alone. What is stored, sent and
// compared is UTC, whatever is shown.
type clockOrder uint8

const (
	clockBoth clockOrder = iota
	clockUTC
	clockLocal
)

func (c clockOrder) next() clockOrder { return (c + 1) % 3 }

// word is what is remembered of it.
func (c clockOrder) word() string { return [...]string{"", "utc", "local"}[c] }

func clockOf(word string) (clockOrder, bool) {
	for c := range clockLocal + 1 {
		if c.word() == word {
			return c, true
		}
	}
	return clockBoth, false
}

// clock writes a moment the way the user wants it: in UTC, in local time or in
// both, by one of the model's forms.
func (e *env) clock(t time.Time, form func(time.Time, *time.Location) string) string {
	utc, local := form(t, time.UTC), form(t, e.zone)
	switch {
	case e.order == clockUTC, utc == local:
		return utc
	case e.order == clockLocal:
		return local
	}
	return utc + "  " + local
}

// whenWords is the moment of a wish in UTC and in local time: once, where those
// are the same.
func (e *env) whenWords(w model.When) string {
	utc, local, _ := w.Words(e.serviceNow(), e.zone)
	if utc == local {
		return utc
	}
	return utc + "  " + local
}

// at is clock in one form only, for where there is no room for two: local time
// if the user asked for that, else UTC.
func (e *env) at(t time.Time) string { return model.Moment(t, e.now(), e.one()) }

// second is the time of day to the second, for lines of what just happened.
func (e *env) second(t time.Time) string { return model.ClockSeconds(t, e.one()) }

// secondWidth is how many cells second takes.
func (e *env) secondWidth() int { return theme.Width(e.second(e.now())) }

// atSecond is at, to the second.
func (e *env) atSecond(t time.Time) string {
	day := model.Moment(t, e.now(), e.one())
	short := model.Clock(t, e.one())
	return strings.TrimSuffix(day, short) + e.second(t)
}

func (e *env) one() *time.Location {
	if e.order == clockLocal {
		return e.zone
	}
	return time.UTC
}

// moment is clock with the day in front if it is not today.
func (e *env) moment(t time.Time) string {
	return e.clock(t, func(t time.Time, zone *time.Location) string { return model.Moment(t, e.now(), zone) })
}

// skewMost is how far the clocks may differ before it is news.
const skewMost = time.Minute

// skewWords say by how much this machine's clock is wrong by the service's; ""
// while it is not, or nobody knows.
func (e *env) skewWords() string {
	ahead, known := e.client.Skew()
	switch {
	case known && ahead > skewMost:
		return "this machine's clock is " + model.Duration(ahead) + " behind the service"
	case known && ahead < -skewMost:
		return "this machine's clock is " + model.Duration(-ahead) + " ahead of the service"
	}
	return ""
}
