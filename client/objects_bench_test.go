package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"drover/client"
	"drover/client/drs"
	"drover/client/journal"
	"drover/client/sim"
	"drover/model"
	"drover/model/objects"
)

// objectsBench is a bench on which the objects of one job are chosen, by drover and by
// somebody else. Every document gives one table a name that no other does, its token:
// by that the service's log tells whose it was.
type objectsBench struct {
	*bench
	id     model.JobID
	job    model.Job // as it was read last
	blind  bool      // the job came to where nothing can be read of it
	others sync.WaitGroup

	mu      sync.Mutex
	count   int
	tokens  map[string]string // of each intent
	theirs  map[string]bool   // tokens of somebody else
	read    heldOnce
	writes  []editCall
	touched bool // somebody else tried to write
	failing int  // savings that the service was made to fail
}

// heldOnce is what a reading told drover.
type heldOnce struct {
	doc     *objects.Listing
	applied int // writes that were applied before it began
	at      time.Time
}

const (
	tokenDatabase = "scratch"
	tokenTable    = "tmp_0001"
)

// chooses is a document with another token in it.
func (b *objectsBench) chooses(held *objects.Listing) *objects.Listing {
	b.mu.Lock()
	b.count++
	token := fmt.Sprintf("w_%d_%d", b.seed, b.count)
	b.mu.Unlock()
	return withToken(held, token)
}

func withToken(held *objects.Listing, token string) *objects.Listing {
	o := objects.NewBuilder()
	o.Scope = objects.ScopeTable
	db := o.Database(tokenDatabase)
	o.Box(db).All = model.No
	o.Leaf(db, []byte(tokenTable), objects.Table, token, false, nil)
	l, _ := o.Done()
	return objects.Merged(held, l)
}

// tokenIn is the token of a document, "" if it has none.
func tokenInObjects(doc model.ObjectsDoc) string {
	l, ok := doc.(*objects.Listing)
	if !ok {
		return ""
	}
	for db := range l.Databases() {
		for n := range l.Range(l.Tree.Leaves(db)) {
			if l.Tree.Name(db) == tokenDatabase && l.Tree.Name(n) == tokenTable {
				return l.Target(n)
			}
		}
	}
	return ""
}

