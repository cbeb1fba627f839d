package iam_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/iam"
	"drover/client/rest"
	"drover/model"
)

// drs is a service that takes the tokens of a cloud, the newest alone if it is
// told so.
func drs(t *testing.T, c *cloud, by rest.Credential, newest *atomic.Bool) *rest.Conn {
	t.Helper()
	conn, err := rest.New(rest.Config{Endpoint: "http://drs.invalid", Credential: by, Rand: func() float64 { return 0 }, Dial: dialer(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token := r.Header.Get("X-Auth-Token")
		if !strings.HasPrefix(token, subject) || newest != nil && newest.Load() && token != fmt.Sprintf("%s%d", subject, c.count()) {
			say(w, 401, `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: decrypt token fail"}`)
			return
		}
		_, _ = io.WriteString(w, "{}")
	}))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return conn
}

func ask() rest.Call {
	return rest.Call{Operation: rest.Operation{Op: "ReadIt", Method: http.MethodGet, Path: "/v5/jobs", Class: rest.Read, Deadline: 10 * time.Second}}
}

func TestPasswordBecomesAToken(t *testing.T) {
	for name, c := range map[string]struct {
		with func(*iam.Account)
		mfa  string
		want string // of the body's auth
		in   string // the project that the token is for
	}{
		"a region":  {nil, "", `{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"acme"},"name":"dba","password":"*"}}},"scope":{"project":{"name":"cn-north-4"}}}`, "p-of-region"},
		"a project": {func(a *iam.Account) { a.Project = "p1" }, "", `{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"acme"},"name":"dba","password":"*"}}},"scope":{"project":{"id":"p1"}}}`, "p1"},
		"an id and a passcode": {func(a *iam.Account) { a.UserID, a.Passcode = "u1", model.NewSecret(passcode) }, passcode,
			`{"identity":{"methods":["password","totp"],"password":{"user":{"id":"u1","password":"*"}},"totp":{"user":{"id":"u1","passcode":"739215"}}},"scope":{"project":{"name":"cn-north-4"}}}`, "p-of-region"},
		"a name and a passcode": {func(a *iam.Account) { a.Passcode = model.NewSecret(passcode) }, passcode,
			`{"identity":{"methods":["password","totp"],"password":{"user":{"domain":{"name":"acme"},"name":"dba","password":"*"}},"totp":{"user":{"name":"dba","passcode":"739215"}}},"scope":{"project":{"name":"cn-north-4"}}}`, "p-of-region"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				service := &cloud{t: t, life: 24 * time.Hour, mfa: c.mfa}
				a := account()
				if c.with != nil {
					c.with(&a)
				}
				p := iam.NewPassword(service.service(t), a, time.Now, "password from a test")
				if _, err := drs(t, service, p, nil).Do(t.Context(), ask()); err != nil {
					t.Fatal(err)
				}
				got, _ := json.Marshal(service.logins[0]["auth"])
				quoted, _ := json.Marshal(password)
				if want := strings.Replace(c.want, `"*"`, string(quoted), 1); string(got) != want {
					t.Errorf("%s\n%s", got, want)
				}
				if service.asked[0] != "POST /v3/auth/tokens?nocatalog=true" || p.Project() != c.in || time.Until(p.Ends()) != 24*time.Hour {
					t.Errorf("%s, project %s, ends in %v", service.asked[0], p.Project(), time.Until(p.Ends()))
				}
			})
		})
	}
}

func TestEndedTokensOfManyReadersAreOneLogin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: 24 * time.Hour}
		p := iam.NewPassword(service.service(t), account(), time.Now, "")
		var newest atomic.Bool
		conn := drs(t, service, p, &newest)
		_, _ = conn.Do(t.Context(), ask())
		newest.Store(true)
		if err := p.Login(t.Context()); err != nil { // by somebody else
			t.Fatal(err)
		}
		service.mu.Lock()
		service.logins = append(service.logins, nil) // and the token is dead again
		service.mu.Unlock()
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() {
				if _, err := conn.Do(t.Context(), ask()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := service.count(); n != 4 {
			t.Errorf("%d logins", n-1)
		}
	})
}

func TestPasscodeIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: time.Hour, mfa: passcode}
		p := iam.NewPassword(service.service(t), account(), time.Now, "")
		conn := drs(t, service, p, nil)
		if m := p.Missing(); m != nil {
			t.Errorf("missing %v", m)
		}
		_, err := conn.Do(t.Context(), ask())
		if k, _ := rest.KindOf(err); k != rest.LoginEnded || !errors.Is(err, rest.ErrPasscode) || !slices.Equal(p.Missing(), []string{iam.KeyPasscode}) {
			t.Fatalf("%v, missing %v", err, p.Missing())
		}
		service.mu.Lock()
		service.vague = true // of a wrong passcode it says that the password is wrong
		service.mu.Unlock()
		if errors.Is(err, rest.ErrPasscodeRefused) {
			t.Errorf("none was sent: %v", err)
		}
		for typed, sent := range map[string]int{"12345": 0, "12345a": 0, "000000": 1} {
			before := service.count()
			err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyPasscode: model.NewSecret(typed)})
			if errors.Is(err, rest.ErrPasscodeRefused) != (sent == 1) {
				t.Errorf("%s: %v", typed, err)
			}
			if !errors.Is(err, rest.ErrPasscode) || service.count()-before != sent || !slices.Equal(p.Missing(), []string{iam.KeyPasscode}) {
				t.Errorf("%s: %v, sent %d times", typed, err, service.count()-before)
			}
		}
		if err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyPasscode: model.NewSecret(" 739 215 ")}); err != nil {
			t.Fatal(err)
		}
		_, err = conn.Do(t.Context(), ask())
		if before := service.count(); err != nil || before != 3 {
			t.Errorf("%v, %d logins", err, before)
		}
		time.Sleep(58 * time.Minute) // near the end: nothing is sent, nobody hears
		if _, err := conn.Do(t.Context(), ask()); err != nil {
			t.Error(err)
		}
		time.Sleep(3 * time.Minute) // behind it: the user is asked again
		if _, err := conn.Do(t.Context(), ask()); !errors.Is(err, rest.ErrPasscode) || service.count() != 3 || !slices.Equal(p.Missing(), []string{iam.KeyPasscode}) {
			t.Errorf("%v, %d logins, missing %v", err, service.count(), p.Missing())
		}
	})
}

func TestWrongPasswordWaitsForAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: time.Hour}
		a := account()
		a.Password, a.Domain = model.NewSecret("S3NT-wrong"), ""
		p := iam.NewPassword(service.service(t), a, time.Now, "")
		if err := p.Login(t.Context()); err == nil || !strings.Contains(err.Error(), "needs account") || service.count() != 0 {
			t.Errorf("%v, sent %d times", err, service.count())
		}
		if err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyAccount: model.NewSecret("acme\n")}); err == nil {
			t.Error("a wrong password was taken")
		}
		conn := drs(t, service, p, nil)
		for range 8 {
			_, err := conn.Do(t.Context(), ask())
			var e *rest.Error
			if !errors.As(err, &e) {
				t.Fatal(err)
			}
			if what, _ := rest.LoginAdvice(e, 0, ""); !strings.HasPrefix(what, "User name, password or account name is wrong") {
				t.Error(what)
			}
		}
		if service.count() != 1 || !slices.Equal(p.Missing(), []string{"user", "account", "password"}) || p.Known()["account"] != "acme" || p.Known()["user"] != "dba" {
			t.Errorf("sent %d times, missing %v, known %v", service.count(), p.Missing(), p.Known())
		}
		if err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyPassword: model.NewSecret(password)}); err != nil || p.Missing() != nil {
			t.Errorf("%v, missing %v", err, p.Missing())
		}
		if _, err := conn.Do(t.Context(), ask()); err != nil {
			t.Error(err)
		}
	})
}

func TestAnotherProjectHasItsOwnTokens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: time.Hour}
		p := iam.NewPassword(service.service(t), account(), time.Now, "password from a test")
		other := p.For("p2", time.Now)
		for _, one := range []*iam.Password{p, other, p, other} {
			if _, err := drs(t, service, one, nil).Do(t.Context(), ask()); err != nil {
				t.Fatal(err)
			}
		}
		if service.count() != 2 || p.Project() != "p-of-region" || other.Project() != "p2" || other.Source() != "password from a test" {
			t.Errorf("%d logins, %s and %s", service.count(), p.Project(), other.Project())
		}
	})
}

// TestLoginThatDoesNotArrive is tried again by the next request, its passcode
// unspent.
func TestLoginThatDoesNotArrive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: time.Hour, refuse: func(w http.ResponseWriter, _ *http.Request) bool { say(w, 503, "{}"); return true }}
		s := service.service(t)
		p := iam.NewPassword(s, account(), time.Now, "")
		conn := drs(t, service, p, nil)
		if _, err := conn.Do(t.Context(), ask()); err == nil || len(service.asked) != 4 || p.Missing() != nil {
			t.Errorf("%v, asked %d times, missing %v", err, len(service.asked), p.Missing())
		}
		service.mu.Lock()
		service.refuse = nil
		service.mu.Unlock()
		time.Sleep(2 * time.Second)
		if _, err := conn.Do(t.Context(), ask()); err != nil {
			t.Error(err)
		}
		if skew, known := s.Skew(); !known || skew.Abs() >= time.Second {
			t.Errorf("skew %v", skew)
		}
	})
}

// TestNoLoginIsSeen: not what is sent, not what comes back.
func TestNoLoginIsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		service := &cloud{t: t, life: time.Hour, mfa: passcode}
		s := service.service(t)
		a := account()
		a.Passcode = model.NewSecret("111111")
		p := iam.NewPassword(s, a, time.Now, "")
		said := fmt.Sprint(p.Login(t.Context()))
		said += fmt.Sprint(p.Enter(t.Context(), map[string]model.Secret{iam.KeyPasscode: model.NewSecret(passcode)}))
		for _, e := range s.Exchanges() {
			said += fmt.Sprintf("%+v %s %s %v %v %s", e, e.Request().Body, e.Answer().Body, e.Request().Head, e.Answer().Head, e.Curl())
		}
		said += fmt.Sprintf("%v %+v %#v", p, a, a)
		for _, secret := range []string{"S3NT", passcode, "111111"} {
			if strings.Contains(said, secret) {
				t.Errorf("%s: %s", secret, said)
			}
		}
		if len(s.Exchanges()) != 2 || !strings.Contains(said, "X-Subject-Token") {
			t.Error(said)
		}
	})
}
