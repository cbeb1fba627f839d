package sim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

// put sends one part of a job.
func (s *service) put(id, part, params string) got {
	s.t.Helper()
	return s.send(http.MethodPut, "/v5/p1/jobs/"+id, `{"job":{"type":"`+part+`","params":`+params+`}}`)
}

// stored wants a part to be taken.
func (s *service) stored(id, part, params string) {
	s.t.Helper()
	if g := s.put(id, part, params); g.status != 200 || string(g.body) != "{}" {
		s.t.Fatalf("%s %s: %d %s", part, params, g.status, g.body)
	}
}

// part is a section of the detail, as JSON.
func (s *service) part(id, name string) string {
	s.t.Helper()
	return encode(s.t, s.detail(id)[name])
}

func base(member, value string) string {
	return `{"base_info":{"` + member + `":` + value + `}}`
}

func policyOf(members string) string { return `{"policy_config":{` + members + `}}` }

func limitsOf(windows string) string { return `{"speed_limit":[` + windows + `]}` }

func window(begin, end, speed string) string {
	return `{"begin":"` + begin + `","end":"` + end + `","speed":"` + speed + `"}`
}

func notifyOf(members string) string {
	return `{"alarm_notify":{"alarm_to_user":true` + members + `}}`
}

// edit is an update of a job of the world, and what becomes of it; code is empty
// where it is taken.
type edit struct {
	name, job, part, params, code, says string
}

const (
	shop     = "wave2-shop-01"
	oracle   = "billing-ora-03"
	redis    = "sessions-redis"
	copyOnce = "hr-payroll-copy"
	yearlyOf = "reports-yearly"
)

func editsOfBase() []edit {
	return []edit{
		{"a name of three letters", shop, "name", base("name", `"abc"`), "DRS.M00202", "base_info.name"},
		{"a name of 51", shop, "name", base("name", `"a`+strings.Repeat("b", 50)+`"`), "DRS.M00202", "base_info.name"},
		{"a name that begins with a digit", shop, "name", base("name", `"1-drs"`), "DRS.M00202", "base_info.name"},
		{"the name of another job", shop, "name", base("name", `"WAVE2-shop-02"`), "DRS.M00277", "name"},
		{"its own name in other letters", shop, "name", base("name", `"WAVE2-shop-01"`), "", ""},
		{"a name of 50", shop, "name", base("name", `"a`+strings.Repeat("b", 49)+`"`), "", ""},
		{"no name", shop, "name", base("description", `"a"`), "DRS.M00201", "base_info.name"},
		{"no base_info", shop, "name", `{}`, "DRS.M00201", "base_info"},
		{"another section beside it", shop, "name", `{"base_info":{"name":"abcd"},"policy_config":{}}`, "DRS.M00202", "policy_config"},
		{"a member that nobody knows", shop, "name", `{"base_info":{"name":"abcd","colour":"red"}}`, "DRS.M00202", "colour"},
		{"a description that is too long", shop, "description", base("description", `"`+strings.Repeat("a", 257)+`"`), "DRS.M00202", "base_info.description"},
		{"a description of 256", shop, "description", base("description", `"`+strings.Repeat("ä", 256)+`"`), "", ""},
		{"a description with <", shop, "description", base("description", `"a < b"`), "DRS.M00273", "base_info.description"},
		{"a description with a backslash", shop, "description", base("description", `"a\\b"`), "DRS.M00273", "base_info.description"},
		{"no description at all", shop, "description", base("name", `"abcd"`), "DRS.M00201", "base_info.description"},
		{"an empty description", shop, "description", base("description", `""`), "", ""},
		{"13 days", shop, "expired_days", base("expired_days", `"13"`), "DRS.M00202", "base_info.expired_days"},
		{"101 days", shop, "expired_days", base("expired_days", `"101"`), "DRS.M00202", "base_info.expired_days"},
		{"days as a number", shop, "expired_days", base("expired_days", `20`), "DRS.M00202", "expired_days"},
		{"100 days", shop, "expired_days", base("expired_days", `"100"`), "", ""},
		{"days of a yearly job", yearlyOf, "expired_days", base("expired_days", `"20"`), "DRS.M00305", "base_info.expired_days"},
		{"a part of queued creations", shop, "network", `{}`, "DRS.10000001", "queue"},
		{"all of a queued creation", shop, "all", `{}`, "DRS.10000001", "queue"},
		{"the pre-check of a queued creation", shop, "precheck", `{}`, "DRS.10000001", "queue"},
		{"objects", shop, "db_object", `{"db_object":{"object_scope":"all"}}`, "DRS.10000001", "db_object"},
		{"a new node", shop, "re_create", `{}`, "", ""},
		{"a new node of some size", shop, "re_create", `{"node_info":{}}`, "DRS.M00202", "node_info"},
	}
}

