package sim_test

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"drover/client/sim"
)

// TestTransfersKeepTheirLaws lets chance write to a few transfers, and holds what is
// told of them against the record.
func TestTransfersKeepTheirLaws(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		clock := newClock()
		s := serveTransfers(t, sim.Options{Jobs: 4, Now: clock.read})
		var ids []string
		for _, job := range s.get("/v1/jobs").list(t, "jobs") {
			id, _ := job["id"].(string)
			ids = append(ids, id)
		}
		deleted, names, made := map[string]time.Time{}, map[string]string{}, 0
		steps := map[string]func(id string){
			"start": func(id string) { s.patch(id, "?start=1", "") }, "pause": func(id string) { s.patch(id, "?pause=1", "") },
			"resume": func(id string) { s.patch(id, "?resume=1", "") }, "cancel": func(id string) { s.patch(id, "?cancel=1", "") },
			"manual": func(id string) { s.patch(id, "", `{"schedule":{"mode":"manual"}}`) }, "auto": func(id string) { s.patch(id, "", `{"schedule":{"mode":"auto"}}`) },
			"held": func(id string) { s.patch(id, "", `{"schedule":{"mode":"auto"},"status":"paused"}`) },
			"clone": func(id string) {
				made++
				name := fmt.Sprintf("law-%04d-made", made)
				if g := s.send(http.MethodPost, "/v1/jobs/"+id+"/clone", `{"name":"`+name+`"}`); g.status == http.StatusCreated {
					ids = append(ids, s.TransferID(name))
					names[s.TransferID(name)] = name
				}
			},
			"delete": func(id string) {
				if g := s.send(http.MethodDelete, "/v1/jobs/"+id, ""); g.status < 300 {
					deleted[id] = clock.read()
				}
			},
			"wait": func(string) { clock.forward(time.Duration(rapid.IntRange(1, 40).Draw(rt, "seconds")) * time.Second) },
		}
		kinds := []string{"start", "pause", "resume", "cancel", "manual", "auto", "held", "clone", "delete", "wait", "wait"}
		for range rapid.IntRange(1, 10).Draw(rt, "steps") {
			steps[rapid.SampledFrom(kinds).Draw(rt, "step")](rapid.SampledFrom(ids).Draw(rt, "transfer"))
			whole := s.get("/v1/jobs?fields=all&limit=1000")
			for id, when := range deleted {
				if bytes.Contains(whole.body, []byte(id)) || names[id] != "" && bytes.Contains(whole.body, []byte(names[id])) {
					rt.Fatalf("a deleted transfer is told of")
				}
				if _, runs, _ := s.TransferState(id); runs && clock.read().Sub(when) >= 5*time.Second {
					rt.Fatalf("a deleted transfer runs on")
				}
			}
			for _, job := range whole.list(t, "jobs") {
				keepsItsLaws(rt, job, clock.read())
			}
		}
		if n := len(slices.DeleteFunc(s.Applied(), func(a sim.Applied) bool { return a.Op != "deleteJob" })); n != len(deleted) {
			rt.Fatalf("%d deletes on record, %d were answered well", n, len(deleted))
		}
	})
}

// keepsItsLaws holds the parts of one whole answer against each other.
func keepsItsLaws(t *rapid.T, job map[string]any, now time.Time) {
	schedule, _ := job["schedule"].(map[string]any)
	next, planned := job["execute_on"].(float64)
	status, _ := job["status"].(string)
	_, runs := job["execution"].(map[string]any)
	switch {
	case runs && !slices.Contains([]string{"running", "cancelling", "paused"}, status), !runs && status == "running":
		t.Fatalf("%v is %s, executing %v", job["name"], status, runs)
	case planned && (schedule["mode"] != "auto" || status == "paused"):
		t.Fatalf("%v is %v and %s, and runs next at %v", job["name"], schedule["mode"], status, next)
	case planned && next < float64(now.Unix()):
		t.Fatalf("%v was to run at %v, and did not", job["name"], next)
	}
}
