package sim_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// act asks v5 for an operation on a job, by its id.
func (s *service) act(id, action string, params map[string]any) got {
	s.t.Helper()
	job := map[string]any{"action_name": action}
	if params != nil {
		job["action_params"] = params
	}
	return s.post("/v5/p1/jobs/"+id+"/action", encode(s.t, map[string]any{"job": job}))
}

// batch sends one of the writing batch calls of v3 for one job.
func (s *service) batch(call, id string, more map[string]any) got {
	s.t.Helper()
	job := map[string]any{"job_id": id}
	for k, v := range more {
		job[k] = v
	}
	method := http.MethodPost
	if call == "batch-jobs" {
		method = http.MethodDelete
	}
	return s.send(method, "/v3/p1/jobs/"+call, encode(s.t, map[string]any{"jobs": []any{job}}))
}

// took tells whether an answer says that the one thing asked for is done or
// under way, and with what code it was refused if not.
func (g got) took(t *testing.T) (ok bool, code string) {
	t.Helper()
	tree := g.tree(t)
	for _, member := range []string{"results", "jobs"} {
		if list := g.list(t, member); len(list) == 1 {
			tree = list[0]
		}
	}
	if code, refused := tree["error_code"].(string); refused {
		return false, code
	}
	return g.status < 300, ""
}

// operations of one job: how each is asked for, in v5 and in v3, and what
// job_action calls it.
func jobOperations() map[string]struct {
	code   string
	v5, v3 func(s *service, id string) got
} {
	type ask = func(s *service, id string) got
	v5 := func(action string, params map[string]any) ask {
		return func(s *service, id string) got { return s.act(id, action, params) }
	}
	v3 := func(call string, more map[string]any) ask {
		return func(s *service, id string) got { return s.batch(call, id, more) }
	}
	precheck := func(mode string) map[string]any { return map[string]any{"precheck_mode": mode} }
	mode := func(s *service, id string) string {
		if s.Status(id) == "CONFIGURATION" {
			return "forStartJob"
		}
		return "forRetryJob"
	}
	return map[string]struct {
		code   string
		v5, v3 ask
	}{
		"S": {"START", v5("start", nil), func(s *service, id string) got { return s.start(id, "") }},
		"P": {"PAUSE", v5("stop", map[string]any{"pause_mode": "target"}), v3("batch-pause-task", map[string]any{"pause_mode": "all"})},
		"R": {"RETRY", v5("restart", nil), v3("batch-retry-task", nil)},
		"X": {"RESET", v5("reset", nil), nil},
		"Q": {"FREE_RESOURCE", v5("terminate", nil), v3("batch-jobs", map[string]any{"delete_type": "terminate"})},
		"E": {"MODIFY_DB_CONFIG", func(s *service, id string) got { return s.act(id, "network", s.endpoints(id, "secret", "secret")) }, nil},
		"K": {
			"PRE_CHECK", func(s *service, id string) got { return s.act(id, "precheck", precheck(mode(s, id))) },
			func(s *service, id string) got { return s.batch("batch-precheck", id, precheck(mode(s, id))) },
		},
		"C": {"CLONE", func(s *service, id string) got {
			return s.clone(id, "of-"+id[:8])
		}, nil},
		"D": {
			"DELETE", func(s *service, id string) got { return s.send(http.MethodDelete, "/v5/p1/jobs/"+id, "") },
			v3("batch-jobs", map[string]any{"delete_type": "delete"}),
		},
	}
}