func editsOfPolicy() []edit {
	const drop = `"filter_ddl_policy":"drop_database"`
	return []edit{
		{"no filter of MySQL", shop, "policy", policyOf(`"ddl_trans":true`), "DRS.M00201", "filter_ddl_policy"},
		{"an empty filter of MySQL", shop, "policy", policyOf(`"filter_ddl_policy":""`), "DRS.M00305", "filter_ddl_policy"},
		{"a filter that there is not", shop, "policy", policyOf(`"filter_ddl_policy":"drop_table"`), "DRS.M00202", "filter_ddl_policy"},
		{"the filter alone", shop, "policy", policyOf(drop), "", ""},
		{"no filter of Oracle", oracle, "policy", policyOf(`"ddl_trans":true`), "", ""},
		{"a conflict policy that there is not", shop, "policy", policyOf(drop + `,"conflict_policy":"merge"`), "DRS.M00202", "conflict_policy"},
		{"a conflict policy", shop, "policy", policyOf(drop + `,"conflict_policy":"stop"`), "", ""},
		{"a conflict policy of a migration", redis, "policy", policyOf(`"conflict_policy":"stop"`), "DRS.M00305", "conflict_policy"},
		{"a reader of MySQL", shop, "policy", policyOf(drop + `,"increment_read_mode":"xstream"`), "DRS.M00305", "increment_read_mode"},
		{"a reader of Oracle", oracle, "policy", policyOf(`"increment_read_mode":"xstream"`), "", ""},
		{"a reader that there is not", oracle, "policy", policyOf(`"increment_read_mode":"ogg"`), "DRS.M00202", "increment_read_mode"},
		{"all types and one", oracle, "policy", policyOf(`"sync_type_policy":"supportAllType,tableData"`), "DRS.M00202", "sync_type_policy"},
		{"all types", oracle, "policy", policyOf(`"sync_type_policy":"supportAllType"`), "", ""},
		{"two types", oracle, "policy", policyOf(`"sync_type_policy":"tableData,constraintData"`), "", ""},
		{"a type that there is not", oracle, "policy", policyOf(`"sync_type_policy":"tableData,views"`), "DRS.M00202", "sync_type_policy"},
		{"a DDL that there is not", shop, "policy", policyOf(drop + `,"support_ddl_info":"ADD_COLUMN,DROP_COLUMN"`), "DRS.M00202", "support_ddl_info"},
		{"DDL apart by blanks", shop, "policy", policyOf(drop + `,"support_ddl_info":"ADD_COLUMN, ADD_INDEX"`), "DRS.M00202", "support_ddl_info"},
		{"DDL without ddl_trans", shop, "policy", policyOf(drop + `,"ddl_trans":false,"support_ddl_info":"ADD_COLUMN"`), "", ""},
		{"DML that there is not", shop, "policy", policyOf(drop + `,"dml_types":"i,x"`), "DRS.M00202", "dml_types"},
		{"inserts and deletes", shop, "policy", policyOf(drop + `,"dml_types":"i,d"`), "", ""},
		{"many-to-one of Oracle", oracle, "policy", policyOf(`"data_sync_topology_type":"many2one"`), "DRS.M00302", "data_sync_topology_type"},
		{"many-to-one of MySQL", shop, "policy", policyOf(drop + `,"data_sync_topology_type":"many2one"`), "", ""},
		{"one-to-many of Oracle", oracle, "policy", policyOf(`"data_sync_topology_type":"one2many"`), "", ""},
		{"a truth in words", shop, "policy", policyOf(drop + `,"index_trans":"yes"`), "DRS.M00202", "index_trans"},
		{"null", shop, "policy", policyOf(drop + `,"index_trans":null`), "DRS.M00202", "index_trans"},
		{"a member that this job was not shown with", shop, "policy", policyOf(drop + `,"x_engine_hint":1`), "DRS.M00202", "x_engine_hint"},
		{"a member that this job was shown with", "wave2-shop-03", "policy", policyOf(drop + `,"x_engine_hint":1`), "", ""},
		{"another one", "wave2-shop-03", "policy", policyOf(drop + `,"x_engine":1`), "DRS.M00202", "x_engine"},
		{"a job that runs", "orders-prod-sync-03", "policy", policyOf(drop), "DRS.M00304", "INCRE_TRANSFER_STARTED"},
		{"a job that v3 serves", "ledger-pg-02", "policy", policyOf(drop), "DRS.10000001", "engine"},
	}
}

