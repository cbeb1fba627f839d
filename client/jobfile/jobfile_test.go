package jobfile_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"drover/client/jobfile"
	"drover/model"
)

// example is the first example of the create document.
const example = `{ "job" : { "base_info" : { "name" : "DRS-1234", "job_type" : "sync", "engine_type" : "oracle-to-gaussdbv5", "job_direction" : "up", "task_type" : "FULL_INCR_TRANS", "net_type" : "eip", "charging_mode" : "on_demand", "enterprise_project_id" : "0", "description" : "", "expired_days" : "14", "tags" : [ { "key" : "test", "value" : "test" } ] }, "source_endpoint" : [ { "db_type" : "oracle", "endpoint_type" : "offline", "endpoint_role" : "so", "endpoint" : { "endpoint_name" : "oracle", "ip" : "10.154.217.239", "db_port" : "1521", "db_user" : "ORACLE_USER", "db_name" : "serviceName.orcl", "db_password" : "******" }, "ssl" : { "ssl_link" : false } } ], "target_endpoint" : [ { "db_type" : "gaussdbv5", "endpoint_type" : "cloud", "endpoint_role" : "ta", "endpoint" : { "endpoint_name" : "cloud_gaussdbv5", "instance_id" : "c2c7579bc09c490b9d8009db715aeb0ain14", "db_user" : "root", "db_password" : "******" }, "cloud" : { "region" : "cn-north-4", "project_id" : "9dc8c0f3f74c4dbb23c29cf0318ee561", "az_code" : "cn-north-4a,cn-north-4c,cn-north-4g" }, "vpc" : { "vpc_id" : "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f", "subnet_id" : "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f", "security_group_id" : "039a3s89-665a-43e2-9b4f-bda7d9ee148d" } } ], "node_info" : { "spec" : { "node_type" : "medium" }, "vpc" : { "vpc_id" : "2cb5d364-ae63-4fbb-85b7-7d59f4a88f8f", "subnet_id" : "2cb54324-ae63-4fbb-85b7-7d59f4a88f8f" } }, "public_ip_list": [ { "id": "018d9e56-26d5-455a-97dc-e6f5f44a2cbd", "public_ip": "10.1.2.3", "type": "master" } ] } }`

// lines renders what was wrong.
func lines(ms []jobfile.Mistake) string {
	var b strings.Builder
	for _, m := range ms {
		place, _ := json.Marshal([]int{m.Line, m.Column})
		b.WriteString(string(place) + " " + string(m.Key) + ": " + m.Why + "\n")
	}
	return b.String()
}

func read(t *testing.T, text string) model.Draft {
	t.Helper()
	f := jobfile.Read([]byte(text))
	if len(f.Mistakes) > 0 {
		t.Fatalf("%s\n%s", lines(f.Mistakes), text)
	}
	return f.Draft
}

