package sim_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

func TestBothExamplesOfTheCreatePageMakeJobs(t *testing.T) {
	for _, name := range []string{"by_eip", "by_own_eip"} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		total := len(rows(s))
		d := example(t, name)
		d.set("base_info.tags", []any{map[string]any{"key": "test", "value": "test"}, map[string]any{"key": "drover-intent", "value": "0f3a-1"}})
		clock.forward(90 * time.Minute)
		g := s.create(d)
		answer, _ := g.tree(t)["job"].(map[string]any)
		id, _ := answer["id"].(string)
		if g.status != 200 || answer["status"] != "CREATING" || answer["name"] != "DRS-1234" || answer["create_time"] != "2026-03-14T10:30:00Z" || s.ID("DRS-1234") != id {
			t.Fatalf("%s: %d %s", name, g.status, g.body)
		}
		want := sim.Applied{Op: "CreateJob", JobID: id, Action: "create", Name: "DRS-1234", At: clock.read(), RequestID: g.header.Get("X-Request-Id"), Seq: 1}
		if applied := s.Applied(); len(applied) != 1 || !reflect.DeepEqual(applied[0], want) {
			t.Errorf("%s: applied %+v", name, applied)
		}
		if row := rows(s)[id]; len(rows(s)) != total+1 || row["status"] != "CREATING" || row["engine_type"] != "oracle-to-gaussdbv5" || row["net_type"] != "eip" {
			t.Errorf("%s: %d rows after %d, the new one is %v", name, len(rows(s)), total, row)
		}
		if seen := through(s, clock, id, 30); !slices.Equal(seen, []string{"CREATING", "CONFIGURATION"}) {
			t.Errorf("%s: %v", name, seen)
		}
		asCreated(t, s, id, d)
		inV3 := s.ask("batch-detail", id).list(t, "results")[0]
		if inst, _ := inV3["inst_info"].(map[string]any); inst["inst_type"] != "medium" || inV3["vpc_id"] != "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f" {
			t.Errorf("%s by v3: %v", name, inV3)
		}
	}
}

// asCreated holds the detail of a job against what it was created with: all of
// it is there but the passwords.
func asCreated(t *testing.T, s *service, id string, d document) {
	t.Helper()
	detail := s.detail(id)
	for _, member := range []string{"source_endpoint", "target_endpoint", "node_info", "public_ip_list"} {
		want := strings.ReplaceAll(fmt.Sprint(d[member]), "db_password:******", "db_password:")
		if member == "source_endpoint" || member == "target_endpoint" || d[member] != nil {
			if got := fmt.Sprint(detail[member]); got != want {
				t.Errorf("%s: %s, created with %s", member, got, want)
			}
		}
	}
	base, _ := detail["base_info"].(map[string]any)
	asked, _ := d["base_info"].(map[string]any)
	for member, want := range asked {
		if fmt.Sprint(base[member]) != fmt.Sprint(want) {
			t.Errorf("base_info.%s: %v, created with %v", member, base[member], want)
		}
	}
}

