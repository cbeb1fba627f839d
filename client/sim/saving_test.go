package sim_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

func TestSelectionsGoWhereTheStatusAllows(t *testing.T) {
	for _, c := range []struct {
		job   string
		taken []string
	}{
		{streaming, []string{"CONFIGURATION", "INCRE_TRANSFER_FAILED", "INCRE_TRANSFER_STARTED"}},
		{crm, []string{"CONFIGURATION"}},
	} {
		var taken []string
		for _, status := range []string{
			"CONFIGURATION", "CREATING", "WAITING_FOR_START", "STARTJOBING", "FULL_TRANSFER_STARTED", "FULL_TRANSFER_FAILED", "INCRE_TRANSFER_STARTED",
			"INCRE_TRANSFER_FAILED", "PAUSING", "CHANGE_JOB_STARTED", "RELEASE_RESOURCE_COMPLETE",
		} {
			s := unchecked(t, sim.Options{Prepared: true})
			s.Set(s.ID(c.job), status)
			g := s.put(s.ID(c.job), "db_object", `{"db_object":`+string(s.Objects(s.ID(c.job)))+`}`)
			if g.status == 200 {
				taken = append(taken, status)
			} else if g.code(t) != "DRS.M00304" {
				t.Errorf("%s in %s: %d %s", c.job, status, g.status, g.body)
			}
		}
		if slices.Sort(taken); !slices.Equal(taken, c.taken) {
			t.Errorf("%s: %v", c.job, taken)
		}
	}
}

// TestUnknownMembersOfASelectionComeBack: of the job that is told with some, and of
// no other.
func TestUnknownMembersOfASelectionComeBack(t *testing.T) {
	s := unchecked(t, sim.Options{})
	id := s.ID("wave2-shop-03")
	doc := string(s.Objects(id))
	if strings.Count(doc, "x_engine_hint") != 2 || !strings.Contains(string(s.get("/v5.1/p1/jobs/"+id+"/db-object?type=modified").body), `"x_engine_hint":{"plan":[1,null,"as is"]},"object_info"`) {
		t.Fatalf("%s", doc)
	}
	if g := s.put(id, "db_object", `{"db_object":`+doc+`}`); g.status != 200 {
		t.Errorf("%d %s", g.status, g.body)
	}
	if g := s.put(s.ID(shop), "db_object", `{"db_object":{"object_scope":"all","x_engine_hint":1}}`); g.code(t) != "DRS.M00202" {
		t.Errorf("%d %s", g.status, g.body)
	}
}

// TestASelectionIsToldAsItWasSaved, by all three calls that tell it.
func TestASelectionIsToldAsItWasSaved(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("wave2-shop-02")
	object := `{` + tableWith(`"name":"pay","all":true,"filtered":true,"filter_conditions":["amount > 5"]`) + `}`
	var want map[string]any
	if err := json.Unmarshal([]byte(object), &want); err != nil {
		t.Fatal(err)
	}
	object = strings.ReplaceAll(object, "payments_0151", "audit_log_1025")
	g := s.put(id, "db_object", `{"job_id":"`+id+`","db_object":`+object+`}`).tree(t)
	query, _ := g["id"].(string)
	if query == "" || query == id || g["status"] != "pending" {
		t.Fatalf("%v", g)
	}
	if again := s.put(id, "db_object", `{"db_object":{"object_scope":"all"}}`); again.status != 202 || again.code(t) != "DRS.M01504" {
		t.Errorf("while another one is being saved: %d %s", again.status, again.body)
	}
	var seen []string
	for range 4 {
		seen = append(seen, fmt.Sprint(s.get("/v5/p1/jobs/" + id + "/db-objects/saving-status?query_id=" + query).tree(t)["status"]))
	}
	if !slices.Equal(seen, []string{"pending", "success", "success", "success"}) {
		t.Errorf("%v", seen)
	}
	told := s.get("/v5.1/p1/jobs/" + id + "/db-object?type=modified").tree(t)
	listed := s.get("/v5/p1/jobs/" + id + "/db-objects?type=modified&limit=10").tree(t)
	read := s.read(id, `{"type":"modified"}`)
	for _, tree := range []map[string]any{told, listed, read} {
		maps.DeleteFunc(tree, func(name string, _ any) bool { return name != "object_scope" && name != "object_info" })
		if encode(t, tree) != strings.ReplaceAll(encode(t, want), "payments_0151", "audit_log_1025") {
			t.Errorf("%s", encode(t, tree))
		}
	}
	if kept := s.Applied(); len(kept) != 1 || kept[0].Action != "db_object" || string(kept[0].Params) != `{"db_object":`+object+`}` {
		t.Errorf("%+v", kept)
	}
}

