package login_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/login"
	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
)

// filesWorld is a DryvIQ server, which the simulator is, and a login at it.
type filesWorld struct {
	t       *testing.T
	service *sim.Sim
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	login   *login.Login
	conn    *rest.Conn
	log     *lines
}

func enterFiles(t *testing.T, o sim.Options, set profile.Settings) *filesWorld {
	t.Helper()
	service, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	check, err := contract.New("../testdata/openapi/dryviq.openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	dial, hangUp := contract.Memory(check.Handler(service.Handler(), func(err error) { t.Error(err) }))
	t.Cleanup(hangUp)
	set.Backend, set.Endpoint = profile.DryvIQ, "http://files.demo"
	log := &lines{}
	l, err := login.New(set, login.Options{Dial: dial, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	conn, err := rest.New(rest.Config{Endpoint: set.Endpoint, Credential: rest.Nobody(), Dial: dial, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(conn.Close)
	l.Give(conn, l.Project())
	return &filesWorld{t: t, service: service, dial: dial, login: l, conn: conn, log: log}
}

// read reads a list, as the backend does.
func (w *filesWorld) read() error {
	_, err := w.conn.Do(w.t.Context(), rest.Call{Operation: rest.Operation{
		Op: "listJobs", Method: http.MethodGet, Path: "/v1/jobs", Generation: "v1", Class: rest.Read, Deadline: 10 * time.Second, Manner: rest.DryvIQ,
	}})
	return err
}

// write starts a job.
func (w *filesWorld) write() error {
	_, err := w.conn.Do(w.t.Context(), rest.Call{Values: map[string]string{"id": strings.Repeat("0", 32)}, Operation: rest.Operation{
		Op: "patchJob", Method: http.MethodPatch, Path: "/v1/jobs/{id}", Generation: "v1", Class: rest.Write, Deadline: 10 * time.Second, Manner: rest.DryvIQ,
	}, Body: []byte(`{"kind":"transfer","schedule":{"mode":"manual"}}`)})
	return err
}

func (w *filesWorld) asks() string {
	var out []string
	for _, p := range w.login.Asks() {
		out = append(out, p.Key)
		if p.Label == "" || p.Help == "" || p.Masked && p.Value != "" || strings.Contains(p.Help+p.Label, "IAM") {
			w.t.Errorf("%+v", p)
		}
	}
	return strings.Join(out, " ")
}

// logins is how often the token endpoint was asked.
func (w *filesWorld) logins() int {
	n := 0
	for _, r := range w.service.Requests() {
		if strings.HasSuffix(r.Op, "createToken") {
			n++
		}
	}
	return n
}

func kindOf(err error) rest.Kind {
	kind, _ := rest.KindOf(err)
	return kind
}

func filesPassword(password string) profile.Credential {
	return profile.Credential{Kind: profile.Password, Username: "sim", Password: secret(password), Source: "here"}
}

func TestADryvIQServerIsLoggedInToByPassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := enterFiles(t, sim.Options{TokenLife: 10 * time.Minute}, profile.Settings{Credential: filesPassword("sim")})
		if got := w.asks(); got != "" {
			t.Error(got)
		}
		for range 30 {
			if err := w.read(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Minute)
		}
		if n := w.logins(); n < 3 || n > 5 || w.login.Ends().IsZero() || w.login.Source() != "here" {
			t.Error(n, w.login.Ends(), w.login.Source())
		}
		w.service.Expire()
		if err := w.read(); err != nil {
			t.Error("a read whose token ended:", err)
		}
		w.service.Expire()
		if err := w.write(); kindOf(err) != rest.LoginEnded {
			t.Error("a write whose token ended:", err)
		}
		if err := w.write(); kindOf(err) != rest.Gone {
			t.Error("the next write:", err)
		}
		w.service.Expire()
		w.service.RevokeRefresh()
		if err := w.read(); err != nil {
			t.Error("a read whose refresh token ended as well:", err)
		}
	})
}

// TestTokensOfADryvIQServerEndAnyTime: whatever the service does to tokens, reads are
// answered, by a renewal each time.
func TestTokensOfADryvIQServerEndAnyTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := enterFiles(t, sim.Options{Fault: "expire@listJobs/4"}, profile.Settings{Credential: filesPassword("sim")})
		for range 40 {
			if err := w.read(); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.logins(); n < 10 {
			t.Error("too tame:", n)
		}
		if got := w.asks(); got != "" {
			t.Error(got)
		}
	})
}

