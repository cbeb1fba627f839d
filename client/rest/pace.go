package rest

import (
	"context"
	"sync"
	"time"
)

// pace keeps reads from hurting a service that has begun to throttle: quotas
// count per user or per source address, and a whole bastion shares one. It
// costs nothing before the first 429. (Writes are paced by the one who sends
// them, chunk by chunk.)
type pace struct {
	now func() time.Time

	mu   sync.Mutex
	next time.Time // no read starts before
	calm time.Time // until then reads keep a distance
}

const (
	slowGap  = 200 * time.Millisecond
	slowTime = time.Minute
)

// throttled notes a 429 that asked to wait.
func (p *pace) throttled(wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if t := now.Add(wait); t.After(p.next) {
		p.next = t
	}
	p.calm = now.Add(wait + slowTime)
}

// enter waits for the turn of a read.
func (p *pace) enter(ctx context.Context) error {
	return pause(ctx, p.turn())
}

func (p *pace) turn() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	wait := max(0, p.next.Sub(now))
	if now.Before(p.calm) {
		p.next = now.Add(wait + slowGap)
	}
	return wait
}

// slowed reports whether reads keep a distance now.
func (p *pace) slowed(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return now.Before(p.calm)
}

// pause waits, or less if ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
