package sim_test

import (
	"net/http"
	"testing"

	"drover/client/sim"
)

func TestEveryAnswerOfDryvIQKeepsTheContract(t *testing.T) {
	s := serveTransfers(t, sim.Options{Jobs: 70})
	list := s.get("/v1/jobs?fields=all&limit=1000").list(t, "jobs")
	if len(list) != 70 {
		t.Fatalf("%d jobs, want 70", len(list))
	}
	for _, path := range []string{
		"/v1/jobs", "/v1/jobs?offset=20&limit=7&sort=name%20DESC", "/v1/jobs?q=HOMES&kind=transfer&fields=name,status,previous_execution.start_time",
		"/v1/jobs?status=running&active=true", "/v1/jobs/history", "/v1/jobs/history?limit=5&execution=last", "/v1/jobs/categories",
		"/v1/connections", "/v1/connections?platform=box&active=true&pools=false&q=box", "/v1/jobs/none", "/v1/connections/none",
	} {
		s.get(path)
	}
	for _, row := range list {
		id, _ := row["id"].(string)
		s.get("/v1/jobs/" + id)
		s.get("/v1/jobs/history?job=" + id)
		s.get("/v1/transfers/" + id + "/stats")
		for _, action := range []string{"start", "pause", "resume", "cancel"} {
			s.patch(id, "?fields=all&"+action+"=1", "")
		}
		s.patch(id, "?reset=soft", "")
		s.patch(id, "", `{"kind":"transfer","transfer_type":"copy","schedule":{"mode":"manual"}}`)
		s.clone(id, "")
		s.send(http.MethodDelete, "/v1/jobs/"+id, "")
	}
	for _, c := range s.get("/v1/connections").list(t, "connections") {
		id, _ := c["id"].(string)
		s.get("/v1/connections/" + id)
		s.get("/v1/connections/" + id + "/items")
	}
	s.send(http.MethodPatch, "/v1/jobs?kind=transfer&start=1", "")
	if len(s.Applied()) == 0 {
		t.Error("nothing was applied")
	}
}
