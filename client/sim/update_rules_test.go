package sim_test

import (
	"fmt"
	"strings"
	"testing"

	"drover/client/sim"
)

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
