package sim_test

import (
	"encoding/json"
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
