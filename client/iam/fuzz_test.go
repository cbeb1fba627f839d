package iam

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/rest"
	"drover/client/rest/wire"
	"drover/model"
)

// FuzzTokenAnswer: whatever IAM answers a login with, the token is sent as it
// came or not at all, no error repeats it, and its end is never one that makes
// every request a login.
func FuzzTokenAnswer(f *testing.F) {
	f.Add([]byte(`{"token":{"issued_at":"2026-01-02T03:04:05.000000Z","expires_at":"2026-01-03T03:04:05.000000Z","project":{"id":"p1"}}}`), "MIIabc-_=")
	f.Add([]byte(`{"token":{"expires_at":253402300799999,"issued_at":"1"}}`), "a\r\nX-Evil: 1")
	f.Add([]byte(`{"token":{"expires_at":"0001-01-01T00:00:00Z","issued_at":"9999-12-31T23:59:59Z"}}`), "tok\x00en")
	f.Add([]byte(`{"token":[{"expires_at":null}]}`), "")
	s, err := New(rest.Config{Endpoint: "https://iam.invalid"})
	if err != nil {
		f.Fatal(err)
	}
	now := func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	f.Fuzz(func(t *testing.T, body []byte, token string) {
		v, err := wire.Parse(body)
		if err != nil {
			return
		}
		got, logins := s.granted(v, model.NewSecret(token)), 0
		lease := rest.NewLease(func(context.Context) (rest.Grant, error) {
			logins++
			return got.grant, nil
		}, now, "test")
		for range 2 {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://drs.invalid/", nil)
			if err != nil {
				t.Fatal(err)
			}
			err = lease.Sign(r, nil)
			sent := r.Header.Get("X-Auth-Token")
			if err == nil && (sent != token || strings.ContainsAny(sent, "\r\n\x00")) || err != nil && sent != "" {
				t.Fatalf("%q became %q, %v", token, sent, err)
			}
			if err != nil && len(token) > 20 && strings.Contains(err.Error(), token) {
				t.Fatal(err)
			}
		}
		if got.grant.Life > time.Hour && logins != 1 {
			t.Fatalf("%d logins for a life of %v", logins, got.grant.Life)
		}
	})
}

// FuzzProjectsAnswer: no row of another region comes through, and no link
// leads back or elsewhere.
func FuzzProjectsAnswer(f *testing.F) {
	f.Add([]byte(`{"id":"1","name":"eu-de_a","enabled":"false"}`), `"https://evil/?page=3&per_page=10&x=1"`)
	f.Add([]byte(`{"id":2,"name":"MOS"}`), `"?page=-1&per_page=99999"`)
	f.Fuzz(func(t *testing.T, row []byte, link string) {
		if v, err := wire.Parse(row); err == nil {
			p, ok := project(v, "eu-de")
			if name := p.Name.Raw(); ok && (p.ID == "" || name != "eu-de" && !strings.HasPrefix(name, "eu-de_")) {
				t.Fatalf("%q: %+v", row, p)
			}
		}
		v, err := wire.Parse([]byte(link))
		if err != nil {
			return
		}
		base := url.Values{"name": {"eu-de"}}
		next := after(v, base, url.Values{"name": {"eu-de"}, "page": {"2"}, "per_page": {"5"}})
		page, _ := strconv.Atoi(next.Get("page"))
		if next != nil && (page <= 2 || len(next) != 3 || next.Get("name") != "eu-de") {
			t.Fatalf("%q: %v", link, next)
		}
	})
}

// FuzzRefusal: whatever IAM says of a login, what must be typed next is known.
func FuzzRefusal(f *testing.F) {
	f.Add(401, "mfa totp code verify fail")
	f.Add(400, "Could not find project")
	f.Fuzz(func(t *testing.T, status int, said string) {
		w := &person{account: Account{User: "u", Domain: "d", Password: model.NewSecret("hunter2-hunter2")}}
		if _, err := w.take(); err != nil {
			t.Fatal(err)
		}
		kind := rest.Refused
		if status == http.StatusUnauthorized {
			kind = rest.LoginEnded
		}
		err := w.refused(&rest.Error{Op: string(createToken), Kind: kind, Status: status, Message: model.NewText(said)}, false)
		if err == nil || strings.Contains(err.Error(), "hunter2") && !strings.Contains(said, "hunter2") {
			t.Fatal(err)
		}
		if status == http.StatusUnauthorized && len(w.missing()) == 0 {
			t.Fatalf("%q: nothing is to be typed", said)
		}
	})
}
