package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"drover/client/sim"
)

// writes are the writing operations, each with a call that is taken in a world
// without trouble; those of several jobs are asked for two.
func writes() map[string]func(s *service) got {
	pair := func(s *service, names [2]string, more map[string]any) string {
		var jobs []any
		for _, n := range names {
			job := map[string]any{"job_id": s.ID(n)}
			for k, v := range more {
				job[k] = v
			}
			jobs = append(jobs, job)
		}
		return encode(s.t, map[string]any{"jobs": jobs})
	}
	running, ready := [2]string{"orders-prod-sync-02", "orders-prod-sync-03"}, [2]string{"wave2-shop-01", "wave2-shop-02"}
	broken, ended := [2]string{"orders-prod-sync-01", "payments-ora-01"}, [2]string{"hr-payroll", "wave3-media-02"}
	return map[string]func(s *service) got{
		"CreateJob": func(s *service) got { return s.create(example(s.t, "by_eip")) },
		"UpdateJob": func(s *service) got {
			return s.send(http.MethodPut, "/v5/p1/jobs/"+s.ID(ready[0]), s.storing(s.ID(ready[0])))
		},
		"CopyJob":          func(s *service) got { return s.clone(s.ID(running[0]), "the-copy") },
		"ExecuteJobAction": func(s *service) got { return s.act(s.ID(running[0]), "stop", nil) },
		"StopJobAction": func(s *service) got {
			return s.post("/v5/p1/jobs/"+s.ID(running[0])+"/stop", `{"is_force_stop":true}`)
		},
		"DeleteJob": func(s *service) got {
			return s.send(http.MethodDelete, "/v5/p1/jobs/"+s.ID(ended[0]), "")
		},
		"BatchExecuteJobActions": func(s *service) got {
			return s.post("/v5/p1/jobs/action", pair(s, running, map[string]any{"action_name": "stop"}))
		},
		"BatchStopJobsAction": func(s *service) got { return s.post("/v5/p1/jobs/batch-stop", pair(s, running, nil)) },
		"BatchDeleteJobsById": func(s *service) got {
			return s.send(http.MethodDelete, "/v5/p1/jobs", encode(s.t, map[string]any{"jobs": []string{s.ID(ended[0]), s.ID(ended[1])}}))
		},
		"V3BatchStopJobs": func(s *service) got {
			return s.post("/v3/p1/jobs/batch-pause-task", pair(s, running, map[string]any{"pause_mode": "all"}))
		},
		"V3BatchRestoreTask": func(s *service) got { return s.post("/v3/p1/jobs/batch-retry-task", pair(s, broken, nil)) },
		"V3BatchDeleteJobs": func(s *service) got {
			return s.send(http.MethodDelete, "/v3/p1/jobs/batch-jobs", pair(s, running, map[string]any{"delete_type": "terminate"}))
		},
		"V3BatchCheckJobs": func(s *service) got {
			return s.post("/v3/p1/jobs/batch-precheck", pair(s, ready, map[string]any{"precheck_mode": "forStartJob"}))
		},
		"V3BatchStartJobs": func(s *service) got { return s.start(s.ID(ready[0]), "", s.ID(ready[1]), "") },
	}
}

// TestFaultsReachEveryWrite: what a fault leaves on record is the same for
// each of them.
func TestFaultsReachEveryWrite(t *testing.T) {
	for op, ask := range writes() {
		calm := serve(t, sim.Options{})
		if g := ask(calm); g.status >= 300 || len(calm.Applied()) == 0 {
			t.Errorf("%s without trouble: %d %s, applied %v", op, g.status, g.body, calm.Applied())
			continue
		}
		all := len(calm.Applied())
		for fault, c := range map[string]struct {
			status  int // 0: no answer
			applied int
		}{
			"429": {429, 0}, "401": {401, 0}, "403": {403, 0}, "400": {400, 0}, "reset-before": {0, 0}, "reset-after": {0, all},
			"cut": {0, all}, "garbage": {400, 0}, "redirect": {307, 0}, "m00004": {500, all}, "m01503": {400, 0}, "dup": {0, all}, "shuffle": {0, all},
			"slow:1ms": {0, all}, "loose": {0, all}, "missing:9": {0, all}, "fail:DRS.M00305": {0, all - 1},
		} {
			s := unchecked(t, sim.Options{Fault: fault + "@" + op})
			g := ask(s)
			if applied := len(s.Applied()); applied != c.applied || c.status != 0 && g.status != c.status {
				t.Errorf("%s of %s: %d %.200s, applied %d, want %d and %d", fault, op, g.status, g.body, applied, c.status, c.applied)
			}
			for _, a := range s.Applied() {
				if a.Op != op || a.JobID == "" || a.Action == "" || a.RequestID == "" {
					t.Errorf("%s: on record as %+v", op, a)
				}
			}
		}
	}
}

