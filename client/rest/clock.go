package rest

import (
	"net/http"
	"sync"
	"time"
)

// clock is the service's, as its answers tell it.
type clock struct {
	mu   sync.Mutex
	said time.Time // Date of the last answer
	when time.Time // by the local clock
}

// hear notes the Date of an answer that came now.
func (c *clock) hear(h http.Header, now time.Time) {
	said, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said, c.when = said.UTC(), now
}

// at is what the service's clock shows at a local moment. Between two answers
// it runs with the local monotonic clock.
func (c *clock) at(now time.Time) (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.said.IsZero() {
		return time.Time{}, false
	}
	return c.said.Add(now.Sub(c.when)), true
}
