package doctor_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/doctor"
	"drover/client/journal"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

const sentinel = "S3NTINEL-hunter2"

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)

// network is one on which everything goes well and the clocks agree.
func network() doctor.Network {
	return doctor.Network{
		Proxy:     func(string) (string, error) { return "", nil },
		Lookup:    func(context.Context, string) ([]string, error) { return []string{"192.0.2.1"}, nil },
		Dial:      func(context.Context, string) error { return nil },
		Handshake: func(context.Context, string, string) (string, error) { return "by Test CA, until 2027-01-01", nil },
		Get:       func(context.Context, string) (int, time.Time, error) { return http.StatusUnauthorized, noon, nil },
	}
}

// healthy is a machine on which drover can be used.
func healthy(t *testing.T) doctor.Checks {
	t.Helper()
	settings, err := profile.Resolve(profile.Flags{Region: "cn-north-4", Project: "p1"}, profile.Config{},
		profile.ReadEnvironment([]string{"HW_ACCESS_KEY=AK", "HW_SECRET_KEY=" + sentinel, "HW_SECURITY_TOKEN=" + sentinel, "OS_PASSWORD=" + sentinel}))
	if err != nil {
		t.Fatal(err)
	}
	return doctor.Checks{
		Version:  "drover 1.2.3   commit abc   go1.26",
		Terminal: doctor.Terminal{Name: "xterm-256color", Width: 120, Height: 40, Colours: "256 colours"},
		Getenv: func(name string) string {
			return map[string]string{"LANG": "C.UTF-8", "SSH_TTY": "/dev/pts/1", "TMUX": "x"}[name]
		},
		Now:      func() time.Time { return noon },
		Found:    profile.Found{Config: "/home/u/.config/drover/config.toml", Environment: []string{"HW_ACCESS_KEY", "HW_SECRET_KEY"}},
		Settings: settings,
		Network:  network(),
		Login: func(context.Context) doctor.Login {
			return doctor.Login{Source: settings.Credential.Source, Ends: noon.Add(3 * time.Hour), Offers: []client.Offer{{What: "list of jobs", Generation: "v5 and v3"}, {What: "clone", Generation: "v5"}, {What: "reset", Why: "needs the v5 API, which this service does not offer"}}}
		},
		State: filepath.Join(t.TempDir(), "drover"),
	}
}

// line finds the line about something.
func line(text, what string) string {
	for l := range strings.Lines(text) {
		if fields := strings.SplitN(strings.TrimSpace(l), "  ", 2); len(fields) == 2 && strings.HasPrefix(strings.TrimSpace(fields[1]), what+"  ") {
			return l
		}
	}
	return ""
}

func TestAHealthyMachineCanBeUsed(t *testing.T) {
	text, usable := doctor.Report(t.Context(), healthy(t))
	if !usable || !strings.HasSuffix(text, "\ndrover can be used\n") {
		t.Errorf("not usable:\n%s", text)
	}
	for what, says := range map[string]string{
		"version": "1.2.3", "terminal": "xterm-256color, 120x40, 256 colours", "locale": "C.UTF-8 (LANG)", "ssh": "yes", "multiplexer": "tmux",
		"configuration": "is not there", "environment": "HW_ACCESS_KEY, HW_SECRET_KEY", "profile": "none", "region": "cn-north-4   (flag --region)",
		"credential": "access key from the environment (HW_ACCESS_KEY)", "endpoint": "https://drs.cn-north-4.myhuaweicloud.com   (the region)",
		"service name": "192.0.2.1", "service connection": "443", "service certificate": "Test CA", "service answer": "HTTP 401", "IAM answer": "HTTP 401",
		"clock": "agrees", "login": "HW_ACCESS_KEY", "token life": "3h0m0s", "by v5 and v3": "list of jobs", "by v5": "clone", "not here": "reset: needs the v5 API, which this service does not offer", "state folder": "is made at the first start",
	} {
		if l := line(text, what); !strings.HasPrefix(l, "ok    ") || !strings.Contains(l, says) {
			t.Errorf("%s: %q does not say %q", what, l, says)
		}
	}
	if strings.Contains(text, sentinel) {
		t.Errorf("a secret is shown:\n%s", text)
	}
}

