package rest_test

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"drover/client/rest"
)

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// raw serves connections by hand.
func raw(t *testing.T, serve func(*net.TCPConn)) *rest.Conn {
	t.Helper()
	l := listen(t)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			serve(c.(*net.TCPConn))
			_ = c.Close()
		}
	}()
	return conn(t, rest.Config{Endpoint: "http://" + l.Addr().String()})
}

func TestClosedPortIsUnreached(t *testing.T) {
	l := listen(t)
	addr := l.Addr().String()
	_ = l.Close()
	_, err := conn(t, rest.Config{Endpoint: "http://" + addr}).Do(t.Context(), write())
	if kind(t, err) != rest.Unreached {
		t.Errorf("%v", err)
	}
}

func TestFailedHandshakeIsUnreached(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c := conn(t, rest.Config{Endpoint: s.URL}) // its certificate is not known
	_, err := c.Do(t.Context(), write())
	if kind(t, err) != rest.Unreached {
		t.Errorf("%v", err)
	}
	_, err = c.Do(t.Context(), read()) // and asking again would not help: no wait here
	var bad *tls.CertificateVerificationError
	if !errors.As(err, &bad) {
		t.Errorf("%v", err)
	}
}

// secure is a service over TLS and the file with its certificate.
func secure(t *testing.T) (s *httptest.Server, caFile string) {
	t.Helper()
	s = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }))
	t.Cleanup(s.Close)
	caFile = filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(caFile, block, 0o600); err != nil {
		t.Fatal(err)
	}
	return s, caFile
}

// TestHandshakeIsNoRequest: the line dies between the handshake and the first
// byte of the request.
func TestHandshakeIsNoRequest(t *testing.T) {
	s, file := secure(t)
	var dead atomic.Bool
	c := conn(t, rest.Config{Endpoint: s.URL, CAFile: file, Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		inner, err := new(net.Dialer).DialContext(ctx, network, addr)
		return &dying{inner, &dead}, err
	}})
	if _, err := c.Do(t.Context(), write()); err != nil {
		t.Fatal(err)
	}
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{TLSHandshakeDone: func(tls.ConnectionState, error) { dead.Store(true) }})
	if _, err := c.Do(ctx, write()); kind(t, err) != rest.Unreached || !dead.Load() {
		t.Errorf("%v", err)
	}
}

type dying struct {
	net.Conn
	dead *atomic.Bool
}

func (d *dying) Write(b []byte) (int, error) {
	if d.dead.Load() {
		return 0, errors.New("the line is dead")
	}
	return d.Conn.Write(b)
}

func TestCAFileIsTrusted(t *testing.T) {
	s, file := secure(t)
	c := conn(t, rest.Config{Endpoint: s.URL, CAFile: file})
	for _, call := range []rest.Call{read(), write()} {
		if _, err := c.Do(t.Context(), call); err != nil {
			t.Errorf("%s: %v", call.Op, err)
		}
	}
}

func TestCancelledBeforeIsUnreached(t *testing.T) {
	c, asked := served(t, func(http.ResponseWriter, *http.Request) {})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Do(ctx, write())
	if kind(t, err) != rest.Unreached || !errors.Is(err, context.Canceled) || asked.Load() != 0 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}

func TestNoAnswerAfterReadingIsLost(t *testing.T) {
	for name, end := range map[string]func(*net.TCPConn){
		"reset":    func(c *net.TCPConn) { _ = c.SetLinger(0) },
		"close":    func(*net.TCPConn) {},
		"cut head": func(c *net.TCPConn) { _, _ = io.WriteString(c, "HTTP/1.1 202 Accep") },
		"cut body": func(c *net.TCPConn) {
			_, _ = io.WriteString(c, "HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{\"results\":")
		},
		"garbage": func(c *net.TCPConn) { _, _ = io.WriteString(c, "\x00\x01\x02\r\n\r\n") },
		"long head": func(c *net.TCPConn) {
			_, _ = io.WriteString(c, "HTTP/1.1 202 Accepted\r\nX-A: "+strings.Repeat("a", 70<<10)+"\r\nContent-Length: 2\r\n\r\n{}")
		},
	} {
		t.Run(name, func(t *testing.T) {
			var served atomic.Int32
			c := raw(t, func(c *net.TCPConn) {
				served.Add(1)
				_, _ = c.Read(make([]byte, 4096))
				end(c)
			})
			_, err := c.Do(t.Context(), write())
			if kind(t, err) != rest.Lost || served.Load() != 1 {
				t.Errorf("%v, served %d", err, served.Load())
			}
		})
	}
}

func TestDeadlineAfterWritingIsLost(t *testing.T) {
	c := raw(t, func(c *net.TCPConn) { _, _ = io.Copy(io.Discard, c) })
	call := write()
	call.Deadline = time.Second
	_, err := c.Do(t.Context(), call)
	if kind(t, err) != rest.Lost || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// TestUnreachedIsTrue cancels writes at every possible moment: one that says
// that no byte was written must not have written one, not even later.
func TestUnreachedIsTrue(t *testing.T) {
	rounds := 400
	if os.Getenv("DROVER_SOAK") == "1" {
		rounds *= 10
	}
	var mu sync.Mutex
	got := map[*tap]int{}
	dial := memory(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	unreached, lost := 0, 0
	for range rounds {
		var tapped atomic.Pointer[tap]
		c := conn(t, rest.Config{Endpoint: "http://demo.invalid", Dial: func(ctx context.Context, n, a string) (net.Conn, error) {
			inner, err := dial(ctx, n, a)
			if err != nil {
				return nil, err
			}
			x := &tap{Conn: inner, note: func(x *tap, n int) { mu.Lock(); got[x] += n; mu.Unlock() }}
			tapped.Store(x)
			return x, nil
		}})
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			for range rand.IntN(40000) {
				_ = ctx.Err()
			}
			cancel()
		}()
		_, err := c.Do(ctx, write())
		if err == nil {
			continue
		}
		if kind(t, err) != rest.Unreached {
			lost++
			continue
		}
		unreached++
		time.Sleep(50 * time.Microsecond) // let a late writer come
		mu.Lock()
		if n := got[tapped.Load()]; n > 0 {
			t.Errorf("unreached, yet %d bytes left: %v", n, err)
		}
		mu.Unlock()
	}
	t.Logf("%d unreached, %d lost", unreached, lost)
	if unreached == 0 {
		t.Error("no round was cancelled early: the test proves nothing")
	}
}

type tap struct {
	net.Conn
	note func(*tap, int)
}

func (x *tap) Write(b []byte) (int, error) {
	n, err := x.Conn.Write(b)
	x.note(x, n)
	return n, err
}
