package client_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"drover/client/sim"
)

// line is the network between one drover and the service: it fails to
// connect, and it holds on to what was written and delivers it late, even
// when whoever wrote it has gone.
type line struct {
	bench *bench
	mu    sync.Mutex
	open  map[net.Conn]bool
	dials uint64
	dead  bool
}

var errCut = errors.New("the line is cut")

func (l *line) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	l.mu.Lock()
	l.dials++
	n, dead := l.dials, l.dead
	l.mu.Unlock()
	roll := l.bench.roll("dial", n)
	if dead || roll < 0.05 {
		return nil, errCut
	}
	dial := l.bench.sim.Dial
	if roll < 0.3 {
		dial = l.bench.detour(n)
	}
	conn, err := dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dead {
		_ = conn.Close()
		return nil, errCut
	}
	l.open[conn] = true
	return conn, nil
}

// cut ends every connection at once.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead = true
	for conn := range l.open {
		_ = conn.Close()
	}
}

// detour is a connection that delivers late, at most a minute after a client
// would have given up waiting, and may end early on the client's side.
func (b *bench) detour(n uint64) func(context.Context, string, string) (net.Conn, error) {
	delays := []time.Duration{0, 30 * time.Millisecond, 2 * time.Second, 15 * time.Second, 55 * time.Second, 90 * time.Second}
	patience := []time.Duration{time.Hour, 60 * time.Millisecond, time.Second, 10 * time.Second}
	delay := delays[int(b.roll("delay", n)*6)%6]
	stay := patience[int(b.roll("stay", n)*4)%4]
	return func(context.Context, string, string) (net.Conn, error) {
		near, mid := net.Pipe()
		h := &holder{sim: b.sim, client: mid, some: make(chan struct{}, 1), gone: make(chan struct{})}
		go h.hold()
		go h.deliver(delay)
		timer := time.AfterFunc(stay, func() { _ = near.Close() })
		go func() { <-h.gone; timer.Stop() }()
		return near, nil
	}
}

// holder holds what a client wrote.
type holder struct {
	sim    *sim.Sim
	client net.Conn
	some   chan struct{}
	gone   chan struct{} // closed when the client is

	mu   sync.Mutex
	kept bytes.Buffer
}

// hold takes what the client writes, until it goes.
func (h *holder) hold() {
	defer close(h.gone)
	buf := make([]byte, 4096)
	for {
		n, err := h.client.Read(buf)
		h.mu.Lock()
		h.kept.Write(buf[:n])
		h.mu.Unlock()
		if err != nil {
			return
		}
		select {
		case h.some <- struct{}{}:
		default:
		}
	}
}

// deliver hands it to the service, late, and answers back while the client is
// there; after that the service gets a second to finish.
func (h *holder) deliver(delay time.Duration) {
	defer func() { _ = h.client.Close() }()
	select {
	case <-h.some:
	case <-h.gone:
		return
	}
	time.Sleep(delay)
	far, err := h.sim.Dial(context.Background(), "", "")
	if err != nil {
		return
	}
	answered := make(chan struct{})
	go func() { defer close(answered); h.answer(far) }()
	defer func() { _ = far.Close(); <-answered }()
	for {
		h.mu.Lock()
		part := bytes.Clone(h.kept.Bytes())
		h.kept.Reset()
		h.mu.Unlock()
		if _, err := far.Write(part); err != nil {
			return
		}
		select {
		case <-h.some:
		case <-answered:
			return
		case <-h.gone:
			time.Sleep(time.Second)
			return
		}
	}
}

// answer carries back what the service says, as long as anybody listens.
func (h *holder) answer(far net.Conn) {
	buf := make([]byte, 4096)
	for {
		n, err := far.Read(buf)
		if err != nil {
			_ = h.client.Close()
			return
		}
		_, _ = h.client.Write(buf[:n]) // the client may have gone
	}
}
