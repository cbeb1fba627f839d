package drs_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/client/drs"
	"drover/model"
)

// shown is a service that shows one job whole, and takes whatever is sent.
func shown(t testing.TB, job string, got *[]byte) *drs.Backend {
	t.Helper()
	return over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut:
			body, _ := io.ReadAll(r.Body)
			*got = body
			answer(200, `{}`)(w, r)
		case strings.HasSuffix(r.URL.Path, "/configurations"):
			answer(200, `{"count":2,"parameter_config_list":[{"name":"threads","default_value":"8","value_range":"1-64","is_need_restart":true},{"name":"apply","default_value":"4"}]}`)(w, r)
		default:
			answer(200, `{"job":`+job+`}`)(w, r)
		}
	}))
}

// edited reads a section, changes it, and returns what would be sent.
func edited(t testing.TB, job string, s model.Section, change map[model.FieldKey]string) (model.Part, []byte) {
	t.Helper()
	var got []byte
	b := shown(t, job, &got)
	d, parts, err := b.Sections(t.Context(), model.NewJobID("j"), s)
	if err != nil || parts[0].Lacks != "" {
		t.Fatalf("%v %+v", err, parts)
	}
	want := maps.Clone(parts[0].Values)
	for key, v := range change {
		if want[key] = v; v == "" {
			delete(want, key)
		}
	}
	out := b.Apply(t.Context(), []model.Change{model.EditJob{Job: d.Job, Section: s, Base: parts[0], Want: want}})
	if out[0].Kind != model.Accepted {
		t.Fatalf("%+v", out)
	}
	return parts[0], got
}

const documentPolicy = `{"conflict_policy":"overwrite","filter_ddl_policy":"drop_database","index_trans":true,"ddl_trans":true,"dml_types":"i,u,d","data_sync_topology_type":"one2one","support_ddl_info":"CREATE_TABLE"}`

