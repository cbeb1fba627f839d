package client_test

import (
	"context"
	"fmt"
	"maps"
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
	"drover/client/sim"
	"drover/model"
)

// copyBench is somebody who has a job copied, whatever goes wrong: drover after drover
// works on it, until it is done.
type copyBench struct {
	*testing.T
	dir     string
	dial    func() (b client.Backend, pull, logIn, stop func())
	session *fixture
	pull    func() // cuts the line of the drover that works: nothing goes over it any more
	logIn   func()
	end     func()
}

// begin starts a drover on the folder as it lies there.
func (b *copyBench) begin() {
	b.Helper()
	backend, pull, logIn, stop := b.dial()
	f := &fixture{T: b.T, dir: b.dir, backend: backend}
	f.open()
	b.session, b.pull, b.logIn, b.end = f, pull, logIn, func() {
		f.close()
		stop()
	}
}

// kill ends a drover as kill -9 does, and begins another one on what it left on the disk.
func (b *copyBench) kill() {
	b.Helper()
	b.pull()
	left := ramDir(b.T)
	if err := os.CopyFS(left, os.DirFS(b.dir)); err != nil {
		b.Fatal(err)
	}
	private := func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.Chmod(path, 0o700)
		}
		return os.Chmod(path, 0o600)
	}
	if err := filepath.WalkDir(left, private); err != nil {
		b.Fatal(err)
	}
	b.end()
	b.dir = left
	b.begin()
}

// plug is the line between a drover and the simulator.
type plug struct {
	dial func(ctx context.Context, network, addr string) (net.Conn, error)

	mu     sync.Mutex
	pulled bool
	open   []net.Conn
}

func (p *plug) connect(ctx context.Context, network, addr string) (net.Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pulled {
		return nil, errCut
	}
	conn, err := p.dial(ctx, network, addr)
	if err == nil {
		p.open = append(p.open, conn)
	}
	return conn, err
}

func (p *plug) pull() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pulled = true
	for _, conn := range p.open {
		_ = conn.Close()
	}
}

// simulatedCopies is a bench over the simulator of databases.
func simulatedCopies(t *testing.T) (*copyBench, *sim.Sim) {
	service, err := sim.New(sim.Options{Prepared: true, Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b := &copyBench{T: t, dir: ramDir(t)}
	b.dial = func() (client.Backend, func(), func(), func()) {
		p := &plug{dial: service.Dial}
		backend, conn := connect(t, p.connect)
		return backend, p.pull, func() { conn.Use(simToken()) }, conn.Close
	}
	b.begin()
	return b, service
}

// goOn has the copying gone on with until it is done.
func (b *copyBench) goOn(k *client.Course, secrets model.EndSecrets) model.CopyReport {
	b.Helper()
	for range 8 {
		r := over(k)
		if r.Done() {
			return r
		}
		time.Sleep(time.Minute)
		b.logIn()
		in := client.CopyInput{}
		if slices.ContainsFunc(r.Steps, func(s model.CopyResult) bool { return s.State == model.CopyAsks }) {
			in.Secrets = secrets
		}
		next, err := b.session.client.GoOn(b.Context(), k.ID(), in)
		if err != nil {
			b.Fatalf("%s, and does not go on: %v", r.Rests, err)
		}
		k = next
	}
	b.Fatalf("it never ends: %s: %s", tale(k.Report()), k.Report().Rests)
	return model.CopyReport{}
}

// begun has the copy of a database job begun.
func (b *copyBench) begun(service *sim.Sim) (*client.Course, model.Copying) {
	b.Helper()
	id := service.ID("wave1-cms-02")
	service.Set(id, "INCRE_TRANSFER_STARTED")
	c := b.session.copyOf(id, "orders-copy-01")
	c.Fate, c.Secrets = model.FateGoes, secretsOf(c.Original)
	k, err := b.session.client.Copy(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	return k, c
}

// killed has a drover killed once killed is closed, unless it is done before, and another
// one go on.
func (b *copyBench) killed(k *client.Course, killed <-chan struct{}) *client.Course {
	b.Helper()
	select {
	case <-killed:
	case <-k.Done():
		return k
	}
	time.Sleep(time.Second)
	b.kill()
	if k.Report().Done() { // it was over already
		return k
	}
	kept, err := b.session.client.Copyings()
	if err != nil || len(kept) != 1 || kept[0].Busy {
		b.Fatalf("after a death there is %+v, %v", kept, err)
	}
	next, err := b.session.client.GoOn(b.Context(), kept[0].ID, client.CopyInput{})
	if err != nil {
		b.Fatal(err)
	}
	return next
}

const copyOfDatabases = "clone endpoint description precheck stop terminate delete"

// copyWrite reports an operation that changes something on the way.
func copyWrite(op string) bool {
	return slices.Contains([]string{"CopyJob", "UpdateJob", "ExecuteJobAction", "BatchExecuteJobActions"}, op) || strings.Contains(op, "Delete")
}

// Whatever becomes of one answer, the copying comes to its end: nothing is sent twice, and
// nothing is done to the original before its turn.
func TestACopyingComesToItsEndWhateverIsLost(t *testing.T) {
	for _, trouble := range []string{"reset-after", "reset-before", "cut", "500", "400", "401", "html", "kill"} {
		hit := map[string]bool{}
		for n := 1; ; n++ { // the n-th write of the course
			troubled := false
			t.Run(fmt.Sprintf("%s at the write %d", trouble, n), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { troubled = troubledCopying(t, trouble, n, hit) })
			})
			if !troubled {
				break
			}
		}
		if len(hit) < 5 {
			t.Errorf("%s came upon %v alone", trouble, slices.Sorted(maps.Keys(hit)))
		}
	}
}

// troubledCopying has one write go wrong, and reports whether there were so many.
func troubledCopying(t *testing.T, trouble string, n int, hit map[string]bool) (troubled bool) {
	b, service := simulatedCopies(t)
	defer func() {
		b.end()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	}()
	var mu sync.Mutex
	writes, killed := 0, make(chan struct{})
	service.Script(func(op string, _ int) string {
		if !copyWrite(op) {
			return ""
		}
		mu.Lock()
		defer mu.Unlock()
		if writes++; writes != n {
			return ""
		}
		troubled = true
		hit[op] = true
		if trouble == "kill" {
			close(killed)
			return "hang"
		}
		return trouble
	})
	k, c := b.begun(service)
	k = b.killed(k, killed)
	r := b.goOn(k, c.Secrets)
	got := strings.ReplaceAll(strings.Join(strings.Fields(wroteOn(service)), " "), "precheck precheck", "precheck")
	check(t, "written", once(got), copyOfDatabases)
	if kept, err := b.session.client.Copyings(); err != nil || len(kept) != 0 {
		t.Errorf("%+v, %v", kept, err)
	}
	for _, e := range entriesOf(t, b.session.journal) {
		if e.Unresolved() && e.Op != string(model.SaveEnds) {
			t.Errorf("%s of %v was never settled", e.Op, e.Job)
		}
	}
	if one := service.Named("orders-copy-01"); len(one) != 1 || one[0] != r.Copy.ID.Raw() {
		t.Errorf("%v, and the report tells of %v", one, r.Copy.ID)
	}
	return troubled
}

// Of transfers as well, on every fate.
func TestACopyingOfATransferComesToItsEndWhateverIsLost(t *testing.T) {
	for _, trouble := range []string{"lost", "before", "refuse", "login", "kill", "killed before"} {
		for n := 1; n <= 6; n++ {
			t.Run(fmt.Sprintf("%s at the write %d", trouble, n), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) { troubledTransfer(t, trouble, n) })
			})
		}
	}
}

