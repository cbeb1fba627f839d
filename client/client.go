package client

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"iter"
	"sync"
	"time"

	"drover/client/journal"
	"drover/client/rest"
	"drover/model"
)

// Options is what a client needs besides its backend.
type Options struct {
	Journal *journal.Journal // nil: nothing is sent
	Broken  error            // why there is no journal, as a sentence
	Views   *journal.Views   // nil: how the list is wanted is not kept
	Drafts  *journal.Drafts  // nil: jobs that are being described are kept in memory alone
	Place   Place
	Now     func() time.Time // nil: the system's clock; stamps only, timers are real
	Rand    io.Reader        // nil: the system's
	// Guard runs every goroutine of the client, so that whoever owns the
	// terminal can catch a panic; nil runs them bare.
	Guard func(run func())
}

// Client is one session with one project of one service. Its methods are safe
// for concurrent use.
type Client struct {
	backend Backend
	journal *journal.Journal
	broken  error
	place   Place
	now     func() time.Time
	guard   func(func())
	chance  chance
	gate    *gate
	views   *journal.Views
	drafts  *journal.Drafts
	objects objectsDrafts

	described describedCopies

	viewTrouble string

	reading, writing       context.Context // of everything that runs by itself
	stopReading, stopWrite context.CancelFunc
	working                sync.WaitGroup

	mu      sync.Mutex
	runs    []*Run
	courses []*Course                  // those that rest, too
	intents map[string]bool            // ids of the plans that were taken on
	settles *Run                       // the last run of Settle
	queries map[model.JobID]model.Text // of the last pre-check that was accepted
	checked map[model.JobID]checked    // what was read of pre-checks
	asks    uint64                     // counts the readings of them
	view    model.View                 // as read or saved last
	kept    model.View                 // as it was read, or written last without an error
	closed  bool
}

// New makes a client. Close ends it.
func New(b Backend, o Options) *Client {
	c := &Client{
		backend: b, journal: o.Journal, broken: o.Broken, place: o.Place, now: o.Now, guard: o.Guard,
		gate: newGate(b.Limits().Writes), intents: map[string]bool{}, views: o.Views, drafts: o.Drafts,
	}
	c.loadView()
	if c.now == nil {
		c.now = time.Now
	}
	if c.guard == nil {
		c.guard = func(run func()) { run() }
	}
	if c.chance.src = o.Rand; c.chance.src == nil {
		c.chance.src = rand.Reader
	}
	if c.broken == nil && c.journal == nil {
		c.broken = errors.New("there is no journal")
	}
	c.reading, c.stopReading = context.WithCancel(context.Background())
	c.writing, c.stopWrite = context.WithCancel(context.Background())
	return c
}

// Place is where the client works.
func (c *Client) Place() Place { return c.place }

// Capabilities is what the service can do at all. A read-only client can do
// nothing, and says so of every verb.
func (c *Client) Capabilities() model.Capabilities {
	caps := c.backend.Capabilities()
	if !c.place.ReadOnly {
		return caps
	}
	none := model.Capabilities{Service: caps.Service, Realm: caps.Realm, Facets: caps.Facets, Verbs: map[model.Verb]string{}}
	for verb := range caps.Verbs {
		none.Verbs[verb] = "this profile is read-only"
	}
	return none
}

// Limits is how much of the service one drover may use.
func (c *Client) Limits() Limits { return c.backend.Limits() }

// Jobs lists every job; see Backend.Jobs.
func (c *Client) Jobs(ctx context.Context) iter.Seq2[model.JobPage, error] {
	return c.backend.Jobs(ctx)
}

// Status reads the bare status of many jobs; see Backend.Status.
func (c *Client) Status(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	return c.backend.Status(ctx, ids)
}

// Progress reads percent and lag of many jobs; see Backend.Progress.
func (c *Client) Progress(ctx context.Context, ids []model.JobID) (map[model.JobID]model.Sample, error) {
	return c.backend.Progress(ctx, ids)
}

// Job reads one job whole.
func (c *Client) Job(ctx context.Context, id model.JobID) (model.Detail, error) {
	return c.backend.Job(ctx, id)
}