// tokenInJSON is the same of what the service has.
func (b *objectsBench) tokenInJSON(text []byte) string {
	var doc struct {
		Info map[string]struct {
			Tables map[string]struct{ Name string } `json:"tables"`
		} `json:"object_info"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		b.fail("the service holds %s: %v", text, err)
	}
	return doc.Info[tokenDatabase].Tables[tokenTable].Name
}

func (b *objectsBench) tokenOf(a sim.Applied) string {
	var sent struct {
		Doc json.RawMessage `json:"db_object"`
	}
	if err := json.Unmarshal(a.Params, &sent); err != nil {
		b.fail("the log holds %s: %v", a.Params, err)
	}
	return b.tokenInJSON(sent.Doc)
}

// saved lists the savings that took effect, of the first n writes of all.
func (b *objectsBench) saved(n int) []sim.Applied {
	all := b.sim.Applied()
	return slices.DeleteFunc(all[:min(n, len(all))], func(a sim.Applied) bool { return a.Action != "db_object" || a.JobID != b.id.Raw() })
}

// objectsSpy watches what drover reads and sends.
type objectsSpy struct {
	*drs.Backend
	bench   *objectsBench
	journal *journal.Journal
}

func (s *objectsSpy) Objects(ctx context.Context, job model.Job, ask objects.Ask, told func(objects.Progress)) (objects.Reading, error) {
	before := len(s.bench.sim.Applied())
	r, err := s.Backend.Objects(ctx, job, ask, told)
	if err == nil && ask.Which == objects.Held {
		s.bench.mu.Lock()
		defer s.bench.mu.Unlock()
		s.bench.read = heldOnce{r.Listing, before, time.Now()}
	}
	return r, err
}

// Apply holds what is sent against what drover knew.
func (s *objectsSpy) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	b := s.bench
	for _, ch := range changes {
		set := ch.(model.SetObjects)
		intent := (&editSpy{bench: &editBench{bench: b.bench}, journal: s.journal}).intent(set.Job.ID)
		b.mu.Lock()
		read := b.read
		b.writes = append(b.writes, editCall{intent, tokenInObjects(set.Want), len(b.sim.Applied())})
		b.mu.Unlock()
		switch age := time.Since(read.at); {
		case read.doc == nil || age > 2*time.Second:
			b.fail("objects are sent %v after they were read", age)
		case read.doc.PrintWhole() != set.Base.PrintWhole():
			b.fail("objects are made from others than the service told last")
		}
		if before := b.saved(read.applied); len(before) > 0 && b.tokenOf(before[len(before)-1]) != tokenInObjects(set.Base) {
			b.fail("what somebody chose is written over: %s", before[len(before)-1].Params)
		}
	}
	return s.Backend.Apply(ctx, changes)
}

// somebodyChooses has another person save objects of the job, who reads them just
// before.
func (b *objectsBench) somebodyChooses() {
	backend, conn := connect(b.T, b.sim.Dial)
	defer conn.Close()
	b.mu.Lock()
	b.touched = true
	b.mu.Unlock()
	d, err := backend.Job(b.Context(), b.id)
	if err != nil {
		return
	}
	r, err := backend.Objects(b.Context(), d.Job, objects.Ask{Which: objects.Held}, nil)
	if err != nil {
		return
	}
	want := b.chooses(r.Listing)
	b.mu.Lock()
	b.theirs[tokenInObjects(want)] = true
	b.mu.Unlock()
	backend.Apply(b.Context(), []model.Change{model.SetObjects{Job: d.Job, Base: r.Listing, Want: want}})
}

// judgeObjects compares what drover says with what the service did.
func (b *objectsBench) judgeObjects(entries []journal.Entry) {
	truth, stood := map[string]int{}, ""
	for n, a := range b.sim.Applied() {
		if a.Action != "db_object" || a.JobID != b.id.Raw() {
			continue
		}
		token := b.tokenOf(a)
		again := stood == token
		stood = token
		if b.theirs[token] {
			continue
		}
		if again {
			b.fail("%q was applied where it stood already", token)
		}
		owner := ""
		for _, c := range b.writes {
			if c.token == token && c.before <= n {
				owner = c.intent
			}
		}
		if owner == "" {
			b.fail("%q was applied and never sent", token)
		}
		if truth[owner]++; truth[owner] > 1 {
			b.fail("%q was applied twice", token)
		}
	}
	held := &editBench{bench: b.bench, tokens: b.tokens}
	for _, run := range b.runs {
		r := run.Report()
		for _, row := range r.Rows {
			held.holds("the report", row.Outcome.Kind.String(), r.Plan.ID, truth)
			if set, ok := r.Plan.Steps[0].Change.(model.SetObjects); ok && row.Outcome.Kind == model.Done && !run.Settles() {
				b.stays(tokenInObjects(set.Want))
			}
		}
	}
	for _, e := range entries {
		held.holds("the journal", string(e.State), e.Intent, truth)
		if e.Unresolved() && !b.blind && !b.touched {
			b.fail("%s of %s was never settled", client.Entry{Entry: e}.What(), e.Intent)
		}
	}
}

// stays makes sure that what is called done is held by the job, unless somebody chose
// after it.
func (b *objectsBench) stays(token string) {
	all := b.saved(len(b.sim.Applied()))
	if len(all) == 0 || b.tokenOf(all[len(all)-1]) != token {
		return
	}
	if got := b.tokenInJSON(b.sim.Objects(b.id.Raw())); got != token {
		b.fail("%q is done, and the job holds %q", token, got)
	}
}