func TestACreatedJobGoesAllTheWay(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	d := example(t, "by_eip").set("source_endpoint.0.endpoint.db_password", "secret").set("target_endpoint.0.endpoint.db_password", "secret")
	id := s.made(d)
	if g := s.store(id, d); g.code(t) != "DRS.M00304" {
		t.Errorf("ends are stored while the job is being created: %d %s", g.status, g.body)
	}
	clock.forward(time.Minute)
	checked := func() string {
		s.batch("batch-precheck", id, map[string]any{"precheck_mode": "forStartJob"})
		clock.forward(10 * time.Second)
		return string(s.ask("batch-precheck-result", id).body)
	}
	if r := checked(); strings.Count(r, "CONNECTION_NOT_TESTED") != 2 {
		t.Errorf("a pre-check before anything is stored: %s", r)
	}
	if results := tested(s, clock, id, map[string]any{"endpoints": []any{d["source_endpoint"].([]any)[0]}}); results[0]["success"] != true {
		t.Errorf("%v", results)
	}
	d.set("source_endpoint.0.endpoint.db_port", "1")
	if g := s.store(id, d); g.status != 200 || string(g.body) != "{}" {
		t.Fatalf("%d %s", g.status, g.body)
	}
	last := s.Applied()[len(s.Applied())-1]
	if last.Op != "UpdateJob" || last.Action != "endpoint" || last.JobID != id {
		t.Errorf("on record as %+v", last)
	}
	stored, _ := s.get("/v5/p1/jobs/" + id + "?type=detail").tree(t)["job"].(map[string]any)
	if said := fmt.Sprint(stored["source_endpoint"], stored["target_endpoint"]); strings.Count(said, "db_password:******") != 2 || !strings.Contains(said, "db_port:1 ") {
		t.Errorf("stored as %s", said)
	}
	if r := checked(); strings.Count(r, "CONNECTION_FAILED") != 1 || !strings.Contains(r, "port 1") {
		t.Errorf("a pre-check of ends that are stored wrong: %s", r)
	}
	if g := s.store(id, d.set("source_endpoint.0.endpoint.db_port", "1522")); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if took, code := s.act(id, "start", nil).took(t); took || code != "DRS.M00305" {
		t.Errorf("what was checked before the ends were stored still holds: %v %s", took, code)
	}
	if r := checked(); !strings.Contains(r, `"total_passed_rate":"100%"`) {
		t.Errorf("a pre-check of ends that are right: %s", r)
	}
	if took, code := s.act(id, "start", nil).took(t); !took {
		t.Fatal(code)
	}
	clock.forward(5 * time.Minute)
	s.wantStatus(id, "INCRE_TRANSFER_STARTED")
	if g := s.clone(id, "its-clone"); g.status != 202 {
		t.Errorf("%d %s", g.status, g.body)
	}
	alike(t, s, id, s.ID("its-clone"))
	var names []string
	for _, e := range s.get("/v5/p1/jobs/"+id+"/timelines?limit=100").list(t, "timelines") {
		names = append(names, fmt.Sprint(e["name"]))
	}
	slices.Reverse(names)
	if said := strings.Join(names, " "); !strings.HasPrefix(said, "CREATE MODIFY_DB_CONFIG PRE_CHECK START") {
		t.Errorf("history: %s", said)
	}
	s.batch("batch-jobs", id, map[string]any{"delete_type": "terminate"})
	clock.forward(time.Minute)
	if took, code := s.batch("batch-jobs", id, map[string]any{"delete_type": "delete"}).took(t); !took {
		t.Error(code)
	}
	if g := s.create(example(t, "by_eip")); g.status != 200 {
		t.Errorf("the name of a deleted job is free: %d %s", g.status, g.body)
	}
}

func TestCreationFailsWhereTheSubnetIsFull(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.made(example(t, "by_eip").set("node_info.vpc.subnet_id", "full"))
	if seen := through(s, clock, id, 30); !slices.Equal(seen, []string{"CREATING", "CREATE_FAILED"}) {
		t.Errorf("%v", seen)
	}
	if entry := s.ask("batch-detail", id).list(t, "results")[0]; !strings.Contains(fmt.Sprint(entry["failed_reason"]), "subnet") {
		t.Errorf("%v", entry)
	}
	if history := s.get("/v5/p1/jobs/"+id+"/timelines").list(t, "timelines"); history[len(history)-1]["status"] != "FAILED" {
		t.Errorf("%v", history)
	}
	if took, code := s.batch("batch-jobs", id, map[string]any{"delete_type": "delete"}).took(t); !took {
		t.Error(code)
	}
}

func TestFrozenCreationsMoveByReadings(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	good, bad := s.made(example(t, "by_eip")), s.made(example(t, "by_own_eip").set("base_info.name", "no-room").set("node_info.vpc.subnet_id", "full"))
	for n := range 5 {
		want := [2]string{"CONFIGURATION", "CREATE_FAILED"}
		if n < 3 {
			want = [2]string{"CREATING", "CREATING"}
		}
		s.wantStatus(good, want[0])
		s.wantStatus(bad, want[1])
	}
}

func TestTheNameOfACreatedJobIsTaken(t *testing.T) {
	s := serve(t, sim.Options{Quota: 42})
	s.made(example(t, "by_eip"))
	if g := s.create(example(t, "by_own_eip").set("base_info.name", "drs-1234")); g.status != 422 || g.code(t) != "DRS.M00277" || len(s.Named("DRS-1234")) != 1 {
		t.Errorf("%d %s", g.status, g.body)
	}
	if said := s.post("/v5/p1/jobs/name-validation", `{"name":"Drs-1234","type":"trans"}`).tree(t); said["is_valid"] != false || said["error_code"] != "DRS.M00277" {
		t.Errorf("%v", said)
	}
	s.made(example(t, "by_eip").set("base_info.name", "another-one"))
	if g := s.create(example(t, "by_eip").set("base_info.name", "one-too-many")); g.code(t) != "DRS.M00305" || !strings.Contains(string(g.body), "quota") {
		t.Errorf("beyond the quota: %d %s", g.status, g.body)
	}
}

