package drs_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"drover/client/drs"
	"drover/client/rest/wire"
	"drover/model"
)

// TestADatabaseThatRepeatsAPassword: neither its words nor what is kept of the
// exchanges hold it, whether the test as a whole was refused or one end.
func TestADatabaseThatRepeatsAPassword(t *testing.T) {
	const password, cert = `S3NT1NEL"db`, "S3NT1NEL-cert"
	said, err := json.Marshal("Access denied for repl by " + password + " and " + cert)
	if err != nil {
		t.Fatal(err)
	}
	end := someEnd()
	end.Password, end.CertPass = model.NewSecret(password), model.NewSecret(cert)
	for name, c := range map[string]struct {
		service    service
		generation string
		refused    bool
	}{
		"v5":          {service{"/action": answer(202, `{"query_id":"q"}`), "/a": answer(200, fmt.Sprintf(`{"job":{"network_results":[{"ip":"10.0.0.1","success":false,"error_code":"DRS.M1","error_msg":%s}]}}`, said))}, "v5", false},
		"v5, refused": {service{"/action": answer(400, fmt.Sprintf(`{"error_code":"DRS.M1","error_msg":%s}`, said))}, "v5", true},
		"v3":          {service{"/batch-connection": answer(200, fmt.Sprintf(`{"results":[{"id":"a","status":"failed","error_code":"DRS.M1","error_msg":%s}]}`, said))}, "v3", false},
		"v3, refused": {service{"/batch-connection": answer(400, fmt.Sprintf(`{"error_code":"DRS.M1","error_msg":%s}`, said))}, "v3", true},
	} {
		b := over(t, http.Handler(c.service))
		got, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("a"), Generation: c.generation}, []model.EndTest{end})
		all := fmt.Sprintf("%+v %v", got, err)
		for _, e := range b.Exchanges() {
			sent, answered := e.Request(), e.Answer()
			all += fmt.Sprintf("%s %s %s %v", sent.Body, answered.Body, e.Curl(), e.Err)
		}
		if strings.Contains(all, "S3NT1NEL") || strings.Count(all, "Access denied for repl by [secret] and [secret]") < 2 || (err != nil) != c.refused {
			t.Errorf("%s: %s", name, all)
		}
	}
}

// A password that is an everyday word does not eat the words around it: only
// where a database quotes it, it is masked.
func TestAShortPasswordLeavesTheWordsWhole(t *testing.T) {
	end := someEnd()
	end.Password = model.NewSecret("wrong")
	for said, want := range map[string]string{
		"Access denied: wrong user name or password.": "Access denied: wrong user name or password.",
		"Access denied for repl by 'wrong'.":          "Access denied for repl by '[secret]'.",
	} {
		b := over(t, http.Handler(service{"/batch-connection": answer(200, fmt.Sprintf(`{"results":[{"id":"a","status":"failed","error_code":"DRS.M1","error_msg":%q}]}`, said))}))
		got, err := b.TestConnection(t.Context(), model.Job{ID: model.NewJobID("a"), Generation: "v3"}, []model.EndTest{end})
		if err != nil || len(got) != 1 || got[0].Message.String() != want || got[0].Word() != "reached, login refused" {
			t.Errorf("%q: %+v, %v", said, got, err)
		}
	}
}

// FuzzPreCheckData: data that an item is about is JSON in a string, or no JSON
// at all; it is kept as it came, and its objects have names.
func FuzzPreCheckData(f *testing.F) {
	f.Add(`{"count":2,"tables":["a.b","c.d"]}`)
	f.Add(`[{"db_name":"d","schema":"s","table":"t"},{"name":7},[["x"]]]`)
	f.Add(`[[[[[[`)
	f.Add(`12 rows`)
	f.Fuzz(func(t *testing.T, data string) {
		if !utf8.ValidString(data) {
			return
		}
		quoted, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		v, err := wire.Parse(fmt.Appendf(nil, `{"process":"100%%","precheck_result":[{"item":"i","data":%s}]}`, quoted))
		if err != nil {
			t.Fatal(err)
		}
		p := drs.ReadPreCheck(v)
		if len(p.Items) != 1 || p.Items[0].Data.Raw() != data || len(p.Items[0].Objects) > 10_000 {
			t.Fatalf("%q: %+v", data, p)
		}
		for _, o := range p.Items[0].Objects {
			if o.Empty() {
				t.Fatalf("%q: an object without a name", data)
			}
		}
	})
}