// TestExamplesOfTheUpdate are those of the document, to the letter.
func TestExamplesOfTheUpdate(t *testing.T) {
	for name, c := range map[string]struct {
		job     string
		section model.Section
		change  map[model.FieldKey]string
		want    string
	}{
		"name":        {`{"id":"j","status":"CONFIGURATION","base_info":{"name":"old-name"}}`, model.SectionName, map[model.FieldKey]string{model.KeyName: "DRS-1234"}, `{"job":{"type":"name","params":{"base_info":{"name":"DRS-1234"}}}}`},
		"description": {`{"id":"j","base_info":{"description":"x"}}`, model.SectionDescription, map[model.FieldKey]string{model.KeyDescription: "drs-test"}, `{"job":{"type":"description","params":{"base_info":{"description":"drs-test"}}}}`},
		"expiry":      {`{"id":"j","base_info":{"expired_days":20}}`, model.SectionExpiry, map[model.FieldKey]string{model.KeyExpired: "14"}, `{"job":{"type":"expired_days","params":{"base_info":{"expired_days":"14"}}}}`},
		"policy, from nothing": {`{"id":"j"}`, model.SectionPolicy, map[model.FieldKey]string{
			model.KeyConflict: "overwrite", model.KeyDropDatabase: "drop_database", model.KeyIndexes: "true", model.KeyDDL: "true",
			model.KeyDML: "i,u,d", model.KeyTopologyType: "one2one", model.KeyDDLKinds: "CREATE_TABLE",
		}, `{"job":{"type":"policy","params":{"policy_config":` + documentPolicy + `}}}`},
		"policy, one value": {`{"id":"j","policy_config":` + strings.Replace(documentPolicy, "overwrite", "ignore", 1) + `}`, model.SectionPolicy,
			map[model.FieldKey]string{model.KeyConflict: "overwrite"}, `{"job":{"type":"policy","params":{"policy_config":` + documentPolicy + `}}}`},
		"let through": {`{"id":"j","policy_config":{"filter_ddl_policy":"drop_database","ddl_trans":"TRUE"}}`, model.SectionPolicy,
			map[model.FieldKey]string{model.KeyDropDatabase: ""}, `{"job":{"type":"policy","params":{"policy_config":{"filter_ddl_policy":"","ddl_trans":true}}}}`},
		"alarm": {`{"id":"j","alarm_notify":{"alarm_to_user":true,"topic_urn":"urn:a","delay_time":0}}`, model.SectionAlarm,
			map[model.FieldKey]string{model.KeyAlarmRPO: "60"}, `{"job":{"type":"notify","params":{"alarm_notify":{"alarm_to_user":true,"topic_urn":"urn:a","rpo_delay":60}}}}`},
		"alarm, from nothing": {`{"id":"j"}`, model.SectionAlarm, map[model.FieldKey]string{model.KeyAlarmDelay: "90"}, `{"job":{"type":"notify","params":{"alarm_notify":{"alarm_to_user":false,"delay_time":90}}}}`},
		"flow": {`{"id":"j","speed_limit":[{"begin":"10:30","end":"11:59","speed":5}]}`, model.SectionFlow, map[model.FieldKey]string{model.KeyWindows: "22:00-01:59=80,10:00-11:59=5"},
			`{"job":{"type":"speed_limit","params":{"speed_limit":[{"begin":"22:00","end":"01:59","speed":"80"},{"begin":"10:00","end":"11:59","speed":"5"}]}}}`},
		"no flow": {`{"id":"j","speed_limit":[{"begin":"10:30","end":"11:59","speed":"5"}]}`, model.SectionFlow, map[model.FieldKey]string{model.KeyWindows: ""}, `{"job":{"type":"speed_limit","params":{"speed_limit":[]}}}`},
		"tuning": {`{"id":"j","tuning_params":{"full_sync":[{"param_name":"threads","param_value":"9","availability":true}],"incre_apply":[{"param_name":"apply","param_value":"4"},{"param_name":"gone","param_value":"1","availability":"false"}]}}`,
			model.SectionTuning, map[model.FieldKey]string{model.TuningKey("full_sync", "threads"): "10"},
			`{"job":{"type":"tuning_param","params":{"tuning_params":{"full_sync":{"threads":"10"},"incre_apply":{"apply":"4"},"incre_capture":{}}}}}`},
		"tuning, defaults": {`{"id":"j","tuning_params":{"full_sync":[{"param_name":"threads","param_value":"9"}]}}`, model.SectionTuning, map[model.FieldKey]string{model.KeyRecovery: "true"},
			`{"job":{"type":"tuning_param","params":{"tuning_params":{"incre_apply":{},"incre_capture":{},"recovery":true}}}}`},
		"a new node": {`{"id":"j"}`, model.SectionRecreate, map[model.FieldKey]string{model.KeyRecreate: "true"}, `{"job":{"type":"re_create","params":{}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := edited(t, c.job, c.section, c.change)
			if !bytes.Equal(got, []byte(c.want)) && !sameJSON(t, got, []byte(c.want)) || c.section == model.SectionPolicy && string(got) != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
			r, _ := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://drs.invalid/v5/p1/jobs/j", bytes.NewReader(got))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Auth-Token", "sim-token")
			if check, err := checker(); err != nil || check.Request(r, got) != nil {
				t.Errorf("the contract: %v", check.Request(r, got))
			}
		})
	}
}

func sameJSON(t testing.TB, a, b []byte) bool {
	t.Helper()
	var x, y any
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		t.Fatalf("%s\n%s", a, b)
	}
	return reflect.DeepEqual(x, y)
}

// TestWhatIsNotKnownGoesBack byte for byte and in its place; masks of secrets do
// not.
func TestWhatIsNotKnownGoesBack(t *testing.T) {
	_, got := edited(t, `{"id":"j","policy_config":{"x_first":{"a":[1, 2.50]},"conflict_policy":"stop","x_null":null,"x_key":"******","x_last":"é"}}`,
		model.SectionPolicy, map[model.FieldKey]string{model.KeyConflict: "ignore", model.KeyDML: "i"})
	want := `{"job":{"type":"policy","params":{"policy_config":{"x_first":{"a":[1,2.50]},"conflict_policy":"ignore","x_null":null,"x_last":"é","dml_types":"i"}}}}`
	if string(got) != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	_, got = edited(t, `{"id":"j","speed_limit":[{"begin":"10:30","end":"11:59","speed":"5","x_id":7},{"begin":"20:00","end":"21:59","speed":"5","x_id":8}]}`,
		model.SectionFlow, map[model.FieldKey]string{model.KeyWindows: "10:00-12:59=6"})
	if want := `[{"begin":"10:00","end":"12:59","speed":"6","x_id":7}]`; !strings.Contains(string(got), want) {
		t.Errorf("%s", got)
	}
}

// TestSectionsGoBackAsTheyAre: what is read, sent and read again is the same, and
// what nobody changed means the same on the wire.
func TestSectionsGoBackAsTheyAre(t *testing.T) {
	names := []string{"conflict_policy", "filter_ddl_policy", "index_trans", "ddl_trans", "dml_types", "data_sync_topology_type", "support_ddl_info", "sync_type_policy", "increment_read_mode", "is_create_table_with_index", "x_hint", "x_deep"}
	possible := map[string][]any{
		"conflict_policy": {"ignore", "stop", "overwrite"}, "filter_ddl_policy": {"drop_database", ""}, "index_trans": {true, false}, "ddl_trans": {true, false},
		"dml_types": {"i", "i,u,d", "u,i", ""}, "data_sync_topology_type": {"one2one", "many2one"}, "support_ddl_info": {"CREATE_TABLE", "ADD_COLUMN,DROP_INDEX"},
		"sync_type_policy": {"supportAllType", "tableData,constraintData"}, "increment_read_mode": {"logminer"}, "is_create_table_with_index": {true, false},
		"x_hint": {"keep", 7, nil, true}, "x_deep": {map[string]any{"a": []any{1, "b"}}},
	}
	rapid.Check(t, func(rt *rapid.T) {
		section := map[string]any{}
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom(names), rapid.ID[string]).Draw(rt, "members") {
			section[name] = rapid.SampledFrom(possible[name]).Draw(rt, name)
		}
		raw, _ := json.Marshal(section)
		before, got := edited(t, `{"id":"j","policy_config":`+string(raw)+`}`, model.SectionPolicy, nil)
		var told struct {
			Job struct {
				Params struct {
					Policy json.RawMessage `json:"policy_config"`
				}
			}
		}
		if json.Unmarshal(got, &told) != nil || !sameJSON(t, told.Job.Params.Policy, raw) {
			rt.Errorf("read %s\nsent %s", raw, got)
		}
		after, _ := edited(t, `{"id":"j","policy_config":`+string(told.Job.Params.Policy)+`}`, model.SectionPolicy, nil)
		if !maps.Equal(before.Values, after.Values) {
			rt.Errorf("%v %v", before.Values, after.Values)
		}
	})
}

// TestAnEditIsReadAsItWasAsked: edit, encode, decode is identity.
func TestAnEditIsReadAsItWasAsked(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		change := map[model.FieldKey]string{}
		for key, of := range map[model.FieldKey][]string{
			model.KeyConflict: {"ignore", "stop"}, model.KeyDDL: {"true", "false"}, model.KeyDML: {"i", "d,i"}, model.KeyDDLKinds: {"", "ADD_INDEX"}, model.KeyIndexFirst: {"true"},
		} {
			if rapid.Bool().Draw(rt, "changes "+string(key)) {
				change[key] = rapid.SampledFrom(of).Draw(rt, string(key))
			}
		}
		before, got := edited(t, `{"id":"j","policy_config":{"conflict_policy":"overwrite","support_ddl_info":"CREATE_TABLE","x":1}}`, model.SectionPolicy, change)
		var told struct {
			Job struct{ Params map[string]json.RawMessage }
		}
		_ = json.Unmarshal(got, &told)
		after, _ := edited(t, `{"id":"j","policy_config":`+string(told.Job.Params["policy_config"])+`}`, model.SectionPolicy, nil)
		for key, v := range before.Values {
			if _, changed := change[key]; !changed {
				change[key] = v
			}
		}
		maps.DeleteFunc(change, func(_ model.FieldKey, v string) bool { return v == "" })
		if !maps.Equal(change, after.Values) {
			rt.Errorf("asked %v\nshown %v", change, after.Values)
		}
	})
}

// TestWhatIsReadTwiceIsNotSent: nobody can say which of both is meant.
func TestWhatIsReadTwiceIsNotSent(t *testing.T) {
	var got []byte
	b := shown(t, `{"id":"j","policy_config":{"dml_types":"i","dml_types":"d"}}`, &got)
	_, parts, err := b.Sections(t.Context(), model.NewJobID("j"), model.SectionPolicy)
	if err != nil || parts[0].Lacks == "" {
		t.Errorf("%v %+v", err, parts)
	}
}

// FuzzOverlay: whatever a section holds, what is sent back is JSON, holds no mask,
// and reads as it was read.
func FuzzOverlay(f *testing.F) {
	for _, seed := range []string{`{}`, documentPolicy, `null`, `[]`, `{"a":{"a":"***"},"dml_types":null,"ddl_trans":"x"}`, `{"conflict_policy":["stop"]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, section string) {
		sent, err := drs.OverlayPolicy([]byte(section))
		if err != nil {
			return
		}
		again, err := drs.OverlayPolicy(sent)
		if err != nil || !bytes.Equal(sent, again) || !json.Valid(sent) || holdsMask(sent) {
			t.Errorf("%q\n%s\n%s %v", section, sent, again, err)
		}
	})
}

// holdsMask reports a value of asterisks alone at any depth.
func holdsMask(text []byte) bool {
	var v any
	_ = json.Unmarshal(text, &v)
	var in func(any) bool
	in = func(v any) bool {
		switch v := v.(type) {
		case string:
			return v != "" && strings.Trim(v, "*") == ""
		case []any:
			return slices.ContainsFunc(v, in)
		case map[string]any:
			return slices.ContainsFunc(slices.Collect(maps.Values(v)), in)
		}
		return false
	}
	return in(v)
}

func TestUsersAndParametersGoByV3(t *testing.T) {
	users := `{"job_id":"j","user_list":[{"id":"1","account":"'app'@'%'","is_transfer":true,"roles":["r"],"selected":true},{"id":"2","account":"'root'@'%'","is_transfer":"true"}],"roles_list":[{"role":"r","is_transfer":false,"privileges":"SELECT"}]}`
	params := `{"params_list":[{"params":[{"group":"common","key":"sql_mode","source_value":"A","target_value":"B","compare_result":"false"},{"group":"common","key":"same","target_value":"1","compare_result":"true"},{"group":"performance","key":"sync_binlog","target_value":"1","need_restart":"true","value_range":"0-1000"}]}],"count":1}`
	var path string
	var got []byte
	b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch {
		case strings.HasSuffix(r.URL.Path, "/get-src-user"):
			answer(200, users)(w, r)
		case strings.HasSuffix(r.URL.Path, "/batch-get-params"):
			answer(202, params)(w, r)
		case strings.HasSuffix(r.URL.Path, "/batch-update-user"):
			path, got = r.Method+" "+r.URL.Path, body
			answer(200, `{"all_counts":1,"results":[{"job_id":"j","is_success":true}]}`)(w, r)
		case strings.HasSuffix(r.URL.Path, "/params"):
			path, got = r.Method+" "+r.URL.Path, body
			answer(202, `{"success":true,"should_restart":"true"}`)(w, r)
		default:
			answer(200, `{"job":{"id":"j","status":"CONFIGURATION"}}`)(w, r)
		}
	})))
	d, parts, err := b.Sections(t.Context(), model.NewJobID("j"), model.SectionUsers, model.SectionParams)
	if err != nil || parts[0].Get(model.KeyUsers) != "1" || len(parts[1].Settings) != 3 || parts[1].Settings[1].Fixed == "" || !parts[1].Settings[0].Differs {
		t.Fatalf("%v %+v", err, parts)
	}
	edit := model.EditJob{Job: d.Job, Section: model.SectionUsers, Base: parts[0], Want: map[model.FieldKey]string{
		model.KeyMoveUsers: "true", model.KeyUsers: "1,2", model.KeyOwnSecrets: "2",
	}, Secrets: map[model.FieldKey]model.Secret{model.UserSecretKey("2"): model.NewSecret("S3NT1NEL")}}
	out := b.Apply(t.Context(), []model.Change{edit})
	want := `{"jobs":[{"job_id":"j","list":[{"id":"1","account":"'app'@'%'","is_transfer":true,"is_set_password":false,"roles":["r"],"selected":true},{"id":"2","account":"'root'@'%'","is_transfer":true,"password":"S3NT1NEL","is_set_password":true,"roles":[],"selected":true}],"user_roles":[{"role":"r","is_transfer":false,"privileges":"SELECT","selected":false}],"is_set_password":false,"is_migrate_user":true}]}`
	if out[0].Kind != model.Accepted || !sameJSON(t, got, []byte(want)) || path != "PUT /v3/p1/jobs/batch-update-user" {
		t.Errorf("%+v %s\n%s", out, path, got)
	}
	if reqs, err := b.Requests([]model.Change{edit}); err != nil || strings.Contains(string(reqs[0].Body)+reqs[0].Curl, "S3NT1NEL") {
		t.Errorf("%v %+v", err, reqs)
	}
	key := model.ParamKey("performance", "sync_binlog")
	vals := maps.Clone(parts[1].Values)
	vals[key] = "0"
	out = b.Apply(t.Context(), []model.Change{model.EditJob{Job: d.Job, Section: model.SectionParams, Base: parts[1], Want: vals}})
	if out[0].Kind != model.Accepted || out[0].Why == "" || string(got) != `{"group":"performance","params":[{"key":"sync_binlog","target_value":"0"}]}` || path != "POST /v3/p1/jobs/j/params" {
		t.Errorf("%+v %s %s", out, path, got)
	}
	vals[model.ParamKey("common", "sql_mode")] = "A"
	if out = b.Apply(t.Context(), []model.Change{model.EditJob{Job: d.Job, Section: model.SectionParams, Base: parts[1], Want: vals}}); out[0].Kind != model.NotSent {
		t.Errorf("two groups in one call: %+v", out)
	}
}

