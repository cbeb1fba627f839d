package client

import (
	"crypto/rand"
	"encoding/base32"
	"encoding/binary"
	"io"
	"sync"
	"time"
)

// chance hands out randomness; safe for concurrent use.
type chance struct {
	mu  sync.Mutex
	src io.Reader
}

// fill fills b. A source that runs dry is helped out by the system's: an
// intent's id must be unique whatever happens.
func (c *chance) fill(b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := io.ReadFull(c.src, b); err != nil {
		_, _ = rand.Read(b) // never fails
	}
}

// between picks a duration, for jitter.
func (c *chance) between(lo, hi time.Duration) time.Duration {
	var b [8]byte
	c.fill(b[:])
	span := uint64(hi - lo)
	return lo + time.Duration(binary.BigEndian.Uint64(b[:])%span)
}

// NewIntent makes the id of a plan: 26 characters of Crockford's base 32, the
// first ones growing with time. A review asks for one when it opens.
func (c *Client) NewIntent() string {
	var b [16]byte
	c.chance.fill(b[:])
	ms := uint64(c.now().UnixMilli())
	for i := range 6 {
		b[i] = byte(ms >> (40 - 8*i))
	}
	const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	return base32.NewEncoding(crockford).WithPadding(base32.NoPadding).EncodeToString(b[:])
}
