package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strconv"
	"strings"
	"time"

	"drover/client/rest/wire"
	"drover/model"
)

// Kind says what a failed call means for the one who made it.
type Kind uint8

// The kinds, from "certainly nothing happened" to "nobody knows".
const (
	Lost         Kind = iota // sent, answer lost, cut, unreadable, or a 5xx: for a write the outcome is unknown
	Unreached                // no byte was written: DNS, dial, TLS, or cancelled before
	Throttled                // 429, APIG*.0308, DRS.M01503: not applied
	LoginEnded               // 401, 403 DRS.M00100: not applied, the credential is dead
	NotPermitted             // 401 DRS.M00103, 403 DRS.M00102: refused, a new login will not help
	Refused                  // 4xx with a service code
	NotThere                 // 404 APIGW.0101: this API generation is not offered here
	Gone                     // the job does not exist (any more)
	BadAnswer                // 2xx, but HTML, empty, too large, too deep: for a read only
)

// String is the kind in one word, as it stands in a log.
func (k Kind) String() string {
	words := [...]string{"lost", "unreached", "throttled", "login_ended", "not_permitted", "refused", "not_there", "gone", "bad_answer"}
	if int(k) < len(words) {
		return words[k]
	}
	return "unknown"
}

// Error is what every failed call returns: what was asked, what the service
// said, and what it means. It holds no secret and no request body.
type Error struct {
	Op         string // operation as named in the contract
	Manner     Manner // whose it is
	Kind       Kind
	Status     int // HTTP status; 0: no answer
	Code       model.Text
	Message    model.Text
	RequestID  model.Text
	RetryAfter time.Duration // 0: the service named none
	Cause      error         // the transport's error, if any; its text is cleaned when shown
}

// Error is one clean line: operation, status, code, the service's words
// quoted, request id.
func (e *Error) Error() string {
	if e.RequestID.Empty() {
		return e.words()
	}
	return e.words() + "   request " + e.RequestID.String()
}

// words is the line without the request.
func (e *Error) words() string {
	parts := []string{e.Op}
	if e.Status != 0 {
		parts = append(parts, statusText(e.Status))
	}
	if s := e.said(); s != "" {
		parts = append(parts, s)
	}
	return strings.Join(parts, "   ")
}

func (e *Error) said() string {
	s := strings.TrimSpace(e.Code.String() + " " + e.Message.String())
	if s == "" && e.Cause != nil {
		s = model.Clean(e.Cause.Error())
	}
	return s
}

// troubles are the words for causes, the first that fits.
var troubles = []struct {
	cause error
	word  string
}{
	{context.Canceled, "cancelled"}, {context.DeadlineExceeded, "too slow"}, {errCredential, "no login"}, {errUnsendable, "not made"},
	{errCut, "cut"}, {errHuge, "too large"}, {errVast, "too large"}, {errRedirect, "redirect"}, {wire.ErrJSON, "no JSON"}, {wire.ErrEmpty, "empty"}, {wire.ErrDeep, "too deep"},
}

// Trouble is the cause in one of a few fixed words of at most nine letters,
// free of anything that came from outside; "" where the status says it all.
func (e *Error) Trouble() string {
	for _, t := range troubles {
		if errors.Is(e.Cause, t.cause) {
			return t.word
		}
	}
	var name *net.DNSError
	var bad *tls.CertificateVerificationError
	switch {
	case errors.As(e.Cause, &name):
		return "no host"
	case errors.As(e.Cause, &bad):
		return "cert"
	case e.Status != 0:
		return ""
	case e.Kind == Unreached:
		return "unreached"
	}
	return "lost"
}

// Unwrap gives the transport's error.
func (e *Error) Unwrap() error { return e.Cause }

// KindOf tells the kind of any error of this package; ok is false for others.
func KindOf(err error) (k Kind, ok bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind, true
	}
	return Lost, false
}

func statusText(code int) string { return strconv.Itoa(code) }
