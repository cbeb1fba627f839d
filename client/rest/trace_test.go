package rest_test

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
)

// told is an exchange in one line.
func told(e rest.Exchange) string {
	s := fmt.Sprintf("%d %s %s %s #%d %d", e.Number, e.Method, e.Generation, e.Path, e.Attempt, e.Status)
	if e.Err != nil {
		s += " " + strings.TrimSpace(e.Err.Code.String()+" "+e.Err.Trouble())
	}
	if e.Next > 0 {
		s += " next " + e.Next.String()
	}
	return s
}

func tellAll(c *rest.Conn) []string {
	var out []string
	for _, e := range c.Exchanges() {
		out = append(out, told(e))
	}
	return out
}

func TestEveryAttemptIsTold(t *testing.T) {
	refused := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Request-Id", "head")
		w.WriteHeader(400)
		_, _ = io.WriteString(w, `{"error_code":"DRS.M00304","error_msg":"no","request_id":"body"}`)
	}
	for name, c := range map[string]struct {
		call    rest.Call
		answers []http.HandlerFunc
		want    []string
	}{
		"fine":      {read(), []http.HandlerFunc{status(200)}, []string{"1 GET  things #1 200"}},
		"throttled": {read(), []http.HandlerFunc{status(429, "Retry-After", "2"), status(200)}, []string{"2 GET  things #2 200", "1 GET  things #1 429  next 2s"}},
		"reset":     {read(), []http.HandlerFunc{reset, status(200)}, []string{"2 GET  things #2 200", "1 GET  things #1 0 lost next 500ms"}},
		"cut":       {read(), []http.HandlerFunc{cut, status(200)}, []string{"2 GET  things #2 200", "1 GET  things #1 200 cut next 500ms"}},
		"no login":  {read(), []http.HandlerFunc{status(401)}, []string{"1 GET  things #1 401"}},
		"redirect":  {read(), []http.HandlerFunc{status(307)}, []string{"1 GET  things #1 307 redirect"}},
		"a write":   {write(), []http.HandlerFunc{reset}, []string{"1 POST  things #1 0 lost"}},
		"refused":   {write(), []http.HandlerFunc{refused}, []string{"1 POST  things #1 400 DRS.M00304"}},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, 0, script(c.answers...), func(t *testing.T, conn *rest.Conn) {
				_, _ = conn.Do(t.Context(), c.call)
				got := tellAll(conn)
				for i := range got {
					got[i] = strings.TrimSpace(got[i])
				}
				if fmt.Sprint(got) != fmt.Sprint(c.want) {
					t.Errorf("%q\nnot %q", got, c.want)
				}
				newest := conn.Exchanges()[0]
				if newest.Open || newest.Sent != int64(len(c.call.Body)) || newest.Write != (c.call.Class == rest.Write) {
					t.Errorf("%+v", newest)
				}
				if name == "refused" && newest.RequestID.String() != "body" {
					t.Error(newest.RequestID)
				}
			})
		})
	}
}

func TestWhatCannotBeMadeIsTold(t *testing.T) {
	c := conn(t, rest.Config{Endpoint: "http://127.0.0.1:1"})
	_, _ = c.Do(t.Context(), rest.Call{Operation: read().Operation})
	if got := c.Exchanges(); len(got) != 1 || got[0].URL != "" || got[0].Err.Trouble() != "not made" || !strings.HasPrefix(got[0].Curl(), "curl -X GET ") {
		t.Errorf("%+v", got)
	}
}

func TestRequestsUnderWayAndTheirTimes(t *testing.T) {
	slow := func(w http.ResponseWriter, _ *http.Request) {
		time.Sleep(3 * time.Second)
		_, _ = io.WriteString(w, `{"a":1}`)
	}
	bubble(t, 0, slow, func(t *testing.T, conn *rest.Conn) {
		began := time.Now()
		go func() { _, _ = conn.Do(t.Context(), read()) }()
		time.Sleep(time.Second)
		if e := conn.Exchanges()[0]; !e.Open || e.Took != 0 || e.Status != 0 || e.Err != nil {
			t.Errorf("%+v", e)
		}
		time.Sleep(3 * time.Second)
		synctest.Wait()
		e := conn.Exchanges()[0]
		if e.Open || e.Took != 3*time.Second || !e.Began.Equal(began) || e.Received != 7 || string(e.Answer().Body) != "{\n  \"a\": 1\n}" {
			t.Errorf("%+v", e)
		}
	})
}

