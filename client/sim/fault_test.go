package sim_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
)

// faultAnswers is what each fault that ends in an answer does to a start of
// two jobs; applied is how many of them the service may have started.
func TestFaultsThatAnswer(t *testing.T) {
	for _, c := range []struct {
		spec    string
		status  int
		code    string
		applied []int
	}{
		{"429:1500ms", 429, "APIGW.0308", []int{0}},
		{"401", 401, "APIGW.0301", []int{0}},
		{"expire", 401, "APIGW.0301", []int{0}},
		{"403", 403, "DRS.M00102", []int{0}},
		{"403:DRS.M00100", 403, "DRS.M00100", []int{0}},
		{"400:DRS.M00300", 400, "DRS.M00300", []int{0}},
		{"500", 500, "DRS.M00004", []int{0, 2}},
		{"503", 503, "APIGW.0201", []int{0, 2}},
		{"garbage", 400, "DRS.M00305", []int{0}},
		{"redirect", 307, "SIM.REDIRECT", []int{0}},
		{"m00004", 500, "DRS.M00004", []int{2}},
		{"m01503", 400, "DRS.M01503", []int{0}},
		{"m01504", 202, "DRS.M01504", []int{0, 1, 2}},
		{"m05066", 200, "DRS.M05066", []int{0, 2}},
	} {
		applied := map[int]bool{}
		for seed := range int64(12) {
			s := unchecked(t, sim.Options{Fault: c.spec + "@V3BatchStartJobs", Seed: seed + 1})
			g := s.start(s.ID("wave2-shop-01"), "", s.ID("wave2-shop-02"), "")
			if g.status != c.status || g.code(t) != c.code || g.header.Get("X-Sim-Fault") == "" {
				t.Errorf("%s: %d %s", c.spec, g.status, g.body)
			}
			applied[len(s.Applied())] = true
		}
		var got []int
		for n := range applied {
			got = append(got, n)
		}
		if slices.Sort(got); !slices.Equal(got, c.applied) {
			t.Errorf("%s: applied %v, want %v", c.spec, got, c.applied)
		}
	}
}

func TestThrottledCallsNameTheirWait(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "429:1500ms@ListJobs/2"})
	path := "/v5/p1/jobs?job_type=sync"
	one, two, three := s.get(path), s.get(path), s.get(path)
	if one.status != 200 || two.status != 429 || two.header.Get("Retry-After") != "2" || three.status != 200 {
		t.Errorf("%d %d %q %d", one.status, two.status, two.header.Get("Retry-After"), three.status)
	}
}

// A limit refuses what comes beyond it within any second, not within each.
func TestLimitSlides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := unchecked(t, sim.Options{Fault: "limit:2@ListJobs,limit:4"})
		ask := func() string {
			g := s.get("/v5/p1/jobs?job_type=sync")
			return fmt.Sprint(g.status, g.header.Get("Retry-After"))
		}
		for _, c := range []struct {
			after time.Duration
			want  string
		}{
			{0, "200"}, {900 * time.Millisecond, "200"}, {100 * time.Millisecond, "200"}, // a second after the first
			{100 * time.Millisecond, "4291"}, {time.Second, "200"}, {0, "200"}, {0, "4291"},
		} {
			time.Sleep(c.after)
			if got := ask(); got != c.want {
				t.Errorf("after %v: %s, want %s", c.after, got, c.want)
			}
		}
		if g := s.ask("batch-status", s.ID("hr-payroll")); g.status != 200 {
			t.Errorf("the fourth call: %d", g.status)
		}
		if g := s.ask("batch-status", s.ID("hr-payroll")); g.status != 429 || g.code(t) != "APIGW.0308" {
			t.Errorf("the fifth call, whatever it is: %d", g.status)
		}
	})
}

func TestExpiredTokenStaysDead(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "expire@ListJobs/2"})
	path := "/v5/p1/jobs?job_type=sync"
	if a, b, c := s.get(path).status, s.get(path).status, s.ask("batch-status", s.ID("hr-payroll")).status; a != 200 || b != 401 || c != 401 {
		t.Errorf("%d %d %d", a, b, c)
	}
	s.token = "sim-token-2"
	if g := s.get(path); g.status != 200 {
		t.Errorf("the next token: %s", g.body)
	}
	if g := s.get(path); g.status != 401 || !strings.Contains(string(g.body), "sim-token-3") {
		t.Errorf("its end: %s", g.body)
	}
}

