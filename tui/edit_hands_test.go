package tui

import (
	"net/http"
	"net/http/httptest"
	"strings"

	"drover/client/sim"
)

// elsewhere has somebody else update a section of a job, past this drover.
func (d *desk) elsewhere(name, job string) {
	d.Helper()
	req := httptest.NewRequestWithContext(d.Context(), http.MethodPut, "http://drs.demo/v5/"+sim.DemoProject+"/jobs/"+d.sim.ID(name), strings.NewReader(`{"job":`+job+`}`))
	req.Header.Set("X-Auth-Token", "sim-token")
	req.Header.Set("Content-Type", "application/json")
	rec := httptest.NewRecorder()
	d.sim.Handler().ServeHTTP(rec, req)
	if rec.Code/100 != 2 {
		d.Fatalf("the other one's update was answered with %d: %s", rec.Code, rec.Body.String())
	}
}