func TestNoCredentialIsKept(t *testing.T) {
	echo := func(w http.ResponseWriter, r *http.Request) {
		said := r.Header.Get("X-Auth-Token")
		for _, name := range []string{"Set-Cookie", "X-Subject-Token", "X-Security-Token", "Server"} {
			w.Header().Set(name, "s="+said)
		}
		w.WriteHeader(403)
		_, _ = io.WriteString(w, `{"error_code":"X.1","error_msg":"`+said+` is not known","password":"S3NT"}`)
	}
	c, _ := served(t, echo)
	call := write()
	call.Body = []byte(`{"db_password":"S3NT","note":"` + sentinel + `"}`)
	_, err := c.Do(t.Context(), call)
	e := c.Exchanges()[0]
	all := fmt.Sprintf("%v %+v %#v %s %s %s %v %v %s", err, e, e, e.Request().Body, e.Answer().Body, e.Curl(), e.Request().Head, e.Answer().Head, e.Err)
	if strings.Contains(all, sentinel) || strings.Contains(string(e.Answer().Body)+string(e.Request().Body)+e.Curl(), glimpse) {
		t.Error(all)
	}
	if !strings.Contains(err.Error(), "[secret] is not known") {
		t.Error(err)
	}
	if !strings.Contains(e.Curl(), "$DROVER_TOKEN") || !strings.Contains(fmt.Sprint(e.Request().Head), "{X-Auth-Token [secret]}") {
		t.Error(all)
	}
}

func TestNoErrorRepeatsTheCredential(t *testing.T) {
	long := strings.Repeat("x", 20<<10)
	for name, h := range map[string]http.HandlerFunc{
		"a long answer": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"error_code":"X.1","error_msg":"`+sentinel+`","a":"`+long+`"}`)
		},
		"its id": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Request-Id", sentinel)
			w.WriteHeader(400)
		},
		"no HTTP": func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if err == nil {
				_, _ = io.WriteString(c, sentinel+"\r\n\r\n")
				_ = c.Close()
			}
		},
	} {
		c, _ := served(t, h)
		_, err := c.Do(t.Context(), write())
		if s := fmt.Sprintf("%v %+v", err, c.Exchanges()); err == nil || strings.Contains(s, sentinel) {
			t.Errorf("%s: %s", name, s)
		}
	}
}

func TestSecretAcrossTheCutIsGone(t *testing.T) {
	for lead := 16<<10 - 40; lead < 16<<10+8; lead++ {
		c, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"a":"`+strings.Repeat("x", lead)+sentinel+strings.Repeat("y", 100)+`"}`)
		})
		_, _ = c.Do(t.Context(), read())
		if body := string(c.Exchanges()[0].Answer().Body); strings.Contains(body, sentinel[:4]) {
			t.Fatalf("%d: %s", lead, body[len(body)-60:])
		}
	}
}

func TestTraceIsBounded(t *testing.T) {
	var n int
	c, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		if n%100 == 1 {
			w.WriteHeader(400)
		}
		_, _ = io.WriteString(w, `{"error_code":"","a":"`+strings.Repeat("x", 40<<10)+`"}`)
	})
	for range 620 {
		_, _ = c.Do(t.Context(), read())
	}
	all := c.Exchanges()
	if len(all) != 500 || all[0].Number != 620 {
		t.Fatalf("%d, the newest is %d", len(all), all[0].Number)
	}
	var kept int64
	failed, bare := 0, false
	for _, e := range all {
		a := e.Answer()
		kept += a.Kept
		if a.Kept > 16<<10 || a.Size != 40<<10+24 || bare && a.Kept > 0 {
			t.Fatalf("%d: %d of %d bytes", e.Number, a.Kept, a.Size)
		}
		bare = a.Kept == 0
		if e.Err != nil {
			failed++
		}
	}
	if kept > 4<<20 || kept < 3<<20 || !bare {
		t.Errorf("%d bytes are kept", kept)
	}
	if failed != 7 {
		t.Errorf("%d of 7 failed ones are remembered", failed)
	}
}

