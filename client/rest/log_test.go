package rest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/rest"
	"drover/model"
)

func TestLogHasItsFieldsAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		c := conn(t, rest.Config{
			Endpoint: "http://drs.invalid", Credential: token, Log: &out, Rand: func() float64 { return 0 },
			Dial: memory(t, script(
				func(w http.ResponseWriter, _ *http.Request) {
					time.Sleep(1500 * time.Millisecond)
					w.Header().Set("X-Request-Id", "head\u202e")
					w.WriteHeader(429)
					_, _ = io.WriteString(w, `{"error_code":"APIGW.0308","error_msg":"`+sentinel+`"}`)
				},
				status(200, "X-Secret", sentinel), reset)),
		})
		call := read()
		call.Query = url.Values{"name": {"geheim"}}
		_, _ = c.Do(t.Context(), call)
		secret := write()
		secret.Body, secret.Secrets = []byte(`{"password":"geheim"}`), []model.Secret{model.NewSecret("geheim")}
		_, _ = c.Do(t.Context(), secret)
		var lines []map[string]any
		for d := json.NewDecoder(bytes.NewReader(out.Bytes())); ; {
			line := map[string]any{}
			if d.Decode(&line) != nil {
				break
			}
			lines = append(lines, line)
		}
		if len(lines) != 3 || strings.Contains(out.String(), sentinel) || strings.Contains(out.String(), "geheim") {
			t.Fatal(out.String())
		}
		for i, want := range []string{"attempt code duration_ms kind method op path request_id status time", "attempt duration_ms method op path status time", "attempt duration_ms kind method op path status time"} {
			if got := strings.Join(slices.Sorted(maps.Keys(lines[i])), " "); got != want {
				t.Errorf("line %d: %s", i, got)
			}
		}
		if l := lines[0]; l["path"] != "/v5/{p}/things" || l["op"] != "ReadIt" || l["status"] != 429.0 || l["kind"] != "throttled" || l["code"] != "APIGW.0308" ||
			l["duration_ms"] != 1500.0 || l["request_id"] != "head<U+202E>" || !strings.HasSuffix(l["time"].(string), "Z") {
			t.Error(l)
		}
		if l := lines[2]; l["kind"] != "lost" || l["status"] != 0.0 || lines[1]["attempt"] != 2.0 {
			t.Error(lines)
		}
	})
}

// TestLogFromManySides: every line is whole.
func TestLogFromManySides(t *testing.T) {
	var out bytes.Buffer
	s, _ := served(t, status(200))
	c := conn(t, rest.Config{Endpoint: s.Origin(), Log: &out})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				_, _ = c.Do(t.Context(), read())
			}
		})
	}
	wg.Wait()
	whole := 0
	for line := range strings.Lines(out.String()) {
		if json.Valid([]byte(line)) {
			whole++
		}
	}
	if whole != 160 {
		t.Errorf("%d whole lines", whole)
	}
}
