package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

func TestEndsAreStoredWhereTheStatusAllows(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("wave2-shop-01")
	body := s.storing(id)
	for _, status := range []string{"CREATING", "WAITING_FOR_START", "INCRE_TRANSFER_STARTED", "PAUSING", "RELEASE_RESOURCE_COMPLETE"} {
		s.Set(id, status)
		if g := s.send(http.MethodPut, "/v5/p1/jobs/"+id, body); g.status != 400 || g.code(t) != "DRS.M00304" {
			t.Errorf("%s: %d %s", status, g.status, g.body)
		}
	}
	s.Set(id, "CONFIGURATION")
	if g := s.send(http.MethodPut, "/v5/p1/jobs/"+id, strings.ReplaceAll(body, `"db_port":"3306"`, `"db_port":"3307"`)); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if said := fmt.Sprint(s.detail(id)); strings.Count(said, "db_port:3307") != 2 {
		t.Errorf("stored as %s", said)
	}
	if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M00305" {
		t.Errorf("the pre-check of the former ends still holds: %s", g.body)
	}
	if len(s.Applied()) != 1 {
		t.Errorf("applied: %+v", s.Applied())
	}
}

func TestStoringEndsIsRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.made(example(t, "by_eip"))
	s.Set(id, "CONFIGURATION")
	put := func(id, body string) got { return s.send(http.MethodPut, "/v5/p1/jobs/"+id, body) }
	for name, c := range map[string]struct {
		g    got
		code string
	}{
		"another part":         {put(id, `{"job":{"type":"network","params":{}}}`), "DRS.10000001"},
		"a part there is not":  {put(id, `{"job":{"type":"colour","params":{}}}`), "DRS.M00202"},
		"no params":            {put(id, `{"job":{"type":"endpoint"}}`), "DRS.M00201"},
		"no job":               {put(id, `{}`), "DRS.M00202"},
		"no target":            {put(id, `{"job":{"type":"endpoint","params":{"source_endpoint":[]}}}`), "DRS.M00201"},
		"an empty source":      {s.store(id, example(t, "by_eip").set("source_endpoint", []any{})), "DRS.M00201"},
		"a wrong port":         {s.store(id, example(t, "by_eip").set("source_endpoint.0.endpoint.db_port", "0")), "DRS.M00202"},
		"another engine":       {s.store(id, mysqlBetween(t)), "DRS.M00202"},
		"a job there is not":   {s.store("none", example(t, "by_eip")), "DRS.10000010"},
		"a job that v3 serves": {s.store(s.ID("ledger-pg-01"), example(t, "by_eip")), "DRS.10000001"},
	} {
		if c.g.status != 400 || c.g.code(t) != c.code {
			t.Errorf("%s: %d %s, want %s", name, c.g.status, c.g.body, c.code)
		}
	}
	if len(s.Applied()) != 1 {
		t.Errorf("applied: %+v", s.Applied())
	}
}

func TestACloneHasTheStoredEndsWithoutTheirPasswords(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	d := example(t, "by_eip").set("target_endpoint.0.endpoint.db_password", "secret").set("source_endpoint.0.endpoint.db_password", "secret")
	id := s.made(d)
	clock.forward(time.Minute)
	s.store(id, d.set("source_endpoint.0.endpoint.ip", "10.9.9.9"))
	s.Set(id, "PAUSING")
	clone, _ := s.clone(id, "its-clone").tree(t)["id"].(string)
	s.Set(clone, "CONFIGURATION")
	if said := fmt.Sprint(s.detail(clone)); !strings.Contains(said, "ip:10.9.9.9") || strings.Contains(said, "******") {
		t.Errorf("%s", said)
	}
	check := func() string {
		s.batch("batch-precheck", clone, map[string]any{"precheck_mode": "forStartJob"})
		clock.forward(10 * time.Second)
		return string(s.ask("batch-precheck-result", clone).body)
	}
	if r := check(); strings.Count(r, "CONNECTION_NOT_TESTED") != 2 {
		t.Errorf("%s", r)
	}
	ends := append(append([]any{}, d["source_endpoint"].([]any)...), d["target_endpoint"].([]any)...)
	if r := tested(s, clock, clone, map[string]any{"endpoints": ends}); r[0]["success"] != true || r[1]["success"] != true {
		t.Errorf("%v", r)
	}
	if r := check(); !strings.Contains(r, `"total_passed_rate":"100%"`) {
		t.Errorf("%s", r)
	}
}

func TestCreatedJobsAreReachedOrNot(t *testing.T) {
	for _, c := range []struct {
		name, at string
		value    any
		code     any
		words    string
	}{
		{"as it was created", "source_endpoint.0.endpoint.db_user", "ORACLE_USER", nil, ""},
		{"nobody listens on port 1", "source_endpoint.0.endpoint.db_port", "1", "DRS.KE0001", "port 1"},
		{"a name nobody knows", "source_endpoint.0.endpoint.ip", "db.example.invalid", "DRS.KE0001", "db.example.invalid"},
		{"a host that does not answer", "source_endpoint.0.endpoint.ip", "203.0.113.7", "DRS.KE0001", "timed out"},
		{"a user that is not let in", "source_endpoint.0.endpoint.db_user", "nobody", "DRS.KE0002", "'nobody'"},
		{"a wrong password", "source_endpoint.0.endpoint.db_password", "wrong", "DRS.KE0002", "password"},
		{"a database that is not there", "source_endpoint.0.endpoint.db_name", "nowhere", "DRS.KE0003", "'nowhere'"},
		{"another instance that is there", "target_endpoint.0.endpoint.instance_id", "1111579bc09c490b9d8009db715aeb0ain14", nil, ""},
		{"an instance that is not there", "target_endpoint.0.endpoint.instance_id", "00000000c09c490b9d8009db715aeb0ain14", "DRS.M06007", "does not exist"},
	} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		d := example(t, "by_eip").set("source_endpoint.0.endpoint.db_password", "secret").set("target_endpoint.0.endpoint.db_password", "secret")
		id := s.made(d)
		clock.forward(time.Minute)
		d.set(c.at, c.value)
		list, _, _ := strings.Cut(c.at, ".")
		r := tested(s, clock, id, map[string]any{"endpoints": d[list]})
		if len(r) != 1 || r[0]["success"] != (c.code == nil) || r[0]["error_code"] != c.code || !strings.Contains(fmt.Sprint(r[0]["error_msg"]), c.words) {
			t.Errorf("%s: %v", c.name, r)
		}
	}
}

func TestAClusterIsReachedAtAllOfItsHosts(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	d := redisCluster(t).set("source_endpoint.0.endpoint.db_password", "secret")
	id := s.made(d)
	clock.forward(time.Minute)
	for hosts, ok := range map[string]bool{"10.1.1.1:6379,10.1.1.2:6379": true, "10.1.1.1:6379,10.1.1.2:1": false, "10.1.1.1:6379,x.invalid:6379": false} {
		d.set("source_endpoint.0.endpoint.ip", hosts)
		if r := tested(s, clock, id, map[string]any{"endpoints": d["source_endpoint"]}); r[0]["success"] != ok {
			t.Errorf("%s: %v", hosts, r)
		}
	}
}
