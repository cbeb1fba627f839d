package sim_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
)

// check begins a pre-check by v5 and gives the reader of its result.
func (s *service) check(id, mode string) func() map[string]any {
	s.t.Helper()
	g := s.act(id, "precheck", map[string]any{"precheck_mode": mode})
	query := g.tree(s.t)["query_id"]
	if g.status != 202 || query == nil {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
	return func() map[string]any {
		s.t.Helper()
		job, _ := s.get(fmt.Sprint("/v5/p1/jobs/", id, "?type=precheck&query_id=", query)).tree(s.t)["job"].(map[string]any)
		result, _ := job["precheck_result"].(map[string]any)
		return result
	}
}

// items are those of a result that came out so.
func items(result map[string]any, as string) []map[string]any {
	var out []map[string]any
	for _, member := range []string{"precheck_results", "precheck_result"} {
		list, _ := result[member].([]any)
		for _, e := range list {
			if it, _ := e.(map[string]any); it["result"] == as {
				out = append(out, it)
			}
		}
	}
	return out
}

// TestPreChecksTakeTheirTime: they go from 0 to 100 % in four seconds, item by
// item, and stand in the way of other operations meanwhile.
func TestPreChecksTakeTheirTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := serve(t, sim.Options{})
		id := s.ID("wave2-shop-01")
		read := s.check(id, "forStartJob")
		for _, want := range []struct {
			process string
			pending int
		}{{"0%", 13}, {"25%", 10}, {"50%", 7}, {"75%", 4}, {"100%", 0}, {"100%", 0}} {
			r := read()
			v3 := s.ask("batch-precheck-result", id).list(t, "results")[0]
			if r["process"] != want.process || v3["process"] != want.process || len(items(r, "PENDING")) != want.pending || r["result"] != (want.pending == 0) {
				t.Errorf("%v, %d pending, want %s and %d", r["process"], len(items(r, "PENDING")), want.process, want.pending)
			}
			if want.pending > 0 {
				if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M01504" {
					t.Errorf("a start meanwhile: %s", g.body)
				}
				if g := s.act(id, "terminate", nil); g.status != 202 || g.code(t) != "DRS.M01504" {
					t.Errorf("an end meanwhile: %d %s", g.status, g.body)
				}
			}
			time.Sleep(time.Second)
		}
		if g := s.start(id, ""); g.refusals(t)[id] != "success" {
			t.Errorf("%s", g.body)
		}
	})
}

// TestSomebodyMendsWhatFailed: not at once, but twenty seconds later.
func TestSomebodyMendsWhatFailed(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("catalog-mongo-01") // of v3 alone
	run := func() map[string]any {
		g := s.batch("batch-precheck", id, map[string]any{"precheck_mode": "forStartJob"})
		if e := g.list(t, "results")[0]; e["status"] != "success" || e["precheck_id"] == nil {
			t.Fatalf("%s", g.body)
		}
		clock.forward(4 * time.Second)
		return s.ask("batch-precheck-result", id).list(t, "results")[0]
	}
	for _, want := range []string{"92%", "92%", "100%"} {
		if r := run(); r["total_passed_rate"] != want || len(items(r, "FAILED")) != map[string]int{"92%": 1, "100%": 0}[want] {
			t.Errorf("%v, want %s", r["total_passed_rate"], want)
		}
		clock.forward(9 * time.Second)
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("%s", g.body)
	}
	once := serve(t, sim.Options{Now: clock.read})
	once.Mend(id)
	once.batch("batch-precheck", id, map[string]any{"precheck_mode": "forStartJob"})
	clock.forward(4 * time.Second)
	if g := once.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("mended by hand: %s", g.body)
	}
}

func TestFrozenPreChecksMoveByReadings(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("catalog-mongo-01")
	for run, rate := range []string{"92%", "100%"} {
		s.batch("batch-precheck", id, map[string]any{"precheck_mode": "forStartJob"})
		for _, want := range []string{"25%", "50%", "75%", "100%", "100%"} {
			if r := s.ask("batch-precheck-result", id).list(t, "results")[0]; r["process"] != want || want == "100%" && r["total_passed_rate"] != rate {
				t.Errorf("run %d: %v, %v", run+1, r["process"], r["total_passed_rate"])
			}
		}
	}
}

