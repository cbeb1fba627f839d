package client_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"drover/client"
	"drover/model"
)

// Who goes on with a copying does not wait for the journal: another drover may keep it for
// seconds. The course waits, and rests with a sentence where it is in vain: what it sent
// before is not known then.
func TestGoingOnDoesNotWaitForTheJournal(t *testing.T) {
	service := newTransfers("photos")
	refused := atomic.Bool{}
	service.trouble = func(op string, _ int) string {
		if op == string(model.Delete) && !refused.Swap(true) { // the last of four steps that sent something
			return "refuse"
		}
		return ""
	}
	f := newFixture(t, service)
	k := f.begin(f.copyOfTransfer(model.FateGoes))
	over(k)
	file, err := os.OpenFile(filepath.Join(f.dir, "journal.jsonl"), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	begun, wrote := time.Now(), service.wrote()
	k, err = f.client.GoOn(t.Context(), k.ID(), client.CopyInput{})
	if took := time.Since(begun); err != nil || took > time.Second {
		t.Errorf("it took %v, %v", took, err)
	}
	r := over(k)
	if took := time.Since(begun); took > 6*time.Second { // of four seconds at most for one look
		t.Errorf("it rested after %v", took)
	}
	if r.Done() || !strings.Contains(r.Rests, "the journal could not be read: another drover") {
		t.Errorf("%s: %s", tale(r), r.Rests)
	}
	check(t, "written", service.wrote(), wrote)
	_ = file.Close()
	r = f.goOn(k.ID(), client.CopyInput{})
	if !r.Done() {
		t.Errorf("%s: %s", tale(r), r.Rests)
	}
}
