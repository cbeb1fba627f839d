package client

import (
	"context"
	"time"
)

// slowest is the distance between writes after one was throttled, and the
// largest one that is kept, unless the usual one is larger: a quota that the
// service names is ten a minute.
const slowest = 6 * time.Second

// gate lets one write through at a time, and keeps a distance between the
// starts of two, so that the time a call takes, and what is read before it,
// passes within the distance. What a refusal taught is forgotten after a while:
// others may have used the quota up.
type gate struct {
	slot chan struct{} // holds a token while the gate is free

	// What follows belongs to whoever has the token.
	usual    time.Duration // between two starts; 0: none
	least    time.Duration // what distance comes back to; more than usual after a refusal
	distance time.Duration // between two starts now
	refused  time.Time     // when a write was throttled last
	due      time.Time     // the moment of the write that is let through
	next     time.Time     // no write starts before
}

// newGate lets so many writes start in a second; 0: any number.
func newGate(writes float64) *gate {
	g := &gate{slot: make(chan struct{}, 1)}
	if writes > 0 {
		g.usual = withSlack(time.Duration(float64(time.Second) / writes))
	}
	g.least, g.distance = g.usual, g.usual
	g.slot <- struct{}{}
	return g
}

// slack is the part of a distance that is held back: two calls come closer to
// each other on their way than they started.
const slack = 50

func withSlack(d time.Duration) time.Duration    { return d + d/slack }
func withoutSlack(d time.Duration) time.Duration { return d * slack / (slack + 1) }

// enter waits for the gate; false means that ctx or stop came first. Whoever
// entered must leave.
func (g *gate) enter(ctx context.Context, stop <-chan struct{}) bool {
	select {
	case <-g.slot:
	case <-ctx.Done():
		return false
	case <-stop:
		return false
	}
	if g.wait(ctx, stop) {
		return true
	}
	g.leave()
	return false
}

func (g *gate) wait(ctx context.Context, stop <-chan struct{}) bool {
	left := time.Until(g.next)
	if left <= 0 {
		g.due = time.Now()
		return true
	}
	g.due = g.next
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
	case <-stop:
	}
	return false
}

// leave opens the gate again.
func (g *gate) leave() { g.slot <- struct{}{} }

// sent notes a write that began at some moment, before leaving. The next one
// is due a distance after this one was, so that what is done between gate and
// call costs nothing; but never sooner than the service takes it.
func (g *gate) sent(begun time.Time) {
	g.next = later(g.due.Add(g.distance), begun.Add(withoutSlack(g.distance)))
	g.distance = max(g.least, g.distance/2)
	if !g.refused.IsZero() && begun.Sub(g.refused) > forgotten {
		g.least, g.refused = g.usual, time.Time{}
	}
}

// forgotten is how long a refusal counts.
const forgotten = 10 * time.Minute

// throttled notes a write that the service refused to take so soon, and after
// which it rests; it tells until when. The rate is halved, and the next writes
// come slower still, each half as far from the last as the one before; none
// ever comes sooner than usual.
func (g *gate) throttled(begun time.Time, rest time.Duration) time.Time {
	most := max(g.usual, slowest)
	g.least = min(max(g.least, 2*min(g.distance, slowest)), most)
	g.distance, g.refused = most, begun
	g.next = later(time.Now().Add(rest), begun.Add(g.usual))
	return g.next
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
