package drs_test

import (
	"strings"
	"testing"

	"drover/client/rest"
	"drover/client/sim"
	"drover/model"
)

func TestPreChecks(t *testing.T) {
	for name, c := range map[string]struct {
		body             string
		ran, passed      bool
		process, percent int
		failed, alarms   int
		kind             rest.Kind // 0: no error
	}{
		"passed":      {`{"results":[{"precheck_id":"x","result":true,"process":"100%","total_passed_rate":"100%","precheck_result":[{"item":"a","result":"PASSED"}]}]}`, true, true, 100, 100, 0, 0, 0},
		"as numbers":  {`{"results":[{"result":"true","process":100,"total_passed_rate":100}]}`, true, true, 100, 100, 0, 0, 0},
		"as one":      {`{"results":{"process":"100","total_passed_rate":"100","precheck_results":{"item":"a","result":"ALARM"}}}`, true, true, 100, 100, 0, 1, 0},
		"failed":      {`{"results":[{"process":"100%","total_passed_rate":"92%","precheck_result":[{"item":"a","result":"FAILED","failed_reason":"binlog"},{"item":"b","result":"ALARM"}]}]}`, true, false, 100, 92, 1, 1, 0},
		"lying":       {`{"results":[{"process":"100%","total_passed_rate":"100%","precheck_result":[{"item":"a","result":"FAILED"}]}]}`, true, false, 100, 100, 1, 0, 0},
		"running":     {`{"results":[{"process":"40%","total_passed_rate":"0%"}]}`, true, false, 40, 0, 0, 0, 0},
		"half told":   {`{"results":[{"precheck_id":"x","process":null}]}`, true, false, -1, -1, 0, 0, 0},
		"none":        {`{"results":[]}`, false, false, -1, -1, 0, 0, 0},
		"null":        {`{"results":null}`, false, false, -1, -1, 0, 0, 0},
		"none, coded": {`{"results":[{"error_code":"DRS.M00002","error_msg":"empty"}]}`, false, false, -1, -1, 0, 0, 0},
		"gone":        {`{"results":[{"error_code":"DRS.M00289","error_msg":"no task"}]}`, false, false, 0, 0, 0, 0, rest.Gone},
		"refused":     {`{"results":[{"error_code":"DRS.M00304"}]}`, false, false, 0, 0, 0, 0, rest.Refused},
		"of two jobs": {`{"results":[{"process":"100%"},{"process":"100%"}]}`, false, false, 0, 0, 0, 0, rest.BadAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := over(t, service{"batch-precheck-result": answer(200, c.body)}).PreCheck(t.Context(), model.NewJobID("j"), model.Text{})
			if k, failed := rest.KindOf(err); failed != (c.kind != 0) || k != c.kind {
				t.Fatalf("%v", err)
			}
			if p.Ran != c.ran || p.Passed() != c.passed || p.Process != c.process || p.PassedRate != c.percent || len(p.Failed()) != c.failed || len(p.Alarms()) != c.alarms {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestPreChecksOfTheSimulator(t *testing.T) {
	b, _ := simulated(t, sim.Options{Seed: 1})
	passed, failed, none := 0, 0, 0
	for _, j := range list(t.Context(), b).jobs {
		if j.Status.Raw() != "CONFIGURATION" {
			continue
		}
		p, err := b.PreCheck(t.Context(), j.ID, model.Text{})
		switch {
		case err != nil:
			t.Errorf("%s: %v", j.Name, err)
		case p.Passed():
			passed++
		case !p.Ran:
			none++
		case len(p.Failed()) > 0 && strings.Contains(p.Failed()[0].Reason.String(), " "):
			failed++
		}
	}
	if passed == 0 || failed == 0 || none == 0 {
		t.Errorf("%d passed, %d failed, %d without", passed, failed, none)
	}
}
