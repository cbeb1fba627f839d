package sim_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"drover/client/sim"
	"drover/client/sim/contract"
)

// transfers is a Sim as DryvIQ's clients know it.
type transfers struct {
	*sim.Sim
	t      *testing.T
	client *http.Client
	token  string
}

// filesContract is DryvIQ's.
var filesContract = sync.OnceValues(func() (*contract.Checker, error) {
	return contract.New("../testdata/openapi/dryviq.openapi.yaml")
})

// serveTransfers makes a service whose every answer is held against the contract.
func serveTransfers(t *testing.T, o sim.Options) *transfers {
	t.Helper()
	s, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	check, err := filesContract()
	if err != nil {
		t.Fatal(err)
	}
	wire := &http.Transport{DialContext: s.Dial, DisableCompression: true}
	t.Cleanup(func() {
		wire.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &transfers{Sim: s, t: t, token: "sim-token", client: &http.Client{Transport: check.Transport(wire, func(err error) { t.Error(err) })}}
}

// loosely is for requests that break the contract on purpose.
func (s *transfers) loosely() *transfers {
	free := *s
	free.client = &http.Client{Transport: &http.Transport{DialContext: s.Dial, DisableKeepAlives: true}}
	return &free
}

func (s *transfers) send(method, path, body string) got {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, "http://sim"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if s.token != "" && path != "/connect/token" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	r.Header.Set("Content-Type", "application/json")
	if path == "/connect/token" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := s.client.Do(r)
	if err != nil {
		return got{err: err}
	}
	out, err := io.ReadAll(answer.Body)
	err = errors.Join(err, answer.Body.Close())
	return got{answer.StatusCode, answer.Header, out, err}
}

func (s *transfers) get(path string) got { s.t.Helper(); return s.send(http.MethodGet, path, "") }

// job is a whole job by its id.
func (s *transfers) job(id string) map[string]any {
	s.t.Helper()
	job, _ := s.get("/v1/jobs/" + id + "?fields=all").tree(s.t)["job"].(map[string]any)
	return job
}

// kept is a whole job as the judge knows it.
func (s *transfers) kept(id string) map[string]any {
	s.t.Helper()
	var out map[string]any
	if err := json.Unmarshal(s.TransferBody(id), &out); err != nil {
		s.t.Fatal(err)
	}
	return out
}

// clone clones and gives the new id.
func (s *transfers) clone(id, body string) string {
	s.t.Helper()
	g := s.send(http.MethodPost, "/v1/jobs/"+id+"/clone", body)
	job, _ := g.tree(s.t)["job"].(map[string]any)
	made, _ := job["id"].(string)
	if g.status != http.StatusCreated || made == "" {
		s.t.Fatalf("clone: %d %s", g.status, g.body)
	}
	return made
}

func (s *transfers) patch(id, query, body string) got {
	s.t.Helper()
	return s.send(http.MethodPatch, "/v1/jobs/"+id+query, body)
}

func (s *transfers) wantState(id, status string, executing bool) {
	s.t.Helper()
	if is, runs, _ := s.TransferState(id); is != status || runs != executing {
		s.t.Errorf("%s is %s, executing %v; want %s, %v", id, is, runs, status, executing)
	}
}

// direct asks a handler without a connection.
func direct(t testing.TB, h http.Handler, method, path, body string) (int, []byte) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer sim-token")
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}
