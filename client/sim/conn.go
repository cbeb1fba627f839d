package sim

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"sync"
	"time"
)

// wire is the service behind in-memory connections. Nothing of it exists
// before the first Dial, so that a test may make a Sim anywhere and use it
// within a testing/synctest bubble.
type wire struct {
	mu     sync.Mutex
	pipes  *pipes
	server *http.Server
	ended  chan struct{}
	closed bool
}

// Dial connects to the service without a network: it is meant for
// http.Transport.DialContext, and answers any address.
func (s *Sim) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	p, err := s.listener()
	if err != nil {
		return nil, err
	}
	near, far := net.Pipe()
	select {
	case p.waiting <- far:
		return near, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *Sim) listener() (*pipes, error) {
	w := &s.wire
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return nil, net.ErrClosed
	}
	if w.server == nil {
		w.pipes = &pipes{waiting: make(chan net.Conn), done: make(chan struct{})}
		w.ended = make(chan struct{})
		w.server = newServer(s.handler)
		go func(server *http.Server, l net.Listener, ended chan<- struct{}) {
			defer close(ended)
			_ = server.Serve(l) // ends with ErrServerClosed, by Close
		}(w.server, w.pipes, w.ended)
	}
	return w.pipes, nil
}

func newServer(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 30 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
}

// Close ends the in-memory connections and whatever hangs on them. The
// records can still be read.
func (s *Sim) Close() error {
	w := &s.wire
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.server == nil {
		return nil
	}
	err := w.server.Close()
	<-w.ended
	return err
}

// pipes is a listener whose connections never leave the process.
type pipes struct {
	waiting chan net.Conn
	done    chan struct{}
	once    sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.waiting:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

func (p *pipes) Addr() net.Addr { return memory{} }

// memory is the address of a connection that has none.
type memory struct{}

func (memory) Network() string { return "memory" }
func (memory) String() string  { return "memory" }
