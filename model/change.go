package model

import (
	"strconv"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Change is one thing a run would do to one job. The sum is sealed: each
// backend encodes every member it can send and refuses the rest.
type Change interface {
	change()
	// Target is the job the change is for.
	Target() JobID
}

// StartJob starts one job, at once or at a moment.
type StartJob struct {
	ID JobID
	At When
}

func (StartJob) change() {}

// Target is the job to start.
func (s StartJob) Target() JobID { return s.ID }

// When says when something is to happen. Its zero value says nothing at all
// and no encoder sends it: on the wire an absent time means "now", so a lost
// field must not be able to become one.
type When struct {
	at   time.Time
	kind whenKind
}

type whenKind uint8

const (
	whenUnset whenKind = iota
	whenNow
	whenAt
)

// AtOnce is the explicit wish to start now.
func AtOnce() When { return When{kind: whenNow} }

// AtTime is the wish to start at a moment, kept to the millisecond.
func AtTime(t time.Time) When { return When{at: t.UTC().Truncate(time.Millisecond), kind: whenAt} }

// Now reports the explicit wish to start at once.
func (w When) Now() bool { return w.kind == whenNow }

// Time returns the moment; ok is false for "now" and for the zero value.
func (w When) Time() (t time.Time, ok bool) { return w.at, w.kind == whenAt }

// Set reports whether anything was said.
func (w When) Set() bool { return w.kind != whenUnset }
