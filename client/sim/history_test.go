package sim_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// TestFailedJobsSayWhy: the error stands in the log, a failed incremental
// phase has refused rows and a change that was not applied.
func TestFailedJobsSayWhy(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("orders-prod-sync-01")
	why := fmt.Sprint(s.ask("batch-detail", id).list(t, "results")[0]["failed_reason"])
	job, _ := s.get("/v5/p1/jobs/" + id + "?type=log&log_level=Error&limit=5").tree(t)["job"].(map[string]any)
	if text := encode(t, job["logs"]); !strings.Contains(text, why) || strings.Contains(text, `"Info"`) || whole(job["total_count"]) < 2 {
		t.Errorf("%s", text)
	}
	dirty := s.below("orders-prod-sync-01", "dirty-data?limit=1000")
	if rows := dirty.list(t, "dirty_data_list"); len(rows) < 3 || whole(dirty.tree(t)["count"]) != len(rows) || !strings.Contains(fmt.Sprint(rows[0]["error_sql"]), "orders_2025") {
		t.Errorf("%s", dirty.body)
	}
	if first := s.below("orders-prod-sync-01", "ddl").list(t, "ddl_list")[0]; first["exe_result"] != false || !strings.Contains(fmt.Sprint(first["ddl_text"]), "orders_2025") {
		t.Errorf("%v", first)
	}
	stuck, _ := s.get("/v5/p1/jobs/" + s.ID("payments-ora-01") + "?type=log&log_level=Error").tree(t)["job"].(map[string]any)
	if text := encode(t, stuck["logs"]); !strings.Contains(text, "ran out of space") {
		t.Errorf("%s", text)
	}
	if g := s.below("orders-prod-sync-02", "dirty-data"); whole(g.tree(t)["count"]) != 0 {
		t.Errorf("a sound job has refused rows: %s", g.body)
	}
}

// TestTimelinesMatchTheDetail: what the detail dates, the history dates alike,
// and nothing happens before the job was made or after now.
func TestTimelinesMatchTheDetail(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 200})
	s.start(s.ID("wave2-shop-01"), "")
	clock.forward(3 * time.Minute)
	compared := 0
	for id := range rows(s) {
		g := s.get("/v5/p1/jobs/" + id + "/timelines?limit=1000")
		if g.status != 200 {
			continue
		}
		events := g.list(t, "timelines")
		at := map[string]any{}
		for i, e := range events {
			at[fmt.Sprint(e["name"], " ", e["status"])] = e["operation_time"]
			if i > 0 && fmt.Sprint(e["operation_time"]) > fmt.Sprint(events[i-1]["operation_time"]) {
				t.Errorf("%s: not the newest first: %s", id, g.body)
			}
		}
		job, _ := s.get("/v5/p1/jobs/" + id + "?type=progress").tree(t)["job"].(map[string]any)
		seen, _ := job["migration_object_progress_info"].(map[string]any)
		for member, name := range map[string]string{"full_start_time": "START SUCCESS", "full_complete_time": "FULL_TRANSFER SUCCESS", "incr_start_time": "INCRE_TRANSFER RUNNING"} {
			if seen[member] != nil {
				compared++
				if seen[member] != at[name] {
					t.Errorf("%s: %s is %v, in the history %v", id, member, seen[member], at[name])
				}
			}
		}
		if first := events[len(events)-1]; first["operation_time"] != job["create_time"] || fmt.Sprint(events[0]["operation_time"]) > clock.read().Format(time.RFC3339) {
			t.Errorf("%s: %s", id, g.body)
		}
	}
	if compared < 100 {
		t.Errorf("%d moments compared", compared)
	}
}

// TestLogsGrow: a log is paged, narrowed by level, and longer a while later.
func TestLogsGrow(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	count := func(query string) int {
		job, _ := s.get("/v5/p1/jobs/" + s.ID("orders-prod-sync-02") + "?type=log" + query).tree(t)["job"].(map[string]any)
		return whole(job["total_count"])
	}
	all := count("")
	parts := 0
	for _, level := range model.LogLevels() {
		parts += count("&log_level=" + level)
	}
	if all < 100 || parts != all {
		t.Errorf("%d lines, by level %d", all, parts)
	}
	clock.forward(time.Hour)
	if later := count(""); later != all+6 {
		t.Errorf("%d lines, an hour later %d", all, later)
	}
	clock.forward(365 * 24 * time.Hour)
	if bound := count(""); bound > 700 {
		t.Errorf("a log of %d lines", bound)
	}
}

// TestChangesKeepTheirMoments: a change of structure that was met once is told
// alike ever after, and new ones come on top.
func TestChangesKeepTheirMoments(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	known := map[any]any{}
	for range 40 {
		met := s.below("orders-prod-sync-02", "ddl?limit=1000").list(t, "ddl_list")
		for i, d := range met {
			if at, there := known[d["seqno"]]; there && at != d["ddl_timestamp"] {
				t.Errorf("change %v was met %v, now %v", d["seqno"], at, d["ddl_timestamp"])
			}
			known[d["seqno"]] = d["ddl_timestamp"]
			if whole(d["seqno"]) != len(met)-i || time.UnixMilli(int64(whole(d["ddl_timestamp"]))).After(clock.read()) {
				t.Errorf("%v", d)
			}
		}
		clock.forward(time.Minute)
	}
	if len(known) < 6 {
		t.Errorf("%d changes in forty minutes", len(known))
	}
}

// TestHostileTextsAreThere: the job that a tool left behind holds control
// characters in all that it tells.
func TestHostileTextsAreThere(t *testing.T) {
	s := serve(t, sim.Options{})
	var id string
	for key, row := range rows(s) {
		if strings.HasPrefix(fmt.Sprint(row["name"]), "evil-") {
			id = key
		}
	}
	for _, part := range []string{"/progress-data/table", "/dirty-data", "/ddl", "/timelines", "?type=log&limit=100"} {
		g := s.get("/v5/p1/jobs/" + id + part)
		if !strings.Contains(string(g.body), `\u001b`) || !json.Valid(g.body) {
			t.Errorf("%s: %.300s", part, g.body)
		}
	}
}

// TestFaultsReachEveryPart: trouble makes no exception.
func TestFaultsReachEveryPart(t *testing.T) {
	for op, part := range map[string]string{
		"ShowMonitorData": "/monitor-data", "ShowProgressData": "/progress-data/table", "ShowDirtyData": "/dirty-data",
		"ListJobDdls": "/ddl", "ShowTimeline": "/timelines", "ShowJobDetail": "?type=log",
	} {
		for _, fault := range []string{"cut", "503", "garbage", "loose"} {
			s := unchecked(t, sim.Options{Fault: fault + "@" + op})
			g := s.get("/v5/p1/jobs/" + s.ID("orders-prod-sync-02") + part)
			switch {
			case fault == "loose" && !strings.Contains(string(g.body), "x_later"),
				fault == "cut" && g.err == nil, fault == "503" && g.status != 503, fault == "garbage" && g.status != 400:
				t.Errorf("%s of %s: %d %v %.100s", fault, op, g.status, g.err, g.body)
			}
		}
	}
}
