package rest

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"sync"
	"time"
)

const (
	repeats      = 3                // of one read
	overall      = 2 * time.Minute  // of one read with its repeats
	retryAfter   = 60 * time.Second // what a service may ask for at most
	jitterFloor  = 500 * time.Millisecond
	jitterCeil   = 8 * time.Second
	budgetFull   = 30
	budgetRefill = 2 * time.Second // one repeat
)

// repeat sends a read until it is answered, its trouble will not pass, the
// attempts or the host's budget are used up, or ctx ends.
func (c *Conn) repeat(ctx context.Context, call Call) (*Answer, *Error) {
	ctx, cancel := context.WithTimeout(ctx, call.most())
	defer cancel()
	most, renewed := repeats, false
	for n := 1; ; n++ {
		if err := c.pace.enter(ctx); err != nil {
			return nil, &Error{Op: string(call.Op), Kind: Unreached, Cause: err}
		}
		answer, t, err := c.attempt(ctx, call, n)
		if err == nil {
			return answer, nil
		}
		if ended(t, err) && !renewed {
			again, failed := c.renew(ctx, call, t)
			if failed != nil {
				return answer, unrenewed(call.Op, failed)
			}
			if again {
				renewed, most = true, most+1
				continue
			}
		}
		if err.Kind == Throttled {
			c.pace.throttled(err.RetryAfter)
		}
		if n > most || !passes(err) || ctx.Err() != nil || !c.budget.take() {
			return answer, err
		}
		wait := c.delay(n, err.RetryAfter)
		t.rec.again(wait)
		if pause(ctx, wait) != nil {
			return answer, err
		}
	}
}

// passes reports trouble that may be over at the next attempt.
func passes(err *Error) bool {
	if err.Kind == LoginEnded { // a credential that cannot be used will not be better
		return false
	}
	switch err.Status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	case 0:
		var bad *tls.CertificateVerificationError
		return !errors.As(err.Cause, &bad) && !errors.Is(err.Cause, errUnsendable) && !errors.Is(err.Cause, errCredential)
	}
	return err.Kind == Throttled || errors.Is(err.Cause, errCut)
}

// delay is the time before repeat n: full jitter under a ceiling that doubles
// up to 8 s, after what the service asked for.
func (c *Conn) delay(n int, asked time.Duration) time.Duration {
	ceil := min(jitterCeil, time.Second<<n)
	jitter := time.Duration(c.rand() * float64(ceil-jitterFloor))
	if asked > 0 {
		return asked + min(jitter, jitterFloor)
	}
	return jitterFloor + jitter
}

// budget is how many repeats the host is spared, whoever wants them: with the
// service down, eight readers must not become thirty-two.
type budget struct {
	now func() time.Time

	mu   sync.Mutex
	left float64
	seen time.Time
}

func newBudget(now func() time.Time) *budget {
	return &budget{now: now, left: budgetFull, seen: now()}
}

// take asks for one repeat.
func (b *budget) take() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.left = min(budgetFull, b.left+now.Sub(b.seen).Seconds()/budgetRefill.Seconds())
	b.seen = now
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}
