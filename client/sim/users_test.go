package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

func taking(job, members string) string {
	return `{"jobs":[{"job_id":"` + job + `",` + members + `}]}`
}

func account(id, name, more string) string {
	return `{"id":"` + id + `","account":"` + name + `","is_transfer":true,"roles":[],"selected":true` + more + `}`
}

func TestAccountsAreTold(t *testing.T) {
	s := serve(t, sim.Options{Prepared: true})
	for name, first := range map[string]string{moveName: "'app'@'%'", "catalog-mongo-02": "catalog.app"} {
		g := s.get("/v3/p1/jobs/" + s.ID(name) + "/get-src-user")
		users, roles := g.list(t, "user_list"), g.list(t, "roles_list")
		if g.status != 200 || len(users) < 4 || users[0]["account"] != first || len(roles) == 0 || g.tree(t)["message"] == "" {
			t.Fatalf("%s: %d %s", name, g.status, g.body)
		}
		withRole, there := 0, 0
		for _, u := range users {
			if list, _ := u["roles"].([]any); len(list) > 0 {
				withRole++
			}
			if u["is_transfer"] == false && strings.Contains(fmt.Sprint(u["comment"]), "exists") {
				there++
			}
		}
		if withRole == 0 || there != 1 {
			t.Errorf("%s: %s", name, g.body)
		}
	}
	for name, code := range map[string]string{shop: "DRS.M00302", "sessions-redis": "DRS.M00302", "hr-payroll": "DRS.M00304"} {
		if g := s.get("/v3/p1/jobs/" + s.ID(name) + "/get-src-user"); g.status != 400 || g.code(t) != code {
			t.Errorf("%s: %d %s", name, g.status, g.body)
		}
	}
}

func TestAccountsAreChosen(t *testing.T) {
	s := serve(t, sim.Options{Prepared: true})
	id := s.ID(moveName)
	body := taking(id, `"is_migrate_user":true,"is_set_password":true,"password":"pw-of-all","list":[`+account("1", "'app'@'%'", `,"is_set_password":true,"password":"pw-of-app"`)+
		`,`+account("5", "'batch'@'10.7.%'", "")+`],"user_roles":[{"role":"reader","is_transfer":true,"privileges":"SELECT","selected":true}]`)
	g := s.send(http.MethodPut, "/v3/p1/jobs/batch-update-user", body)
	results := g.list(t, "results")
	if g.status != 200 || len(results) != 1 || results[0]["is_success"] != true || results[0]["is_global_password"] != "true" {
		t.Fatalf("%d %s", g.status, g.body)
	}
	said := s.part(id, "user_migration")
	if said != `{"is_migrate_user":true,"is_set_password":true,"password":"******","role_list":[{"role":"reader"}],"user_list":[`+
		`{"account":"'app'@'%'","id":"1","is_set_password":true,"password":"******"},{"account":"'batch'@'10.7.%'","id":"5","is_set_password":false}]}` {
		t.Errorf("%s", said)
	}
	again := s.get("/v3/p1/jobs/" + id + "/get-src-user")
	users := again.list(t, "user_list")
	if users[0]["selected"] != true || users[1]["selected"] != false || users[4]["selected"] != true {
		t.Errorf("%s", again.body)
	}
	applied := s.Applied()
	everything := said + string(g.body) + string(again.body) + string(applied[0].Params)
	if strings.Contains(everything, "pw-of") || len(applied) != 1 || applied[0].Action != "users" || !strings.Contains(string(applied[0].Params), `"id":"5"`) {
		t.Errorf("%+v: %s", applied, everything)
	}
	if inV3 := s.ask("batch-detail", id).list(t, "results")[0]; inV3["migrate_user"] != true {
		t.Errorf("%v", inV3["migrate_user"])
	}
}

func TestChoicesOfAccountsAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{Prepared: true})
	move, mongo := s.ID(moveName), s.ID("catalog-mongo-02")
	const yes, no = `"is_migrate_user":true,"is_set_password":false`, `"is_migrate_user":false,"is_set_password":false`
	app := account("1", "'app'@'%'", "")
	for _, c := range []struct{ name, job, members, says string }{
		{"none", move, no, ""},
		{"some, and none named", move, yes, "list"},
		{"some, and none selected", move, yes + `,"list":[{"id":"1","account":"'app'@'%'","is_transfer":true,"roles":[],"selected":false}]`, "list"},
		{"one", move, yes + `,"list":[` + app + `]`, ""},
		{"one that there is not", move, yes + `,"list":[` + account("9", "'x'@'%'", "") + `]`, "list[0]"},
		{"one by another name", move, yes + `,"list":[` + account("1", "'app'@'10.%'", "") + `]`, "list[0]"},
		{"a new password that is empty", move, yes + `,"list":[` + account("1", "'app'@'%'", `,"is_set_password":true`) + `]`, "list[0].password"},
		{"one password for all that is empty", move, `"is_migrate_user":true,"is_set_password":true,"list":[` + app + `]`, "password"},
		{"a role that there is not", move, yes + `,"list":[` + app + `],"user_roles":[{"role":"writer","is_transfer":true,"privileges":""}]`, "user_roles[0]"},
		{"MongoDB", mongo, yes + `,"list":[` + account("1", "catalog.app", "") + `]`, ""},
		{"a password of MongoDB", mongo, `"is_migrate_user":true,"is_set_password":true,"password":"x","list":[` + account("1", "catalog.app", "") + `]`, "is_set_password"},
		{"a synchronization", s.ID(shop), no, "migration"},
		{"a job that there is not", "none", no, "exist"},
	} {
		before := len(s.Applied())
		g := s.send(http.MethodPut, "/v3/p1/jobs/batch-update-user", taking(c.job, c.members))
		r := g.list(t, "results")
		if g.status != 200 || len(r) != 1 || r[0]["is_success"] != (c.says == "") || c.says != "" && !strings.Contains(fmt.Sprint(r[0]["message"]), c.says) ||
			(len(s.Applied()) == before) != (c.says != "") {
			t.Errorf("%s: %d %s", c.name, g.status, g.body)
		}
	}
	for _, body := range []string{
		`{"jobs":[]}`, taking(move, `"is_migrate_user":true`), taking(move, no+`,"colour":"red"`), taking(move, yes+`,"list":[{"id":"1","account":"a"}]`),
		taking(move, yes+`,"list":[`+account("1", "'app'@'%'", `,"privileges":"SELECT"`)+`]`),
		`{"jobs":[{"job_id":"a",` + no + `},{"job_id":"a",` + no + `}]}`,
	} {
		if g := s.send(http.MethodPut, "/v3/p1/jobs/batch-update-user", body); g.status != 400 {
			t.Errorf("%s: %d %s", body, g.status, g.body)
		}
	}
}

// paramOf is what is told of a parameter of a job.
func (s *service) paramOf(id, refresh, key string) map[string]any {
	s.t.Helper()
	g := s.post("/v3/p1/jobs/batch-get-params", `{"jobs":["`+id+`"],"refresh":`+refresh+`}`)
	lists := g.list(s.t, "params_list")
	if g.status != 202 || len(lists) != 1 {
		s.t.Fatalf("%d %s", g.status, g.body)
	}
	all, _ := lists[0]["params"].([]any)
	for _, one := range all {
		if p, _ := one.(map[string]any); p["key"] == key || p["error_code"] != nil {
			return p
		}
	}
	return nil
}

