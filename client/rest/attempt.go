package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync"
)

// errCredential marks a credential that cannot be one: only another will do.
var errCredential = errors.New("the credential cannot be used")

// errUnsendable marks what is wrong with the call itself.
var errUnsendable = errors.New("the request cannot be made")

// try is what is known of an attempt besides its outcome.
type try struct {
	rec   *record       // nil: it was not even made
	req   *http.Request // as it was signed; nil: it could not be
	by    Credential    // of the connection, or the call's own
	sends Credential    // what signs: by, or what it got
	login int           // the how manieth credential of the connection that is
}

// attempt sends a call once; n says for which time.
func (c *Conn) attempt(ctx context.Context, call Call, n int) (*Answer, try, *Error) {
	var t try
	if call.Manner == Huawei {
		call.Manner = c.manner
	}
	t.by, t.login = c.signer()
	if call.As != nil {
		t.by = call.As
	} else if refused := c.refuse(call.Op, t); refused != nil {
		return nil, t, refused
	}
	t.sends = t.by
	if later, ok := t.by.(*Later); ok {
		got, err := later.resolve(ctx)
		if err != nil {
			return nil, t, unmade(call.Op, ungot(ctx, err))
		}
		t.sends = got
	}
	w, ok := t.sends.(interface {
		enter(context.Context, Op) (func(*Error), *Error)
	})
	if !ok {
		a, err := c.send(ctx, call, n, &t)
		c.learn(call, t, err)
		return a, t, err
	}
	leave, refused := w.enter(ctx, call.Op)
	if refused != nil {
		return nil, t, refused
	}
	a, err := c.send(ctx, call, n, &t)
	leave(err)
	c.learn(call, t, err)
	return a, t, err
}

// send uses the transports themselves: no client, so no redirects, no cookies,
// no second try. The call's deadline begins once it is signed: that may take a
// login.
func (c *Conn) send(ctx context.Context, call Call, n int, t *try) (*Answer, *Error) {
	req, err := c.request(ctx, call, t.sends)
	rec := c.trace.begin(call, n, req)
	t.rec, t.req = rec, req
	if err != nil {
		return nil, rec.over(nil, nil, nil, unmade(call.Op, err))
	}
	if call.take != nil {
		return c.sendStream(ctx, call, req, rec)
	}
	ctx, cancel := context.WithTimeout(ctx, call.Deadline)
	defer cancel()
	var sent sending
	resp, err := c.transport(call.Class).RoundTrip(req.WithContext(httptrace.WithClientTrace(ctx, sent.trace())))
	if err != nil {
		return nil, rec.over(nil, nil, nil, &Error{Op: string(call.Op), Manner: call.Manner, Kind: sent.kind(call.Class), Cause: reason(ctx, err)})
	}
	defer func() { _ = resp.Body.Close() }()
	c.clock.hear(resp.Header, c.now())
	room, _ := c.rooms.Get().(*bytes.Buffer)
	if room == nil {
		room = &bytes.Buffer{}
	}
	body, err := readBody(room, resp.Body, resp.ContentLength)
	if err != nil {
		err = reason(ctx, err)
	}
	answer, failed := c.judge(call, resp, rec.heard(resp.StatusCode, body), err)
	if answer != nil {
		answer.room, answer.free = room, &c.rooms
	}
	return answer, rec.over(resp, body, answer, failed)
}

// ungot is the error of a credential that could not be got.
func ungot(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return reason(ctx, err)
	}
	return unlogged{errCredential, err}
}

// unmade is the error of a request that could not be made or signed.
func unmade(op Op, err error) *Error {
	switch {
	case errors.Is(err, errCredential):
		return &Error{Op: string(op), Kind: loginKind(err), RequestID: requestOf(err), Cause: err}
	case !errors.Is(err, errUnsendable):
		err = fmt.Errorf("%w: %w", errUnsendable, err)
	}
	return &Error{Op: string(op), Kind: Unreached, Cause: err}
}

func (c *Conn) transport(class Class) *http.Transport {
	if class == Read {
		return c.reads
	}
	return c.writes
}

func (c *Conn) request(ctx context.Context, call Call, by Credential) (*http.Request, error) {
	u, err := c.URL(call)
	if err != nil {
		return nil, err
	}
	var body io.Reader = http.NoBody
	if call.Body != nil {
		body = bytes.NewReader(call.Body)
	}
	req, err := http.NewRequestWithContext(ctx, call.Method, u.String(), body)
	if err != nil {
		return nil, err
	}
	req.GetBody = nil // what cannot be read again cannot be sent again
	for name, value := range map[string]string{"Accept": "application/json", "User-Agent": c.userAgent, "X-Language": c.language} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	if call.Body != nil {
		req.Header.Set("Content-Type", call.contentType())
	}
	if err := c.sign(req, call.Body, by); err != nil {
		return nil, err
	}
	return req, nil
}

// reason prefers the word of the context: net/http dresses it up.
func reason(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errors.Is(err, ctx.Err()) {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return err
}

// sending knows how far a request got.
type sending struct {
	mu    sync.Mutex
	got   bool
	meter *meter
}

func (s *sending) trace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.got, s.meter = true, meterOf(info.Conn)
		if s.meter != nil && !info.Reused {
			s.meter.hand()
		}
	}}
}

// kind says what a request without an answer means. A write's connection is
// sealed first: only then "no byte was written" stays true. A read's may
// carry others.
func (s *sending) kind(class Class) Kind {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case !s.got:
		return Unreached
	case class == Write && s.meter != nil && !s.meter.seal():
		return Unreached
	}
	return Lost
}
