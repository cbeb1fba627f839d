package sim_test

import (
	"reflect"
	"strconv"
	"testing"
	"time"

	"drover/client/sim"
)

func TestStartAppliesAndTells(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	now, later := s.ID("wave2-shop-01"), s.ID("wave2-shop-02")
	at := strconv.FormatInt(clock.read().Add(time.Hour).UnixMilli(), 10)
	g := s.start(now, "", later, at)
	if g.status != 202 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	applied := s.Applied()
	if len(applied) != 2 {
		t.Fatalf("applied: %+v", applied)
	}
	want := sim.Applied{Op: "V3BatchStartJobs", JobID: later, Action: "start", StartTime: at, At: clock.read(), RequestID: g.header.Get("X-Request-Id"), Seq: 2}
	if applied[0].JobID != now || applied[0].StartTime != "" || !reflect.DeepEqual(applied[1], want) {
		t.Errorf("applied: %+v", applied)
	}
	s.wantStatus(now, "STARTJOBING")
	s.wantStatus(later, "WAITING_FOR_START")
	if again := s.start(now, ""); again.refusals(t)[now] != "DRS.M00304" || len(s.Applied()) != 2 {
		t.Errorf("a second start: %s", again.body)
	}
	clock.forward(time.Hour)
	s.wantStatus(later, "STARTJOBING")
}

func TestStartRefusals(t *testing.T) {
	clock := newClock()
	s := unchecked(t, sim.Options{Jobs: 60, Now: clock.read})
	past := strconv.FormatInt(clock.read().Add(-time.Minute).UnixMilli(), 10)
	for _, c := range []struct{ name, at, code string }{
		{"orders-prod-sync-02", "", "DRS.M00304"},
		{"ledger-pg-02", "", "DRS.M00304"},
		{"audit-stream", "", "DRS.M00304"},
		{"wave0-pilot", "", "DRS.M05004"},
		{"orders-dr-parent", "", "DRS.M00307"},
		{"catalog-mongo-01", "", "DRS.M00305"},
		{"hr-payroll-copy", "", "DRS.M00305"},
		{"wave2-shop-01", past, "DRS.M00305"},
		{"wave2-shop-01", "soon", "DRS.M00202"},
		{"wave2-shop-01", "1700000000", "DRS.M00202"},
		{"nobody", "", "DRS.M00289"},
	} {
		id := s.ID(c.name)
		if id == "" {
			id = c.name
		}
		if g := s.start(id, c.at); g.status != 202 || g.refusals(t)[id] != c.code {
			t.Errorf("%s %q: %d %s, want %s", c.name, c.at, g.status, g.body, c.code)
		}
	}
	if applied := s.Applied(); len(applied) != 0 {
		t.Errorf("applied: %+v", applied)
	}
}

func TestStartRequestsAreClosed(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID("wave2-shop-01")
	for _, c := range []struct{ body, code string }{
		{`{"jobs":[{"job_id":"` + id + `","startTime":"1"}]}`, "DRS.M00202"},
		{`{"jobs":[{"Job_ID":"` + id + `"}]}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `","job_id":"x"}]}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `","start_time":null}]}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `","start_time":1700000000000}]}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `"}],"force":true}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `"}]} {}`, "DRS.M00202"},
		{`{"jobs":[{"job_id":"` + id + `"},{"job_id":"` + id + `"}]}`, "DRS.M00301"},
		{`{"jobs":[{"start_time":""}]}`, "DRS.M00201"},
		{`{"jobs":[]}`, "DRS.M00201"},
		{`{}`, "DRS.M00201"},
		{`[]`, "DRS.M00202"},
		{``, "DRS.M00202"},
		{`{"jobs":[`, "DRS.M00202"},
	} {
		if g := s.post("/v3/p1/jobs/batch-starting", c.body); g.status != 400 || g.code(t) != c.code {
			t.Errorf("%s: %d %s, want %s", c.body, g.status, g.body, c.code)
		}
	}
	if applied := s.Applied(); len(applied) != 0 {
		t.Errorf("applied: %+v", applied)
	}
}

func TestBusyOnceIsAcceptedOnRetry(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("billing-ora-03")
	if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M01504" {
		t.Errorf("first: %s", g.body)
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("second: %s", g.body)
	}
	if applied := s.Applied(); len(applied) != 1 {
		t.Errorf("applied: %+v", applied)
	}
}

func TestBackwardHalfNeedsItsForwardHalf(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("orders-dr-backward")
	s.Set(s.ID("orders-dr-forward"), "INCRE_TRANSFER_FAILED")
	if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M00305" {
		t.Errorf("without its forward half: %s", g.body)
	}
	s.Set(s.ID("orders-dr-forward"), "")
	if g := s.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("with it: %s", g.body)
	}
}