func TestTheExampleOfTheDocumentComesOutAgain(t *testing.T) {
	d := read(t, example)
	for key, want := range map[model.FieldKey]string{
		model.KeyName: "DRS-1234", "source_endpoint[0].endpoint.db_port": "1521", "source_endpoint[0].ssl.ssl_link": "false",
		model.KeyTags: "test=test", "public_ip_list[0].public_ip": "10.1.2.3", model.KeyTopology: "one2one", "source_endpoint[0].endpoint.db_password": "",
	} {
		if got := d.Get(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	var want, got any
	unmasked := strings.NewReplacer(`, "db_password" : "******"`, "").Replace(example)
	for text, into := range map[string]*any{unmasked: &want, string(jobfile.Write(jobfile.Job{Draft: d}, true)): &got} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v\nwant %v", got, want)
	}
	if again := read(t, string(jobfile.Write(jobfile.Job{Draft: d}, false))); !again.SameValues(d) {
		t.Errorf("%v, want %v", again.Keys(), d.Keys())
	}
}

// The formats are frozen: files of old are read for ever, and a diff of two
// files shows what differs between the jobs.
func TestTheFormatsAreFrozen(t *testing.T) {
	d := read(t, example).Put("source_endpoint[1].endpoint.ip", "10.0.0.7").Put("source_endpoint[1].endpoint.db_port", "1522").
		Put("source_endpoint[1].ssl.ssl_cert_name", "client.p12").Put("source_endpoint[0].endpoint.source_sharding[0].db_user", "no").
		Put("target_endpoint[0].config.is_target_readonly", "true").Put("target_endpoint[0].config.node_num", "3").
		Put("source_endpoint[0].endpoint.db_password#from", "environment").Put(model.KeyDescription, "two: lines #1")
	for name, asJSON := range map[string]bool{"job.yaml": false, "job.json": true} {
		path := filepath.Join("testdata", name)
		got := jobfile.Write(jobfile.Job{Draft: d}, asJSON)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(got) != string(want) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

func TestMistakesAreToldByTheirLine(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"a word out of place":      {"base_info:\n  nome: a\n", "[2,3] base_info: base_info has no member nome: did you mean name?"},
		"a member elsewhere":       {"base_info:\n  db_port: 1\n", "[2,3] base_info: base_info has no member db_port: it belongs into source_endpoint.endpoint"},
		"nothing like it":          {"base_info:\n  zzz: a\n", "[2,3] base_info: base_info has no member zzz"},
		"beside job":               {"job: {}\njub: {}\n", "[2,1] : the file has no member jub: did you mean job?"},
		"a truth in quotes":        {"base_info: {multi_write: \"true\"}", "[1,26] base_info.multi_write: multi_write is true or false, without quotes"},
		"a number that is a word":  {"period_order:\n  period_num: many\n", "[2,15] period_order.period_num: period_num is a whole number, without quotes"},
		"a member twice":           {"base_info:\n  name: a\n  name: b\n", "[3,3] base_info.name: name stands here twice: take one out (the first counts)"},
		"an object for a list":     {"source_endpoint:\n  db_type: mysql\n", "[2,3] source_endpoint: source_endpoint is a list, and no object: begin each element with a dash"},
		"a list for an object":     {"base_info:\n- name: a\n", "[2,1] base_info: base_info is an object with members, such as name, and no list"},
		"a list for a value":       {"base_info:\n  name: [a]\n", "[2,9] base_info.name: name is one value, and no list"},
		"a value for a job":        {"a job", "[1,1] : a job is an object with members, such as base_info, and no single value"},
		"an alias":                 {"base_info:\n  name: &n a\n  description: *n\n", "[3,16] base_info.description: aliases (*) are not read here"},
		"merging":                  {"base_info: &b {}\nnode_info:\n  <<: *b\n", "[3,3] node_info: merging (<<) is not read here"},
		"a password":               {"source_endpoint:\n- endpoint:\n    db_password: hunter2\n", "[3,18] source_endpoint[0].endpoint.db_password: db_password does not stand in a file: remove it"},
		"a key of a certificate":   {"source_endpoint: [{ssl: {ssl_cert_key: [x]}}]", "ssl_cert_key does not stand in a file"},
		"two lines":                {"base_info:\n  name: |\n    a\n    b\n", "[2,9] base_info.name: name is one line"},
		"a type of its own":        {"base_info:\n  name: !x a\n", "name has a type (!) that is not read here"},
		"no syntax":                {"base_info:\n  name: a: b\n", "[2,1] : this is neither YAML nor JSON (mapping values are not allowed in this context)"},
		"a wrong indentation":      {"job:\n  base_info:\n    name: hunter2\n   job_type: sync\n", "[4,1] : this is neither YAML nor JSON (did not find expected key)"},
		"a dash out of place":      {"base_info:\n  name: a\n  - b\n  job_type: sync\n", "[3,1] : this is neither YAML nor JSON (did not find expected key)"},
		"an open bracket":          {"job:\n  base_info:\n    tags: [a, hunter2\n    job_type: sync\n", "[3,1] : from here on this is neither YAML nor JSON (did not find expected ',' or ']')"},
		"an open quote":            {"base_info:\n  name: \"hunter2\n  job_type: sync\n", "[2,1] : this is neither YAML nor JSON (found unexpected end of stream)"},
		"JSON without a comma":     {"{\"base_info\": {\n\"name\": \"x\"\n\"job_type\": \"hunter2\"\n}}\n", "[3,1] : this is no JSON: look at its commas"},
		"JSON that ends early":     {"{\"base_info\": {\n\"name\": \"hunter2\"\n", "[2,1] : this is no JSON"},
		"an asterisk":              {"base_info:\n  name: a\n  description: *hunter2\n", "[3,1] : what begins with * stands for something else in YAML"},
		"a second document":        {"base_info:\n  name: a\n---\nbase_info: {}\n", "a second document begins here"},
		"nothing":                  {"", "[0,0] : the file is empty"},
		"remarks alone":            {"# nothing\n", "[0,0] : the file is empty"},
		"too much":                 {strings.Repeat("#", 1<<20+1), "[0,0] : the file is larger than 1 MiB"},
		"another encoding":         {"base_info:\n  name: \xff\n", "[2,9] : the file is no plain UTF-8 text here"},
		"a control character":      {"base_info:\n  name: \x1b[2J\n", "[2,9] : the file is no plain UTF-8 text here"},
		"too deep":                 {strings.Repeat("[", 200_000), "this is neither YAML nor JSON"},
		"too many":                 {"source_endpoint: [" + strings.Repeat("{},", 70) + "{}]", "more than 64 elements"},
		"tags as an object":        {"base_info:\n  tags: {a: b}\n", "[2,9] base_info.tags: base_info.tags is a list of objects with key and value, and no object"},
		"a tag with a comma":       {"base_info:\n  tags: [{key: a, value: 'b,c'}]\n", "a tag has letters, digits"},
		"a tag without a key":      {"base_info:\n  tags: [{value: b}]\n", "a tag needs a key"},
		"a tag with a wrong word":  {"base_info:\n  tags: [{kee: b}]\n", "did you mean key?"},
		"a third address":          {"public_ip_list: [{type: master}, {type: slave}, {type: master}]", "one address for the master"},
		"an address of no kind":    {"public_ip_list: [{type: third}]", "type is master or slave"},
		"a name to deceive a user": {"base_info:\n  \"\\u202e\\e\": a\n", "[2,3] base_info: base_info has no member <U+202E>^["},
	} {
		got := lines(jobfile.Read([]byte(c.text)).Mistakes)
		if !strings.Contains(got, c.says) || strings.Count(got, "\n") != 1 {
			t.Errorf("%s: %q\nwant %q", name, got, c.says)
		}
		if strings.Contains(got, "hunter2") || model.Clean(strings.TrimSuffix(got, "\n")) != strings.TrimSuffix(got, "\n") {
			t.Errorf("%s: told %q", name, got)
		}
	}
}

func TestWhatIsRightIsReadAllTheSame(t *testing.T) {
	f := jobfile.Read([]byte("base_info:\n  name: a-job\n  multi_write: perhaps\n  expired_days: 014\n  start_time: 2026-01-31\n" +
		"  enterprise_project_id: 0\nsource_endpoint: {}\ntarget_endpoint:\n- endpoint: {ip: 10.0.0.1, db_password: ''}\n  config: {node_num: 7}\n---\n{}\n"))
	if len(f.Mistakes) != 3 {
		t.Errorf("%s", lines(f.Mistakes))
	}
	for key, want := range map[model.FieldKey]string{
		model.KeyName: "a-job", model.KeyMultiWrite: "", model.KeyExpired: "014", model.KeyStartTime: "2026-01-31", model.KeyEnterprise: "0",
		"target_endpoint[0].endpoint.ip": "10.0.0.1", "target_endpoint[0].config.node_num": "7",
	} {
		if got := f.Draft.Get(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	if at := f.Places["target_endpoint[0].endpoint.ip"]; at != (jobfile.Place{Line: 9, Column: 18}) {
		t.Errorf("%+v", at)
	}
}

func TestTheTagOfAnIntentIsAnotherJobs(t *testing.T) {
	d := read(t, "base_info: {tags: [{key: drover-intent, value: x}, {key: a, value: b}, {key: c, value: d=e}]}")
	if got := d.Get(model.KeyTags); got != "a=b, c=d=e" {
		t.Errorf("%q", got)
	}
	text := string(jobfile.Write(jobfile.Job{Draft: d.Put(model.KeyTags, "a=b, drover-intent=y")}, false))
	if strings.Contains(text, "drover-intent") || !strings.Contains(text, "key: a") {
		t.Error(text)
	}
}

func TestTheAddressOfTheSlaveKeepsItsPlace(t *testing.T) {
	d := read(t, "public_ip_list: [{type: slave, public_ip: 10.0.0.2}]")
	if got := d.Get("public_ip_list[1].public_ip"); got != "10.0.0.2" {
		t.Errorf("%v", d.Keys())
	}
	if again := read(t, string(jobfile.Write(jobfile.Job{Draft: d}, false))); !again.SameValues(d) {
		t.Errorf("%v", again.Keys())
	}
}

// A secret that the draft holds is in no file.
func TestNoSecretIsWritten(t *testing.T) {
	d := model.NewDraft("", time.Time{}).Put("source_endpoint[0].db_type", "mysql")
	key := model.FieldKey("source_endpoint[0].endpoint.db_password")
	d = d.PutSecret(key, model.NewSecret("hunter2")).Put(key, "hunter2").Put(key+"#command", "pass hunter2")
	for _, asJSON := range []bool{false, true} {
		if text := string(jobfile.Write(jobfile.Job{Draft: d}, asJSON)); strings.Contains(text, "hunter2") {
			t.Error(text)
		}
	}
}

func TestJSONFromOtherProgramsIsRead(t *testing.T) {
	d := read(t, "{\"job\":{\"base_info\":{\n\t\"name\":\"a\\/b\",\"description\":\"\\ud83d\\ude00 \\\\ud83d\\u00fc\"}}}")
	if got := d.Get(model.KeyDescription); got != "😀 \\ud83dü" {
		t.Errorf("%q", got)
	}
	if got := d.Get(model.KeyName); got != "a/b" {
		t.Errorf("%q", got)
	}
}

func TestWhatTheFormFindsWrongStandsAtItsLine(t *testing.T) {
	f := jobfile.Read([]byte("base_info:\n  name: a\n  nome: b\nsource_endpoint:\n- endpoint:\n    db_port: 99999\n"))
	form := model.CreateForm{Steps: []model.StepForm{{Fields: []model.Field{
		{Key: model.KeyName, Wrong: "4 to 50 characters"}, {Key: "source_endpoint[0].endpoint.db_port", Wrong: "1 to 65535"},
		{Key: "source_endpoint[0].endpoint.db_user", Wrong: "needed here", Missing: true}, {Key: model.KeyNodeType, Wrong: "needed here"},
		{Key: "source_endpoint[0].endpoint.db_password", Kind: model.SecretField, Wrong: "needs input"}, {Key: model.KeyTask},
	}}}}
	want := "[0,0] node_info.spec.node_type: node_info.spec.node_type: needed here\n" +
		"[2,9] base_info.name: base_info.name: 4 to 50 characters\n" +
		"[3,3] base_info: base_info has no member nome: did you mean name?\n" +
		"[6,5] source_endpoint[0].endpoint.db_user: source_endpoint[0].endpoint.db_user: needed here\n" +
		"[6,14] source_endpoint[0].endpoint.db_port: source_endpoint[0].endpoint.db_port: 1 to 65535\n"
	got := lines(f.Judge(form))
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}

func TestTheFormFindsNothingWrongWithTheExample(t *testing.T) {
	f := jobfile.Read([]byte(example))
	d, dropped := f.Draft.With(model.Offer{}, model.KeyName, f.Draft.Name())
	if wrong := f.Judge(model.FormOf(d, model.Offer{})); len(dropped) > 0 || len(wrong) > 0 || !d.SameValues(f.Draft) {
		t.Errorf("dropped %v\n%s%v, then %v", dropped, lines(wrong), f.Draft.Keys(), d.Keys())
	}
}