func editsOfLimits() []edit {
	const part = "speed_limit"
	return []edit{
		{"none", shop, part, limitsOf(""), "", ""},
		{"no list", shop, part, `{}`, "DRS.M00201", "speed_limit"},
		{"three windows", shop, part, limitsOf(window("01:00", "01:59", "1") + "," + window("02:00", "03:59", "9999") + "," + window("23:00", "00:59", "80")), "", ""},
		{"four windows", shop, part, limitsOf(window("01:00", "01:59", "1") + "," + window("02:00", "03:59", "2") + "," + window("04:00", "04:59", "80") + "," + window("05:00", "05:59", "80")), "DRS.M00202", "speed_limit"},
		{"a whole day past midnight", shop, part, limitsOf(window("16:00", "15:59", "80")), "", ""},
		{"a whole day and more", shop, part, limitsOf(window("16:00", "15:59", "80") + "," + window("03:00", "04:59", "8")), "DRS.M00202", "speed_limit[1]"},
		{"an overlap", shop, part, limitsOf(window("01:00", "04:59", "80") + "," + window("04:00", "05:59", "8")), "DRS.M00202", "speed_limit[1]"},
		{"next to each other", shop, part, limitsOf(window("01:00", "03:59", "80") + "," + window("04:00", "05:59", "8")), "", ""},
		{"an overlap past midnight", shop, part, limitsOf(window("22:00", "02:59", "80") + "," + window("02:00", "05:59", "8")), "DRS.M00202", "speed_limit[1]"},
		{"a begin that is its end", shop, part, limitsOf(window("05:59", "05:59", "80")), "DRS.M00202", "speed_limit[0]"},
		{"an hour that there is not", shop, part, limitsOf(window("24:00", "05:59", "80")), "DRS.M00202", "speed_limit[0].begin"},
		{"an end on the hour", shop, part, limitsOf(window("01:00", "05:00", "80")), "DRS.M00202", "speed_limit[0].end"},
		{"speed 0", shop, part, limitsOf(window("01:00", "05:59", "0")), "DRS.M00202", "speed_limit[0].speed"},
		{"speed 10000", shop, part, limitsOf(window("01:00", "05:59", "10000")), "DRS.M00202", "speed_limit[0].speed"},
		{"speed as a number", shop, part, limitsOf(`{"begin":"01:00","end":"02:59","speed":80}`), "DRS.M00202", "speed"},
		{"no speed", shop, part, limitsOf(`{"begin":"01:00","end":"02:59"}`), "DRS.M00201", "speed_limit[0].speed"},
		{"while it runs", "orders-prod-sync-03", part, limitsOf(window("01:00", "05:59", "80")), "", ""},
	}
}

