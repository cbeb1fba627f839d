package sim_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"drover/client/sim"
)

// gone wants an answer that says that there is no such thing.
func (s *transfers) gone(path string) {
	s.t.Helper()
	if g := s.get(path); g.status != http.StatusNotFound && g.status != http.StatusNotAcceptable {
		s.t.Errorf("%s: %d %s", path, g.status, g.body)
	}
}

func TestTransferRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := serveTransfers(t, sim.Options{})
		id := s.TransferID("media-to-s3")
		if g := s.patch(id, "?start=1&fields=status", ""); g.status != http.StatusOK {
			t.Fatalf("start: %d %s", g.status, g.body)
		}
		var seen []string
		var done []float64
		for range 120 {
			job := s.job(id)
			if status, _ := job["status"].(string); len(seen) == 0 || seen[len(seen)-1] != status {
				seen = append(seen, status)
			}
			if run, ok := job["execution"].(map[string]any); ok {
				share, _ := run["progress"].(float64)
				done = append(done, share)
			}
			time.Sleep(time.Second)
		}
		if want := []string{"start", "running", "success", "idle"}; !slices.Equal(seen, want) {
			t.Errorf("%v, want %v", seen, want)
		}
		if len(done) < 20 || !slices.IsSorted(done) || done[len(done)-1] < 0.9 {
			t.Errorf("progress %v", done)
		}
		if runs := s.TransferRuns(id); !slices.Equal(runs, []string{"completed"}) {
			t.Errorf("runs %v", runs)
		}
		last, _ := s.job(id)["previous_execution"].(map[string]any)
		newest := s.get("/v1/jobs/history?job="+id+"&execution=last").list(t, "job_executions")
		if len(newest) != 1 || newest[0]["id"] != last["id"] || last["status"] != "completed" {
			t.Errorf("%v and %v", newest, last)
		}
	})
}

func TestTransferTakesTimeToEnd(t *testing.T) {
	for name, end := range map[string]func(s *transfers, id string) got{
		"cancel": func(s *transfers, id string) got { return s.patch(id, "?cancel=1", "") },
		"pause":  func(s *transfers, id string) got { return s.patch(id, "?pause=1", "") },
		"delete": func(s *transfers, id string) got { return s.send(http.MethodDelete, "/v1/jobs/"+id, "") },
	} {
		clock := newClock()
		s := serveTransfers(t, sim.Options{Now: clock.read})
		id := s.TransferID("finance-to-sharepoint")
		if g := end(s, id); g.status >= 300 {
			t.Fatalf("%s: %d %s", name, g.status, g.body)
		}
		if _, runs, _ := s.TransferState(id); !runs {
			t.Errorf("%s ends a run at once", name)
		}
		running := s.get("/v1/jobs/history?job="+id+"&execution=current").list(t, "job_executions")
		if len(running) != 1 {
			t.Errorf("%s: the history tells of %v", name, running)
		}
		clock.forward(5 * time.Second)
		if status, runs, gone := s.TransferState(id); runs || gone != (name == "delete") || name == "cancel" && status != "idle" || name == "pause" && status != "paused" {
			t.Errorf("%s: %s, executing %v, deleted %v", name, status, runs, gone)
		}
		if ended := s.TransferRuns(id); !slices.Equal(ended, []string{"cancelled"}) {
			t.Errorf("%s: %v", name, ended)
		}
	}
}

func TestDeletedTransferIsInNoAnswer(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	id := s.TransferID("finance-to-sharepoint")
	s.send(http.MethodDelete, "/v1/jobs/"+id, "")
	s.gone("/v1/jobs/" + id)
	s.gone("/v1/transfers/" + id + "/stats")
	for _, path := range []string{"/v1/jobs?fields=all&limit=1000", "/v1/jobs?q=finance", "/v1/jobs/history?limit=1000", "/v1/jobs/history?job=" + id} {
		if g := s.get(path); bytes.Contains(g.body, []byte("finance-to-sharepoint")) || path[len(path)-1] == '0' && bytes.Contains(g.body, []byte(id)) {
			t.Errorf("%s tells of it", path)
		}
	}
	if g := s.patch(id, "?start=1", ""); g.status != http.StatusNotFound && g.status != http.StatusNotAcceptable {
		t.Errorf("start: %d", g.status)
	}
	if s.kept(id)["name"] != "finance-to-sharepoint" || s.TransferID("finance-to-sharepoint") != "" {
		t.Error("the judge knows it, and not by its name")
	}
	if _, runs, gone := s.TransferState(id); runs || !gone {
		t.Errorf("frozen, its run ends by a reading of its history: executing %v, deleted %v", runs, gone)
	}
}

