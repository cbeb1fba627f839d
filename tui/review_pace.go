package tui

import (
	"time"

	"drover/model"
)

// checkMark is how many were read by when.
type checkMark struct {
	at   time.Time
	done int
}

// paceOver is for how long, at least, the pace of the pre-checks is taken.
const paceOver = 20 * time.Second

// landed counts one more.
func (k *checks) landed(at time.Time) {
	k.done++
	if last := k.marks[1]; at.Sub(last.at) >= paceOver {
		k.marks = [2]checkMark{last, {at: at, done: k.done}}
	}
}

// left is how long those pending take at the pace of late; ok is false while
// nothing can be said.
func (k *checks) left(pending int, now time.Time) (d time.Duration, ok bool) {
	from := k.marks[0]
	took, read := now.Sub(from.at), k.done-from.done
	if took < 2*time.Second || read < 10 {
		return 0, false
	}
	return time.Duration(float64(took) / float64(read) * float64(pending)), true
}

// manyChecks is from when on a review tells how far the pre-checks are.
const manyChecks = 100

// checkWords says how many pre-checks are out: with many, how far it is and
// how long it takes.
func (r *review) checkWords() string {
	pending := r.plan.Pending()
	all := r.checks.done + pending
	if all <= manyChecks {
		return plural(pending, "pre-check", "pre-checks") + " being read"
	}
	words := "pre-checks " + grouped(r.checks.done) + " of " + grouped(all)
	if left, ok := r.checks.left(pending, r.env.now()); ok {
		words += ", about " + about(left) + " left"
	}
	return words
}

// about is a duration in one unit or two, without what nobody can know.
func about(d time.Duration) string {
	switch {
	case d >= 2*time.Minute:
		return model.Duration(d.Round(time.Minute))
	case d >= time.Minute:
		return "1m"
	}
	return model.Duration(max(d.Round(10*time.Second), 10*time.Second))
}

// readingWords says that the states are being read, and how far that is.
func (r *review) readingWords() string {
	if !r.status.loading() || r.plan.Len() <= statesAtOnce {
		return "reading"
	}
	return "reading states " + grouped(r.states.done) + " of " + grouped(r.plan.Len())
}
