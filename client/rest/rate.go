package rest

import "time"

// rateSpan is how many seconds back requests are counted.
const rateSpan = 10

// rate counts requests by the second.
type rate struct {
	second [rateSpan]int64 // since 1970
	count  [rateSpan]int
}

func (r *rate) add(now time.Time) {
	s := now.Unix()
	i := s % rateSpan
	if r.second[i] != s {
		r.second[i], r.count[i] = s, 0
	}
	r.count[i]++
}

// per is how many there were a second, of late.
func (r *rate) per(now time.Time, since time.Time) float64 {
	span := min(now.Sub(since).Seconds(), rateSpan)
	if span <= 0 {
		return 0
	}
	n := 0
	for i, s := range r.second {
		if ago := now.Unix() - s; ago >= 0 && ago < rateSpan {
			n += r.count[i]
		}
	}
	return float64(n) / max(span, 1)
}

// Exchanges lists what went over the wire of late, newest first: five hundred
// attempts at most, those under way among them.
func (c *Conn) Exchanges() []Exchange { return c.trace.exchanges() }

// Pace is how many requests a second were sent over the last ten seconds, 0
// where the clock stands, and, while reads keep a distance because the service
// has throttled, how many are allowed.
func (c *Conn) Pace() (perSecond float64, slowed bool, limit float64) {
	now := c.now()
	c.trace.mu.Lock()
	perSecond = c.trace.rate.per(now, c.trace.opened)
	c.trace.mu.Unlock()
	return perSecond, c.pace.slowed(now), 1 / slowGap.Seconds()
}
