package drs_test

import (
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"drover/client/drs"
	"drover/model"
)

// TestWhatCannotBeReadGoesBack: nobody can have taken out what drover does not
// understand, and a mask stands for a value that nobody knows here.
func TestWhatCannotBeReadGoesBack(t *testing.T) {
	for name, c := range map[string]struct{ policy, want string }{
		"a value of another kind":    {`{"conflict_policy":{"a":1},"ddl_trans":"maybe","x":1}`, `{"conflict_policy":{"a":1},"ddl_trans":"maybe","x":1,"dml_types":"i"}`},
		"a mask of a known member":   {`{"conflict_policy":"***","x":1}`, `{"x":1,"dml_types":"i"}`},
		"a mask far below":           {`{"x":{"keep":1.50,"secret":"****","list":["*",2,{"a":"**"}]}}`, `{"x":{"keep":1.50,"list":[2,{}]},"dml_types":"i"}`},
		"asterisks among characters": {`{"x":"*a*","y":[ 1, 2 ]}`, `{"x":"*a*","y":[1,2],"dml_types":"i"}`},
		"null is none":               {`{"conflict_policy":null,"x":null}`, `{"x":null,"dml_types":"i"}`},
		"empty lists stay":           {`{"support_ddl_info":"","filter_ddl_policy":""}`, `{"support_ddl_info":"","filter_ddl_policy":"","dml_types":"i"}`},
	} {
		_, got := edited(t, `{"id":"j","policy_config":`+c.policy+`}`, model.SectionPolicy, map[model.FieldKey]string{model.KeyDML: "i"})
		if want := `{"job":{"type":"policy","params":{"policy_config":` + c.want + `}}}`; string(got) != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
	for _, list := range []string{`[]`, `["stop"]`, `"text"`, `7`, "{\"x\x8f\":1}", `{"x":[{"\ud800":1}]}`} {
		if sent, err := drs.OverlayPolicy([]byte(list)); err == nil {
			t.Errorf("%s is written over by %s", list, sent)
		}
	}
	_, got := edited(t, `{"id":"j","alarm_notify":{"alarm_to_user":"true","delay_time":"soon","rpo_delay":0,"rto_delay":"0"}}`, model.SectionAlarm, map[model.FieldKey]string{model.KeyAlarmTopic: "urn:a"})
	if want := `{"alarm_to_user":true,"delay_time":"soon","topic_urn":"urn:a"}`; !strings.Contains(string(got), want) {
		t.Errorf("%s", got)
	}
}

// lone reads one section of a job that v5 shows, beside what other calls answer.
func lone(t *testing.T, job string, s model.Section, others service) model.Part {
	t.Helper()
	b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/jobs/j") {
			answer(200, `{"job":`+job+`}`)(w, r)
			return
		}
		others.ServeHTTP(w, r)
	}))
	_, parts, err := b.Sections(t.Context(), model.NewJobID("j"), s)
	if err != nil || len(parts) != 1 {
		t.Fatalf("%v %+v", err, parts)
	}
	return parts[0]
}

