package rest

import (
	"strings"

	"drover/client/rest/wire"
	"drover/model"
)

// messageCap is how many characters of a service's words are kept.
const messageCap = 512

// said is what a service put into words.
type said struct{ code, message, requestID model.Text }

// words finds code and message in every shape that services use: flat as
// error_code and error_msg or code and message, nested under error or job, or
// in the first of results. In a 2xx only error_code counts: "code" and the
// members of results are data there.
func words(body wire.Value, status int) said {
	ok := status/100 == 2
	var nests nested
	s := flat(body, !ok, &nests)
	for _, nest := range nests.list(!ok) {
		if !s.code.Empty() {
			break
		}
		inner := flat(nest, true, nil)
		s.code, s.message = inner.code, inner.message
		if s.requestID.Empty() {
			s.requestID = inner.requestID
		}
	}
	return s
}

// nested is where words may stand one level deeper.
type nested struct{ err, job, results wire.Value }

func (n nested) list(refused bool) []wire.Value {
	if !refused {
		return []wire.Value{n.err}
	}
	return []wire.Value{n.err, n.job, n.results.First()}
}

// flat reads the words of one object in one pass: a list's answer is long.
func flat(v wire.Value, loose bool, nests *nested) said {
	var code, message, code2, message2, requestID wire.Value
	for name, m := range v.Members() {
		switch string(name) {
		case "error_code":
			code = m
		case "error_msg":
			message = m
		case "error_message":
			if message.Absent() {
				message = m
			}
		case "code":
			code2 = m
		case "message":
			message2 = m
		case "request_id":
			requestID = m
		}
		if nests != nil {
			nests.note(string(name), m)
		}
	}
	if loose && code.String() == "" {
		code = code2
		if message.String() == "" {
			message = message2
		}
	}
	return said{code: capped(code.String()), message: capped(spoken(message.String())), requestID: capped(requestID.String())}
}

// spoken is a message without the request that the gateway repeats in it when
// a signature is wrong; the trace has it whole.
func spoken(message string) string {
	before, _, _ := strings.Cut(message, "canonicalRequest")
	if len(before) == len(message) {
		return message
	}
	return strings.TrimRight(before, " ,:;")
}

func (n *nested) note(name string, v wire.Value) {
	switch name {
	case "error":
		n.err = v
	case "job":
		n.job = v
	case "results":
		n.results = v
	}
}

func capped(s string) model.Text {
	n := 0
	for i := range s {
		if n == messageCap {
			return model.NewText(s[:i] + "…")
		}
		n++
	}
	return model.NewText(s)
}
