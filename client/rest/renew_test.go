package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
	"drover/model"
)

// office hands out tokens: "token-1", "token-2", …
type office struct {
	given atomic.Int32
	life  time.Duration

	mu   sync.Mutex
	slow time.Duration
	err  func() error // nil: it works
}

// now changes how it works from now on.
func (o *office) now(slow time.Duration, err func() error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.slow, o.err = slow, err
}

func (o *office) get(ctx context.Context) (rest.Grant, error) {
	n := o.given.Add(1)
	o.mu.Lock()
	slow, failed := o.slow, o.err
	o.mu.Unlock()
	select {
	case <-time.After(slow):
	case <-ctx.Done():
		return rest.Grant{}, ctx.Err()
	}
	if failed != nil {
		return rest.Grant{}, failed()
	}
	return rest.Grant{Token: model.NewSecret(fmt.Sprintf("token-%d", n)), Life: o.life}, nil
}

// leased is a service that takes the tokens that valid names, and counts.
func leased(t *testing.T, o *office, valid func(token string) bool) (c *rest.Conn, l *rest.Lease, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	l = rest.NewLease(o.get, time.Now, "user from a test")
	c = conn(t, rest.Config{Endpoint: "http://drs.invalid", Credential: l, Rand: func() float64 { return 0 }, Dial: memory(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if !valid(r.Header.Get("X-Auth-Token")) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: decrypt token fail"}`)
			return
		}
		_, _ = io.WriteString(w, "{}")
	})})
	return c, l, asked
}

// refusal and absence are what the service of logins says, and that it does
// not.
func refusal() error { return &rest.Error{Op: "Login", Kind: rest.LoginEnded, Status: 401} }
func absence() error { return &rest.Error{Op: "Login", Kind: rest.Unreached} }

func TestLoginComesWithTheFirstRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{life: 24 * time.Hour, slow: time.Second}
		c, l, _ := leased(t, o, func(token string) bool { return token == "token-1" })
		if !l.Ends().IsZero() || o.given.Load() != 0 {
			t.Error("a login before there was need")
		}
		var wg sync.WaitGroup
		for i := range 100 {
			wg.Go(func() {
				if _, err := c.Do(t.Context(), []rest.Call{read(), write()}[i%2]); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n, left := o.given.Load(), time.Until(l.Ends()); n != 1 || left > 24*time.Hour || left < 23*time.Hour {
			t.Errorf("%d logins, %v left", n, left)
		}
	})
}

func TestManyReadersRenewOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dead atomic.Bool
		o := &office{slow: time.Second}
		c, _, asked := leased(t, o, func(token string) bool { return token == "token-2" || token == "token-1" && !dead.Load() })
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Fatal(err)
		}
		dead.Store(true)
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if _, err := c.Do(t.Context(), read()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := o.given.Load(); n != 2 || asked.Load() > 201 {
			t.Errorf("%d logins, %d requests", n, asked.Load())
		}
	})
}

// TestFailedRenewalIsTold: everybody hears why, and nobody goes round.
func TestFailedRenewalIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		err  func() error
		kind rest.Kind
	}{
		"refused":    {refusal, rest.LoginEnded},
		"unreached":  {absence, rest.Unreached},
		"a passcode": {func() error { return rest.ErrPasscode }, rest.LoginEnded},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := &office{slow: time.Second}
				var dead atomic.Bool
				conn, _, asked := leased(t, o, func(string) bool { return !dead.Load() })
				if _, err := conn.Do(t.Context(), read()); err != nil || o.given.Load() != 1 || asked.Load() != 1 {
					t.Fatalf("%d logins, %d requests, %v", o.given.Load(), asked.Load(), err)
				}
				dead.Store(true)
				o.now(time.Second, c.err)
				var wg sync.WaitGroup
				for range 100 {
					wg.Go(func() {
						_, err := conn.Do(t.Context(), read())
						var e *rest.Error
						if kind(t, err) != c.kind || !errors.As(err, &e) || errors.Unwrap(e) == nil || !strings.Contains(errors.Unwrap(e).Error(), c.err().Error()) {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				if n := o.given.Load(); n != 2 || asked.Load() > 101 {
					t.Errorf("%d logins, %d requests", n, asked.Load())
				}
			})
		})
	}
}

func TestRefusedLoginWaitsForTheUser(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{err: refusal}
		c, l, asked := leased(t, o, func(string) bool { return true })
		for range 5 {
			_, _ = c.Do(t.Context(), read())
			time.Sleep(time.Hour)
		}
		if o.given.Load() != 1 || asked.Load() != 0 {
			t.Errorf("%d logins, %d requests", o.given.Load(), asked.Load())
		}
		o.now(0, nil)
		if err := l.Login(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Error(err)
		}
	})
}

func TestAbsentLoginIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{err: absence}
		c, _, _ := leased(t, o, func(string) bool { return true })
		if _, err := c.Do(t.Context(), read()); kind(t, err) != rest.Unreached || o.given.Load() != 1 {
			t.Errorf("%d logins, %v", o.given.Load(), err)
		}
		time.Sleep(2 * time.Second)
		o.now(0, nil)
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Error(err)
		}
	})
}

// TestWriteIsNotSentAgain: it was not done, the login is renewed for those that
// come next, and sending it again is for the user to say.
func TestWriteIsNotSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{}
		c, _, asked := leased(t, o, func(token string) bool { return token == "token-2" })
		_, err := c.Do(t.Context(), write())
		if kind(t, err) != rest.LoginEnded || asked.Load() != 1 || o.given.Load() != 2 {
			t.Errorf("%d requests, %d logins, %v", asked.Load(), o.given.Load(), err)
		}
		if _, err := c.Do(t.Context(), write()); err != nil || asked.Load() != 2 {
			t.Error(err)
		}
	})
}

func TestWriteTellsWhyItsLoginIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{}
		c, l, asked := leased(t, o, func(string) bool { return false })
		if err := l.Login(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.now(0, absence)
		_, err := c.Do(t.Context(), write())
		var e *rest.Error
		if kind(t, err) != rest.LoginEnded || asked.Load() != 1 || !errors.As(err, &e) || e.Status != 401 || !strings.Contains(e.Cause.Error(), "could not be renewed") {
			t.Errorf("%d requests, %v", asked.Load(), err)
		}
	})
}

// TestTypedTokenIsTakenUp: a read whose token ended while another was typed
// goes again with that one.
func TestTypedTokenIsTakenUp(t *testing.T) {
	var c *rest.Conn
	c, asked := served(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") == sentinel {
			c.Use(rest.TokenCredential(model.NewSecret("typed"), "token typed in"))
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = io.WriteString(w, "{}")
	})
	if _, err := c.Do(t.Context(), read()); err != nil || asked.Load() != 2 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}
