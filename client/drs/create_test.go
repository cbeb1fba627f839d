package drs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"drover/model"
)

// draftFrom is the draft that says what a document says: its values by their
// places, its tags in one text, its secrets apart.
func draftFrom(t testing.TB, document []byte) model.Draft {
	t.Helper()
	var whole struct {
		Job map[string]any `json:"job"`
	}
	if err := json.Unmarshal(document, &whole); err != nil {
		t.Fatal(err)
	}
	return fill(model.Draft{}, "", whole.Job)
}

func fill(d model.Draft, at string, v any) model.Draft {
	key := model.FieldKey(at)
	switch v := v.(type) {
	case map[string]any:
		for name, m := range v {
			d = fill(d, strings.TrimPrefix(at+"."+name, "."), m)
		}
	case []any:
		if key == model.KeyTags {
			return d.Put(key, tagText(v))
		}
		for i, e := range v {
			d = fill(d, at+"["+strconv.Itoa(i)+"]", e)
		}
	case string:
		for _, secret := range []string{"db_password", "ssl_cert_key", "ssl_cert_password"} {
			if strings.HasSuffix(at, secret) {
				return d.PutSecret(key, model.NewSecret(v))
			}
		}
		return d.Put(key, v)
	default:
		return d.Put(key, fmt.Sprint(v))
	}
	return d
}

func tagText(tags []any) string {
	var out []string
	for _, e := range tags {
		m, _ := e.(map[string]any)
		if m["key"] != model.IntentTag {
			out = append(out, fmt.Sprint(m["key"], "=", m["value"]))
		}
	}
	return strings.Join(out, ", ")
}

// sent is the body of what a change sends, held against the contract.
func sent(t testing.TB, c model.Change) []byte {
	t.Helper()
	var body []byte
	b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		answer(200, `{"job":{"id":"made"}}`)(w, r)
	})))
	if out := b.Apply(t.Context(), []model.Change{c}); out[0].Kind != model.Accepted && body == nil {
		t.Fatalf("%+v", out)
	}
	return body
}

// create makes a draft's job.
func create(d model.Draft) model.CreateJob {
	return model.CreateJob{ID: model.NewJobID("new-I1"), Intent: "I1", Draft: d}
}

// TestBothExamplesOfTheDocument come out of a draft byte by byte, but for the
// blanks and the intent's tag.
func TestBothExamplesOfTheDocument(t *testing.T) {
	for _, name := range []string{"create_example1.json", "create_example2.json"} {
		document, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := json.Compact(&want, document); err != nil {
			t.Fatal(err)
		}
		const tag = `{"key":"test","value":"test"}`
		wanted := strings.Replace(want.String(), tag, tag+`,{"key":"drover-intent","value":"I1"}`, 1)
		if got := string(sent(t, create(draftFrom(t, document)))); got != wanted {
			t.Errorf("%s\n got %s\nwant %s", name, got, wanted)
		}
	}
}

