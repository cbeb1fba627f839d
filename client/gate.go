package client

import (
	"context"
	"time"
)

// gate lets one write through at a time, and leaves time between two.
type gate struct {
	slot  chan struct{}    // holds a token while the gate is free
	ready <-chan time.Time // nil: at once; belongs to whoever has the token
}

func newGate() *gate {
	g := &gate{slot: make(chan struct{}, 1)}
	g.slot <- struct{}{}
	return g
}

// enter waits for the gate; false means that ctx or stop came first.
func (g *gate) enter(ctx context.Context, stop <-chan struct{}) bool {
	select {
	case <-g.slot:
	case <-ctx.Done():
		return false
	case <-stop:
		return false
	}
	if g.ready == nil {
		return true
	}
	select {
	case <-g.ready:
		g.ready = nil
		return true
	case <-ctx.Done():
	case <-stop:
	}
	g.slot <- struct{}{}
	return false
}

// leave opens the gate again, after a write of which the next one keeps a
// distance; none was sent if that is 0.
func (g *gate) leave(distance time.Duration) {
	if distance > 0 {
		g.ready = time.After(distance)
	}
	g.slot <- struct{}{}
}
