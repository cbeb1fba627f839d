package rest

import (
	"context"
	"sync"
	"time"
)

const (
	refusedRest = 10 * time.Second // after a refusal, nothing is signed with the same key
	lockedRest  = 5 * time.Minute  // the gateway's lock after five refusals in a row
)

// trial keeps a key that nobody has accepted yet from being refused many times
// at once. Five refusals in a row lock an access key for five minutes, for
// everybody who uses it, and a list's first reading is more than five requests.
// So until a signature is accepted one request goes at a time, and after a
// refusal none goes for a while.
type trial struct {
	now  func() time.Time
	turn chan struct{} // holds one while somebody asks

	mu      sync.Mutex
	passed  bool
	refusal *Error // the last one
	until   time.Time
}

func newTrial(now func() time.Time) *trial {
	return &trial{now: now, turn: make(chan struct{}, 1)}
}

// enter waits until the call may be sent. It returns the last refusal if it
// must not be; else leave is to be called with what came of it.
func (t *trial) enter(ctx context.Context, op Op) (leave func(*Error), refused *Error) {
	end := func() {}
	if !t.sure() {
		select {
		case t.turn <- struct{}{}:
			end = func() { <-t.turn }
		case <-ctx.Done():
			return nil, &Error{Op: string(op), Kind: Unreached, Cause: ctx.Err()}
		}
		if t.sure() { // while this one waited
			end()
			end = func() {}
		}
	}
	if e := t.resting(op); e != nil {
		end()
		return nil, e
	}
	return func(err *Error) { t.heard(err); end() }, nil
}

func (t *trial) sure() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.passed
}

// resting is the last refusal as the answer to another call.
func (t *trial) resting(op Op) *Error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.refusal == nil || !t.now().Before(t.until) {
		return nil
	}
	e := *t.refusal
	e.Op = string(op)
	return &e
}

// heard learns from what came of a call; a gateway in trouble proves nothing.
func (t *trial) heard(err *Error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil:
		t.passed, t.refusal = true, nil
	case err.Kind == LoginEnded && err.Status != 0:
		t.passed, t.refusal, t.until = false, err, t.now().Add(refusedRest)
		if locked(err) {
			t.until = t.now().Add(lockedRest)
		}
	case err.Status/100 == 4 && err.Kind != Throttled:
		t.passed, t.refusal = true, nil
	}
}
