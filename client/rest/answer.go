package rest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"

	"drover/client/rest/wire"
	"drover/model"
)

// subjectToken is the header of the token that IAM answers a login with.
const subjectToken = "X-Subject-Token"

// bodyCap is how large an answer may be, decompressed.
const bodyCap = 8 << 20

// Reasons why an answer says nothing, beside those of package wire.
var (
	errCut      = errors.New("the answer was cut")
	errHuge     = errors.New("the answer is larger than 8 MiB")
	errMute     = errors.New("the answer gives no reason")
	errRedirect = errors.New("the service sends elsewhere, and drover does not follow")
)

// Answer is what a service said, if it can be read.
type Answer struct {
	Status    int
	Body      wire.Value
	RequestID model.Text
	Subject   model.Secret // the token that a login was answered with; mostly empty

	room *bytes.Buffer // what Body lies in
	free *sync.Pool
}

// Release gives the room of a large answer to the next one: a long list would
// else leave all its pages to the garbage collector. Body, and whatever was cut
// out of it without a copy, must not be used after it.
func (a *Answer) Release() {
	if a.room != nil {
		a.room.Reset()
		a.free.Put(a.room)
	}
	a.Body, a.room = wire.Value{}, nil
}

// readBody reads up to the cap; length is what the service announced, -1 for
// nothing. What came before an error comes with it, for the eyes.
func readBody(b *bytes.Buffer, r io.Reader, length int64) ([]byte, error) {
	b.Grow(bytes.MinRead + int(min(max(length, 0), bodyCap)))
	n, err := b.ReadFrom(io.LimitReader(r, bodyCap+1))
	switch {
	case err != nil:
		return b.Bytes(), fmt.Errorf("%w: %w", errCut, err)
	case n > bodyCap:
		return b.Bytes(), errHuge
	}
	return b.Bytes(), nil
}

// judge turns an answer into what it means.
func (c *Conn) judge(call Call, resp *http.Response, body []byte, cause error) (*Answer, *Error) {
	a := &Answer{Status: resp.StatusCode}
	if token := resp.Header.Get(subjectToken); token != "" {
		a.Subject = model.NewSecret(token)
	}
	switch {
	case cause != nil:
	case call.done(resp, body):
		return a.named(resp), nil
	default:
		a.Body, cause = wire.Parse(body)
	}
	said := call.words(a.Body, a.Status)
	a.RequestID = said.requestID
	if a.RequestID.Empty() {
		a.RequestID = capped(resp.Header.Get("X-Request-Id"))
	}
	ok := a.Status/100 == 2
	if ok && cause == nil && said.code.Empty() {
		return a, nil
	}
	e := &Error{
		Op: string(call.Op), Manner: call.Manner, Status: a.Status, Code: said.code, Message: said.message, RequestID: a.RequestID,
		Kind: call.kind(a.Status, said, cause == nil || errors.Is(cause, wire.ErrEmpty)), RetryAfter: c.retryAfter(resp.Header),
	}
	if e.Code.Raw() == statusText(a.Status) { // IAM's code is the status once more
		e.Code = model.Text{}
	}
	switch {
	case a.Status/100 == 3:
		e.Cause = errRedirect
	case cause != nil && said.code.Empty():
		e.Cause = cause
	case said.code.Empty() && said.message.Empty(), said.code.Empty() && call.Manner == Huawei:
		e.Cause = errMute
	}
	if cause != nil {
		return nil, e
	}
	return a, e
}

// named is an answer without words, with the id that its head has.
func (a *Answer) named(resp *http.Response) *Answer {
	a.RequestID = capped(resp.Header.Get("X-Request-Id"))
	return a
}

// retryAfter reads Retry-After in seconds or as a date, capped.
func (c *Conn) retryAfter(h http.Header) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.Atoi(v); err == nil {
		return time.Duration(min(max(n, 0), int(retryAfter.Seconds()))) * time.Second
	}
	t, err := http.ParseTime(v)
	if err != nil {
		return 0
	}
	now, ok := c.ServiceTime()
	if !ok {
		now = c.now()
	}
	return min(max(t.Sub(now), 0), retryAfter)
}
