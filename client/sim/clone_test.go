package sim_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"drover/client/sim"
)

func (s *service) clone(id, name string) got {
	s.t.Helper()
	return s.post("/v5/p1/jobs/clone", encode(s.t, map[string]string{"job_id": id, "name": name, "task_version": "2.0"}))
}

func TestCloneBecomesAJobOfItsOwn(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 300})
	clock.forward(90*time.Minute + 300*time.Millisecond)
	source := s.ID("orders-prod-sync-02")
	total := len(rows(s))
	g := s.clone(source, "orders-stage-sync-02")
	made := g.tree(t)
	id, _ := made["id"].(string)
	if g.status != 202 || made["status"] != "CREATING" || made["is_clone_job"] != true || made["name"] != "orders-stage-sync-02" || len(id) != 36 || id == source {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if s.ID("orders-stage-sync-02") != id || !slices.Equal(s.Named("Orders-Stage-SYNC-02"), []string{id}) {
		t.Errorf("found by name: %s, %v", s.ID("orders-stage-sync-02"), s.Named("orders-stage-sync-02"))
	}
	want := sim.Applied{Op: "CopyJob", JobID: id, Action: "clone", Name: "orders-stage-sync-02", Source: source, At: clock.read(), RequestID: g.header.Get("X-Request-Id"), Seq: 1}
	if applied := s.Applied(); len(applied) != 1 || !reflect.DeepEqual(applied[0], want) {
		t.Errorf("applied: %+v", applied)
	}
	if row := rows(s)[id]; len(rows(s)) != total+1 || row["status"] != "CREATING" || row["create_time"] != made["create_time"] {
		t.Errorf("%d rows after %d, the new one is %v", len(rows(s)), total, row)
	}
	if first := s.get("/v5/p1/jobs?job_type=sync&limit=1").list(t, "jobs")[0]; first["id"] != id {
		t.Errorf("the newest job is %v", first["name"])
	}
	if newest := s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":1,"db_use_type":"sync"}`).list(t, "jobs")[0]; newest["id"] != id {
		t.Errorf("the newest job of v3 is %v", newest["name"])
	}
	if seen := through(s, clock, id, 30); !slices.Equal(seen, []string{"CREATING", "CONFIGURATION"}) {
		t.Errorf("%v", seen)
	}
	alike(t, s, source, id)
	if none := s.ask("batch-precheck-result", id); !strings.Contains(string(none.body), "DRS.M00002") {
		t.Errorf("a clone has a pre-check: %s", none.body)
	}
	if history := s.get("/v5/p1/jobs/"+id+"/timelines").list(t, "timelines"); len(history) != 1 || history[0]["name"] != "CREATE" || history[0]["status"] != "SUCCESS" {
		t.Errorf("%v", history)
	}
}

// alike holds the details of a job and of its clone against each other: all is
// copied but the passwords.
func alike(t *testing.T, s *service, source, id string) {
	t.Helper()
	details := [2]map[string]any{}
	for n, which := range []string{source, id} {
		details[n], _ = s.get("/v5/p1/jobs/" + which + "?type=detail").tree(t)["job"].(map[string]any)
	}
	for _, member := range []string{"policy_config", "speed_limit", "task_version", "source_endpoint", "target_endpoint", "alarm_notify", "tuning_params"} {
		a, b := fmt.Sprint(details[0][member]), fmt.Sprint(details[1][member])
		if strings.ReplaceAll(a, "db_password:******", "db_password:") != b || a == "" {
			t.Errorf("%s: %s, of the clone %s", member, a, b)
		}
	}
	base := [2]map[string]any{}
	for n := range details {
		base[n], _ = details[n]["base_info"].(map[string]any)
	}
	for _, member := range []string{"engine_type", "job_type", "task_type", "net_type", "job_direction", "tags", "description"} {
		if a, b := fmt.Sprint(base[0][member]), fmt.Sprint(base[1][member]); a != b {
			t.Errorf("%s: %s, of the clone %s", member, a, b)
		}
	}
	if body := string(s.ask("batch-detail", id).body); strings.Contains(body, "******") {
		t.Errorf("a clone has passwords: %s", body)
	}
}

func TestCloneRefusals(t *testing.T) {
	s := unchecked(t, sim.Options{Jobs: 60})
	running := s.ID("orders-prod-sync-02")
	for _, c := range []struct {
		job, name string
		status    int
		code      string
	}{
		{"wave2-shop-01", "a-new-name", 400, "DRS.M00304"}, // configuration
		{"wave3-media-01", "a-new-name", 400, "DRS.M00304"},
		{"ledger-pg-02", "a-new-name", 400, "DRS.M00304"},
		{"ledger-pg-03", "a-new-name", 400, "DRS.M00304"},
		{"audit-stream", "a-new-name", 400, "DRS.M00304"},
		{"wave0-pilot", "a-new-name", 400, "DRS.M05004"},
		{"crm-dr", "a-new-name", 400, "DRS.M00302"},
		{"catalog-mongo-01", "a-new-name", 400, "DRS.M00302"},
		{"stores-to-one", "a-new-name", 400, "DRS.M00302"},
		{"stores-to-one-01", "a-new-name", 400, "DRS.M00302"},
		{"none", "a-new-name", 400, "DRS.10000010"},
		{"orders-prod-sync-02", "Orders-PROD-sync-03", 422, "DRS.M00277"},
		{"orders-prod-sync-02", "", 400, "DRS.M00201"},
		{"orders-prod-sync-02", "abc", 400, "DRS.M00202"},
		{"orders-prod-sync-02", "1-new-name", 400, "DRS.M00202"},
		{"orders-prod-sync-02", "a new name", 400, "DRS.M00202"},
		{"orders-prod-sync-02", "a-näw-name", 400, "DRS.M00202"},
		{"orders-prod-sync-02", "a" + strings.Repeat("b", 50), 400, "DRS.M00202"},
	} {
		id := s.ID(c.job)
		if id == "" {
			id = c.job
		}
		if g := s.clone(id, c.name); g.status != c.status || g.code(t) != c.code {
			t.Errorf("%s as %q: %d %s, want %d %s", c.job, c.name, g.status, g.body, c.status, c.code)
		}
	}
	for _, body := range []string{
		`{"job_id":"` + running + `","name":"a-new-name","task_version":"1.0"}`, `{"job_id":"` + running + `","name":"a-new-name","prefix":"x"}`,
		`{"job_id":"` + running + `","name":7}`, `[]`,
	} {
		if g := s.post("/v5/p1/jobs/clone", body); g.status != 400 || g.code(t) != "DRS.M00202" {
			t.Errorf("%s: %d %s", body, g.status, g.body)
		}
	}
	if applied := s.Applied(); len(applied) != 0 {
		t.Errorf("applied: %+v", applied)
	}
}

