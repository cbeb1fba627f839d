package sim

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// listV5 answers ListJobs.
func (s *Sim) listV5(c *call) answer {
	q := c.request.URL.Query()
	key, problem := v5Order(q)
	if problem.status != 0 {
		return problem
	}
	offset, ok1 := number(q.Get("offset"), 0)
	limit, ok2 := number(q.Get("limit"), 10)
	switch {
	case !ok1 || !ok2 || limit < 1:
		return refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	case limit > s.options.MaxPage:
		return refuse(http.StatusBadRequest, "DRS.M00211", "The page value is too large: at most "+strconv.Itoa(s.options.MaxPage)+".")
	}
	f := newFilter(q.Get("name"))
	f.engine, f.net, f.enterprise, f.address = q.Get("engine_type"), q.Get("net_type"), q.Get("enterprise_project_id"), q.Get("instance_ip")
	f.instances = q["instance_ids"]
	if status := q.Get("status"); status != "" {
		f.statuses = strings.Split(status, ",")
	}
	defer s.lock()()
	rows := s.narrow(s.rows(key), &f, c.now, func(p pair) string { return or(p.v5, p.v3) })
	return okay(s.pageV5(rows, offset, limit, c))
}

func okay(body []byte) answer { return answer{status: http.StatusOK, body: body} }

// v5Order reads what is listed and how it is sorted, and refuses parameters
// that the contract does not name.
func v5Order(q url.Values) (orderKey, answer) {
	names := []string{
		"job_type", "name", "status", "engine_type", "net_type", "enterprise_project_id", "offset", "limit",
		"sort_key", "sort_dir", "instance_ids", "instance_ip",
	}
	for k := range q {
		if !slices.Contains(names, k) {
			return orderKey{}, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter "+strconv.Quote(k)+" is invalid.")
		}
	}
	kind, known := scenarioOf(q.Get("job_type"))
	switch {
	case q.Get("job_type") == "":
		return orderKey{}, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter job_type is empty.")
	case !known:
		return orderKey{}, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter job_type is invalid.")
	}
	key := orderKey{gen: v5, scenario: kind, sortKey: or(q.Get("sort_key"), "create_time"), desc: or(q.Get("sort_dir"), "desc") == "desc"}
	sortKeys := []string{"name", "status", "create_time", "net_type", "job_direction", "pay_mode"}
	if !slices.Contains(sortKeys, key.sortKey) || !slices.Contains([]string{"", "asc", "desc"}, q.Get("sort_dir")) {
		return orderKey{}, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter sort_key or sort_dir is invalid.")
	}
	return key, answer{}
}

// number reads a query parameter that must be a whole number from 0.
func number(text string, absent int) (int, bool) {
	if text == "" {
		return absent, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0
}

func (s *Sim) pageV5(rows []int32, offset, limit int, c *call) []byte {
	shown := page(rows, offset, limit)
	b := make([]byte, 0, 64+len(shown)*900)
	b = append(b, `{"total_count":`...)
	b = appendInt(b, len(rows))
	b = append(b, `,"jobs":[`...)
	for n, i := range shown {
		if n > 0 {
			b = append(b, ',')
		}
		b = s.appendV5(b, int(i), c)
	}
	return append(b, "]}"...)
}

// appendV5 writes a row with its children.
func (s *Sim) appendV5(b []byte, i int, c *call) []byte {
	j := &s.world.jobs[i]
	p := j.link.pair()
	r := s.observe(i, c.now)
	b = s.world.appendID(append(b, `{"id":"`...), i)
	b = appendString(append(b, `","name":`...), j.name)
	b = appendString(append(b, `,"status":`...), r.status)
	b = appendString(append(b, `,"description":`...), s.description(i))
	b = appendTime(append(b, `,"create_time":`...), s.world.created(i), layoutV5)
	b = appendString(append(b, `,"engine_type":`...), or(p.v5, p.v3))
	b = appendString(append(b, `,"net_type":`...), j.net.wire())
	if j.is(period) {
		b = append(b, `,"charging_mode":"period"`...)
	} else {
		b = append(b, `,"charging_mode":"on_demand"`...)
	}
	b = strconv.AppendBool(append(b, `,"billing_tag":`...), billed(r.status))
	b = appendString(append(b, `,"job_direction":`...), j.dir.wire())
	b = appendString(append(b, `,"job_type":`...), j.scenario.wire())
	b = appendString(append(b, `,"task_type":`...), j.task.wire())
	b = appendString(append(b, `,"enterprise_project_id":`...), s.enterprise(i))
	b = append(b, `,"job_mode":`...)
	mode, role := place(j)
	if role == "" && s.world.born[i] != nil {
		role = "parent"
	}
	b = appendString(b, mode)
	b = appendString(append(b, `,"job_mode_role":`...), role)
	b = strconv.AppendBool(append(b, `,"is_multi_az":`...), j.is(primary))
	b = append(b, `,"node_role":"","node_new_framework":true,"job_action":`...)
	b = s.offers.append(b, j, r.status)
	if j.kids > 0 || s.world.born[i] != nil {
		b = append(b, `,"children":[`...)
		for _, k := range s.world.children(i) {
			if s.gone[k] {
				continue
			}
			if b[len(b)-1] != '[' {
				b = append(b, ',')
			}
			b = s.appendV5(b, k, c)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

// place is a job's structure and its role there.
func place(j *job) (mode, role string) {
	switch {
	case j.kids > 0 && j.is(manyToOne):
		return "multi_to_single", "parent"
	case j.up > 0 && j.is(manyToOne), j.is(childBorn):
		return "sync_child", "child"
	case j.kids > 0:
		return "single", "parent"
	case j.up > 0:
		return "single", "child"
	case j.is(primary):
		return "single", "master"
	}
	return "single", ""
}

// billed: from the start to the end of a job.
func billed(status string) bool {
	switch status {
	case "CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START", "RELEASE_RESOURCE_COMPLETE", "DELETED":
		return false
	}
	return true
}

// actionsV5 answers ShowActions.
func (s *Sim) actionsV5(c *call) answer {
	defer s.lock()()
	i, problem := s.named(c)
	if problem.status != 0 {
		return problem
	}
	b := append([]byte(nil), `{"job_action":`...)
	return okay(append(s.offers.append(b, &s.world.jobs[i], s.observe(i, c.now).status), '}'))
}

// named finds the job of the path among those that v5 serves. The caller holds
// the lock.
func (s *Sim) named(c *call) (int, answer) {
	i, ok := s.world.find(c.request.PathValue("id"))
	switch {
	case !ok:
		return 0, refuse(http.StatusBadRequest, "DRS.10000010", "The task does not exist.")
	case s.world.jobs[i].gens&v5 == 0:
		return 0, refuse(http.StatusBadRequest, "DRS.10000001", "The engine type of the task is not supported by this API version.")
	}
	return i, answer{}
}
