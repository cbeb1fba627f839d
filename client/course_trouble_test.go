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

// copyBench is somebody who has a job copied, whatever goes wrong: drover after drover works
// on it, until it is done.
type copyBench struct {
	*testing.T
	service *sim.Sim
	dir     string
	plug    *plug
	session *fixture
	logIn   func()
	end     func()
}

// plug is the line between a drover and the service: once it is pulled, nothing goes over
// it any more.
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

func copyBenchOn(t *testing.T) *copyBench {
	service, err := sim.New(sim.Options{Prepared: true, Latency: 40 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b := &copyBench{T: t, service: service, dir: ramDir(t)}
	b.begin()
	return b
}

// begin starts a drover on the folder as it lies there.
func (b *copyBench) begin() {
	b.Helper()
	b.plug = &plug{dial: b.service.Dial}
	backend, conn := connect(b.T, b.plug.connect)
	f := &fixture{T: b.T, dir: b.dir, backend: backend}
	f.open()
	b.logIn = func() { conn.Use(simToken()) }
	b.session, b.end = f, func() {
		f.close()
		conn.Close()
	}
}

// kill ends a drover as kill -9 does, and begins another one on what it left on the disk.
func (b *copyBench) kill() {
	b.Helper()
	b.plug.pull()
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

// close ends the bench.
func (b *copyBench) close() {
	b.end()
	if err := b.service.Close(); err != nil {
		b.Error(err)
	}
}

// actions lists what took effect, in order; a pre-check may be run again.
func (b *copyBench) actions() []string {
	var out []string
	for _, a := range b.service.Applied() {
		out = append(out, a.Action)
	}
	return out
}

// goOn has the copying gone on with until it is done.
func (b *copyBench) goOn(k *client.Course, secrets map[model.FieldKey]model.Secret) model.CopyReport {
	b.Helper()
	for range 8 {
		r := over(k)
		if r.Done() {
			return r
		}
		time.Sleep(time.Minute)
		b.logIn()
		next, err := b.session.client.GoOn(b.Context(), k.ID(), client.CopyInput{Secrets: secrets})
		if err != nil {
			b.Fatalf("%s, and does not go on: %v", r.Rests, err)
		}
		k = next
	}
	b.Fatalf("it never ends: %s: %s", tale(k.Report()), k.Report().Rests)
	return model.CopyReport{}
}

// begun has the copy of a database job begun.
func (b *copyBench) begun() (*client.Course, model.Copying) {
	b.Helper()
	id := b.service.ID("wave1-cms-02")
	b.service.Set(id, "INCRE_TRANSFER_STARTED")
	c := b.session.copyOf(id, "orders-copy-01")
	c.Fate, c.Secrets = model.FateGoes, secretsOf(c.Original)
	k, err := b.session.client.Copy(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	return k, c
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
	b := copyBenchOn(t)
	defer b.close()
	var mu sync.Mutex
	writes, killed := 0, make(chan struct{})
	b.service.Script(func(op string, _ int) string {
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
	k, c := b.begun()
	select {
	case <-killed:
		time.Sleep(time.Second)
		b.kill()
		kept, err := b.session.client.Copyings()
		if err != nil || len(kept) != 1 || kept[0].Busy {
			t.Fatalf("after a death there is %+v, %v", kept, err)
		}
		if k, err = b.session.client.GoOn(t.Context(), kept[0].ID, client.CopyInput{Secrets: c.Secrets}); err != nil {
			t.Fatal(err)
		}
	case <-k.Done():
	}
	r := b.goOn(k, c.Secrets)
	got := strings.ReplaceAll(strings.Join(b.actions(), " "), "precheck precheck", "precheck")
	check(t, "written", strings.Replace(got, "endpoint endpoint", "endpoint", 1), copyOfDatabases) // storing them again is safe
	if kept, err := b.session.client.Copyings(); err != nil || len(kept) != 0 {
		t.Errorf("%+v, %v", kept, err)
	}
	for _, e := range entriesOf(t, b.session.journal) {
		if e.Unresolved() && e.Op != string(model.SaveEnds) {
			t.Errorf("%s of %v was never settled", e.Op, e.Job)
		}
	}
	if one := b.service.Named("orders-copy-01"); len(one) != 1 || one[0] != r.Copy.ID.Raw() {
		t.Errorf("%v, and the report tells of %v", one, r.Copy.ID)
	}
	return troubled
}