// TestItemsAreSkipped: one that names thirty tables may be, one of the
// connections may not, and nothing is skipped by half.
func TestItemsAreSkipped(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("hr-payroll-copy")
	read := s.check(id, "forStartJob")
	clock.forward(4 * time.Second)
	failed := items(read(), "FAILED")
	if len(failed) != 1 || failed[0]["is_support_skip"] != true || failed[0]["is_skipped"] != false {
		t.Fatalf("%v", failed)
	}
	var data struct{ Tables []string }
	if err := json.Unmarshal([]byte(fmt.Sprint(failed[0]["data"])), &data); err != nil || len(data.Tables) != 30 || !strings.HasPrefix(data.Tables[0], "hr_00.") {
		t.Errorf("the tables without a key: %v, %v", failed[0]["data"], err)
	}
	skip := func(reason string, names ...string) (bool, string) {
		return s.act(id, "skip_precheck", map[string]any{"skip_precheck_info": map[string]any{"skipped_precheck_list": names, "skip_reason": reason}}).took(t)
	}
	code := fmt.Sprint(failed[0]["item"])
	for want, wish := range map[string][]string{"DRS.M00305": {code, "srcDbConnection"}, "DRS.M00202": {code, "noSuchItem"}} {
		if _, got := skip("we know", wish...); got != want || len(items(read(), "FAILED")) != 1 {
			t.Errorf("%v: %s, want %s", wish, got, want)
		}
	}
	if _, got := skip("", code); got != "DRS.M00201" {
		t.Errorf("without a reason: %q", got)
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M00305" {
		t.Errorf("a start before: %s", g.body)
	}
	if took, got := skip("they are logs", code); !took {
		t.Error(got)
	}
	if r := read(); r["total_passed_rate"] != "100%" || r["result"] != true || !strings.Contains(encode(t, r), `"is_skipped":true`) {
		t.Errorf("%v", r["total_passed_rate"])
	}
	read = s.check(id, "forStartJob") // it stays skipped
	clock.forward(4 * time.Second)
	if r := read(); r["total_passed_rate"] != "100%" {
		t.Errorf("%v", r["total_passed_rate"])
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("a start after: %s", g.body)
	}
}

// TestClonesNeedTheirPasswords: until both ends were tested with one, their
// connection items fail and nothing mends them.
func TestClonesNeedTheirPasswords(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := fmt.Sprint(s.clone(s.ID("orders-prod-sync-02"), "the-copy").tree(t)["id"])
	clock.forward(10 * time.Second)
	for _, c := range []struct {
		source, destination string // passwords of the test before; empty: none
		want                int
	}{{"", "", 2}, {"wrong", "wrong", 2}, {"secret", "wrong", 1}, {"wrong", "secret", 0}} {
		if c.source != "" {
			s.act(id, "network", s.endpoints(id, c.source, c.destination))
		}
		read := s.check(id, "forStartJob")
		clock.forward(30 * time.Second)
		r := read()
		failed := items(r, "FAILED")
		if len(failed) != c.want || r["result"] != (c.want == 0) {
			t.Errorf("after a test with %q and %q: %v", c.source, c.destination, failed)
		}
		for _, it := range failed {
			if it["group"] != "network" || it["is_support_skip"] != false {
				t.Errorf("%v", it)
			}
		}
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "success" {
		t.Errorf("%s", g.body)
	}
	if got := through(s, clock, id, 150); got[len(got)-1] != "INCRE_TRANSFER_STARTED" {
		t.Errorf("%v", got)
	}
}

func TestModesOfPreChecks(t *testing.T) {
	s := serve(t, sim.Options{})
	for name, mode := range map[string]string{"wave2-shop-01": "forRetryJob", "orders-prod-sync-01": "forStartJob"} {
		if _, code := s.act(s.ID(name), "precheck", map[string]any{"precheck_mode": mode}).took(t); code != "DRS.M00304" {
			t.Errorf("%s of %s: %q", mode, name, code)
		}
	}
	if _, code := s.batch("batch-precheck", s.ID("orders-dr-parent"), map[string]any{"precheck_mode": "forStartJob"}).took(t); code != "DRS.M00307" {
		t.Errorf("a parent: %q", code)
	}
}

// TestChildrenAreNamed: an item that fails for a parent names the children that
// failed.
func TestChildrenAreNamed(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 60})
	id := s.ID("stores-to-one")
	s.Set(id, "FULL_TRANSFER_FAILED")
	read := s.check(id, "forRetryJob")
	clock.forward(4 * time.Second)
	failed := items(read(), "FAILED")
	if len(failed) != 1 || !strings.Contains(encode(t, failed), `"failed_sub_jobs":[{"check_result":"FAILED"`) || !strings.Contains(encode(t, failed), "stores-to-one-") {
		t.Errorf("%v", failed)
	}
}