func TestNamesAreChecked(t *testing.T) {
	s := unchecked(t, sim.Options{})
	for _, c := range []struct{ name, kind, want string }{
		{"a-new-name", "trans", ""}, {"abcd", "subscription", ""}, {"Wave2-Shop-01", "trans", "DRS.M00277"}, {"abc", "trans", "DRS.M00202"},
		{"_abc", "trans", "DRS.M00202"}, {"a" + strings.Repeat("b", 49), "trans", ""}, {"a" + strings.Repeat("b", 50), "trans", "DRS.M00202"},
		{"a" + strings.Repeat("b", 79), "offline", ""}, {"a" + strings.Repeat("b", 80), "offline", "DRS.M00202"},
	} {
		answer := s.post("/v5/p1/jobs/name-validation", encode(t, map[string]string{"name": c.name, "type": c.kind})).tree(t)
		code, _ := answer["error_code"].(string)
		if answer["is_valid"] != (c.want == "") || code != c.want {
			t.Errorf("%q of %s: %v, want %q", c.name, c.kind, answer, c.want)
		}
	}
	if g := s.post("/v5/p1/jobs/name-validation", `{"name":"a-new-name","type":"TRANS"}`); g.code(t) != "DRS.M00202" {
		t.Errorf("%s", g.body)
	}
}

// TestClonesDependOnTheSeedAlone: ids of new jobs repeat, too.
func TestClonesDependOnTheSeedAlone(t *testing.T) {
	run := func(seed int64) []string {
		s := serve(t, sim.Options{Freeze: true, Seed: seed})
		var ids []string
		for n := range 3 {
			ids = append(ids, fmt.Sprint(s.clone(s.ID("orders-prod-sync-02"), "copy-"+fmt.Sprint(n)).tree(t)["id"]))
		}
		return ids
	}
	if a, b, other := run(1), run(1), run(2); !slices.Equal(a, b) || slices.Equal(a, other) || a[0] == a[1] {
		t.Errorf("%v, then %v, of another seed %v", a, b, other)
	}
}

// TestADeletedNameIsFree: and a clone of a clone has the ends of the first.
func TestADeletedNameIsFree(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	source := s.ID("orders-prod-sync-02")
	first := fmt.Sprint(s.clone(source, "the-copy").tree(t)["id"])
	if again := s.clone(source, "THE-copy"); again.status != 422 {
		t.Errorf("%d %s", again.status, again.body)
	}
	clock.forward(10 * time.Second)
	s.batch("batch-jobs", first, map[string]any{"delete_type": "terminate"})
	clock.forward(10 * time.Second)
	second := fmt.Sprint(s.clone(first, "the-second").tree(t)["id"])
	if took, code := s.batch("batch-jobs", first, map[string]any{"delete_type": "delete"}).took(t); !took {
		t.Error(code)
	}
	if again := s.clone(source, "the-copy"); again.status != 202 || len(s.Named("the-copy")) != 1 {
		t.Errorf("%d %s", again.status, again.body)
	}
	alike(t, s, source, second)
}

// TestClonesAndListsAtOnce: no list is torn, and none of the clones is lost.
func TestClonesAndListsAtOnce(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 120, Fault: "missing:hr-payroll"})
	source := s.ID("orders-prod-sync-02")
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for k := range 10 {
				if g := s.clone(source, fmt.Sprint("copy-", n, "-", k)); g.status != 202 {
					t.Errorf("%d %s", g.status, g.body)
				}
				s.ask("batch-status", source)
				if mine := s.get("/v5/p1/jobs?job_type=sync&limit=1000&name=copy-"+fmt.Sprint(n)).list(t, "jobs"); len(mine) != k+1 {
					t.Errorf("%d clones in the list after %d", len(mine), k+1)
				}
				s.ID("nobody")
			}
		})
	}
	all.Wait()
	if len(s.Applied()) != 40 || len(rows(s)) != 160 {
		t.Errorf("%d applied, %d rows", len(s.Applied()), len(rows(s)))
	}
}

func TestFrozenClonesAreReadyAtTheSecondReading(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := fmt.Sprint(s.clone(s.ID("orders-prod-sync-02"), "the-copy").tree(t)["id"])
	s.wantStatus(id, "CREATING")
	s.wantStatus(id, "CONFIGURATION")
	s.wantStatus(id, "CONFIGURATION")
}
