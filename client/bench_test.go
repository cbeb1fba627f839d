package client_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

// bench is a simulated service with trouble, a journal, and one drover after
// another that works on them. It judges by the service's applied log: which
// intent a start belongs to is what the calls and the journal say together.
type bench struct {
	*testing.T
	seed   uint64
	dice   *rand.Rand // what the user does
	sim    *sim.Sim
	errand errand
	dir    string
	jobs   []model.JobID
	watch  func(*drs.Backend, *journal.Journal) client.Backend // what looks on; nil: a spy

	mu    sync.Mutex
	calm  bool
	calls []sentCall
	wrong []string
	runs  []*client.Run
}

// sentCall is one job of one call of Apply.
type sentCall struct {
	intent string
	job    model.JobID
	before int // writes applied before it
}

// session is one drover's life.
type session struct {
	bench   *bench
	line    *line
	journal *journal.Journal
	client  *client.Client
	conn    *rest.Conn
}

func (b *bench) open() *session {
	b.Helper()
	j, err := journal.Open(b.dir)
	if err != nil {
		b.Fatal(err)
	}
	s := &session{bench: b, journal: j, line: &line{bench: b, open: map[net.Conn]bool{}}}
	backend, conn := connect(b.T, s.line.dial)
	s.conn = conn
	var watched client.Backend = &spy{Backend: backend, bench: b, journal: j}
	if b.watch != nil {
		watched = b.watch(backend, j)
	}
	s.client = client.New(watched, client.Options{
		Journal: j, Place: client.Place{Profile: "test", Project: "p1", Origin: somewhere},
	})
	return s
}

// leave ends a drover in order.
func (s *session) leave() {
	_ = s.client.Close() // a write that is still out is no failure here
	_ = s.journal.Close()
	s.line.cut()
	s.conn.Close()
}

// crash ends it at once: nothing more is written, every connection is gone.
func (s *session) crash() {
	_ = s.journal.Close()
	s.line.cut()
	_ = s.client.Close()
	s.conn.Close()
}

// plan picks jobs whose review said that they may go.
func (s *session) plan(ids []model.JobID, at model.When) model.Plan {
	var picks []model.Pick
	for _, id := range ids {
		job := model.Job{ID: id, Name: model.NewText(id.Raw())}.WithStatus(model.NewText("CONFIGURATION"))
		picks = append(picks, model.Pick{Job: job, Check: &model.PreCheck{Ran: true, Process: 100, PassedRate: 100}})
	}
	return model.NewPlan(s.client.NewIntent(), s.client.Capabilities(), model.Wish{Verb: model.Start, When: at}, picks)
}

// logIn is what the user does whenever it is asked for: a token that was refused
// is sent no more.
func (s *session) logIn() { s.conn.Use(simToken()) }

// send applies a plan; a second enter on the same review must do nothing.
func (s *session) send(p model.Plan) *client.Run {
	s.logIn()
	run, err := s.client.Apply(s.bench.Context(), p)
	if err != nil {
		s.bench.fail("a good plan was refused: %v", err)
		return nil
	}
	if _, err := s.client.Apply(s.bench.Context(), p); err == nil {
		s.bench.fail("the same plan was taken twice")
	}
	s.bench.runs = append(s.bench.runs, run)
	return run
}

func (b *bench) fail(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wrong = append(b.wrong, fmt.Sprintf(format, args...))
}

// truth tells for every job of every intent how often it was applied. A job that
// was made from a draft says itself whose it is.
func (b *bench) truth() map[string]int {
	out := map[string]int{}
	if b.errand.wish.Verb == model.Create {
		for _, a := range b.done() {
			out[b.intentOf(a.JobID)+a.Name]++
		}
		return out
	}
	for n, a := range b.done() {
		for i := len(b.calls) - 1; i >= 0; i-- {
			if c := b.calls[i]; b.subject(c.job) == subject(a) && c.before <= n {
				out[c.intent+subject(a)]++
				break
			}
		}
	}
	return out
}

