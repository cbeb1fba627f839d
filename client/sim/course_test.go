package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// through is every status a job goes through by the second, for so many.
func through(s *service, clock *clock, id string, seconds int) []string {
	var seen []string
	for range seconds {
		if status := s.Status(id); len(seen) == 0 || seen[len(seen)-1] != status {
			seen = append(seen, status)
		}
		clock.forward(time.Second)
	}
	return seen
}

func TestActsMoveJobs(t *testing.T) {
	running := []string{"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"}
	for _, c := range []struct {
		name, job, letter string
		want              []string
	}{
		{"a pause takes a moment", "orders-prod-sync-02", "P", []string{"INCRE_TRANSFER_STARTED", "PAUSING"}},
		{"a failed incremental phase recovers", "orders-prod-sync-01", "R", []string{"STARTJOBING", "INCRE_TRANSFER_STARTED"}},
		{"a full destination fails again", "payments-ora-01", "R", []string{"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED"}},
		{"a paused job goes on", "ledger-pg-01", "R", []string{"STARTJOBING", "INCRE_TRANSFER_STARTED"}},
		{"a failed start starts", "stock-taurus-01", "R", running},
		{"an end takes a while", "orders-prod-sync-02", "Q", []string{"RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_COMPLETE"}},
		{"a scheduled job ends", "ledger-pg-02", "Q", []string{"RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_COMPLETE"}},
	} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		id := s.ID(c.job)
		if took, code := jobOperations()[c.letter].v3(s, id).took(t); !took {
			t.Errorf("%s: refused with %s", c.name, code)
		}
		if got := through(s, clock, id, 120); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestMendedJobsRecover(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("payments-ora-01")
	s.Mend(id)
	s.act(id, "restart", nil)
	want := []string{"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"}
	if got := through(s, clock, id, 120); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// TestProgressGoesOn: what was copied stays copied over a pause, and the lag
// holds what was written meanwhile, then falls.
func TestProgressGoesOn(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("wave2-shop-01")
	progress := func(member string) int { return whole(s.ask("batch-progress", id).list(t, "results")[0][member]) }
	s.start(id, "")
	clock.forward(30 * time.Second)
	before := progress("progress")
	s.act(id, "stop", nil)
	if took, code := s.act(id, "stop", nil).took(t); took || code != "DRS.M01504" {
		t.Errorf("a second pause while the first is under way: %v %s", took, code)
	}
	clock.forward(10 * time.Minute)
	paused := progress("progress")
	s.act(id, "restart", nil)
	clock.forward(5 * time.Second)
	if after := progress("progress"); before < 10 || paused < before || paused > before+3 || after < paused || after > paused+6 {
		t.Errorf("%d %%, paused at %d %%, then %d %%", before, paused, after)
	}
	clock.forward(2 * time.Minute)
	s.wantStatus(id, "INCRE_TRANSFER_STARTED")
	s.act(id, "stop", nil)
	clock.forward(10 * time.Minute)
	s.act(id, "restart", nil)
	clock.forward(4 * time.Second)
	behind := progress("incre_trans_delay")
	clock.forward(5 * time.Second)
	closer := progress("incre_trans_delay")
	clock.forward(time.Minute)
	if caught := progress("incre_trans_delay"); behind < 500 || behind > 605 || closer >= behind || closer < 300 || caught > 10 {
		t.Errorf("%d s behind after ten minutes of pause, then %d s, then %d s", behind, closer, caught)
	}
	names := []string{}
	for _, e := range s.get("/v5/p1/jobs/"+id+"/timelines?limit=100").list(t, "timelines") {
		names = append(names, fmt.Sprint(e["name"]))
	}
	slices.Reverse(names)
	if want := "CREATE PRE_CHECK START PAUSE RETRY FULL_TRANSFER INCRE_TRANSFER PAUSE RETRY INCRE_TRANSFER"; strings.Join(names, " ") != want {
		t.Errorf("the timeline tells %v, want %s", names, want)
	}
}

func TestResetNeedsItsPreCheck(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("payments-ora-01")
	retry := map[string]any{"precheck_mode": "forRetryJob"}
	reset := func(want string) {
		t.Helper()
		if _, code := s.act(id, "reset", nil).took(t); code != want {
			t.Errorf("reset: %q, want %q", code, want)
		}
	}
	reset("DRS.M00305")
	s.act(id, "precheck", retry)
	reset("DRS.M00305")
	clock.forward(4 * time.Second)
	reset("DRS.M00305") // no space: 92 %
	clock.forward(20 * time.Second)
	s.act(id, "precheck", retry)
	clock.forward(4 * time.Second)
	reset("")
	if got := through(s, clock, id, 2); !slices.Equal(got, []string{"STARTJOBING"}) {
		t.Errorf("%v", got)
	}
	clock.forward(8 * time.Second)
	if p := whole(s.ask("batch-progress", id).list(t, "results")[0]["progress"]); p > 20 {
		t.Errorf("%d %% eight seconds after a reset: it begins again", p)
	}
	clock.forward(2 * time.Minute)
	s.act(id, "stop", nil)
	clock.forward(2 * time.Second)
	reset("DRS.M00305") // the pre-check was that of the last reset
}

// TestFrozenActsMoveByReadings: in a frozen world nothing but a reading moves
// a job on.
func TestFrozenActsMoveByReadings(t *testing.T) {
	for _, c := range []struct {
		job, letter string
		want        []string
	}{
		{"orders-prod-sync-02", "P", []string{"PAUSING", "PAUSING"}},
		{"orders-prod-sync-01", "R", []string{"STARTJOBING", "INCRE_TRANSFER_STARTED", "INCRE_TRANSFER_STARTED"}},
		{"payments-ora-01", "R", []string{"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "FULL_TRANSFER_FAILED"}},
		{"orders-prod-sync-02", "Q", []string{"RELEASE_RESOURCE_STARTED", "RELEASE_RESOURCE_COMPLETE", "RELEASE_RESOURCE_COMPLETE"}},
	} {
		s := serve(t, sim.Options{Freeze: true})
		id := s.ID(c.job)
		jobOperations()[c.letter].v3(s, id)
		for n, want := range c.want {
			if got := s.ask("batch-status", id).list(t, "results")[0]["status"]; got != want {
				t.Errorf("%s of %s, reading %d: %v, want %s", c.letter, c.job, n+1, got, want)
			}
		}
	}
}