// TestSectionsAreReadTolerantly, and what is not understood is said to lack: an
// edit of it would write over what nobody saw.
func TestSectionsAreReadTolerantly(t *testing.T) {
	const sync = `"base_info":{"job_type":"sync","tags":`
	users := func(body string) service { return service{"get-src-user": answer(200, body)} }
	params := func(body string) service { return service{"batch-get-params": answer(202, body)} }
	for name, c := range map[string]struct {
		job     string
		section model.Section
		others  service
		want    map[model.FieldKey]string
		lacks   string
	}{
		"numbers as text":           {`{"id":"j","alarm_notify":{"alarm_to_user":"TRUE","delay_time":"60","rpo_delay":null,"rto_delay":0}}`, model.SectionAlarm, nil, map[model.FieldKey]string{model.KeyAlarmOn: "true", model.KeyAlarmDelay: "60"}, ""},
		"lists as lists":            {`{"id":"j","policy_config":{"dml_types":["i","u"],"support_ddl_info":"ADD_COLUMN, ADD_INDEX","ddl_trans":"false"}}`, model.SectionPolicy, nil, map[model.FieldKey]string{model.KeyDML: "i,u", model.KeyDDLKinds: "ADD_COLUMN,ADD_INDEX", model.KeyDDL: "false"}, ""},
		"a section that is null":    {`{"id":"j","policy_config":null}`, model.SectionPolicy, nil, map[model.FieldKey]string{}, ""},
		"one window without a list": {`{"id":"j","speed_limit":{"begin":"10:30","end":"11:59","speed":5}}`, model.SectionFlow, nil, map[model.FieldKey]string{model.KeyWindows: "10:00-11:59=5"}, ""},
		"a window without a speed":  {`{"id":"j","speed_limit":[{"begin":"10:00","end":"11:59"}]}`, model.SectionFlow, nil, map[model.FieldKey]string{}, "a flow window"},
		"a window that is none":     {`{"id":"j","speed_limit":[{"begin":"1,2","end":"11:59","speed":"5"}]}`, model.SectionFlow, nil, map[model.FieldKey]string{}, "a flow window"},
		"windows that are a word":   {`{"id":"j","speed_limit":"unlimited"}`, model.SectionFlow, nil, map[model.FieldKey]string{}, "a flow window"},
		"tags":                      {`{"id":"j",` + sync + `[{"key":"a","value":"1"},{"key":"b.c","value":""},{"key":"` + model.IntentTag + `","value":"I"}]}}`, model.SectionTags, nil, map[model.FieldKey]string{model.KeyTags: "a=1, b.c="}, ""},
		"a tag with a comma":        {`{"id":"j",` + sync + `[{"key":"a","value":"1,2"}]}}`, model.SectionTags, nil, map[model.FieldKey]string{}, "cannot write"},
		"tags by a call of theirs":  {`{"id":"j",` + sync + `null}}`, model.SectionTags, service{"sync/j/tags": answer(200, `{"tags":[{"key":"a","value":"1"}]}`)}, map[model.FieldKey]string{model.KeyTags: "a=1"}, ""},
		"tags that nothing tells":   {`{"id":"j",` + sync + `null}}`, model.SectionTags, service{}, map[model.FieldKey]string{}, "does not"},
		"an order":                  {`{"id":"j","period_order":{"period_type":"2","period_num":3,"is_auto_renew":1}}`, model.SectionPeriod, nil, map[model.FieldKey]string{model.KeyPeriodType: "2", model.KeyPeriodNum: "3", model.KeyAutoRenew: "true"}, ""},
		"users by what v5 says": {
			`{"id":"j","user_migration":{"is_migrate_user":"true","user_list":[{"id":"2"}],"role_list":[{"role":"r"}]}}`, model.SectionUsers,
			users(`{"user_list":[{"id":"1","account":"a","is_transfer":true},{"id":"2","account":"b","is_transfer":true}],"roles_list":[{"role":"r"}]}`),
			map[model.FieldKey]string{model.KeyMoveUsers: "true", model.KeyUsers: "2", model.KeyRoles: "r"}, "",
		},
		"users by what v3 says": {
			`{"id":"j"}`, model.SectionUsers, users(`{"is_global_password":"true","user_list":[{"id":"1","account":"a","is_transfer":true,"selected":false},{"id":"2","account":"b","selected":"true"}]}`),
			map[model.FieldKey]string{model.KeyMoveUsers: "true", model.KeyOnePassword: "true", model.KeyUsers: "2"}, "",
		},
		"users that were not read":   {`{"id":"j"}`, model.SectionUsers, users(`{"is_success":false,"message":"no connection"}`), map[model.FieldKey]string{}, "no connection"},
		"no word of users":           {`{"id":"j"}`, model.SectionUsers, users(`{"is_success":true}`), map[model.FieldKey]string{}, "no users"},
		"a role with a comma":        {`{"id":"j"}`, model.SectionUsers, users(`{"user_list":[],"roles_list":[{"role":"a,b","selected":true}]}`), map[model.FieldKey]string{}, "a name"},
		"a user without an id":       {`{"id":"j"}`, model.SectionUsers, users(`{"user_list":[{"account":"a"}]}`), map[model.FieldKey]string{}, "a name"},
		"parameters that are none":   {`{"id":"j"}`, model.SectionParams, params(`{"params_list":[{"params":[{"error_code":"DRS.M00302","error_message":"only MySQL"}]}]}`), map[model.FieldKey]string{}, "only MySQL"},
		"parameters refused beside":  {`{"id":"j"}`, model.SectionParams, params(`{"params_list":[{"error_code":"DRS.M00302","error_msg":"only MySQL"}]}`), map[model.FieldKey]string{}, "only MySQL"},
		"no word of parameters":      {`{"id":"j"}`, model.SectionParams, params(`{"params_list":[]}`), map[model.FieldKey]string{}, "no parameters"},
		"a parameter with a newline": {`{"id":"j"}`, model.SectionParams, params(`{"params_list":[{"params":[{"group":"performance","key":"a\nb","target_value":"1"}]}]}`), map[model.FieldKey]string{}, ""},
	} {
		p := lone(t, c.job, c.section, c.others)
		if !maps.Equal(p.Values, c.want) || (c.lacks == "") != (p.Lacks == "") || !strings.Contains(p.Lacks, c.lacks) {
			t.Errorf("%s: %v lacks %q", name, p.Values, p.Lacks)
		}
	}
}

