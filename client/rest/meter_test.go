package rest

import (
	"crypto/tls"
	"errors"
	"io"
	"net"
	"testing"
)

// A handshake is no request: what counts begins where the connection was
// handed over.
func TestMeterCountsFromTheHandover(t *testing.T) {
	ours, theirs := net.Pipe()
	go func() { _, _ = io.Copy(io.Discard, theirs) }()
	t.Cleanup(func() { _, _ = ours.Close(), theirs.Close() })
	write := func(m *meter) error {
		_, err := m.Write([]byte("hello"))
		return err
	}
	idle := &meter{Conn: ours}
	if err := write(idle); err != nil {
		t.Fatal(err)
	}
	idle.hand()
	if idle.seal() {
		t.Error("only the handshake was written")
	}
	if err := write(idle); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a sealed connection still writes: %v", err)
	}
	used := &meter{Conn: ours}
	used.hand()
	if err := write(used); err != nil {
		t.Fatal(err)
	}
	if !used.seal() {
		t.Error("a request was written")
	}
}

func TestMeterCountsAWriteUnderWay(t *testing.T) {
	ours, theirs := net.Pipe()
	m := &meter{Conn: ours}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = m.Write([]byte("hello"))
	}()
	if _, err := theirs.Read(make([]byte, 1)); err != nil { // it is in the middle of it
		t.Fatal(err)
	}
	if !m.seal() {
		t.Error("one byte has left")
	}
	_, _ = ours.Close(), theirs.Close()
	<-done
}

func TestMeterIsFoundUnderTLS(t *testing.T) {
	m := &meter{}
	if got := meterOf(tls.Client(tls.Client(m, &tls.Config{MinVersion: tls.VersionTLS12}), &tls.Config{MinVersion: tls.VersionTLS12})); got != m {
		t.Errorf("%v", got)
	}
	if meterOf(nil) != nil {
		t.Error("a meter from nowhere")
	}
}
