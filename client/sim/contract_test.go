package sim_test

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
	"drover/model"
)

// everyCall asks for everything the service offers, jobs of all sorts
// included. serve checks each request and each answer.
func everyCall(s *service) {
	s.t.Helper()
	all := rows(s)
	ids := make([]string, 0, len(all)+1)
	for id := range all {
		ids = append(ids, id)
	}
	ids = append(ids, "00000000-0000-0000-0000-0000000jb101")
	for _, id := range ids {
		for _, kind := range []string{"detail", "progress", "overview", "log"} {
			s.get("/v5/p1/jobs/" + id + "?type=" + kind)
		}
		s.get("/v5/p1/jobs/" + id + "/actions")
		everyPart(s, id)
		s.ask("batch-precheck-result", id)
	}
	for _, call := range []string{"batch-detail", "batch-status"} {
		s.post("/v3/p1/jobs/"+call, encode(s.t, map[string]any{"jobs": ids, "page_req": map[string]int{"cur_page": 1, "per_page": 0}}))
	}
	s.ask("batch-progress", ids...)
	var pairs []string
	for _, id := range ids {
		pairs = append(pairs, id, "")
	}
	s.start(pairs...)
	everyWrite(s, ids)
	s.get("/v5/p1/jobs?job_type=sync&limit=1001")
	s.get("/v5/p1/jobs?job_type=sync&limit=3&offset=2&sort_key=status&sort_dir=asc&status=CONFIGURATION,PAUSING&name=a")
	s.post("/v3/p1/jobs", `{"cur_page":2,"per_page":7,"db_use_type":"sync","status":"CONFIGURATION","engine_type":"","net_type":"vpn"}`)
}

// everyPart asks for what v5 tells of a job below its path.
func everyPart(s *service, id string) {
	s.t.Helper()
	for _, part := range []string{
		"monitor-data", "dirty-data", "dirty-data?offset=1&limit=1000", "ddl?limit=3&start_seq_no=2&end_seq_no=9", "ddl?status=1", "timelines?offset=1",
		"progress-data/table?limit=3&search_name=orders",
	} {
		s.get("/v5/p1/jobs/" + id + "/" + part)
	}
	for _, kind := range model.ObjectKinds() {
		s.get("/v5/p1/jobs/" + id + "/progress-data/" + string(kind) + "?limit=12&offset=1")
	}
	everyObject(s, id)
	everyTable(s, id)
	for _, level := range model.LogLevels() {
		s.get("/v5/p1/jobs/" + id + "?type=log&offset=1&limit=20&log_level=" + level)
	}
}

// everyWrite asks for every operation on every job, whether its status allows
// it or not.
func everyWrite(s *service, ids []string) {
	s.t.Helper()
	s.create(example(s.t, "by_eip"))
	s.create(protection(s.t).set("base_info.multi_write", true))
	everyOffer(s)
	for n, id := range ids {
		s.store(id, example(s.t, "by_own_eip"))
		everyEdit(s, id)
		s.clone(id, "copy-"+strconv.Itoa(n))
		ops := jobOperations()
		for _, letter := range slices.Sorted(maps.Keys(ops)) {
			op := ops[letter]
			for _, ask := range []func(*service, string) got{op.v5, op.v3} {
				if ask != nil {
					ask(s, id)
				}
			}
		}
	}
	for _, name := range []string{"a-new-name", "wave2-shop-01"} {
		s.post("/v5/p1/jobs/name-validation", `{"name":"`+name+`","type":"trans"}`)
	}
}

// everyEdit changes every part of a job, whether its status allows it or not.
func everyEdit(s *service, id string) {
	s.t.Helper()
	for part, params := range map[string]string{
		"name": base("name", `"name-`+id[:8]+`"`), "description": base("description", `"by hand"`), "expired_days": base("expired_days", `"20"`), "re_create": `{}`,
		"policy": policyOf(`"filter_ddl_policy":"drop_database","dml_types":"i,u"`), "speed_limit": limitsOf(window("01:00", "02:59", "7")),
		"notify": notifyOf(""), "tuning_param": tuned(`"incre_apply":{"apply_threads":"8"}`), "network": `{}`,
	} {
		s.put(id, part, params)
	}
	s.get("/v5/p1/jobs/" + id + "/configurations?name=threads&limit=3")
	s.put(id, "db_object", `{"db_object":{"object_scope":"all"}}`)
	s.send(http.MethodPut, "/v5/p1/jobs/"+id+"/modify-configuration", `{"values":[{"parameter_name":"apply_threads","parameter_value":"9"}]}`)
	for _, kind := range model.Scenarios() {
		s.post("/v5/p1/jobs/"+string(kind)+"/"+id+"/tags/action", `{"action":"create","tags":[{"key":"a","value":"b"}]}`)
		s.get("/v5/p1/jobs/" + string(kind) + "/" + id + "/tags")
	}
	s.post("/v5/p1/job/"+id+"/change-to-period", `{"period_type":"3","period_num":1,"is_auto_renew":false,"is_auto_pay":true}`)
	s.post("/v5/p1/jobs/"+id+"/collect-db-position", `{"reset_position_time":"1700000000000"}`)
	s.get("/v5/p1/jobs/" + id + "/db-position?query_id=1")
	s.send(http.MethodPut, "/v5/p1/jobs/"+id+"/start-position", `{"file_and_position":"mysql-bin.000012:4"}`)
	s.get("/v3/p1/jobs/" + id + "/get-src-user")
	s.send(http.MethodPut, "/v3/p1/jobs/batch-update-user", taking(id, `"is_migrate_user":false,"is_set_password":false`))
	s.post("/v3/p1/jobs/batch-get-params", `{"jobs":["`+id+`"],"refresh":"1"}`)
	s.post("/v3/p1/jobs/"+id+"/params", `{"group":"performance","params":[{"key":"sync_binlog","target_value":"7"}]}`)
}

