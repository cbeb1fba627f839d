package dryviq_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"drover/client/dryviq"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const contractFile = "../testdata/openapi/dryviq.openapi.yaml"

// checker is the contract, read once.
var checker = sync.OnceValues(func() (*contract.Checker, error) { return contract.New(contractFile) })

// request is what came over the wire.
type request struct {
	method, path, query string
	body                []byte
}

// wireTap keeps the requests that pass through it.
type wireTap struct {
	mu   sync.Mutex
	seen []request
}

func (w *wireTap) through(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		w.mu.Lock()
		w.seen = append(w.seen, request{r.Method, r.URL.Path, r.URL.RawQuery, body})
		w.mu.Unlock()
		next.ServeHTTP(rw, r)
	})
}

// take gives the requests since the last call.
func (w *wireTap) take() []request {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := w.seen
	w.seen = nil
	return out
}

// over is a backend that speaks to a handler in memory.
func over(t testing.TB, h http.Handler, site string) *dryviq.Backend {
	t.Helper()
	dial, hangUp := contract.Memory(h)
	conn, err := rest.New(rest.Config{
		Endpoint: "http://files.invalid", Dial: dial, Manner: rest.DryvIQ, Rand: func() float64 { return 0 },
		Credential: rest.BearerCredential(model.NewSecret("sim-token"), "test"),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(); hangUp() })
	return dryviq.New(conn, site)
}

// simulated is a backend on a simulator whose requests and answers are held against
// the contract. It has no path for what links alone lead to.
func simulated(t testing.TB, o sim.Options) (*dryviq.Backend, *sim.Sim, *wireTap) {
	t.Helper()
	s, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	free := s.Handler()
	held := c.Handler(free, func(err error) { t.Error(err) })
	tap := &wireTap{}
	return over(t, tap.through(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/items/") {
			free.ServeHTTP(w, r)
			return
		}
		held.ServeHTTP(w, r)
	})), ""), s, tap
}

// answering is a backend whose server says one thing to everything.
func answering(t testing.TB, status int, body string) *dryviq.Backend {
	t.Helper()
	return over(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}), "")
}

// jobs are all that are listed, in their order.
func jobs(t testing.TB, b *dryviq.Backend) []model.Job {
	t.Helper()
	var out []model.Job
	for page, err := range b.Jobs(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, page.Jobs...)
	}
	return out
}

// wantJSON compares JSON values.
func wantJSON(t testing.TB, got []byte, want string) {
	t.Helper()
	var a, b any
	if json.Unmarshal(got, &a) != nil || json.Unmarshal([]byte(want), &b) != nil || !reflect.DeepEqual(a, b) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
