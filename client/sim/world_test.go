package sim_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"drover/client/sim"
	"drover/model"
)

// rows reads all rows of both generations, children included, by id.
func rows(s *service) map[string]map[string]any {
	s.t.Helper()
	out := map[string]map[string]any{}
	for _, kind := range []string{"sync", "migration", "cloudDataGuard"} {
		v5 := s.get("/v5/p1/jobs?limit=1000&job_type=" + kind)
		v3 := s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":0,"db_use_type":"`+kind+`"}`)
		for _, row := range append(v3.list(s.t, "jobs"), v5.list(s.t, "jobs")...) {
			keep(out, row)
		}
	}
	return out
}

func keep(out map[string]map[string]any, row map[string]any) {
	id, _ := row["id"].(string)
	out[id] = row
	children, _ := row["children"].([]any)
	for _, child := range children {
		if c, ok := child.(map[string]any); ok {
			keep(out, c)
		}
	}
}

func TestWorldHasExactlyTheRowsAskedFor(t *testing.T) {
	for _, n := range []int{1, 9, 10, 11, 40, 41, 60, 500, 977} {
		s := serve(t, sim.Options{Jobs: n})
		if got := len(rows(s)); got != n {
			t.Errorf("%d jobs asked for, %d rows listed", n, got)
		}
	}
}

func TestSameSeedSameWorld(t *testing.T) {
	a, b := serve(t, sim.Options{Jobs: 300, Freeze: true}), serve(t, sim.Options{Jobs: 300, Freeze: true})
	other := serve(t, sim.Options{Jobs: 300, Freeze: true, Seed: 2})
	path := "/v5/p1/jobs?job_type=sync&limit=1000"
	one, two, three := a.get(path), b.get(path), other.get(path)
	if string(one.body) != string(two.body) {
		t.Error("two services of the same seed differ")
	}
	if string(one.body) == string(three.body) {
		t.Error("another seed gives the same world")
	}
}

func TestIDsAndNames(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 900})
	id := regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{7}jb[0-9a-z]{3}$`)
	name := regexp.MustCompile(`^[A-Za-z0-9_-]{4,50}$`)
	names, odd := map[string]bool{}, 0
	for key, row := range rows(s) {
		if !id.MatchString(key) || len(key) != 36 {
			t.Errorf("id %q", key)
		}
		n := fmt.Sprint(row["name"])
		if !name.MatchString(n) {
			odd++
		}
		if names[strings.ToLower(n)] {
			t.Errorf("the name %q stands there twice", n)
		}
		names[strings.ToLower(n)] = true
	}
	if odd != 2 { // the CJK one and the hostile one
		t.Errorf("%d names outside the rule, want 2", odd)
	}
	for _, want := range []string{"catalog-mongo-01", "orders-dr-parent", "billing-ora-03", "audit-stream", "订单-同步-01"} {
		if s.ID(want) == "" || !names[want] {
			t.Errorf("there is no %s", want)
		}
	}
}

func TestSeedOneHoldsWhatTheDemoNeeds(t *testing.T) {
	s := serve(t, sim.Options{})
	passed, alarms := 0, 0
	for id, row := range rows(s) {
		if row["status"] != "CONFIGURATION" {
			continue
		}
		check := s.ask("batch-precheck-result", id).list(t, "results")[0]
		if check["total_passed_rate"] == "100%" {
			passed++
		}
		if strings.Count(fmt.Sprint(check["precheck_result"]), "result:ALARM") == 2 {
			alarms++
		}
	}
	if passed < 8 || alarms != 1 {
		t.Errorf("%d passed pre-checks (want 8), %d of them with two alarms (want 1)", passed, alarms)
	}
	mongo := s.ask("batch-precheck-result", s.ID("catalog-mongo-01"))
	if text := string(mongo.body); !strings.Contains(text, `"92%"`) || !strings.Contains(text, "oplog is off") {
		t.Errorf("catalog-mongo-01: %s", text)
	}
	if none := s.ask("batch-precheck-result", s.ID("hr-payroll-copy")); !strings.Contains(string(none.body), "DRS.M00002") {
		t.Errorf("a job without a pre-check: %s", none.body)
	}
	if yearly := rows(s)[s.ID("reports-yearly")]; yearly["charging_mode"] != "period" {
		t.Errorf("the yearly one: %v", yearly)
	}
	s.wantStatus(s.ID("audit-stream"), "SHARD_REBALANCING")
}

func TestDualActiveFamily(t *testing.T) {
	s := serve(t, sim.Options{})
	list := s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":10,"db_use_type":"cloudDataGuard","name":"orders-dr-parent"}`)
	jobs := list.list(t, "jobs")
	if len(jobs) != 1 {
		t.Fatalf("list: %s", list.body)
	}
	children, _ := jobs[0]["children"].([]any)
	seen := map[string]any{}
	for _, c := range children {
		if child, ok := c.(map[string]any); ok {
			seen[fmt.Sprint(child["job_direction"])] = child["status"]
		}
	}
	if len(children) != 2 || seen["up"] != "INCRE_TRANSFER_STARTED" || seen["down"] != "CONFIGURATION" {
		t.Errorf("children: %v", seen)
	}
	if detail := s.ask("batch-detail", s.ID("orders-dr-backward")).list(t, "results")[0]; detail["parent_id"] != s.ID("orders-dr-parent") {
		t.Errorf("the child's detail does not name its parent: %v", detail["parent_id"])
	}
}

func TestSixtyJobsShowEveryStatus(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 60})
	seen := map[string]bool{}
	for _, row := range rows(s) {
		seen[fmt.Sprint(row["status"])] = true
	}
	for _, status := range model.Statuses() {
		if !seen[status] {
			t.Errorf("no job is in %s", status)
		}
	}
	if !seen["SHARD_REBALANCING"] {
		t.Error("no job is in a status nobody knows")
	}
}

func TestGenerationsOverlap(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 400})
	v5, v3 := map[string]bool{}, map[string]bool{}
	for _, kind := range []string{"sync", "migration", "cloudDataGuard"} {
		for _, row := range s.get("/v5/p1/jobs?limit=1000&job_type="+kind).list(t, "jobs") {
			v5[fmt.Sprint(row["id"])] = true
		}
		for _, row := range s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":0,"db_use_type":"`+kind+`"}`).list(t, "jobs") {
			v3[fmt.Sprint(row["id"])] = true
			if _, told := row["charging_mode"]; told {
				t.Errorf("a v3 row tells its billing mode: %v", row)
			}
		}
	}
	both := 0
	for id := range v5 {
		if v3[id] {
			both++
		}
	}
	if both == 0 || both == len(v5) || both == len(v3) {
		t.Errorf("%d in v5, %d in v3, %d in both: the union must matter", len(v5), len(v3), both)
	}
}
