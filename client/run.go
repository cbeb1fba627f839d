package client

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"drover/client/journal"
	"drover/client/rest"
	"drover/model"
)

// Why a run sends no more.
const (
	whyStopped = "you asked to send no more"
	whyClosing = "drover is closing"
	whyLogin   = "the login ended; nothing more was sent"
	whyUnknown = "the outcome of an earlier job is still unknown"
)

// Run is a plan on its way. It belongs to its client: leaving a screen never
// ends it.
type Run struct {
	client *Client
	id     string
	intent string

	changed chan struct{} // one place: wake-ups coalesce
	halting chan struct{} // closed once no more is to be sent
	sent    chan struct{} // closed once nothing more will be sent or looked for
	done    chan struct{}

	mu      sync.Mutex
	report  model.Report
	rows    map[model.JobID]int
	lines   map[model.JobID]journal.Line // the last line of each job, as written
	halted  string                       // why no more is sent; "": go on
	pursued map[model.JobID]time.Time    // since when a job is followed
	makes   map[model.JobID]model.JobID  // of a job that was made: the id of its row
	seen    map[model.JobID]string       // what stood before, for the journal; see note and noteWords
	checks  map[model.JobID]model.Text   // ids of the pre-checks that stood before
	noted   map[model.JobID]string       // what was said with an answer, beside yes
	settles bool                         // it looks for what is unknown, and sends nothing

	proofless map[model.JobID]bool // taken on, and no reading will ever show it

	objectsRead map[model.JobID]time.Time // when what a job holds had been read last, before it is replaced

	moved func() // is told of every wake-up beside Changed; nil: nobody. It must not ask the run
}

// newRun enters a run; the client is locked by the caller.
func (c *Client) newRun(plan model.Plan) *Run {
	r := &Run{
		client: c, intent: plan.ID,
		changed: make(chan struct{}, 1), halting: make(chan struct{}),
		sent: make(chan struct{}), done: make(chan struct{}),
		rows: map[model.JobID]int{}, lines: map[model.JobID]journal.Line{}, pursued: map[model.JobID]time.Time{},
		makes: map[model.JobID]model.JobID{}, seen: map[model.JobID]string{}, checks: map[model.JobID]model.Text{},
		noted: map[model.JobID]string{}, proofless: map[model.JobID]bool{}, objectsRead: map[model.JobID]time.Time{},
	}
	r.id = c.shortID(plan.ID)
	r.report = model.Report{RunID: r.id, Plan: plan, Begun: c.now()}
	for i, s := range plan.Go() {
		r.rows[s.Job.ID] = i
		row := model.Result{
			ID: s.Job.ID, Name: s.Job.Name, Now: s.Job, Sample: model.NoSample(), Outcome: model.Outcome{ID: s.Job.ID},
		}
		if m, ok := makingOf(s.Change); ok {
			row.Makes, row.Name = true, model.NewText(m.name)
			row.Now = model.Job{Name: row.Name, Scenario: s.Job.Scenario, Task: s.Job.Task, Realm: s.Job.Realm, Generation: s.Job.Generation}
		}
		r.report.Rows = append(r.report.Rows, row)
	}
	c.runs = append(c.runs, r)
	return r
}

// shortID is for people: two digits or more, unlike any other run's.
func (c *Client) shortID(intent string) string {
	h := sha256.Sum256([]byte(intent))
	digits := hex.EncodeToString(h[:])
	for n := 2; n < len(digits); n++ {
		if !slices.ContainsFunc(c.runs, func(r *Run) bool { return r.id == digits[:n] }) {
			return digits[:n]
		}
	}
	return digits
}

// work does what the run is for, while its accepted jobs are followed.
func (r *Run) work(what func()) {
	defer close(r.done)
	followed := make(chan struct{})
	r.client.spawn(func() { defer close(followed); r.follow() })
	what()
	close(r.sent)
	<-followed
	r.mu.Lock()
	r.report.Ended = r.client.now()
	r.mu.Unlock()
	r.wake()
}

// ID is the run's short name, "7f".
func (r *Run) ID() string { return r.id }

// Report is what is known now. The copy is the caller's.
func (r *Run) Report() model.Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := r.report
	out.Rows = slices.Clone(r.report.Rows)
	return out
}

// Stop sends no more. What is out is waited for and looked for as ever; the
// rest becomes NotSent.
func (r *Run) Stop() { r.halt(whyStopped) }

// Changed receives when the report is another one than at the last receive.
// There is one place in it: have one receiver.
func (r *Run) Changed() <-chan struct{} { return r.changed }

// Done is closed once nothing will change any more.
func (r *Run) Done() <-chan struct{} { return r.done }

// halt sends no more, for the first reason that is given.
func (r *Run) halt(why string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.halted != "" {
		return
	}
	r.halted = why
	r.report.Stopped = why == whyStopped
	close(r.halting)
	r.wake()
}

// over tells why no more is sent, or "".
func (r *Run) over() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.halted
}

func (r *Run) wake() {
	if r.moved != nil {
		r.moved()
	}
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

// row changes one job's row; that of a job that was made goes by what stood for
// it.
func (r *Run) row(id model.JobID, change func(*model.Result)) {
	r.mu.Lock()
	if source, made := r.makes[id]; made {
		id = source
	}
	if i, ok := r.rows[id]; ok {
		change(&r.report.Rows[i])
	}
	r.mu.Unlock()
	r.wake()
}

// tell enters a reading of the job's status. What a clone copies says nothing
// of the copy.
func (r *Run) tell(id model.JobID, s model.Sample) {
	r.row(id, func(row *model.Result) {
		if makes(r.verbOf(row.ID)) {
			if row.Made != id {
				return
			}
			row.Now.ID = id
		}
		if !s.Status.Empty() {
			row.Now = row.Now.WithStatus(s.Status)
		}
		row.Sample = s.Over(row.Sample)
	})
}

// verbOf is what is done to a job: its line knows, and before there is one the
// plan. The run is locked by the caller.
func (r *Run) verbOf(id model.JobID) model.Verb {
	return cmp.Or(model.Verb(r.lines[id].Op), r.report.Plan.Verb)
}

// Intent is the id of the plan it was made for, as the journal has it.
func (r *Run) Intent() string { return r.intent }

// Settles reports whether the run sends nothing: it looks for what an earlier
// one left unknown.
func (r *Run) Settles() bool { return r.settles }

// out shows that jobs are on the wire, and no answer is there yet.
func (r *Run) out(steps []model.Step) {
	for _, s := range steps {
		r.row(s.Job.ID, func(row *model.Result) { row.Out = true })
	}
}

// heard enters whether the last reading went well.
func (r *Run) heard(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Trouble, r.report.Login = "", false
	if err != nil {
		r.report.Trouble = model.Clean(err.Error())
		kind, ok := rest.KindOf(err)
		r.report.Login = ok && kind == rest.LoginEnded
	}
}

// outcome enters what is known of one job.
func (r *Run) outcome(o model.Outcome) {
	r.row(o.ID, func(row *model.Result) {
		row.Outcome, row.Out = o, false
		if o.Kind != model.UnknownOutcome {
			row.Next = time.Time{}
		}
	})
}

// pause waits, unless no more is to be sent; it reports whether it waited.
func (r *Run) pause(d time.Duration) bool {
	select {
	case <-time.After(d):
		return true
	case <-r.halting:
		return false
	}
}