func TestFaultsThatCutTheWire(t *testing.T) {
	for spec, applied := range map[string]int{"reset-before": 0, "reset-after": 1} {
		s := unchecked(t, sim.Options{Fault: spec + "@V3BatchStartJobs"})
		if g := s.start(s.ID("wave2-shop-01"), ""); g.err == nil || g.status != 0 || len(s.Applied()) != applied {
			t.Errorf("%s: %+v, applied %d", spec, g, len(s.Applied()))
		}
		if last := s.Requests()[len(s.Requests())-1]; last.Op != "V3BatchStartJobs" || last.Status != 0 {
			t.Errorf("%s: on record as %+v", spec, last)
		}
	}
	s := unchecked(t, sim.Options{Fault: "cut@V3BatchStartJobs"})
	g := s.start(s.ID("wave2-shop-01"), "")
	if !errors.Is(g.err, io.ErrUnexpectedEOF) || g.status != 202 || len(g.body) == 0 || len(s.Applied()) != 1 {
		t.Errorf("cut: %d %q %v", g.status, g.body, g.err)
	}
}

func TestHangingCallsWaitForTheClient(t *testing.T) {
	for spec, applied := range map[string]int{"hang": 1, "hang-before": 0} {
		s := unchecked(t, sim.Options{Fault: spec + "@V3BatchStartJobs"})
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		body := strings.NewReader(`{"jobs":[{"job_id":"` + s.ID("wave2-shop-01") + `"}]}`)
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://sim/v3/p1/jobs/batch-starting", body)
		if err != nil {
			t.Fatal(err)
		}
		if g := s.do(r); !errors.Is(g.err, context.DeadlineExceeded) {
			t.Errorf("%s: %+v", spec, g)
		}
		cancel()
		if len(s.Applied()) != applied {
			t.Errorf("%s: applied %d", spec, len(s.Applied()))
		}
	}
}

func TestFaultsThatAreNoAnswer(t *testing.T) {
	const limit = 8 << 20
	for spec, wrong := range map[string]func(got) bool{
		"html": func(g got) bool {
			return g.status == 200 && strings.HasPrefix(g.header.Get("Content-Type"), "text/html")
		},
		"502":   func(g got) bool { return g.status == 502 && bytes.Contains(g.body, []byte("<html>")) },
		"504":   func(g got) bool { return g.status == 504 },
		"empty": func(g got) bool { return g.status == 200 && len(g.body) == 0 },
		"deep":  func(g got) bool { return g.status == 200 && bytes.Count(g.body, []byte("[")) == 100000 },
		"huge":  func(g got) bool { return g.status == 200 && len(g.body) > limit },
		"huge:gzip": func(g got) bool {
			r, err := gzip.NewReader(bytes.NewReader(g.body))
			if err != nil {
				return false
			}
			n, err := io.Copy(io.Discard, io.LimitReader(r, 1<<30))
			return err == nil && n > limit && len(g.body) < limit/8
		},
	} {
		s := unchecked(t, sim.Options{Fault: spec})
		if g := s.get("/v5/p1/jobs?job_type=sync"); g.err != nil || !wrong(g) {
			t.Errorf("%s: %d %v %.80q (%d bytes)", spec, g.status, g.err, g.body, len(g.body))
		}
	}
}

func TestFaultsOfItems(t *testing.T) {
	names := []string{"wave2-shop-01", "wave2-shop-02", "wave2-shop-03"}
	run := func(fault string) (*service, []string, []string) {
		s := unchecked(t, sim.Options{Fault: fault})
		var pairs, order []string
		for _, n := range names {
			pairs = append(pairs, s.ID(n), "")
		}
		for _, e := range s.start(pairs...).list(t, "results") {
			id, _ := e["id"].(string)
			order = append(order, id)
		}
		return s, []string{s.ID(names[0]), s.ID(names[1]), s.ID(names[2])}, order
	}
	if s, ids, order := run("missing:wave2-shop-02"); !slices.Equal(order, []string{ids[0], ids[2]}) || len(s.Applied()) != 3 {
		t.Errorf("missing by name: %v", order)
	}
	if s, _, order := run("missing:2@V3BatchStartJobs"); len(order) != 1 || len(s.Applied()) != 3 {
		t.Errorf("missing two: %v", order)
	}
	if _, ids, order := run("dup"); !slices.Equal(order, slices.Concat(ids, ids)) {
		t.Errorf("dup: %v", order)
	}
	_, ids, order := run("shuffle")
	if slices.Equal(order, ids) {
		t.Errorf("shuffle leaves the order: %v", order)
	}
	if slices.Sort(order); !slices.Equal(order, slices.Sorted(slices.Values(ids))) {
		t.Errorf("shuffle loses an id: %v", order)
	}
}

