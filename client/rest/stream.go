package rest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"time"
)

const (
	// streamCap is how large a streamed answer may be, decompressed.
	streamCap = 512 << 20
	// streamWhole is how large one may be to be read before anybody is given it: what
	// an answer of this size says is judged like any other.
	streamWhole = 64 << 10
	// streamOverall is how long one streamed read may take with its repeats.
	streamOverall = time.Hour
)

var errVast = errors.New("the answer is larger than 512 MiB")

// Stream sends a read whose answer may be too long to be held: take is given its
// body as it comes, decompressed. It may be called again, with the body from its
// beginning: what it took before is worth nothing then. It is called for answers
// without an error alone. The call's deadline is for the head, and for each piece of
// the body; a long answer over a slow line may take its time.
//
// The error is always an *Error; one of take's own is its Cause. The Answer has a
// Body only where it is a short one.
func (c *Conn) Stream(ctx context.Context, call Call, take func(body io.Reader) error) (*Answer, error) {
	if call.Class != Read {
		panic("rest: only what reads is streamed, not " + string(call.Op))
	}
	call.take = take
	return settle(c.repeat(ctx, call))
}

// most is how long a read may take with its repeats.
func (c Call) most() time.Duration {
	if c.take != nil {
		return streamOverall
	}
	return overall
}

// sendStream is send for an answer that is handed on as it comes.
func (c *Conn) sendStream(ctx context.Context, call Call, req *http.Request, rec *record) (*Answer, *Error) {
	ctx, w := newStillness(ctx, call.Deadline)
	defer w.over()
	w.begin()
	var sent sending
	resp, err := c.transport(call.Class).RoundTrip(req.WithContext(httptrace.WithClientTrace(ctx, sent.trace())))
	w.end()
	if err != nil {
		return nil, rec.over(nil, nil, nil, &Error{Op: string(call.Op), Manner: call.Manner, Kind: sent.kind(call.Class), Cause: w.reason(ctx, err)})
	}
	defer func() { _ = resp.Body.Close() }()
	c.clock.hear(resp.Header, c.now())
	body := &streamed{from: resp.Body, still: w}
	var head bytes.Buffer
	_, err = head.ReadFrom(io.LimitReader(body, streamWhole))
	if err == nil && resp.StatusCode/100 != 2 { // its words may stand far behind
		_, err = head.ReadFrom(io.LimitReader(body, bodyCap-streamWhole))
	}
	if err != nil {
		err = fmt.Errorf("%w: %w", errCut, w.reason(ctx, err))
	}
	if err != nil || resp.StatusCode/100 != 2 || head.Len() < streamWhole {
		return c.short(call, resp, rec, head.Bytes(), err)
	}
	answer := (&Answer{Status: resp.StatusCode}).named(resp)
	failed := c.passOn(ctx, call, body, io.MultiReader(bytes.NewReader(head.Bytes()), body), answer)
	return answer, rec.overLong(resp, head.Bytes(), body.n, answer, failed)
}

// short judges an answer that was read before anybody was given it.
func (c *Conn) short(call Call, resp *http.Response, rec *record, body []byte, cause error) (*Answer, *Error) {
	answer, failed := c.judge(call, resp, rec.heard(resp.StatusCode, body), cause)
	if failed == nil {
		if err := call.take(bytes.NewReader(body)); err != nil {
			failed = unread(call, answer, err)
		}
	}
	return answer, rec.over(resp, body, answer, failed)
}

// passOn gives a long answer away, and reads what is left of it: only then is it
// known to have come whole.
func (*Conn) passOn(ctx context.Context, call Call, body *streamed, whole io.Reader, a *Answer) *Error {
	err := call.take(whole)
	if err == nil && body.err == nil {
		_, _ = io.Copy(io.Discard, body)
	}
	switch {
	case errors.Is(body.err, errVast):
		err = errVast
	case body.err != nil:
		err = fmt.Errorf("%w: %w", errCut, body.still.reason(ctx, body.err))
	case err == nil:
		return nil
	}
	return unread(call, a, err)
}

// unread is the error of an answer without one that could not be read.
func unread(call Call, a *Answer, err error) *Error {
	return &Error{Op: string(call.Op), Status: a.Status, RequestID: a.RequestID, Kind: classify(a.Status, "", call.Class), Cause: err}
}

// streamed is a body whose size is counted and whose every piece must come in time.
type streamed struct {
	from  io.Reader
	still *stillness
	n     int64
	err   error // why it ended before its end
}

func (s *streamed) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	s.still.begin()
	n, err := s.from.Read(p)
	s.still.end()
	if s.n += int64(n); s.n > streamCap {
		err = errVast
	}
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// stillness ends a context when nothing has come for too long. The time that
// somebody takes over what came does not count.
type stillness struct {
	most   time.Duration
	timer  *time.Timer
	cancel context.CancelCauseFunc
}

func newStillness(ctx context.Context, most time.Duration) (context.Context, *stillness) {
	ctx, cancel := context.WithCancelCause(ctx)
	s := &stillness{most: most, cancel: cancel, timer: time.AfterFunc(most, func() { cancel(context.DeadlineExceeded) })}
	s.end()
	return ctx, s
}

func (s *stillness) begin() { s.timer.Reset(s.most) }
func (s *stillness) end()   { s.timer.Stop() }

// over gives everything back.
func (s *stillness) over() {
	s.timer.Stop()
	s.cancel(context.Canceled)
}

// reason is that of the context: that nothing came is a deadline like others.
func (*stillness) reason(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", context.DeadlineExceeded, err)
	}
	return reason(ctx, err)
}

// BodyMost is how large the body of a request may be under the login in use; 0: as
// large as anybody likes.
func (c *Conn) BodyMost() int64 {
	by, _ := c.signer()
	if l, ok := by.(*Later); ok {
		l.mu.Lock()
		defer l.mu.Unlock()
		by = l.by
	}
	if b, ok := by.(interface{ bodyMost() int64 }); ok {
		return b.bodyMost()
	}
	return 0
}