func TestEachTroubleIsALineWithItsCure(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: errors.New("connection refused")}
	for name, c := range map[string]struct {
		spoil  func(*doctor.Checks)
		what   string
		level  string
		says   string
		cure   string
		usable bool
	}{
		"a dumb terminal": {func(c *doctor.Checks) { c.Terminal.Name = "dumb" }, "terminal", "bad", "cannot show screens", "set TERM", false},
		"no terminal":     {func(c *doctor.Checks) { c.Terminal.Width = 0 }, "terminal", "warn", "no terminal here", "", true},
		"a small window":  {func(c *doctor.Checks) { c.Terminal.Width = 60 }, "terminal", "warn", "60x40", "", true},
		"no locale":       {func(c *doctor.Checks) { c.Getenv = func(string) string { return "" } }, "locale", "warn", "not set", "LANG=C.UTF-8", true},
		"a broken file": {func(c *doctor.Checks) {
			c.Found.Trouble, c.SettingsErr = "config.toml line 3: x", errors.New("config.toml line 3: x")
		}, "configuration", "bad", "line 3", "mended", false},
		"nothing named": {func(c *doctor.Checks) { c.SettingsErr = profile.ErrNothing }, "profile", "bad", "no service is named", "drover -h", false},
		"a name not found": {func(c *doctor.Checks) {
			c.Network.Lookup = func(context.Context, string) ([]string, error) {
				return nil, &net.DNSError{Err: "no such host", Name: "x"}
			}
		}, "service name", "bad", "no such host", "name server", false},
		"no connection": {func(c *doctor.Checks) { c.Network.Dial = func(context.Context, string) error { return refused } }, "service connection", "bad", "port 443: connection refused", "proxy", false},
		"no answer in time": {func(c *doctor.Checks) {
			c.Network.Dial = func(context.Context, string) error { return context.DeadlineExceeded }
		}, "service connection", "bad", "no answer within 10s", "proxy", false},
		"a foreign signer": {func(c *doctor.Checks) {
			c.Network.Handshake = func(context.Context, string, string) (string, error) { return "", errors.New("unknown authority") }
		}, "service certificate", "bad", "unknown authority", "--ca-file", false},
		"no HTTP": {func(c *doctor.Checks) {
			c.Network.Get = func(context.Context, string) (int, time.Time, error) { return 0, time.Time{}, errors.New("malformed") }
		}, "service answer", "bad", "malformed", "address of the service", false},
		"a bad proxy": {func(c *doctor.Checks) {
			c.Network.Proxy = func(string) (string, error) { return "", errors.New("no address") }
		}, "service proxy", "bad", "no address", "HTTPS_PROXY", false},
		"a clock ahead":   {func(c *doctor.Checks) { c.Now = func() time.Time { return noon.Add(2 * time.Minute) } }, "clock", "warn", "2m0s ahead of", "clock", true},
		"a clock too far": {func(c *doctor.Checks) { c.Now = func() time.Time { return noon.Add(-16 * time.Minute) } }, "clock", "bad", "16m0s behind the service's: every signature", "clock", false},
		"far with a token": {func(c *doctor.Checks) {
			c.Now = func() time.Time { return noon.Add(time.Hour) }
			c.Settings.Credential.Kind = profile.Token
		}, "clock", "warn", "1h0m0s ahead", "clock", true},
		"a little off": {func(c *doctor.Checks) { c.Now = func() time.Time { return noon.Add(20 * time.Second) } }, "clock", "ok", "20s ahead", "", true},
		"a wrong login": {func(c *doctor.Checks) {
			c.Login = func(context.Context) doctor.Login {
				return doctor.Login{What: "the secret key is wrong", Cure: "copy it anew"}
			}
		}, "login", "bad", "wrong", "copy it anew", false},
		"a token at its end": {func(c *doctor.Checks) {
			c.Login = func(context.Context) doctor.Login { return doctor.Login{Ends: noon.Add(10 * time.Minute)} }
		}, "token life", "warn", "ends in 10m0s", "new one", true},
		"a token that ended": {func(c *doctor.Checks) {
			c.Login = func(context.Context) doctor.Login { return doctor.Login{Ends: noon.Add(-time.Minute)} }
		}, "token life", "bad", "ended", "new one", false},
		"no credential":    {func(c *doctor.Checks) { c.Settings.Credential = profile.Credential{} }, "login", "warn", "drover asks for one", "", true},
		"password, no IAM": {func(c *doctor.Checks) { c.Settings.IAMEndpoint, c.Settings.Credential.Kind = "", profile.Password }, "IAM endpoint", "bad", "nobody says", "--iam-endpoint", false},
		"no state folder":  {func(c *doctor.Checks) { c.StateErr = errors.New("HOME is not defined") }, "state folder", "bad", "HOME", "XDG_STATE_HOME", false},
		"a warning of a file": {func(c *doctor.Checks) {
			c.Settings.Credential.Warning = "clouds.yaml is open to others: chmod 600 mends that"
		}, "credential", "warn", "chmod 600", "", true},
	} {
		checks := healthy(t)
		c.spoil(&checks)
		text, usable := doctor.Report(t.Context(), checks)
		var found bool
		lines := strings.Split(text, "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, c.level+" ") && strings.Contains(l, " "+c.what+"  ") && strings.Contains(l, c.says) && (c.cure == "" || strings.Contains(lines[i+1], c.cure)) {
				found = true
			}
		}
		if !found || usable != c.usable || strings.Contains(text, sentinel) {
			t.Errorf("%s: usable %v, no line %s %s with %q and %q in\n%s", name, usable, c.level, c.what, c.says, c.cure, text)
		}
	}
}

