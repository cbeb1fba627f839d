package sim

import (
	"cmp"
	"encoding/json"
	"net/http"
	"time"
)

// updateV5 answers UpdateJob for the type endpoint: it stores both ends, with
// their passwords. Other parts of a job are not changed here.
func (s *Sim) updateV5(c *call) answer {
	raw, problem := storing(c.body)
	if problem.status != 0 {
		return problem
	}
	stored, problem := readWhole[sides](raw, storingShape())
	switch {
	case problem.status != 0:
		return problem
	case len(stored.Source) == 0:
		return lacks("source_endpoint")
	case len(stored.Target) != 1:
		return wrong("target_endpoint", "a task has one destination")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := c.request.PathValue("id")
	i, _, code, message := s.admit(c, 0, 1, act{letter: 'E', name: "endpoint", id: id})
	switch {
	case code == "DRS.M01504":
		return refuse(http.StatusAccepted, code, message)
	case code != "":
		return refuse(http.StatusBadRequest, code, message)
	}
	if a := lawfulSides(stored, s.world.jobs[i].link); a.status != 0 {
		return a
	}
	s.store(i, stored, c.now)
	s.record.apply(Applied{Op: c.op, JobID: id, Action: "endpoint", At: c.now, RequestID: c.id})
	return okay([]byte(`{}`))
}

// storing gives the params of an update of the ends.
func storing(body []byte) (json.RawMessage, answer) {
	m, err := members(body, "job")
	if err != nil {
		return nil, invalid(err)
	}
	var part string
	job, err := members(m["job"], "type", "params")
	err = cmp.Or(err, value(job, "type", &part))
	err = cmp.Or(err, oneOf("type", part, "name", "description", "endpoint", "policy", "db_object", "speed_limit", "tuning_param", "notify",
		"expired_days", "re_create", "all", "network", "precheck"))
	params, there := job["params"]
	switch {
	case err != nil:
		return nil, invalid(err)
	case part != "endpoint":
		return nil, refuse(http.StatusBadRequest, "DRS.10000001", "The update of "+part+" is not supported for the task.")
	case !there:
		return nil, lacks("params")
	}
	return params, answer{}
}

// store keeps both ends of a job. What was checked before holds no longer.
func (s *Sim) store(i int, stored sides, now time.Time) {
	p := s.prepare(i)
	p.stored, p.storedAt, p.source, p.destination = &stored, now, true, true
	p.run, p.stale = nil, true
}
