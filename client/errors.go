package client

import "drover/client/rest"

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
