package drs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

const (
	detail5 = `{"job":{"id":"a","status":"INCRE_TRANSFER_STARTED","create_time":"2022-11-07T16:15:18Z","task_version":"2.0",
		"base_info":{"name":"orders","job_type":"sync","multi_write":"false","engine_type":"mysql-to-mysql","task_type":"FULL_INCR_TRANS",
			"charging_mode":"on_demand","expired_days":"14","start_time":"1667837718000","tags":[{"key":"k","value":"v"}]},
		"source_endpoint":[{"db_type":"mysql","endpoint_type":"offline","endpoint":{"ip":"10.0.0.1","db_port":3306,"db_user":"repl","db_password":"******"},"ssl":{"ssl_link":"false"}}],
		"target_endpoint":[{"db_type":"mysql","endpoint":{"instance_id":"in01","db_password":""},"cloud":{"region":"r1","az_code":"a,c"}}],
		"alarm_notify":{"alarm_to_user":true,"delay_time":"60","rpo_delay":0},
		"speed_limit":[{"begin":"02:00","end":"05:59","speed":"80"}],
		"policy_config":{"conflict_policy":"overwrite","ddl_trans":true,"support_ddl_info":"ADD_COLUMN,DROP_INDEX,ADD_INDEX","dml_types":"i,u,d","index_trans":"true","data_sync_topology_type":"one2one"},
		"node_info":{"spec":{"node_type":"high"}}}}`
	progress5 = `{"job":{"progress_info":{"progress":"100%","incr_trans_delay":"41"},
		"migration_object_progress_info":{"full_start_time":"1667837719000","migration_object_overview":[{"type":"table","src_count":"12","dst_count":11}]}}}`
	detail3 = `{"count":1,"results":[{"id":"a","name":"old name","status":"PAUSING","parent_id":"p","net_type":"vpn","actual_start_time":"1667837800000",
		"update_time":1667837900000,"failed_reason":"","error_message":"lost the log","source_endpoint":{"ip":"10.9.9.9","db_port":0},
		"inst_info":{"engine_type":"mysql","inst_type":"small"},"conflict_policy":"ignore","filter_ddl_policy":"drop_database"}]}`
	noAPI = `{"error_code":"APIGW.0101","error_msg":"The API does not exist"}`
	gone5 = `{"error_code":"DRS.10000010","error_msg":"The task does not exist"}`
)

// offered answers the three reads a detail is made of.
func offered(detail, progress, batch http.HandlerFunc) service {
	return service{
		"/v5/p1/jobs/a": func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Query().Get("type") == "progress" {
				progress(w, r)
				return
			}
			detail(w, r)
		},
		"batch-detail": batch,
	}
}

func TestDetailFromBothGenerations(t *testing.T) {
	b := over(t, offered(answer(200, detail5), answer(200, progress5), answer(200, detail3)))
	d, err := b.Job(t.Context(), model.NewJobID("a"))
	if err != nil {
		t.Fatal(err)
	}
	j := d.Job
	if j.Name.Raw() != "orders" || j.State.Word != "incr running" || j.Charging != model.OnDemand || j.Net.Raw() != "vpn" || j.Parent.Raw() != "p" || j.Engine.Raw() != "mysql-to-mysql" {
		t.Errorf("%+v", j)
	}
	if d.Sample.Percent != 100 || d.Sample.Lag != 41*time.Second || d.Sample.Status != j.Status || d.Sample.At.IsZero() {
		t.Errorf("%+v", d.Sample)
	}
	from, to := d.From[0], d.To[0]
	if len(d.From) != 1 || from.Address.Raw() != "10.0.0.1" || from.Port.Raw() != "3306" || from.Password != model.Yes || from.TLS != model.No || from.Kind.Raw() != "offline" {
		t.Errorf("%+v", d.From)
	}
	if to.Instance.Raw() != "in01" || to.Password != model.No || to.TLS != model.NotTold || to.Zone.Raw() != "a,c" {
		t.Errorf("%+v", d.To)
	}
	if got := words(d.Policy); got != "conflict overwrite; ddl 3 of 8; dml i u d; index on; topology one2one; left out drop_database; " {
		t.Errorf("policy %s", got)
	}
	if got := words(d.Alarm); got != "to users on; delay over 60s; rpo over off; " {
		t.Errorf("alarm %s", got)
	}
	if d.MultiWrite != model.No || d.TaskVersion.Raw() != "2.0" || d.ExpiredDays != 14 || d.NodeType.Raw() != "high" || len(d.Limits) != 1 || len(d.Tags) != 1 || d.Failure.Raw() != "lost the log" {
		t.Errorf("%+v", d)
	}
	if d.Started.UnixMilli() != 1667837719000 || d.Updated.UnixMilli() != 1667837900000 || d.ScheduledAt.UnixMilli() != 1667837718000 || !d.IncrStarted.IsZero() {
		t.Errorf("%v %v %v", d.Started, d.Updated, d.ScheduledAt)
	}
	if len(d.Objects) != 1 || d.Objects[0].Done.Raw() != "11" {
		t.Errorf("%+v", d.Objects)
	}
	if len(d.Raw) != 3 || strings.Contains(fmt.Sprintf("%s", d.Raw), "******") {
		t.Errorf("%s", d.Raw)
	}
}

func words(facts []model.Fact) string {
	var s strings.Builder
	for _, f := range facts {
		s.WriteString(f.Label + " " + f.Value.String() + "; ")
	}
	return s.String()
}

func TestDetailFallsBack(t *testing.T) {
	for name, c := range map[string]struct {
		s    service
		name string // "" for an error of this kind
		kind rest.Kind
	}{
		"v5 is not here":        {offered(answer(404, noAPI), answer(404, noAPI), answer(200, detail3)), "old name", 0},
		"v5 does not serve it":  {offered(answer(400, gone5), answer(400, gone5), answer(200, detail3)), "old name", 0},
		"v5 has nothing":        {offered(answer(200, `{}`), answer(200, `{"job":null}`), answer(200, detail3)), "old name", 0},
		"v3 is not here":        {offered(answer(200, detail5), answer(200, progress5), answer(404, noAPI)), "orders", 0},
		"v3 knows it not":       {offered(answer(200, detail5), answer(200, progress5), answer(200, `{"results":[]}`)), "orders", 0},
		"no progress":           {offered(answer(200, detail5), answer(500, `{}`), answer(200, detail3)), "orders", 0},
		"gone in both":          {offered(answer(400, gone5), answer(400, gone5), answer(200, `{"results":[{"id":"a","error_code":"DRS.M05004","error_message":"deleted"}]}`)), "", rest.Gone},
		"v3 alone, gone":        {offered(answer(404, noAPI), answer(404, noAPI), answer(200, `{"results":[{"error_code":"DRS.M00289"}]}`)), "", rest.Gone},
		"v3 alone, about other": {offered(answer(404, noAPI), answer(404, noAPI), answer(200, strings.Replace(detail3, `"id":"a"`, `"id":"z"`, 1))), "", rest.BadAnswer},
		"the login ended":       {offered(answer(401, `{}`), answer(401, `{}`), answer(401, `{}`)), "", rest.LoginEnded},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := over(t, c.s).Job(t.Context(), model.NewJobID("a"))
			if k, failed := rest.KindOf(err); failed != (c.name == "") || failed && k != c.kind {
				t.Fatalf("%v", err)
			}
			if d.Job.Name.Raw() != c.name {
				t.Errorf("%+v", d.Job)
			}
			if whole := c.name == "orders"; c.name != "" && (d.Lacks == "") != whole { // v5 alone tells the most
				t.Errorf("lacks %q", d.Lacks)
			}
		})
	}
}

func TestDeletedIsAStatus(t *testing.T) {
	deleted := answer(200, `{"job":{"id":"a","status":"DELETED"}}`)
	d, err := over(t, offered(deleted, deleted, answer(400, `{"results":[{"error_code":"DRS.M05004"}]}`))).Job(t.Context(), model.NewJobID("a"))
	if err != nil || d.Job.State.Word != "deleted" {
		t.Errorf("%+v %v", d.Job, err)
	}
}

func TestDetailsOfTheSimulator(t *testing.T) {
	for _, o := range []sim.Options{{Seed: 1}, {Seed: 1, Fault: "loose"}} {
		b, s := simulated(t, o)
		for id, row := range list(t.Context(), b).jobs {
			d, err := b.Job(t.Context(), row.ID)
			if err != nil {
				t.Errorf("%s: %v", row.Name, err)
				continue
			}
			if d.Job.ID.Raw() != id || d.Job.Status.Raw() != s.Status(id) || d.Job.Name != row.Name {
				t.Errorf("%s: %+v", row.Name, d.Job)
			}
			if o.Fault == "" && (len(d.From) == 0 || len(d.To) == 0 || len(d.Raw) == 0) && d.Job.Status.Raw() != "DELETED" {
				t.Errorf("%s: %d ends, %d raw", row.Name, len(d.From)+len(d.To), len(d.Raw))
			}
		}
	}
}

// TestJobRequest shows what Job would read with, where v5 is offered and where
// it is not; the credential is not in it.
func TestJobRequest(t *testing.T) {
	b := over(t, offered(answer(404, noAPI), answer(404, noAPI), answer(200, detail3)))
	r, err := b.JobRequest(model.NewJobID("a"))
	if err != nil || r.Method != http.MethodGet || !strings.HasSuffix(r.URL, "/v5/p1/jobs/a?type=detail") || r.Body != nil || strings.Contains(r.Curl, "--data") {
		t.Errorf("%+v: %v", r, err)
	}
	for _, err := range b.Jobs(t.Context()) { // neither list is here: from now on v5 is not asked
		_ = err
	}
	r, err = b.JobRequest(model.NewJobID("a"))
	if err != nil || r.Method != http.MethodPost || !strings.HasSuffix(r.URL, "/v3/p1/jobs/batch-detail") || !strings.Contains(r.Curl, `"jobs":["a"]`) {
		t.Errorf("%+v: %v", r, err)
	}
	if !strings.Contains(r.Curl, `"X-Auth-Token: $DROVER_TOKEN"`) || strings.Contains(r.Curl, "sim-token") {
		t.Errorf("the command holds the wrong credential: %s", r.Curl)
	}
}
