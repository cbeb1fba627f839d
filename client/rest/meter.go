package rest

import (
	"crypto/tls"
	"net"
	"sync"
)

// meter tells whether bytes of a request left on a connection, and can stop
// it for good: once sealed, nothing more leaves, however late the goroutine
// of net/http comes that wanted to write.
type meter struct {
	net.Conn
	mu      sync.Mutex
	written int64 // bytes that left
	handed  int64 // of which had left when the connection was handed to a request
	writing int   // Write calls under way
	sealed  bool
}

// Write counts what leaves.
func (m *meter) Write(b []byte) (int, error) {
	if !m.begin() {
		return 0, net.ErrClosed
	}
	n, err := m.Conn.Write(b)
	m.mu.Lock()
	defer m.mu.Unlock()
	m.writing--
	m.written += int64(n)
	return n, err
}

func (m *meter) begin() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sealed {
		return false
	}
	m.writing++
	return true
}

// hand marks where the handshake ends and the request begins.
func (m *meter) hand() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.handed = m.written
}

// seal stops the connection and reports whether any byte of the request has
// left, or may be leaving now.
func (m *meter) seal() (left bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sealed = true
	return m.writing > 0 || m.written > m.handed
}

// meterOf finds the meter under a connection's layers of TLS.
func meterOf(conn net.Conn) *meter {
	for {
		switch c := conn.(type) {
		case *meter:
			return c
		case *tls.Conn:
			conn = c.NetConn()
		default:
			return nil
		}
	}
}
