// Package doors makes the doors that settings name: the login, the wire, the
// service behind it and what is kept on the disk, put together.
package doors

import (
	"context"
	"io"
	"net"
	"time"

	"drover/client/journal"
)

// Session is what all doors of a program share.
type Session struct {
	Log    io.Writer        // of requests; nil: nobody is told
	Now    func() time.Time // nil: the system's clock
	Chance io.Reader        // of intents' ids; nil: the system's
	Guard  func(run func()) // runs every goroutine of a client; nil runs them bare
	// Dial leads to a service in memory, whose clock is Now: a demo. nil: the
	// network.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Store is what is kept in a state folder, for all clients of it.
type Store struct {
	dir     string
	journal *journal.Journal
	broken  error // why there is no journal
}

// OpenStore opens what is kept in a folder. Where the journal cannot be opened
// its clients read, and say why they send nothing.
func OpenStore(dir string) *Store {
	s := &Store{dir: dir}
	s.journal, s.broken = journal.Open(dir)
	return s
}

// Close lets go of the journal, after the clients.
func (s *Store) Close() {
	if s.broken == nil {
		_ = s.journal.Close()
	}
}