func TestNothingIsTriedAfterWhatIsBad(t *testing.T) {
	c := healthy(t)
	c.Network.Dial = func(context.Context, string) error { return errors.New("refused") }
	c.Login = func(context.Context) doctor.Login { t.Error("a login was tried"); return doctor.Login{} }
	if text, _ := doctor.Report(t.Context(), c); !strings.Contains(line(text, "login"), "not tried") {
		t.Error(text)
	}
}

func TestThroughAProxyTheHostItselfIsNotAsked(t *testing.T) {
	c := healthy(t)
	c.Network.Proxy = func(string) (string, error) { return "http://proxy:3128", nil }
	c.Network.Lookup = func(context.Context, string) ([]string, error) { t.Error("looked up"); return nil, nil }
	c.Network.Dial = func(context.Context, string) error { t.Error("dialled"); return nil }
	if text, usable := doctor.Report(t.Context(), c); !usable || !strings.Contains(line(text, "service proxy"), "http://proxy:3128") {
		t.Error(text)
	}
}

func TestWhatStandsInALineIsCleaned(t *testing.T) {
	c := healthy(t)
	c.Terminal.Name = "xterm\x1b[2J\n"
	c.Login = func(context.Context) doctor.Login { return doctor.Login{What: "a\x1b]0;b\n\u202e", Cure: "c\rd"} }
	text, _ := doctor.Report(t.Context(), c)
	if strings.ContainsAny(text, "\x1b\r\u202e") {
		t.Errorf("%q", text)
	}
}

// A command that fails is said once, with its own cure.
func TestACommandThatFailsHasItsOwnCure(t *testing.T) {
	_, err := profile.Command{Profile: "prod", Argv: []string{"/none/vault"}}.Run(t.Context())
	for name, failed := range map[string]error{"itself": err, "below a call": &rest.Error{Op: "ListJobs", Kind: rest.LoginEnded, Cause: err}} {
		got := doctor.Failed(failed, "credential_command of profile prod")
		if !strings.Contains(got.What, "credential_command vault of profile prod could not be run") || !strings.Contains(strings.ToLower(got.Cure), "run it by hand") || strings.Contains(got.What, "by hand") {
			t.Errorf("%s: %s | %s", name, got.What, got.Cure)
		}
	}
}

