package sim

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// linksV5 answers ListLinks.
func (s *Sim) linksV5(c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "job_type")
	if problem.status != 0 {
		return problem
	}
	kind, known := scenarioOf(q.Get("job_type"))
	switch {
	case q.Get("job_type") == "":
		return lacks("job_type")
	case !known:
		return wrong("job_type", "there are migration, sync, cloudDataGuard")
	}
	rows := linkRows(kind)
	shown := []object{}
	for _, r := range page(rows, offset, limit) {
		tasks := []string{}
		for _, t := range r.tasks {
			tasks = append(tasks, t.wire())
		}
		shown = append(shown, object{
			"job_type": r.scenario.wire(), "engine_type": r.link.engine(), "source_endpoint_type": r.from, "target_endpoint_type": r.to,
			"job_direction": r.dir.wire(), "net_type": r.net.wire(), "task_types": tasks, "cluster_modes": append([]string{}, r.modes...),
			"description": r.about,
		})
	}
	return okay(object{"total_count": len(rows), "job_links": shown}.encode())
}

// nodeSizes are those of v5, the smallest first; soldOut is one of them that
// nobody can have.
func nodeSizes() []string { return []string{"micro", "small", "medium", "high"} }

const soldOut = "micro"

// sizesV3 answers V3ListAvailableNodeTypes.
func (s *Sim) sizesV3(c *call) answer {
	q := c.request.URL.Query()
	for k := range q {
		if !slices.Contains([]string{"engine_type", "db_use_type", "job_direction", "is_use_sellout_info", "is_multi_write"}, k) {
			return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter "+strconv.Quote(k)+" is invalid.")
		}
	}
	if problem := asksNode(q); problem.status != 0 {
		return problem
	}
	sizes := []object{}
	for _, size := range nodeSizes() {
		sizes = append(sizes, object{"node_type": size, "is_sellout": size == soldOut})
	}
	return okay(object{"node_types": sizes}.encode())
}

// asksNode checks what sizes and zones are asked for.
func asksNode(q url.Values) answer {
	for _, name := range []string{"engine_type", "db_use_type", "job_direction"} {
		if q.Get(name) == "" {
			return lacks(name)
		}
	}
	if _, known := scenarioOf(q.Get("db_use_type")); !known {
		return wrong("db_use_type", "there are migration, sync, cloudDataGuard")
	}
	if !slices.Contains([]string{"up", "down", "non-dbs"}, q.Get("job_direction")) {
		return wrong("job_direction", "there are up, down, non-dbs")
	}
	for l := range linkCount {
		if p := l.pair(); q.Get("engine_type") == p.v3 || q.Get("engine_type") == p.v5 {
			return answer{}
		}
	}
	return unsupported("engine_type", q.Get("engine_type")+" is not offered")
}

// zones are those of the region; the last one has no node of the largest size
// left.
func (s *Sim) zones() []string {
	return []string{s.options.Region + "a", s.options.Region + "b", s.options.Region + "c"}
}

// outOf tells whether a zone has no node of a size left.
func (s *Sim) outOf(zone, size string) bool {
	return size == soldOut || size == "high" && zone == s.zones()[2]
}

// zonesV3 answers V3ListAvailableZone.
func (s *Sim) zonesV3(c *call) answer {
	m, err := members(c.body, "engine_type", "db_use_type", "job_direction", "node_type", "multi_write")
	if err != nil {
		return invalid(err)
	}
	var size, both string
	q := url.Values{}
	err = cmp.Or(value(m, "node_type", &size), value(m, "multi_write", &both))
	for _, name := range []string{"engine_type", "db_use_type", "job_direction"} {
		var text string
		err = cmp.Or(err, value(m, name, &text))
		q.Set(name, text)
	}
	if err != nil {
		return invalid(err)
	}
	problem := asksNode(q)
	switch {
	case problem.status != 0:
		return problem
	case size == "":
		return lacks("node_type")
	case !slices.Contains(append(nodeSizes(), "xlarge", "2xlarge"), size):
		return wrong("node_type", "there are "+strings.Join(nodeSizes(), ", ")+", xlarge, 2xlarge")
	}
	infos := []object{}
	for n, zone := range s.zones() {
		status := "available"
		if s.outOf(zone, size) {
			status = "sellout"
		}
		infos = append(infos, object{"code": zone, "name": "AZ" + strconv.Itoa(n+1), "status": status})
	}
	return okay(object{"az_infos": infos}.encode())
}

// enterprises are the enterprise projects of the account as id and name.
func enterprises() [][2]string {
	return [][2]string{
		{"0", "default"},
		{"2f5c1a34-9f0e-4c55-8a55-1d6f0b7f1c01", "data-platform"},
		{"7b0e6d12-44a1-4d0c-9c1e-52e8f7a90c02", "web-shop"},
	}
}

// enterprisesV5 answers ShowEnterpriseProject. A name narrows to those that
// hold it.
func (s *Sim) enterprisesV5(c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "name", "domain_id")
	if problem.status != 0 {
		return problem
	}
	found := slices.DeleteFunc(enterprises(), func(e [2]string) bool { return !strings.Contains(e[1], q.Get("name")) })
	const made = "2024-05-02T08:00:00Z"
	return listing("enterprise_project_list", len(found), offset, limit, func(k int) object {
		return object{"id": found[k][0], "name": found[k][1], "description": "", "status": "1", "created_at": made, "updated_at": made}
	})
}

func knownEnterprise(id string) bool {
	return slices.ContainsFunc(enterprises(), func(e [2]string) bool { return e[0] == id })
}

// unsupported refuses databases that cannot be joined, or not so.
func unsupported(at, why string) answer {
	return refuse(http.StatusBadRequest, "DRS.M00302", "The transfer scheme is not supported: "+at+": "+why+".")
}