func editsOfNotify() []edit {
	const part, topic = "notify", `,"topic_urn":"urn:smn:cn-north-4:p1:dba"`
	return []edit{
		{"no word on it", shop, part, `{"alarm_notify":{}}`, "DRS.M00201", "alarm_to_user"},
		{"alarms", shop, part, notifyOf(topic + `,"delay_time":3600`), "", ""},
		{"a delay of 0", shop, part, notifyOf(topic + `,"delay_time":0`), "DRS.M00202", "delay_time"},
		{"a delay of 3601", shop, part, notifyOf(topic + `,"delay_time":3601`), "DRS.M00202", "delay_time"},
		{"a delay of a job that copies once", copyOnce, part, notifyOf(topic + `,"delay_time":60`), "DRS.M00305", "delay_time"},
		{"no delay of a job that copies once", copyOnce, part, notifyOf(topic), "", ""},
		{"an RPO", shop, part, notifyOf(topic + `,"rpo_delay":60`), "DRS.M00305", "rpo_delay"},
		{"an RTO", shop, part, notifyOf(topic + `,"rto_delay":60`), "DRS.M00305", "rto_delay"},
		{"a topic by its name", shop, part, notifyOf(`,"topic_urn":"dba"`), "DRS.M00202", "topic_urn"},
		{"a topic without one", shop, part, notifyOf(`,"topic_urn":"urn:smn:cn-north-4:p1:"`), "DRS.M00202", "topic_urn"},
		{"a truth in words", shop, part, `{"alarm_notify":{"alarm_to_user":"yes"}}`, "DRS.M00202", "alarm_to_user"},
		{"a member that nobody knows", shop, part, notifyOf(`,"colour":"red"`), "DRS.M00202", "colour"},
		{"a member that this job was shown with", "wave2-shop-03", part, notifyOf(`,"x_engine_hint":[]`), "", ""},
	}
}

func TestEditsAreTakenOrRefused(t *testing.T) {
	s := unchecked(t, sim.Options{Jobs: 44})
	ids := map[string]string{}
	id := func(name string) string {
		if ids[name] == "" {
			ids[name] = s.ID(name)
		}
		return ids[name]
	}
	for _, group := range [][]edit{editsOfBase(), editsOfPolicy(), editsOfLimits(), editsOfNotify(), editsOfTuning()} {
		for _, c := range group {
			before := len(s.Applied())
			g := s.put(id(c.job), c.part, c.params)
			code, status := g.code(t), g.status
			if c.code != code || (code == "") != (status == 200) || !strings.Contains(fmt.Sprint(g.tree(t)["error_msg"]), c.says) && code != "" {
				t.Errorf("%s: %d %s, want %q and %q", c.name, g.status, g.body, c.code, c.says)
			}
			if n := len(s.Applied()) - before; (n == 1) != (c.code == "") {
				t.Errorf("%s: %d applied", c.name, n)
			}
		}
	}
}

func TestTheStatusAllowsEdits(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID(shop)
	parts := map[string]string{
		"name": base("name", `"wave2-shop-01"`), "description": base("description", `"a"`), "expired_days": base("expired_days", `"20"`), "notify": notifyOf(""),
		"policy": policyOf(`"filter_ddl_policy":"drop_database"`), "speed_limit": limitsOf(""), "re_create": `{}`,
		"tuning_param": `{"tuning_params":{"incre_capture":{},"incre_apply":{}}}`,
	}
	for status, refused := range map[string]string{
		"CREATING": "policy re_create tuning_param", "CREATE_FAILED": "policy re_create tuning_param", "CONFIGURATION": "", "WAITING_FOR_START": "policy re_create",
		"STARTJOBING": "policy re_create", "FULL_TRANSFER_FAILED": "policy re_create", "INCRE_TRANSFER_STARTED": "policy re_create", "PAUSING": "policy re_create",
		"RELEASE_RESOURCE_STARTED": "all", "RELEASE_RESOURCE_COMPLETE": "all", "RELEASE_RESOURCE_FAILED": "all", "DELETED": "all",
	} {
		s.Set(id, status)
		for part, params := range parts {
			want := refused == "all" || strings.Contains(" "+refused+" ", " "+part+" ")
			if g := s.put(id, part, params); (g.status != 200) != want || want && g.code(t) != "DRS.M00304" && g.code(t) != "DRS.M05004" {
				t.Errorf("%s in %s: %d %s", part, status, g.status, g.body)
			}
		}
	}
}