func TestTheStateFolderIsLookedAt(t *testing.T) {
	c := healthy(t)
	if err := os.MkdirAll(c.State, 0o700); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(c.State, "journal.jsonl")
	if text, usable := doctor.Report(t.Context(), c); !usable || !strings.Contains(line(text, "journal"), "none yet") {
		t.Error(text)
	}
	if err := os.WriteFile(journal, []byte("rotten\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, usable := doctor.Report(t.Context(), c); !usable || !strings.Contains(text, "1 lines cannot be read, the first is 1") {
		t.Error(text)
	}
	if err := os.Chmod(c.State, 0o755); err != nil {
		t.Fatal(err)
	}
	if text, usable := doctor.Report(t.Context(), c); usable || !strings.Contains(text, "chmod 700") {
		t.Error(text)
	}
	if left, err := os.ReadDir(c.State); err != nil || len(left) != 1 {
		t.Errorf("doctor has written: %v %v", left, err)
	}
}

func TestTheDraftsAreLookedAt(t *testing.T) {
	c := healthy(t)
	drafts := journal.NewDrafts(c.State)
	if text, _ := doctor.Report(t.Context(), c); line(text, "drafts") != "" {
		t.Errorf("where there are none:\n%s", text)
	}
	for _, id := range []string{"A", "B"} {
		hold, err := drafts.New(journal.DraftPlace{Profile: id}, id)
		if err != nil {
			t.Fatal(err)
		}
		if err := hold.Save(model.NewDraft(id, noon), noon); err != nil {
			t.Fatal(err)
		}
		hold.Close()
	}
	if text, usable := doctor.Report(t.Context(), c); !usable || !strings.Contains(line(text, "drafts"), "2, all can be read") {
		t.Error(text)
	}
	folder := filepath.Join(c.State, "drafts")
	if err := os.Chmod(filepath.Join(folder, "B.json"), 0o644); err != nil {
		t.Fatal(err)
	}
	text, usable := doctor.Report(t.Context(), c)
	if !usable || !strings.Contains(line(text, "drafts"), "2, of which 1 cannot be read, the first is "+filepath.Join(folder, "B.json")+" (mode 644: open to others)") || !strings.Contains(text, "chmod 600 mends that") {
		t.Error(text)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if text, usable := doctor.Report(t.Context(), c); !usable || !strings.Contains(line(text, "drafts"), "mode 755") || !strings.Contains(text, "chmod 700") {
		t.Error(text)
	}
}

// The real network, as far as this machine goes.
func TestTheRealNetworkAgainstAServerHere(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.Header["Authorization"])+len(r.Header["X-Auth-Token"]) > 0 {
			t.Error("a credential was sent")
		}
		http.Redirect(w, r, "https://elsewhere.example.com", http.StatusFound)
	}))
	defer server.Close()
	n, err := doctor.NewNetwork("", "")
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimPrefix(server.URL, "https://")
	if err := n.Dial(t.Context(), address); err != nil {
		t.Error(err)
	}
	if _, err := n.Handshake(t.Context(), address, "example.com"); err == nil {
		t.Error("a foreign certificate is taken")
	}
	if _, _, err := n.Get(t.Context(), server.URL); err == nil {
		t.Error("a foreign certificate is taken")
	}
	plain := httptest.NewServer(server.Config.Handler)
	defer plain.Close()
	if status, date, err := n.Get(t.Context(), plain.URL); err != nil || status != http.StatusFound || date.IsZero() {
		t.Errorf("%d %v %v", status, date, err)
	}
	n, err = doctor.NewNetwork("", "http://user:"+sentinel+"@proxy:3128")
	if err != nil {
		t.Fatal(err)
	}
	if p, err := n.Proxy("https://drs.example.com"); err != nil || p != "http://proxy:3128" {
		t.Errorf("proxy %q %v", p, err)
	}
	for _, file := range []string{filepath.Join(t.TempDir(), "none.pem"), os.DevNull} {
		if _, err := doctor.NewNetwork(file, ""); err == nil || !strings.Contains(err.Error(), "CA file") {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestEveryLevelIsOneWord(t *testing.T) {
	c := healthy(t)
	c.Terminal.Name, c.Getenv = "", func(string) string { return "" }
	text, _ := doctor.Report(t.Context(), c)
	body, _, _ := strings.Cut(text, "\n\n")
	for l := range strings.Lines(body) {
		word, _, _ := strings.Cut(l, " ")
		if !slices.Contains([]string{"ok", "warn", "bad", ""}, word) {
			t.Errorf("%q", l)
		}
	}
}