// TestANodeAddressIsHadOnce: the refusal has a good HTTP status, as the service's
// own has.
func TestANodeAddressIsHadOnce(t *testing.T) {
	s := serve(t, sim.Options{})
	place := func(name string) document {
		return example(t, "by_eip").set("base_info.name", name).set("node_info.vpc.custom_node_ip", "10.0.0.7")
	}
	first := s.made(place("the-first"))
	if g := s.create(place("the-second")); g.status != 200 || g.code(t) != "DRS.M05066" || s.ID("the-second") != "" || len(s.Applied()) != 1 {
		t.Errorf("%d %s, applied %+v", g.status, g.body, s.Applied())
	}
	s.Set(first, "RELEASE_RESOURCE_COMPLETE")
	s.send("DELETE", "/v5/p1/jobs/"+first, "")
	s.made(place("the-second"))
}

func TestDualActiveMakesAPairBelowAParent(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.made(protection(t).set("base_info.multi_write", true))
	clock.forward(time.Minute)
	list := s.get("/v5/p1/jobs?job_type=cloudDataGuard&name=shop-dr&limit=100").list(t, "jobs")
	if len(list) != 1 || list[0]["id"] != id || len(list[0]["children"].([]any)) != 2 {
		t.Fatalf("%v", list)
	}
	forward, backward := s.ID("shop-dr-forward"), s.ID("shop-dr-backward")
	if _, code := s.act(id, "start", nil).took(t); code != "DRS.M00307" {
		t.Errorf("the parent is started: %s", code)
	}
	if d := s.detail(backward); !strings.Contains(fmt.Sprint(d["source_endpoint"]), "cloud_mysql") || d["master_job_id"] != id {
		t.Errorf("the half that runs back: %v", d)
	}
	if d := s.detail(forward); !strings.Contains(fmt.Sprint(d["target_endpoint"]), "cloud_mysql") || s.Status(forward) != "CONFIGURATION" {
		t.Errorf("the half that protects: %v", d)
	}
	if took, code := s.batch("batch-jobs", id, map[string]any{"delete_type": "terminate"}).took(t); !took {
		t.Error(code)
	}
}

func TestSeveralSourcesMakeOneJob(t *testing.T) {
	s := serve(t, sim.Options{})
	d := mysqlBetween(t)
	second, _ := mysqlBetween(t)["source_endpoint"].([]any)
	d["source_endpoint"] = append(d["source_endpoint"].([]any), second...)
	detail := s.detail(s.made(d))
	policy, _ := detail["policy_config"].(map[string]any)
	if ends, _ := detail["source_endpoint"].([]any); len(ends) != 2 || policy["data_sync_topology_type"] != "many2one" {
		t.Errorf("%v", detail)
	}
}

func TestAYearlyJobHasItsOrder(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.made(example(t, "by_eip").set("base_info.charging_mode", "period").set("period_order", map[string]any{"period_type": 2, "period_num": 9, "is_auto_renew": 1}))
	detail := s.detail(id)
	if order, _ := detail["period_order"].(map[string]any); order["period_type"] != 2.0 || order["period_num"] != 9.0 || order["is_auto_renew"] != 1.0 || rows(s)[id]["charging_mode"] != "period" {
		t.Errorf("%v, listed as %v", detail, rows(s)[id])
	}
}

func TestLooselyTheAnswerOfACreationIsFlat(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "loose"})
	if flat := s.create(example(t, "by_eip")).tree(t); flat["job"] != nil || flat["id"] != s.ID("DRS-1234") || flat["status"] != "CREATING" {
		t.Errorf("%v", flat)
	}
}

// TestALostCreationIsFoundByItsTag: the answer is lost, the job is there.
func TestALostCreationIsFoundByItsTag(t *testing.T) {
	for fault, made := range map[string]bool{"reset-after": true, "cut": true, "m00004": true, "reset-before": false, "429": false} {
		s := unchecked(t, sim.Options{Fault: fault + "@CreateJob"})
		s.create(example(t, "by_eip").set("base_info.tags", []any{tag("drover-intent", "0f3a-1")}))
		rows := s.get("/v5/p1/jobs?job_type=sync&name=DRS-1234").list(t, "jobs")
		if (len(rows) == 1) != made || len(s.Applied()) != len(rows) {
			t.Errorf("%s: %v, applied %+v", fault, rows, s.Applied())
			continue
		}
		if made && !strings.Contains(fmt.Sprint(s.detail(fmt.Sprint(rows[0]["id"]))["base_info"]), "key:drover-intent value:0f3a-1") {
			t.Errorf("%s: the tag is gone: %v", fault, rows)
		}
	}
}

func TestOlderGenerationCreatesNothing(t *testing.T) {
	s := serve(t, sim.Options{Generation: "v3"})
	for _, g := range []got{s.create(example(t, "by_eip")), s.get("/v5/p1/links?job_type=sync")} {
		if g.status != 404 || g.code(t) != "APIGW.0101" {
			t.Errorf("%d %s", g.status, g.body)
		}
	}
	if len(s.Applied()) != 0 {
		t.Errorf("applied: %+v", s.Applied())
	}
}
