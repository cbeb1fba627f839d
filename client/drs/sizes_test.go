package drs_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"drover/client/rest"
	"drover/model"
)

func TestSizesAreAskedAndRead(t *testing.T) {
	for name, c := range map[string]struct {
		ask              model.NodeAsk
		query, body, got string
	}{
		"of a sync, whose engine v3 calls otherwise": {
			model.NodeAsk{Scenario: model.Sync, Engine: "mysql-to-mysql", Direction: "up"},
			"db_use_type=sync&engine_type=mysql&is_use_sellout_info=true&job_direction=up",
			`{"node_types":[{"node_type":"small","is_sellout":false},{"node_type":"high","is_sellout":true}]}`,
			"[{small false} {high true}]",
		},
		"of a recovery, told loosely": {
			model.NodeAsk{Scenario: model.DR, Engine: "cloudDataGuard-mysql", Direction: "down", MultiWrite: true},
			"db_use_type=cloudDataGuard&engine_type=cloudDataGuard-mysql&is_multi_write=true&is_use_sellout_info=true&job_direction=down",
			`{"node_types":[{"node_type":"small","is_sellout":"TRUE"},{"node_type":null},{"node_type":"x y"},7,{"node_type":2,"is_sellout":null}]}`,
			"[{small true} {2 false}]",
		},
		"a list of one":    {model.NodeAsk{}, "", `{"node_types":{"node_type":"micro"}}`, "[{micro false}]"},
		"an empty list":    {model.NodeAsk{}, "", `{"node_types":[]}`, "[]"},
		"no list":          {model.NodeAsk{}, "", `{"node_types":null}`, "error"},
		"an error instead": {model.NodeAsk{}, "", `{"error_code":"DRS.M00202"}`, "error"},
	} {
		var query string
		h := http.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			query = r.Method + " " + r.URL.Path + "?" + r.URL.RawQuery
			answer(200, c.body)(w, r)
		}))
		if c.query != "" {
			h = held(t, false, h)
		}
		sizes, err := over(t, h).NodeSizes(t.Context(), c.ask)
		got := fmt.Sprint(sizes)
		if err != nil {
			got = "error"
		}
		if got != c.got || c.query != "" && query != "GET /v3/p1/node-type?"+c.query {
			t.Errorf("%s: %s, asked %s", name, got, query)
		}
	}
}

func TestZonesAreAskedAndRead(t *testing.T) {
	for name, c := range map[string]struct {
		ask           model.NodeAsk
		body, tell, z string
	}{
		"of a sync": {
			model.NodeAsk{Scenario: model.Sync, Engine: "mysql-to-mysql", Direction: "up", Size: "high"},
			`{"engine_type":"mysql","db_use_type":"sync","job_direction":"up","node_type":"high"}`,
			`{"az_infos":[{"code":"r-1a","name":"AZ1","status":"normal"},{"code":"r-1b","status":"sellout"},{"code":"r-1c","name":"\u001b[2J","status":"Sold_out"},{"name":"x"}]}`,
			"[{r-1a AZ1 false} {r-1b r-1b true} {r-1c ^[[2J true}]",
		},
		"of a recovery": {
			model.NodeAsk{Scenario: model.DR, Engine: "cloudDataGuard-mysql", Direction: "up", Size: "high"},
			`{"engine_type":"cloudDataGuard-mysql","db_use_type":"cloudDataGuard","job_direction":"up","node_type":"high","multi_write":"false"}`,
			`{}`, "error",
		},
		"of no size": {model.NodeAsk{Scenario: model.Sync, Engine: "mysql-to-mysql", Direction: "up"}, "", `{"az_infos":[]}`, "error"},
	} {
		var body string
		zones, err := over(t, held(t, false, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, _ := io.ReadAll(r.Body)
			body = string(b)
			answer(200, c.tell)(w, r)
		}))).Zones(t.Context(), c.ask)
		got := fmt.Sprint(zones)
		if err != nil {
			got = "error"
		}
		if got != c.z || body != c.body {
			t.Errorf("%s: %s, asked %s", name, got, body)
		}
	}
}

func TestEnterpriseProjectsAreRead(t *testing.T) {
	b := over(t, held(t, false, answer(200, `{"count":"3","enterprise_project_list":[{"id":"0","name":"default","status":1},{"id":null,"name":"x"},{"id":"p2"}]}`)))
	if got, err := b.Enterprises(t.Context()); err != nil || fmt.Sprint(got) != "[{0 default} {p2 }]" {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := over(t, answer(403, `{"error_code":"DRS.M00102"}`)).Enterprises(t.Context()); err == nil {
		t.Errorf("%v", got)
	}
}

// What the generation that alone tells it is known not to have is not asked.
func TestChoicesOfOneGeneration(t *testing.T) {
	ask := model.NodeAsk{Scenario: model.Sync, Engine: "mysql-to-mysql", Direction: "up", Size: "high"}
	for generation, c := range map[string]struct{ links, sizes, zones, projects, create string }{
		"v3": {"links come with the v5 API, which this service does not offer", "asked", "asked", "not there", "needs the v5 API, which this service does not offer"},
		"v5": {"", "not there", "not there", "asked", ""},
	} {
		lists := service{
			generation + "/p1/jobs": answer(200, `{"jobs":[],"total_count":0,"total_record":0}`), generation + "/p1/links": answer(200, `{"job_links":[]}`),
			generation + "/p1/node-type": answer(200, `{"node_types":[]}`), generation + "/p1/available-zone": answer(200, `{"az_infos":[]}`),
			generation + "/p1/enterprise-projects": answer(200, `{"enterprise_project_list":[]}`),
		}
		b := over(t, lists)
		if got := list(t.Context(), b); len(got.errs) > 0 {
			t.Fatal(got.errs)
		}
		links, err := b.Links(t.Context(), model.Sync)
		if err != nil || links.Builtin != c.links {
			t.Errorf("%s: %q, %v", generation, links.Builtin, err)
		}
		for _, l := range links.All {
			if generation == "v3" && !l.OnlyV3 {
				t.Errorf("v3: %+v", l)
			}
		}
		_, sizes := b.NodeSizes(t.Context(), ask)
		_, zones := b.Zones(t.Context(), ask)
		_, projects := b.Enterprises(t.Context())
		if outcome(sizes) != c.sizes || outcome(zones) != c.zones || outcome(projects) != c.projects {
			t.Errorf("%s: %v, %v, %v", generation, sizes, zones, projects)
		}
		caps := b.Capabilities()
		if caps.Verbs[model.Create] != c.create || caps.Verbs[model.SaveEnds] != c.create || caps.Only[model.Create] != "v5" {
			t.Errorf("%s: %+v", generation, caps)
		}
	}
}

func outcome(err error) string {
	if err == nil {
		return "asked"
	}
	if kind, ok := rest.KindOf(err); ok && kind == rest.NotThere {
		return "not there"
	}
	return err.Error()
}
