package login_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
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

// flows is how many random flows there are.
func flows() int {
	if os.Getenv("DROVER_SOAK") == "1" {
		return 500
	}
	return 50
}

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

// verbs are what flows do to jobs.
func verbs() []model.Verb {
	return []model.Verb{model.Start, model.Pause, model.Resume, model.Clone, model.RunCheck, model.TryAgain}
}

// plan picks some jobs that a verb is for, as their review would.
func (f *flow) plan(jobs []model.Job) model.Plan {
	f.Helper()
	verb := verbs()[f.dice.IntN(len(verbs()))]
	wish := model.Wish{Verb: verb, When: model.AtOnce(), Pause: model.PauseReplay}
	most := 1 + f.dice.IntN(4)
	if verb == model.Clone {
		most, wish.Clone.Name = 1, fmt.Sprintf("copy-%d", f.dice.IntN(1_000_000))
	}
	var picks []model.Pick
	for _, i := range f.dice.Perm(len(jobs)) {
		if len(picks) == most {
			break
		}
		if model.Can(f.client.Capabilities(), jobs[i], verb) != "" {
			continue
		}
		pick := model.Pick{Job: jobs[i], Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}}
		if verb == model.Clone {
			detail, err := f.client.Job(f.Context(), jobs[i].ID)
			if f.hear(err) != nil {
				continue
			}
			pick.Detail = &detail
		}
		picks = append(picks, pick)
	}
	return model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), wish, picks)
}

// send applies a plan, waits for its end and compares what the run says with
// what the service did meanwhile.
func (f *flow) send(p model.Plan) *client.Run {
	f.Helper()
	if len(p.Go()) == 0 {
		return nil
	}
	if requests, err := f.client.Requests(p); f.hear(err) == nil {
		f.keep(fmt.Sprintf("%s", requests))
	}
	applied, asked := len(f.service.Applied()), len(f.service.Requests())
	run, err := f.client.Apply(f.Context(), p)
	if f.hear(err) != nil {
		f.Fatalf("a good plan was refused: %v", err)
	}
	<-run.Done()
	f.mu.Lock()
	f.runs = append(f.runs, run)
	f.mu.Unlock()
	f.keep(fmt.Sprintf("%v %+v", run.Report(), run.Report()))
	f.compare(run, f.service.Applied()[applied:])
	f.sentOnce(p, f.service.Requests()[asked:])
	return run
}

// compare finds for each row the writes that the service applied.
func (f *flow) compare(run *client.Run, applied []sim.Applied) {
	f.Helper()
	report, ours := run.Report(), 0
	for _, row := range report.Rows {
		n := 0
		for _, a := range applied {
			if a.JobID == row.ID.Raw() || a.Source != "" && a.Source == row.ID.Raw() {
				n++
			}
		}
		ours += n
		fits := n == 0
		switch row.Outcome.Kind {
		case model.Accepted, model.Done:
			fits = n == 1
		case model.UnknownOutcome:
			fits = n <= 1
		case model.Waiting, model.Skipped, model.Refused, model.NotSent, model.Absent:
		}
		if !fits {
			f.Errorf("%s of %v: the run says %v (%s), the service did it %d times", report.Plan.Verb, row.Name, row.Outcome.Kind, row.Outcome.Why, n)
		}
	}
	if ours != len(applied) {
		f.Errorf("%s: %d writes were applied, %d of them to jobs of the run", report.Plan.Verb, len(applied), ours)
	}
}

// sentOnce: after a write that was refused for its login nothing more is
// written by that run.
func (f *flow) sentOnce(p model.Plan, asked []sim.Seen) {
	f.Helper()
	refused := false
	for _, r := range asked {
		if !writes(r.Op) {
			continue
		}
		if refused {
			f.Errorf("%s: %s was sent although the login had ended", p.Verb, r.Op)
		}
		refused = r.Status == 401
	}
}

func writes(op string) bool {
	return slices.Contains([]string{
		"V3BatchStartJobs", "V3BatchStopJobs", "V3BatchRestoreTask", "V3BatchDeleteJobs", "V3BatchCheckJobs", "CopyJob", "ExecuteJobAction", "BatchExecuteJobActions",
		"StopJobAction", "BatchStopJobsAction", "DeleteJob", "BatchDeleteJobsById",
	}, op)
}

// again is what the report offers, read anew: all that was not sent is in it.
func (f *flow) again(run *client.Run) model.Plan {
	f.Helper()
	r := run.Report()
	p := model.Retry(f.client.NewIntent(), f.client.Capabilities(), r.Plan, r)
	for _, row := range r.Rows {
		if row.Outcome.Kind == model.NotSent && !slices.ContainsFunc(p.Steps, func(s model.Step) bool { return s.Job.ID == row.ID }) {
			f.Errorf("%s of %v was not sent, and is not offered again", r.Plan.Verb, row.Name)
		}
	}
	var picks []model.Pick
	for _, s := range p.Steps {
		detail, err := f.client.Job(f.Context(), s.Job.ID)
		if f.hear(err) != nil {
			continue
		}
		picks = append(picks, model.Pick{Job: detail.Job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}, Detail: &detail})
	}
	return model.NewPlan(p.ID, f.client.Capabilities(), p.Wish, picks)
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

// vault is a command that prints a credential, and keeps count.
type vault struct{ dir string }

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{ram(t)}
	script := fmt.Sprintf("#!/bin/sh\necho x >> '%s/ran'\ncat '%s/out'\n", v.dir, v.dir)
	if err := os.WriteFile(v.program(), []byte(script), 0o700); err != nil { //nolint:gosec // it is run
		t.Fatal(err)
	}
	return v
}

func (v *vault) program() string { return filepath.Join(v.dir, "vault") }

func (v *vault) settings() profile.Settings {
	return profile.Settings{Profile: "prod", Command: &profile.Command{Profile: "prod", Argv: []string{v.program()}}}
}

// holds is what it prints from now on.
func (v *vault) holds(t *testing.T, credential map[string]string) {
	t.Helper()
	text, err := json.Marshal(credential)
	if err != nil {
		t.Fatal(err)
	}
	next := filepath.Join(v.dir, "next")
	if err := errors.Join(os.WriteFile(next, text, 0o600), os.Rename(next, filepath.Join(v.dir, "out"))); err != nil {
		t.Fatal(err)
	}
}

func (v *vault) ran() int {
	text, _ := os.ReadFile(filepath.Join(v.dir, "ran")) // it did not run yet
	return strings.Count(string(text), "x")
}