func TestManyFailuresPushEachOtherOut(t *testing.T) {
	c, _ := served(t, status(400))
	for range 700 {
		_, _ = c.Do(t.Context(), read())
	}
	if all := c.Exchanges(); len(all) != 500 || all[499].Number != 201 {
		t.Errorf("%d, the oldest is %d", len(all), all[len(all)-1].Number)
	}
}

func TestPace(t *testing.T) {
	bubble(t, 0, script(status(200), status(200), status(429, "Retry-After", "1"), status(200)), func(t *testing.T, conn *rest.Conn) {
		if per, slowed, limit := conn.Pace(); per != 0 || slowed || limit != 5 {
			t.Error(per, slowed, limit)
		}
		time.Sleep(2 * time.Second)
		for range 2 {
			_, _ = conn.Do(t.Context(), read())
		}
		if per, slowed, _ := conn.Pace(); per != 1 || slowed {
			t.Error(per, slowed)
		}
		time.Sleep(18 * time.Second)
		if per, _, _ := conn.Pace(); per != 0 {
			t.Error(per)
		}
		_, _ = conn.Do(t.Context(), read()) // once more after a second
		if per, slowed, _ := conn.Pace(); per != 0.2 || !slowed {
			t.Error(per, slowed)
		}
		time.Sleep(2 * time.Minute)
		if _, slowed, _ := conn.Pace(); slowed {
			t.Error("slowed for ever")
		}
	})
}

func TestPaceIsNotToldWhereTheClockStands(t *testing.T) {
	then := time.Date(2026, 3, 14, 3, 12, 0, 0, time.UTC)
	s, _ := served(t, status(200))
	c := conn(t, rest.Config{Endpoint: s.Origin(), Now: func() time.Time { return then }})
	_, _ = c.Do(t.Context(), read())
	if per, _, _ := c.Pace(); per != 0 || c.Exchanges()[0].Took != 0 {
		t.Error(per, c.Exchanges()[0].Took)
	}
}

func TestTraceFromManySides(t *testing.T) {
	c, _ := served(t, status(200))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 40 {
				_, _ = c.Do(t.Context(), read())
				_ = c.Exchanges()[0].Answer()
			}
		})
	}
	wg.Wait()
	if all := c.Exchanges(); len(all) != 320 || all[0].Open {
		t.Error(len(all))
	}
}

func TestCurlOfACutBody(t *testing.T) {
	c, _ := served(t, status(200))
	call := write()
	call.Body = []byte(`{"a":"` + strings.Repeat("é", 20<<10) + `"}`)
	_, _ = c.Do(t.Context(), call)
	if got := c.Exchanges()[0].Curl(); !strings.HasPrefix(got, "# its body of "+strconv.Itoa(len(call.Body))+" bytes") || !strings.Contains(got, `'"BODY"'`) {
		t.Error(got)
	}
	call.Body = []byte(`{"a":"é'$(x)"}`)
	_, _ = c.Do(t.Context(), call)
	if got := c.Exchanges()[0].Curl(); !strings.Contains(got, `--data '{"a":"\u00e9'\''$(x)"}'`) {
		t.Error(got)
	}
}

// BenchmarkTrace is what a request of a large list costs beyond the wire.
func BenchmarkTrace(b *testing.B) {
	body := []byte(`{"jobs":["` + strings.Repeat("x", 900<<10) + `"]}`)
	c := conn(b, rest.Config{Endpoint: "http://demo.invalid", Dial: memory(b, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })})
	for b.Loop() {
		_, _ = c.Do(b.Context(), read())
	}
}
