package sim_test

import (
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

const three = "p1=cn-north-4, p2=cn-north-4_team,p3=eu-de"

// names lists the names of the projects in an answer.
func (g got) names(t *testing.T) string {
	t.Helper()
	var out []string
	for _, p := range g.list(t, "projects") {
		name, _ := p["name"].(string)
		out = append(out, name)
	}
	return strings.Join(out, " ")
}

func TestProjectsAreListed(t *testing.T) {
	s := unchecked(t, sim.Options{Projects: three})
	for path, want := range map[string]string{
		"/v3/auth/projects":                 "cn-north-4 cn-north-4_team eu-de",
		"/v3/projects":                      "cn-north-4 cn-north-4_team eu-de",
		"/v3/projects?name=cn-north-4":      "cn-north-4",
		"/v3/projects?name=cn-north":        "",
		"/v3/projects?parent_id=p1":         "cn-north-4_team",
		"/v3/projects?enabled=false":        "",
		"/v3/projects?page=1&per_page=2":    "cn-north-4 cn-north-4_team",
		"/v3/projects?page=2&per_page=2":    "eu-de",
		"/v3/projects?page=3&per_page=2":    "",
		"/v3/projects?page=1&per_page=5000": "cn-north-4 cn-north-4_team eu-de",
	} {
		if g := s.get(path); g.status != http.StatusOK || g.names(t) != want {
			t.Errorf("%s: %d %s", path, g.status, g.body)
		}
	}
	for _, path := range []string{
		"/v3/projects?page=1", "/v3/projects?per_page=1", "/v3/projects?page=0&per_page=1", "/v3/projects?page=1&per_page=5001",
		"/v3/projects?nom=x", "/v3/projects?name=a&name=b", "/v3/auth/projects?name=x",
	} {
		if g := s.get(path); g.status != http.StatusBadRequest || !strings.HasPrefix(g.says(t), "400 Bad Request: ") {
			t.Errorf("%s: %d %s", path, g.status, g.body)
		}
	}
	links, _ := s.get("/v3/projects?name=eu-de&page=1&per_page=1").tree(t)["links"].(map[string]any)
	if links["previous"] != nil || links["next"] != nil || links["self"] != "http://sim/v3/projects?name=eu-de&page=1&per_page=1" {
		t.Errorf("links of the only page: %v", links)
	}
	links, _ = s.get("/v3/projects?page=2&per_page=1").tree(t)["links"].(map[string]any)
	if links["previous"] != "http://sim/v3/projects?page=1&per_page=1" || links["next"] != "http://sim/v3/projects?page=3&per_page=1" {
		t.Errorf("links of a page between: %v", links)
	}
}

func TestProjectsNeedALogin(t *testing.T) {
	now := newClock()
	s := unchecked(t, sim.Options{Projects: three, Now: now.read})
	if g := s.signed(now.read(), key{}, http.MethodGet, "/v3/projects?name=eu-de", ""); g.names(t) != "eu-de" {
		t.Errorf("signed: %s", g.body)
	}
	for _, token := range []string{"", "wrong"} {
		s.token = token
		if g := s.get("/v3/projects"); g.status != http.StatusUnauthorized || g.code(t) != "APIGW.0301" {
			t.Errorf("token %q: %s", token, g.body)
		}
	}
}

func TestEveryProjectHasJobsOfItsOwn(t *testing.T) {
	s := serve(t, sim.Options{Projects: three})
	id := func(project string) any {
		g := s.get("/v5/" + project + "/jobs?job_type=sync&limit=1")
		if g.status != http.StatusOK {
			t.Fatalf("%s: %s", project, g.body)
		}
		return g.list(t, "jobs")[0]["id"]
	}
	if a, b, c := id("p1"), id("p2"), id("p3"); a == b || b == c || a == c {
		t.Errorf("%v %v %v", a, b, c)
	}
	if g := s.get("/v5/p4/jobs?job_type=sync"); g.status != http.StatusForbidden || g.code(t) != "DRS.M00261" {
		t.Errorf("a project that is not listed: %s", g.body)
	}
	mine := s.ID("wave2-shop-01")
	if g := s.post("/v3/p2/jobs/batch-starting", `{"jobs":[{"job_id":"`+mine+`"}]}`); g.refusals(t)[mine] == "success" || len(s.Applied()) != 0 {
		t.Errorf("a job of p1 is started through p2: %s", g.body)
	}
}

func TestLoginsStayWithTheirProject(t *testing.T) {
	now := newClock()
	s := serve(t, sim.Options{Projects: three, Now: now.read})
	s.enter(byPassword(asSim, `"scope":{"project":{"id":"p2"}}`))
	if a, b := s.get("/v5/p2/jobs?job_type=sync").status, s.get(list); a != http.StatusOK || b.code(t) != "DRS.M00261" {
		t.Errorf("%d %s", a, b.body)
	}
	for path, project := range map[string]string{"/v5/p3/jobs?job_type=sync": "", "/v5/p2/jobs?job_type=sync": "p2"} {
		if g := s.signed(now.read(), key{project: project}, http.MethodGet, path, ""); g.status != http.StatusOK {
			t.Errorf("%s signed with %q: %s", path, project, g.body)
		}
	}
	for path, project := range map[string]string{"/v5/p2/jobs?job_type=sync": "", "/v5/p3/jobs?job_type=sync": "p2"} {
		if g := s.signed(now.read(), key{project: project}, http.MethodGet, path, ""); g.code(t) != "DRS.M00261" {
			t.Errorf("%s signed with %q: %s", path, project, g.body)
		}
	}
}

func TestOlderGenerationAlone(t *testing.T) {
	s := serve(t, sim.Options{Generation: "v3"})
	for _, path := range []string{list, "/v5/p1/jobs/" + s.ID("hr-payroll") + "?type=detail"} {
		if g := s.get(path); g.status != http.StatusNotFound || g.code(t) != "APIGW.0101" {
			t.Errorf("%s: %d %s", path, g.status, g.body)
		}
	}
	if g := s.ask("batch-status", s.ID("hr-payroll")); g.status != http.StatusOK {
		t.Errorf("v3: %s", g.body)
	}
	s.enter(byPassword(asSim, onRegion))
}

func TestOptionsThatCannotBeRead(t *testing.T) {
	for _, o := range []sim.Options{
		{Generation: "v5"}, {Projects: "p1"}, {Projects: "p1="}, {Projects: "=x"}, {Projects: "p1=a,"}, {Projects: "p1=a,p1=b"},
		{Projects: "p1=a,p2=a"}, {Projects: "p/1=a"}, {Projects: "p1=a\x1b"}, {Projects: strings.Repeat("x", 65) + "=a"},
	} {
		if _, err := sim.New(o); err == nil || strings.ContainsAny(err.Error(), "\x1b\n") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