func TestADryvIQServerAsksForUserAndPassword(t *testing.T) {
	w := enterFiles(t, sim.Options{}, profile.Settings{Username: "sim"})
	if got := w.asks(); got != "password" {
		t.Error(got)
	}
	if err := w.login.Enter(t.Context(), typed("password", seenWrong)); err == nil || strings.Contains(err.Error(), "S3NT") {
		t.Error(err)
	}
	if got := w.asks(); got != "user password" {
		t.Error(got)
	}
	if err := w.login.Enter(t.Context(), typed("user", "sim", "password", "sim")); err != nil {
		t.Fatal(err)
	}
	if err := w.read(); err != nil || w.asks() != "" || w.login.Source() != "password typed in" {
		t.Error(err, w.asks(), w.login.Source())
	}
}

// TestAWrongPasswordAtADryvIQServer is sent once, and then asked for; the same again
// may be tried by hand.
func TestAWrongPasswordAtADryvIQServer(t *testing.T) {
	w := enterFiles(t, sim.Options{}, profile.Settings{Credential: filesPassword(seenWrong)})
	for range 4 {
		if err := w.read(); kindOf(err) != rest.LoginEnded || strings.Contains(err.Error(), "S3NT") {
			t.Error(err)
		}
	}
	if n := w.logins(); n != 1 || w.asks() != "user password" {
		t.Error(n, w.asks())
	}
	if err := w.login.Enter(t.Context(), nil); err == nil || w.logins() != 2 {
		t.Error(err, w.logins())
	}
	if err := w.login.Enter(t.Context(), typed("password", "sim")); err != nil || w.read() != nil || w.asks() != "" {
		t.Error(err, w.asks())
	}
	for _, e := range w.conn.Exchanges() {
		if text := fmt.Sprint(e.Request(), e.Answer(), e.Curl(), e.Err); strings.Contains(text, "S3NT") {
			t.Error(text)
		}
	}
	if strings.Contains(w.log.String(), "S3NT") || !strings.Contains(w.log.String(), "createToken") {
		t.Error(w.log.String())
	}
}

func TestADryvIQServerTakesAToken(t *testing.T) {
	w := enterFiles(t, sim.Options{Token: seenToken}, profile.Settings{Auth: profile.Token})
	if got := w.asks(); got != "token" {
		t.Error(got)
	}
	if err := w.login.Enter(t.Context(), typed("token", seenWrong)); err != nil {
		t.Error(err)
	}
	if err := w.read(); kindOf(err) != rest.LoginEnded || w.asks() != "token" {
		t.Error(err, w.asks())
	}
	if err := w.login.Enter(t.Context(), typed("token", " "+seenToken+"\n")); err != nil || w.read() != nil || w.asks() != "" || w.logins() != 0 {
		t.Error(err, w.asks(), w.logins())
	}
}

func TestADryvIQServerTakesWhatACommandPrints(t *testing.T) {
	for _, printed := range []map[string]string{{"token": "sim-token"}, {"username": "sim", "password": "sim"}} {
		v := newVault(t)
		v.holds(t, printed)
		set := v.settings()
		set.Command.Backend = profile.DryvIQ
		w := enterFiles(t, sim.Options{}, set)
		if err := w.read(); err != nil || w.asks() != "" {
			t.Error(printed, err, w.asks())
		}
	}
}

func TestADryvIQServerHasNoProjects(t *testing.T) {
	for site, want := range map[string]string{"": "-", "emea": "site:emea"} {
		w := enterFiles(t, sim.Options{}, profile.Settings{Site: site})
		all, err := w.login.Projects(t.Context())
		if got, pickErr := w.login.Pick(t.Context()); got != want || pickErr != nil || w.login.Project() != want || err != nil || len(all) != 1 || all[0].ID != want || !all[0].Enabled {
			t.Errorf("%q: %q %v %v %v", site, got, pickErr, all, err)
		}
		if n := len(w.service.Requests()); n > 0 {
			t.Error("asked", n)
		}
	}
}
