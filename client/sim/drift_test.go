package sim_test

import (
	"strings"
	"testing"

	"drover/client/sim"
)

// sectionsOf are the parts of a job that somebody else may change, as JSON.
func sectionsOf(s *service, id string) map[string]string {
	d := s.detail(id)
	b, _ := d["base_info"].(map[string]any)
	return map[string]string{
		"policy": encode(s.t, d["policy_config"]), "speed_limit": encode(s.t, d["speed_limit"]), "notify": encode(s.t, d["alarm_notify"]), "name": encode(s.t, b["name"]),
	}
}

func TestDriftChangesTheVeryJob(t *testing.T) {
	kinds := map[string]int{}
	for seed := range int64(24) {
		s := unchecked(t, sim.Options{Seed: seed + 1})
		id := s.ID("wave2-shop-02")
		s.Script(func(op string, n int) string {
			if op == "ShowJobDetail" && n == 2 {
				return "drift"
			}
			return ""
		})
		before, told, after := sectionsOf(s, id), sectionsOf(s, id), sectionsOf(s, id)
		var changed []string
		for part := range before {
			if before[part] != told[part] {
				t.Errorf("seed %d: %s is changed before the answer", seed+1, part)
			}
			if told[part] != after[part] {
				changed = append(changed, part)
			}
		}
		others := s.OthersApplied()
		if len(changed) != 1 || len(s.Applied()) != 0 || len(others) != 1 || others[0].Action != changed[0] || others[0].JobID != id {
			t.Fatalf("seed %d: changed %v, applied %+v, by others %+v", seed+1, changed, s.Applied(), others)
		}
		kinds[changed[0]]++
		if events := s.get("/v5/p1/jobs/"+id+"/timelines").list(t, "timelines"); events[0]["user_name"] != "somebody" {
			t.Errorf("seed %d: %v", seed+1, events[0])
		}
	}
	if len(kinds) != 4 {
		t.Errorf("the dice never fall on all four: %v", kinds)
	}
}

func TestDriftAfterAnUpdateIsSeenByTheNextReading(t *testing.T) {
	hit := false
	for seed := range int64(24) {
		s := unchecked(t, sim.Options{Seed: seed + 1, Fault: "drift@UpdateJob/1"})
		id := s.ID(shop)
		if g := s.put(id, "speed_limit", limitsOf(window("01:00", "02:59", "7"))); g.status != 200 {
			t.Fatalf("%d %s", g.status, g.body)
		}
		others := s.OthersApplied()
		if len(s.Applied()) != 1 || len(others) != 1 {
			t.Fatalf("%+v, by others %+v", s.Applied(), others)
		}
		if others[0].Action == "speed_limit" {
			hit = true
			if got := s.part(id, "speed_limit"); strings.Contains(got, "01:00") {
				t.Errorf("%s", got)
			}
		}
	}
	if !hit {
		t.Error("the dice never fall on what was updated")
	}
}

func TestDriftKeepsTheRules(t *testing.T) {
	s := unchecked(t, sim.Options{Jobs: 44, Fault: "drift@ShowJobDetail/1"})
	for _, name := range []string{"hr-payroll", "wave0-pilot", "ledger-pg-02"} { // ended, deleted, one of v3
		s.get("/v5/p1/jobs/" + s.ID(name) + "?type=detail")
	}
	if others := s.OthersApplied(); len(others) != 0 {
		t.Errorf("%+v", others)
	}
	for range 12 {
		s.get("/v5/p1/jobs/" + s.ID("orders-prod-sync-03") + "?type=detail")
	}
	for _, one := range s.OthersApplied() {
		if one.Action == "policy" {
			t.Errorf("a policy is changed while the job runs: %+v", one)
		}
	}
	if len(s.OthersApplied()) == 0 {
		t.Error("nothing was changed")
	}
}