// TestStatusesAllow: what a status allows, by the letters of the facts; E is
// the connection test. Both generations agree, and so does job_action: what is
// offered is taken, what is unavailable is refused.
func TestStatusesAllow(t *testing.T) {
	allowed := map[string]string{
		"CREATING": "Q", "CREATE_FAILED": "D", "CONFIGURATION": "SEKQ", "WAITING_FOR_START": "SQ", "STARTJOBING": "", "START_JOB_FAILED": "CR",
		"PAUSING": "KRXCQ", "FULL_TRANSFER_STARTED": "PCQ", "FULL_TRANSFER_FAILED": "KPRXCQ", "FULL_TRANSFER_COMPLETE": "PC",
		"INCRE_TRANSFER_STARTED": "KPCQ", "INCRE_TRANSFER_FAILED": "KPRXCQ", "CHANGE_JOB_STARTED": "C", "CHANGE_JOB_FAILED": "C",
		"CHILD_TRANSFER_STARTING": "C", "CHILD_TRANSFER_STARTED": "C", "CHILD_TRANSFER_COMPLETE": "C", "CHILD_TRANSFER_FAILED": "C",
		"RELEASE_CHILD_TRANSFER_STARTED": "C", "RELEASE_CHILD_TRANSFER_COMPLETE": "CD",
		"RELEASE_RESOURCE_STARTED": "C", "RELEASE_RESOURCE_FAILED": "C", "RELEASE_RESOURCE_COMPLETE": "CD",
		"REBUILD_NODE_STARTED": "CQ", "REBUILD_NODE_FAILED": "CQ",
		"NODE_UPGRADE_START": "C", "NODE_UPGRADE_COMPLETE": "C", "NODE_UPGRADE_FAILED": "C", "DELETED": "", "SHARD_REBALANCING": "",
	}
	for _, status := range append(model.Statuses(), "SHARD_REBALANCING") {
		want, known := allowed[status]
		if !known {
			t.Errorf("%s stands in no table", status)
		}
		for letter, op := range jobOperations() {
			for gen, ask := range map[string]func(*service, string) got{"v5": op.v5, "v3": op.v3} {
				if ask == nil {
					continue
				}
				clock := newClock()
				s := serve(t, sim.Options{Now: clock.read})
				id := s.ID("wave2-shop-01")
				s.Set(id, status)
				if letter == "X" && s.act(id, "precheck", map[string]any{"precheck_mode": "forRetryJob"}).status == http.StatusAccepted {
					s.Mend(id)
					clock.forward(5 * time.Second)
					s.act(id, "precheck", map[string]any{"precheck_mode": "forRetryJob"}) // mended by now
					clock.forward(5 * time.Second)
				}
				offer, _ := s.get("/v5/p1/jobs/" + id + "/actions").tree(t)["job_action"].(map[string]any)
				took, code := ask(s, id).took(t)
				expected := strings.Contains(want, letter) && (status != "WAITING_FOR_START" || letter != "S" || gen == "v5")
				switch {
				case took != expected:
					t.Errorf("%s of %s by %s: %v %s, want %v", op.code, status, gen, took, code, expected)
				case !took && code != map[bool]string{true: "DRS.M05004", false: "DRS.M00304"}[status == "DELETED"]:
					t.Errorf("%s of %s by %s is refused with %s", op.code, status, gen, code)
				case took && contains(offer["unavailable_actions"], op.code), !took && contains(offer["available_actions"], op.code):
					t.Errorf("%s of %s by %s: %v, offered are %v", op.code, status, gen, took, offer)
				}
				if applied := len(s.Applied()); (applied > 0) != (took && letter != "E") && letter != "X" {
					t.Errorf("%s of %s by %s: %d on record", op.code, status, gen, applied)
				}
			}
		}
	}
}

func contains(list any, code string) bool {
	l, _ := list.([]any)
	return slices.Contains(l, any(code))
}

func TestDeletedJobsAreGone(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Jobs: 200})
	id, total := s.ID("hr-payroll"), len(rows(s))
	before := s.get("/v5/p1/jobs?job_type=sync").tree(t)["total_count"]
	if took, code := s.send(http.MethodDelete, "/v5/p1/jobs/"+id, "").took(t); !took {
		t.Fatal(code)
	}
	if left := rows(s); left[id] != nil || len(left) != total-1 || s.ID("hr-payroll") != "" {
		t.Errorf("%d of %d rows left, the job is among them: %v", len(left), total, left[id])
	}
	if after := s.get("/v5/p1/jobs?job_type=sync").tree(t)["total_count"]; after != before.(float64)-1 {
		t.Errorf("total_count %v, before %v", after, before)
	}
	if job, _ := s.get("/v5/p1/jobs/" + id + "?type=detail").tree(t)["job"].(map[string]any); job["status"] != "DELETED" {
		t.Errorf("the detail of a deleted job: %v", job["status"])
	}
	if g := s.ask("batch-status", id); g.refusals(t)[id] != "DRS.M05004" {
		t.Errorf("%s", g.body)
	}
}

func TestForceEndsMore(t *testing.T) {
	for _, status := range model.Statuses() {
		s := serve(t, sim.Options{})
		id := s.ID("wave2-shop-01")
		s.Set(id, status)
		want := status != "DELETED" && status != "CREATE_FAILED" && (!strings.HasPrefix(status, "RELEASE_") || status == "RELEASE_RESOURCE_FAILED")
		if took, code := s.batch("batch-jobs", id, map[string]any{"delete_type": "force_terminate"}).took(t); took != want {
			t.Errorf("%s: %v %s, want %v", status, took, code, want)
		}
		if applied := s.Applied(); want && (len(applied) != 1 || !applied[0].Force || applied[0].Action != "terminate") {
			t.Errorf("%s: on record as %+v", status, applied)
		}
	}
}

// TestFamiliesRefuseTheirPart: the parent of a dual-active pair takes nothing
// but its end, which takes the children along; they take all but their end.
func TestFamiliesRefuseTheirPart(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	parent, forward := s.ID("orders-dr-parent"), s.ID("orders-dr-forward")
	ops := jobOperations()
	for _, c := range []struct{ letter, id, code string }{
		{"R", parent, "DRS.M00307"}, {"P", parent, "DRS.M00307"}, {"K", parent, "DRS.M00307"}, {"S", parent, "DRS.M00307"},
		{"Q", forward, "DRS.M00308"}, {"D", forward, "DRS.M00308"}, {"P", forward, "DRS.M00304"},
	} {
		if _, code := ops[c.letter].v3(s, c.id).took(t); code != c.code {
			t.Errorf("%s: %q, want %s", ops[c.letter].code, code, c.code)
		}
	}
	if took, code := ops["Q"].v3(s, parent).took(t); !took {
		t.Error(code)
	}
	clock.forward(6 * time.Second)
	for _, id := range []string{parent, forward, s.ID("orders-dr-backward")} {
		s.wantStatus(id, "RELEASE_RESOURCE_COMPLETE")
	}
}

