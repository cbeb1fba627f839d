package sim_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client/sim"
	"drover/client/sim/contract"
)

// service is a Sim, a plain HTTP client on its in-memory connections, and the
// contract between them.
type service struct {
	*sim.Sim
	t      *testing.T
	client *http.Client
	token  string
}

// checker knows what the service offers, and what IAM does at the same address.
var checker = sync.OnceValues(func() (*contract.Checker, error) {
	return contract.New("../testdata/openapi/drs.openapi.yaml", "../testdata/openapi/iam.openapi.yaml")
})

// serve makes a service whose every answer is held against the contract,
// unless trouble has shaped it.
func serve(t *testing.T, o sim.Options) *service {
	t.Helper()
	s, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	check, err := checker()
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
	client := &http.Client{
		Transport:     check.Transport(wire, func(err error) { t.Error(err) }),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &service{Sim: s, t: t, client: client, token: "sim-token"}
}

// unchecked is serve for requests that break the contract on purpose.
func unchecked(t *testing.T, o sim.Options) *service {
	t.Helper()
	s := serve(t, o)
	s.client.Transport = &http.Transport{DialContext: s.Dial, DisableKeepAlives: true, DisableCompression: true}
	return s
}

// got is an answer and its JSON, read the tolerant way.
type got struct {
	status int
	header http.Header
	body   []byte
	err    error // of the connection, or while the body was read
}

func (s *service) send(method, path, body string) got {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, "http://sim"+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	return s.do(r)
}

func (s *service) do(r *http.Request) got {
	s.t.Helper()
	if s.token != "" {
		r.Header.Set("X-Auth-Token", s.token)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := s.client.Do(r)
	if err != nil {
		return got{err: err}
	}
	body, err := io.ReadAll(answer.Body)
	err = errors.Join(err, answer.Body.Close())
	return got{answer.StatusCode, answer.Header, body, err}
}

func (s *service) get(path string) got { s.t.Helper(); return s.send(http.MethodGet, path, "") }
func (s *service) post(path, body string) got {
	s.t.Helper()
	return s.send(http.MethodPost, path, body)
}

// start sends a batch start; of each pair the first is the id, the second the
// start_time.
func (s *service) start(pairs ...string) got {
	s.t.Helper()
	var jobs []map[string]string
	for i := 0; i < len(pairs); i += 2 {
		jobs = append(jobs, map[string]string{"job_id": pairs[i], "start_time": pairs[i+1]})
	}
	return s.post("/v3/p1/jobs/batch-starting", encode(s.t, map[string]any{"jobs": jobs}))
}

// ask sends one of the reading batch calls.
func (s *service) ask(call string, ids ...string) got {
	s.t.Helper()
	return s.post("/v3/p1/jobs/"+call, encode(s.t, map[string]any{"jobs": ids}))
}

func encode(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// tree decodes the body; anything but JSON fails the test.
func (g got) tree(t *testing.T) map[string]any {
	t.Helper()
	var v map[string]any
	if g.err != nil || json.NewDecoder(bytes.NewReader(g.body)).Decode(&v) != nil {
		t.Fatalf("no JSON object: status %d, error %v, body %.200q", g.status, g.err, g.body)
	}
	return v
}

// list gives the objects below one member.
func (g got) list(t *testing.T, member string) []map[string]any {
	t.Helper()
	raw, _ := g.tree(t)[member].([]any)
	var out []map[string]any
	for _, v := range raw {
		if o, ok := v.(map[string]any); ok {
			out = append(out, o)
		}
	}
	return out
}

// code is the error code of the envelope.
func (g got) code(t *testing.T) string {
	t.Helper()
	code, _ := g.tree(t)["error_code"].(string)
	return code
}

// refusals gives status or error_code of every entry of results[] by id.
func (g got) refusals(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, e := range g.list(t, "results") {
		id, _ := e["id"].(string)
		out[id], _ = e["error_code"].(string)
		if out[id] == "" {
			out[id], _ = e["status"].(string)
		}
	}
	return out
}

// clock is a service time that only tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)} }

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func (s *service) wantStatus(id, want string) {
	s.t.Helper()
	answer := s.ask("batch-status", id)
	results := answer.list(s.t, "results")
	if len(results) != 1 || results[0]["status"] != want {
		s.t.Errorf("batch-status says %s, want %s", answer.body, want)
	}
}
