package sim_test

import (
	"slices"
	"testing"
	"time"

	"drover/client/sim"
)

// course is every status a started job goes through, by the second.
func course(s *service, clock *clock, id string) []string {
	s.t.Helper()
	if g := s.start(id, ""); g.refusals(s.t)[id] != "success" {
		s.t.Fatalf("start: %s", g.body)
	}
	var seen []string
	for range 150 {
		status := s.Status(id)
		if len(seen) == 0 || seen[len(seen)-1] != status {
			seen = append(seen, status)
		}
		clock.forward(time.Second)
	}
	return seen
}

func TestCourseOfAStartedJob(t *testing.T) {
	for name, want := range map[string][]string{
		"wave2-shop-01": {"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"},
		"archive":       {"STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE"},
		"events":        {"STARTJOBING", "INCRE_TRANSFER_STARTED"},
	} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		id := s.ID(map[string]string{"archive": "billing-ora-archive-2019-2024-eu", "events": "events-kafka-01"}[name])
		if id == "" {
			id = s.ID(name)
		}
		s.Set(id, "CONFIGURATION")
		if got := course(s, clock, id); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestPercentRisesAndLagWanders(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("wave2-shop-01")
	s.start(id, "")
	clock.forward(4 * time.Second)
	first := s.ask("batch-progress", id).list(t, "results")[0]
	clock.forward(30 * time.Second)
	second := s.ask("batch-progress", id).list(t, "results")[0]
	if first["progress"] == second["progress"] || second["progress"] == "100" || first["transfer_status"] != "FULL_TRANSFER_STARTED" {
		t.Errorf("progress %v, then %v", first, second)
	}
	lags := map[any]bool{}
	for range 20 {
		clock.forward(10 * time.Second)
		lags[s.ask("batch-progress", s.ID("orders-prod-sync-02")).list(t, "results")[0]["incre_trans_delay"]] = true
	}
	if len(lags) < 5 {
		t.Errorf("the lag stands still: %v", lags)
	}
	one := s.ask("batch-progress", s.ID("orders-prod-sync-03")).body
	if two := s.ask("batch-progress", s.ID("orders-prod-sync-03")).body; string(one) != string(two) {
		t.Errorf("two readings of one moment differ: %s %s", one, two)
	}
}

func TestScheduledJobStartsByItself(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("ledger-pg-02")
	s.wantStatus(id, "WAITING_FOR_START")
	clock.forward(48 * time.Minute)
	s.wantStatus(id, "STARTJOBING")
	clock.forward(10 * time.Second)
	s.wantStatus(id, "FULL_TRANSFER_STARTED")
}

func TestFrozenJobsMoveByReadings(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("wave2-shop-01")
	s.start(id, "")
	s.ask("batch-progress", id) // no reading of the status
	s.wantStatus(id, "STARTJOBING")
	for range 5 {
		s.wantStatus(id, "FULL_TRANSFER_STARTED")
	}
	if p := s.ask("batch-progress", id).list(t, "results")[0]; p["progress"] != "1" {
		t.Errorf("a frozen job rests at 1 %%: %v", p)
	}
	if at := s.get("/v5/p1/jobs?job_type=sync").header.Get("Date"); at != "Sat, 14 Mar 2026 03:12:00 GMT" {
		t.Errorf("the clock does not stand: %s", at)
	}
	before := s.get("/v5/p1/jobs?job_type=sync&limit=100").body
	if after := s.get("/v5/p1/jobs?job_type=sync&limit=100").body; string(before) != string(after) {
		t.Error("a reading of the list moves jobs that nobody started")
	}
}

func TestSetForcesAndGivesBack(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("orders-prod-sync-02")
	s.Set(id, "REBUILD_NODE_FAILED")
	s.wantStatus(id, "REBUILD_NODE_FAILED")
	s.Set(id, "")
	s.wantStatus(id, "INCRE_TRANSFER_STARTED")
	s.Set("nobody", "PAUSING") // must not panic
}
