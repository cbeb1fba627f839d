package login_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/login"
	"drover/client/profile"
	"drover/client/rest"
	"drover/client/sim"
	"drover/client/sim/contract"
	"drover/model"
)

// flows is how many random flows there are; DROVER_FLOWS sets their number.
func flows() int {
	if os.Getenv("DROVER_SOAK") == "1" {
		return 500
	}
	if n, err := strconv.Atoi(os.Getenv("DROVER_FLOWS")); err == nil {
		return n
	}
	return enoughFlows
}

// enoughFlows show everything that flows are there to show.
const enoughFlows = 50

// everyFlow runs flows two at a time, each in a bubble of its own.
func everyFlow(t *testing.T, one func(t *testing.T, seed int)) {
	t.Helper()
	const workers = 2
	t.Run("all", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint("worker ", w), func(t *testing.T) {
				t.Parallel()
				for seed := w; seed < flows() && !t.Failed(); seed += workers {
					synctest.Test(t, func(t *testing.T) { one(t, seed) })
				}
			})
		}
	})
}

// flow is one session with a service whose tokens end: all of drover but the
// screens.
type flow struct {
	*testing.T
	dice    *rand.Rand
	service *sim.Sim
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	set     profile.Settings
	login   *login.Login
	conn    *rest.Conn
	client  *client.Client
	journal *journal.Journal
	dir     string
	log     lines
	close   []func()

	mu     sync.Mutex
	said   []string  // all that was shown of errors and reports
	issued []string  // tokens that IAM gave out
	good   time.Time // when the service last answered somebody it knows
	bad    time.Time // and when it last refused a login
	runs   []*client.Run
}

// lines is a log that may be read while it is written.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// begin opens a session by settings; echo has the service repeat what it was
// sent in what it refuses.
func begin(t *testing.T, seed int, o sim.Options, set profile.Settings, echo bool) *flow {
	t.Helper()
	o.Latency = 40 * time.Millisecond
	service, err := sim.New(o)
	if err != nil {
		t.Fatal(err)
	}
	f := &flow{T: t, dice: rand.New(rand.NewPCG(uint64(seed), 5)), service: service, dir: filepath.Join(ram(t), "drover")} //nolint:gosec // a test
	dial, hangUp := contract.Memory(f.front(echo))
	set.Endpoint, set.IAMEndpoint, set.Region = "http://drs.demo", "http://iam.demo", "cn-north-4"
	f.dial, f.set = dial, set
	if f.login, err = login.New(set, login.Options{Dial: dial, Log: &f.log}); err != nil {
		t.Fatal(err)
	}
	if f.conn, err = rest.New(rest.Config{Endpoint: set.Endpoint, Credential: rest.Nobody(), Dial: dial, Log: &f.log}); err != nil {
		t.Fatal(err)
	}
	f.login.Give(f.conn, "p1")
	if f.journal, err = journal.Open(f.dir); err != nil {
		t.Fatal(err)
	}
	f.client = client.New(drs.New(f.conn, "p1", ""), client.Options{
		Journal: f.journal, Views: journal.NewViews(f.dir),
		Place: client.Place{Profile: "test", Project: "p1", Origin: f.conn.Origin(), LoginSource: f.login.Source()},
	})
	f.close = []func(){func() { _ = f.client.Close() }, func() { _ = f.journal.Close() }, f.conn.Close, f.login.Close, hangUp}
	return f
}

// ram is a folder in memory where there is one.
func ram(t *testing.T) string {
	t.Helper()
	base := "/dev/shm"
	if _, err := os.Stat(base); err != nil {
		base = t.TempDir()
	}
	dir, err := os.MkdirTemp(base, "drover-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func (f *flow) end() {
	for _, c := range f.close {
		c()
	}
	f.close = nil
}

// hear keeps an error's words, however they are printed, and what it wraps.
func (f *flow) hear(err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for e := err; e != nil; e = errors.Unwrap(e) {
		f.said = append(f.said, fmt.Sprintf("%v %+v %#v", e, e, e))
	}
	if what, cure := client.LoginAdvice(err, 0, f.login.Source()); what != "" {
		f.said = append(f.said, what, cure)
	}
	return err
}

// look reads as the screens do, in an order of chance, and gives what went
// wrong.
func (f *flow) look() (jobs []model.Job, failed []error) {
	f.Helper()
	ctx := f.Context()
	for page, err := range f.client.Jobs(ctx) {
		if err != nil {
			failed = append(failed, f.hear(err))
		}
		for _, job := range page.Jobs {
			if !slices.ContainsFunc(jobs, func(j model.Job) bool { return j.ID == job.ID }) { // both generations list it
				jobs = append(jobs, job)
			}
		}
	}
	if len(jobs) == 0 {
		return nil, failed
	}
	some := jobs[f.dice.IntN(len(jobs))]
	asks := []func() error{
		func() error { _, err := f.client.Status(ctx, []model.JobID{some.ID}); return err },
		func() error { _, err := f.client.Progress(ctx, []model.JobID{some.ID}); return err },
		func() error { _, err := f.client.Job(ctx, some.ID); return err },
		func() error { _, err := f.client.PreCheck(ctx, some.ID); return err },
		func() error { _, err := f.login.Projects(ctx); return err },
	}
	f.dice.Shuffle(len(asks), func(i, k int) { asks[i], asks[k] = asks[k], asks[i] })
	for _, ask := range asks[:1+f.dice.IntN(len(asks))] {
		err := f.hear(ask())
		if kind, ok := rest.KindOf(err); ok && (kind == rest.LoginEnded || kind == rest.Unreached || kind == rest.Lost) {
			failed = append(failed, err)
		}
	}
	return jobs, failed
}

func (f *flow) keep(text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.said = append(f.said, text)
}

// settle looks for what is unknown.
func (f *flow) settle() {
	f.Helper()
	run, err := f.client.Settle(f.Context())
	if f.hear(err) != nil {
		f.Errorf("Settle: %v", err)
	}
	if run != nil {
		<-run.Done()
	}
}

// between is a while of chance.
func (f *flow) between(lo, hi time.Duration) time.Duration {
	return lo + time.Duration(f.dice.Int64N(int64(hi-lo)))
}

// count is how many requests of an operation there were.
func (f *flow) count(op string) int {
	n := 0
	for _, r := range f.service.Requests() {
		if r.Op == op {
			n++
		}
	}
	return n
}
