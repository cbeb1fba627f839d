package client_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"drover/client"
	"drover/model"
)

// Drover may be killed at any request: whatever it left on the disk, the next one goes on
// where it stopped.
func TestACopyingSurvivesADeathAtAnyRequest(t *testing.T) {
	stride := 7
	if os.Getenv("DROVER_SOAK") == "1" {
		stride = 1
	}
	deaths := 0
	for n := 1; ; n += stride {
		died := false
		t.Run(fmt.Sprintf("request %d", n), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { died = deathAt(t, n) })
		})
		if !died {
			break
		}
		deaths++
	}
	if deaths < 5 {
		t.Errorf("there were %d deaths", deaths)
	}
}

// deathAt kills the drover at a request, counted from the beginning of the copying.
func deathAt(t *testing.T, n int) (died bool) {
	b, service := simulatedCopies(t)
	defer func() {
		b.end()
		if err := service.Close(); err != nil {
			t.Error(err)
		}
	}()
	var mu sync.Mutex
	requests, counting, killed := 0, false, make(chan struct{})
	service.Script(func(string, int) string {
		mu.Lock()
		defer mu.Unlock()
		if !counting {
			return ""
		}
		if requests++; requests == n {
			died = true
			close(killed)
			return "hang"
		}
		return ""
	})
	id := service.ID("wave1-cms-02")
	service.Set(id, "INCRE_TRANSFER_STARTED")
	c := b.session.copyOf(id, "orders-copy-01")
	c.Fate, c.Secrets = model.FateGoes, secretsOf(c.Original)
	mu.Lock()
	counting = true
	mu.Unlock()
	k := b.killed(b.session.begin(c), killed)
	b.goOn(k, c.Secrets)
	check(t, "written", strings.Replace(once(wroteOn(service)), "precheck precheck", "precheck", 1), copyOfDatabases)
	return died
}

// A copying that asks for passwords goes on once they are typed, or without the step.
func TestACopyingAsksForPasswords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, service := simulatedCopies(t)
		defer func() {
			b.end()
			_ = service.Close()
		}()
		c := b.session.copyOf(service.ID("wave1-cms-02"), "orders-copy-01")
		k := b.session.begin(c)
		r := over(k)
		if s := r.Step(model.CopyEnds); s.State != model.CopyAsks || r.Rests != s.Why || !strings.Contains(s.Why, "2 passwords") {
			t.Fatalf("%s: %s", tale(r), r.Rests)
		}
		if _, err := b.session.client.GoOn(t.Context(), "nothing", client.CopyInput{}); err == nil {
			t.Error("what is not there goes on")
		}
		r = b.session.goOn(k.ID(), client.CopyInput{Skip: true})
		check(t, "the next that needs them", fmt.Sprint(r.Step(model.CopyTest).State), fmt.Sprint(model.CopyAsks))
		r = b.session.goOn(k.ID(), client.CopyInput{Secrets: secretsOf(c.Original)})
		check(t, "steps", tale(r), "clone done, configuration done, compare done, endpoints done, description done, test connection done, pre-check done")
		check(t, "written: what is typed is stored", wroteOn(service), "clone description endpoint precheck")
	})
}

// One drover is at a copying at a time, and what it steps over is not skipped.
func TestACopyingBelongsToOneDrover(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, service := simulatedCopies(t)
		defer func() {
			b.end()
			_ = service.Close()
		}()
		k, c := b.begun(service)
		other := &fixture{T: t, dir: b.dir, backend: b.session.backend}
		other.open()
		defer other.close()
		if kept, err := other.client.Copyings(); err != nil || len(kept) != 1 || !kept[0].Busy {
			t.Errorf("%+v, %v", kept, err)
		}
		if _, err := other.client.GoOn(t.Context(), k.ID(), client.CopyInput{}); err == nil {
			t.Error("two drovers are at it")
		}
		if err := other.client.DropCopying(k.ID()); err == nil {
			t.Error("it was dropped while a drover is at it")
		}
		k.Stop()
		r := over(k)
		check(t, "rests", r.Rests, "you asked to send no more")
		if _, err := other.client.GoOn(t.Context(), k.ID(), client.CopyInput{Skip: true}); err == nil {
			t.Error("a step was left out without which it is not whole")
		}
		r = other.goOn(k.ID(), client.CopyInput{Secrets: c.Secrets})
		if !r.Done() || r.Count().Sent != 7 {
			t.Errorf("%s: %s, %+v", tale(r), r.Rests, r.Count())
		}
		check(t, "written", wroteOn(service), copyOfDatabases)
	})
}

