package sim

import (
	"cmp"
	"encoding/json"
	"net/http"
)

// actionV5 answers ExecuteJobAction: 200 with a status, or 202 with the handle
// to poll with.
func (s *Sim) actionV5(c *call) answer {
	m, err := members(c.body, "job")
	if err != nil {
		return invalid(err)
	}
	r, err := readRequest(m["job"])
	if err != nil {
		return invalid(err)
	}
	id := c.request.PathValue("id")
	if r.id != "" && r.id != id {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter job_id is not the task of the path.")
	}
	r.id = id
	a, problem := r.wanted()
	if problem.status != 0 {
		return problem
	}
	return s.single(c, a)
}

// wanted is the operation that a request asks for, if this service offers it.
func (r request) wanted() (act, answer) {
	a, empty := r.act()
	switch {
	case empty != "":
		return a, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter "+empty+" is empty.")
	case a.letter == 0:
		return a, refuse(http.StatusBadRequest, "DRS.10000001", "The action "+r.action+" is not supported for the task.")
	}
	return a, answer{}
}

// single performs an act that is a call of its own.
func (s *Sim) single(c *call, a act) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	query, code, message := s.perform(c, 0, 1, a)
	switch {
	case code == "DRS.M01504":
		return refuse(http.StatusAccepted, code, message)
	case code != "":
		return refuse(http.StatusBadRequest, code, message)
	case query != "":
		return answer{status: http.StatusAccepted, body: object{"query_id": query}.encode()}
	}
	i, _ := s.world.find(a.id)
	return okay(object{"id": a.id, "name": s.world.jobs[i].name, "status": "success"}.encode())
}

// several performs acts of one call: an entry per job, below jobs, with the
// words of its result capitalised or not. 202 means that all are polled.
func (s *Sim) several(c *call, acts []act, good, bad string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := answer{status: http.StatusOK, batch: true, member: "jobs"}
	polled := 0
	for n, a := range acts {
		query, code, message := s.perform(c, n, len(acts), a)
		o := object{"id": a.id, "status": good}
		if i, there := s.world.find(a.id); there {
			o["name"] = s.world.jobs[i].name
		}
		switch {
		case code != "":
			o["status"], o["error_code"], o["error_msg"] = bad, code, message
		case query != "":
			o["query_id"] = query
			polled++
		}
		out.items = append(out.items, item{a.id, o.encode()})
	}
	if polled == len(acts) {
		out.status = http.StatusAccepted
	}
	return out
}

// actionsBatchV5 answers BatchExecuteJobActions.
func (s *Sim) actionsBatchV5(c *call) answer {
	raw, problem := entries(c.body)
	if problem.status != 0 {
		return problem
	}
	for _, one := range raw { // what is missing or not offered refuses the whole call
		r, err := readRequest(one)
		if err != nil {
			return invalid(err)
		}
		if _, problem := r.wanted(); problem.status != 0 {
			return problem
		}
	}
	acts, problem := readActs(c.body, func(raw json.RawMessage) (act, error) {
		r, err := readRequest(raw)
		a, _ := r.act()
		return a, err
	})
	if problem.status != 0 {
		return problem
	}
	return s.several(c, acts, "Success", "Failed")
}

// stopV5 answers StopJobAction, which ends a job.
func (s *Sim) stopV5(c *call) answer {
	a := act{letter: 'Q', name: "terminate", id: c.request.PathValue("id")}
	m, err := members(c.body, "is_force_stop")
	if err = cmp.Or(err, value(m, "is_force_stop", &a.force)); err != nil {
		return invalid(err)
	}
	return s.single(c, a)
}

// stopBatchV5 answers BatchStopJobsAction.
func (s *Sim) stopBatchV5(c *call) answer {
	acts, problem := readActs(c.body, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'Q', name: "terminate"}
		m, err := members(raw, "job_id", "is_force_stop")
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "is_force_stop", &a.force))
		return a, err
	})
	if problem.status != 0 {
		return problem
	}
	return s.several(c, acts, "success", "failed")
}

// deleteV5 answers DeleteJob.
func (s *Sim) deleteV5(c *call) answer {
	return s.single(c, act{letter: 'D', name: "delete", id: c.request.PathValue("id")})
}

// deleteBatchV5 answers BatchDeleteJobsById.
func (s *Sim) deleteBatchV5(c *call) answer {
	acts, problem := readActs(c.body, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'D', name: "delete"}
		err := json.Unmarshal(raw, &a.id)
		return a, err
	})
	if problem.status != 0 {
		return problem
	}
	return s.several(c, acts, "success", "failed")
}
