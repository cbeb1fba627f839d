package rest_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
)

// script answers one request after the other, the last one for ever.
func script(answers ...http.HandlerFunc) http.HandlerFunc {
	var mu sync.Mutex
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		h := answers[min(n, len(answers)-1)]
		n++
		mu.Unlock()
		h(w, r)
	}
}

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, "{}")
	}
}

func cut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = io.WriteString(w, `{"jobs":[`)
}

func reset(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// bubble runs f with a service in memory and a clock of its own.
func bubble(t *testing.T, rand float64, h http.HandlerFunc, f func(*testing.T, *rest.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		f(t, conn(t, rest.Config{Endpoint: "http://demo.invalid", Dial: memory(t, h), Rand: func() float64 { return rand }}))
	})
}

func TestReadsAreRepeated(t *testing.T) {
	ok := status(200)
	for name, c := range map[string]struct {
		answers []http.HandlerFunc
		waits   time.Duration // with the least jitter
		fails   bool
	}{
		"at once":               {[]http.HandlerFunc{ok}, 0, false},
		"503":                   {[]http.HandlerFunc{status(503), ok}, 500 * time.Millisecond, false},
		"502 and 504":           {[]http.HandlerFunc{status(502), status(504), ok}, time.Second, false},
		"reset":                 {[]http.HandlerFunc{reset, ok}, 500 * time.Millisecond, false},
		"cut":                   {[]http.HandlerFunc{cut, ok}, 500 * time.Millisecond, false},
		"three times at most":   {[]http.HandlerFunc{reset, cut, status(503, "Connection", "close"), status(503), ok}, 1500 * time.Millisecond, true},
		"retry-after":           {[]http.HandlerFunc{status(429, "Retry-After", "7"), ok}, 7 * time.Second, false},
		"retry-after is capped": {[]http.HandlerFunc{status(503, "Retry-After", "86400"), ok}, time.Minute, false},
		"retry-after, nonsense": {[]http.HandlerFunc{status(503, "Retry-After", "-3e9"), ok}, 500 * time.Millisecond, false},
		"500 is not":            {[]http.HandlerFunc{status(500), ok}, 0, true},
		"a refusal is not":      {[]http.HandlerFunc{status(400), ok}, 0, true},
		"an ended login is not": {[]http.HandlerFunc{status(401), ok}, 0, true},
		"a redirect is not":     {[]http.HandlerFunc{status(307, "Location", "/v5/p1/things"), ok}, 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 0, script(c.answers...), func(t *testing.T, conn *rest.Conn) {
				begun := time.Now()
				_, err := conn.Do(t.Context(), read())
				if (err != nil) != c.fails || time.Since(begun) != c.waits {
					t.Errorf("after %v: %v", time.Since(begun), err)
				}
			})
		})
	}
}

func TestJitterIsFull(t *testing.T) {
	bubble(t, 0.999999, script(status(503)), func(t *testing.T, conn *rest.Conn) {
		begun := time.Now()
		_, _ = conn.Do(t.Context(), read())
		if got, want := time.Since(begun).Round(10*time.Millisecond), (2+4+8)*time.Second; got != want {
			t.Errorf("waited %v, want %v", got, want)
		}
	})
}

func TestRepeatsAreCutByTheContext(t *testing.T) {
	bubble(t, 0, script(status(429, "Retry-After", "30")), func(t *testing.T, conn *rest.Conn) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		begun := time.Now()
		_, err := conn.Do(ctx, read())
		if kind(t, err) != rest.Throttled || time.Since(begun) != 10*time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
	})
}

func TestBudgetIsShared(t *testing.T) {
	var mu sync.Mutex
	asked := 0
	count := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked++
		mu.Unlock()
		status(502)(w, r)
	}
	bubble(t, 0, count, func(t *testing.T, conn *rest.Conn) {
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() { _, _ = conn.Do(t.Context(), read()) })
		}
		wg.Wait()
		if asked < 110 || asked > 135 {
			t.Errorf("100 reads of a dead service were %d requests", asked)
		}
	})
}

func TestReadsSlowDownOnceThrottled(t *testing.T) {
	bubble(t, 0, script(status(429, "Retry-After", "2"), status(200)), func(t *testing.T, conn *rest.Conn) {
		if _, err := conn.Do(t.Context(), read()); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		for range 10 {
			if _, err := conn.Do(t.Context(), read()); err != nil {
				t.Fatal(err)
			}
		}
		if got := time.Since(begun); got != 2*time.Second {
			t.Errorf("ten reads took %v", got)
		}
		time.Sleep(2 * time.Minute)
		begun = time.Now()
		for range 10 {
			_, _ = conn.Do(t.Context(), read())
		}
		if got := time.Since(begun); got != 0 {
			t.Errorf("ten reads took %v after a calm minute", got)
		}
	})
}

func TestSilenceEnds(t *testing.T) {
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	bubble(t, 0, hang, func(t *testing.T, conn *rest.Conn) {
		begun := time.Now()
		_, err := conn.Do(t.Context(), read())
		if kind(t, err) != rest.Lost || !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != 41500*time.Millisecond {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
	})
}

func TestUnreachableIsRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dials := 0
		c := conn(t, rest.Config{Endpoint: "http://demo.invalid", Rand: func() float64 { return 0 }, Dial: func(context.Context, string, string) (net.Conn, error) {
			dials++
			return nil, &net.DNSError{Err: "no such host", Name: "demo.invalid"}
		}})
		_, err := c.Do(t.Context(), read())
		if kind(t, err) != rest.Unreached || dials != 4 {
			t.Errorf("%v after %d dials", err, dials)
		}
		_, err = c.Do(t.Context(), write())
		if kind(t, err) != rest.Unreached || dials != 5 {
			t.Errorf("%v after %d dials", err, dials)
		}
	})
}

func TestServiceClock(t *testing.T) {
	date := time.Date(2026, 3, 1, 3, 12, 8, 0, time.UTC)
	bubble(t, 0, script(status(200, "Date", date.Format(http.TimeFormat))), func(t *testing.T, conn *rest.Conn) {
		if _, ok := conn.ServiceTime(); ok {
			t.Error("a clock before the first answer")
		}
		_, _ = conn.Do(t.Context(), write())
		time.Sleep(90 * time.Second)
		if now, ok := conn.ServiceTime(); !ok || !now.Equal(date.Add(90*time.Second)) {
			t.Errorf("%v %v", now, ok)
		}
	})
}
