package client_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client"
	"drover/client/journal"
	"drover/model"
)

// scripted is a backend whose every answer a test decides: for the order of
// journal, reads and writes, and for answers that no wire gives on demand. What
// the wire gives is tested against the simulator (schedule_test.go).
type scripted struct {
	client.Backend // what no test calls
	client.Checks
	client.Creation
	client.Measures
	client.Selection

	mu       sync.Mutex
	statuses map[model.JobID]string
	sent     [][]model.JobID // calls of Apply
	reads    []time.Time     // calls of Status
	widest   int             // most jobs in one of them
	wanted   []model.JobID   // the jobs of all of them

	apply  func(call int, changes []model.Change) []model.Outcome // nil: everything is accepted
	status func(read int) error
	begin  func() // runs when Apply does
}

const somewhere = "https://drs.example"

func newScripted(n int) *scripted {
	s := &scripted{statuses: map[model.JobID]string{}}
	for i := range n {
		s.statuses[jobID(i)] = "CONFIGURATION"
	}
	return s
}

func jobID(i int) model.JobID { return model.NewJobID(fmt.Sprintf("job-%02d", i)) }

func (s *scripted) Name() string { return "scripted" }

func (s *scripted) Capabilities() model.Capabilities {
	return model.Capabilities{Verbs: map[model.Verb]string{model.Start: ""}, Service: "DRS"}
}

func (s *scripted) Route(model.Change) string { return "" }

func (s *scripted) Limits() client.Limits { return client.Limits{Batch: 10, Parallel: 2} }

func (s *scripted) Jobs(context.Context) iter.Seq2[model.JobPage, error] { return nil }

func (s *scripted) ServiceTime() (time.Time, bool) { return time.Time{}, false }

func (s *scripted) Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reads, s.widest, s.wanted = append(s.reads, time.Now()), max(s.widest, len(ids)), append(s.wanted, ids...)
	if s.status != nil {
		if err := s.status(len(s.reads)); err != nil {
			return nil, err
		}
	}
	out := map[model.JobID]model.Sample{}
	for _, id := range ids {
		if st := s.statuses[id]; st != "" {
			sample := model.NoSample()
			sample.Status, sample.At = model.NewText(st), time.Now()
			out[id] = sample
		}
	}
	return out, ctx.Err()
}

func (s *scripted) Progress(context.Context, []model.JobID) (map[model.JobID]model.Sample, error) {
	return nil, nil
}

func (s *scripted) Job(_ context.Context, id model.JobID) (model.Detail, error) {
	return model.Detail{Job: model.Job{ID: id, Name: model.NewText("name of " + id.Raw())}}, nil
}

func (s *scripted) Requests(changes []model.Change) ([]client.Request, error) {
	return []client.Request{{Op: "Start", Body: fmt.Append(nil, changes)}}, nil
}

func (s *scripted) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	if s.begin != nil {
		s.begin()
	}
	s.mu.Lock()
	var ids []model.JobID
	for _, ch := range changes {
		ids = append(ids, ch.Target())
	}
	s.sent = append(s.sent, ids)
	call, apply := len(s.sent), s.apply
	s.mu.Unlock()
	if apply == nil {
		return s.take(changes)
	}
	return apply(call, changes)
}

// take starts the jobs and answers for each.
func (s *scripted) take(changes []model.Change) []model.Outcome {
	s.set("STARTJOBING", changes)
	return all(model.Accepted, model.AgainNo)(0, changes)
}

func (s *scripted) set(status string, changes []model.Change) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ch := range changes {
		s.statuses[ch.Target()] = status
	}
}

// asked lists the jobs whose status was asked for.
func (s *scripted) asked() []model.JobID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]model.JobID(nil), s.wanted...)
}

func (s *scripted) calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sent)
}

// all answers every change alike.
func all(kind model.OutcomeKind, again model.Again) func(int, []model.Change) []model.Outcome {
	return func(_ int, changes []model.Change) []model.Outcome {
		var out []model.Outcome
		for _, ch := range changes {
			out = append(out, model.Outcome{ID: ch.Target(), Kind: kind, Again: again})
		}
		return out
	}
}

// fixture is a client over a backend, with a journal of its own.
type fixture struct {
	*testing.T
	dir     string
	journal *journal.Journal
	client  *client.Client
	backend client.Backend
}

func newFixture(t *testing.T, b client.Backend) *fixture {
	t.Helper()
	f := &fixture{T: t, dir: ramDir(t), backend: b}
	f.open()
	t.Cleanup(f.close)
	return f
}

// open begins a session on the fixture's journal.
func (f *fixture) open() {
	f.Helper()
	j, err := journal.Open(f.dir)
	if err != nil {
		f.Fatal(err)
	}
	f.journal = j
	f.client = client.New(f.backend, client.Options{Journal: j, Place: client.Place{Profile: "test", Project: "p1", Origin: somewhere}})
}

func (f *fixture) close() {
	if err := f.client.Close(); err != nil {
		f.Error(err)
	}
	if err := f.journal.Close(); err != nil {
		f.Error(err)
	}
}

// ramDir is a folder in memory where there is one: syncing a disk thousands of
// times is not what these tests are about.
func ramDir(t *testing.T) string {
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
	return filepath.Join(dir, "drover")
}

// plan starts n jobs at once.
func (f *fixture) plan(n int) model.Plan { return f.planAt(n, model.AtOnce()) }

func (f *fixture) planAt(n int, at model.When) model.Plan {
	var picks []model.Pick
	for i := range n {
		job := model.Job{ID: jobID(i), Name: model.NewText(fmt.Sprint("job ", i))}.WithStatus(model.NewText("CONFIGURATION"))
		picks = append(picks, model.Pick{Job: job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}})
	}
	return model.NewPlan(f.client.NewIntent(), f.client.Capabilities(), model.Wish{Verb: model.Start, When: at}, picks)
}

func (f *fixture) apply(p model.Plan) *client.Run {
	f.Helper()
	run, err := f.client.Apply(f.Context(), p)
	if err != nil {
		f.Fatal(err)
	}
	return run
}

// run applies a plan and waits for its end.
func (f *fixture) run(p model.Plan) model.Report {
	f.Helper()
	run := f.apply(p)
	<-run.Done()
	return run.Report()
}

// kinds renders outcomes, repeated ones counted: "done×10, not sent".
func kinds(r model.Report) string {
	var out []string
	for i := 0; i < len(r.Rows); {
		n := i
		for n < len(r.Rows) && r.Rows[n].Outcome.Kind == r.Rows[i].Outcome.Kind {
			n++
		}
		word := r.Rows[i].Outcome.Kind.String()
		if n-i > 1 {
			word = fmt.Sprintf("%s×%d", word, n-i)
		}
		out, i = append(out, word), n
	}
	return strings.Join(out, ", ")
}

// journalled renders a job's journal state.
func (f *fixture) journalled(id model.JobID) string {
	f.Helper()
	entries, err := f.journal.Entries()
	if err != nil {
		f.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.Job == id {
			out = append(out, fmt.Sprintf("%s/%d", e.Written, e.Attempt))
		}
	}
	return strings.Join(out, " ")
}

var errRead = errors.New("no answer")
