package rest_test

import (
	"context"
	"errors"
	"fmt"
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

// printer prints a credential whenever it is asked, and counts.
type printer struct {
	times atomic.Int32
	print func(n int32) (rest.Credential, time.Duration, error)
}

func (p *printer) get(ctx context.Context) (rest.Credential, time.Time, error) {
	n := p.times.Add(1)
	time.Sleep(time.Second)
	by, life, err := p.print(n)
	if err != nil || ctx.Err() != nil {
		return nil, time.Time{}, errors.Join(err, ctx.Err())
	}
	if life == 0 {
		return by, time.Time{}, nil
	}
	return by, time.Now().Add(life), nil
}

func printed(n int32) rest.Credential {
	return rest.TokenCredential(model.NewSecret(fmt.Sprintf("printed-%d", n)), "command")
}

// printing is a service under a credential that is printed.
func printing(t *testing.T, p *printer, valid func(r *http.Request) bool) (c *rest.Conn, l *rest.Later, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	l = rest.NewLater(p.get, time.Now, "command vault")
	c = conn(t, rest.Config{Endpoint: "http://drs.invalid", Credential: l, Rand: func() float64 { return 0 }, Dial: memory(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if !valid(r) {
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: verify aksk signature fail"}`))
			return
		}
		_, _ = w.Write([]byte(`{}`))
	})})
	return c, l, asked
}

func TestACredentialIsGotOnceForEverybodyWhoNeedsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer{print: func(n int32) (rest.Credential, time.Duration, error) { return printed(n), time.Hour, nil }}
		c, l, _ := printing(t, p, func(r *http.Request) bool { return r.Header.Get("X-Auth-Token") == "printed-1" })
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if _, err := c.Do(t.Context(), read()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if p.times.Load() != 1 || l.Ends().IsZero() || l.Source() != "command vault" {
			t.Errorf("asked %d times", p.times.Load())
		}
	})
}

func TestACredentialIsGotAnewShortlyBeforeItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer{print: func(n int32) (rest.Credential, time.Duration, error) { return printed(n), time.Hour, nil }}
		c, _, _ := printing(t, p, func(*http.Request) bool { return true })
		for _, step := range []struct {
			after time.Duration
			times int32
		}{{0, 1}, {50 * time.Minute, 1}, {6 * time.Minute, 2}, {time.Minute, 2}} {
			time.Sleep(step.after)
			if _, err := c.Do(t.Context(), read()); err != nil || p.times.Load() != step.times {
				t.Errorf("after %s: asked %d times, want %d (%v)", step.after, p.times.Load(), step.times, err)
			}
		}
	})
}

func TestAPrintedTokenThatIsRefusedIsPrintedOnceMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer{print: func(n int32) (rest.Credential, time.Duration, error) { return printed(n), 0, nil }}
		c, _, asked := printing(t, p, func(r *http.Request) bool { return r.Header.Get("X-Auth-Token") == "printed-2" })
		if _, err := c.Do(t.Context(), read()); err != nil || p.times.Load() != 2 || asked.Load() != 2 {
			t.Errorf("printed %d, asked %d, %v", p.times.Load(), asked.Load(), err)
		}
	})
}

// Five wrong signatures lock a key: that it came from a command changes
// nothing.
func TestPrintedKeysThatAreWrongAreTriedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &printer{print: func(int32) (rest.Credential, time.Duration, error) {
			return rest.KeyCredential(rest.Keys{Secret: model.NewSecret("s")}.Typed(model.NewSecret(" AK ")), time.Now, "command"), 0, nil
		}}
		c, _, asked := printing(t, p, func(r *http.Request) bool { return !strings.Contains(r.Header.Get("Authorization"), "Access=AK,") })
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := c.Do(t.Context(), read())
				if kind, _ := rest.KindOf(err); kind != rest.LoginEnded {
					t.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		if asked.Load() != 1 || p.times.Load() != 1 {
			t.Errorf("signed %d, printed %d", asked.Load(), p.times.Load())
		}
	})
}

func TestACredentialThatCannotBeGotIsNotAskedForByEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sealed := errors.New("the vault is sealed")
		p := &printer{print: func(int32) (rest.Credential, time.Duration, error) { return nil, 0, sealed }}
		c, l, asked := printing(t, p, func(*http.Request) bool { return true })
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := c.Do(t.Context(), read())
				if kind, _ := rest.KindOf(err); kind != rest.LoginEnded || !errors.Is(err, sealed) {
					t.Errorf("%v", err)
				}
			})
		}
		all.Wait()
		if asked.Load() != 0 || p.times.Load() != 1 {
			t.Errorf("asked %d, printed %d", asked.Load(), p.times.Load())
		}
		p.print = func(n int32) (rest.Credential, time.Duration, error) { return printed(n), 0, nil }
		if err := l.Again(t.Context()); err != nil || p.times.Load() != 2 {
			t.Errorf("by the user's word: %v", err)
		}
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := rest.NewLater(p.get, time.Now, "").Again(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("stopped: %v", err)
		}
	})
}

// TestManyReadersHaveATokenPrintedOnce: those that are refused while another
// one is being printed wait for it.
func TestManyReadersHaveATokenPrintedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var dead atomic.Bool
		p := &printer{print: func(n int32) (rest.Credential, time.Duration, error) { return printed(n), 0, nil }}
		var arrived atomic.Int32
		c, _, _ := printing(t, p, func(r *http.Request) bool {
			token := r.Header.Get("X-Auth-Token")
			if dead.Load() && token == "printed-1" {
				time.Sleep(time.Duration(arrived.Add(1)) * 10 * time.Millisecond) // one after the other
				return false
			}
			return true
		})
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Fatal(err)
		}
		dead.Store(true)
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if _, err := c.Do(t.Context(), read()); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n := p.times.Load(); n != 2 {
			t.Errorf("printed %d times", n)
		}
	})
}