// PreCheck reads the result of a job's pre-check; see Backend.PreCheck. Without
// a query it is the last run that this client had accepted, if there was one;
// where the service tells nothing of that any more, since somebody else has run
// another, it is the last one that there is.
func (c *Client) PreCheck(ctx context.Context, id model.JobID) (model.PreCheck, error) {
	has, err := c.checks()
	if err != nil {
		return model.PreCheck{}, err
	}
	query, asked := c.query(id), c.checkAsked()
	p, err := has.PreCheck(ctx, id, query)
	if kind, failed := rest.KindOf(err); failed && kind == rest.Refused && !query.Empty() {
		c.dropQuery(id, query)
		return c.lastCheck(ctx, id)
	}
	if err == nil {
		c.keepCheck(id, p, asked)
	}
	return p, err
}

// CheckName asks whether a new job may have a name; see Backend.CheckName. What
// no service takes is told without asking.
func (c *Client) CheckName(ctx context.Context, name string) (model.NameCheck, error) {
	if err := c.backend.Capabilities().Realm.CheckName(name); err != nil {
		return model.NameCheck{Name: name, Why: model.NewText(err.Error())}, nil
	}
	return c.backend.CheckName(ctx, name)
}

// TestConnection tries to reach a job's ends; see Backend.TestConnection. The
// passwords go into one request each and are kept nowhere.
func (c *Client) TestConnection(ctx context.Context, job model.Job, ends []model.EndTest) ([]model.EndResult, error) {
	if c.place.ReadOnly {
		return nil, errors.New("this profile is read-only")
	}
	has, err := c.checks()
	if err != nil {
		return nil, err
	}
	return has.TestConnection(ctx, job, ends)
}

// Requests shows what Apply would send for a plan, call by call, secrets masked.
func (c *Client) Requests(plan model.Plan) ([]Request, error) {
	var out []Request
	for chunk := range c.chunks(plan.Go()) {
		reqs, err := c.backend.Requests(changes(chunk))
		if err != nil {
			return nil, err
		}
		out = append(out, reqs...)
	}
	return out, nil
}

// JobRequest shows the request that reads one job, secrets masked.
func (c *Client) JobRequest(id model.JobID) (Request, error) { return c.backend.JobRequest(id) }

// ServiceTime is the service's clock; ok is false before its first answer.
func (c *Client) ServiceTime() (now time.Time, ok bool) { return c.backend.ServiceTime() }

// Skew is how far the service's clock is ahead of ours.
func (c *Client) Skew() (ahead time.Duration, ok bool) {
	t, ok := c.backend.ServiceTime()
	if !ok {
		return 0, false
	}
	return t.Sub(c.now()), true
}

// clock is the service's clock, or ours before its first answer.
func (c *Client) clock() time.Time {
	if t, ok := c.backend.ServiceTime(); ok {
		return t
	}
	return c.now()
}

// Runs lists the runs of this client, newest first.
func (c *Client) Runs() []*Run {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make([]*Run, 0, len(c.runs))
	for i := len(c.runs) - 1; i >= 0; i-- {
		out = append(out, c.runs[i])
	}
	return out
}

// Close sends no more, gives a write that is out up to two seconds for its
// answer and ends every run. What has no answer by then stays UNKNOWN in the
// journal, which the caller closes.
func (c *Client) Close() error {
	c.mu.Lock()
	c.closed = true
	runs, courses := c.runs, c.courses
	c.mu.Unlock()
	for _, k := range courses {
		k.halt(whyClosing)
	}
	for _, r := range runs {
		r.halt(whyClosing)
	}
	c.stopReading()
	c.leaveAllObjects()
	c.leaveAllCopies()
	done := make(chan struct{})
	go func() { c.working.Wait(); close(done) }()
	defer c.stopWrite()
	for _, patience := range []time.Duration{1700 * time.Millisecond, 300 * time.Millisecond} {
		select {
		case <-done:
			return nil
		case <-time.After(patience):
			c.stopWrite()
		}
	}
	return errors.New("a write is still out; the journal holds it as unknown")
}

// spawn runs something of the client's own until Close.
func (c *Client) spawn(run func()) {
	c.working.Add(1)
	go func() {
		defer c.working.Done()
		c.guard(run)
	}()
}
