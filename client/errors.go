package client

import (
	"errors"
	"time"

	"drover/client/rest"
)

// Error is what every failed call returns; see package rest.
type Error = rest.Error

// ErrorKind says what a failed call means for the one who made it.
type ErrorKind = rest.Kind

// The kinds of errors; see package rest.
const (
	Lost         = rest.Lost
	Unreached    = rest.Unreached
	Throttled    = rest.Throttled
	LoginEnded   = rest.LoginEnded
	NotPermitted = rest.NotPermitted
	Refused      = rest.Refused
	NotThere     = rest.NotThere
	Gone         = rest.Gone
	BadAnswer    = rest.BadAnswer
)

// ErrPasscode says that only somebody with a passcode can log in; see package
// rest.
var ErrPasscode = rest.ErrPasscode

// Advice says of any failed call what is wrong and what to do, of the way to the
// service as well as of a login; both are "" where the service itself has said
// it. skew and source are as in LoginAdvice.
func Advice(err error, skew time.Duration, source string) (what, cure string) {
	var e *Error
	if !errors.As(err, &e) {
		return "", ""
	}
	return rest.Advice(e, skew, source)
}

// LoginAdvice says what is wrong with a login and what to do; both are "" where
// err is about something else. skew is how far this machine's clock is ahead of
// the service's, 0 where nobody knows; source is where the login came from.
func LoginAdvice(err error, skew time.Duration, source string) (what, cure string) {
	var e *Error
	if !errors.As(err, &e) {
		return "", ""
	}
	return rest.LoginAdvice(e, skew, source)
}
