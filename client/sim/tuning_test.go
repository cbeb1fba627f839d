package sim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"drover/client/sim"
)

func tuned(members string) string {
	return `{"tuning_params":{"incre_capture":{},` + members + `}}`
}

func editsOfTuning() []edit {
	const part = "tuning_param"
	return []edit{
		{"no word on capture", shop, part, `{"tuning_params":{"incre_apply":{}}}`, "DRS.M00201", "tuning_params.incre_capture"},
		{"no word on apply", shop, part, `{"tuning_params":{"incre_capture":{}}}`, "DRS.M00201", "tuning_params.incre_apply"},
		{"nothing in particular", shop, part, tuned(`"incre_apply":{}`), "", ""},
		{"a parameter that there is not", shop, part, tuned(`"incre_apply":{"colour":"1"}`), "DRS.M00202", "incre_apply.colour"},
		{"a parameter of another phase", shop, part, tuned(`"incre_apply":{"parallel_threads":"1"}`), "DRS.M00202", "incre_apply.parallel_threads"},
		{"more threads than a large node has", shop, part, tuned(`"incre_apply":{"apply_threads":"129"}`), "DRS.M00202", "1 to 128"},
		{"as many as it has", shop, part, tuned(`"incre_apply":{"apply_threads":"128"}`), "", ""},
		{"threads in words", shop, part, tuned(`"incre_apply":{"apply_threads":"many"}`), "DRS.M00202", "apply_threads"},
		{"threads as a number", shop, part, tuned(`"incre_apply":{"apply_threads":8}`), "DRS.M00202", "incre_apply"},
		{"a null", shop, part, tuned(`"incre_apply":{"apply_threads":null}`), "DRS.M00202", "incre_apply"},
		{"a part that there is not", shop, part, tuned(`"incre_apply":{},"colour":{}`), "DRS.M00202", "colour"},
	}
}

func TestParametersAreTuned(t *testing.T) {
	s := serve(t, sim.Options{})
	id := s.ID(shop)
	values := func() (out string) {
		for _, p := range s.get("/v5/p1/jobs/"+id+"/configurations?limit=1000").list(t, "parameter_config_list") {
			if p["value"] != p["default_value"] {
				out += p["name"].(string) + "=" + p["value"].(string) + " of " + p["value_range"].(string) + " "
			}
		}
		return out
	}
	s.stored(id, "tuning_param", tuned(`"incre_apply":{"apply_threads":"32"},"full_sync":{"parallel_threads":"4"}`))
	s.stored(id, "tuning_param", tuned(`"incre_apply":{},"incre_relay":{"relay_files":"7"}`))
	if got := values(); got != "parallel_threads=4 of 1-64 relay_files=7 of 1-80 apply_threads=32 of 1-128 " {
		t.Errorf("%s", got)
	}
	if got := s.part(id, "tuning_params"); !strings.Contains(got, `{"availability":true,"param_name":"apply_threads","param_value":"32"}`) {
		t.Errorf("%s", got)
	}
	configure := func(body string) got { return s.send(http.MethodPut, "/v5/p1/jobs/"+id+"/modify-configuration", body) }
	if g := configure(`{"values":[{"parameter_name":"apply_batch_rows","parameter_value":"100"}]}`); g.status != 204 || len(g.body) != 0 {
		t.Errorf("%d %s", g.status, g.body)
	}
	for _, wrong := range []string{
		`{"values":[{"parameter_name":"colour","parameter_value":"1"}]}`, `{"values":[{"parameter_name":"apply_threads","parameter_value":"0"}]}`, `{"values":[]}`,
		`{"values":[{"parameter_name":"apply_threads","parameter_value":"1"},{"parameter_name":"apply_threads","parameter_value":"2"}]}`,
	} {
		if g := configure(wrong); g.status != 400 {
			t.Errorf("%s: %d %s", wrong, g.status, g.body)
		}
	}
	if got := values(); !strings.Contains(got, "apply_batch_rows=100 ") {
		t.Errorf("%s", got)
	}
	s.stored(id, "tuning_param", tuned(`"incre_apply":{"apply_threads":"8"},"recovery":true`))
	if got := values(); got != "apply_threads=8 of 1-128 " {
		t.Errorf("%s", got)
	}
	if n := len(s.Applied()); n != 4 || s.Applied()[2].Action != "modify_configuration" {
		t.Errorf("%+v", s.Applied())
	}
}

func TestASmallNodeIsTunedLess(t *testing.T) {
	clock := newClock()
	s := serve(t, sim.Options{Now: clock.read})
	id := s.made(example(t, "by_eip")) // medium
	clock.forward(time.Minute)
	if g := s.put(id, "tuning_param", tuned(`"incre_apply":{"apply_threads":"65"}`)); g.code(t) != "DRS.M00202" {
		t.Errorf("%d %s", g.status, g.body)
	}
	s.stored(id, "tuning_param", tuned(`"incre_apply":{"apply_threads":"64"}`))
	one := s.get("/v5/p1/jobs/" + id + "/configurations?name=apply_thr")
	if rows := one.list(t, "parameter_config_list"); len(rows) != 1 || rows[0]["value_range"] != "1-64" || rows[0]["is_need_restart"] != true {
		t.Errorf("%s", one.body)
	}
}
