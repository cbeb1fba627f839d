package rest

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"drover/model"
)

// Exchange is one attempt of one call as it went over the wire, for the eyes:
// nothing in it is, or can be made to give, a secret.
type Exchange struct {
	Number     int    // of this connection's attempts, from 1
	Op         string // operation as named in the contract
	Generation string // "v5", "v3"
	Write      bool
	Method     string
	URL        string // "" if none could be made
	Path       string // of the URL, below generation and project: "jobs/61c2…"
	Attempt    int    // of the same call, from 1
	Began      time.Time
	Took       time.Duration // by the connection's clock; 0 while it is under way, or where that clock stands
	Open       bool          // under way
	Status     int           // HTTP; 0: no answer
	Err        *Error        // nil: fine, or under way
	Next       time.Duration // after which it was tried again; 0: it was not
	RequestID  model.Text    // the body's, else the header's
	Sent       int64         // bytes of the request's body
	Received   int64         // bytes of the answer's body, decompressed

	request, answer part
	manner          Manner
	form            bool
}

// part is what was kept of one direction.
type part struct {
	head []Header
	body []byte // raw, its beginning at most; nil: none, or not kept any more
	size int64
}

// Header is one line of a head. The value of one that authenticates is a mask.
type Header struct{ Name, Value string }

// Part is one direction of an exchange: its head and what is left of its body.
type Part struct {
	Head []Header
	Body []byte // redacted, indented where it is JSON; nil: none, or not kept any more
	Size int64  // bytes in all
	Kept int64  // of which were kept; less than Size: the body is cut, or gone
}

// Request is what was sent.
func (e Exchange) Request() Part { return e.request.shown() }

// Answer is what came back.
func (e Exchange) Answer() Part { return e.answer.shown() }

func (p part) shown() Part {
	out := Part{Head: p.head, Size: p.size, Kept: int64(len(p.body))}
	if len(p.body) > 0 {
		out.Body = Redact(p.body)
	}
	return out
}

// Curl is the request as a command for a shell; see the function Curl. A body
// that was not kept whole is left to the user, and the first line says so.
func (e Exchange) Curl() string {
	body, language := e.request.body, ""
	switch {
	case e.form:
		return curlForm(e.URL, body)
	case e.manner == DryvIQ && int64(len(body)) == e.request.size:
		return CurlBearer(e.Method, e.URL, body)
	case e.manner == DryvIQ:
		return fmt.Sprintf(bodyMissing, e.request.size, CurlBearer(e.Method, e.URL, []byte(`"BODY"`)))
	}
	for _, h := range e.request.head {
		if h.Name == "X-Language" {
			language = h.Value
		}
	}
	if int64(len(body)) < e.request.size {
		return fmt.Sprintf(bodyMissing, e.request.size, Curl(e.Method, e.URL, language, []byte(`"BODY"`)))
	}
	return Curl(e.Method, e.URL, language, body)
}

const bodyMissing = "# its body of %d bytes was not kept whole: put it in place of BODY\n%s"

// heads lists headers by name. What authenticates is masked, and so is
// whatever repeats a hidden value.
func heads(h http.Header, hidden []string) []Header {
	out := make([]Header, 0, len(h))
	for name, values := range h {
		v := mask
		if !secretHeader(name) {
			v = hide(strings.Join(values, ", "), hidden)
		}
		out = append(out, Header{name, v})
	}
	slices.SortFunc(out, func(a, b Header) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// hide masks the hidden values in a text.
func hide(s string, hidden []string) string {
	for _, secret := range hidden {
		s = strings.ReplaceAll(s, secret, mask)
	}
	return s
}

// below is the part of a path behind generation and project, or site. The
// template tells whether there is a project.
func below(call Call, path string) string {
	parts := strings.Split(path, "/")
	skip := 2 // "", generation
	if t := strings.Split(call.Path, "/"); len(t) > 2 && strings.HasPrefix(t[2], "{") {
		skip++
	}
	if call.Site != "" {
		skip += len([]string{"sites", call.Site, "api"})
	}
	return strings.Join(parts[min(skip, len(parts)):], "/")
}
