package drs_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"drover/client/drs"
	"drover/client/rest/wire"
	"drover/model"
)

func parse(t testing.TB, s string) wire.Value {
	t.Helper()
	v, err := wire.Parse([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return v
}

// TestRowsAreReadTolerantly: a member that does not fit costs itself, never
// its row.
func TestRowsAreReadTolerantly(t *testing.T) {
	created := time.Date(2022, 11, 7, 16, 15, 18, 0, time.UTC)
	plain := model.Job{ID: model.NewJobID("a"), Name: model.NewText("n"), Scenario: model.Sync, Generation: "v5"}
	with := func(f func(*model.Job)) model.Job {
		j := plain
		f(&j)
		return j.WithStatus(j.Status)
	}
	for row, want := range map[string]model.Job{
		`{"id":"a","name":"n"}`:                                                                                                  with(func(*model.Job) {}),
		`{"id":"a","name":"n","status":null,"children":null}`:                                                                    with(func(*model.Job) {}),
		`{"id":"a","name":"n","children":{"x":1},"job_action":"none"}`:                                                           with(func(*model.Job) {}),
		`{"id":"a","name":"n","create_time":"2022-11-07T16:15:18Z"}`:                                                             with(func(j *model.Job) { j.Created = created }),
		`{"id":"a","name":"n","create_time":"2022-11-07 16:15:18"}`:                                                              with(func(j *model.Job) { j.Created = created }),
		`{"id":"a","name":"n","create_time":"1667837718000"}`:                                                                    with(func(j *model.Job) { j.Created = created }),
		`{"id":"a","name":"n","create_time":1667837718000}`:                                                                      with(func(j *model.Job) { j.Created = created }),
		`{"id":"a","name":"n","create_time":["now"]}`:                                                                            with(func(*model.Job) {}),
		`{"id":"a","name":"n","status":"NEW_ONE","task_type":7}`:                                                                 with(func(j *model.Job) { j.Status, j.Task = model.NewText("NEW_ONE"), "7" }),
		`{"id":"a","name":"n","status":{"is":"odd"},"name2":true}`:                                                               with(func(*model.Job) {}),
		`{"id":"a","name":"n","db_use_type":"cloudDataGuard"}`:                                                                   with(func(j *model.Job) { j.Scenario = model.DR }),
		`{"id":"a","name":"n","job_type":"brandNew"}`:                                                                            with(func(j *model.Job) { j.Scenario = "brandNew" }),
		`{"id":"a","name":"n","charging_mode":"on_demand"}`:                                                                      with(func(j *model.Job) { j.Charging = model.OnDemand }),
		`{"id":"a","name":"n","charging_mode":1,"job_mode_role":"master"}`:                                                       with(func(*model.Job) {}),
		`{"id":"a","name":"n","ID":"b","Name":"m","Status":"PAUSING"}`:                                                           with(func(*model.Job) {}),
		`{"id":"a","name":"n","billing_tag":"true","node_newFramework":"x"}`:                                                     with(func(*model.Job) {}),
		`{"id":"a","name":"n","job_action":{"available_actions":["START",null],"unavailable_actions":null,"current_action":""}}`: with(func(j *model.Job) { j.Actions = model.Actions{Told: true, Available: []string{"START"}} }),
	} {
		got := drs.ReadRow("v5", parse(t, row))
		if len(got) != 1 || !reflect.DeepEqual(got[0], want) {
			t.Errorf("%s\n got %+v\nwant %+v", row, got, want)
		}
	}
}

func TestSamplesAreReadTolerantly(t *testing.T) {
	for in, want := range map[string]struct {
		pct    int
		lag    time.Duration
		stages string
	}{
		`{"progress":"62%","incr_trans_delay":"41","incr_trans_delay_millis":"41250"}`: {62, 41250 * time.Millisecond, ""},
		`{"progress":62,"incre_trans_delay":41}`:                                       {62, 41 * time.Second, ""},
		`{"progress":null,"incre_trans_delay":"-1"}`:                                   {-1, -1, ""},
		`{"progress":"soon","incre_trans_delay":""}`:                                   {-1, -1, ""},
		`{"progress_map":{"structure":{"completed":"100%"},"data":{"completed":"7"}}}`: {-1, -1, "structure 100 data 7 "},
		`{"progress_map":[{"name":"data","completed":8},{"type":"index"}]}`:            {-1, -1, "data 8 index -1 "},
		`{"progress_map":{"data":"62%"}}`:                                              {-1, -1, "data 62 "},
		`{"progress_map":"none"}`:                                                      {-1, -1, ""},
		`[]`:                                                                           {-1, -1, ""},
	} {
		s := drs.ReadSample(parse(t, in))
		var stages strings.Builder
		for _, g := range s.Stages {
			pct, _ := json.Marshal(g.Percent)
			stages.WriteString(g.Name.String() + " " + string(pct) + " ")
		}
		if s.Percent != want.pct || s.Lag != want.lag || stages.String() != want.stages {
			t.Errorf("%s: %d %v %q", in, s.Percent, s.Lag, stages.String())
		}
	}
}

func TestSecretsAreMasked(t *testing.T) {
	const doc = `{"job":{"db_password":"geheim","x":[{"ssl_cert_key":"geheim","n":1.50}],"Secret":{"a":"geheim"},"token":null,
		"data":"{\"password\":\"geheim\",\"ok\":1}","name":"a\u001b","empty":{},"none":[]}}`
	out := drs.Section(parse(t, doc))
	if bytes.Contains(out, []byte("geheim")) {
		t.Errorf("%s", out)
	}
	for _, keep := range []string{`"n": 1.50`, `"name": "a\u001b"`, `"token": null`, `"empty": {}`, `"none": []`, "\n  \"job\": {\n    \"db_password\": \"[secret]\""} {
		if !bytes.Contains(out, []byte(keep)) {
			t.Errorf("%q is gone:\n%s", keep, out)
		}
	}
	if !json.Valid(out) {
		t.Errorf("%s", out)
	}
}

func TestLongSectionsAreCut(t *testing.T) {
	out := drs.Section(parse(t, "["+strings.Repeat(`"0123456789",`, 100_000)+"1]"))
	if len(out) > 300<<10 || !bytes.Contains(out[len(out)-60:], []byte("cut here")) {
		t.Errorf("%d bytes: %s", len(out), out[len(out)-60:])
	}
}

// FuzzJobRow: no row that names its job is lost, and nothing panics.
func FuzzJobRow(f *testing.F) {
	f.Add([]byte(`{"id":"a","name":"n","children":[{"id":"b","job_action":{"available_actions":"START"}}],"create_time":12}`))
	f.Add([]byte(`{"id":7,"status":[],"job_type":null,"children":{"id":"c"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := wire.Parse(b)
		if err != nil {
			return
		}
		id := v.Get("id").String()
		for _, generation := range []string{"v5", "v3"} {
			got := drs.ReadRow(generation, v)
			if (id != "") != (len(got) > 0) || len(got) > 0 && got[0].ID.Raw() != id {
				t.Errorf("%s: %v", b, got)
			}
			for _, j := range got[min(1, len(got)):] {
				if j.Parent.Raw() != id || j.ID.Empty() {
					t.Errorf("%s: child %+v", b, j)
				}
			}
		}
	})
}

// FuzzDetail: whatever comes, nothing panics, and no password comes through.
func FuzzDetail(f *testing.F) {
	f.Add([]byte(`{"id":"a","base_info":{"tags":{"key":"k"}},"source_endpoint":{"endpoint":{"ip":1}},"alarm_notify":{"delay_time":"60"}}`))
	f.Add([]byte(`{"id":"a","source_endpoint":{"db_port":"0"},"speed_limit":[null,{}],"period_order":{"period_num":"1"},"progress_map":[[]]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		v, err := wire.Parse(b)
		if err != nil {
			return
		}
		drs.ReadV5(v)
		drs.ReadV3(v)
		drs.ReadSample(v)
		drs.ReadPreCheck(v)
		if out := drs.Section(v); len(out) < 200<<10 && !json.Valid(out) {
			t.Errorf("%q became %q", b, out)
		}
	})
}
