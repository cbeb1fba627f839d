package sim_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// below asks for what v5 tells of a job, by its name.
func (s *service) below(job, part string) got {
	s.t.Helper()
	return s.get("/v5/p1/jobs/" + s.ID(job) + "/" + part)
}

func whole(v any) int {
	switch v := v.(type) {
	case float64:
		return int(v)
	case string:
		n, _ := strconv.Atoi(v)
		return n
	}
	return -1
}

// TestComponentsMakeTheLag: what capture and apply are behind is what the job
// is behind; the positions stand in that order.
func TestComponentsMakeTheLag(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 300})
	running, moved := 0, map[string]int{}
	for range 4 {
		for id, row := range rows(s) {
			name := fmt.Sprint(row["name"])
			if row["status"] != "INCRE_TRANSFER_STARTED" || row["node_new_framework"] == nil { // v3's rows spell it otherwise
				continue
			}
			m := s.get("/v5/p1/jobs/" + id + "/monitor-data").tree(t)
			lag := whole(s.ask("batch-progress", id).list(t, "results")[0]["incre_trans_delay"])
			if got := whole(m["src_delay"]) + whole(m["dst_delay"]); got != lag {
				t.Errorf("%s: %v and %v make no lag of %d s", name, m["src_delay"], m["dst_delay"], lag)
			}
			if n := whole(m["trans_lines"]); n < moved[id] || whole(m["src_rps"]) <= 0 {
				t.Errorf("%s: %d rows went over, before %d", name, n, moved[id])
			}
			moved[id] = whole(m["trans_lines"])
			from, node, to := fmt.Sprint(m["src_offset"]), fmt.Sprint(m["node_offset"]), fmt.Sprint(m["dst_offset"])
			if lag > 20 && (from == node || node == to) {
				t.Errorf("%s: positions %s, %s, %s with a lag of %d s", name, from, node, to, lag)
			}
			running++
		}
		clock.forward(31 * time.Second)
	}
	if running < 40 {
		t.Errorf("%d readings", running)
	}
	m := s.below("orders-prod-sync-03", "monitor-data").tree(t) // 124 s on: caught up
	clock.forward(-64 * time.Second)
	if fast := s.below("orders-prod-sync-03", "monitor-data").tree(t); whole(fast["dst_rps"]) <= whole(fast["src_rps"]) {
		t.Errorf("a job that catches up writes no more than it reads: %v, later %v", fast, m)
	}
}

func TestMonitorOfJobsAtRest(t *testing.T) {
	s := serve(t, sim.Options{})
	for name, want := range map[string]string{
		"wave2-shop-01": `{}`, "hr-payroll": `{}`, "orders-prod-sync-01": `"dst_rps":"0"`, "billing-ora-01": `"src_rps":"`,
	} {
		if body := string(s.below(name, "monitor-data").body); !strings.Contains(body, want) || strings.Contains(body, "_delay") {
			t.Errorf("%s: %s", name, body)
		}
	}
	s.Set(s.ID("orders-prod-sync-02"), "START_JOB_FAILED")
	if body := string(s.below("orders-prod-sync-02", "monitor-data").body); !strings.Contains(body, `"is_dst_normal":false`) {
		t.Error(body)
	}
	s.Set(s.ID("orders-prod-sync-02"), "DELETED")
	if g := s.below("orders-prod-sync-02", "monitor-data"); g.code(t) != "DRS.M05004" {
		t.Errorf("%s", g.body)
	}
}

// TestObjectsAgreeWithThePercent: over all pages as many tables are done as
// the overview counts, each table stands there once, and progress only grows.
func TestObjectsAgreeWithThePercent(t *testing.T) {
	for _, tables := range []int{7, 333} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read, Tables: tables})
		id := s.ID("billing-ora-01")
		before := map[string]int{}
		for range 5 {
			job, _ := s.get("/v5/p1/jobs/" + id + "?type=progress").tree(t)["job"].(map[string]any)
			seen := map[string]int{}
			done, partly := 0, 0
			for offset := 0; offset < tables; offset += 100 {
				g := s.get("/v5/p1/jobs/" + id + "/progress-data/table?limit=100&offset=" + strconv.Itoa(offset))
				if whole(g.tree(t)["count"]) != tables {
					t.Fatalf("%s", g.body)
				}
				for _, row := range g.list(t, "flow_compare_data") {
					name := fmt.Sprint(row["src_db"], ".", row["src_tb"])
					seen[name] = whole(row["progress"])
					switch {
					case seen[name] < before[name]:
						t.Errorf("%s falls from %d %% to %d %%", name, before[name], seen[name])
					case seen[name] == 100:
						done++
					case seen[name] > 0:
						partly++
					}
				}
			}
			want := fmt.Sprintf(`"dst_count":"%d","src_count":"%d","status":"RUNNING","type":"TABLE"`, done, tables)
			if text := encode(t, job["migration_object_progress_info"]); !strings.Contains(text, want) || len(seen) != tables || partly == 0 {
				t.Errorf("%d done, %d being copied of %d: %s", done, partly, len(seen), text)
			}
			before = seen
			clock.forward(50 * time.Second)
		}
	}
}

func TestObjectsAreFoundByName(t *testing.T) {
	s := serve(t, sim.Options{Tables: 500})
	g := s.below("orders-prod-sync-02", "progress-data/table?search_name=PAYMENTS&limit=1000")
	found := g.list(t, "flow_compare_data")
	if len(found) != 50 || whole(g.tree(t)["count"]) != 50 {
		t.Errorf("%d of 500", len(found))
	}
	for _, row := range found {
		if !strings.HasPrefix(fmt.Sprint(row["src_tb"]), "payments_") || row["progress"] != 100.0 {
			t.Errorf("%v", row)
		}
	}
	for kind, want := range map[model.ObjectKind]int{"database": 4, "table_indexs": 1000, "table_structure": 500, "view": 12, "event": 1} {
		if n := whole(s.below("orders-prod-sync-02", "progress-data/"+string(kind)).tree(t)["count"]); n != want {
			t.Errorf("%d of %s, want %d", n, kind, want)
		}
	}
	if g := s.below("wave2-shop-01", "progress-data/table"); string(g.body) == "" || whole(g.tree(t)["count"]) != 0 {
		t.Errorf("a job that never ran has objects: %s", g.body)
	}
	if g := s.below("orders-prod-sync-02", "progress-data/table?offset=5000"); len(g.list(t, "flow_compare_data")) != 0 || whole(g.tree(t)["count"]) != 500 {
		t.Errorf("beyond the end: %s", g.body)
	}
}
