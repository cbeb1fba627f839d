package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

const (
	loginPath = "/v3/auth/tokens?nocatalog=true"
	asSim     = `"user":{"name":"sim","password":"sim","domain":{"name":"sim"}}`
	onRegion  = `"scope":{"project":{"name":"cn-north-4"}}`
)

// byPassword is the body of a login without MFA.
func byPassword(user, scope string) string {
	return `{"auth":{"identity":{"methods":["password"],"password":{` + user + `}},` + scope + `}}`
}

// byPasscode is one with MFA.
func byPasscode(user, mfa, scope string) string {
	return `{"auth":{"identity":{"methods":["password","totp"],"password":{` + user + `},"totp":{` + mfa + `}},` + scope + `}}`
}

// login sends a login without any credential.
func (s *service) login(body string) got {
	s.t.Helper()
	s.token = ""
	return s.post(loginPath, body)
}

// enter logs in and goes on with the token.
func (s *service) enter(body string) {
	s.t.Helper()
	g := s.login(body)
	if s.token = g.header.Get("X-Subject-Token"); g.status != http.StatusCreated || s.token == "" {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
}

// says gives code and message of IAM's envelope.
func (g got) says(t *testing.T) string {
	t.Helper()
	e, _ := g.tree(t)["error"].(map[string]any)
	return fmt.Sprint(e["code"], " ", e["title"], ": ", e["message"])
}

func TestLoginGivesATokenForAProject(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read})
	g := s.login(byPassword(asSim, onRegion))
	token, _ := g.tree(t)["token"].(map[string]any)
	project, _ := token["project"].(map[string]any)
	user, _ := token["user"].(map[string]any)
	if g.status != http.StatusCreated || project["id"] != "p1" || project["name"] != "cn-north-4" || user["name"] != "sim" || token["catalog"] != nil ||
		token["issued_at"] != "2026-03-14T09:00:00.000000Z" || token["expires_at"] != "2026-03-15T09:00:00.000000Z" || fmt.Sprint(token["methods"]) != "[password]" {
		t.Errorf("%d %s", g.status, g.body)
	}
	if n := len(g.header.Get("X-Subject-Token")); n < 2000 {
		t.Errorf("a token has some KB, this one %d bytes", n)
	}
	s.token = g.header.Get("X-Subject-Token")
	if g := s.get(list); g.status != http.StatusOK {
		t.Errorf("the token is not taken: %s", g.body)
	}
	s.token = ""
	if g := s.post("/v3/auth/tokens", byPassword(asSim, onRegion)); !strings.Contains(string(g.body), `"catalog":`) {
		t.Errorf("the catalog is left out unasked: %s", g.body)
	}
}

func TestEveryLoginGivesATokenOfItsOwn(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Now: now.read, TokenLife: time.Hour})
	s.enter(byPassword(asSim, onRegion))
	first := s.token
	now.forward(59 * time.Minute)
	s.enter(byPassword(asSim, onRegion))
	second := s.token
	for _, c := range []struct {
		after         time.Duration
		first, second int
	}{{0, 200, 200}, {time.Minute, 401, 200}, {59 * time.Minute, 401, 401}} {
		now.forward(c.after)
		s.token = first
		one := s.get(list)
		s.token = second
		if two := s.get(list); one.status != c.first || two.status != c.second {
			t.Errorf("%v later: %d %d", c.after, one.status, two.status)
		}
		if one.status != 200 && (one.code(t) != "APIGW.0301" || !strings.Contains(string(one.body), "the token must be updated")) {
			t.Errorf("a token that ended: %s", one.body)
		}
	}
	s.token = "sim-token"
	if g := s.get(list); g.status != http.StatusOK {
		t.Errorf("the given token ends: %s", g.body)
	}
}

func TestLoginsThatAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	const wrong = "401 Unauthorized: The username or password is wrong."
	const body = "400 Bad Request: The request body is invalid"
	for what, c := range map[string]struct{ body, want string }{
		"wrong password":            {byPassword(strings.Replace(asSim, `d":"sim"`, `d":"other"`, 1), onRegion), wrong},
		"wrong user":                {byPassword(strings.Replace(asSim, `"name":"sim","p`, `"name":"x","p`, 1), onRegion), wrong},
		"wrong account":             {byPassword(strings.Replace(asSim, `{"name":"sim"}`, `{"name":"x"}`, 1), onRegion), wrong},
		"no account":                {byPassword(`"user":{"name":"sim","password":"sim"}`, onRegion), wrong},
		"passcode without a device": {byPasscode(asSim, `"user":{"name":"sim","passcode":"1"}`, onRegion), wrong},
		"unknown project":           {byPassword(asSim, `"scope":{"project":{"name":"eu-de"}}`), "404 Not Found: Could not find project: eu-de."},
		"project of two":            {byPassword(asSim, `"scope":{"project":{"name":"cn-north-4","id":"p2"}}`), "404 Not Found: Could not find project: p2."},
		"no project":                {byPassword(asSim, `"scope":{"project":{}}`), body},
		"no JSON":                   {`auth`, body},
		"unknown member":            {byPassword(strings.Replace(asSim, `"name":"sim","p`, `"nom":"sim","p`, 1), onRegion), body + `: the parameter "nom"`},
		"password a number":         {byPassword(`"user":{"name":"sim","password":1,"domain":{"name":"sim"}}`, onRegion), body},
		"no password":               {byPassword(`"user":{"name":"sim","domain":{"name":"sim"}}`, onRegion), body + `: the parameter "password" is missing`},
		"no method":                 {`{"auth":{"identity":{"methods":[],"password":{` + asSim + `}}}}`, body},
		"other method":              {`{"auth":{"identity":{"methods":["token"],"password":{` + asSim + `}}}}`, body},
		"method without part":       {`{"auth":{"identity":{"methods":["password","totp"],"password":{` + asSim + `}}}}`, body},
	} {
		if g := s.login(c.body); !strings.HasPrefix(g.says(t), c.want) || g.header.Get("X-Subject-Token") != "" || strings.Contains(string(g.body), "request_id") {
			t.Errorf("%s: %d %s", what, g.status, g.body)
		}
	}
	if g := s.post("/v3/auth/tokens?catalog=no", byPassword(asSim, onRegion)); g.status != http.StatusBadRequest {
		t.Errorf("an unknown parameter: %s", g.body)
	}
}

