package rest

import (
	"context"
	"sync"
	"time"
)

const (
	refusedRest = 10 * time.Second // after the first refusal of a key that was good
	mendedRest  = 5 * time.Minute  // after one that time may mend; so long is the gateway's lock
)

// trial keeps a key from being refused many times. Five refusals in a row lock
// an access key for five minutes, for everybody who uses it, and a list's first
// reading is more than five requests. So until a signature is accepted one
// request goes at a time, and after a refusal none goes: for a while where the
// key was good before, or where it was not looked at; else never again, until
// there is a new login. All projects of a login share the trial of its key.
type trial struct {
	now  func() time.Time
	turn chan struct{} // holds one while somebody asks

	mu      sync.Mutex
	passed  bool
	refusal *Error    // the last one
	until   time.Time // zero: it stays
}

func newTrial(now func() time.Time) *trial {
	return &trial{now: now, turn: make(chan struct{}, 1)}
}

// enter waits until the call may be sent. It returns the last refusal if it
// must not be; else leave is to be called with what came of it.
func (t *trial) enter(ctx context.Context, op Op) (leave func(*Error), refused *Error) {
	end, good := func() {}, t.sure()
	if !good {
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
	return func(err *Error) { t.heard(err, good); end() }, nil
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
	if t.refusal == nil || !t.until.IsZero() && !t.now().Before(t.until) {
		return nil
	}
	e := *t.refusal
	e.Op = string(op)
	return &e
}

// TurnedDown reports an access key that was refused when it was last sent; false
// for any other credential.
func TurnedDown(c Credential) bool {
	k, ok := c.(*keyCredential)
	if !ok {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.refusal != nil
}

// heard learns from what came of a call; good says that the key was when it was
// sent. A gateway in trouble proves nothing.
func (t *trial) heard(err *Error, good bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case accepted(err):
		t.passed, t.refusal = true, nil
	case err.Kind == LoginEnded && err.Status != 0:
		t.passed, t.refusal, t.until = false, err, time.Time{}
		switch {
		case mends(err):
			t.until = t.now().Add(mendedRest)
		case good:
			t.until = t.now().Add(refusedRest)
		}
	}
}
