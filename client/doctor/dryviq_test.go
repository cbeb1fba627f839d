package doctor_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"drover/client"
	"drover/client/doctor"
	"drover/client/profile"
	"drover/client/rest"
	"drover/model"
)

// filesServer is a machine on which drover can be used with a DryvIQ server.
func filesServer(t *testing.T, environ ...string) doctor.Checks {
	t.Helper()
	c := healthy(t)
	f, err := profile.ParseFlags([]string{"--backend", "dryviq", "--endpoint", "https://files.example.com/v1"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Settings, err = profile.Resolve(f, profile.Config{}, profile.ReadEnvironment(environ)); err != nil {
		t.Fatal(err)
	}
	c.Login = func(context.Context) doctor.Login {
		return doctor.Login{Source: c.Settings.Credential.Source, Ends: noon.Add(time.Hour), Offers: []client.Offer{{What: "list of jobs", Generation: "v1"}}}
	}
	return c
}

func TestADryvIQServerCanBeUsed(t *testing.T) {
	text, usable := doctor.Report(t.Context(), filesServer(t, "DROVER_USERNAME=u", "DROVER_PASSWORD="+sentinel, "HW_ACCESS_KEY=AK", "HW_SECRET_KEY="+sentinel))
	if !usable {
		t.Errorf("not usable:\n%s", text)
	}
	for what, says := range map[string]string{
		"endpoint": "https://files.example.com   (flag --endpoint)", "credential": "password from the environment (DROVER_PASSWORD)",
		"service name": "192.0.2.1", "service certificate": "Test CA", "service answer": "HTTP 401", "clock": "agrees",
		"login": "DROVER_PASSWORD", "token life": "1h0m0s", "by v1": "list of jobs",
	} {
		if l := line(text, what); !strings.HasPrefix(l, "ok    ") || !strings.Contains(l, says) {
			t.Errorf("%s: %q does not say %q", what, l, says)
		}
	}
	for _, not := range []string{sentinel, "IAM", "region", "project", "signature", "generation", "v5"} {
		if strings.Contains(text, not) {
			t.Errorf("it says %q:\n%s", not, text)
		}
	}
}

func TestWhatKeepsADryvIQServerFromBeingUsed(t *testing.T) {
	c := filesServer(t)
	text, usable := doctor.Report(t.Context(), c)
	if l := line(text, "login"); !usable || !strings.Contains(l, "not tried") {
		t.Errorf("without a credential: %v\n%s", usable, text)
	}
	c = filesServer(t, "DROVER_TOKEN="+sentinel)
	c.Login = func(context.Context) doctor.Login {
		return doctor.Failed(&rest.Error{Op: "listJobs", Manner: rest.DryvIQ, Kind: rest.LoginEnded, Status: 401}, "DROVER_TOKEN")
	}
	text, usable = doctor.Report(t.Context(), c)
	if usable || !strings.Contains(text, "The token has ended, or is none of this server: DROVER_TOKEN.") || strings.Contains(text, "region") {
		t.Errorf("a dead token:\n%s", text)
	}
	c.Login = func(context.Context) doctor.Login {
		return doctor.Failed(&rest.Error{Op: "listJobs", Manner: rest.DryvIQ, Kind: rest.NotPermitted, Status: 403}, "DROVER_TOKEN")
	}
	if text, usable = doctor.Report(t.Context(), c); usable || !strings.Contains(text, "administrator of the DryvIQ server") {
		t.Errorf("a missing role:\n%s", text)
	}
	c.Login = func(context.Context) doctor.Login { return doctor.Login{Source: "x", Ends: noon.Add(-time.Hour)} }
	if text, _ = doctor.Report(t.Context(), c); strings.Contains(text, "24 hours") || line(text, "token life") == "" {
		t.Errorf("a life that nobody knows:\n%s", text)
	}
}

// TestNoSuchSiteIsNotMendedByAProject: what the server does not know is told with
// what names it there.
func TestNoSuchSiteIsNotMendedByAProject(t *testing.T) {
	c := filesServer(t, "DROVER_TOKEN="+sentinel)
	c.Login = func(context.Context) doctor.Login {
		return doctor.Failed(&rest.Error{Op: "listJobs", Manner: rest.DryvIQ, Kind: rest.Gone, Status: 404, Message: model.NewText("There is no such site.")}, "DROVER_TOKEN")
	}
	text, usable := doctor.Report(t.Context(), c)
	if usable || !strings.Contains(line(text, "login"), "There is no such site.") || !strings.Contains(text, "check endpoint and site") || strings.Contains(text, "project") {
		t.Errorf("usable: %t\n%s", usable, text)
	}
}
