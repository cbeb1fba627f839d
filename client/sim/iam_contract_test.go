package sim_test

import (
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

// TestEveryAnswerOfIAMKeepsTheContract asks in every way that the contract
// knows, by everybody who may ask, in each kind of trouble.
func TestEveryAnswerOfIAMKeepsTheContract(t *testing.T) {
	now := newClock()
	for _, trouble := range []string{"", "401", "403", "400", "500", "503", "429:1s", "m00004", "expire", "cut", "html", "reset-after"} {
		s := serve(t, sim.Options{Now: now.read, Projects: three, MFA: "123456", LockAfter: -1, Fault: trouble})
		for _, mfa := range []string{`"user":{"name":"sim","passcode":"123456"}`, `"user":{"id":"` + sim.UserID("sim") + `","passcode":"123456"}`, `"user":{"name":"sim","passcode":"654321"}`} {
			for _, user := range []string{asSim, `"user":{"id":"` + sim.UserID("sim") + `","password":"sim"}`, `"user":{"id":"none","password":"sim"}`} {
				for _, scope := range []string{onRegion, `"scope":{"project":{"id":"p2"}}`, `"scope":{"project":{"name":"nowhere"}}`} {
					s.login(byPassword(user, scope))
					s.login(byPasscode(user, mfa, scope))
				}
				s.login(strings.Replace(byPassword(user, ""), ",}}", "}}", 1)) // the account as a whole
			}
		}
		for _, path := range []string{"/v3/projects", "/v3/projects?name=eu-de", "/v3/projects?name=none", "/v3/projects?page=2&per_page=1", "/v3/auth/projects"} {
			for _, token := range []string{"sim-token", "wrong"} {
				s.token = token
				s.get(path)
			}
			for _, k := range []key{{}, {sk: "wrong"}, {ak: "wrong"}, {scope: "20260314///sdk_request"}} {
				s.signed(now.read(), k, http.MethodGet, path, "")
			}
		}
		s.signed(now.read(), key{}, http.MethodPost, "/v3/p1/jobs/batch-status", encode(s.t, map[string]any{"jobs": []string{s.ID("hr-payroll")}}))
	}
}