func TestParametersAreComparedAndSet(t *testing.T) {
	s := serve(t, sim.Options{Prepared: true})
	id := s.ID(moveName)
	set := func(group, key, value string) got {
		return s.post("/v3/p1/jobs/"+id+"/params", `{"group":"`+group+`","params":[{"key":"`+key+`","target_value":"`+value+`"}]}`)
	}
	if p := s.paramOf(id, `"0"`, "wait_timeout"); p["error_code"] != "DRS.M00305" {
		t.Errorf("before the first reading: %v", p)
	}
	if g := set("common", "explicit_defaults_for_timestamp", "OFF"); g.code(t) != "DRS.M00305" {
		t.Errorf("before the first reading: %d %s", g.status, g.body)
	}
	if p := s.paramOf(id, `"1"`, "explicit_defaults_for_timestamp"); p["compare_result"] != "false" || p["need_restart"] != "true" || p["value_range"] != "ON|OFF" || p["group"] != "common" {
		t.Errorf("%v", p)
	}
	for _, c := range []struct{ group, key, value, restart, code string }{
		{"common", "explicit_defaults_for_timestamp", "OFF", "true", ""},
		{"common", "explicit_defaults_for_timestamp", "ON", "", "DRS.M00305"}, // no difference any more
		{"common", "wait_timeout", "600", "", "DRS.M00305"},
		{"common", "max_allowed_packet", "67108864", "false", ""},
		{"common", "group_concat_max_len", "3", "", "DRS.M00202"},
		{"common", "collation_server", "klingon", "", "DRS.M00202"},
		{"performance", "sync_binlog", "1000", "false", ""},
		{"performance", "sync_binlog", "1001", "", "DRS.M00202"},
		{"performance", "innodb_buffer_pool_instances", "16", "true", ""},
		{"common", "sync_binlog", "1", "", "DRS.M00202"},
		{"performance", "colour", "1", "", "DRS.M00202"},
	} {
		g := set(c.group, c.key, c.value)
		if c.code != "" && (g.status != 400 || g.code(t) != c.code) || c.code == "" && (g.status != 202 || g.tree(t)["should_restart"] != c.restart) {
			t.Errorf("%s %s: %d %s", c.key, c.value, g.status, g.body)
		}
	}
	if p := s.paramOf(id, `0`, "explicit_defaults_for_timestamp"); p["target_value"] != "OFF" || p["compare_result"] != "true" {
		t.Errorf("%v", p)
	}
	if said := s.part(id, "db_param"); said != `{"common":[{"key":"explicit_defaults_for_timestamp","target_value":"OFF"},{"key":"max_allowed_packet","target_value":"67108864"}],`+
		`"performance":[{"key":"innodb_buffer_pool_instances","target_value":"16"},{"key":"sync_binlog","target_value":"1000"}]}` {
		t.Errorf("%s", said)
	}
	if n := len(s.Applied()); n != 4 {
		t.Errorf("%d applied", n)
	}
}

func TestParametersOfOtherJobsAreNotCompared(t *testing.T) {
	s := serve(t, sim.Options{Prepared: true})
	for name, code := range map[string]string{
		shop: "DRS.M00302", "catalog-mongo-02": "DRS.M00302", "orders-dr-backward": "DRS.M00302", "orders-dr-parent": "DRS.M00307", "orders-dr-forward": "DRS.M00304",
	} {
		if p := s.paramOf(s.ID(name), `"1"`, ""); p["error_code"] != code {
			t.Errorf("%s: %v", name, p)
		}
	}
	s = unchecked(t, sim.Options{Prepared: true})
	for _, body := range []string{`{"jobs":["` + s.ID(moveName) + `"]}`, `{"jobs":[],"refresh":"1"}`, `{"jobs":["a"],"refresh":"2"}`, `{"jobs":["a"],"refresh":"1","more":1}`} {
		if g := s.post("/v3/p1/jobs/batch-get-params", body); g.status != 400 {
			t.Errorf("%s: %d %s", body, g.status, g.body)
		}
	}
	for _, body := range []string{`{"group":"common","params":[]}`, `{"params":[{"key":"a","target_value":"b"}]}`, `{"group":"other","params":[{"key":"a","target_value":"b"}]}`} {
		if g := s.post("/v3/p1/jobs/"+s.ID(moveName)+"/params", body); g.status != 400 {
			t.Errorf("%s: %d %s", body, g.status, g.body)
		}
	}
}