// A login that has ended is no failure: the copying rests, and says so.
func TestACopyingRestsWhenTheLoginEnds(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		service.trouble = func(_ string, n int) string {
			if n == 2 {
				return "login"
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateRests))
		r := over(k)
		check(t, "written", service.wrote(), "clone")
		if s := r.Step(model.CopyRest); s.State != model.CopyUnsent || r.Rests == "" || !r.Login {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
		if err := f.client.DropCopying(k.ID()); err != nil {
			t.Error(err)
		}
		if kept, err := f.client.Copyings(); err != nil || len(kept) != 0 || len(f.client.Courses()) != 0 {
			t.Errorf("%+v, %v", kept, err)
		}
	})
}

// Leaving drover in the middle of a copying takes no further step; the next start goes on.
func TestACopyingWaitsForTheNextStart(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		reached := make(chan struct{})
		service.trouble = func(op string, _ int) string {
			if op == "edit" {
				close(reached)
				service.trouble = nil
			}
			return ""
		}
		k := f.begin(f.copyOfTransfer(model.FateGoes))
		<-reached
		f.close()
		r := over(k)
		check(t, "rests", r.Rests, "drover is closing")
		f.open()
		kept, err := f.client.Copyings()
		if err != nil || len(kept) != 1 || kept[0].Busy || kept[0].Step == "" || kept[0].CopyName != "photos, again" {
			t.Fatalf("%+v, %v", kept, err)
		}
		if r = f.goOn(kept[0].ID, client.CopyInput{}); !r.Done() {
			t.Errorf("%s: %s", tale(r), r.Rests)
		}
		check(t, "written", service.wrote(), "clone edit edit delete")
	})
}

// Nothing is copied where nothing can be written down, or where nothing may be sent.
func TestNoCopyWithoutAJournal(t *testing.T) {
	transferring(t, func(t *testing.T, f *fixture, service *transfers) {
		c := f.copyOfTransfer(model.FateStays)
		for _, o := range []client.Options{{}, {Journal: f.journal, Place: client.Place{ReadOnly: true}}} {
			other := client.New(service, o)
			if _, err := other.Copy(t.Context(), c); err == nil {
				t.Errorf("%+v copies", o.Place)
			}
			if err := other.Close(); err != nil {
				t.Error(err)
			}
		}
		bad := c
		bad.Name = ""
		if _, err := f.client.Copy(t.Context(), bad); err == nil {
			t.Error("a copy without a name")
		}
		check(t, "written", service.wrote(), "")
	})
}

// Of the step that a death ended the disk says that nobody knows what came of it; the others
// are to come.
func TestTheStepThatADeathEndedIsToldApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, service := simulatedCopies(t)
		defer func() {
			b.end()
			_ = service.Close()
		}()
		killed := make(chan struct{})
		service.Script(func(op string, _ int) string {
			if op != "CopyJob" {
				return ""
			}
			close(killed)
			return "hang"
		})
		k, _ := b.begun(service)
		<-killed
		time.Sleep(time.Second)
		b.kill()
		<-k.Done()
		kept, err := b.session.client.Copyings()
		if err != nil || len(kept) != 1 {
			t.Fatalf("%+v, %v", kept, err)
		}
		for i, s := range kept[0].Report.Steps {
			want := ""
			if i == 0 {
				want = "it was under way when drover ended: what came of it is looked for first"
			}
			check(t, string(s.Step.Kind), s.Why, want)
		}
	})
}
