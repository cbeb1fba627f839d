package iam_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/iam"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// The simulator reads signatures and logins by its own lights.

// simulation is one, with a way to it on which every call is held against the
// contract.
type simulation struct {
	*sim.Sim
	dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

func simulated(t *testing.T, o sim.Options) (simulation, *iam.Service) {
	t.Helper()
	service, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	s := simulation{service, dialer(t, held(t, service.Handler()))}
	i, err := iam.New(rest.Config{Endpoint: "http://iam.demo", Dial: s.dial})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(i.Close)
	return s, i
}

func over(t *testing.T, s simulation, by rest.Credential) *rest.Conn {
	t.Helper()
	c, err := rest.New(rest.Config{Endpoint: "http://drs.demo", Dial: s.dial, Credential: by})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func jobs(project string) rest.Call {
	return rest.Call{
		Operation: rest.Operation{Op: "ListJobs", Method: http.MethodGet, Path: "/v5/{project_id}/jobs", Class: rest.Read, Deadline: 10 * time.Second},
		Values:    map[string]string{"project_id": project}, Query: url.Values{"job_type": {"sync"}, "name": {"a b+c~é/&"}},
	}
}

func logins(s simulation) int {
	n := 0
	for _, r := range s.Requests() {
		if r.Op == "KeystoneCreateUserTokenByPassword" {
			n++
		}
	}
	return n
}

func TestSimulatorTakesTheSignature(t *testing.T) {
	for _, scheme := range []string{rest.SchemeAccess, rest.SchemeCredential} {
		for _, session := range []string{"", "S3NT-session"} {
			s, i := simulated(t, sim.Options{SecurityToken: session, Projects: "p1=cn-north-4,p2=cn-north-4_dba"})
			keys := rest.Keys{Access: "sim-ak", Secret: model.NewSecret("sim-sk"), Session: model.NewSecret(session), Scheme: scheme}
			projects, err := i.Projects(t.Context(), rest.KeyCredential(keys, time.Now, ""), "cn-north-4")
			if err != nil || listed(projects) != "p1=cn-north-4/true p2=cn-north-4_dba/true" {
				t.Errorf("%s: %s, %v", scheme, listed(projects), err)
			}
			keys.Project = "p2"
			if _, err := over(t, s, rest.KeyCredential(keys, time.Now, "")).Do(t.Context(), jobs("p2")); err != nil {
				t.Errorf("%s, session %q: %v", scheme, session, err)
			}
		}
	}
}

func TestSimulatorRefusesAndAdviceFollows(t *testing.T) {
	ahead := func() time.Time { return time.Now().Add(20 * time.Minute) }
	for name, c := range map[string]struct {
		access, secret string
		now            func() time.Time
		skew           time.Duration
		what           string
	}{
		"unknown key": {"none", "sim-sk", time.Now, 0, "does not know the access key"},
		"wrong key":   {"sim-ak", "wrong", time.Now, 0, "does not belong to the access key"},
		"clock":       {"sim-ak", "sim-sk", ahead, 20 * time.Minute, "clock is 20 minutes ahead"},
	} {
		s, _ := simulated(t, sim.Options{})
		conn := over(t, s, rest.KeyCredential(rest.Keys{Access: c.access, Secret: model.NewSecret(c.secret)}, c.now, ""))
		for range 8 { // and the key is not locked
			_, err := conn.Do(t.Context(), jobs("p1"))
			var e *rest.Error
			if !errors.As(err, &e) {
				t.Fatalf("%s: %v", name, err)
			}
			if what, cure := rest.LoginAdvice(e, c.skew, ""); !strings.Contains(what, c.what) || cure == "" {
				t.Errorf("%s: %s", name, what)
			}
		}
		if n := len(s.Requests()); n != 1 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

func TestSimulatorLogsIn(t *testing.T) {
	s, i := simulated(t, sim.Options{MFA: passcode, Projects: "p1=cn-north-4,p2=cn-north-4_dba"})
	p := iam.NewPassword(i, iam.Account{User: "sim", Domain: "sim", Password: model.NewSecret("sim"), Name: "cn-north-4"}, time.Now, "")
	if _, err := over(t, s, p).Do(t.Context(), jobs("p1")); !errors.Is(err, rest.ErrPasscode) {
		t.Fatal(err)
	}
	if err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyPasscode: model.NewSecret("000000")}); !errors.Is(err, rest.ErrPasscode) {
		t.Error(err)
	}
	if err := p.Enter(t.Context(), map[string]model.Secret{iam.KeyPasscode: model.NewSecret(passcode)}); err != nil || p.Project() != "p1" {
		t.Fatal(err, p.Project())
	}
	if _, err := over(t, s, p).Do(t.Context(), jobs("p1")); err != nil {
		t.Error(err)
	}
	if got, err := i.Projects(t.Context(), p, "cn-north-4"); err != nil || len(got) != 2 {
		t.Error(got, err)
	}
	if left := time.Until(p.Ends()); left < 23*time.Hour || left > 24*time.Hour {
		t.Errorf("%v left", left)
	}
}

func TestSimulatedTokensEndAndAreRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, i := simulated(t, sim.Options{TokenLife: time.Hour})
		p := iam.NewPassword(i, iam.Account{User: "sim", Domain: "sim", Password: model.NewSecret("sim"), Project: "p1"}, time.Now, "")
		conn := over(t, s, p)
		read := func(n int) {
			var wg sync.WaitGroup
			for range n {
				wg.Go(func() {
					if _, err := conn.Do(t.Context(), jobs("p1")); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			synctest.Wait()
		}
		said := ""
		for _, step := range []func(){
			func() { read(100) },
			func() { s.Expire(); read(100) },
			func() { time.Sleep(55 * time.Minute); read(100) }, // in passing
			func() { time.Sleep(2 * time.Hour); read(100) },
		} {
			step()
			said += fmt.Sprint(logins(s), " ")
		}
		if said != "1 2 3 4 " {
			t.Errorf("logins %s", said)
		}
	})
}
