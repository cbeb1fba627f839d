package doors_test

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"drover/client/doctor"
	"drover/client/doors"
	"drover/client/profile"
	"drover/client/sim"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// sentinel is a secret that nobody may see.
const sentinel = "S3NTINEL-hunter2"

// simulated is the simulator behind a certificate of its own, and the file that
// holds that.
func simulated(t *testing.T, o sim.Options) (s *sim.Sim, endpoint, caFile string) {
	t.Helper()
	s, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(s.Handler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // a refused certificate is what is tested
	server.StartTLS()
	t.Cleanup(func() { server.Close(); _ = s.Close() })
	caFile = filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(caFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return s, server.URL, caFile
}

func files(endpoint, caFile, password string) profile.Settings {
	return profile.Settings{
		Profile: "files", Backend: profile.DryvIQ, Endpoint: endpoint, CAFile: caFile,
		Credential: profile.Credential{Kind: profile.Password, Username: "sim", Password: model.NewSecret(password), Source: "password from a test"},
	}
}

func TestALoginAtADryvIQServerIsTried(t *testing.T) {
	_, endpoint, caFile := simulated(t, sim.Options{Password: sentinel})
	trial, err := doors.Try(t.Context(), files(endpoint, caFile, sentinel))
	if err != nil || trial.Source != "password from a test" || trial.Ends.IsZero() {
		t.Errorf("%+v %v", trial, err)
	}
	trial, err = doors.Try(t.Context(), files(endpoint, caFile, sentinel+"!"))
	failed := doctor.Failed(err, trial.Source)
	if err == nil || failed.What != "User name or password is wrong: password from a test." || strings.Contains(fmt.Sprint(err, failed), sentinel) {
		t.Errorf("%v %+v", err, failed)
	}
}

// TestACertificateIsVerified: a server with a certificate of its own is trusted
// because of the profile's ca_file, and for nothing else; the password stays here.
func TestACertificateIsVerified(t *testing.T) {
	s, endpoint, caFile := simulated(t, sim.Options{Password: sentinel})
	trial, err := doors.Try(t.Context(), files(endpoint, "", sentinel))
	failed := doctor.Failed(err, trial.Source)
	if err == nil || !strings.Contains(failed.What, "certificate") && !strings.Contains(failed.Cure, "proxy") {
		t.Errorf("%v %+v", err, failed)
	}
	if n := len(s.Requests()); n > 0 {
		t.Error("sent", n)
	}
	set := files(endpoint, filepath.Join(filepath.Dir(caFile), "none.pem"), sentinel)
	if _, err := doors.Try(t.Context(), set); !errors.Is(err, doors.ErrSetting) {
		t.Error(err)
	}
}

func TestNoServerThere(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	trial, err := doors.Try(t.Context(), files(server.URL, "", sentinel))
	failed := doctor.Failed(err, trial.Source)
	if err == nil || !strings.Contains(failed.What, "There is no DryvIQ server at the endpoint") || !strings.Contains(failed.Cure, "endpoint") {
		t.Errorf("%v %+v", err, failed)
	}
}

// TestDoorsOfBothBackends: one session may open both, each with its own words.
func TestDoorsOfBothBackends(t *testing.T) {
	s, endpoint, caFile := simulated(t, sim.Options{})
	store := doors.OpenStore(t.TempDir())
	defer store.Close()
	bases := profile.Settings{
		Profile: "bases", Backend: profile.DRS, Endpoint: endpoint, Region: "cn-north-4", Project: sim.DemoProject, CAFile: caFile,
		Credential: profile.Credential{Kind: profile.Token, Token: model.NewSecret(sim.DemoToken), Source: "a token"},
	}
	site := files(endpoint, caFile, "sim")
	site.Site = "emea"
	for _, c := range []struct {
		set                       profile.Settings
		service, project, backend string
	}{{bases, "DRS", sim.DemoProject, "drs"}, {files(endpoint, caFile, "sim"), "DryvIQ", "-", "dryviq"}, {site, "DryvIQ", "site:emea", "dryviq"}, {bases, "DRS", sim.DemoProject, "drs"}} {
		d, err := doors.New(doors.Session{}, c.set, store)
		if err != nil {
			t.Fatal(err)
		}
		if p := d.Profile(); p.Backend != c.backend || p.Name != c.set.Profile || p.Endpoint != endpoint || d.Project() != c.project {
			t.Errorf("%+v %q", p, d.Project())
		}
		open, err := d.Open(d.Project())
		if err != nil {
			t.Fatal(err)
		}
		if p := open.Place(); p.Service != c.service || p.Project != c.project || p.Profile != c.set.Profile || !strings.HasPrefix(p.Origin, "https://127.0.0.1:") {
			t.Errorf("%+v", p)
		}
		if err := open.Close(); err != nil {
			t.Error(err)
		}
		d.Close()
	}
	if n := len(s.Requests()); n > 0 {
		t.Error("opening a door asks the service:", n)
	}
}

// TestTheDemosOfBothBackends lead to one service in memory, without a login.
func TestTheDemosOfBothBackends(t *testing.T) {
	for _, backend := range []string{profile.DRS, profile.DryvIQ} {
		service, err := sim.New(sim.Options{})
		if err != nil {
			t.Fatal(err)
		}
		set := doors.DemoSettings(profile.Flags{Backend: backend, Language: "en-us", ReadOnly: true}, sim.DemoProject, sim.DemoToken)
		d, err := doors.New(doors.Session{Dial: service.Dial}, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := d.Backend(d.Project())
		if err != nil || len(d.Login().Asks()) > 0 || !d.Profile().ReadOnly || d.Profile().Backend != backend {
			t.Error(backend, err, d.Login().Asks(), d.Profile())
		}
		for _, err := range b.Jobs(context.Background()) {
			if err != nil {
				t.Error(backend, err)
			}
		}
		if n := len(service.Requests()); n == 0 {
			t.Error(backend, "nobody was asked")
		}
		d.Close()
		_ = service.Close()
	}
}
