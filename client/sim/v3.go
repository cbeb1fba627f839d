package sim

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

const (
	listPage  = 10 // rows of a v3 list, unless asked otherwise
	batchPage = 5  // jobs of batch-status and batch-detail, unless asked otherwise
	v3Largest = 100
)

// listV3 answers V3ShowJobList.
func (s *Sim) listV3(c *call) answer {
	m, err := members(c.body, "cur_page", "per_page", "db_use_type", "name", "status", "engine_type", "net_type",
		"enterprise_project_id", "instance_ids", "instance_ip", "service_name", "tags")
	if err != nil {
		return invalid(err)
	}
	for _, required := range []string{"cur_page", "per_page", "db_use_type"} {
		if _, there := m[required]; !there {
			return refuse(http.StatusBadRequest, "DRS.M00201", "The parameter "+required+" is empty.")
		}
	}
	f, kind, err := v3Filter(m)
	if err != nil {
		return invalid(err)
	}
	current, size, problem := v3Page(m, listPage)
	if problem.status != 0 {
		return problem
	}
	defer s.lock()()
	key := orderKey{gen: v3, scenario: kind, sortKey: "create_time", desc: true}
	rows := s.narrow(s.rows(key), &f, c.now, func(p pair) string { return p.v3 })
	if size == 0 || current == 0 {
		current, size = 1, len(rows)
	}
	shown := page(rows, (current-1)*size, size)
	b := make([]byte, 0, 64+len(shown)*700)
	b = appendInt(append(b, `{"total_record":`...), len(rows))
	b = append(b, `,"jobs":[`...)
	for n, i := range shown {
		if n > 0 {
			b = append(b, ',')
		}
		b = s.appendV3(b, int(i), c)
	}
	return okay(append(b, "]}"...))
}

func v3Filter(m map[string]json.RawMessage) (filter, scenario, error) {
	var name, kind, status, engine, net, enterprise, address, service string
	var tags map[string]string
	var instances []string
	err := errors.Join(
		value(m, "name", &name), value(m, "db_use_type", &kind), value(m, "status", &status),
		value(m, "engine_type", &engine), value(m, "net_type", &net), value(m, "enterprise_project_id", &enterprise),
		value(m, "instance_ip", &address), value(m, "instance_ids", &instances),
		value(m, "service_name", &service), value(m, "tags", &tags),
	)
	if err != nil {
		return filter{}, 0, errors.New("a parameter is of the wrong type")
	}
	use, known := scenarioOf(kind)
	if !known {
		return filter{}, 0, errors.New(`the parameter "db_use_type" is invalid`)
	}
	f := newFilter(name)
	f.engine, f.net, f.enterprise, f.address, f.instances = engine, net, enterprise, address, instances
	if status != "" {
		f.statuses = []string{status}
	}
	return f, use, nil
}

// v3Page reads cur_page and per_page; a size of 0 means all.
func v3Page(m map[string]json.RawMessage, standard int) (current, size int, problem answer) {
	current, size = 1, standard
	if err := errors.Join(value(m, "cur_page", &current), value(m, "per_page", &size)); err != nil {
		return 0, 0, refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	}
	switch {
	case current < 0 || size < 0 || current > 1<<20:
		return 0, 0, refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	case size > v3Largest:
		return 0, 0, refuse(http.StatusBadRequest, "DRS.M00211", "The page value is too large: at most "+strconv.Itoa(v3Largest)+".")
	}
	return current, size, answer{}
}

// appendV3 writes a row of the v3 list with its children. It says nothing of
// billing mode or role: v3 does not.
func (s *Sim) appendV3(b []byte, i int, c *call) []byte {
	j := &s.world.jobs[i]
	r := s.observe(i, c.now)
	b = s.world.appendID(append(b, `{"id":"`...), i)
	b = appendString(append(b, `","name":`...), j.name)
	b = appendString(append(b, `,"status":`...), r.status)
	b = appendTime(append(b, `,"create_time":`...), s.world.created(i), layoutV3)
	b = appendString(append(b, `,"description":`...), s.description(i))
	b = appendString(append(b, `,"engine_type":`...), j.link.pair().v3)
	b = appendString(append(b, `,"net_type":`...), j.net.wire())
	b = strconv.AppendBool(append(b, `,"billing_tag":`...), billed(r.status))
	b = appendString(append(b, `,"job_direction":`...), j.dir.wire())
	b = appendString(append(b, `,"db_use_type":`...), j.scenario.wire())
	b = appendString(append(b, `,"task_type":`...), j.task.wire())
	b = append(b, `,"node_newFramework":true,"job_action":`...)
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
			b = s.appendV3(b, k, c)
		}
		b = append(b, ']')
	}
	return append(b, '}')
}
