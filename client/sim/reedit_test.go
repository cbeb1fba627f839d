package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

// reEdit asks for the selection of a running job to be taken over.
func (s *service) reEdit(id string) got {
	s.t.Helper()
	return s.act(id, "restart", map[string]any{"is_sync_re_edit": true})
}

// without saves what a job has chosen, but for one of its databases.
func (s *service) without(id, database string) got {
	s.t.Helper()
	before := string(s.Objects(id))
	gone := `,"` + database + `":{"name":"` + database + `","all":true,"is_synchronized":true}`
	if strings.Count(before, gone) != 1 {
		s.t.Fatalf("%s is not in %s", gone, before)
	}
	return s.put(id, "db_object", `{"db_object":`+strings.Replace(before, gone, "", 1)+`}`)
}

// kids are the children of a job in the list of v5.
func (s *service) kids(id string) []map[string]any {
	s.t.Helper()
	for _, row := range s.get("/v5/p1/jobs?job_type=sync&limit=1000").list(s.t, "jobs") {
		if row["id"] != id {
			continue
		}
		var out []map[string]any
		all, _ := row["children"].([]any)
		for _, one := range all {
			kid, _ := one.(map[string]any)
			out = append(out, kid)
		}
		return out
	}
	return nil
}

func TestARunningJobTakesOverASelection(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id, total := s.ID(streaming), len(rows(s))
	if g := s.reEdit(id); g.status != 400 || g.code(t) != "DRS.M00401" {
		t.Errorf("nothing was chosen anew: %d %s", g.status, g.body)
	}
	if g := s.without(id, "orders_05"); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if g := s.reEdit(id); g.status != 202 || g.code(t) != "DRS.M01504" {
		t.Errorf("while it is being saved: %d %s", g.status, g.body)
	}
	clock.forward(time.Minute)
	if g := s.reEdit(id); g.status != 400 || g.code(t) != "DRS.M00305" {
		t.Errorf("before a pre-check: %d %s", g.status, g.body)
	}
	if took, code := s.act(id, "precheck", map[string]any{"precheck_mode": "forRetryJob"}).took(t); !took {
		t.Fatal(code)
	}
	clock.forward(time.Minute)
	if g := s.reEdit(id); g.status != 200 || g.tree(t)["status"] != "success" {
		t.Fatalf("%d %s", g.status, g.body)
	}
	if done := s.Applied(); len(done) != 3 || done[2].Action != "restart" || !done[2].ReEdit {
		t.Errorf("%+v", done)
	}
	follow(t, s, clock, id)
	if len(rows(s)) != total+1 {
		t.Errorf("%d rows after %d", len(rows(s)), total)
	}
	if g := s.reEdit(id); g.code(t) != "DRS.M00401" {
		t.Errorf("once more: %d %s", g.status, g.body)
	}
	if there := s.lateRead(clock, id); within(there, "object_info", "orders_05", "is_synchronized") != nil || within(there, "object_info", "orders_04", "is_synchronized") != true {
		t.Error("what is at the destination is not what was taken over")
	}
	child := s.kids(id)[0]
	for _, one := range []string{fmt.Sprint(child["id"]), id} {
		if history := s.get("/v5/p1/jobs/"+one+"/timelines").list(t, "timelines"); len(history) == 0 {
			t.Errorf("%s has no history", one)
		}
	}
	if took, code := s.batch("batch-jobs", fmt.Sprint(child["id"]), map[string]any{"delete_type": "delete"}).took(t); !took || len(s.kids(id)) != 0 {
		t.Errorf("the child is not deleted: %s", code)
	}
}

// follow watches a re-edit: the child is born below its parent, and the parent goes
// on when it is done.
func follow(t *testing.T, s *service, clock *clock, id string) {
	t.Helper()
	var child, parent []string
	for range 40 {
		kids := s.kids(id)
		if len(kids) != 1 {
			t.Fatalf("%d children", len(kids))
		}
		kid := fmt.Sprint(kids[0]["id"])
		child, parent = append(child, fmt.Sprint(kids[0]["status"])), append(parent, s.Status(id))
		if detail := s.ask("batch-detail", kid).list(t, "results"); detail[0]["parent_id"] != id || kids[0]["job_mode_role"] != "child" {
			t.Errorf("its parent is %v, it is %v", detail[0]["parent_id"], kids[0]["job_mode_role"])
		}
		clock.forward(time.Second)
	}
	want := []string{
		"CHILD_TRANSFER_STARTING", "CHILD_TRANSFER_STARTED", "CHILD_TRANSFER_COMPLETE", "RELEASE_CHILD_TRANSFER_STARTED", "RELEASE_CHILD_TRANSFER_COMPLETE",
	}
	if child = slices.Compact(child); !slices.Equal(child, want) {
		t.Errorf("the child: %v", child)
	}
	if parent = slices.Compact(parent); !slices.Equal(parent, []string{"CHANGE_JOB_STARTED", "INCRE_TRANSFER_STARTED"}) {
		t.Errorf("the parent: %v", parent)
	}
}

// TestAFrozenReEditMovesByReadings, and ends.
func TestAFrozenReEditMovesByReadings(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID(streaming)
	query, _ := s.without(id, "orders_05").tree(t)["id"].(string)
	for range 2 {
		s.get("/v5/p1/jobs/" + id + "/db-objects/saving-status?query_id=" + query)
	}
	check, _ := s.act(id, "precheck", map[string]any{"precheck_mode": "forRetryJob"}).tree(t)["query_id"].(string)
	for range 5 {
		s.get("/v5/p1/jobs/" + id + "?type=precheck&query_id=" + check)
	}
	if g := s.reEdit(id); g.status != 200 {
		t.Fatalf("%d %s", g.status, g.body)
	}
	var child, parent string
	for range 8 {
		child = fmt.Sprint(s.kids(id)[0]["status"])
		parent = s.Status(id)
	}
	if child != "RELEASE_CHILD_TRANSFER_COMPLETE" || parent != "INCRE_TRANSFER_STARTED" {
		t.Errorf("%s, its parent %s", child, parent)
	}
}

// TestEndingAJobEndsItsReEdit: and deleting it takes the child out of the list.
func TestEndingAJobEndsItsReEdit(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.ID(streaming)
	s.without(id, "orders_05")
	clock.forward(time.Minute)
	s.act(id, "precheck", map[string]any{"precheck_mode": "forRetryJob"})
	clock.forward(time.Minute)
	s.reEdit(id)
	clock.forward(5 * time.Second)
	child := fmt.Sprint(s.kids(id)[0]["id"])
	s.act(id, "terminate", map[string]any{"force_delete": true})
	clock.forward(time.Minute)
	s.wantStatus(child, "RELEASE_RESOURCE_COMPLETE")
	s.batch("batch-jobs", id, map[string]any{"delete_type": "delete"})
	if all := rows(s); all[id] != nil || all[child] != nil {
		t.Error("it is still there")
	}
}

// TestOnlySynchronizationsAreReEdited, and only while they apply changes.
func TestOnlySynchronizationsAreReEdited(t *testing.T) {
	for _, status := range []string{"CONFIGURATION", "PAUSING", "FULL_TRANSFER_STARTED", "CHANGE_JOB_STARTED"} {
		s := unchecked(t, sim.Options{})
		id := s.ID(streaming)
		s.Set(id, status)
		if g := s.reEdit(id); g.status != 400 || g.code(t) != "DRS.M00304" {
			t.Errorf("%s: %d %s", status, g.status, g.body)
		}
	}
}