// everyMember is a document that says all that can be said, though no job would.
const everyMember = `{"job":{"base_info":{"name":"orders-all","job_type":"cloudDataGuard","multi_write":true,"engine_type":"mysql-to-mysql","job_direction":"up",
	"task_type":"FULL_INCR_TRANS","net_type":"eip","charging_mode":"period","enterprise_project_id":"0","description":"a b","start_time":"1700000000000","expired_days":"100",
	"tags":[{"key":"a","value":"1"},{"key":"b","value":"x-y"},{"key":"drover-intent","value":"I1"}],"is_open_fast_clean":false},
	"source_endpoint":[
	{"db_type":"rediscluster","endpoint_type":"ecs","endpoint_role":"so","endpoint":{"id":"r1","endpoint_name":"ecs_rediscluster","ip":"10.0.0.1:1,10.0.0.2:1","db_user":"u","db_password":"p1",
		"source_sharding":[{"endpoint_name":"mysql","ip":"10.1.0.1","db_port":"65535","db_user":"u","db_password":"p2"},{"endpoint_name":"mysql","db_user":"u","db_password":"p3"}]},
	 "cloud":{"region":"r","project_id":"p","az_code":"z"},"vpc":{"vpc_id":"v","subnet_id":"s","security_group_id":"g"},"config":{"node_num":16},
	 "ssl":{"ssl_link":true,"ssl_cert_name":"ca.p12","ssl_cert_key":"QQ==","ssl_cert_check_sum":"ab","ssl_cert_password":"p4"},"customized_dns":{"is_set_dns":true,"set_dns_action":"recover","dns_ip":""}},
	{"db_type":"mysql","endpoint_type":"offline","endpoint_role":"so","endpoint":{"endpoint_name":"mysql","ip":"10.0.0.3","db_port":"1","db_user":"u","db_password":"p5"}}],
	"target_endpoint":[{"db_type":"mysql","endpoint_type":"cloud","endpoint_role":"ta","endpoint":{"endpoint_name":"cloud_mysql","instance_id":"i","instance_name":"n","db_user":"u","db_password":"p6","db_name":"d"},
	 "config":{"is_target_readonly":false},"customized_dns":{"is_set_dns":false,"set_dns_action":"add","dns_ip":"10.0.0.53"}}],
	"period_order":{"period_type":2,"period_num":9,"is_auto_renew":0},
	"node_info":{"spec":{"node_type":"high"},"vpc":{"vpc_id":"v","subnet_id":"s","custom_node_ip":"10.0.0.9,10.0.0.8","security_group_id":"g"},"base_info":{"instance_type":"ha","arch":"arm","availability_zone":"a,b"}},
	"public_ip_list":[{"id":"e1","public_ip":"192.0.2.1","type":"master"},{"id":"e2","public_ip":"192.0.2.2","type":"slave"}]}}`

