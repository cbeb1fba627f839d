package sim_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestStrictChangesOfTransfers(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true}).loosely()
	id := s.TransferID("hr-archive")
	before := s.TransferBody(id)
	for body, want := range map[string]string{
		`{"colour":"red"}`: "colour", `{"x_owner":"me"}`: "x_owner", `{"transfer":{"source":{"target":{"path":"/HR"}}}}`: "fixed at its creation",
		`{"transfer":{"lock_propagate":"ignore"}}`: "lock_propagate", `{"transfer":{"transfer_type":"teleport"}}`: "none of", `{"kind":"convention"}`: "kind",
		`{"schedule":{"mode":"auto","run_at":{"hr":1},"end_window":{"hr":2}}}`: "excludes", `{"schedule":{"days":["someday"]}}`: "days[0]",
		`{"status":"running"}`: "status", `{"priority":"1"}`: "priority", `[]`: "object", `{"name":"x"} {}`: "follows", `{`: "object", ``: "nothing to change",
		`{"schedule":{"mode":"manual"},"status":"paused"}`: "paused", `{"disabled":"yes"}`: "neither", `{"schedule":{"repeat_interval":{"value":"1"}}}`: "number",
	} {
		g := s.patch(id, "", body)
		errors := g.list(t, "errors")
		if g.status != http.StatusBadRequest || len(errors) != 1 || errors[0]["code"] == nil || !strings.Contains(string(g.body), want) {
			t.Errorf("%s: %d %s, want %s", body, g.status, g.body, want)
		}
	}
	for _, g := range []got{s.patch(s.TransferID("user-homes"), "?start=1", ""), s.patch(s.TransferID("retired-share"), "?start=1", ""), s.patch(s.TransferID("media-to-s3"), "?cancel=1", "")} {
		if g.status < 400 {
			t.Errorf("%d %s", g.status, g.body)
		}
	}
	if !bytes.Equal(before, s.TransferBody(id)) || len(s.Applied()) != 0 {
		t.Errorf("a refusal changes something: %v", s.Applied())
	}
	if g := s.patch(id, "", `{"kind":"transfer","transfer_type":"migrate","disabled":true,"transfer":{"permissions":{"x_new":1}}}`); g.status != http.StatusOK || len(s.Applied()) != 1 {
		t.Errorf("a good one: %d %s", g.status, g.body)
	}
	if g := s.send(http.MethodPost, "/v1/jobs/"+id+"/clone", `{"x_owner":"me","status":"start"}`); g.status != http.StatusBadRequest {
		t.Errorf("a clone takes no status: %d", g.status)
	}
}

func TestBulkChangeWithoutAFilterHitsAll(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	count := func(g got) any {
		meta, _ := g.tree(t)["meta"].(map[string]any)
		return meta["total_count"]
	}
	if n := count(s.send(http.MethodPatch, "/v1/jobs?q=scans&start=1", "")); n != 2.0 {
		t.Errorf("two are called scans, not %v", n)
	}
	if n := count(s.send(http.MethodPatch, "/v1/jobs", `{"schedule":{"mode":"manual"}}`)); n != 40.0 {
		t.Errorf("all, not %v", n)
	}
	if job := s.job(s.TransferID("hr-archive")); job["execute_on"] != nil {
		t.Errorf("it still runs at %v", job["execute_on"])
	}
	a := s.Applied()
	if len(a) != 2 || a[1].Op != "patchJobs" || a[1].Action != "bulk" || a[1].Mode != "" {
		t.Errorf("on record: %+v", a)
	}
}

func TestCreatedTransfer(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	box := s.get("/v1/connections?q=box").list(t, "connections")[0]["id"].(string)
	end := `{"connection":{"id":"` + box + `"},"target":{"path":"/HR"}}`
	g := s.send(http.MethodPost, "/v1/jobs", `{"name":"made","transfer":{"source":`+end+`,"destination":`+end+`},"schedule":{"mode":"auto"},"status":"paused"}`)
	if g.status != http.StatusCreated {
		t.Fatalf("%d %s", g.status, g.body)
	}
	s.wantState(s.TransferID("made"), "paused", false)
}

func TestTroubleOfDryvIQ(t *testing.T) {
	clone := func(s *transfers, id string) got {
		return s.send(http.MethodPost, "/v1/jobs/"+id+"/clone", `{"name":"made"}`)
	}
	for fault, want := range map[string]struct {
		status int
		made   int
		text   string
	}{
		"403@cloneJob": {403, 0, "role"}, "400@cloneJob": {400, 0, "errors"}, "401@cloneJob": {401, 0, "access token"}, "429:2s@cloneJob": {429, 0, "Too many"},
		"garbage@cloneJob": {400, 0, "bad"}, "redirect@cloneJob": {307, 0, "elsewhere"}, "fail:finance-to-sharepoint@cloneJob": {400, 0, "this job"},
		"reset-after@cloneJob": {0, 1, ""}, "reset-before@cloneJob": {0, 0, ""}, "m00004@cloneJob": {500, 1, "server"},
		"loose@cloneJob": {201, 1, "x_later"}, "500@getJob": {201, 1, "made"},
	} {
		s := serveTransfers(t, sim.Options{Freeze: true, Fault: fault}).loosely()
		s.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		g := clone(s, s.TransferID("finance-to-sharepoint"))
		if g.status != want.status || !strings.Contains(string(g.body), want.text) || strings.Contains(string(g.body), "request_id") || strings.Contains(string(g.body), "error_msg") {
			t.Errorf("%s: %d %s", fault, g.status, g.body)
		}
		if n := len(s.TransfersNamed("made")); n != want.made || len(s.Applied()) != n {
			t.Errorf("%s: %d clones were made", fault, n)
		}
	}
	for _, fault := range []string{"html@getJob", "cut@getJob", "empty@getJob", "503@getJob", "huge@getJob", "deep@getJob"} {
		s := serveTransfers(t, sim.Options{Freeze: true, Fault: fault})
		id := s.TransferID("media-to-s3")
		if g := s.get("/v1/jobs/" + id); g.err == nil && g.header.Get("X-Sim-Fault") == "" {
			t.Errorf("%s: nothing happens", fault)
		}
	}
	s := serveTransfers(t, sim.Options{Freeze: true, Fault: "drift@getJob/1"})
	id := s.TransferID("media-to-s3")
	if before, after := s.job(id), s.job(id); before["description"] == after["description"] || len(s.OthersAppliedTransfers()) != 2 || len(s.Applied()) != 0 {
		t.Errorf("drift: %v, then %v", before["description"], after["description"])
	}
}
