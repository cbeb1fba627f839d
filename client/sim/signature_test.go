package sim_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
)

// key is how a test signs; empty members are what the service accepts.
type key struct {
	ak, sk, scope string
	skew          time.Duration
	session       string // sent and signed
	project       string // sent as X-Project-Id, not signed
	unsigned      bool   // the session's token is sent, and not signed
}

// signed sends a request that carries a signature and no token.
func (s *service) signed(now time.Time, k key, method, path, body string) got {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, "http://sim"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	if k.session != "" {
		r.Header.Set("X-Security-Token", k.session)
		if !k.unsigned {
			names = append(names, "x-security-token")
		}
	}
	if k.project != "" {
		r.Header.Set("X-Project-Id", k.project)
	}
	r.Host = "sim"
	sim.Sign(r, []byte(body), or(k.ak, "sim-ak"), or(k.sk, "sim-sk"), k.scope, now.Add(k.skew).UTC().Format("20060102T150405Z"), names...)
	s.token = ""
	return s.do(r)
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}

const list = "/v5/p1/jobs?job_type=sync"

func TestSignedCallsComeIn(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read, SecurityToken: "ST"})
	for what, k := range map[string]key{
		"signed": {session: "ST"}, "with its project": {session: "ST", project: "p1"},
		"fifteen minutes early": {session: "ST", skew: 15 * time.Minute}, "fifteen minutes late": {session: "ST", skew: -15 * time.Minute},
		"derived key": {session: "ST", scope: "20260314///sdk_request"},
	} {
		if g := s.signed(now.read(), k, http.MethodGet, list, ""); g.status != http.StatusOK {
			t.Errorf("%s: %d %s", what, g.status, g.body)
		}
	}
	body := `{"jobs":["` + s.ID("hr-payroll") + `"]}`
	if g := s.signed(now.read(), key{session: "ST"}, http.MethodPost, "/v3/p1/jobs/batch-status", body); g.status != http.StatusOK {
		t.Errorf("a body: %d %s", g.status, g.body)
	}
}

func TestWrongSignaturesAreToldApart(t *testing.T) {
	now := newClock()
	for what, c := range map[string]struct {
		key  key
		want string
	}{
		"unknown key":        {key{ak: "other", session: "ST"}, "Get secretKey failed,ak:other,err:ak not exist"},
		"wrong secret":       {key{sk: "other", session: "ST"}, "verify aksk signature fail, canonicalRequest:GET|/v5/p1/jobs/|job_type=sync|host:sim|"},
		"clock ahead":        {key{skew: 15*time.Minute + time.Second, session: "ST"}, "signature expired, signature time:20260314T091501Z,server time:20260314T090000Z"},
		"clock behind":       {key{skew: -16 * time.Minute, session: "ST"}, "signature expired"},
		"no session":         {key{}, "the X-Security-Token is missing or not signed"},
		"session not signed": {key{session: "ST", unsigned: true}, "the X-Security-Token is missing or not signed"},
		"another session":    {key{session: "other"}, "the X-Security-Token is invalid"},
		"day of another":     {key{session: "ST", scope: "20260101///sdk_request"}, "another day"},
	} {
		s := unchecked(t, sim.Options{Now: now.read, SecurityToken: "ST"})
		g := s.signed(now.read(), c.key, http.MethodGet, list, "")
		text, _ := g.tree(t)["error_msg"].(string)
		if g.status != http.StatusUnauthorized || g.code(t) != "APIGW.0301" || !strings.HasPrefix(text, "Incorrect IAM authentication information: ") || !strings.Contains(text, c.want) {
			t.Errorf("%s: %d %s", what, g.status, g.body)
		}
	}
}

func TestFailuresInARowLockTheKey(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read})
	ask := func(k key) string {
		text, _ := s.signed(now.read(), k, http.MethodGet, list, "").tree(t)["error_msg"].(string)
		return text
	}
	wrong := func(times int) {
		for range times {
			if text := ask(key{sk: "wrong"}); !strings.Contains(text, "verify aksk") {
				t.Errorf("a wrong signature: %q", text)
			}
		}
	}
	wrong(4)
	if text := ask(key{}); text != "" {
		t.Errorf("the right one after four: %q", text)
	}
	wrong(5)
	for _, k := range []key{{}, {sk: "wrong"}} {
		if text := ask(k); !strings.Contains(text, "AK access failed to reach the limit, forbidden") {
			t.Errorf("after five: %q", text)
		}
	}
	s.token = "sim-token"
	if g := s.get(list); g.status != http.StatusOK {
		t.Errorf("the token is locked as well: %s", g.body)
	}
	now.forward(5 * time.Minute)
	if text := ask(key{}); text != "" {
		t.Errorf("five minutes later: %q", text)
	}
}

func TestLockCanBeOff(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read, LockAfter: -1})
	for range 20 {
		s.signed(now.read(), key{sk: "wrong"}, http.MethodGet, list, "")
	}
	if g := s.signed(now.read(), key{}, http.MethodGet, list, ""); g.status != http.StatusOK {
		t.Errorf("%s", g.body)
	}
}

// A frozen clock is for what is shown: who signs has one that goes.
func TestFrozenServiceJudgesSignaturesByRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, sim.Options{Freeze: true})
		if g := s.signed(time.Now(), key{}, http.MethodGet, list, ""); g.status != http.StatusOK {
			t.Errorf("now: %s", g.body)
		}
		if g := s.signed(sim.FrozenNow(), key{}, http.MethodGet, list, ""); g.status != http.StatusUnauthorized {
			t.Errorf("then: %s", g.body)
		}
	})
}

func TestOneFaultDoesNotFitASignature(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read, Fault: "expire,401@ListJobs/2"})
	if g := s.signed(now.read(), key{}, http.MethodGet, list, ""); g.status != http.StatusOK {
		t.Errorf("a signature expires: %s", g.body)
	}
	if g := s.signed(now.read(), key{}, http.MethodGet, list, ""); g.status != http.StatusUnauthorized || !strings.Contains(string(g.body), "verify aksk") {
		t.Errorf("a refused signature: %s", g.body)
	}
}