func TestAnEditReplacesItsSection(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("wave2-shop-02")
	s.stored(id, "policy", policyOf(`"filter_ddl_policy":"drop_database","conflict_policy":"stop","dml_types":"i,u"`))
	s.stored(id, "policy", policyOf(`"filter_ddl_policy":"drop_database","ddl_trans":false`))
	if got := s.part(id, "policy_config"); got != `{"ddl_trans":false,"filter_ddl_policy":"drop_database"}` {
		t.Errorf("policy: %s", got)
	}
	s.stored(id, "speed_limit", limitsOf(window("03:20", "04:59", "70")))
	if got := s.part(id, "speed_limit"); got != `[{"begin":"03:00","end":"04:59","speed":"70"}]` {
		t.Errorf("limits: %s", got)
	}
	inV3 := s.ask("batch-detail", id).list(t, "results")[0]
	if got := encode(t, inV3["speed_limit"]); got != `[{"begin":"03:00","end":"04:59","is_utc":true,"speed":"70"}]` || inV3["conflict_policy"] != nil {
		t.Errorf("by v3: %s, %v", got, inV3["conflict_policy"])
	}
	s.stored(id, "speed_limit", limitsOf(""))
	s.stored(id, "notify", notifyOf(`,"topic_urn":"urn:smn:cn-north-4:p1:ops","delay_time":90`))
	s.stored(id, "notify", `{"alarm_notify":{"alarm_to_user":false}}`)
	if got := s.part(id, "alarm_notify"); got != `{"alarm_to_user":false}` || s.detail(id)["speed_limit"] != nil {
		t.Errorf("alarms: %s, limits: %v", got, s.detail(id)["speed_limit"])
	}
	s.stored(id, "description", base("description", `"by hand"`))
	s.stored(id, "expired_days", base("expired_days", `"30"`))
	if b, _ := s.detail(id)["base_info"].(map[string]any); b["description"] != "by hand" || b["expired_days"] != "30" {
		t.Errorf("%v", b)
	}
	if inV3 := s.ask("batch-detail", id).list(t, "results")[0]; inV3["description"] != "by hand" {
		t.Errorf("by v3: %v", inV3["description"])
	}
}

func TestANewNameIsSeenByBothLists(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID(shop)
	tables := func() string { return string(s.get("/v5/p1/jobs/" + id + "/progress-data/table?limit=3").body) }
	s.Set(id, "FULL_TRANSFER_STARTED")
	before := tables()
	s.stored(id, "name", base("name", `"another-name"`))
	for _, list := range []got{
		s.get("/v5/p1/jobs?job_type=sync&limit=100&sort_key=name&sort_dir=asc&name=another"), s.post("/v3/p1/jobs", `{"cur_page":1,"per_page":100,"db_use_type":"sync","name":"another-name"}`),
	} {
		if rows := list.list(t, "jobs"); len(rows) != 1 || rows[0]["id"] != id || rows[0]["name"] != "another-name" {
			t.Errorf("%s", list.body)
		}
	}
	if s.ID("another-name") != id || s.ID(shop) != "" || tables() != before {
		t.Errorf("%q %q, its tables: %s", s.ID("another-name"), s.ID(shop), tables())
	}
	s.stored(s.ID("wave2-shop-02"), "name", base("name", `"`+shop+`"`))
}

