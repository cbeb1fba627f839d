package login_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// front stands before the service: it notes the tokens that are given out, and
// where echo is wanted it puts all that a request proves itself by into the
// words of a refusal, as gateways and databases do.
func (f *flow) front(echo bool) http.Handler {
	service := f.service.Handler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return // the client has gone
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		rec := httptest.NewRecorder()
		service.ServeHTTP(rec, r)
		f.note(rec.Code)
		if token := rec.Header().Get("X-Subject-Token"); token != "" {
			f.mu.Lock()
			f.issued = append(f.issued, token)
			f.mu.Unlock()
		}
		out := rec.Body.Bytes()
		if echo && rec.Header().Get("X-Sim-Fault") != "cut" {
			out = repeat(r, body, out)
			rec.Header().Del("Content-Length")
		}
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(out)
	})
}

// note keeps the time of an answer.
func (f *flow) note(status int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch status / 100 {
	case 2:
		f.good = time.Now()
	case 4:
		f.bad = time.Now()
	}
}

// answered is when the service last took a login, and refused one.
func (f *flow) answered() (good, refused time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.good, f.bad
}

// repeat puts what came with a request behind the words of an answer that has
// some.
func repeat(r *http.Request, body, answer []byte) []byte {
	var words []string
	for _, name := range []string{"X-Auth-Token", "Authorization", "X-Security-Token"} {
		if v := r.Header.Get(name); v != "" {
			words = append(words, v)
		}
	}
	var sent any
	if json.Unmarshal(body, &sent) == nil {
		words = secretsIn(words, sent)
	}
	quoted, err := json.Marshal(" of " + strings.Join(words, " and "))
	if err != nil || len(words) == 0 {
		return answer
	}
	for _, member := range []string{`"error_msg":"`, `"message":"`} {
		answer = bytes.ReplaceAll(answer, []byte(member), append([]byte(member), quoted[1:len(quoted)-1]...))
	}
	return answer
}

// secretsIn gathers the values of members whose names say that they are
// secret.
func secretsIn(words []string, v any) []string {
	switch v := v.(type) {
	case map[string]any:
		for name, m := range v {
			if s, ok := m.(string); ok && (strings.Contains(name, "pass") || strings.Contains(name, "token")) {
				words = append(words, s)
				continue
			}
			words = secretsIn(words, m)
		}
	case []any:
		for _, e := range v {
			words = secretsIn(words, e)
		}
	}
	return words
}