// TestAnswersToUsersAndParameters: only a clear word counts.
func TestAnswersToUsersAndParameters(t *testing.T) {
	users := model.EditJob{Section: model.SectionUsers, Want: map[model.FieldKey]string{}}
	params := model.EditJob{Section: model.SectionParams, Want: map[model.FieldKey]string{model.ParamKey("performance", "sync_binlog"): "0"}}
	for name, c := range map[string]struct {
		edit model.EditJob
		body string
		kind model.OutcomeKind
	}{
		"users taken":                 {users, `{"results":[{"job_id":"j","is_success":true,"message":"done"}]}`, model.Accepted},
		"users refused":               {users, `{"results":[{"job_id":"j","is_success":"false","message":"no"}]}`, model.Refused},
		"users of another job":        {users, `{"results":[{"job_id":"k","is_success":true}]}`, model.UnknownOutcome},
		"users of two minds":          {users, `{"results":[{"job_id":"j","is_success":true},{"job_id":"j","is_success":false}]}`, model.UnknownOutcome},
		"users, a word twice":         {users, `{"results":[{"job_id":"j","is_success":false,"is_success":true}]}`, model.UnknownOutcome},
		"users, no word":              {users, `{"results":[{"job_id":"j"}]}`, model.UnknownOutcome},
		"users, a fault":              {users, `{"results":[{"job_id":"j","is_success":false,"error_code":"DRS.M05066"}]}`, model.UnknownOutcome},
		"parameters taken":            {params, `{"success":"true","should_restart":"false"}`, model.Accepted},
		"parameters refused":          {params, `{"success":false,"error_code":"DRS.M00202","error_msg":"no"}`, model.Refused},
		"parameters, a fault":         {params, `{"success":false,"error_code":"DRS.M05066"}`, model.UnknownOutcome},
		"parameters, both":            {params, `{"success":true,"error_code":"DRS.M00202"}`, model.UnknownOutcome},
		"parameters, a word twice":    {params, `{"success":false,"success":true}`, model.UnknownOutcome},
		"parameters, nothing is said": {params, `{}`, model.UnknownOutcome},
	} {
		b := over(t, answer(200, c.body))
		c.edit.Job = model.Job{ID: model.NewJobID("j"), Generation: "v3"}
		c.edit.Base = model.Part{Section: c.edit.Section}
		if out := b.Apply(t.Context(), []model.Change{c.edit}); out[0].Kind != c.kind {
			t.Errorf("%s: %+v", name, out)
		}
	}
}

// TestWhatIsOrderedIsWhatWasAsked: money hangs on it, so that what is not said is
// not sent.
func TestWhatIsOrderedIsWhatWasAsked(t *testing.T) {
	for _, c := range []struct{ renew, pay, want string }{
		{"true", "false", `"is_auto_renew":true,"is_auto_pay":false`},
		{"1", "true", `"is_auto_renew":true,"is_auto_pay":true`},
		{"false", "true", `"is_auto_renew":false,"is_auto_pay":true`},
		{"0", "0", `"is_auto_renew":false,"is_auto_pay":false`},
		{"", "true", ""}, {"true", "", ""}, {"yes", "true", ""},
	} {
		var got []byte
		b := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got, _ = io.ReadAll(r.Body)
			answer(200, `{"order_id":"CS1"}`)(w, r)
		})))
		out := b.Apply(t.Context(), []model.Change{model.EditJob{
			Job: model.Job{ID: model.NewJobID("j"), Scenario: model.Sync, Generation: "v5"}, Section: model.SectionPeriod,
			Want: map[model.FieldKey]string{model.KeyPeriodType: "3", model.KeyPeriodNum: "1", model.KeyAutoRenew: c.renew, model.KeyAutoPay: c.pay},
		}})
		if sent := out[0].Kind == model.Accepted; sent != (c.want != "") || !strings.Contains(string(got), c.want) || !sent && (out[0].Kind != model.NotSent || got != nil) {
			t.Errorf("%+v: %+v\n%s", c, out, got)
		}
	}
}
