package sim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

const (
	moveName   = "wave4-crm-move"
	streamName = "wave4-crm-stream"
)

// row is a call, and what becomes of it; code is empty where it is taken.
type row struct {
	name, method, path, body, code, says string
}

// asked sends the calls of a table, one after another.
func (s *service) asked(rows []row) {
	s.t.Helper()
	for _, c := range rows {
		before := len(s.Applied())
		g := s.send(c.method, c.path, c.body)
		switch {
		case c.code == "" && (g.status >= 300 || len(s.Applied()) != before+1):
			s.t.Errorf("%s: %d %s, %d applied", c.name, g.status, g.body, len(s.Applied())-before)
		case c.code != "" && (g.code(s.t) != c.code || !strings.Contains(fmt.Sprint(g.tree(s.t)["error_msg"]), c.says) || len(s.Applied()) != before):
			s.t.Errorf("%s: %d %s, want %s and %q", c.name, g.status, g.body, c.code, c.says)
		}
	}
}

func TestTagsAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID(shop)
	path := "/v5/p1/jobs/sync/" + id + "/tags/action"
	tags := func(action, list string) string { return `{"action":"` + action + `","tags":[` + list + `]}` }
	many := make([]string, 20)
	for n := range many {
		many[n] = `{"key":"k` + strconv.Itoa(n) + `","value":"v"}`
	}
	s.asked([]row{
		{"no action", "POST", path, `{"tags":[{"key":"a"}]}`, "DRS.M00201", "action"},
		{"an action that there is not", "POST", path, tags("update", `{"key":"a"}`), "DRS.M00202", "action"},
		{"no tags", "POST", path, tags("create", ""), "DRS.M00201", "tags"},
		{"no key", "POST", path, tags("create", `{"value":"a"}`), "DRS.M00201", "tags[0].key"},
		{"no value", "POST", path, tags("create", `{"key":"a"}`), "DRS.M00201", "tags[0].value"},
		{"no value of one to be deleted", "POST", path, tags("delete", `{"key":"a"}`), "", ""},
		{"a key twice", "POST", path, tags("create", `{"key":"a","value":"1"},{"key":"a","value":"2"}`), "DRS.M00269", "twice"},
		{"a key of 37", "POST", path, tags("create", `{"key":"`+strings.Repeat("k", 37)+`","value":"1"}`), "DRS.M00270", "tags[0]"},
		{"a value of 44", "POST", path, tags("create", `{"key":"k","value":"`+strings.Repeat("k", 44)+`"}`), "DRS.M00270", "tags[0]"},
		{"one", "POST", path, tags("create", `{"key":"one","value":"1"}`), "", ""},
		{"more than 20 in all", "POST", path, tags("create", strings.Join(many, ",")), "DRS.M00271", "20"},
		{"another scenario", "POST", strings.Replace(path, "sync", "migration", 1), tags("create", `{"key":"a","value":"1"}`), "DRS.M00202", "resource_type"},
		{"a job there is not", "POST", strings.Replace(path, id, "none", 1), tags("create", `{"key":"a","value":"1"}`), "DRS.10000010", "exist"},
		{"a member that nobody knows", "POST", path, `{"action":"create","tags":[],"more":1}`, "DRS.M00202", "more"},
	})
	s.Set(id, "RELEASE_RESOURCE_COMPLETE")
	if g := s.post(path, tags("create", `{"key":"a","value":"1"}`)); g.code(t) != "DRS.M00304" {
		t.Errorf("%d %s", g.status, g.body)
	}
	if g := s.get("/v5/p1/jobs/sync/" + id + "/labels"); g.status != 404 {
		t.Errorf("%d %s", g.status, g.body)
	}
}

func TestTagsAreSetAndTaken(t *testing.T) {
	s := serve(t, sim.Options{})
	for name, kind := range map[string]string{shop: "sync", "catalog-mongo-02": "migration"} {
		id := s.ID(name)
		path := "/v5/p1/jobs/" + kind + "/" + id + "/tags"
		told := func() string { return encode(t, s.get(path).list(t, "tags")) }
		for _, step := range []struct{ action, list string }{
			{"delete", `{"key":"tier"},{"key":"team"},{"key":"not-there","value":"x"}`}, {"create", `{"key":"team","value":"a"},{"key":"tier","value":"1"}`},
			{"create", `{"key":"team","value":"other"},{"key":"more","value":"1"}`}, {"delete", `{"key":"tier"},{"key":"not-there","value":"x"}`},
		} {
			if g := s.post(path+"/action", `{"action":"`+step.action+`","tags":[`+step.list+`]}`); g.status != 200 {
				t.Fatalf("%s: %d %s", name, g.status, g.body)
			}
		}
		if got := told(); got != `[{"key":"team","value":"other"},{"key":"more","value":"1"}]` {
			t.Errorf("%s: %s", name, got)
		}
		if inV3 := encode(t, s.ask("batch-detail", id).list(t, "results")[0]["tags"]); inV3 != told() {
			t.Errorf("%s by v3: %s", name, inV3)
		}
	}
	if b, _ := s.detail(s.ID(shop))["base_info"].(map[string]any); !strings.Contains(encode(t, b["tags"]), `"more"`) {
		t.Errorf("%v", b["tags"])
	}
}

