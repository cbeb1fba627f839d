package login_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"drover/client/drs"
	"drover/client/login"
	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a service and what leads to it.
type world struct {
	t       *testing.T
	service *sim.Sim
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	set     profile.Settings
	login   *login.Login
}

// checker knows the contracts of the service and of IAM.
var checker = sync.OnceValues(func() (*contract.Checker, error) {
	return contract.New("../testdata/openapi/drs.openapi.yaml", "../testdata/openapi/iam.openapi.yaml")
})

// enter makes a login by settings over a service of its own; all calls are held
// against the contracts.
func enter(t *testing.T, o sim.Options, set profile.Settings) *world {
	t.Helper()
	service, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	check, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	dial, hangUp := contract.Memory(check.Handler(service.Handler(), func(err error) { t.Error(err) }))
	t.Cleanup(hangUp)
	set.Endpoint, set.IAMEndpoint, set.Region = "http://drs.demo", "http://iam.demo", "cn-north-4"
	l, err := login.New(set, login.Options{Dial: dial})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return &world{t: t, service: service, dial: dial, set: set, login: l}
}

// read reads the first page of a project's jobs, as the backend does.
func (w *world) read(project string) error {
	w.t.Helper()
	conn, err := rest.New(rest.Config{Endpoint: w.set.Endpoint, Credential: rest.Nobody(), Dial: w.dial})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(conn.Close)
	w.login.Give(conn, project)
	return firstPage(w.t.Context(), conn, project)
}

func firstPage(ctx context.Context, conn *rest.Conn, project string) error {
	for _, err := range drs.New(conn, project, "").Jobs(ctx) {
		return err
	}
	return nil
}

// asks are the keys of what must be typed.
func (w *world) asks() string {
	var out []string
	for _, p := range w.login.Asks() {
		out = append(out, p.Key)
		if p.Label == "" || p.Help == "" || p.Masked && p.Value != "" {
			w.t.Errorf("%+v", p)
		}
	}
	return strings.Join(out, " ")
}

func typed(pairs ...string) map[string]model.Secret {
	out := map[string]model.Secret{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i]] = model.NewSecret(pairs[i+1])
	}
	return out
}

func secret(s string) model.Secret { return model.NewSecret(s) }