// TestEveryMemberOfTheDocument can be said.
func TestEveryMemberOfTheDocument(t *testing.T) {
	var got, want any
	if err := json.Unmarshal(sent(t, create(draftFrom(t, []byte(everyMember)))), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(everyMember), &want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
}

// TestWhatNoContractTakesIsNotSent, and the reason names the place.
func TestWhatNoContractTakesIsNotSent(t *testing.T) {
	b := over(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("something was sent") }))
	src := func(member string) model.FieldKey { return model.Element(model.Sources, 0, member) }
	for name, c := range map[string]struct {
		key         model.FieldKey
		value, want string
	}{
		"no name":                         {model.KeyName, "", "base_info.name: it is needed"},
		"a name of another shape":         {model.KeyName, "9rders", "base_info.name: it begins with a letter"},
		"no scenario":                     {model.KeyScenario, "", "base_info.job_type: it is needed"},
		"a scenario that there is not":    {model.KeyScenario, "backup", "base_info.job_type: backup is none of migration, sync, cloudDataGuard"},
		"no engine":                       {model.KeyEngine, "", "base_info.engine_type: it is needed"},
		"a direction that there is not":   {model.KeyDirection, "left", "left is none of up, down, non-dbs"},
		"no task":                         {model.KeyTask, "", "base_info.task_type: it is needed"},
		"a network that there is not":     {model.KeyNet, "lan", "lan is none of eip, vpc, vpn"},
		"a role of the other end":         {src("endpoint_role"), "ta", "source_endpoint[0].endpoint_role: ta is none of so"},
		"no kind of an end":               {src("endpoint_type"), "", "source_endpoint[0].endpoint_type: it is needed"},
		"no engine of an end":             {src("db_type"), "", "source_endpoint[0].db_type: it is needed"},
		"no sort of an end":               {src("endpoint.endpoint_name"), "", "endpoint_name: it is needed"},
		"no user":                         {src("endpoint.db_user"), "", "db_user: it is needed"},
		"a port beyond the last":          {src("endpoint.db_port"), "65536", "db_port: a number from 1 to 65535"},
		"a port with a nought before":     {src("endpoint.db_port"), "03306", "db_port: a number from 1 to 65535"},
		"a region without its project":    {src("cloud.region"), "r", "cloud.project_id: it is needed"},
		"a group without its network":     {src("vpc.security_group_id"), "g", "vpc.vpc_id: it is needed"},
		"a name server without a yes":     {src("customized_dns.dns_ip"), "10.0.0.1", "is_set_dns: it is needed"},
		"a flag that is none":             {src("ssl.ssl_link"), "yes", "ssl.ssl_link: yes is none of true, false"},
		"too many subtasks":               {src("config.node_num"), "17", "node_num: a number from 1 to 16"},
		"a second end without a first":    {"source_endpoint[2].db_type", "mysql", "source_endpoint[1].db_type: it is needed"},
		"more ends than anybody has":      {"source_endpoint[999999999].db_type", "mysql", "source_endpoint"},
		"no size":                         {model.KeyNodeType, "", "node_info.spec.node_type: it is needed"},
		"a node without its subnet":       {model.KeyNodeVPC, "v", "node_info.vpc.subnet_id: it is needed"},
		"a node without its architecture": {model.KeyInstanceType, "ha", "node_info.base_info.arch: it is needed"},
		"an order without a number":       {model.KeyPeriodType, "2", "period_order.period_num: it is needed"},
		"an address without its id":       {"public_ip_list[0].public_ip", "192.0.2.1", "public_ip_list[0].id: it is needed"},
		"a third address":                 {"public_ip_list[2].id", "x", "public_ip_list: there are two at most"},
		"too few days":                    {model.KeyExpired, "13", "expired_days: a number from 14 to 100"},
		"a sign in the description":       {model.KeyDescription, "a < b", "none of ! < > & ' \" \\"},
		"a description too long":          {model.KeyDescription, strings.Repeat("é", 257), "description: at most 256 characters"},
		"a tag without a value":           {model.KeyTags, "a", "a has no ="},
		"a tag twice":                     {model.KeyTags, "a=1, a=2", "a stands there twice"},
		"drover's tag":                    {model.KeyTags, "drover-intent=I0", "drover-intent is drover's own"},
		"too many tags":                   {model.KeyTags, manyTags(20), "at most 19 tags"},
		"a place that nobody knows":       {"base_info.colour\x1b", "red", "base_info.colour^[: the request has no such place"},
		"a password as a value":           {src("endpoint.db_password"), "seen", "db_password: the request has no such place"},
		"bytes that are no text":          {model.KeyEngine, "\xff", "engine_type: it cannot be sent as it is"},
	} {
		out := b.Apply(t.Context(), []model.Change{create(someJob().Put(c.key, c.value))})
		if out[0].Kind != model.NotSent || !strings.Contains(out[0].Why, c.want) || strings.Contains(out[0].Why, "\x1b") {
			t.Errorf("%s: %+v", name, out[0])
		}
	}
	for name, c := range map[string]model.Change{
		"no password":      create(someJob().PutSecret(src("endpoint.db_password"), model.Secret{})),
		"no target":        create(draftFrom(t, []byte(strings.Replace(everyMember, "target_endpoint", "sink", 1)))),
		"without a tag":    model.CreateJob{ID: model.NewJobID("new-"), Draft: someJob()},
		"ends without one": model.StoreEnds{ID: model.NewJobID("j"), Draft: twoEnds().PutSecret(src("endpoint.db_password"), model.Secret{})},
		"two in one call":  nil,
	} {
		cs := []model.Change{c}
		if c == nil {
			other := create(someJob())
			other.ID = model.NewJobID("new-I2")
			cs = []model.Change{create(someJob()), other}
		}
		if out := b.Apply(t.Context(), cs); out[0].Kind != model.NotSent || out[0].Why == "" {
			t.Errorf("%s: %+v", name, out[0])
		}
	}
}

func manyTags(n int) string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("k%d=v", i))
	}
	return strings.Join(out, ",")
}

// What does not go over the wire is no reason not to send.
func TestFormsMayKeepMore(t *testing.T) {
	d := someJob().Put(model.KeyTopology, "one2one").Put("source_endpoint[0].endpoint.db_password#from", "env").Put(model.KeyTags, manyTags(19))
	if body := string(sent(t, create(d))); strings.Contains(body, "one2one") || strings.Contains(body, "#") || strings.Count(body, `"key"`) != 20 {
		t.Error(body)
	}
	redis := someJob().Put("source_endpoint[0].db_type", "redis").Put("source_endpoint[0].endpoint.db_user", "")
	if body := string(sent(t, create(redis.PutSecret("source_endpoint[0].endpoint.db_password", model.Secret{})))); !strings.Contains(body, `"db_user":"","db_password":""`) {
		t.Error("an end without a login:", body)
	}
}