func TestAJobIsPaidByTheMonth(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("wave2-shop-02")
	path := "/v5/p1/job/" + id + "/change-to-period"
	g := s.post(path, `{"period_type":"2","period_num":3,"is_auto_renew":true,"is_auto_pay":false}`)
	order, _ := g.tree(t)["order_id"].(string)
	if g.status != 200 || !strings.HasPrefix(order, "CS") {
		t.Fatalf("%d %s", g.status, g.body)
	}
	d := s.detail(id)
	if b, _ := d["base_info"].(map[string]any); b["charging_mode"] != "period" || encode(t, d["period_order"]) != `{"is_auto_renew":1,"period_num":3,"period_type":2}` {
		t.Errorf("%v, %v", d["period_order"], d["base_info"])
	}
	inV3, _ := s.ask("batch-detail", id).list(t, "results")[0]["period_order"].(map[string]any)
	if inV3["order_id"] != order || inV3["status"] != "unpaid" || rows(s)[id]["charging_mode"] != "period" {
		t.Errorf("%v", inV3)
	}
	if g := s.put(id, "expired_days", base("expired_days", `"20"`)); g.code(t) != "DRS.M00305" {
		t.Errorf("%d %s", g.status, g.body)
	}
	if a := s.Applied(); len(a) != 1 || a[0].Action != "change_to_period" || !json.Valid(a[0].Params) {
		t.Errorf("%+v", a)
	}
}

func TestOrdersAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	at := func(name string) string { return "/v5/p1/job/" + s.ID(name) + "/change-to-period" }
	order := func(kind, num string) string {
		return `{"period_type":` + kind + `,"period_num":` + num + `,"is_auto_renew":false,"is_auto_pay":true}`
	}
	s.asked([]row{
		{"a job that has one", "POST", at(yearlyOf), order(`"3"`, "1"), "DRS.M00305", "already"},
		{"ten months", "POST", at(shop), order(`"2"`, "10"), "DRS.M00202", "period_num"},
		{"four years", "POST", at(shop), order(`"3"`, "4"), "DRS.M00202", "period_num"},
		{"none at all", "POST", at(shop), order(`"2"`, "0"), "DRS.M00202", "period_num"},
		{"weeks", "POST", at(shop), order(`"1"`, "1"), "DRS.M00202", "period_type"},
		{"the unit as a number", "POST", at(shop), order(`2`, "1"), "DRS.M00202", "period_type"},
		{"no word on paying", "POST", at(shop), `{"period_type":"2","period_num":1,"is_auto_renew":false}`, "DRS.M00201", "is_auto_pay"},
		{"a job that has ended", "POST", at("hr-payroll"), order(`"2"`, "1"), "DRS.M00304", "RELEASE"},
		{"nine months", "POST", at(shop), order(`"2"`, "9"), "", ""},
	})
}

func TestAStreamBeginsWhereItIsTold(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Prepared: true, Now: clock.read})
	id := s.ID(streamName)
	collect := func(at time.Time) string {
		g := s.post("/v5/p1/jobs/"+id+"/collect-db-position", `{"reset_position_time":"`+strconv.FormatInt(at.UnixMilli(), 10)+`"}`)
		query, _ := g.tree(t)["id"].(string)
		if g.status != 202 || g.tree(t)["status"] != "pending" {
			t.Fatalf("%d %s", g.status, g.body)
		}
		return query
	}
	found := func(query string) map[string]any {
		return s.get("/v5/p1/jobs/" + id + "/db-position?query_id=" + query).tree(t)
	}
	query := collect(clock.read().Add(-24 * time.Hour))
	if got := found(query); got["status"] != "pending" || got["position"] != nil {
		t.Errorf("%v", got)
	}
	clock.forward(2 * time.Second)
	position, _ := found(query)["position"].(string)
	if !strings.HasPrefix(position, "mysql-bin.0000") || found(query)["status"] != "success" {
		t.Errorf("%v", found(query))
	}
	gone := collect(clock.read().Add(-72 * time.Hour))
	clock.forward(2 * time.Second)
	if got := found(gone); got["status"] != "failed" {
		t.Errorf("%v", got)
	}
	if g := s.get("/v5/p1/jobs/" + id + "/db-position?query_id=" + query); g.code(t) != "DRS.M00202" {
		t.Errorf("only the last one is kept: %d %s", g.status, g.body)
	}
	const gtid = "3E11FA47-71CA-11E1-9E33-C80AA9429562:1-5"
	if g := s.send(http.MethodPut, "/v5/p1/jobs/"+id+"/start-position", `{"file_and_position":"`+position+`","gtid_set":"`+gtid+`"}`); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if inV3 := s.ask("batch-detail", id).list(t, "results")[0]; inV3["incre_start_position"] != position || inV3["gtid"] != gtid {
		t.Errorf("%v", inV3)
	}
	frozen := serve(t, sim.Options{Prepared: true, Freeze: true})
	id, s = frozen.ID(streamName), frozen
	query = collect(sim.FrozenNow())
	if a, b := found(query)["status"], found(query)["status"]; a != "pending" || b != "success" {
		t.Errorf("frozen: %v, %v", a, b)
	}
}

func TestStartPositionsAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{Prepared: true, Jobs: 143})
	at := func(name, call string) string { return "/v5/p1/jobs/" + s.ID(name) + "/" + call }
	point := func(at, gtid string) string { return `{"file_and_position":"` + at + `","gtid_set":"` + gtid + `"}` }
	stream, kafka := at(streamName, "start-position"), at("auth-prod-02", "start-position")
	s.asked([]row{
		{"a job that copies first", "PUT", at(shop, "start-position"), point("mysql-bin.000012:4", ""), "DRS.M00302", "incremental"},
		{"no position", "PUT", stream, `{"gtid_set":""}`, "DRS.M00201", "file_and_position"},
		{"an empty one", "PUT", stream, point("", ""), "DRS.M00201", "file_and_position"},
		{"no number", "PUT", stream, point("mysql-bin.000012", ""), "DRS.M00202", "file_and_position"},
		{"a blank", "PUT", stream, point("mysql-bin.000012: 4", ""), "DRS.M00202", "file_and_position"},
		{"a set that is none", "PUT", stream, point("mysql-bin.000012:4", "1-5"), "DRS.M00202", "gtid_set"},
		{"a position", "PUT", stream, point("mysql-bin.000012:4", ""), "", ""},
		{"a set of GaussDB", "PUT", kafka, point("0/16B3748", "x"), "DRS.M00305", "gtid_set"},
		{"a position of GaussDB", "PUT", kafka, `{"file_and_position":"0/16B3748"}`, "", ""},
		{"a job that runs", "PUT", at("events-kafka-01", "start-position"), point("1", ""), "DRS.M00304", "INCRE"},
		{"a time in words", "POST", at(streamName, "collect-db-position"), `{"reset_position_time":"yesterday"}`, "DRS.M00202", "reset_position_time"},
		{"a time to come", "POST", at(streamName, "collect-db-position"), `{"reset_position_time":"4000000000000"}`, "DRS.M00202", "reset_position_time"},
		{"a search for a job that copies first", "POST", at(shop, "collect-db-position"), `{"reset_position_time":"1700000000000"}`, "DRS.M00302", "incremental"},
		{"no search", "GET", at(streamName, "db-position"), "", "DRS.M00201", "query_id"},
		{"another's search", "GET", at(streamName, "db-position?query_id=7"), "", "DRS.M00202", "query_id"},
		{"flow control", "PUT", "/v5/p1/jobs/" + s.ID(streamName), `{"job":{"type":"speed_limit","params":` + limitsOf("") + `}}`, "DRS.M00305", "speed_limit"},
		{"a delay", "PUT", "/v5/p1/jobs/" + s.ID(streamName), `{"job":{"type":"notify","params":` + notifyOf(`,"delay_time":7`) + `}}`, "DRS.M00305", "delay_time"},
	})
}

func TestAMigrationLetsDropDatabaseThrough(t *testing.T) {
	s := serve(t, sim.Options{Prepared: true})
	id := s.ID(moveName)
	s.stored(id, "policy", policyOf(`"filter_ddl_policy":""`))
	if got := s.part(id, "policy_config"); got != `{"filter_ddl_policy":""}` {
		t.Errorf("%s", got)
	}
	if g := s.put(id, "policy", policyOf(`"conflict_policy":"stop"`)); g.code(t) != "DRS.M00305" {
		t.Errorf("%d %s", g.status, g.body)
	}
	s.stored(id, "policy", policyOf(`"ddl_trans":true`)) // a migration need not say what it filters
}

// What a job is told with can be sent back as it is.
func TestWhatWasReadMayBeSentBack(t *testing.T) {
	s := unchecked(t, sim.Options{Jobs: 400, Prepared: true})
	sent := 0
	for id, row := range rows(s) {
		d := s.detail(id)
		if row["status"] != "CONFIGURATION" || d["policy_config"] == nil { // of those that only v3 serves there is no detail
			continue
		}
		sent++
		for part, name := range map[string]string{"policy": "policy_config", "notify": "alarm_notify", "speed_limit": "speed_limit"} {
			if d[name] == nil {
				continue
			}
			if g := s.put(id, part, encode(t, map[string]any{name: d[name]})); g.status != 200 {
				t.Errorf("%v, %s: %d %s", row["name"], part, g.status, g.body)
			}
			if after := s.part(id, name); after != encode(t, d[name]) {
				t.Errorf("%v: %s, then %s", row["name"], encode(t, d[name]), after)
			}
		}
	}
	if sent < 20 {
		t.Errorf("only %d jobs", sent)
	}
}
