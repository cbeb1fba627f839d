package sim

import (
	"cmp"
	"encoding/json"
	"net/http"
	"time"
)

// change is one part of an update once its body was read.
type change struct {
	letter byte               // as in allowed
	bars   func(i int) answer // what stands against it on this very job; nil: nothing
	do     func(i int)        // its effect
	stale  bool               // the last pre-check holds no longer
	told   bool               // its line in the history is written elsewhere
}

// updateV5 answers UpdateJob: one part of a job, which is replaced as a whole.
func (s *Sim) updateV5(c *call) answer {
	if json.Valid(c.body) && updateKind(c.body) == "db_object" {
		return s.chooseV5(c)
	}
	part, params, problem := updating(c.body)
	if problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := c.request.PathValue("id")
	ch, problem := s.changing(part, params, id, c)
	if problem.status != 0 {
		return problem
	}
	if problem := s.apply(c, act{letter: ch.letter, name: part, id: id}, ch, params); problem.status != 0 {
		return problem
	}
	return okay([]byte(`{}`))
}

// apply carries a change out and puts it on record, or says why not. The caller
// holds the lock for writing.
func (s *Sim) apply(c *call, a act, ch change, body json.RawMessage) answer {
	i, _, code, message := s.admit(c, 0, 1, a)
	switch {
	case code == "DRS.M01504":
		return refuse(http.StatusAccepted, code, message)
	case code != "":
		return refuse(http.StatusBadRequest, code, message)
	}
	if ch.bars != nil {
		if problem := ch.bars(i); problem.status != 0 {
			return problem
		}
	}
	ch.do(i)
	s.note(i, ch, event{c.now, "MODIFY_CONFIGURATION", "SUCCESS", s.user(i)})
	s.record.apply(Applied{Op: c.op, JobID: a.id, Action: a.name, Params: veiled(body), At: c.now, RequestID: c.id})
	return answer{}
}

// note enters a change into the history of a job.
func (s *Sim) note(i int, ch change, e event) {
	if !ch.told {
		edit := s.edit(i)
		edit.events = append(edit.events, e)
	}
	if ch.stale {
		p := s.prepare(i)
		p.run, p.stale = nil, true
	}
}

// updating gives the type of an update and its params.
func updating(body []byte) (part string, params json.RawMessage, problem answer) {
	m, err := members(body, "job")
	if err != nil {
		return "", nil, invalid(err)
	}
	job, err := members(m["job"], "type", "params")
	err = cmp.Or(err, value(job, "type", &part))
	err = cmp.Or(err, oneOf("type", part, "name", "description", "endpoint", "policy", "db_object", "speed_limit", "tuning_param", "notify",
		"expired_days", "re_create", "all", "network", "precheck"))
	if err != nil {
		return "", nil, invalid(err)
	}
	params, there := job["params"]
	switch part {
	case "all", "network", "precheck":
		return "", nil, refuse(http.StatusBadRequest, "DRS.10000001",
			"The update of "+part+" is not supported for the task. It belongs to tasks that are created in a queue.")
	case "re_create":
		if !there {
			return part, json.RawMessage(`{}`), answer{}
		}
	}
	if !there {
		return "", nil, lacks("params")
	}
	return part, params, answer{}
}

// changing reads the params of an update. The caller holds the lock, since what a
// section may hold depends on what the job has shown of it.
func (s *Sim) changing(part string, params json.RawMessage, id string, c *call) (change, answer) {
	i, there := s.world.find(id)
	if !there {
		i = -1
	}
	switch part {
	case "endpoint":
		return s.changingEnds(params, c.now)
	case "policy":
		return s.changingPolicy(params, i)
	case "speed_limit":
		return s.changingLimits(params)
	case "notify":
		return s.changingNotify(params, i)
	case "tuning_param":
		return s.changingTuning(params, c)
	case "re_create":
		return changingNode(params)
	}
	return s.changingBase(part, params)
}

// changingEnds reads the update of both ends, with their passwords.
func (s *Sim) changingEnds(params json.RawMessage, now time.Time) (change, answer) {
	stored, problem := readWhole[sides](params, storingShape())
	switch {
	case problem.status != 0:
		return change{}, problem
	case len(stored.Source) == 0:
		return change{}, lacks("source_endpoint")
	case len(stored.Target) != 1:
		return change{}, wrong("target_endpoint", "a task has one destination")
	}
	return change{
		letter: 'E', stale: true, told: true,
		bars: func(i int) answer { return lawfulSides(stored, s.world.jobs[i].link) },
		do:   func(i int) { s.store(i, stored, now) },
	}, answer{}
}

// changingNode reads the update that asks for a new node behind a job: the old
// one is released after three days in configuration. Nothing else is changed.
func changingNode(params json.RawMessage) (change, answer) {
	if a := closed("", map[string]shape{"job_id": text()}).check("params", params); a.status != 0 {
		return change{}, a
	}
	return change{letter: 'E', stale: true, do: func(int) {}}, answer{}
}

// store keeps both ends of a job. What was checked before holds no longer.
func (s *Sim) store(i int, stored sides, now time.Time) {
	p := s.prepare(i)
	p.stored, p.storedAt, p.source, p.destination = &stored, now, true, true
	p.run, p.stale = nil, true
}