// TestASavingThatFails changes nothing.
func TestASavingThatFails(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read, Fault: "fail:" + streaming + "@ShowUpdateObjectSavingStatus"})
	id := s.ID(streaming)
	before := string(s.Objects(id))
	query, _ := s.put(id, "db_object", `{"db_object":`+strings.Replace(before, "crm_customers_0000", "crm_customers_0000", 1)+`}`).tree(t)["id"].(string)
	for range 2 {
		if g := s.get("/v5/p1/jobs/" + id + "/db-objects/saving-status?query_id=" + query).tree(t); g["status"] != "failed" || g["job_id"] != id {
			t.Errorf("%v", g)
		}
		clock.forward(time.Minute)
	}
	if string(s.Objects(id)) != before || len(s.Applied()) != 0 {
		t.Error("it has changed something")
	}
	if g := s.put(id, "db_object", `{"db_object":`+before+`}`); g.status != 200 {
		t.Errorf("after it: %d %s", g.status, g.body)
	}
}

// TestAnUpdateMakesAPreCheckOld, once it is saved.
func TestASelectionMakesThePreCheckOld(t *testing.T) {
	s := serve(t, sim.Options{Freeze: true})
	id := s.ID("wave2-shop-01")
	s.put(id, "db_object", `{"db_object":{"object_scope":"all"}}`)
	s.get("/v5.1/p1/jobs/" + id + "/db-object?type=modified")
	s.get("/v5.1/p1/jobs/" + id + "/db-object?type=modified")
	if g := s.start(id, ""); g.refusals(t)[id] != "DRS.M00305" {
		t.Errorf("%s", g.body)
	}
}

// TestSomebodyElseChoosesObjects: it shows at the next reading, and is in no client's
// record.
func TestSomebodyElseChoosesObjects(t *testing.T) {
	for _, job := range []string{streaming, oracle} {
		s := unchecked(t, sim.Options{Freeze: true, Fault: "drift@ShowDbObjectsList/1"})
		path := "/v5.1/p1/jobs/" + s.ID(job) + "/db-object?type=modified"
		first, second := string(s.get(path).body), string(s.get(path).body)
		if first == second || len(s.Applied()) != 0 || len(s.OthersApplied()) != 2 {
			t.Errorf("%s: %d changes of others", job, len(s.OthersApplied()))
		}
	}
}

// TestACloneHasTheSelection but for row filters, and nothing of it is at its destination.
func TestACloneHasTheSelection(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID(streaming)
	clone, _ := s.clone(id, "its-clone").tree(t)["id"].(string)
	original := strings.ReplaceAll(string(s.Objects(id)), `,"is_synchronized":true`, "")
	want := regexp.MustCompile(`,"filtered":true,"filter_conditions":\["[^"]*"\]`).ReplaceAllString(original, "")
	var is, should any
	if json.Unmarshal(s.Objects(clone), &is) != nil || json.Unmarshal([]byte(want), &should) != nil || want == original || !reflect.DeepEqual(is, should) {
		t.Errorf("%s", s.Objects(clone))
	}
	if s.Objects("nobody") != nil {
		t.Error("a job that is not there has objects")
	}
}

// TestTwoObjectsOfOneName are found by the pre-check, until they are mapped apart.
func TestTwoObjectsOfOneName(t *testing.T) {
	for _, c := range []struct{ name, object, result string }{
		{"two tables", table("false", `"payments_0151":{"name":"a","all":true},"invoices_0152":{"name":"a","all":true}`), "FAILED"},
		{"a table and one that goes with its database", table("true", `"payments_0151":{"name":"invoices_0152","all":true}`), "FAILED"},
		{"one over one that stays", table("false", `"payments_0151":{"name":"invoices_0152","all":true}`), "PASSED"},
		{"two names", table("false", `"payments_0151":{"name":"a","all":true},"invoices_0152":{"name":"b","all":true}`), "PASSED"},
		{"two databases with different tables", `"object_scope":"database","object_info":{"wave2_01":{"name":"a","all":true},"wave2_02":{"name":"a","all":true}}`, "PASSED"},
	} {
		clock := newClock()
		s := serve(t, sim.Options{Now: clock.read})
		id := s.ID(shop)
		if g := s.put(id, "db_object", `{"db_object":{`+c.object+`}}`); g.status != 200 {
			t.Fatalf("%s: %d %s", c.name, g.status, g.body)
		}
		clock.forward(time.Minute)
		s.batch("batch-precheck", id, map[string]any{"precheck_mode": "forStartJob"})
		clock.forward(time.Minute)
		results := s.ask("batch-precheck-result", id).list(t, "results")
		items, _ := results[0]["precheck_result"].([]any)
		for _, one := range items {
			if within(one, "item") == "mappedNameCheck" && within(one, "result") != c.result {
				t.Errorf("%s: %v", c.name, one)
			}
		}
		if len(items) != 13 {
			t.Errorf("%s: %d items", c.name, len(items))
		}
	}
}