func TestTagsPositionAndPeriod(t *testing.T) {
	job := model.Job{ID: model.NewJobID("j"), Scenario: model.Sync, Generation: "v5"}
	for name, c := range map[string]struct {
		section    model.Section
		base, want map[model.FieldKey]string
		path, body string
		kind       model.OutcomeKind
	}{
		"tags that come":    {model.SectionTags, map[model.FieldKey]string{model.KeyTags: "a=1"}, map[model.FieldKey]string{model.KeyTags: "a=2, b=3"}, "POST /v5/p1/jobs/sync/j/tags/action", `{"action":"create","tags":[{"key":"a","value":"2"},{"key":"b","value":"3"}]}`, model.Accepted},
		"tags that go":      {model.SectionTags, map[model.FieldKey]string{model.KeyTags: "a=1, b=2"}, map[model.FieldKey]string{model.KeyTags: "b=2"}, "POST /v5/p1/jobs/sync/j/tags/action", `{"action":"delete","tags":[{"key":"a","value":"1"}]}`, model.Accepted},
		"tags of both":      {model.SectionTags, map[model.FieldKey]string{model.KeyTags: "a=1"}, map[model.FieldKey]string{model.KeyTags: "b=2"}, "", "", model.NotSent},
		"a start position":  {model.SectionPosition, nil, map[model.FieldKey]string{model.KeyPosition: "mysql-bin.000012:4", model.KeyGTID: "g:1"}, "PUT /v5/p1/jobs/j/start-position", `{"file_and_position":"mysql-bin.000012:4","gtid_set":"g:1"}`, model.Accepted},
		"no start position": {model.SectionPosition, nil, nil, "", "", model.NotSent},
		"an order":          {model.SectionPeriod, nil, map[model.FieldKey]string{model.KeyPeriodType: "2", model.KeyPeriodNum: "3", model.KeyAutoRenew: "1", model.KeyAutoPay: "true"}, "POST /v5/p1/job/j/change-to-period", `{"period_type":"2","period_num":3,"is_auto_renew":true,"is_auto_pay":true}`, model.UnknownOutcome},
		"an order of days":  {model.SectionPeriod, nil, map[model.FieldKey]string{model.KeyPeriodType: "1", model.KeyPeriodNum: "3"}, "", "", model.NotSent},
	} {
		var path string
		var got []byte
		b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got, _ = io.ReadAll(r.Body)
			path = r.Method + " " + r.URL.Path
			if strings.HasSuffix(path, "/action") {
				w.WriteHeader(http.StatusNoContent)
				return
			}
			answer(200, `{}`)(w, r)
		})))
		out := b.Apply(t.Context(), []model.Change{model.EditJob{Job: job, Section: c.section, Base: model.Part{Section: c.section, Values: c.base}, Want: c.want}})
		if out[0].Kind != c.kind || path != c.path || c.body != "" && !sameJSON(t, got, []byte(c.body)) {
			t.Errorf("%s: %+v\n%s %s", name, out, path, got)
		}
	}
}

// everyEdit is a change of each section, of a job that one generation listed.
func everyEdit(id model.JobID, generation string) []model.Change {
	var out []model.Change
	job := model.Job{ID: id, Scenario: model.Sync, Generation: generation}
	edit := func(s model.Section, values ...string) {
		e := model.EditJob{Job: job, Section: s, Want: map[model.FieldKey]string{}}
		for pair := range slices.Chunk(values, 2) {
			e.Want[model.FieldKey(pair[0])] = pair[1]
		}
		out = append(out, e)
	}
	edit(model.SectionName, string(model.KeyName), "orders-x")
	edit(model.SectionUsers)
	edit(model.SectionParams, string(model.ParamKey("common", "sql_mode")), "A")
	edit(model.SectionTags, string(model.KeyTags), "a=1")
	edit(model.SectionPosition, string(model.KeyPosition), "mysql-bin.000001:4")
	edit(model.SectionPeriod, string(model.KeyPeriodType), "2", string(model.KeyPeriodNum), "1", string(model.KeyAutoRenew), "false", string(model.KeyAutoPay), "false")
	return out
}
