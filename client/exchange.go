package client

import "drover/client/rest"

// Exchange is one attempt of one request as it went over the wire; see
// package rest.
type Exchange = rest.Exchange

// Header is one line of an exchange's head; see package rest.
type Header = rest.Header

// Part is one direction of an exchange; see package rest.
type Part = rest.Part

// Exchanges lists the last requests, reads and writes, each attempt by
// itself, newest first: five hundred at most. Those under way are among them.
func (c *Client) Exchanges() []Exchange { return c.backend.Exchanges() }

// Pace is how many requests were sent a second over the last ten seconds, 0
// where the clock stands; slowed tells that the service has throttled, and
// that reads keep to limit requests a second for now.
func (c *Client) Pace() (perSecond float64, slowed bool, limit float64) { return c.backend.Pace() }
