package client_test

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"drover/client"
	"drover/client/sim"
	"drover/model"
)

// A copy that is described is no course: it is read by one drover at a time, and nothing
// of it goes before it is sent.
func TestADescribedCopyIsNoCourse(t *testing.T) {
	onTransfers(t, func(b *copyBench, service *sim.Sim) {
		c, copying := b.session.client, b.moved(service)
		copying.Name = "any\u202ename, half typed "
		id := c.NewIntent()
		if err := c.KeepCopy(id, copying); err != nil {
			t.Fatal(err)
		}
		kept, err := c.Copyings()
		if err != nil || len(kept) != 1 || !kept[0].Described || !kept[0].Busy || kept[0].Err != nil || kept[0].CopyName != model.Clean(copying.Name) {
			t.Fatalf("%+v, %v", kept, err)
		}
		if _, err := c.KeptCopy(id); err == nil {
			t.Error("two pages have it")
		}
		c.LeaveCopy(id)
		if _, err := c.GoOn(t.Context(), id, client.CopyInput{}); err == nil {
			t.Error("what was not sent is gone on with")
		}
		back, err := c.KeptCopy(id)
		if err != nil || back.Name != copying.Name || back.Fate != copying.Fate {
			t.Fatalf("%+v, %v", back, err)
		}
		was, _ := copying.Edit(model.SectionCopy)
		is, _ := back.Edit(model.SectionCopy)
		for _, key := range was.Changed() {
			if was.Get(key) != is.Get(key) {
				t.Errorf("%s: %q, want %q", key, is.Get(key), was.Get(key))
			}
		}
		if err := c.DropCopy(id); err != nil {
			t.Fatal(err)
		}
		if err := c.KeepCopy(id, copying); err != nil { // it was on its way
			t.Fatal(err)
		}
		if kept, err := c.Copyings(); err != nil || len(kept) != 0 {
			t.Errorf("%+v, %v", kept, err)
		}
		check(t, "written", wroteOn(service), "")
	})
}

// Where the disk makes one described copy wait, no other one waits with it.
func TestDescribedCopiesDoNotWaitForEachOther(t *testing.T) {
	f := newFixture(t, newTransfers("photos")) // in real time: it is the kernel's lock that waits
	c, copying := f.client, f.copyOfTransfer(model.FateStays)
	other, held := c.NewIntent(), c.NewIntent()
	if err := c.KeepCopy(other, copying); err != nil {
		t.Fatal(err)
	}
	lock, err := os.OpenFile(filepath.Join(f.dir, "copies", held+".lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	var under sync.WaitGroup
	var over atomic.Bool
	under.Go(func() { // each of them waits for 50 ms
		for !over.Load() {
			if err := c.KeepCopy(held, copying); !errors.Is(err, client.ErrCopyBusy) {
				t.Errorf("%v", err)
			}
		}
	})
	time.Sleep(20 * time.Millisecond)
	var took time.Duration
	for range 20 {
		time.Sleep(5 * time.Millisecond)
		begun := time.Now()
		c.LeaveCopy(other)
		took += time.Since(begun)
	}
	if took > 250*time.Millisecond {
		t.Errorf("twenty took %v", took)
	}
	over.Store(true)
	under.Wait()
}
