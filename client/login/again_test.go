package login_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"drover/client"
	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
)

// open is a connection that has its credential of the login.
func (w *world) open() *rest.Conn {
	w.t.Helper()
	conn, err := rest.New(rest.Config{Endpoint: w.set.Endpoint, Credential: rest.Nobody(), Dial: w.dial})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(conn.Close)
	w.login.Give(conn, "p1")
	return conn
}

// refused reads with something that is no good, and asks what is to be typed.
func (w *world) refused(conn *rest.Conn) string {
	w.t.Helper()
	if kind, _ := rest.KindOf(firstPage(w.t.Context(), conn, "p1")); kind != rest.LoginEnded {
		w.t.Fatal("what is no good was accepted")
	}
	for _, p := range w.login.Asks() {
		if !p.May {
			w.t.Errorf("%s must be typed to try again", p.Key)
		}
	}
	if help := w.login.Asks()[0].Help; !strings.HasPrefix(help, "Leave it as it is to try the same again.") {
		w.t.Errorf("help %q", help)
	}
	return w.asks()
}

func TestAFileThatWasMendedIsReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "credentials")
	holds := func(secret string) {
		if err := os.WriteFile(file, []byte("[basic]\nak = sim-ak\nsk = "+secret+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	holds("wrong")
	set, err := profile.Resolve(profile.Flags{Profile: "p"}, profile.Config{Exists: true, Profiles: []profile.Profile{{Name: "p", Region: "cn-north-4", Import: "sdk"}}},
		profile.ReadEnvironment([]string{"HUAWEICLOUD_SDK_CREDENTIALS_FILE=" + file}))
	if err != nil {
		t.Fatal(err)
	}
	w := enter(t, sim.Options{}, set)
	conn := w.open()
	if asks := w.refused(conn); asks != "access_key secret_key security_token" || w.login.Asks()[0].Value != "sim-ak" {
		t.Errorf("asks %q of %q", asks, w.login.Asks()[0].Value)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := w.login.Enter(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "profile p") || w.asks() == "" {
		t.Errorf("without the file: %v, asks %q", err, w.asks())
	}
	holds("sim-sk")
	if err := w.login.Enter(t.Context(), typed("access_key", "sim-ak", "secret_key", "")); err != nil {
		t.Fatal(err)
	}
	if err := firstPage(t.Context(), conn, "p1"); err != nil || w.asks() != "" {
		t.Errorf("with the mended file: %v, asks %q", err, w.asks())
	}
}

// What the environment said is kept: it is sent once for each time that
// somebody wants it.
func TestTheSameIsTriedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		credential profile.Credential
		asks       string
	}{
		"token": {profile.Credential{Kind: profile.Token, Token: secret("old")}, "token"},
		"key":   {profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("wrong")}, "access_key secret_key security_token"},
		"password": {
			profile.Credential{Kind: profile.Password, Username: "sim", Domain: "sim", Password: secret("wrong")}, "user account password",
		},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := enter(t, sim.Options{}, profile.Settings{Credential: c.credential})
			conn := w.open()
			// A first reading is several requests at a time: those that nobody waits for
			// any more come to the service after the answer that ended it.
			requests := func() int { synctest.Wait(); return len(w.service.Requests()) }
			if asks := w.refused(conn); asks != c.asks {
				t.Errorf("%s: asks %q", name, asks)
			}
			before := requests()
			err := w.login.Enter(t.Context(), typed("token", "", "access_key", c.credential.AccessKey, "user", c.credential.Username, "password", ""))
			if (err != nil) != (name == "password") {
				t.Errorf("%s: %v", name, err)
			}
			w.refused(conn)
			once := requests()
			if n := once - before; n == 0 || n > 1 && name != "token" { // a token's first reading is several at a time
				t.Errorf("%s: %d requests", name, n)
			}
			w.refused(conn)
			if n := requests() - once; n != 0 {
				t.Errorf("%s: %d requests without anybody's wish", name, n)
			}
		})
	}
}

func TestAnotherKeyIsTakenInsteadOfTheRefusedOne(t *testing.T) {
	w := enter(t, sim.Options{}, profile.Settings{Credential: profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret("wrong")}})
	conn := w.open()
	w.refused(conn)
	if err := w.login.Enter(t.Context(), typed("access_key", "other", "secret_key", "")); err == nil || !strings.Contains(err.Error(), "both needed") {
		t.Errorf("another key without its secret: %v", err)
	}
	if err := w.login.Enter(t.Context(), typed("access_key", "sim-ak", "secret_key", "sim-sk")); err != nil {
		t.Fatal(err)
	}
	if err := firstPage(t.Context(), conn, "p1"); err != nil || w.asks() != "" || w.login.Source() != "access key typed in" {
		t.Errorf("%v, asks %q, %s", err, w.asks(), w.login.Source())
	}
}

