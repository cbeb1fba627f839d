package login_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"drover/client/doctor"
	"drover/client/profile"
	"drover/client/sim"
	"drover/model"
)

// The sentinels: nobody sees them but the service, in a body or a head.
const (
	seenToken    = "MIIS3NT1NELtoken42"
	seenPassword = `S3NT1NEL-pass"word<&\é`
	seenPasscode = "739215"
	seenKey      = "S3NT1NELsecretkey00000000000000000000000"
	seenSession  = "S3NT1NEL-session-token-of-a-temporary-key"
	seenSource   = `S3NT1NEL-db"source\`
	seenTarget   = "S3NT1NEL-db-target"
	seenWrong    = "S3NT1NEL-mistyped"
)

// sentinelFlow is one way of logging in with secrets.
func sentinelFlow(t *testing.T, way string) (sim.Options, profile.Settings, map[string]model.Secret) {
	t.Helper()
	o := sim.Options{Token: seenToken, Password: seenPassword, SK: seenKey, SecurityToken: seenSession, TokenLife: shortLife}
	set := profile.Settings{Profile: "prod"}
	switch way {
	case "token":
		set.Credential = profile.Credential{Kind: profile.Token, Token: secret(seenToken), Source: "here"}
		return o, set, typed("token", seenToken)
	case "keys":
		set.Credential = profile.Credential{Kind: profile.KeyPair, AccessKey: "sim-ak", SecretKey: secret(seenKey), SecurityToken: secret(seenSession), Source: "here"}
		return o, set, typed("access_key", "sim-ak", "secret_key", seenKey, "security_token", seenSession)
	case "password and passcode":
		o.MFA = seenPasscode
		set.Auth, set.Username, set.Domain = profile.Password, "sim", "sim"
		return o, set, typed("password", seenPassword, "passcode", seenPasscode)
	}
	v := newVault(t)
	v.holds(t, map[string]map[string]string{
		"command with a token":    {"token": seenToken},
		"command with a key":      {"access_key": "sim-ak", "secret_key": seenKey, "security_token": seenSession},
		"command with a password": {"username": "sim", "password": seenPassword, "domain": "sim"},
	}[way])
	return o, v.settings(), nil
}

// TestNoSecretIsSeen: in random flows with trouble, with a service that repeats
// whatever a request proves itself by, no log, file, error, report, exchange or
// command to paste holds a secret, however it came in.
func TestNoSecretIsSeen(t *testing.T) {
	ways := []string{"token", "keys", "password and passcode", "command with a token", "command with a key", "command with a password"}
	var tally counts
	everyFlow(t, func(t *testing.T, seed int) {
		way := ways[seed%len(ways)]
		o, set, again := sentinelFlow(t, way)
		f := begin(t, seed, o, set, true)
		defer f.end()
		f.service.Script(func(op string, n int) string { return misfortune(seed, op, n) })
		enter := func(what map[string]model.Secret) {
			if f.hear(f.login.Enter(t.Context(), what)) == nil {
				tally.add("logins", 1)
			}
		}
		if len(f.login.Asks()) > 0 {
			wrong := map[string]model.Secret{}
			for key := range again {
				wrong[key] = secret(seenWrong)
			}
			enter(wrong)
			enter(again)
		}
		for range 3 {
			jobs, failed := f.look()
			if len(failed) > 0 {
				enter(again)
			}
			if run := f.send(f.plan(jobs)); run != nil {
				f.send(f.again(run))
			}
			f.testEnds(jobs, &tally)
			time.Sleep(f.between(0, 3*time.Minute))
		}
		tally.add("runs", len(f.runs))
		f.keep(f.doctor())
		if f.hear(f.client.SaveView(model.View{Sort: "name", Recent: []string{"wave"}})) != nil {
			t.Error("the view was not kept")
		}
		f.end()
		f.search(way, &tally)
	})
	t.Logf("%d flows: %v", flows(), tally.of)
	for _, kind := range []string{"logins", "runs", "tests", "refused tests", "exchanges", "lines", "files", "issued"} {
		if flows() >= enoughFlows && tally.of[kind] == 0 {
			t.Errorf("no flow shows %q: they are too tame", kind)
		}
	}
}

// misfortune is what goes wrong with the n-th call of an operation.
func misfortune(seed int, op string, n int) string {
	kinds := []string{"401", "403", "400", "429:1s", "500", "503", "m00004", "m01504", "reset-after", "cut", "html", "garbage", "expire"}
	d := roll(seed, op+" kind", n)
	if roll(seed, op, n) > 0.2 {
		return ""
	}
	return kinds[int(d*float64(len(kinds)))]
}

// testEnds tests the connections of a job with passwords that somebody typed.
func (f *flow) testEnds(jobs []model.Job, tally *counts) {
	f.Helper()
	for _, i := range f.dice.Perm(len(jobs)) {
		if model.Can(f.client.Capabilities(), jobs[i], model.TestEnds) != "" {
			continue
		}
		d, err := f.client.Job(f.Context(), jobs[i].ID)
		if f.hear(err) != nil || len(d.From) == 0 || len(d.To) == 0 {
			continue
		}
		ends := []model.EndTest{
			{Endpoint: d.From[0], Source: true, Password: secret(seenSource), CertPass: secret(seenTarget)},
			{Endpoint: d.To[0], Password: secret(seenTarget), CertPass: secret(seenSource)},
		}
		results, err := f.client.TestConnection(f.Context(), d.Job, ends)
		f.keep(fmt.Sprintf("%v %+v %+v", results, results, ends))
		tally.add("tests", 1)
		if f.hear(err) != nil {
			tally.add("refused tests", 1)
		}
		return
	}
}

// doctor is what drover doctor says of a login that does not work.
func (f *flow) doctor() string {
	fine := func(context.Context, string) error { return nil }
	f.service.Script(func(string, int) string { return "401" })
	_, failed := f.look()
	text, _ := doctor.Report(f.Context(), doctor.Checks{
		Version: "drover", Getenv: func(string) string { return "" }, Now: time.Now, Settings: f.set, State: f.dir,
		Network: doctor.Network{
			Proxy:  func(string) (string, error) { return "", nil },
			Lookup: func(context.Context, string) ([]string, error) { return []string{"192.0.2.1"}, nil }, Dial: fine,
			Handshake: func(context.Context, string, string) (string, error) { return "", nil },
			Get:       func(context.Context, string) (int, time.Time, error) { return 401, time.Now(), nil },
		},
		Login: func(context.Context) doctor.Login { return doctor.Failed(errors.Join(failed...), f.login.Source()) },
	})
	return text + fmt.Sprintf("%+v %v", f.set, f.login.Asks())
}

// search looks for secrets wherever drover leaves words.
func (f *flow) search(way string, tally *counts) {
	f.Helper()
	secrets := append([]string{"S3NT1NEL", seenPasscode}, f.issued...)
	look := func(where, text string) {
		for _, s := range secrets {
			if at := strings.Index(text, s); at >= 0 {
				f.Errorf("%s: %s holds a secret: …%.300s", way, where, text[max(at-150, 0):])
			}
		}
	}
	look("the log", f.log.String())
	for _, text := range f.said {
		look("what was said", text)
	}
	for _, e := range f.client.Exchanges() {
		if e.Status/100 == 2 && !e.Write && e.Op != "ShowJobDetail" && f.dice.IntN(4) > 0 {
			continue // most of them are lists that went well
		}
		sent, got := e.Request(), e.Answer()
		look(e.Op, fmt.Sprintf("%s %s %v %v %s %s %v %v", sent.Body, got.Body, sent.Head, got.Head, e.Curl(), e.URL, e.Err, e.RequestID))
		tally.add("exchanges", 1)
	}
	err := filepath.WalkDir(f.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path) //nolint:gosec // a test's own folder
		look(filepath.Base(path), string(text))
		tally.add("files", 1)
		return err
	})
	if err != nil {
		f.Error(err)
	}
	tally.add("lines", strings.Count(f.log.String(), "\n"))
	tally.add("issued", len(f.issued))
}
