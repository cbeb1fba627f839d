package drs_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"drover/model"
)

func TestAnswersOfACreate(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		body   string
		want   string
		made   string
		taken  bool
	}{
		"as documented":         {200, `{"job":{"id":"new","name":"DRS-1234","status":"CREATING","create_time":"2022-11-07T16:15:18Z"}}`, "A", "new", false},
		"flat":                  {200, `{"id":"new","is_clone_job":"false"}`, "A", "new", false},
		"with a bare number":    {202, `{"job":{"id":17,"name":null}}`, "A", "17", false},
		"without an id":         {200, `{"job":{"status":"CREATING"}}`, "?", "", false},
		"with nothing":          {200, `{}`, "?", "", false},
		"an id twice":           {200, `{"job":{"id":"a","id":"b"}}`, "?", "", false},
		"an id and an error":    {200, `{"job":{"id":"a","error_code":"DRS.M05066"}}`, "?", "", false},
		"an error in a success": {200, `{"error_code":"DRS.M05066","error_msg":"failed"}`, "?", "", false},
		"busy":                  {202, `{"error_code":"DRS.M01504"}`, "R", "", false},
		"the name is taken":     {422, `{"error_code":"DRS.M00277","error_msg":"exists"}`, "R", "", true},
		"taken, in a job":       {400, `{"job":{"error_code":"DRS.M00277"}}`, "R", "", true},
		"as documented, no":     {400, `{"error_code":"DRS.10000001","error_msg":"Failed."}`, "R", "", false},
		"a link that is none":   {400, `{"error_code":"DRS.M00302"}`, "R", "", false},
		"throttled":             {429, `{"error_code":"APIGW.0308"}`, "N", "", false},
		"the login has ended":   {401, `{"error_code":"APIGW.0301"}`, "N", "", false},
		"no such API":           {404, noAPI, "R", "", false},
		"a fault":               {500, `{"error_code":"DRS.M00004"}`, "?", "", false},
		"a page":                {200, `<html>`, "?", "", false},
		"cut":                   {200, `{"job":{"id":"new"`, "?", "", false},
	} {
		calls := 0
		b := over(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			calls++
			w.Header().Set("X-Request-Id", "r1")
			answer(c.status, c.body)(w, r)
		}))
		out := b.Apply(t.Context(), []model.Change{create(someJob())})
		if got := letters(out); got != c.want || out[0].Made.Raw() != c.made || out[0].Taken != c.taken || out[0].ID.Raw() != "new-I1" || calls != 1 {
			t.Errorf("%s: %s %+v, %d calls", name, got, out, calls)
		}
		if out[0].RequestID.Raw() != "r1" || c.want == "R" && out[0].Code.Empty() {
			t.Errorf("%s: nothing to show the support: %+v", name, out[0])
		}
	}
}

// TestNoSecretOfACreateIsSeen: not before it is sent, nor in what is kept of it,
// also where the service repeats it.
func TestNoSecretOfACreateIsSeen(t *testing.T) {
	d := draftFrom(t, []byte(strings.NewReplacer(`"p1"`, `"S3NT1NEL-1"`, `"p2"`, `"S3NT1NEL-2"`, `"p4"`, `"S3NT1NEL-4"`, "QQ==", "S3NT1NEL").Replace(everyMember)))
	for _, c := range []model.Change{create(d), model.StoreEnds{ID: model.NewJobID("j"), Draft: d}} {
		b := over(t, answer(400, `{"error_code":"DRS.M00202","error_msg":"db_password S3NT1NEL-2 of S3NT1NEL is invalid"}`))
		shown, err := b.Requests([]model.Change{c})
		if err != nil || len(shown) != 1 {
			t.Fatal(shown, err)
		}
		all := fmt.Sprintf("%s %+v", shown[0].Body, shown) + fmt.Sprintf("%+v %v", b.Apply(t.Context(), []model.Change{c}), c)
		for _, e := range b.Exchanges() {
			request, answered := e.Request(), e.Answer()
			all += fmt.Sprintf("%s %s %s %v", request.Body, answered.Body, e.Curl(), e.Err)
		}
		if strings.Contains(all, "S3NT1NEL") || !strings.Contains(all, `"db_user": "u"`) || !strings.Contains(shown[0].Curl, `"ssl_cert_password":"'"$SSL_CERT_PASSWORD"'"`) {
			t.Errorf("%s", all)
		}
	}
}

// TestWhatIsSentKeepsTheContract: whatever stands in a draft, what is not
// refused here is a request that the closed contract takes.
func TestWhatIsSentKeepsTheContract(t *testing.T) {
	c, err := checker()
	if err != nil {
		t.Fatal(err)
	}
	b := over(t, http.NotFoundHandler())
	whole := draftFrom(t, []byte(everyMember))
	keys := append(whole.Keys(), "source_endpoint[2].db_type", "target_endpoint[1].endpoint.ip", "public_ip_list[1].type", "node_info.base_info.status", "x")
	values := []string{"", "true", "0", "1", "15", "a", "é\n", `"`, "so", "cloud", "up", "a=b, c=d", "=", "a=b,a=c", strings.Repeat("x", 60), "\xff"}
	sent := 0
	rapid.Check(t, func(t *rapid.T) {
		d := rapid.SampledFrom([]model.Draft{whole, someJob()}).Draw(t, "draft")
		for range rapid.IntRange(0, 4).Draw(t, "changes") {
			key := rapid.SampledFrom(keys).Draw(t, "key")
			switch {
			case strings.HasSuffix(string(key), "db_type"), strings.HasSuffix(string(key), "endpoint_name"), key == model.KeyEngine, key == model.KeyNodeType: // open sets
				d = d.Put(key, "")
			default:
				d = d.Put(key, rapid.SampledFrom(values).Draw(t, "value"))
			}
		}
		for _, change := range []model.Change{create(d), model.StoreEnds{ID: model.NewJobID("j"), Draft: d}} {
			shown, err := b.Requests([]model.Change{change})
			if err != nil {
				continue
			}
			sent++
			r := httptest.NewRequestWithContext(t.Context(), shown[0].Method, shown[0].URL, bytes.NewReader(shown[0].Body))
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("X-Auth-Token", "t")
			if err := c.Request(r, shown[0].Body); err != nil {
				t.Fatalf("%v\n%s", err, shown[0].Body)
			}
		}
	})
	if sent == 0 {
		t.Error("everything was refused")
	}
}
