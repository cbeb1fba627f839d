package rest

import (
	"net/http"
	"strings"

	"drover/client/rest/wire"
)

// Manner is how a service speaks: where its errors have their words, and what
// its statuses mean. It belongs to an operation.
type Manner uint8

// The manners. The zero value is that of DRS and IAM.
const (
	Huawei Manner = iota
	DryvIQ
)

// dryviqWords finds what DryvIQ says of a refusal: the first of errors, else
// what stands flat, else what the service of logins says. In a 2xx everything
// is data.
func dryviqWords(body wire.Value, status int) said {
	if status/100 == 2 {
		return said{}
	}
	first := body.Get("errors").First()
	for _, at := range []struct{ code, message wire.Value }{
		{first.Get("code"), first.Get("description")},
		{body.Get("code"), body.Get("description")},
		{body.Get("error"), body.Get("error_description")},
	} {
		if s := (said{code: capped(at.code.String()), message: capped(at.message.String())}); !s.code.Empty() || !s.message.Empty() {
			return s
		}
	}
	return said{}
}

// classifyDryvIQ says what a status of DryvIQ means. It has no list of codes, so
// that of a refusal its own words are the proof: without them it may be anybody's.
// readable says that the body is JSON, or that there is none: else it is a page of a
// proxy's, say, and the server may not even have been asked.
func classifyDryvIQ(status int, s said, readable bool, class Class) Kind {
	switch {
	case status == http.StatusUnauthorized:
		return LoginEnded
	case status == http.StatusForbidden && readable:
		return NotPermitted
	case noSuchThing(status) && readable: // whatever the body says
		return Gone
	case status == http.StatusTooManyRequests:
		return Throttled
	case status == http.StatusRequestTimeout, status >= 500:
		return Lost
	case status >= 400 && (!s.code.Empty() || !s.message.Empty()):
		return Refused
	}
	return unclear("", class)
}

// noSuchThing reports a status by which DryvIQ says that what was asked about is not there.
func noSuchThing(status int) bool {
	return status == http.StatusNotFound || status == http.StatusNotAcceptable
}

// done reports an answer that says all it has to by its status. DryvIQ's answers to a
// change are not told in full: an empty one that was announced as such is no cut one.
func (c Call) done(resp *http.Response, body []byte) bool {
	if len(body) > 0 || resp.StatusCode/100 != 2 {
		return false
	}
	return resp.StatusCode == http.StatusNoContent || c.Manner == DryvIQ && c.Class == Write && resp.ContentLength == 0
}

// words are those of an answer, in the manner of its operation.
func (c Call) words(body wire.Value, status int) said {
	if c.Manner == DryvIQ {
		return dryviqWords(body, status)
	}
	return words(body, status)
}

// kind is what an answer means, in the manner of its operation.
func (c Call) kind(status int, s said, readable bool) Kind {
	if c.Manner == DryvIQ {
		return classifyDryvIQ(status, s, readable, c.Class)
	}
	return classify(status, s.code.Raw(), c.Class)
}

// atSite is an operation's path at one of a DryvIQ server's sites.
func atSite(path string) string {
	if rest, ok := strings.CutPrefix(path, "/v1/"); ok {
		return "/v1/sites/{" + siteValue + "}/api/" + rest
	}
	return path
}

// siteValue is the site's name among a path's values.
const siteValue = "site"

// contentType is what a body is announced as.
func (c Call) contentType() string {
	if c.Form {
		return "application/x-www-form-urlencoded"
	}
	return "application/json"
}
