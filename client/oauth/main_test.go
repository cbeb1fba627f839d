package oauth_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"drover/client/oauth"
	"drover/client/rest"
	"drover/client/sim/contract"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// The sentinels: nobody sees them but the server.
const (
	password = "S3NT-p&ss wörd=+\"<"
	access   = "S3NT-access-"
	again    = "S3NT-again-"
)

// server is a DryvIQ server that knows one user. Its refresh tokens are good once.
type server struct {
	t    testing.TB
	life time.Duration // 0: it does not tell
	mute bool          // it gives no refresh tokens

	mu       sync.Mutex
	grants   []string // what was asked of the token endpoint, and how it ended
	valid    string   // the one access token that is good
	refresh  string   // the one refresh token that is
	password string
	writes   int
	given    int
	down     bool
	scripted bool
	says     string // to every login, if scripted
	deaf     bool   // no token is good
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.down:
		w.WriteHeader(http.StatusServiceUnavailable)
	case r.URL.Path == "/connect/token" && s.scripted:
		say(w, 200, s.says)
	case r.URL.Path == "/connect/token":
		s.token(w, r, string(body))
	case r.Header.Get("X-Auth-Token") != "" || r.Header.Get("Authorization") != "Bearer "+s.valid || s.valid == "" || s.deaf:
		say(w, 401, fmt.Sprintf(`{"errors":[{"description":"%s is not welcome"}]}`, r.Header.Get("Authorization")))
	default:
		if r.Method != http.MethodGet {
			s.writes++
		}
		say(w, 200, `{"status":200,"type":"jobs","jobs":[]}`)
	}
}

func (s *server) token(w http.ResponseWriter, r *http.Request, body string) {
	form, err := url.ParseQuery(body)
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" || r.Header.Get("Authorization") != "" {
		s.t.Errorf("a login by %s %v: %v", r.Method, r.Header, err)
	}
	grant := form.Get("grant_type")
	switch {
	case grant == "password" && form.Get("username") == "dba" && form.Get("password") == s.password:
		if form.Get("scope") != "profile roles offline_access" || len(form) != 4 {
			s.t.Error("asked for", form["scope"], len(form))
		}
	case grant == "refresh_token" && s.refresh != "" && form.Get("refresh_token") == s.refresh:
	default:
		s.grants = append(s.grants, grant+" refused")
		say(w, 400, `{"error":"invalid_grant","error_description":"not `+form.Get("refresh_token")+`"}`)
		return
	}
	s.grants = append(s.grants, grant)
	s.given++
	s.valid, s.refresh = fmt.Sprintf("%s%d", access, s.given), fmt.Sprintf("%s%d", again, s.given)
	out := map[string]any{"access_token": s.valid, "token_type": "Bearer"}
	if s.life > 0 {
		out["expires_in"] = int(s.life.Seconds())
	}
	if !s.mute {
		out["refresh_token"] = s.refresh
	}
	_ = json.NewEncoder(w).Encode(out)
}

func say(w http.ResponseWriter, code int, body string) {
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}

// change does something to the server while nobody asks it.
func (s *server) change(what func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	what()
}

func (s *server) asked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.grants, ", ")
}

// hall is a server, a login at it and a connection that uses that.
type hall struct {
	*server
	service *oauth.Service
	by      *oauth.Password
	conn    *rest.Conn
	log     *kept
}

func enter(t testing.TB, s *server, known string) hall {
	t.Helper()
	s.t = t
	s.password = password
	dial, hangUp := contract.Memory(s)
	t.Cleanup(hangUp)
	log := &kept{}
	service, err := oauth.New(rest.Config{Endpoint: "http://files.example", Dial: dial, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	by := oauth.NewPassword(service, "dba", model.NewSecret(known), time.Now, "a test")
	conn, err := rest.New(rest.Config{Endpoint: "http://files.example", Dial: dial, Credential: by, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	return hall{server: s, service: service, by: by, conn: conn, log: log}
}

func (h hall) do(class rest.Class) error {
	op := rest.Operation{Op: "listJobs", Method: http.MethodGet, Path: "/v1/jobs", Class: class, Deadline: 10 * time.Second, Manner: rest.DryvIQ}
	var body []byte
	if class == rest.Write {
		op.Op, op.Method, body = "createJob", http.MethodPost, []byte(`{"name":"a"}`)
	}
	_, err := h.conn.Do(context.Background(), rest.Call{Operation: op, Body: body})
	return err
}

// kept is a log that several connections write.
type kept struct {
	mu   sync.Mutex
	text strings.Builder
}

func (k *kept) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.Write(p)
}

func (k *kept) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.text.String()
}
