package rest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
	"drover/model"
)

// long is JSON of more than is read before anybody is given it.
var long = []byte(`{"status":"success","names":["` + strings.Repeat("orders_0001", 20_000) + `"]}`)

func body(b []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(b) }
}

func cutAfter(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", strconv.Itoa(len(long)))
		_, _ = w.Write(long[:n])
	}
}

// taken keeps what every call of take was given.
type taken struct{ bodies []string }

func (t *taken) take(r io.Reader) error {
	b, err := io.ReadAll(r)
	t.bodies = append(t.bodies, string(b))
	return err
}

func TestStreamGivesTheWholeBody(t *testing.T) {
	zipped := func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Error("no compressed answer is asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = z.Write(long)
		_ = z.Close()
	}
	short := []byte(`{"status":"pending","request_id":"r-1"}`)
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   []byte
		parsed bool
	}{
		"short":      {body(short), short, true},
		"long":       {body(long), long, false},
		"compressed": {zipped, long, false},
	} {
		t.Run(name, func(t *testing.T) {
			conn, asked := served(t, c.answer)
			var got taken
			answer, err := conn.Stream(t.Context(), read(), got.take)
			if err != nil || len(got.bodies) != 1 || got.bodies[0] != string(c.want) || asked.Load() != 1 {
				t.Fatalf("%v, taken %d times, asked %d times", err, len(got.bodies), asked.Load())
			}
			if answer.Body.IsObject() != c.parsed || c.parsed && answer.RequestID.Raw() != "r-1" {
				t.Errorf("%+v", answer)
			}
			e := conn.Exchanges()[0]
			part := e.Answer()
			if e.Received != int64(len(c.want)) || part.Size != e.Received || part.Kept > 16<<10 || part.Kept == 0 {
				t.Errorf("received %d, size %d, kept %d", e.Received, part.Size, part.Kept)
			}
		})
	}
}

func TestStreamIsNotGivenRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		kind   rest.Kind
	}{
		"refused": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"error_code":"DRS.M00202","error_msg":"no"}`)
		}, rest.Refused},
		"refused at length": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(400)
			_, _ = io.WriteString(w, `{"x":"`+string(make0(100_000))+`","error_code":"DRS.M00202"}`)
		}, rest.Refused},
		"not offered": {func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(404)
			_, _ = io.WriteString(w, `{"error_code":"APIGW.0101"}`)
		}, rest.NotThere},
		"an error in a 200":  {body([]byte(`{"error_code":"DRS.M05003","error_msg":"gone"}`)), rest.Gone},
		"a page of a proxy":  {body([]byte("<html>Sign in</html>")), rest.BadAnswer},
		"nothing":            {body(nil), rest.BadAnswer},
		"the login is ended": {status(401), rest.LoginEnded},
	} {
		t.Run(name, func(t *testing.T) {
			conn, _ := served(t, c.answer)
			var got taken
			if _, err := conn.Stream(t.Context(), read(), got.take); kind(t, err) != c.kind || len(got.bodies) != 0 {
				t.Errorf("%v, taken %d times", err, len(got.bodies))
			}
		})
	}
}

func make0(n int) []byte { return bytes.Repeat([]byte("0"), n) }

// TestStreamBeginsAnew: what was taken before a cut is worth nothing, and all comes
// again.
func TestStreamBeginsAnew(t *testing.T) {
	for name, first := range map[string]http.HandlerFunc{
		"cut before anybody has it": cutAfter(1000), "cut in the middle": cutAfter(len(long) - 9), "429": status(429, "Retry-After", "3"), "reset": reset,
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 0, script(first, body(long)), func(t *testing.T, conn *rest.Conn) {
				var got taken
				if _, err := conn.Stream(t.Context(), read(), got.take); err != nil || got.bodies[len(got.bodies)-1] != string(long) {
					t.Errorf("%v, taken %d times", err, len(got.bodies))
				}
				if e := conn.Exchanges(); len(e) != 2 || e[1].Err == nil || e[0].Err != nil {
					t.Errorf("%d exchanges", len(e))
				}
			})
		})
	}
}

// TestStreamNeedsTheWholeBody: one who is content with less has not had it whole.
func TestStreamNeedsTheWholeBody(t *testing.T) {
	bubble(t, 0, script(cutAfter(len(long)-9)), func(t *testing.T, conn *rest.Conn) {
		_, err := conn.Stream(t.Context(), read(), func(r io.Reader) error {
			_, err := io.ReadFull(r, make([]byte, 10))
			return err
		})
		var e *rest.Error
		if !errors.As(err, &e) || e.Kind != rest.BadAnswer || e.Trouble() != "cut" {
			t.Errorf("%v", err)
		}
	})
}

func TestStreamKeepsTheTakersError(t *testing.T) {
	odd := errors.New("line 3: this is no document")
	for name, b := range map[string][]byte{"short": []byte(`{}`), "long": long} {
		t.Run(name, func(t *testing.T) {
			conn, asked := served(t, body(b))
			_, err := conn.Stream(t.Context(), read(), func(io.Reader) error { return odd })
			if kind(t, err) != rest.BadAnswer || !errors.Is(err, odd) || asked.Load() != 1 {
				t.Errorf("%v, asked %d times", err, asked.Load())
			}
			if e := conn.Exchanges()[0]; e.Err == nil || e.Status != 200 {
				t.Errorf("%+v", e)
			}
		})
	}
}

// TestStreamWaitsForPieces: a body may take longer than the deadline as long as
// something comes, and is given up where nothing does. What its taker needs does not
// count.
func TestStreamWaitsForPieces(t *testing.T) {
	slow := func(w http.ResponseWriter, r *http.Request) {
		for piece := long; len(piece) > 0; piece = piece[min(20_000, len(piece)):] {
			time.Sleep(8 * time.Second)
			_, _ = w.Write(piece[:min(20_000, len(piece))])
			_ = http.NewResponseController(w).Flush()
		}
	}
	bubble(t, 0, slow, func(t *testing.T, conn *rest.Conn) {
		var got taken
		begun := time.Now()
		_, err := conn.Stream(t.Context(), read(), func(r io.Reader) error {
			time.Sleep(time.Minute)
			return got.take(r)
		})
		if err != nil || got.bodies[0] != string(long) || time.Since(begun) < 80*time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
	})
	hang := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(long[:100_000])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	bubble(t, 0, script(hang, body(long)), func(t *testing.T, conn *rest.Conn) {
		var got taken
		begun := time.Now()
		if _, err := conn.Stream(t.Context(), read(), got.take); err != nil || len(got.bodies) != 2 || time.Since(begun) != 10500*time.Millisecond {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
	})
	silent := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	bubble(t, 0, silent, func(t *testing.T, conn *rest.Conn) {
		var got taken
		_, err := conn.Stream(t.Context(), read(), got.take)
		if kind(t, err) != rest.Lost || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v", err)
		}
	})
}

func TestStreamIsCancelled(t *testing.T) {
	hang := func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(long[:100_000])
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}
	bubble(t, 0, hang, func(t *testing.T, conn *rest.Conn) {
		ctx, cancel := context.WithCancel(t.Context())
		go func() { time.Sleep(3 * time.Second); cancel() }()
		begun := time.Now()
		var got taken
		_, err := conn.Stream(ctx, read(), got.take)
		if !errors.Is(err, context.Canceled) || time.Since(begun) != 3*time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
		synctest.Wait() // nothing of it is left
	})
}

func TestStreamIsOnlyForReads(t *testing.T) {
	conn, asked := served(t, body(long))
	defer func() {
		if recover() == nil || asked.Load() != 0 {
			t.Error("a write was streamed")
		}
	}()
	_, _ = conn.Stream(t.Context(), write(), func(io.Reader) error { return nil })
}

// TestStreamHasALimit: a small answer must not become a huge one.
func TestStreamHasALimit(t *testing.T) {
	if os.Getenv("DROVER_SOAK") == "" {
		t.Skip("takes seconds")
	}
	bomb := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		for range 600 {
			_, _ = z.Write(make0(1 << 20))
		}
		_ = z.Close()
	}
	conn, asked := served(t, bomb)
	_, err := conn.Stream(t.Context(), read(), func(r io.Reader) error {
		_, err := io.Copy(io.Discard, r)
		return err
	})
	var e *rest.Error
	if !errors.As(err, &e) || e.Trouble() != "too large" || asked.Load() != 1 {
		t.Errorf("%v, asked %d times", err, asked.Load())
	}
}

func TestBodyMost(t *testing.T) {
	keys := rest.KeyCredential(rest.Keys{Access: "AK", Secret: model.NewSecret("a-secret")}, time.Now, "test")
	later := rest.NewLater(func(context.Context) (rest.Credential, time.Time, error) { return keys, time.Time{}, nil }, time.Now, "test")
	if err := later.Again(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		by   rest.Credential
		want int64
	}{"token": {token, 0}, "key": {keys, 12 << 20}, "key of a project": {rest.ForProject(keys, "p1"), 12 << 20}, "key that was got": {later, 12 << 20}} {
		if got := conn(t, rest.Config{Endpoint: "https://drs.example", Credential: c.by}).BodyMost(); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

// TestStreamRenewsALogin that ended, and hands nothing on before that.
func TestStreamRenewsALogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, _, asked := leased(t, &office{life: time.Hour}, func(token string) bool { return token == "token-2" })
		var got taken
		if _, err := c.Stream(t.Context(), read(), got.take); err != nil || len(got.bodies) != 1 || got.bodies[0] != "{}" || asked.Load() != 2 {
			t.Errorf("%v, taken %d times, asked %d times", err, len(got.bodies), asked.Load())
		}
	})
}

// TestStreamTellsNoCredential: neither its errors nor what is kept of a long answer
// repeat the token.
func TestStreamTellsNoCredential(t *testing.T) {
	conn, _ := served(t, body([]byte(`{"echo":"`+sentinel+`","x":"`+string(make0(100_000))+`"}`)))
	_, err := conn.Stream(t.Context(), read(), func(r io.Reader) error {
		head := make([]byte, 100)
		_, _ = io.ReadFull(r, head)
		return errors.New("what is this: " + string(head))
	})
	e := conn.Exchanges()[0]
	if err == nil || strings.Contains(err.Error(), sentinel) || strings.Contains(string(e.Answer().Body), sentinel) {
		t.Errorf("%v\n%.300s", err, e.Answer().Body)
	}
}
