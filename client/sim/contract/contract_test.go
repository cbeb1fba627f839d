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

// both are the contracts of the service and of IAM.
func both() []string {
	return []string{"../../testdata/openapi/drs.openapi.yaml", "../../testdata/openapi/iam.openapi.yaml"}
}

func TestTransportReportsWhatBreaksTheContract(t *testing.T) {
	check, err := contract.New(both()...)
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

// TestASenderIsATokenOrASignature: never both, and a login has none.
func TestASenderIsATokenOrASignature(t *testing.T) {
	check, err := contract.New(both()...)
	if err != nil {
		t.Fatal(err)
	}
	const (
		jobs, projects, login = "GET /v5/p1/jobs?job_type=sync", "GET /v3/projects?name=eu-de", "POST /v3/auth/tokens?nocatalog=true"
		who                   = `{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"u1","password":"x"}}},"scope":{"project":{"name":"eu-de"}}}}`
		sign                  = "SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk-date, Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	)
	derived := strings.Replace(sign, "Access=AK", "Credential=AK/20260102///sdk_request", 1)
	for name, c := range map[string]struct {
		call string
		head []string
		want string // empty: it is fine
	}{
		"jobs by token":            {jobs, []string{"X-Auth-Token", "t"}, ""},
		"jobs by signature":        {jobs, []string{"Authorization", sign}, ""},
		"jobs by a derived key":    {jobs, []string{"Authorization", derived}, ""},
		"projects by token":        {projects, []string{"X-Auth-Token", "t"}, ""},
		"projects by signature":    {projects, []string{"Authorization", sign}, ""},
		"a login by nobody":        {login, nil, ""},
		"jobs by nobody":           {jobs, nil, "X-Auth-Token is missing"},
		"projects by nobody":       {projects, nil, "X-Auth-Token is missing"},
		"a login by token":         {login, []string{"X-Auth-Token", "t"}, "a login is sent with a credential"},
		"a signed login":           {login, []string{"Authorization", sign}, "a login is sent with a credential"},
		"both":                     {jobs, []string{"X-Auth-Token", "t", "Authorization", sign}, "both"},
		"another scheme":           {jobs, []string{"Authorization", "Bearer x"}, "no signature"},
		"headers out of order":     {jobs, []string{"Authorization", strings.Replace(sign, "host;x-sdk-date", "x-sdk-date;host", 1)}, "not in order"},
		"the host unsigned":        {jobs, []string{"Authorization", strings.Replace(sign, "host;", "", 1)}, "host is not signed"},
		"a session unsigned":       {jobs, []string{"Authorization", sign, "X-Security-Token", "st"}, "x-security-token is not signed"},
		"no date":                  {jobs, []string{"Authorization", sign, "X-Sdk-Date", "today"}, "X-Sdk-Date"},
		"a parameter of elsewhere": {projects + "&job_type=sync", []string{"X-Auth-Token", "t"}, `"job_type"`},
	} {
		method, path, _ := strings.Cut(c.call, " ")
		r, err := http.NewRequestWithContext(t.Context(), method, "http://host"+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Sdk-Date", "20260102T030405Z")
		for i := 0; i+1 < len(c.head); i += 2 {
			r.Header.Set(c.head[i], c.head[i+1])
		}
		var body []byte
		if method == http.MethodPost {
			body = []byte(who)
		}
		err = check.Request(r, body)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// TestHandlerReportsAndHandsOn: what is checked arrives as it was sent, and a
// service may hang up.
func TestHandlerReportsAndHandsOn(t *testing.T) {
	check, err := contract.New(both()...)
	if err != nil {
		t.Fatal(err)
	}
	var reports []string
	dial, hangUp := contract.Memory(check.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("name") == "gone" {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_ = conn.Close()
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusOK)
		_, _ = io.WriteString(w, `{"projects":[{"id":"p1"}]}`)
	}), func(err error) { reports = append(reports, err.Error()) }))
	defer hangUp()
	wire := &http.Transport{DialContext: dial, DisableKeepAlives: true}
	ask := func(name string) (string, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host/v3/projects?name="+name, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Auth-Token", "t")
		answer, err := wire.RoundTrip(r)
		if err != nil {
			return "", err
		}
		body, err := io.ReadAll(answer.Body)
		return string(body), errors.Join(err, answer.Body.Close())
	}
	if said, err := ask("eu-de"); err != nil || said != `{"projects":[{"id":"p1"}]}` || len(reports) != 1 || !strings.Contains(reports[0], "answer 200 of KeystoneListProjects") {
		t.Errorf("%q, %v, reported %v", said, err, reports)
	}
	if _, err := ask("gone"); err == nil || len(reports) != 1 {
		t.Errorf("%v, reported %v", err, reports)
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
	check, err := contract.New(both()...)
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
