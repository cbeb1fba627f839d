package rest_test

import (
	"context"
	"errors"
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

func TestRenewalAheadOfTheEnd(t *testing.T) {
	for name, c := range map[string]struct{ life, quiet, due time.Duration }{
		"a day":    {24 * time.Hour, 24*time.Hour - 31*time.Minute, 24*time.Hour - 29*time.Minute},
		"one hour": {time.Hour, 53 * time.Minute, 55 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := &office{life: c.life}
				conn, l, _ := leased(t, o, func(string) bool { return true })
				_, _ = conn.Do(t.Context(), read())
				time.Sleep(c.quiet)
				_, _ = conn.Do(t.Context(), read())
				if n := o.given.Load(); n != 1 {
					t.Errorf("%d logins too early", n)
				}
				time.Sleep(c.due - c.quiet)
				o.now(time.Hour, nil) // the one in passing is not waited for
				begun, end := time.Now(), l.Ends()
				for range 20 {
					if _, err := conn.Do(t.Context(), read()); err != nil {
						t.Error(err)
					}
				}
				if n := o.given.Load(); n != 2 || time.Since(begun) != 0 {
					t.Errorf("%d logins, reads took %v", n, time.Since(begun))
				}
				time.Sleep(leaseWait) // the login gives up, and nobody hears of it
				o.now(0, nil)
				time.Sleep(time.Minute)
				_, err := conn.Do(t.Context(), read())
				synctest.Wait()
				if n := o.given.Load(); err != nil || n != 3 || !l.Ends().After(end) {
					t.Errorf("%d logins, %v, ends %v", n, err, l.Ends())
				}
			})
		})
	}
}

const leaseWait = time.Minute

func TestRenewalFailsQuietlyWhileTheTokenLives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{life: time.Hour}
		c, _, _ := leased(t, o, func(string) bool { return true })
		_, _ = c.Do(t.Context(), read())
		o.now(0, absence)
		time.Sleep(55 * time.Minute)
		for range 100 {
			if _, err := c.Do(t.Context(), read()); err != nil {
				t.Error(err)
			}
			synctest.Wait()
		}
		if n := o.given.Load(); n != 2 {
			t.Errorf("%d logins", n)
		}
		time.Sleep(6 * time.Minute)
		if _, err := c.Do(t.Context(), read()); kind(t, err) != rest.Unreached {
			t.Errorf("with a token that has ended: %v", err)
		}
	})
}

func TestWaiterMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := &office{slow: 10 * time.Second}
		c, _, asked := leased(t, o, func(string) bool { return true })
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := c.Do(ctx, read()); kind(t, err) != rest.Unreached || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("the one who left: %v", err)
			}
		})
		wg.Go(func() {
			time.Sleep(time.Millisecond)
			if _, err := c.Do(t.Context(), read()); err != nil {
				t.Errorf("the one who stayed: %v", err)
			}
		})
		wg.Wait()
		if o.given.Load() != 1 || asked.Load() != 1 {
			t.Errorf("%d logins, %d requests", o.given.Load(), asked.Load())
		}
	})
}

func TestTokensThatAreNone(t *testing.T) {
	for name, c := range map[string]struct {
		grant rest.Grant
		why   string
	}{
		"none":         {rest.Grant{}, "no token came"},
		"over at once": {rest.Grant{Token: model.NewSecret("token"), Life: 1}, "clock"},
	} {
		var ticks atomic.Int64
		l := rest.NewLease(func(context.Context) (rest.Grant, error) { return c.grant, nil }, func() time.Time { return time.Unix(ticks.Add(1), 0) }, "")
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://drs.invalid", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Sign(r, nil); err == nil || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
