package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drover/client/sim"
)

func TestLinksComeInPages(t *testing.T) {
	s := serve(t, sim.Options{})
	for _, kind := range []string{"sync", "migration", "cloudDataGuard"} {
		whole := s.get("/v5/p1/links?limit=1000&job_type=" + kind)
		all := whole.list(t, "job_links")
		var parts []string
		for offset := 0; offset < len(all); offset += 7 {
			part := s.get(fmt.Sprint("/v5/p1/links?limit=7&offset=", offset, "&job_type=", kind))
			if part.tree(t)["total_count"] != float64(len(all)) {
				t.Errorf("%s: %v announced, there are %d", kind, part.tree(t)["total_count"], len(all))
			}
			for _, l := range part.list(t, "job_links") {
				parts = append(parts, fmt.Sprint(l))
			}
		}
		if len(parts) != len(all) || len(slices.Compact(slices.Sorted(slices.Values(parts)))) != len(all) {
			t.Errorf("%s: %d rows on pages, %d of them different, %d in all", kind, len(parts), len(slices.Compact(parts)), len(all))
		}
		if len(s.get("/v5/p1/links?job_type="+kind).list(t, "job_links")) != 10 {
			t.Errorf("%s: a page has ten rows", kind)
		}
	}
}

func TestLinksTellWhatIsOffered(t *testing.T) {
	s := serve(t, sim.Options{})
	for _, c := range []struct{ kind, engine, dir, net, from, to, tasks string }{
		{"sync", "mysql-to-mysql", "up", "vpn", "offline", "cloud", "FULL_INCR_TRANS FULL_TRANS INCR_TRANS"},
		{"sync", "mysql-to-mysql", "down", "eip", "cloud", "offline", "FULL_INCR_TRANS FULL_TRANS INCR_TRANS"},
		{"sync", "mysql-to-mysql", "non-dbs", "vpc", "ecs", "ecs", "FULL_INCR_TRANS FULL_TRANS INCR_TRANS"},
		{"migration", "mysql-to-mysql", "up", "vpc", "ecs", "cloud", "FULL_INCR_TRANS FULL_TRANS INCR_TRANS"},
		{"sync", "oracle-to-gaussdbv5", "up", "eip", "offline", "cloud", "FULL_INCR_TRANS FULL_TRANS INCR_TRANS"},
		{"sync", "gaussdbv5ha-to-kafka", "down", "vpc", "cloud", "ecs", "INCR_TRANS"},
		{"migration", "redis-to-gaussredis", "up", "vpn", "offline", "cloud", "FULL_INCR_TRANS FULL_TRANS"},
		{"migration", "rediscluster-to-gaussredis", "up", "vpc", "ecs", "cloud", "FULL_INCR_TRANS FULL_TRANS"},
		{"cloudDataGuard", "cloudDataGuard-mysql", "up", "vpn", "offline", "cloud", "FULL_INCR_TRANS"},
		{"cloudDataGuard", "cloudDataGuard-mysql", "up", "vpc", "offline", "cloud", ""},
		{"sync", "oracle-to-gaussdbv5", "down", "eip", "cloud", "offline", ""},
		{"sync", "mongodb", "up", "eip", "offline", "cloud", ""},
	} {
		tasks := ""
		for _, l := range s.get("/v5/p1/links?limit=1000&job_type="+c.kind).list(t, "job_links") {
			if l["job_type"] == c.kind && l["engine_type"] == c.engine && l["job_direction"] == c.dir && l["net_type"] == c.net &&
				l["source_endpoint_type"] == c.from && l["target_endpoint_type"] == c.to {
				tasks = strings.Trim(fmt.Sprint(l["task_types"]), "[]")
			}
		}
		if tasks != c.tasks {
			t.Errorf("%v: %q", c, tasks)
		}
	}
}

