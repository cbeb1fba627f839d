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

// A test of a draft's end sends what the draft says of it, certificate and
// shards, and what comes back has no secret of them.
func TestAnEndOfADraftIsTested(t *testing.T) {
	d := draftFrom(t, []byte(strings.NewReplacer(`"p2"`, `"S3NT1NEL-2"`, `"p4"`, `"S3NT1NEL-4"`).Replace(everyMember)))
	var body string
	b := over(t, held(t, false, service{
		"/action": func(w http.ResponseWriter, r *http.Request) {
			sent, _ := io.ReadAll(r.Body)
			body = string(sent)
			answer(202, `{"query_id":"q"}`)(w, r)
		},
		"/j": answer(200, `{"job":{"network_results":[{"ip":"10.0.0.1:1","success":false,"error_msg":"no S3NT1NEL-2 here"}]}}`),
	}))
	end := model.EndTest{Source: true, Draft: d, List: model.Sources, Password: model.NewSecret("typed-later"), Endpoint: model.Endpoint{Address: model.NewText("10.0.0.1:1,10.0.0.2:1")}}
	got, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("j"), Generation: "v5"}, []model.EndTest{end})
	if err != nil || len(got) != 1 || got[0].Reached || got[0].Message.String() != "no [secret] here" {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, want := range []string{`"ssl_cert_key":"QQ=="`, `"ssl_cert_check_sum":"ab"`, `"ssl_cert_password":"S3NT1NEL-4"`, `"db_password":"S3NT1NEL-2"`, `"db_password":"typed-later"`, `"node_num":16`, `"dns_ip":""`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	end.Draft = d.Put("source_endpoint[0].endpoint.db_port", "0")
	if _, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("j"), Generation: "v5"}, []model.EndTest{end}); err == nil || !strings.Contains(err.Error(), "db_port: a number from 1 to 65535") {
		t.Errorf("%v", err)
	}
}