// TestAnotherOperationRuns: for a call of one job DRS.M01504 is a refusal, of
// several it may have taken some.
func TestAnotherOperationRuns(t *testing.T) {
	for op, ask := range writes() {
		seen := map[int]bool{}
		for seed := range int64(12) {
			s := unchecked(t, sim.Options{Fault: "m01504@" + op, Seed: seed + 1})
			if g := ask(s); g.status != 202 || g.code(t) != "DRS.M01504" {
				t.Errorf("%s: %d %s", op, g.status, g.body)
			}
			seen[len(s.Applied())] = true
		}
		single := !strings.Contains(op, "Batch")
		if single != (len(seen) == 1 && seen[0]) {
			t.Errorf("%s: applied %v", op, seen)
		}
	}
}

// TestAnItemFailsByName: the job that a fault names, and no other.
func TestAnItemFailsByName(t *testing.T) {
	for op, name := range map[string]string{"V3BatchStopJobs": "orders-prod-sync-03", "BatchExecuteJobActions": "orders-prod-sync-03", "CopyJob": "orders-prod-sync-02"} {
		s := serve(t, sim.Options{Fault: "fail:" + name + "@" + op})
		g := writes()[op](s)
		if !strings.Contains(string(g.body), "DRS.M00305") {
			t.Errorf("%s: %s", op, g.body)
		}
		for _, a := range s.Applied() {
			if a.JobID == s.ID(name) || op == "CopyJob" {
				t.Errorf("%s: applied %+v", op, a)
			}
		}
	}
}

// TestACloneIsLooselyAClone: a string where the page shows a boolean.
func TestACloneIsLooselyAClone(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "loose@CopyJob"})
	if made := s.clone(s.ID("orders-prod-sync-02"), "the-copy").tree(t); made["is_clone_job"] != "true" {
		t.Errorf("%v", made)
	}
}

// TestALostCloneIsFoundByItsName: the answer is gone, the job is there, and a
// second try would make no other.
func TestALostCloneIsFoundByItsName(t *testing.T) {
	s := unchecked(t, sim.Options{Fault: "reset-after@CopyJob/2"})
	ask := func(n int) got { return s.clone(s.ID("orders-prod-sync-02"), fmt.Sprint("copy-", n)) }
	ask(1)
	if g := ask(2); g.err == nil || len(s.Named("copy-2")) != 1 || s.Applied()[1].JobID != s.ID("copy-2") {
		t.Errorf("%+v, %v", g, s.Named("copy-2"))
	}
	if again := ask(2); again.status != 422 || len(s.Named("copy-2")) != 1 {
		t.Errorf("%d %s", again.status, again.body)
	}
}

// TestAFaultOfAJobThatIsNotThere is refused: it would never come.
func TestAFaultOfAJobThatIsNotThere(t *testing.T) {
	for spec, refused := range map[string]bool{
		"fail:nobody": true, "fail:nobody@CopyJob": true, "missing:nobody": true, "fail:hr-payroll": false, "missing:hr-payroll": false,
		"missing:3": false, "fail:DRS.M00304": false,
	} {
		_, err := sim.New(sim.Options{Fault: spec})
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), "there is no job of this id or name") {
			t.Errorf("%s: %v", spec, err)
		}
	}
	if _, err := sim.New(sim.Options{Projects: "p1=cn-north-4,p2=cn-north-4_team", Fault: "fail:hr-payroll"}); err != nil {
		t.Error(err)
	}
}
