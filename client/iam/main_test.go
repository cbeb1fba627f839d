package iam_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"drover/client/iam"
	"drover/client/rest"
	"drover/client/sim/contract"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const contractFile = "../testdata/openapi/iam.openapi.yaml"

// checker knows the service as well: what a login is good for is asked of it.
var checker = sync.OnceValues(func() (*contract.Checker, error) {
	return contract.New(contractFile, "../testdata/openapi/drs.openapi.yaml")
})

// The sentinels: nobody sees them but the service.
const (
	password = "S3NT-pass\"word<&é"
	passcode = "739215"
	subject  = "S3NT-subject-"
)

// cloud is an IAM that knows one user; every request and answer is held
// against the contract.
type cloud struct {
	t    testing.TB
	life time.Duration
	mfa  string // the passcode; "": none is wanted

	mu      sync.Mutex
	vague   bool             // it does not tell a wrong passcode from a wrong password
	logins  []map[string]any // the bodies
	asked   []string         // method, path and query
	refuse  func(w http.ResponseWriter, r *http.Request) bool
	answers map[string]string // of GETs, by path and query
}

func (c *cloud) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	c.mu.Lock()
	defer c.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	at := r.URL.Path
	if r.URL.RawQuery != "" {
		at += "?" + r.URL.RawQuery
	}
	c.asked = append(c.asked, r.Method+" "+at)
	if c.refuse != nil && c.refuse(w, r) {
		return
	}
	if r.Method == http.MethodGet {
		if r.Header.Get("X-Auth-Token") == "" && r.Header.Get("Authorization") == "" {
			c.t.Error("nobody asks")
		}
		said, ok := c.answers[at]
		if !ok {
			say(w, 403, `{"error":{"code":403,"message":"You are not authorized to perform the requested action.","title":"Forbidden"}}`)
			return
		}
		_, _ = io.WriteString(w, said)
		return
	}
	if len(r.Header["X-Auth-Token"])+len(r.Header["Authorization"]) > 0 {
		c.t.Error("a login is sent by somebody")
	}
	var login map[string]any
	if err := json.Unmarshal(body, &login); err != nil {
		c.t.Error(err)
	}
	c.logins = append(c.logins, login)
	who, _ := dig(login, "auth", "identity", "password", "user").(map[string]any)
	said, _ := dig(login, "auth", "identity", "totp", "user", "passcode").(string)
	switch {
	case c.vague && said != "" && said != c.mfa, who["password"] != password || who["id"] != "u1" && (who["name"] != "dba" || dig(who, "domain", "name") != "acme"):
		say(w, 401, `{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}`)
	case c.mfa != "" && said != c.mfa:
		say(w, 401, `{"error":{"code":401,"message":"mfa totp code verify fail","title":"Unauthorized"}}`)
	default:
		c.admit(w, login)
	}
}

func (c *cloud) admit(w http.ResponseWriter, login map[string]any) {
	project := "p-of-region"
	if id, ok := dig(login, "auth", "scope", "project", "id").(string); ok {
		project = id
	}
	const stamp = "2006-01-02T15:04:05.000000Z"
	w.Header().Set("X-Subject-Token", fmt.Sprintf("%s%d", subject, len(c.logins)))
	w.WriteHeader(http.StatusCreated)
	begun := time.Now().UTC().Add(3 * time.Hour) // its clock is another
	_ = json.NewEncoder(w).Encode(map[string]any{"token": map[string]any{
		"issued_at": begun.Format(stamp), "expires_at": begun.Add(c.life).Format(stamp), "methods": []string{"password"},
		"project": map[string]any{"id": project, "name": "cn-north-4"}, "user": map[string]any{"id": "u1", "name": "dba"},
	}})
}

func say(w http.ResponseWriter, code int, body string) {
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}

func dig(v any, path ...string) any {
	for _, name := range path {
		m, _ := v.(map[string]any)
		v = m[name]
	}
	return v
}

// service is IAM in memory.
func (c *cloud) service(t testing.TB) *iam.Service {
	t.Helper()
	s, err := iam.New(rest.Config{Endpoint: "http://iam.invalid/v3/", Dial: dialer(t, held(t, c)), Rand: func() float64 { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func (c *cloud) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.logins)
}

func account() iam.Account {
	return iam.Account{User: "dba", Domain: "acme", Password: model.NewSecret(password), Name: "cn-north-4"}
}

func dialer(t testing.TB, h http.Handler) func(context.Context, string, string) (net.Conn, error) {
	t.Helper()
	dial, hangUp := contract.Memory(h)
	t.Cleanup(hangUp)
	return dial
}

// held is a service, each call of which is held against the contract.
func held(t testing.TB, h http.Handler) http.Handler {
	t.Helper()
	check, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	return check.Handler(h, func(err error) { t.Error(err) })
}