// everyOffer asks for all that a form of a new job needs to know.
func everyOffer(s *service) {
	s.t.Helper()
	for _, kind := range model.Scenarios() {
		s.get("/v5/p1/links?limit=1000&job_type=" + string(kind))
		s.get("/v3/p1/node-type?is_use_sellout_info=true&is_multi_write=false&engine_type=mysql-to-mysql&job_direction=up&db_use_type=" + string(kind))
		s.post("/v3/p1/available-zone", `{"engine_type":"mysql","db_use_type":"`+string(kind)+`","job_direction":"down","node_type":"high","multi_write":"false"}`)
	}
	s.get("/v5/p1/enterprise-projects?limit=2&offset=1")
}

func TestEveryAnswerKeepsTheContract(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 70, Prepared: true, Tables: 300})
	everyCall(s)
	everyCall(s) // again, with everything under way that could be started
	if len(s.Applied()) == 0 {
		t.Error("nothing was started meanwhile")
	}
}

func TestLooseAnswersKeepTheFacts(t *testing.T) {
	strict, loose := serve(t, sim.Options{Freeze: true}), unchecked(t, sim.Options{Freeze: true, Fault: "loose"})
	id := strict.ID("orders-prod-sync-02")
	if wrapped := strict.get("/v5/p1/jobs/" + id + "?type=detail").tree(t); wrapped["job"] == nil {
		t.Error("a detail is wrapped in job")
	}
	flat := loose.get("/v5/p1/jobs/" + id + "?type=detail").tree(t)
	if flat["id"] != id || flat["job"] != nil || flat["x_later"] == nil {
		t.Errorf("a loose detail is flat and has unknown members: %v", flat)
	}
	for _, call := range []string{"batch-status", "batch-progress"} {
		a, b := strict.ask(call, id).list(t, "results"), loose.ask(call, id).list(t, "results")
		for _, k := range []string{"id", "job_id", "status", "transfer_status", "progress", "incre_trans_delay"} {
			if a[0][k] != b[0][k] {
				t.Errorf("%s: %s is %v, loosely %v", call, k, a[0][k], b[0][k])
			}
		}
	}
	list := loose.get("/v5/p1/jobs?job_type=sync").tree(t)
	if _, text := list["total_count"].(string); !text {
		t.Errorf("total_count is no string: %v", list["total_count"])
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	seen := map[string]bool{}
	for _, path := range []string{"/v5/p1/jobs?job_type=sync", "/v5/p1/jobs", "/v5/other/jobs?job_type=sync"} {
		g := unchecked(t, sim.Options{Now: clock.read}).get(path)
		if at, err := http.ParseTime(g.header.Get("Date")); err != nil || !at.Equal(clock.read()) {
			t.Errorf("%s: Date %q", path, g.header.Get("Date"))
		}
		if g.status != http.StatusOK && g.tree(t)["request_id"] != g.header.Get("X-Request-Id") {
			t.Errorf("%s: request ids differ: %s", path, g.body)
		}
	}
	for range 50 {
		seen[s.get("/v5/p1/jobs?job_type=sync").header.Get("X-Request-Id")] = true
	}
	if len(seen) != 50 {
		t.Errorf("%d request ids for 50 requests", len(seen))
	}
}

func TestGate(t *testing.T) {
	s := unchecked(t, sim.Options{})
	running := s.ID("orders-prod-sync-03")
	for _, c := range []struct {
		path, token string
		status      int
		code        string
	}{
		{"/v5/p1/jobs?job_type=sync", "wrong", 401, "APIGW.0301"},
		{"/v5/p1/jobs?job_type=sync", "", 401, "APIGW.0301"},
		{"/v5/p2/jobs?job_type=sync", "sim-token", 403, "DRS.M00261"},
		{"/v6/p1/jobs?job_type=sync", "sim-token", 404, "APIGW.0101"},
		{"/v5/p1/jobs", "sim-token", 400, "DRS.M00201"},
		{"/v5/p1/jobs?job_type=backup", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs?job_type=sync&limit=1001", "sim-token", 400, "DRS.M00211"},
		{"/v5/p1/jobs?job_type=sync&limit=0", "sim-token", 400, "DRS.M00210"},
		{"/v5/p1/jobs?job_type=sync&page=2", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs/none?type=detail", "sim-token", 400, "DRS.10000010"},
		{"/v5/p1/jobs/" + s.ID("orders-prod-sync-01") + "?type=everything", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs/" + s.ID("ledger-pg-01") + "?type=detail", "sim-token", 400, "DRS.10000001"},
		{"/v5/p1/jobs/" + s.ID("ledger-pg-01") + "/monitor-data", "sim-token", 400, "DRS.10000001"},
		{"/v5/p1/jobs/" + running + "/timelines", "wrong", 401, "APIGW.0301"},
		{"/v5/p1/jobs/none/ddl", "sim-token", 400, "DRS.10000010"},
		{"/v5/p1/jobs/" + running + "/dirty-data?limit=1001", "sim-token", 400, "DRS.M00211"},
		{"/v5/p1/jobs/" + running + "/timelines?limit=0", "sim-token", 400, "DRS.M00210"},
		{"/v5/p1/jobs/" + running + "/timelines?page=1", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs/" + running + "/ddl?status=2", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs/" + running + "/progress-data/tables", "sim-token", 400, "DRS.M00202"},
		{"/v5/p1/jobs/" + running + "?type=log&log_level=error", "sim-token", 400, "DRS.M00202"},
	} {
		s.token = c.token
		if g := s.get(c.path); g.status != c.status || g.code(t) != c.code {
			t.Errorf("%s: %d %s, want %d %s", c.path, g.status, g.body, c.status, c.code)
		}
	}
}

func TestPages(t *testing.T) {
	s := serve(t, sim.Options{Jobs: 300})
	total := s.get("/v5/p1/jobs?job_type=sync").tree(t)["total_count"]
	seen := map[any]bool{}
	offset := 0
	for {
		jobs := s.get("/v5/p1/jobs?job_type=sync&sort_key=create_time&sort_dir=asc&limit=7&offset="+strconv.Itoa(offset)).list(t, "jobs")
		if len(jobs) == 0 {
			break
		}
		for _, j := range jobs {
			seen[j["id"]] = true
		}
		offset += len(jobs)
	}
	if float64(offset) != total || len(seen) != offset {
		t.Errorf("%d rows on pages, %d of them different, %v announced", offset, len(seen), total)
	}
	if n := len(s.get("/v5/p1/jobs?job_type=sync").list(t, "jobs")); n != 10 {
		t.Errorf("a v5 page holds %d rows by default, want 10", n)
	}
	ids := []string{}
	for _, j := range s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":10,"db_use_type":"sync"}`).list(t, "jobs") {
		id, _ := j["id"].(string)
		ids = append(ids, id)
	}
	if told := s.ask("batch-status", ids...); len(told.list(t, "results")) != 5 || told.tree(t)["count"] != 10.0 {
		t.Errorf("batch-status tells five of ten by default: %s", told.body)
	}
	if told := s.ask("batch-progress", ids...); told.status != http.StatusAccepted || len(told.list(t, "results")) != 10 {
		t.Errorf("batch-progress: %d %s", told.status, told.body)
	}
}

func TestTimesAreWrittenInThreeWays(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID("wave2-shop-01")
	made := clock.read().Add(-9 * time.Hour)
	all := rows(s)
	if got := all[id]["create_time"]; got != made.Format("2006-01-02T15:04:05Z") {
		t.Errorf("v5 list: %v", got)
	}
	if got := all[s.ID("catalog-mongo-02")]["create_time"]; got != clock.read().Add(-104*time.Minute).Format("2006-01-02 15:04:05") {
		t.Errorf("v3 list: %v", got)
	}
	if got := s.ask("batch-detail", id).list(t, "results")[0]["create_time"]; got != strconv.FormatInt(made.UnixMilli(), 10) {
		t.Errorf("v3 detail: %v", got)
	}
}

func TestPasswordsComeBackMasked(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("orders-prod-sync-02")
	for _, g := range []got{s.get("/v5/p1/jobs/" + id + "?type=detail"), s.ask("batch-detail", id)} {
		if strings.Count(string(g.body), `"db_password":"******"`) != 2 {
			t.Errorf("both passwords are masked: %s", g.body)
		}
	}
}