func TestBatchesOfV5TellEachJob(t *testing.T) {
	s := serve(t, sim.Options{})
	a, b, v3only := s.ID("orders-prod-sync-02"), s.ID("orders-prod-sync-01"), s.ID("events-kafka-01")
	g := s.post("/v5/p1/jobs/action", encode(t, map[string]any{"jobs": []any{
		map[string]any{"job_id": a, "action_name": "stop", "action_params": map[string]any{"pause_mode": "all"}},
		map[string]any{"job_id": b, "action_name": "stop"},
		map[string]any{"job_id": v3only, "action_name": "stop"},
		map[string]any{"job_id": s.ID("hr-payroll"), "action_name": "stop"},
	}}))
	told := map[any]string{}
	for _, e := range g.list(t, "jobs") {
		told[e["id"]] = fmt.Sprint(e["status"], " ", e["error_code"])
	}
	if g.status != 200 || told[a] != "Success <nil>" || told[b] != "Success <nil>" || told[v3only] != "Failed DRS.10000001" || told[s.ID("hr-payroll")] != "Failed DRS.M00304" {
		t.Errorf("%d %v", g.status, told)
	}
	if applied := s.Applied(); len(applied) != 2 || applied[0].Mode != "all" || applied[0].Action != "stop" || applied[0].Op != "BatchExecuteJobActions" {
		t.Errorf("%+v", applied)
	}
	ended := s.post("/v5/p1/jobs/batch-stop", encode(t, map[string]any{"jobs": []any{map[string]any{"job_id": a, "is_force_stop": true}, map[string]any{"job_id": b}}}))
	if list := ended.list(t, "jobs"); len(list) != 2 || list[0]["status"] != "success" || list[1]["error_code"] != "DRS.M01504" {
		t.Errorf("an end while a pause is under way needs force: %s", ended.body)
	}
	gone := s.send(http.MethodDelete, "/v5/p1/jobs", encode(t, map[string]any{"jobs": []string{s.ID("hr-payroll"), b}}))
	if list := gone.list(t, "jobs"); gone.status != 200 || len(list) != 2 || list[0]["status"] != "success" || list[1]["status"] != "failed" {
		t.Errorf("%s", gone.body)
	}
	if one := s.post("/v5/p1/jobs/"+s.ID("orders-prod-sync-03")+"/stop", `{}`); one.tree(t)["status"] != "success" {
		t.Errorf("%s", one.body)
	}
}

func TestActRequestsAreClosed(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID("orders-prod-sync-02")
	for _, c := range []struct{ method, path, body, code string }{
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"pause"}}`, "DRS.M00202"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"stop","params":{}}}`, "DRS.M00202"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"stop","action_params":{"pause_mode":"half"}}}`, "DRS.M00202"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"stop","action_params":{"mode":"all"}}}`, "DRS.M00202"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"precheck"}}`, "DRS.M00201"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"bind_eip"}}`, "DRS.10000001"},
		{"POST", "/v5/p1/jobs/" + id + "/action", `{"job":{"action_name":"stop","job_id":"another"}}`, "DRS.M00202"},
		{"POST", "/v5/p1/jobs/none/action", `{"job":{"action_name":"stop"}}`, "DRS.10000010"},
		{"POST", "/v5/p1/jobs/action", `{"jobs":[{"action_name":"stop"}]}`, "DRS.M00201"},
		{"POST", "/v5/p1/jobs/action", `{"jobs":[{"job_id":"x","action_name":"stop"},{"job_id":"x","action_name":"stop"}]}`, "DRS.M00301"},
		{"POST", "/v3/p1/jobs/batch-pause-task", `{"jobs":[{"job_id":"` + id + `"}]}`, "DRS.M00202"},
		{"POST", "/v3/p1/jobs/batch-retry-task", `{"jobs":[{"job_id":"` + id + `","force":true}]}`, "DRS.M00202"},
		{"POST", "/v3/p1/jobs/batch-precheck", `{"jobs":[{"job_id":"` + id + `","precheck_mode":"forFun"}]}`, "DRS.M00202"},
		{"DELETE", "/v3/p1/jobs/batch-jobs", `{"jobs":[{"job_id":"` + id + `","delete_type":"end"}]}`, "DRS.M00202"},
		{"DELETE", "/v5/p1/jobs", `{"jobs":[]}`, "DRS.M00201"},
	} {
		if g := s.send(c.method, c.path, c.body); g.status != 400 || g.code(t) != c.code {
			t.Errorf("%s %s: %d %s, want %s", c.path, c.body, g.status, g.body, c.code)
		}
	}
	if applied := s.Applied(); len(applied) != 0 {
		t.Errorf("applied: %+v", applied)
	}
}
