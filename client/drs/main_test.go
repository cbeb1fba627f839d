package drs_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"drover/client/drs"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const contractFile = "../testdata/openapi/drs.openapi.yaml"

// checker is the contract, read once.
var checker = sync.OnceValues(func() (*contract.Checker, error) { return contract.New(contractFile) })

// held checks every request, and every answer if the service keeps the
// contract, too.
func held(t testing.TB, answers bool, next http.Handler) http.Handler {
	t.Helper()
	c, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if err := c.Request(r, body); err != nil {
			t.Errorf("%v\n%s", err, body)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if !answers {
			next.ServeHTTP(w, r)
			return
		}
		rec := httptest.NewRecorder()
		next.ServeHTTP(rec, r)
		if err := c.Answer(r, body, rec.Code, rec.Header(), rec.Body.Bytes()); err != nil {
			t.Errorf("%v\n%s", err, rec.Body)
		}
		for name, values := range rec.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(rec.Body.Bytes())
	})
}

// over is a backend that speaks to a handler in memory.
func over(t testing.TB, h http.Handler) *drs.Backend {
	t.Helper()
	return overAs(t, h, rest.TokenCredential(model.NewSecret("sim-token"), "test"))
}

// overAs is over for somebody else.
func overAs(t testing.TB, h http.Handler, by rest.Credential) *drs.Backend {
	t.Helper()
	l := &pipes{in: make(chan net.Conn), closed: make(chan struct{})}
	s := &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.Serve(l) }()
	c, err := rest.New(rest.Config{
		Endpoint: "http://drs.invalid", Dial: l.dial, Language: "en-us",
		Credential: by, Rand: func() float64 { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		_ = s.Close()
	})
	return drs.New(c, "p1", "")
}

// simulated is a backend on a simulator whose requests and answers are held
// against the contract.
func simulated(t testing.TB, o sim.Options) (*drs.Backend, *sim.Sim) {
	t.Helper()
	s, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return over(t, held(t, o.Fault == "", s.Handler())), s
}

// service answers by the last parts of the path: "v5/p1/jobs", "batch-status".
// What it does not know is not offered here.
type service map[string]http.HandlerFunc

func (s service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for suffix, h := range s {
		if strings.HasSuffix(r.URL.Path, suffix) {
			h(w, r)
			return
		}
	}
	answer(404, `{"error_code":"APIGW.0101","error_msg":"The API does not exist"}`)(w, r)
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func ids(names ...string) []model.JobID {
	var out []model.JobID
	for _, n := range names {
		out = append(out, model.NewJobID(n))
	}
	return out
}

// listed is everything that a list yields, the last row of each id.
type listed struct {
	jobs  map[string]model.Job
	order []string // ids in the order they first came
	pages []model.JobPage
	errs  []error
}

func list(ctx context.Context, b *drs.Backend) listed {
	out := listed{jobs: map[string]model.Job{}}
	for page, err := range b.Jobs(ctx) {
		if err != nil {
			out.errs = append(out.errs, err)
			continue
		}
		out.pages = append(out.pages, page)
		for _, j := range page.Jobs {
			if !slices.Contains(out.order, j.ID.Raw()) {
				out.order = append(out.order, j.ID.Raw())
			}
			out.jobs[j.ID.Raw()] = j
		}
	}
	return out
}

type pipes struct {
	in     chan net.Conn
	closed chan struct{}
}

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.in <- theirs:
		return ours, nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.in:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	close(p.closed)
	return nil
}

func (*pipes) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "pipe"} }
