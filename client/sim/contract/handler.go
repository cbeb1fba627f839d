package contract

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Handler checks every request and every answer of a service, as Transport
// does on the other side of the wire. What breaks the contract is reported
// before the answer goes out.
func (c *Checker) Handler(next http.Handler, report func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client has gone
		}
		wrong := c.Request(r, body)
		if wrong != nil {
			report(wrong)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		got := &held{ResponseWriter: w}
		next.ServeHTTP(got, r)
		if got.status == 0 {
			return // it has hung up
		}
		if wrong == nil && w.Header().Get("X-Sim-Fault") == "" && strings.HasPrefix(w.Header().Get("Content-Type"), "application/json") {
			if err := c.Answer(r, body, got.status, w.Header(), got.body.Bytes()); err != nil {
				report(err)
			}
		}
		w.WriteHeader(got.status)
		_, _ = w.Write(got.body.Bytes()) // a client that has gone is no concern here
	})
}

// held is an answer that is looked at before it goes out.
type held struct {
	http.ResponseWriter
	status int // 0: there is none yet
	body   bytes.Buffer
}

// Unwrap lets the service hang up.
func (h *held) Unwrap() http.ResponseWriter { return h.ResponseWriter }

// WriteHeader keeps the status.
func (h *held) WriteHeader(status int) { h.status = status }

// Write keeps the body.
func (h *held) Write(b []byte) (int, error) {
	h.status = cmp.Or(h.status, http.StatusOK)
	return h.body.Write(b)
}

// Memory serves without a network, within the bubble of testing/synctest that
// calls it; hangUp ends it.
func Memory(h http.Handler) (dial func(ctx context.Context, network, addr string) (net.Conn, error), hangUp func()) {
	l := &pipes{waiting: make(chan net.Conn), over: make(chan struct{})}
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(l) // ends with ErrServerClosed
	}()
	return l.dial, func() {
		_ = server.Close()
		<-ended
	}
}

// pipes is a listener whose connections never leave the process.
type pipes struct {
	waiting chan net.Conn
	over    chan struct{}
	once    sync.Once
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case p.waiting <- far:
		return near, nil
	case <-p.over:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Accept waits for somebody who dials.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.waiting:
		return c, nil
	case <-p.over:
		return nil, net.ErrClosed
	}
}

// Close turns everybody away.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.over) })
	return nil
}

// Addr is that of something without one.
func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }
