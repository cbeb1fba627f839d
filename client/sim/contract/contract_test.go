package contract_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim/contract"
)

// answering is a service that always says the same.
type answering struct {
	status int
	header http.Header
	body   io.Reader
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: a.status, Header: a.header, Body: io.NopCloser(a.body), Request: r}, nil
}

func json(extra ...string) http.Header {
	h := http.Header{"Content-Type": {"application/json"}}
	for _, fault := range extra {
		h.Add("X-Sim-Fault", fault)
	}
	return h
}

func TestTransportReportsWhatBreaksTheContract(t *testing.T) {
	check, err := contract.New("../../testdata/openapi/drs.openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const start, good = "POST /v3/p1/jobs/batch-starting", `{"jobs":[{"job_id":"x","start_time":""}]}`
	for name, c := range map[string]struct {
		call, body, token string
		answer            answering
		want              string // empty: nothing to report
	}{
		"all well":          {start, good, "t", answering{202, json(), strings.NewReader(`{"results":[{"id":"x","status":"success"}],"count":1}`)}, ""},
		"new members":       {start, good, "t", answering{202, json(), strings.NewReader(`{"results":[],"later":1}`)}, ""},
		"wrong status":      {start, good, "t", answering{200, json(), strings.NewReader(`{"error_msg":"x"}`)}, "answer 200"},
		"count as string":   {start, good, "t", answering{202, json(), strings.NewReader(`{"results":[],"count":"1"}`)}, "answer 202"},
		"loose":             {start, good, "t", answering{202, json("loose"), strings.NewReader(`{"results":[],"count":"1"}`)}, ""},
		"a page":            {start, good, "t", answering{200, http.Header{"Content-Type": {"text/html"}}, strings.NewReader("<html>")}, ""},
		"unknown member":    {start, `{"jobs":[{"job_id":"x","startTime":""}]}`, "t", answering{202, json(), strings.NewReader(`{"results":[]}`)}, "request of V3BatchStartJobs"},
		"no token":          {start, good, "", answering{202, json(), strings.NewReader(`{"results":[]}`)}, "X-Auth-Token"},
		"unknown path":      {"GET /v9/jobs", "", "t", answering{404, json(), strings.NewReader(`{}`)}, "/v9/jobs"},
		"unknown parameter": {"GET /v5/p1/jobs?job_type=sync&page=1", "", "t", answering{200, json(), strings.NewReader(`{}`)}, `"page"`},
		"missing parameter": {"GET /v5/p1/jobs", "", "t", answering{200, json(), strings.NewReader(`{}`)}, "job_type"},
		"no envelope":       {start, good, "t", answering{400, json(), strings.NewReader(`{"error_code":"DRS.M00202"}`)}, "answer 400"},
	} {
		var reports []string
		method, path, _ := strings.Cut(c.call, " ")
		r, err := http.NewRequestWithContext(t.Context(), method, "http://host"+path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if c.token != "" {
			r.Header.Set("X-Auth-Token", c.token)
		}
		answer, err := check.Transport(c.answer, func(err error) { reports = append(reports, err.Error()) }).RoundTrip(r)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := answer.Body.Close(); err != nil {
			t.Error(err)
		}
		switch {
		case c.want == "" && len(reports) > 0:
			t.Errorf("%s: reported %v", name, reports)
		case c.want != "" && (len(reports) == 0 || !strings.Contains(reports[0], c.want)):
			t.Errorf("%s: reported %v, want %q", name, reports, c.want)
		}
	}
}

// cut is a body whose connection ends early.
type cut struct{ io.Reader }

func (c cut) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestTransportHandsACutAnswerOnAsItCame(t *testing.T) {
	check, err := contract.New("../../testdata/openapi/drs.openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host/v5/p1/jobs?job_type=sync", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Auth-Token", "t")
	next := answering{200, json(), cut{strings.NewReader(`{"total_cou`)}}
	answer, err := check.Transport(next, func(err error) { t.Error(err) }).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if string(body) != `{"total_cou` || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q, %v", body, err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
}
