package sim

import (
	"cmp"
	"net/http"
)

// cloneV5 answers CopyJob: a job with the same ends, policy, objects, limits
// and tags under a name of its own, but without passwords.
func (s *Sim) cloneV5(c *call) answer {
	var id, name, version string
	m, err := members(c.body, "job_id", "name", "task_version")
	err = cmp.Or(err, value(m, "job_id", &id), value(m, "name", &name), value(m, "task_version", &version))
	switch err = cmp.Or(err, oneOf("task_version", version, "", "2.0")); {
	case err != nil:
		return invalid(err)
	case id == "" || name == "":
		return refuse(http.StatusBadRequest, "DRS.M00201", "The parameter job_id or name is empty.")
	case !goodName(name, mostForJobs):
		return refuse(http.StatusBadRequest, "DRS.M00202", nameRule(mostForJobs))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, exists := s.world.find(id)
	if !exists {
		return refuse(http.StatusBadRequest, "DRS.10000010", "The task does not exist.")
	}
	if code := c.fx.failing(s, id, 0); code != "" {
		return refuse(http.StatusBadRequest, code, "The task could not be cloned.")
	}
	if a := s.uncopied(i, name, c); a.status != 0 {
		return a
	}
	made := s.copy(i, name, c)
	s.record.apply(Applied{Op: c.op, JobID: s.world.id(made), Action: "clone", Name: name, Source: id, At: c.now, RequestID: c.id})
	return answer{status: http.StatusAccepted, body: object{
		"id": s.world.id(made), "name": name, "status": s.status(made, c.now),
		"create_time": s.world.created(made).UTC().Format(layoutV5), "is_clone_job": true,
	}.encode()}
}

// uncopied is why a job is not cloned; its status is 0 if it is.
func (s *Sim) uncopied(i int, name string, c *call) answer {
	j, status := &s.world.jobs[i], s.status(i, c.now)
	bad := func(code, message string) answer { return refuse(http.StatusBadRequest, code, message) }
	switch {
	case status == "DELETED":
		return bad("DRS.M05004", "The task has been deleted or released.")
	case j.class()&noClone != 0:
		return bad("DRS.M00302", "Only synchronization tasks can be cloned, and not those of a many-to-one synchronization.")
	case !s.allows(j, status, act{letter: 'C'}, c):
		return bad("DRS.M00304", "The operation is not allowed in the current status: "+status+".")
	case s.taken(name):
		return refuse(http.StatusUnprocessableEntity, "DRS.M00277", "The task name already exists.")
	case s.busy(c, i, act{letter: 'C'}, 1):
		return refuse(http.StatusAccepted, "DRS.M01504", "Another operation is being performed on the task. Try again later.")
	}
	return answer{}
}

// copy appends a clone of the i-th job to the world and gives its place.
func (s *Sim) copy(i int, name string, c *call) int {
	j := s.world.jobs[i]
	j.name, j.status, j.check = name, "CONFIGURATION", checkNeither
	j.age = -seconds(c.now.Sub(s.world.base))
	j.begins, j.lag, j.percent, j.kids, j.up = 0, 2, 0, 0, 0
	j.traits &= primary | limited | hostile
	made := len(s.world.jobs)
	s.world.jobs = append(s.world.jobs, j)
	s.world.origins[made] = s.world.face(i)
	s.lives[made] = life{
		begin: c.now, course: []stage{{status: "CREATING", lasts: creatingFor}, {status: "CONFIGURATION"}}, percent: -1,
		events: []event{{s.world.created(made), "CREATE", "SUCCESS", s.user(made)}},
	}
	if stored := s.prepOf(i).stored; stored != nil {
		s.prepare(made).stored = stored.withoutSecrets()
	}
	s.inherit(made, i)
	s.inheritObjects(made, i)
	s.orders.forget()
	return made
}