// A token that IAM refused is asked for, too.
func TestATokenThatIAMRefusesIsAskedFor(t *testing.T) {
	w := enter(t, sim.Options{}, profile.Settings{Credential: profile.Credential{Kind: profile.Token, Token: secret("old")}})
	if _, err := w.login.Projects(t.Context()); err == nil || w.asks() != "token" {
		t.Errorf("%v, asks %q", err, w.asks())
	}
}

func TestWhatTheEnvironmentLacksIsSaidWhereItIsTyped(t *testing.T) {
	w := enter(t, sim.Options{}, profile.Settings{Auth: profile.KeyPair, Missing: "HW_ACCESS_KEY is set but HW_SECRET_KEY is not"})
	if asks := w.login.Asks(); !strings.HasPrefix(asks[0].Help, "HW_ACCESS_KEY is set but HW_SECRET_KEY is not. ") || strings.Contains(asks[1].Help, "HW_") {
		t.Errorf("%+v", asks)
	}
}

// A passcode is asked for as soon as IAM wants it, and what is said of a wrong
// one is no word about the password.
func TestAPasscodeIsAskedForOnceIAMWantsIt(t *testing.T) {
	w := enter(t, sim.Options{MFA: "123456"}, profile.Settings{Credential: profile.Credential{Kind: profile.Password, Username: "sim", Domain: "sim", Password: secret("sim")}})
	if _, err := w.login.Projects(t.Context()); !errors.Is(err, rest.ErrPasscode) || w.asks() != "passcode" {
		t.Fatalf("%v, asks %q", err, w.asks())
	}
	err := w.login.Enter(t.Context(), typed("passcode", "000000"))
	what, _ := client.LoginAdvice(err, 0, "")
	if !strings.HasPrefix(what, "The passcode was not accepted, or is too old") || w.asks() != "passcode" {
		t.Errorf("%s, asks %q", what, w.asks())
	}
	if err := w.login.Enter(t.Context(), typed("passcode", "123456")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.login.Projects(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestACommandsCredentialThatHasEndedIsNotSent(t *testing.T) {
	w := enter(t, sim.Options{}, command(t, `echo '{"token":"sim-token","expires_at":"2001-01-01T00:00:00Z"}'`))
	err := w.read("p1")
	what, cure := client.LoginAdvice(err, 0, w.login.Source())
	if err == nil || len(w.service.Requests()) != 0 || what != "The credential_command vault of profile prod printed a credential that ended at 2001-01-01T00:00:00Z." || strings.Contains(cure, "Log in") {
		t.Errorf("%v: %s %s", err, what, cure)
	}
}

func TestACommandThatFailsSaysHowToMendIt(t *testing.T) {
	w := enter(t, sim.Options{}, command(t, "echo nonsense"))
	what, cure := client.LoginAdvice(w.read("p1"), 0, w.login.Source())
	if what != "The credential_command vault of profile prod printed no JSON object of strings (expires_at: RFC 3339)." || !strings.HasPrefix(cure, "Run it by hand: it must print JSON") {
		t.Errorf("%s | %s", what, cure)
	}
}

// A command that works again is all that is needed.
func TestACommandThatWasMendedIsRunAgain(t *testing.T) {
	set := command(t, "test -e \"$0.open\" || exit 1\necho '{\"token\":\"sim-token\"}'")
	w := enter(t, sim.Options{}, set)
	conn := w.open()
	if err := firstPage(t.Context(), conn, "p1"); err == nil {
		t.Fatal("a command that fails gives a credential")
	}
	if err := w.login.Enter(t.Context(), nil); err == nil || w.asks() != "token" {
		t.Errorf("%v, asks %q", err, w.asks())
	}
	if err := os.WriteFile(set.Command.Argv[0]+".open", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := w.login.Enter(t.Context(), typed("token", "")); err != nil || w.asks() != "" {
		t.Errorf("%v, asks %q", err, w.asks())
	}
	if err := firstPage(t.Context(), conn, "p1"); err != nil {
		t.Error(err)
	}
}
