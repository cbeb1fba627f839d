package contract_test

import (
	"net/http"
	"testing"

	"drover/client/sim/contract"
)

func TestDryvIQIsAskedByABearerToken(t *testing.T) {
	check, err := contract.New(append(both(), "../../testdata/openapi/dryviq.openapi.yaml")...)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path, header, value string
		fine                bool
	}{
		{"/v1/jobs", "Authorization", "Bearer t", true},
		{"/v1/jobs", "Authorization", "Basic t", false},
		{"/v1/jobs", "X-Auth-Token", "t", false},
		{"/v1/jobs?page=2", "Authorization", "Bearer t", false},
		{"/v3/projects", "X-Auth-Token", "t", true},
		{"/v3/projects", "Authorization", "Bearer t", false},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://host"+c.path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set(c.header, c.value)
		if err := check.Request(r, nil); (err == nil) != c.fine {
			t.Errorf("%s with %s: %v", c.path, c.header, err)
		}
	}
}
