package drs_test

import (
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"drover/model"
)

// Of a draft the ends alone are stored, as a create has them.
func TestTheEndsOfADraftAreStored(t *testing.T) {
	got := sent(t, model.StoreEnds{ID: model.NewJobID("j"), Draft: draftFrom(t, []byte(everyMember))})
	var told struct {
		Job struct {
			Type   string
			Params map[string]any
		}
	}
	var whole struct{ Job map[string]any }
	if json.Unmarshal(got, &told) != nil || json.Unmarshal([]byte(everyMember), &whole) != nil {
		t.Fatalf("%s", got)
	}
	want := map[string]any{"source_endpoint": whole.Job["source_endpoint"], "target_endpoint": whole.Job["target_endpoint"]}
	if told.Job.Type != "endpoint" || !reflect.DeepEqual(told.Job.Params, want) {
		t.Errorf("%s", got)
	}
}

func TestAnswersOfAStore(t *testing.T) {
	for name, c := range map[string]struct {
		status     int
		body, want string
	}{
		"nothing":            {200, `{}`, "A"},
		"its id":             {200, `{"id":"j","name":"n","status":"success"}`, "A"},
		"its id, in a job":   {200, `{"job":{"id":"j"}}`, "A"},
		"nulls":              {200, `{"id":null,"error_code":null,"error_msg":null}`, "A"},
		"another job":        {200, `{"id":"k"}`, "?"},
		"an error":           {200, `{"error_code":"DRS.M00202","error_msg":"db_port"}`, "?"},
		"an error, in a job": {200, `{"job":{"error_code":"DRS.M00202"}}`, "?"},
		"a failure":          {200, `{"id":"j","status":" Failed"}`, "?"},
		"a job's status":     {200, `{"id":"j","status":"CONFIGURATION"}`, "A"},
		"two things at once": {200, `{"id":"j","id":"k"}`, "?"},
		"a list":             {200, `[]`, "?"},
		"no body":            {200, ``, "?"},
		"busy":               {202, `{"error_code":"DRS.M01504"}`, "R"},
		"not in this status": {400, `{"error_code":"DRS.M00304"}`, "R"},
		"gone":               {400, `{"error_code":"DRS.10000010"}`, "R"},
		"a fault":            {500, `{}`, "?"},
	} {
		var path string
		b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path = r.Method + " " + r.URL.Path
			_, _ = io.Copy(io.Discard, r.Body)
			answer(c.status, c.body)(w, r)
		}))
		out := b.Apply(t.Context(), []model.Change{model.StoreEnds{ID: model.NewJobID("j"), Draft: twoEnds()}})
		if got := letters(out); got != c.want || path != "PUT /v5/p1/jobs/j" || c.want == "?" && out[0].Why == "" {
			t.Errorf("%s: %s %+v, %s", name, got, out, path)
		}
	}
}

// A test of an end sends all that is known of it, the certificate, too.
func TestAnEndIsTestedWithAllThatIsKnown(t *testing.T) {
	text := model.NewText
	var body string
	b := over(t, held(t, false, service{
		"/action": func(w http.ResponseWriter, r *http.Request) {
			sent, _ := io.ReadAll(r.Body)
			body = string(sent)
			answer(202, `{"query_id":"q"}`)(w, r)
		},
		"/j": answer(200, `{"job":{"network_results":[{"ip":"10.0.0.1","success":false,"error_msg":"S3NT1NEL-4 does not open S3NT1NEL-body"}]}}`),
	}))
	end := someEnd()
	end.Source, end.TLS, end.Cert, end.CertSum = false, model.Yes, text("ca.p12"), text("ab")
	end.CertBody, end.CertPass = model.NewSecret("S3NT1NEL-body"), model.NewSecret("S3NT1NEL-4")
	end.ReadOnly, end.Nodes, end.OwnDNS, end.DNSAction, end.Resolver = model.No, 4, model.Yes, text("add"), text("10.0.0.53")
	end.Region, end.Project, end.Network = text("r"), text("p"), model.Network{VPC: text("v"), Subnet: text("s")}
	got, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("j"), Generation: "v5"}, []model.EndTest{end})
	if err != nil || len(got) != 1 || got[0].Reached || got[0].Message.String() != "[secret] does not open [secret]" {
		t.Fatalf("%+v, %v", got, err)
	}
	const want = `{"job":{"action_name":"network","action_params":{"endpoints":[{"db_type":"mysql","endpoint_type":"offline","endpoint_role":"ta",` +
		`"endpoint":{"endpoint_name":"mysql","ip":"10.0.0.1","db_port":"3306","db_user":"repl","db_password":"secret"},"cloud":{"region":"r","project_id":"p"},` +
		`"vpc":{"vpc_id":"v","subnet_id":"s"},"config":{"is_target_readonly":false,"node_num":4},` +
		`"ssl":{"ssl_link":true,"ssl_cert_name":"ca.p12","ssl_cert_key":"S3NT1NEL-body","ssl_cert_check_sum":"ab","ssl_cert_password":"S3NT1NEL-4"},` +
		`"customized_dns":{"is_set_dns":true,"set_dns_action":"add","dns_ip":"10.0.0.53"}}]}}}`
	if body != want {
		t.Errorf("\n got %s\nwant %s", body, want)
	}
	end.Address = text("\xff")
	if _, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("j"), Generation: "v5"}, []model.EndTest{end}); err == nil || !strings.Contains(err.Error(), "ip: it cannot be sent as it is") {
		t.Errorf("%v", err)
	}
}