func TestSizesAndZonesSellOut(t *testing.T) {
	s := serve(t, sim.Options{})
	const ask = "engine_type=mysql-to-mysql&db_use_type=sync&job_direction=up"
	if said := fmt.Sprint(s.get("/v3/p1/node-type?" + ask).tree(t)["node_types"]); strings.Count(said, "is_sellout:true") != 1 || !strings.Contains(said, "is_sellout:true node_type:micro") {
		t.Errorf("%s", said)
	}
	for size, left := range map[string]int{"medium": 3, "high": 2, "micro": 0} {
		g := s.post("/v3/p1/available-zone", `{"engine_type":"mysql-to-mysql","db_use_type":"sync","job_direction":"up","node_type":"`+size+`"}`)
		if zones := g.list(t, "az_infos"); len(zones) != 3 || strings.Count(fmt.Sprint(zones), "available") != left || zones[0]["code"] != "cn-north-4a" {
			t.Errorf("%s: %s", size, g.body)
		}
	}
}

func TestEnterpriseProjectsComeInPages(t *testing.T) {
	s := serve(t, sim.Options{})
	g := s.get("/v5/p1/enterprise-projects")
	if list := g.list(t, "enterprise_project_list"); len(list) != 3 || g.tree(t)["count"] != 3.0 || list[0]["id"] != "0" || list[0]["name"] != "default" {
		t.Errorf("%s", g.body)
	}
	if list := s.get("/v5/p1/enterprise-projects?offset=2&limit=1").list(t, "enterprise_project_list"); len(list) != 1 || list[0]["name"] != "web-shop" {
		t.Errorf("%v", list)
	}
	if list := s.get("/v5/p1/enterprise-projects?name=data").list(t, "enterprise_project_list"); len(list) != 1 {
		t.Errorf("%v", list)
	}
	id, _ := s.get("/v5/p1/enterprise-projects?name=web-shop").list(t, "enterprise_project_list")[0]["id"].(string)
	made := s.made(example(t, "by_eip").set("base_info.enterprise_project_id", id))
	for filter, want := range map[string]int{"": 1, "0": 0, id: 1} {
		if got := s.get("/v5/p1/jobs?job_type=sync&name=DRS-1234&enterprise_project_id="+filter).list(t, "jobs"); len(got) != want || want == 1 && got[0]["id"] != made {
			t.Errorf("filtered by %q: %v", filter, got)
		}
	}
}

func TestOffersAreRefused(t *testing.T) {
	s := unchecked(t, sim.Options{})
	zone := func(body string) got { return s.post("/v3/p1/available-zone", body) }
	for name, c := range map[string]struct {
		g    got
		code string
	}{
		"links of no scenario":         {s.get("/v5/p1/links"), "DRS.M00201"},
		"links of another scenario":    {s.get("/v5/p1/links?job_type=backup"), "DRS.M00202"},
		"links by another parameter":   {s.get("/v5/p1/links?job_type=sync&page=1"), "DRS.M00202"},
		"an empty page of links":       {s.get("/v5/p1/links?job_type=sync&limit=0"), "DRS.M00210"},
		"a page of too many links":     {s.get("/v5/p1/links?job_type=sync&limit=1001"), "DRS.M00211"},
		"sizes without a direction":    {s.get("/v3/p1/node-type?engine_type=mysql&db_use_type=sync"), "DRS.M00201"},
		"sizes of another direction":   {s.get("/v3/p1/node-type?engine_type=mysql&db_use_type=sync&job_direction=left"), "DRS.M00202"},
		"sizes of an unknown engine":   {s.get("/v3/p1/node-type?engine_type=db2&db_use_type=sync&job_direction=up"), "DRS.M00302"},
		"zones of no size":             {zone(`{"engine_type":"mysql","db_use_type":"sync","job_direction":"up"}`), "DRS.M00201"},
		"zones of another size":        {zone(`{"engine_type":"mysql","db_use_type":"sync","job_direction":"up","node_type":"tiny"}`), "DRS.M00202"},
		"zones with multi_write as is": {zone(`{"engine_type":"mysql","db_use_type":"sync","job_direction":"up","node_type":"high","multi_write":true}`), "DRS.M00202"},
		"projects of too large a page": {s.get("/v5/p1/enterprise-projects?limit=1001"), "DRS.M00211"},
	} {
		if c.g.status != 400 || c.g.code(t) != c.code {
			t.Errorf("%s: %d %s, want %s", name, c.g.status, c.g.body, c.code)
		}
	}
}
