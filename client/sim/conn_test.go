package sim_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"drover/client/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestServiceInABubble(t *testing.T) {
	outside, err := sim.New(sim.Options{Latency: time.Minute, Fault: "hang@V3BatchStartJobs"})
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		wire := &http.Transport{DialContext: outside.Dial}
		s := &service{Sim: outside, t: t, client: &http.Client{Transport: wire}, token: "sim-token"}
		begin := time.Now()
		if g := s.ask("batch-status", s.ID("hr-payroll")); g.status != 200 || time.Since(begin) != time.Minute {
			t.Errorf("%d after %v", g.status, time.Since(begin))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		body := strings.NewReader(`{"jobs":[{"job_id":"` + s.ID("wave2-shop-01") + `"}]}`)
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://sim/v3/p1/jobs/batch-starting", body)
		if err != nil {
			t.Fatal(err)
		}
		if g := s.do(r); g.err == nil || time.Since(begin) != time.Hour+time.Minute || len(s.Applied()) != 1 {
			t.Errorf("%+v after %v", g, time.Since(begin))
		}
		wire.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

func TestCloseEndsWhatHangs(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "hang"})
	arrived, answered := make(chan bool, 1), make(chan got)
	s.Script(func(string, int) string {
		arrived <- true
		return ""
	})
	go func() { answered <- s.get("/v5/p1/jobs?job_type=sync") }()
	<-arrived
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if g := <-answered; g.err == nil {
		t.Errorf("answered %d", g.status)
	}
	if g := s.get("/v5/p1/jobs?job_type=sync"); g.err == nil {
		t.Error("a closed service answers")
	}
}