func TestEveryWayOfLoggingInReadsJobs(t *testing.T) {
	for name, c := range map[string]profile.Credential{
		"token":    {Kind: profile.Token, Token: secret("sim-token"), Source: "here"},
		"keys":     {Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk"), Source: "here"},
		"password": {Kind: profile.Password, Username: "sim", Password: secret("sim"), Domain: "sim", Source: "here"},
	} {
		w := enter(t, sim.Options{Projects: "p1=cn-north-4,p2=cn-north-4_team"}, profile.Settings{Credential: c})
		if asks := w.asks(); asks != "" || w.login.Source() != "here" {
			t.Errorf("%s: asks %q, source %q", name, asks, w.login.Source())
		}
		projects, err := w.login.Projects(t.Context())
		if err != nil || len(projects) != 2 || projects[0].ID != "p1" || projects[1].ID != "p2" {
			t.Errorf("%s: %v %v", name, projects, err)
		}
		for _, id := range []string{"p1", "p2"} {
			if err := w.read(id); err != nil {
				t.Errorf("%s in %s: %v", name, id, err)
			}
		}
		if ends := w.login.Ends(); ends.IsZero() != (name != "password") {
			t.Errorf("%s ends %v", name, ends)
		}
	}
}

func TestBothSchemesOfASignature(t *testing.T) {
	for _, scheme := range []string{"access", "credential"} {
		w := enter(t, sim.Options{SecurityToken: "st"}, profile.Settings{Signature: scheme, Credential: profile.Credential{
			Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk"), SecurityToken: secret("st"),
		}})
		if err := w.read("p1"); err != nil {
			t.Errorf("%s: %v", scheme, err)
		}
	}
}

func TestWhatIsMissingIsTyped(t *testing.T) {
	for name, c := range map[string]struct {
		set   profile.Settings
		asks  string
		typed map[string]model.Secret
		from  string
	}{
		"a token":      {profile.Settings{}, "token", typed("token", " sim-token\n"), "token typed in"},
		"keys":         {profile.Settings{Auth: profile.KeyPair}, "access_key secret_key security_token", typed("access_key", " sim-ak", "secret_key", "sim-sk"), "access key typed in"},
		"a password":   {profile.Settings{Auth: profile.Password}, "user account password", typed("user", "sim", "account", "sim", "password", "sim"), "password typed in"},
		"the rest":     {profile.Settings{Auth: profile.Password, Username: "sim", Domain: "sim"}, "password", typed("password", "sim"), "password typed in"},
		"a named user": {profile.Settings{Auth: profile.Password, Username: "sim", Domain: "sim", Project: "p1"}, "password", typed("password", "sim"), "password typed in"},
	} {
		w := enter(t, sim.Options{}, c.set)
		if asks := w.asks(); asks != c.asks {
			t.Errorf("%s: asks %q", name, asks)
		}
		if err := w.login.Enter(t.Context(), nil); err == nil {
			t.Errorf("%s: nothing was typed, and that was fine", name)
		}
		if err := w.login.Enter(t.Context(), c.typed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := w.read("p1"); err != nil || w.asks() != "" || w.login.Source() != c.from {
			t.Errorf("%s: %v, asks %q, source %q", name, err, w.asks(), w.login.Source())
		}
	}
}

func TestHalfOfWhatIsTypedIsOneSentence(t *testing.T) {
	w := enter(t, sim.Options{}, profile.Settings{Auth: profile.KeyPair})
	if err := w.login.Enter(t.Context(), typed("access_key", "a")); err == nil || !strings.Contains(err.Error(), "both needed") {
		t.Errorf("%v", err)
	}
	w = enter(t, sim.Options{}, profile.Settings{})
	if err := w.login.Enter(t.Context(), typed("token", "  ")); err == nil || !strings.Contains(err.Error(), "empty") {
		t.Errorf("%v", err)
	}
}

// What was at hand and is not accepted is asked for anew, and the connections
// that were open go on with what is typed.
func TestAnotherLoginServesTheConnectionsThatAreOpen(t *testing.T) {
	w := enter(t, sim.Options{}, profile.Settings{Credential: profile.Credential{Kind: profile.Token, Token: secret("old"), Source: "here"}})
	conn, err := rest.New(rest.Config{Endpoint: w.set.Endpoint, Credential: rest.Nobody(), Dial: w.dial})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	w.login.Give(conn, "p1")
	if kind, _ := rest.KindOf(firstPage(t.Context(), conn, "p1")); kind != rest.LoginEnded {
		t.Fatalf("an old token: %v", kind)
	}
	if w.asks() != "token" {
		t.Errorf("asks %q", w.asks())
	}
	if err := w.login.Enter(t.Context(), typed("token", "sim-token")); err != nil {
		t.Fatal(err)
	}
	if err := firstPage(t.Context(), conn, "p1"); err != nil {
		t.Errorf("after a new login: %v", err)
	}
}

func TestAPasswordThatIsWrongAsksAgainAndAPasscodeIsAskedFor(t *testing.T) {
	w := enter(t, sim.Options{MFA: "123456"}, profile.Settings{Auth: profile.Password, Username: "sim", Domain: "sim"})
	if err := w.login.Enter(t.Context(), typed("password", "wrong")); err == nil {
		t.Fatal("a wrong password is accepted")
	}
	asked := w.asks()
	if !strings.Contains(asked, "password") {
		t.Errorf("after a wrong password: %q", asked)
	}
	if err := w.login.Enter(t.Context(), typed("user", "sim", "account", "sim", "password", "sim")); err == nil {
		t.Fatal("a login without a passcode is accepted")
	}
	if w.asks() != "passcode" {
		t.Errorf("asks %q", w.asks())
	}
	if err := w.login.Enter(t.Context(), typed("passcode", "123456")); err != nil || w.asks() != "" && w.asks() != "passcode" {
		t.Errorf("%v, asks %q", err, w.asks())
	}
}

func TestTheProjectThatTheSettingsName(t *testing.T) {
	keys := profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk")}
	two := sim.Options{Projects: "p1=cn-north-4,p2=cn-north-4_team"}
	w := enter(t, two, profile.Settings{Credential: keys, ProjectName: "cn-north-4_team"})
	projects, err := w.login.Projects(t.Context())
	if err != nil || len(projects) != 1 || projects[0].ID != "p2" || w.login.Project() != "" {
		t.Errorf("%v %v", projects, err)
	}
	w = enter(t, two, profile.Settings{Credential: keys, ProjectName: "elsewhere"})
	if _, err := w.login.Projects(t.Context()); err == nil || !strings.Contains(err.Error(), "elsewhere") {
		t.Errorf("%v", err)
	}
	w = enter(t, two, profile.Settings{Auth: profile.Password, ProjectName: "cn-north-4_team"})
	if err := w.login.Enter(t.Context(), typed("user", "sim", "account", "sim", "password", "sim")); err != nil || w.login.Project() != "p2" {
		t.Errorf("by name: %q %v", w.login.Project(), err)
	}
	if w = enter(t, two, profile.Settings{Project: "p1"}); w.login.Project() != "p1" {
		t.Errorf("by id: %q", w.login.Project())
	}
}

func TestTheOnlyProjectIsPickedAndSeveralAreListed(t *testing.T) {
	keys := profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("sim-sk")}
	w := enter(t, sim.Options{}, profile.Settings{Credential: keys})
	if id, err := w.login.Pick(t.Context()); err != nil || id != "p1" {
		t.Errorf("%q %v", id, err)
	}
	w = enter(t, sim.Options{Projects: "p1=cn-north-4,p2=cn-north-4_team"}, profile.Settings{Credential: keys})
	var several *login.SeveralError
	if _, err := w.login.Pick(t.Context()); !errors.As(err, &several) || !strings.Contains(err.Error(), "p1 (cn-north-4), p2 (cn-north-4_team)") {
		t.Errorf("%v", err)
	}
	w = enter(t, sim.Options{}, profile.Settings{})
	if _, err := w.login.Pick(t.Context()); err == nil || !strings.Contains(err.Error(), "--project") {
		t.Errorf("nothing to log in with: %v", err)
	}
}

func TestWithoutIAMAPasswordSaysWhatToGive(t *testing.T) {
	l, err := login.New(profile.Settings{Auth: profile.Password}, login.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{"enter": l.Enter(t.Context(), typed("password", "x")), "projects": func() error { _, err := l.Projects(t.Context()); return err }()} {
		if err == nil || !strings.Contains(err.Error(), "--iam-endpoint") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// commands are profiles whose command prints.
func command(t *testing.T, script string) profile.Settings {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vault")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return profile.Settings{Profile: "prod", Command: &profile.Command{Profile: "prod", Argv: []string{path}}}
}

func TestACommandIsRunWhenItIsNeeded(t *testing.T) {
	for name, out := range map[string]string{
		"token":    `{"token":"sim-token","expires_at":"2099-01-01T00:00:00Z"}`,
		"keys":     `{"access_key":"sim-ak","secret_key":"sim-sk"}`,
		"password": `{"username":"sim","password":"sim","domain":"sim"}`,
	} {
		ran := filepath.Join(t.TempDir(), "ran")
		w := enter(t, sim.Options{}, command(t, fmt.Sprintf("echo x >> %s\necho '%s'\n", ran, out)))
		if asks := w.asks(); asks != "" || !strings.Contains(w.login.Source(), "profile prod") {
			t.Errorf("%s: asks %q, source %q", name, asks, w.login.Source())
		}
		if _, err := os.Stat(ran); err == nil {
			t.Errorf("%s: it ran before there was need", name)
		}
		if err := w.read("p1"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if times, err := os.ReadFile(ran); err != nil || len(times) != 2 {
			t.Errorf("%s: it ran %q times (%v)", name, times, err)
		}
	}
}

func TestACommandThatFailsLeavesTheTyping(t *testing.T) {
	w := enter(t, sim.Options{}, command(t, "echo sealed >&2; exit 2"))
	if err := w.read("p1"); err == nil || !strings.Contains(err.Error(), "exit status 2: sealed") {
		t.Errorf("%v", err)
	}
	if err := w.login.Enter(t.Context(), nil); err == nil || w.asks() != "token" {
		t.Errorf("%v, asks %q", err, w.asks())
	}
	if err := w.login.Enter(t.Context(), typed("token", "sim-token")); err != nil {
		t.Fatal(err)
	}
	if err := w.read("p1"); err != nil || w.login.Source() != "token typed in" {
		t.Errorf("%v %q", err, w.login.Source())
	}
}