func TestFailingItemsAreNotApplied(t *testing.T) {
	for _, c := range []struct{ arg, victim, code string }{
		{"wave2-shop-02", "wave2-shop-02", "DRS.M00305"},
		{"DRS.M01504", "wave2-shop-01", "DRS.M01504"},
	} {
		s := serve(t, sim.Options{Fault: "fail:" + c.arg + "@V3BatchStartJobs"})
		g := s.start(s.ID("wave2-shop-01"), "", s.ID("wave2-shop-02"), "")
		if applied := s.Applied(); g.refusals(t)[s.ID(c.victim)] != c.code || len(applied) != 1 || applied[0].JobID == s.ID(c.victim) {
			t.Errorf("fail:%s: %s, applied %+v", c.arg, g.body, applied)
		}
	}
	s := serve(t, sim.Options{Fault: "fail:hr-payroll@V3BatchListJobStatus"})
	if g := s.ask("batch-status", s.ID("hr-payroll"), s.ID("geo-cache")); g.refusals(t)[s.ID("hr-payroll")] != "DRS.M00305" {
		t.Errorf("batch-status: %s", g.body)
	}
}

func TestSingleM01504IsARefusal(t *testing.T) {
	for seed := range int64(20) {
		s := unchecked(t, sim.Options{Fault: "m01504@V3BatchStartJobs", Seed: seed + 1})
		if g := s.start(s.ID("wave2-shop-01"), ""); g.status != 202 || len(s.Applied()) != 0 {
			t.Errorf("seed %d: %d %s, applied %v", seed+1, g.status, g.body, s.Applied())
		}
	}
}

func TestDriftIsNobodysWrite(t *testing.T) {
	s := serve(t, sim.Options{Fault: "drift/1"})
	before := rows(s)
	for range 10 {
		s.get("/v5/p1/jobs?job_type=sync")
	}
	changed := 0
	for id, row := range before {
		if row["status"] != s.Status(id) {
			changed++
		}
	}
	if changed == 0 || len(s.Applied()) != 0 {
		t.Errorf("%d jobs changed, applied %v", changed, s.Applied())
	}
}

func TestScriptChoosesCallByCall(t *testing.T) {
	s := unchecked(t, sim.Options{})
	s.Script(func(op string, n int) string {
		switch {
		case op == "ListJobs" && n == 2:
			return "503"
		case op == "ListJobs" && n == 3:
			return "no such thing"
		}
		return ""
	})
	path := "/v5/p1/jobs?job_type=sync"
	if a, b := s.get(path).status, s.get(path).status; a != 200 || b != 503 {
		t.Errorf("%d %d", a, b)
	}
	if g := s.get(path); g.code(t) != "SIM.SCRIPT" || !strings.Contains(string(g.body), "there is no such kind") {
		t.Errorf("a script's mistake is said: %s", g.body)
	}
}

func TestTroubleRepeatsItself(t *testing.T) {
	run := func() (out []int) {
		s := unchecked(t, sim.Options{Fault: "500/2,html/3,m05066/5,shuffle,missing:1/4", Freeze: true})
		for _, name := range []string{"wave2-shop-01", "wave2-shop-02", "wave2-shop-03", "sessions-redis", "reports-yearly", "catalog-mongo-02"} {
			g := s.start(s.ID(name), "")
			out = append(out, g.status, len(g.body), len(s.Applied()))
		}
		return out
	}
	if a, b := run(), run(); !slices.Equal(a, b) {
		t.Errorf("%v, then %v", a, b)
	}
}

func TestRequestsAreOnRecord(t *testing.T) {
	s := unchecked(t, sim.Options{})
	s.get("/v5/p1/jobs?job_type=sync")
	s.get("/nowhere")
	seen := s.Requests()
	if len(seen) != 2 || seen[0].Op != "ListJobs" || seen[0].Status != 200 || seen[1].Op != "" || seen[1].Status != 404 {
		t.Errorf("%+v", seen)
	}
}
