package sim_test

import (
	"net/http"
	"testing"
	"time"

	"drover/client/sim"
)

const byPasswordOfDryvIQ = "grant_type=password&username=sim&password=sim&scope=profile+roles+offline_access"

// login asks for a token, and uses it from then on if there is one.
func (s *transfers) login(form string) (got, string) {
	s.t.Helper()
	g := s.send(http.MethodPost, "/connect/token", form)
	token := g.tree(s.t)
	if access, ok := token["access_token"].(string); ok {
		s.token = access
	}
	again, _ := token["refresh_token"].(string)
	return g, again
}

func TestTokensOfDryvIQ(t *testing.T) {
	clock := newClock()
	s := serveTransfers(t, sim.Options{Now: clock.read, TokenLife: 10 * time.Minute, Site: "night"})
	status := func() int { t.Helper(); return s.get("/v1/jobs").status }
	for form, want := range map[string]string{
		"grant_type=password&username=sim&password=wrong": "invalid_grant", "grant_type=refresh_token&refresh_token=none": "invalid_grant",
		"grant_type=password": "invalid_grant",
	} {
		if g, _ := s.login(form); g.status != http.StatusBadRequest || g.tree(t)["error"] != want || g.tree(t)["error_description"] == nil {
			t.Errorf("%s: %d %s", form, g.status, g.body)
		}
	}
	if g, _ := s.loosely().login("grant_type=client_credentials"); g.tree(t)["error"] != "unsupported_grant_type" {
		t.Errorf("%s", g.body)
	}
	if g, again := s.login("grant_type=password&username=sim&password=sim&scope=profile"); again != "" || g.tree(t)["expires_in"] != 600.0 || status() != http.StatusOK {
		t.Errorf("without offline_access: %s", g.body)
	}
	_, first := s.login(byPasswordOfDryvIQ)
	clock.forward(10 * time.Minute)
	if status() != http.StatusUnauthorized {
		t.Error("a token outlives its time")
	}
	_, second := s.login("grant_type=refresh_token&refresh_token=" + first)
	if status() != http.StatusOK || second == "" || second == first {
		t.Errorf("refreshed: %q after %q", second, first)
	}
	if g, _ := s.login("grant_type=refresh_token&refresh_token=" + first); g.status != http.StatusBadRequest {
		t.Error("a refresh token is good twice")
	}
	s.RevokeRefresh()
	if g, _ := s.login("grant_type=refresh_token&refresh_token=" + second); g.status != http.StatusBadRequest {
		t.Error("a revoked refresh token is good")
	}
	s.Expire()
	if status() != http.StatusUnauthorized {
		t.Error("Expire leaves a token")
	}
	s.token = "sim-token-2"
	clock.forward(1000 * time.Hour)
	if status() != http.StatusOK {
		t.Error("the token of the options ends")
	}
	for path, want := range map[string]int{"/v1/sites/night/api/jobs": 200, "/v1/sites/day/api/jobs": 404} {
		if got := s.loosely().get(path); got.status != want {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	s.token = ""
	if got := s.loosely().get("/v1/jobs"); got.status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", got.status)
	}
}

func TestExpireFaultOfDryvIQ(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true, Fault: "expire@getJob/2"})
	_, again := s.login(byPasswordOfDryvIQ)
	id := s.TransferID("media-to-s3")
	for n, want := range []int{200, 401, 401} {
		path := "/v1/jobs/" + id
		if n == 2 {
			path = "/v1/jobs"
		}
		if g := s.get(path); g.status != want {
			t.Errorf("call %d: %d", n, g.status)
		}
	}
	s.login("grant_type=refresh_token&refresh_token=" + again)
	if g := s.get("/v1/jobs"); g.status != http.StatusOK {
		t.Errorf("then: %d", g.status)
	}
}
