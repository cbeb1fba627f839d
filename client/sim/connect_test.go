package sim_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// endpoints fills a connection test from the detail of a job, as a form would:
// all but the passwords is there.
func (s *service) endpoints(id, source, destination string) map[string]any {
	s.t.Helper()
	job, _ := s.get("/v5/p1/jobs/" + id + "?type=detail").tree(s.t)["job"].(map[string]any)
	out := []any{}
	for _, side := range [][2]string{{"source_endpoint", source}, {"target_endpoint", destination}} {
		list, _ := job[side[0]].([]any)
		for _, e := range list {
			end, _ := e.(map[string]any)
			at, _ := end["endpoint"].(map[string]any)
			at["db_password"] = side[1]
			out = append(out, end)
		}
	}
	return map[string]any{"endpoints": out}
}

// tested asks for a test and its results, the first being the source's.
func tested(s *service, clock *clock, id string, params map[string]any) []map[string]any {
	s.t.Helper()
	g := s.act(id, "network", params)
	query := g.tree(s.t)["query_id"]
	if g.status != 202 {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
	path := fmt.Sprint("/v5/p1/jobs/", id, "?type=network&query_id=", query)
	if early := s.get(path).tree(s.t)["job"].(map[string]any)["network_results"]; len(early.([]any)) != 0 {
		s.t.Errorf("results at once: %v", early)
	}
	clock.forward(2 * time.Second)
	var out []map[string]any
	for _, r := range s.get(path).tree(s.t)["job"].(map[string]any)["network_results"].([]any) {
		out = append(out, r.(map[string]any))
	}
	return out
}

func TestConnectionTests(t *testing.T) {
	for _, c := range []struct {
		name  string
		alter func(endpoint map[string]any)
		code  any
		words string
	}{
		{"any password", func(map[string]any) {}, nil, ""},
		{"wrong password", func(e map[string]any) { e["db_password"] = "wrong" }, "DRS.KE0002", "wrong user name or password"},
		{"a bad password", func(e map[string]any) { e["db_password"] = "bad-password" }, "DRS.KE0002", "wrong user name or password"},
		{"the mask", func(e map[string]any) { e["db_password"] = "******" }, "DRS.KE0002", "wrong user name or password"},
		{"unreachable host", func(e map[string]any) { e["ip"] = "203.0.113.7" }, "DRS.KE0001", "timed out (203.0.113.7:3306)"},
		{"unknown database", func(e map[string]any) { e["db_name"] = "nowhere" }, "DRS.KE0003", "'nowhere'"},
		{"a database that is there", func(e map[string]any) { e["db_name"] = "wave2_03" }, nil, ""},
		{"another instance", func(e map[string]any) { e["instance_id"] = "elsewhere" }, "DRS.M06007", "elsewhere"},
	} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		id := s.ID("wave2-shop-01")
		params := s.endpoints(id, "secret", "secret")
		var one map[string]any
		for _, e := range params["endpoints"].([]any) {
			if end := e.(map[string]any); end["endpoint_role"] == "so" {
				one = end
			}
		}
		c.alter(one["endpoint"].(map[string]any))
		r := tested(s, clock, id, map[string]any{"endpoints": []any{one}})
		if len(r) != 1 || r[0]["success"] != (c.code == nil) || r[0]["error_code"] != c.code || !strings.Contains(fmt.Sprint(r[0]["error_msg"]), c.words) {
			t.Errorf("%s by v5: %v", c.name, r)
		}
		at := one["endpoint"].(map[string]any)
		end := map[string]any{
			"id": id, "net_type": "vpn", "db_type": "mysql", "ip": at["ip"], "db_port": 3306, "db_user": at["db_user"], "db_password": at["db_password"],
			"end_point_type": "so", "db_name": at["db_name"], "inst_id": at["instance_id"],
		}
		g := s.post("/v3/p1/jobs/batch-connection", encode(t, map[string]any{"jobs": []any{end}}))
		if e := g.list(t, "results")[0]; e["success"] != (c.code == nil) || e["error_code"] != c.code || e["id"] != id {
			t.Errorf("%s by v3: %s", c.name, g.body)
		}
		if len(s.Applied()) != 0 {
			t.Errorf("%s: a test is no write: %v", c.name, s.Applied())
		}
	}
}

func TestConnectionTestsOfV3TellBothEndsInOrder(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("catalog-mongo-02")
	end := func(role, password string) map[string]any {
		return map[string]any{
			"id": id, "net_type": "vpn", "db_type": "mongodb", "ip": "10.0.0.1:27017", "db_port": 0, "db_user": "u", "db_password": password, "end_point_type": role,
		}
	}
	test := func(ends ...map[string]any) got {
		return s.post("/v3/p1/jobs/batch-connection", encode(t, map[string]any{"jobs": ends}))
	}
	if r := test(end("so", "secret"), end("ta", "wrong")).list(t, "results"); len(r) != 2 || r[0]["success"] != true || r[1]["error_code"] != "DRS.KE0002" {
		t.Errorf("%v", r)
	}
	other := maps.Clone(end("so", "secret"))
	other["db_type"] = "mysql"
	if r := test(other).list(t, "results"); r[0]["error_code"] != "DRS.M00305" {
		t.Errorf("another engine: %v", r)
	}
	s.Set(id, "INCRE_TRANSFER_STARTED")
	if r := test(end("so", "secret")).list(t, "results"); r[0]["error_code"] != "DRS.M00304" {
		t.Errorf("of a running job: %v", r)
	}
	strict := unchecked(t, sim.Options{})
	for name, body := range map[string]string{
		"no password": `{"jobs":[{"id":"x","net_type":"vpn","db_type":"mysql","ip":"1","db_user":"u","db_password":"","end_point_type":"so"}]}`,
		"no role":     `{"jobs":[{"id":"x","net_type":"vpn","db_type":"mysql","ip":"1","db_user":"u","db_password":"p"}]}`,
		"unknown":     `{"jobs":[{"id":"x","net_type":"vpn","db_type":"mysql","ip":"1","db_user":"u","db_password":"p","end_point_type":"so","port":1}]}`,
		"port a word": `{"jobs":[{"id":"x","net_type":"vpn","db_type":"mysql","ip":"1","db_user":"u","db_password":"p","end_point_type":"so","db_port":"1"}]}`,
	} {
		if g := strict.post("/v3/p1/jobs/batch-connection", body); g.status != 400 || g.code(t) != "DRS.M00202" {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
}

func TestHandlesAreTheJobsOwn(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	a, b := s.ID("wave2-shop-01"), s.ID("wave2-shop-02")
	query := fmt.Sprint(s.act(a, "network", s.endpoints(a, "x", "y")).tree(t)["query_id"])
	for path, code := range map[string]string{
		a + "?type=network": "DRS.M00201", a + "?type=network&query_id=none": "DRS.M00202",
		b + "?type=network&query_id=" + query: "DRS.M00202", a + "?type=precheck&query_id=" + query: "DRS.M00202",
	} {
		if g := s.get("/v5/p1/jobs/" + path); g.status != 400 || g.code(t) != code {
			t.Errorf("%s: %d %s, want %s", path, g.status, g.body, code)
		}
	}
}