func TestVirtualMFA(t *testing.T) {
	s := unchecked(t, sim.Options{MFA: "123456"})
	for what, c := range map[string]struct {
		body string
		want string
	}{
		"password alone": {byPassword(asSim, onRegion), "401 Unauthorized: The user has a virtual MFA device"},
		"wrong passcode": {byPasscode(asSim, `"user":{"name":"sim","passcode":"654321"}`, onRegion), "401 Unauthorized: The username or password is wrong."},
		"wrong password": {byPasscode(strings.Replace(asSim, `d":"sim"`, `d":"x"`, 1), `"user":{"name":"sim","passcode":"123456"}`, onRegion), "401 Unauthorized: The username"},
		"of nobody":      {byPasscode(asSim, `"user":{"passcode":"123456"}`, onRegion), "401 Unauthorized: The username"},
	} {
		if g := s.login(c.body); !strings.HasPrefix(g.says(t), c.want) {
			t.Errorf("%s: %s", what, g.body)
		}
	}
	s.enter(byPasscode(asSim, `"user":{"name":"sim","passcode":"123456"}`, onRegion))
	if g := s.get(list); g.status != http.StatusOK {
		t.Errorf("%s", g.body)
	}
}

func TestTokenWithoutAProjectReadsProjectsAlone(t *testing.T) {
	s := unchecked(t, sim.Options{})
	s.enter(byPassword(asSim, `"scope":{"domain":{"name":"sim"}}`))
	if g := s.get(list); g.status != http.StatusForbidden || g.code(t) != "DRS.M00261" {
		t.Errorf("jobs: %s", g.body)
	}
	if g := s.get("/v3/auth/projects"); g.status != http.StatusOK || len(g.list(t, "projects")) != 1 {
		t.Errorf("projects: %s", g.body)
	}
}

func TestExpireEndsWhatLoginsGaveOut(t *testing.T) {
	s := serve(t, sim.Options{Fault: "expire@ListJobs/2"})
	s.enter(byPassword(asSim, onRegion))
	if a, b, c := s.get(list).status, s.get(list), s.get("/v5/p1/jobs/x/actions").status; a != 200 || b.status != 401 || c != 401 || !strings.Contains(string(b.body), "log in again") {
		t.Errorf("%d %d %s %d", a, b.status, b.body, c)
	}
	s.token = "sim-token"
	if g := s.get(list); g.status != http.StatusOK {
		t.Errorf("the given token went as well: %s", g.body)
	}
	s.enter(byPassword(asSim, onRegion))
	s.Expire()
	for _, token := range []string{s.token, "sim-token"} {
		s.token = token
		if g := s.get("/v3/auth/projects"); g.status != http.StatusUnauthorized {
			t.Errorf("after Expire: %s", g.body)
		}
	}
	if s.token = "sim-token-2"; s.get("/v3/auth/projects").status != http.StatusOK {
		t.Error("there is no next token")
	}
}

func TestTroubleAtTheLogin(t *testing.T) {
	for spec, want := range map[string]string{
		"401": "401 Unauthorized: The username or password is wrong.", "403": "403 Forbidden: You", "400": "400 Bad Request: The",
		"500": "500 Internal Server Error: An", "m00004": "500 Internal Server Error: An",
	} {
		s := serve(t, sim.Options{Fault: spec + "@KeystoneCreateUserTokenByPassword"})
		if g := s.login(byPassword(asSim, onRegion)); !strings.HasPrefix(g.says(t), want) {
			t.Errorf("%s: %s", spec, g.body)
		}
	}
	for spec, code := range map[string]string{"429": "APIGW.0308", "503": "APIGW.0201", "403:IAM.0003": "IAM.0003"} {
		s := serve(t, sim.Options{Fault: spec + "@KeystoneListProjects"})
		if g := s.get("/v3/projects"); g.code(t) != code {
			t.Errorf("%s: %s", spec, g.body)
		}
	}
	s := serve(t, sim.Options{Fault: "expire@*,reset-after@KeystoneCreateUserTokenByPassword/2"})
	if a, b := s.login(byPassword(asSim, onRegion)), s.login(byPassword(asSim, onRegion)); a.status != http.StatusCreated || b.err == nil {
		t.Errorf("%d %v", a.status, b.err)
	}
	seen := s.Requests()
	if len(seen) != 2 || seen[0].Op != "KeystoneCreateUserTokenByPassword" || seen[0].Status != 201 || seen[1].Op != seen[0].Op || len(s.Applied()) != 0 {
		t.Errorf("%+v, applied %v", seen, s.Applied())
	}
}
