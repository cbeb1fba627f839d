package rest

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"drover/model"
)

const (
	leaseMargin = 30 * time.Minute // before its end a token is renewed, or when a tenth of its life is left
	leaseWait   = time.Minute      // for a login, its repeats included
	leaseCalm   = 30 * time.Second // after a renewal in passing that failed
	leaseBreath = 2 * time.Second  // after one that somebody waited for
)

// Grant is a token and how long it lives; 0: nobody told.
type Grant struct {
	Token model.Secret
	Life  time.Duration
}

// Lease is a Credential of tokens that end: it gets the first one when it is
// needed, the next one in passing before the end, and one at a time, however
// many ask. It is safe for concurrent use.
type Lease struct {
	get    func(context.Context) (Grant, error)
	now    func() time.Time
	source string
	bearer bool

	mu     sync.Mutex
	token  model.Secret
	life   time.Duration
	ends   time.Time // zero: it does not, or nobody told
	stands standing
	flight *flight   // the login under way
	failed error     // how the last one failed
	until  time.Time // until then nobody tries again; zero: not before Login
}

// standing is what became of the tokens that were got. One that was accepted
// and is refused has ended. One that nobody has accepted may have ended before
// its first use; after two of them in a row a third will be no better, and
// getting tokens over and over is no way out.
type standing struct {
	good bool // somebody has accepted the one in use
	vain int  // refused ones in a row that nobody had accepted
}

// errVain is why no further token is got.
var errVain = errors.New("a new token was refused as well: it may be of another region, or without rights to this project")

// refused notes that the token in use was refused; it reports whether another
// one may help.
func (s *standing) refused() bool {
	if s.good {
		*s = standing{}
		return true
	}
	s.vain++
	return s.vain < 2
}

// flight is a login that several may wait for.
type flight struct {
	landed chan struct{}
	err    error // once landed
}

// NewLease makes one that logs in by get; it asks for nothing yet. Where get
// was answered with a refusal, it is not asked again before Login is: a wrong
// password repeated by itself locks people out.
func NewLease(get func(context.Context) (Grant, error), now func() time.Time, source string) *Lease {
	return &Lease{get: get, now: now, source: source}
}

// NewBearerLease is NewLease for a service that takes a token as
// Authorization: Bearer.
func NewBearerLease(get func(context.Context) (Grant, error), now func() time.Time, source string) *Lease {
	l := NewLease(get, now, source)
	l.bearer = true
	return l
}

// Source says where the login came from.
func (l *Lease) Source() string { return l.source }

// Ends is when the token ends, by this machine's clock; zero: there is none
// yet, or nobody told.
func (l *Lease) Ends() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ends
}

// Sign sends the token, after a login if there is none that lives.
func (l *Lease) Sign(r *http.Request, body []byte) error {
	for logins := 0; ; logins++ {
		token, f, err := l.present()
		switch {
		case err != nil:
			return err
		case f == nil:
			return tokenCredential{token: token, bearer: l.bearer}.Sign(r, body)
		case logins == 2:
			return errors.New("the token ended before it could be used: check this machine's clock")
		}
		if err := f.wait(r.Context()); err != nil {
			return err
		}
	}
}

// present is the token in use, or the login that gets one, or why there is
// none.
func (l *Lease) present() (model.Secret, *flight, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if !l.token.Empty() && (l.ends.IsZero() || now.Before(l.ends)) {
		if l.due(now) {
			l.fly()
		}
		return l.token, nil, nil
	}
	if l.flight == nil {
		if l.barred(now) {
			return l.token, nil, l.failed
		}
		l.fly()
	}
	return l.token, l.flight, nil
}

// due reports a token that is to be renewed in passing.
func (l *Lease) due(now time.Time) bool {
	return !l.ends.IsZero() && l.flight == nil && !l.barred(now) && l.ends.Sub(now) < min(leaseMargin, l.life/10)
}

func (l *Lease) barred(now time.Time) bool {
	return l.failed != nil && (l.until.IsZero() || now.Before(l.until))
}

// Renew gets a token newer than the one a request was signed with.
func (l *Lease) Renew(ctx context.Context, used *http.Request) error {
	f, err := l.replace(sentToken(used))
	if f == nil {
		return err
	}
	return f.wait(ctx)
}

func (l *Lease) replace(used string) (*flight, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.token.Empty() && l.token.Reveal() != used:
		return nil, nil //nolint:nilnil // there is a newer one: nothing to wait for
	case l.flight != nil:
	case l.token.Empty() && l.barred(l.now()), l.failed != nil && l.until.IsZero():
		l.token, l.ends = model.Secret{}, time.Time{}
		return nil, l.failed
	case !l.stands.refused():
		l.failed, l.until = errVain, time.Time{}
		l.token, l.ends = model.Secret{}, time.Time{}
		return nil, l.failed
	default:
		l.fly()
	}
	l.token, l.ends = model.Secret{}, time.Time{} // nobody else need try it
	return l.flight, nil
}

// Login gets a token now, whatever became of the last try.
func (l *Lease) Login(ctx context.Context) error {
	l.mu.Lock()
	f := l.fly()
	l.stands = standing{}
	l.mu.Unlock()
	return f.wait(ctx)
}

// accepted notes that the token in use is good.
func (l *Lease) accepted(r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if sentToken(r) == l.token.Reveal() {
		l.stands = standing{good: true}
	}
}

// fly begins a login. It is nobody's own: whoever began it may leave while
// others still wait. One that is under way already does not count any more.
func (l *Lease) fly() *flight {
	f := &flight{landed: make(chan struct{})}
	l.flight = f
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), leaseWait)
		defer cancel()
		grant, err := l.get(ctx)
		l.land(f, grant, err)
	}()
	return f
}

func (l *Lease) land(f *flight, g Grant, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil && g.Token.Empty() {
		err = errors.New("the login was accepted, but no token came with it")
	}
	f.err = err
	defer close(f.landed)
	if l.flight != f {
		return
	}
	l.flight = nil
	now := l.now()
	if err != nil {
		l.failed, l.until = err, time.Time{}
		if loginKind(err) == Unreached {
			l.until = now.Add(leaseBreath)
			if !l.token.Empty() {
				l.until = now.Add(leaseCalm)
			}
		}
		return
	}
	l.token, l.life, l.ends, l.failed = g.Token, g.Life, time.Time{}, nil
	if g.Life > 0 {
		l.ends = now.Add(g.Life)
	}
}

// wait is for the one who cannot go on without the login.
func (f *flight) wait(ctx context.Context) error {
	select {
	case <-f.landed:
		return f.err
	case <-ctx.Done():
		return ctx.Err()
	}
}
