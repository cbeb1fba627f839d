package rest

import (
	"net/http"
	"strings"

	"drover/model"
)

// classify is the table of night-rules §2: what a status and a code mean. It
// is asked for every status but a 2xx without a code, and where it is in
// doubt it says that nobody knows.
func classify(status int, code string, class Class) Kind {
	switch {
	case status == http.StatusUnauthorized && code != "DRS.M00103":
		return LoginEnded
	case status == http.StatusUnauthorized:
		return NotPermitted
	case status == http.StatusTooManyRequests:
		return Throttled
	case status == http.StatusRequestTimeout, status >= 500, code == "DRS.M01501":
		return Lost
	case status >= 400:
		return refusal(status, code, class)
	case code == "", code == "DRS.M05066", class == Write:
		return unclear(code, class)
	}
	return byCode(code)
}

// refusal is a 4xx: the service, or the gateway before it, did nothing.
func refusal(status int, code string, class Class) Kind {
	switch {
	case status == http.StatusForbidden && code == "DRS.M00100":
		return LoginEnded
	case status == http.StatusForbidden && code == "DRS.M00102":
		return NotPermitted
	case status == http.StatusNotFound && code == "APIGW.0101":
		return NotThere
	case code == "":
		return unclear(code, class)
	}
	return byCode(code)
}

func byCode(code string) Kind {
	switch {
	case code == "DRS.M01503", strings.HasPrefix(code, "APIG") && strings.HasSuffix(code, ".0308"):
		return Throttled
	case gone(code):
		return Gone
	}
	return Refused
}

// unclear is an answer that proves nothing: for a read there was none.
func unclear(code string, class Class) Kind {
	if class == Read && code == "" {
		return BadAnswer
	}
	return Lost
}

// IsGone reports a code that says there is no such job, or no more.
func IsGone(code model.Text) bool { return gone(code.Raw()) }

// goneHere stands for a code where a service says by its status alone that there is
// no such job.
const goneHere = "GONE"

// GoneCode is the code of a job that a service without codes does not know.
func GoneCode() model.Text { return model.NewText(goneHere) }

func gone(code string) bool {
	switch code {
	case goneHere:
		return true
	case "DRS.10000010", "DRS.M00289", "DRS.M05003", "DRS.M05004":
		return true
	}
	return false
}

// Refusal is the error of one entry of an answer that was fine as a whole:
// what the service says of one job in a batch.
func (a *Answer) Refusal(op Op, code, message model.Text) *Error {
	return &Error{
		Op: string(op), Kind: byCode(code.Raw()), Status: a.Status,
		Code: capped(code.Raw()), Message: capped(message.Raw()), RequestID: a.RequestID,
	}
}