// torn is a service of transfers at the end of a line that can be cut.
type torn struct {
	*transfers
	cut <-chan struct{}
}

func (c *torn) dead() error {
	select {
	case <-c.cut:
		return errCut
	default:
		return nil
	}
}

func (c *torn) Apply(ctx context.Context, changes []model.Change) []model.Outcome {
	if c.dead() != nil {
		return nil
	}
	return c.transfers.Apply(ctx, changes)
}

func (c *torn) Job(ctx context.Context, id model.JobID) (model.Detail, error) {
	if err := c.dead(); err != nil {
		return model.Detail{}, err
	}
	return c.transfers.Job(ctx, id)
}

func troubledTransfer(t *testing.T, trouble string, n int) {
	service := newTransfers("photos")
	service.jobs[0].status, service.jobs[0].runs = "running", true
	killed := make(chan struct{})
	service.trouble = func(_ string, call int) string {
		switch {
		case call != n:
			return ""
		case strings.HasPrefix(trouble, "kill"):
			close(killed)
			return map[string]string{"kill": "lost", "killed before": "before"}[trouble]
		}
		return trouble
	}
	b := &copyBench{T: t, dir: ramDir(t)}
	b.dial = func() (client.Backend, func(), func(), func()) {
		cut := make(chan struct{})
		return &torn{service, cut}, func() { close(cut) }, func() {}, func() {}
	}
	b.begin()
	defer func() { b.end() }()
	k := b.killed(b.session.begin(b.session.copyOfTransfer(model.FateGoes)), killed)
	r := b.goOn(k, model.EndSecrets{})
	check(t, "written", service.wrote(), "clone edit cancel edit delete")
	if len(service.jobs) != 2 || r.Copy.ID.Raw() != service.jobs[1].id {
		t.Errorf("there are %d jobs, and the report tells of %v", len(service.jobs), r.Copy.ID)
	}
	for _, e := range entriesOf(t, b.session.journal) {
		if e.Unresolved() {
			t.Errorf("%s of %v was never settled", e.Op, e.Job)
		}
	}
}