func TestWhatAPolicyChangesIsCheckedAgain(t *testing.T) {
	for part, params := range map[string]string{"policy": policyOf(`"filter_ddl_policy":"drop_database"`), "speed_limit": limitsOf("")} {
		s := serve(t, sim.Options{})
		id := s.ID(shop)
		s.stored(id, part, params)
		if g := s.start(id, ""); (g.refusals(t)[id] == "DRS.M00305") != (part == "policy") {
			t.Errorf("%s: %s", part, g.body)
		}
	}
}

func TestUnknownMembersComeBack(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID("wave2-shop-03")
	for part, name := range map[string]string{"policy": "policy_config", "notify": "alarm_notify"} {
		read := s.part(id, name)
		if !strings.Contains(read, `"x_engine_hint":{"plan":[1,null,"as is"]}`) {
			t.Fatalf("%s: %s", name, read)
		}
		s.stored(id, part, `{"`+name+`":`+read+`}`)
		if again := s.part(id, name); again != read {
			t.Errorf("%s: %s, then %s", name, read, again)
		}
	}
	s.stored(id, "policy", policyOf(`"filter_ddl_policy":"drop_database"`))
	applied := s.Applied()
	if last := applied[len(applied)-1]; last.Action != "policy" || string(last.Params) != `{"policy_config":{"filter_ddl_policy":"drop_database"}}` {
		t.Errorf("%+v", last)
	}
}

func TestLooseMembersComeBack(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID(shop)
	body := policyOf(`"filter_ddl_policy":"drop_database","x_later":{"a":1}`)
	if g := s.put(id, "policy", body); g.code(t) != "DRS.M00202" {
		t.Errorf("before any answer had it: %d %s", g.status, g.body)
	}
	s.Script(func(op string, _ int) string {
		if op == "ListJobs" {
			return "loose"
		}
		return ""
	})
	s.get("/v5/p1/jobs?job_type=sync")
	s.stored(id, "policy", body)
	if got := s.part(id, "policy_config"); !strings.Contains(got, `"x_later":{"a":1}`) {
		t.Errorf("%s", got)
	}
}

func TestUpdatesAreOnRecordWithoutSecrets(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID(shop)
	if g := s.send(http.MethodPut, "/v5/p1/jobs/"+id, s.storing(id)); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	s.stored(id, "speed_limit", limitsOf(window("01:00", "02:59", "7")))
	applied := s.Applied()
	var ends map[string][]any
	if err := json.Unmarshal(applied[0].Params, &ends); err != nil || len(ends["source_endpoint"]) != 1 || strings.Contains(string(applied[0].Params), `"secret"`) ||
		!strings.Contains(string(applied[0].Params), `"db_password":"******"`) {
		t.Errorf("%v: %s", err, applied[0].Params)
	}
	if applied[1].Action != "speed_limit" || string(applied[1].Params) != limitsOf(window("01:00", "02:59", "7")) {
		t.Errorf("%+v", applied[1])
	}
	if lines := s.get("/v5/p1/jobs/"+id+"/timelines").list(t, "timelines"); lines[0]["name"] != "MODIFY_CONFIGURATION" {
		t.Errorf("%v", lines)
	}
}

func TestACloneHasWhatWasChanged(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID("orders-prod-sync-03")
	s.stored(id, "speed_limit", limitsOf(window("01:00", "02:59", "7")))
	s.stored(id, "description", base("description", `"by hand"`))
	clone, _ := s.clone(id, "its-clone").tree(t)["id"].(string)
	s.stored(id, "description", base("description", `"later"`))
	if b, _ := s.detail(clone)["base_info"].(map[string]any); b["description"] != "by hand" || s.part(clone, "speed_limit") != `[{"begin":"01:00","end":"02:59","speed":"7"}]` {
		t.Errorf("%v", s.detail(clone))
	}
}