// judge compares what drover says with what the service did.
func (b *bench) judge(entries []journal.Entry) {
	perJob := map[string]int{}
	for _, a := range b.done() {
		if perJob[subject(a)]++; perJob[subject(a)] > 1 && !b.errand.fails {
			b.fail("job %s saw a second %s", subject(a), a.Action)
		}
	}
	truth := b.truth()
	for _, run := range b.runs {
		r := run.Report()
		for _, row := range r.Rows {
			if row.Makes && !row.Made.Empty() && !b.madeBy(row) {
				b.fail("the report says that %v was made of %v under the name %v", row.Made, row.ID, row.Name)
			}
			if row.Makes && strings.Contains(row.Outcome.Why, "an earlier attempt made it") {
				continue // its own intent sent nothing; which job it is was looked at
			}
			b.compare("report", row.Outcome.Kind.String(), r.Plan.ID, row.ID, truth)
		}
	}
	for _, e := range entries {
		if !b.took(e) {
			b.compare("journal", string(e.State), e.Intent, e.Job, truth)
		}
		if e.Unresolved() && !b.errand.blind {
			b.fail("job %v of %s was never settled", e.Job, e.Intent)
		}
	}
}

func (b *bench) compare(where, said, intent string, job model.JobID, truth map[string]int) {
	n := truth[intent+b.subject(job)]
	switch said {
	case "accepted", "done", "APPLIED":
		if b.errand.late && n == 0 { // what another review asked for did it
			n = b.ofJob(job)
		}
		if n != 1 {
			b.fail("%s says %s of job %v, which was applied %d times", where, said, job, n)
		}
	case "refused", "not sent", "absent", "skipped", "REJECTED", "NOT_SENT", "ABSENT":
		if n != 0 {
			b.fail("%s says %s of job %v, which was applied", where, said, job)
		}
	}
}

// spy watches what goes to the backend.
type spy struct {
	*drs.Backend
	bench   *bench
	journal *journal.Journal
}

func (s *spy) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	done := map[string]bool{}
	for _, a := range s.bench.done() {
		done[subject(a)] = true
	}
	for _, ch := range changes {
		id := ch.Target()
		if e := s.bench.errand; done[s.bench.subject(id)] && !e.late && !e.fails {
			s.bench.fail("job %v is sent again, though it was applied", id)
		}
		intent := s.intent(id)
		s.bench.mu.Lock()
		s.bench.calls = append(s.bench.calls, sentCall{intent, id, len(s.bench.done())})
		s.bench.mu.Unlock()
	}
	return s.Backend.Apply(ctx, changes)
}

// intent is the one that the journal says is being sent for a job. While it
// is, nothing of it may be unknown.
func (s *spy) intent(id model.JobID) string {
	intent := ""
	for _, e := range s.journal.Seen() {
		if e.Job == id && e.Written == journal.Sending {
			intent = e.Intent
		}
	}
	if intent == "" {
		s.bench.fail("job %v is sent without a SENDING in the journal", id)
	}
	for _, e := range s.journal.Seen() {
		if e.Intent == intent && e.Written == journal.Unknown {
			s.bench.fail("job %v is sent while %v of the same run is unknown", id, e.Job)
		}
	}
	return intent
}

// roll is a number from 0 up to 1 for the n-th event of a kind: always the
// same for the same schedule, whatever runs first. It is 1 once all is calm.
func (b *bench) roll(kind string, n uint64) float64 {
	b.mu.Lock()
	calm := b.calm
	b.mu.Unlock()
	if calm {
		return 1
	}
	h := b.seed ^ n*0x9e3779b97f4a7c15
	for _, c := range []byte(kind) {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return rand.New(rand.NewPCG(h, b.seed)).Float64()
}

func (b *bench) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calm = true
}

// between is a moment of the user's.
func (b *bench) between(lo, hi time.Duration) time.Duration {
	return lo + time.Duration(b.dice.Int64N(int64(hi-lo)))
}

// intentOf reads the tag of a job that was made.
func (b *bench) intentOf(id string) string {
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	d, err := backend.Job(b.Context(), model.NewJobID(id))
	if err != nil {
		b.fail("the job %s that was made cannot be read: %v", id, err)
	}
	for _, t := range d.Tags {
		if t.Key.Raw() == model.IntentTag {
			return t.Value.Raw()
		}
	}
	b.fail("the job %s that was made has no tag of an intent", id)
	return ""
}

// took reports an entry that found the name taken by what an earlier one of ours
// had made: it took that for its own, and it is there.
func (b *bench) took(e journal.Entry) bool {
	return b.errand.wish.Verb == model.Create && e.State == journal.Applied && e.Code == "" && !e.Made.Empty() && b.intentOf(e.Made.Raw()) != e.Intent &&
		b.ofJob(e.Job) == 1
}
