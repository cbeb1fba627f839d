package rest_test

import (
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

// TestATokenThatEndedIsNotSentAgain: whoever goes on asking gets the refusal
// that there was, until somebody logs in, be it with the same token.
func TestATokenThatEndedIsNotSentAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		var dead atomic.Bool
		given := func() rest.Credential { return rest.TokenCredential(model.NewSecret("given-token"), "typed in") }
		c := conn(t, rest.Config{Endpoint: "http://drs.invalid", Credential: given(), Dial: memory(t, func(w http.ResponseWriter, _ *http.Request) {
			asked.Add(1)
			time.Sleep(time.Second)
			if dead.Load() {
				w.WriteHeader(http.StatusForbidden)
				_, _ = io.WriteString(w, `{"error_code":"DRS.M00100","error_msg":"given-token is dead"}`)
				return
			}
			_, _ = io.WriteString(w, "{}")
		})})
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Fatal(err)
		}
		dead.Store(true)
		for range 3 {
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() {
					_, err := c.Do(t.Context(), []rest.Call{read(), write()}[i%2])
					var e *rest.Error
					if !errors.As(err, &e) || e.Kind != rest.LoginEnded || e.Status != 403 || e.Op != []string{"ReadIt", "WriteIt"}[i%2] || strings.Contains(err.Error(), "given") {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			time.Sleep(time.Hour)
		}
		if n := asked.Load(); n != 9 {
			t.Errorf("sent %d times, want those that were on their way", n)
		}
		dead.Store(false)
		c.Use(given())
		if _, err := c.Do(t.Context(), read()); err != nil {
			t.Error(err)
		}
	})
}

// TestTokensThatNobodyTakesAreNotGotForever: the first may have ended before
// its first use; what comes in its place has not.
func TestTokensThatNobodyTakesAreNotGotForever(t *testing.T) {
	for name, renew := range map[string]func(t *testing.T, valid func(token string) bool) (read func() error, login func() error, got func() int32){
		"by password": func(t *testing.T, valid func(string) bool) (func() error, func() error, func() int32) {
			o := &office{life: 24 * time.Hour}
			c, l, _ := leased(t, o, valid)
			return func() error { _, err := c.Do(t.Context(), read()); return err }, func() error { return l.Login(t.Context()) }, o.given.Load
		},
		"by command": func(t *testing.T, valid func(string) bool) (func() error, func() error, func() int32) {
			p := &printer{print: func(n int32) (rest.Credential, time.Duration, error) {
				return rest.TokenCredential(model.NewSecret(fmt.Sprintf("token-%d", n)), "command"), 0, nil
			}}
			c, l, _ := printing(t, p, func(r *http.Request) bool { return valid(r.Header.Get("X-Auth-Token")) })
			return func() error { _, err := c.Do(t.Context(), read()); return err }, func() error { return l.Again(t.Context()) }, p.times.Load
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var good atomic.Int32 // from which token on
				good.Store(1000)
				ask, login, got := renew(t, func(token string) bool {
					var n int32
					_, _ = fmt.Sscanf(token, "token-%d", &n)
					return n >= good.Load()
				})
				for range 60 {
					if err := ask(); kind(t, err) != rest.LoginEnded {
						t.Error(err)
					}
					time.Sleep(10 * time.Second)
				}
				if n := got(); n != 2 {
					t.Errorf("%d tokens were got", n)
				}
				if err := ask(); err == nil || !strings.Contains(err.Error(), "refused as well") {
					t.Errorf("%v", err)
				}
				good.Store(3)
				if err := login(); err != nil {
					t.Fatal(err)
				}
				for range 5 { // each accepted one may end
					if err := ask(); err != nil {
						t.Fatal(err)
					}
					good.Add(1)
				}
				if n := got(); n != 7 {
					t.Errorf("%d tokens were got", n)
				}
			})
		})
	}
}
