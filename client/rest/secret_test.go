package rest_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"drover/client/rest"
	"drover/model"
)

func TestCredentialStaysAtItsOrigin(t *testing.T) {
	var stray atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { stray.Add(1) }))
	t.Cleanup(other.Close)
	for _, code := range []int{301, 302, 303, 307, 308} {
		for _, call := range []rest.Call{read(), write()} {
			c, asked := served(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("X-Auth-Token") != sentinel {
					t.Error("the service itself got no token")
				}
				w.Header().Set("Location", other.URL)
				w.Header().Set("Set-Cookie", "a=b")
				w.WriteHeader(code)
			})
			_, err := c.Do(t.Context(), call)
			if err == nil || asked.Load() != 1 || !strings.Contains(err.Error(), "elsewhere") {
				t.Errorf("%d: %v, asked %d times", code, err, asked.Load())
			}
		}
	}
	if stray.Load() != 0 {
		t.Errorf("%d requests went elsewhere", stray.Load())
	}
}

func TestSecretStandsInNoError(t *testing.T) {
	spoil := func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(500)
		_, _ = io.WriteString(w, "<html>")
	}
	c, _ := served(t, spoil)
	_, lost := c.Do(t.Context(), write())
	closed := conn(t, rest.Config{Endpoint: "http://127.0.0.1:1"})
	_, unreached := closed.Do(t.Context(), write())
	odd := conn(t, rest.Config{Endpoint: "http://127.0.0.1:1", Credential: rest.TokenCredential(model.NewSecret(sentinel+"\n"), "")})
	_, unsent := odd.Do(t.Context(), write())
	for _, err := range []error{lost, unreached, unsent} {
		for e := err; e != nil; e = errors.Unwrap(e) {
			if s := fmt.Sprintf("%v %+v %#v", e, e, e); strings.Contains(s, sentinel) {
				t.Error(s)
			}
		}
	}
	if kind(t, unsent) != rest.LoginEnded || !strings.Contains(unsent.Error(), "token") {
		t.Errorf("%v", unsent)
	}
}

func TestRequestHeaders(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, want := range map[string]string{"X-Language": "zh-cn", "User-Agent": "drover/test", "Content-Type": "application/json", "Idempotency-Key": "", "Cookie": ""} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %q", name, got)
			}
		}
		_, _ = io.WriteString(w, "{}")
	}))
	t.Cleanup(s.Close)
	c := conn(t, rest.Config{Endpoint: s.URL, Language: "zh-cn", UserAgent: "drover/test"})
	if _, err := c.Do(t.Context(), write()); err != nil {
		t.Error(err)
	}
}

func TestNewCredentialIsUsed(t *testing.T) {
	c, _ := served(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Auth-Token") != "second" {
			w.WriteHeader(401)
		}
		_, _ = io.WriteString(w, "{}")
	})
	if _, err := c.Do(t.Context(), read()); kind(t, err) != rest.LoginEnded {
		t.Errorf("%v", err)
	}
	c.Use(rest.TokenCredential(model.NewSecret("second"), "token typed in"))
	if _, err := c.Do(t.Context(), read()); err != nil || c.Source() != "token typed in" {
		t.Errorf("%v, %s", err, c.Source())
	}
}

func TestWritesTakeFreshConnections(t *testing.T) {
	var conns atomic.Int32
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") }))
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			conns.Add(1)
		}
	}
	s.Start()
	t.Cleanup(s.Close)
	c := conn(t, rest.Config{Endpoint: s.URL})
	for range 5 {
		_, _ = c.Do(t.Context(), read())
	}
	if n := conns.Load(); n != 1 {
		t.Errorf("five reads took %d connections", n)
	}
	for range 5 {
		_, _ = c.Do(t.Context(), write())
	}
	if n := conns.Load(); n != 6 {
		t.Errorf("five writes took %d connections", n-1)
	}
}

func TestDecompressionIsCapped(t *testing.T) {
	c, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z, _ := gzip.NewWriterLevel(w, gzip.BestSpeed)
		chunk := make([]byte, 1<<20)
		for range 12 {
			if _, err := z.Write(chunk); err != nil {
				return
			}
		}
		_ = z.Close()
	})
	_, err := c.Do(t.Context(), read())
	if kind(t, err) != rest.BadAnswer || !strings.Contains(err.Error(), "8 MiB") {
		t.Errorf("%v", err)
	}
}

// TestNoLoginIsKept: what a login sends and gets, wherever the service repeats
// it.
func TestNoLoginIsKept(t *testing.T) {
	const password, passcode, subject = "S3NT-\"pass\\word", "S3NT-739215", "S3NT-subject-token"
	body, err := json.Marshal(map[string]any{"auth": map[string]any{"password": password, "odd name": password, "totp": map[string]any{"passcode": passcode}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []int{201, 401} {
		c, _ := served(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Subject-Token", subject)
			w.Header().Set("X-Request-Id", passcode)
			w.WriteHeader(status)
			said, _ := json.Marshal(map[string]any{"note": subject, "error_msg": password + " and " + passcode + " of " + subject})
			_, _ = w.Write(said)
		})
		call := read()
		call.Method, call.Body = http.MethodPost, body
		call.Secrets = []model.Secret{model.NewSecret(password), model.NewSecret(passcode), {}}
		a, err := c.Do(t.Context(), call)
		if a.Subject.Reveal() != subject || (err != nil) != (status == 401) {
			t.Errorf("%d: %v, %v", status, a, err)
		}
		e := c.Exchanges()[0]
		all := fmt.Sprintf("%v %+v %s %s %s %v", err, a.Subject, e.Request().Body, e.Answer().Body, e.Curl(), e.Answer().Head)
		if err != nil {
			all += err.Error()
		}
		if strings.Contains(all, "S3NT") {
			t.Errorf("%d: %s", status, all)
		}
	}
}

// TestNoKeyIsKept: neither the signature nor the token of a temporary key.
func TestNoKeyIsKept(t *testing.T) {
	k := rest.Keys{Access: someAccess, Secret: model.NewSecret("S3NT-secret-key"), Session: model.NewSecret("S3NT-session-token")}
	c := conn(t, rest.Config{Endpoint: "http://drs.invalid", Credential: rest.KeyCredential(k, signedAt, "test"), Dial: memory(t, func(w http.ResponseWriter, r *http.Request) {
		_, signature, _ := strings.Cut(r.Header.Get("Authorization"), "Signature=")
		w.WriteHeader(401)
		_, _ = fmt.Fprintf(w, `{"error_code":"APIGW.0301","error_msg":"%s is wrong, canonicalRequest:GET|x-security-token:%s","head":%q}`, signature, r.Header.Get("X-Security-Token"), r.Header.Get("Authorization"))
	})})
	_, err := c.Do(t.Context(), write())
	e := c.Exchanges()[0]
	all := fmt.Sprintf("%v %s %s %s %v", err, e.Request().Body, e.Answer().Body, e.Curl(), e.Request().Head)
	if strings.Contains(all, "S3NT") || !strings.Contains(err.Error(), "[secret] is wrong") || strings.Contains(err.Error(), "canonical") {
		t.Error(all)
	}
	for _, name := range []string{"Authorization", "X-Security-Token"} {
		if !strings.Contains(all, "{"+name+" [secret]}") {
			t.Errorf("%s: %s", name, all)
		}
	}
}