func TestPauseAndSchedule(t *testing.T) {
	clock := newClock()
	s := serveTransfers(t, sim.Options{Now: clock.read})
	manual, hr := s.TransferID("media-to-s3"), s.TransferID("hr-archive")
	for _, g := range []got{s.patch(manual, "?pause=1", ""), s.patch(manual, "", `{"status":"paused"}`), s.patch(hr, "?resume=1", "")} {
		if g.status < 400 {
			t.Errorf("%d %s", g.status, g.body)
		}
	}
	s.patch(hr, "?pause=1", "")
	s.wantState(hr, "paused", false)
	if job := s.job(hr); job["execute_on"] != nil {
		t.Errorf("a paused one runs next at %v", job["execute_on"])
	}
	s.patch(hr, "", `{"kind":"transfer","schedule":{"mode":"auto","days":"everyday"},"status":"paused"}`)
	s.wantState(hr, "paused", false)
	s.patch(hr, "", `{"kind":"transfer","schedule":{"mode":"auto","days":"everyday","run_at":{"hr":23}}}`)
	s.wantState(hr, "idle", false)
	if job := s.job(hr); job["execute_on"] != float64(time.Date(2026, 3, 14, 23, 0, 0, 0, time.UTC).Unix()) {
		t.Errorf("runs next at %v", job["execute_on"])
	}
	s.patch(hr, "", `{"kind":"transfer","schedule":{"mode":"manual"}}`)
	if job := s.job(hr); job["execute_on"] != nil || len(job["schedule"].(map[string]any)) != 1 {
		t.Errorf("a schedule comes as a whole: %v, next %v", job["schedule"], job["execute_on"])
	}
	held := s.TransferID("legal-hold-box")
	s.patch(held, "?resume=1", "")
	s.wantState(held, "resume", false)
	clock.forward(3 * time.Second)
	s.wantState(held, "idle", false)
}

func TestAutomaticTransferRunsByItself(t *testing.T) {
	clock := newClock()
	s := serveTransfers(t, sim.Options{Now: clock.read})
	id := s.TransferID("media-to-s3")
	s.patch(id, "", `{"schedule":{"mode":"auto"}}`)
	for range 4 {
		clock.forward(15 * time.Minute)
	}
	if n := len(s.TransferRuns(id)); n < 4 || n > 5 {
		t.Errorf("%d runs in an hour", n)
	}
	s.patch(id, "", `{"schedule":{"mode":"ad-hoc"}}`)
	clock.forward(time.Hour)
	before := len(s.TransferRuns(id))
	s.patch(id, "?start=1", "")
	clock.forward(time.Hour)
	if status, _, _ := s.TransferState(id); status != "complete" || len(s.TransferRuns(id)) != before+1 {
		t.Errorf("ad-hoc ends %s after %d runs", status, len(s.TransferRuns(id))-before)
	}
	if g := s.patch(id, "?start=1", ""); g.status != http.StatusBadRequest {
		t.Errorf("a complete one is started: %d", g.status)
	}
}

func TestFrozenTransfersMoveByReadings(t *testing.T) {
	s := serveTransfers(t, sim.Options{Freeze: true})
	id := s.TransferID("media-to-s3")
	s.patch(id, "?start=1", "")
	s.get("/v1/jobs?q=media") // tells no status
	for _, want := range []string{"start", "running", "running"} {
		job := s.job(id)
		if job["status"] != want {
			t.Errorf("%v, want %s", job["status"], want)
		}
		if run, ok := job["execution"].(map[string]any); ok && run["progress"] != 0.01 {
			t.Errorf("it rests at 1 %%: %v", run["progress"])
		}
	}
	s.patch(id, "?cancel=1", "")
	for _, want := range []string{"cancelling", "idle", "idle"} {
		if job := s.job(id); job["status"] != want {
			t.Errorf("%v, want %s", job["status"], want)
		}
	}
	before := s.get("/v1/jobs?fields=all&limit=100").body
	if after := s.get("/v1/jobs?fields=all&limit=100").body; !bytes.Equal(before, after) {
		t.Error("a reading moves transfers that nobody wrote to")
	}
}

func TestTransferThatCannotRun(t *testing.T) {
	clock := newClock()
	s := serveTransfers(t, sim.Options{Now: clock.read})
	lost := s.clone(s.TransferID("media-to-s3"), `{"name":"lost","transfer":{"source":{"target":{"path":"/Media/Nowhere"}}}}`)
	for _, id := range []string{lost, s.TransferID("mail-exports")} {
		s.patch(id, "?start=1", "")
		clock.forward(5 * time.Second)
		s.wantState(id, "failed-to-start", false)
	}
	once := s.clone(s.TransferID("media-to-s3"), `{"name":"once","stop_policy":{"policy":"on_success","on_success":1}}`)
	s.patch(once, "?start=1", "")
	clock.forward(time.Minute)
	s.wantState(once, "complete", false)
}
