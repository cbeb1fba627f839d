package rest

import (
	"context"
	"net/http"
	"sync"
	"time"

	"drover/model"
)

const (
	laterMargin = 5 * time.Minute  // before its end a credential is got anew
	laterCalm   = 30 * time.Second // after a failure
)

// Later is a Credential that is got when the first request needs it, such as
// the one that a command prints, and again shortly before it ends. A Conn sends
// with the one that was got, as if it had been given that. It is safe for
// concurrent use.
type Later struct {
	get    func(context.Context) (by Credential, ends time.Time, err error)
	now    func() time.Time
	source string
	turn   chan struct{} // holds one while somebody gets it

	mu     sync.Mutex
	by     Credential
	ends   time.Time // zero: it does not, or nobody told
	due    time.Time // when it is got anew, a little before
	stands standing  // of tokens
	failed error
	until  time.Time // until then nobody tries again; zero: not before Again
}

// NewLater makes one; get is called by one request at a time, and ends is when
// what it got ends, zero for never.
func NewLater(get func(context.Context) (by Credential, ends time.Time, err error), now func() time.Time, source string) *Later {
	return &Later{get: get, now: now, source: source, turn: make(chan struct{}, 1)}
}

// Source says where the credential comes from.
func (l *Later) Source() string { return l.source }

// Ends is when what was got ends; zero: it does not, or nobody told.
func (l *Later) Ends() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ends
}

// Sign signs with the one that was got.
func (l *Later) Sign(r *http.Request, body []byte) error {
	by, err := l.resolve(r.Context())
	if err != nil {
		return err
	}
	return by.Sign(r, body)
}

// renewer is who gets something newer after a refusal: the credential itself,
// or for a token that somebody printed, whoever prints another; which may be
// under way. ok is false for a signature.
func (l *Later) renewer() (r Renewer, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r, ok := l.by.(Renewer); ok {
		return r, true
	}
	_, ok = l.by.(tokenCredential)
	return reprint{l}, ok || l.by == nil
}

// reprint renews a token by getting another one.
type reprint struct{ *Later }

// Renew gets another token, unless the one in use is another already.
func (l reprint) Renew(ctx context.Context, used *http.Request) error {
	l.drop(used)
	_, err := l.resolve(ctx)
	return err
}

// drop lets go of the token that a request was signed with, if it is in use.
func (l *Later) drop(used *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.sends(used) {
		return
	}
	if l.by = nil; !l.stands.refused() {
		l.failed, l.until = errVain, time.Time{}
	}
}

// sends reports whether a request was signed with the token in use.
func (l *Later) sends(r *http.Request) bool {
	t, ok := l.by.(tokenCredential)
	return ok && t.token.Reveal() == sentToken(r)
}

// accepted notes that the token in use is good.
func (l *Later) accepted(r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.sends(r) {
		l.stands = standing{good: true}
	}
}

// Again gets another one now, whatever became of the last try.
func (l *Later) Again(ctx context.Context) error {
	l.mu.Lock()
	l.by, l.failed, l.stands = nil, nil, standing{}
	l.mu.Unlock()
	_, err := l.resolve(ctx)
	return err
}

// resolve is the credential to send with: the one that was got, or a new one.
func (l *Later) resolve(ctx context.Context) (Credential, error) {
	if by, err := l.present(); by != nil || err != nil {
		return by, err
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if by, err := l.present(); by != nil || err != nil { // somebody got it meanwhile
		return by, err
	}
	by, ends, err := l.get(ctx)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		now := l.now()
		l.by, l.ends, l.failed = by, ends, nil
		l.due = ends.Add(-min(laterMargin, max(ends.Sub(now)/10, 0)))
	case ctx.Err() == nil: // it failed by itself
		l.failed, l.until = err, l.now().Add(laterCalm)
	}
	return by, err
}

func (l *Later) present() (Credential, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if l.by != nil && (l.ends.IsZero() || now.Before(l.due)) {
		return l.by, nil
	}
	if l.failed == nil || !l.until.IsZero() && !now.Before(l.until) {
		return nil, nil //nolint:nilnil // there is none, and it may be got
	}
	if l.by != nil && now.Before(l.ends) {
		return l.by, nil // it lives a little longer
	}
	return nil, l.failed
}

// Typed is keys whose access key was typed in like a secret.
func (k Keys) Typed(access model.Secret) Keys {
	k.Access = access.Trimmed().Reveal()
	return k
}
