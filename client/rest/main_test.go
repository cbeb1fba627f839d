package rest_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"drover/client/rest"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const sentinel = "tok-5ecret-s3ntinel"

var token = rest.TokenCredential(model.NewSecret(sentinel), "token from a test")

func read() rest.Call {
	return rest.Call{Operation: rest.Operation{Op: "ReadIt", Method: http.MethodGet, Path: "/v5/{p}/things", Class: rest.Read, Deadline: 10 * time.Second}, Values: map[string]string{"p": "p1"}}
}

func write() rest.Call {
	return rest.Call{
		Operation: rest.Operation{Op: "WriteIt", Method: http.MethodPost, Path: "/v3/{p}/things", Class: rest.Write, Deadline: 10 * time.Second},
		Values:    map[string]string{"p": "p1"}, Body: []byte(`{"a":1}`),
	}
}

func conn(t testing.TB, cfg rest.Config) *rest.Conn {
	t.Helper()
	if cfg.Credential == nil {
		cfg.Credential = token
	}
	c, err := rest.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// served is a service on loopback that answers everything alike and counts.
func served(t testing.TB, h http.HandlerFunc) (c *rest.Conn, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return conn(t, rest.Config{Endpoint: s.URL}), asked
}

// memory serves in memory, so that it also works inside a synctest bubble.
func memory(t testing.TB, h http.HandlerFunc) (dial func(context.Context, string, string) (net.Conn, error)) {
	t.Helper()
	l := &pipes{in: make(chan net.Conn), closed: make(chan struct{})}
	s := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() { _ = s.Close() })
	return l.dial
}

type pipes struct {
	in     chan net.Conn
	closed chan struct{}
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.in <- theirs:
		return ours, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.in:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }

func kind(t testing.TB, err error) rest.Kind {
	t.Helper()
	k, ok := rest.KindOf(err)
	if !ok {
		t.Fatalf("%v is no *rest.Error", err)
	}
	return k
}
