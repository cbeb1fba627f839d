package iam_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"drover/client/iam"
	"drover/client/rest"
	"drover/model"
)

var token = rest.TokenCredential(model.NewSecret("S3NT-token"), "token from a test")

func listed(projects []model.Project) string {
	var out []string
	for _, p := range projects {
		out = append(out, fmt.Sprintf("%s=%s/%v", p.ID, p.Name, p.Enabled))
	}
	return strings.Join(out, " ")
}

func TestProjects(t *testing.T) {
	const (
		byName = "/v3/projects?name=eu-de"
		usable = "/v3/auth/projects"
		one    = `{"projects":[{"id":"1","name":"eu-de","enabled":true,"domain_id":"d","is_domain":false}],"links":{"self":"x","next":null,"previous":null}}`
		all    = `{"projects":[{"id":"9","name":"MOS","enabled":true},{"id":"3","name":"eu-de_b","enabled":false},{"id":"2","name":"eu-de_a","description":"of the DBAs"},{"id":"1","name":"eu-de","enabled":true},{"id":"4","name":"eu-nl"},{"id":"5","name":"eu-dex"}]}`
	)
	for name, c := range map[string]struct {
		answers      map[string]string
		region, want string
	}{
		"the main one first":      {map[string]string{byName: one, usable: all}, "eu-de", "1=eu-de/true 2=eu-de_a/true 3=eu-de_b/false"},
		"only by name":            {map[string]string{byName: one}, "eu-de", "1=eu-de/true"},
		"only what is usable":     {map[string]string{usable: all}, "eu-de", "1=eu-de/true 2=eu-de_a/true 3=eu-de_b/false"},
		"none by name":            {map[string]string{byName: `{"projects":[]}`, usable: all}, "eu-de", "1=eu-de/true 2=eu-de_a/true 3=eu-de_b/false"},
		"neither":                 {nil, "eu-de", "403"},
		"none, and no permission": {map[string]string{byName: `{"projects":[]}`}, "eu-de", "403"},
		"none":                    {map[string]string{byName: `{"projects":[]}`, usable: `{"projects":[]}`}, "eu-de", ""},
		"no region":               {map[string]string{"/v3/projects": one, usable: all}, "", "1=eu-de/true 2=eu-de_a/true 3=eu-de_b/false 5=eu-dex/true 4=eu-nl/true"},
		"pages": {map[string]string{
			byName: one, usable: `{"projects":[{"id":"4","name":"eu-nl"}],"links":{"next":"https://evil.example.com/v3/auth/projects?page=2&per_page=1&x=1"}}`,
			usable + "?page=2&per_page=1": `{"projects":[{"id":"2","name":"eu-de_a"}],"links":{"next":"https://iam/v3/auth/projects?page=3&per_page=1"}}`,
			usable + "?page=3&per_page=1": `{"projects":[{"id":"3","name":"eu-de_b"}],"links":{"next":"https://iam/v3/auth/projects?page=3&per_page=1"}}`,
		}, "eu-de", "1=eu-de/true 2=eu-de_a/true 3=eu-de_b/true"},
		"pages by name": {map[string]string{
			byName: `{"projects":[{"id":"2","name":"eu-de_a"}],"links":{"next":"/v3/projects?page=2&per_page=1"}}`, "/v3/projects?name=eu-de&page=2&per_page=1": one,
		}, "eu-de", "1=eu-de/true 2=eu-de_a/true"},
	} {
		service := &cloud{t: t, answers: c.answers}
		got, err := service.service(t).Projects(t.Context(), token, c.region)
		if said := listed(got); said != c.want && (err == nil || c.want == "" || !strings.Contains(err.Error(), c.want)) || (err != nil) != (c.want == "403") {
			t.Errorf("%s: %s, %v", name, said, err)
		}
	}
}

func TestProjectsBySignature(t *testing.T) {
	service := &cloud{t: t, answers: map[string]string{"/v3/projects?name=eu-de": `{"projects":[{"id":"1","name":"eu-de"}]}`}}
	keys := rest.KeyCredential(rest.Keys{Access: "AK", Secret: model.NewSecret("S3NT-sk"), Session: model.NewSecret("S3NT-session")}, time.Now, "")
	if got, err := service.service(t).Projects(t.Context(), keys, "eu-de"); err != nil || listed(got) != "1=eu-de/true" {
		t.Error(got, err)
	}
}

// TestRefusedLoginIsNotTriedTwice: the second list would be refused as well.
func TestRefusedLoginIsNotTriedTwice(t *testing.T) {
	service := &cloud{t: t, refuse: func(w http.ResponseWriter, _ *http.Request) bool {
		say(w, 401, `{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: decrypt token fail"}`)
		return true
	}}
	_, err := service.service(t).Projects(t.Context(), token, "eu-de")
	if k, _ := rest.KindOf(err); k != rest.LoginEnded || len(service.asked) != 1 {
		t.Errorf("%v, asked %d times", err, len(service.asked))
	}
}

func TestTableAgreesWithTheContract(t *testing.T) {
	file, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := openapi3.NewLoader().LoadFromData(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, row := range iam.Operations() {
		item := doc.Paths.Value(row.Path)
		if item == nil || item.GetOperation(row.Method) == nil || item.GetOperation(row.Method).OperationID != string(row.Op) || row.Deadline <= 0 || row.Class != rest.Read {
			t.Errorf("%+v", row)
		}
	}
	if n := len(iam.Operations()); n != doc.Paths.Len() {
		t.Errorf("%d operations", n)
	}
}

func TestEndpointOfIAM(t *testing.T) {
	for endpoint, want := range map[string]string{
		"https://iam.eu-de.otc.t-systems.com/v3":      "https://iam.eu-de.otc.t-systems.com:443",
		"https://iam.eu-de.otc.t-systems.com:443/v3/": "https://iam.eu-de.otc.t-systems.com:443",
		"https://iam.example.com":                     "https://iam.example.com:443",
		"http://iam.example.com":                      "IAM: the endpoint is plain http",
		"":                                            "IAM: the endpoint is no address",
	} {
		s, err := iam.New(rest.Config{Endpoint: endpoint})
		switch {
		case err != nil && !strings.HasPrefix(err.Error(), want):
			t.Errorf("%q: %v", endpoint, err)
		case err == nil && s.Origin() != want:
			t.Errorf("%q: %s", endpoint, s.Origin())
		}
	}
}
