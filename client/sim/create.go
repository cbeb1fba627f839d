package sim

import (
	"net/http"
	"slices"
	"strings"
)

// fullSubnet is a subnet that no node finds an address in: creation fails there.
const fullSubnet = "full"

// createV5 answers CreateJob: a job that moves nothing yet. Its passwords are
// not stored; a connection test or UpdateJob does that.
func (s *Sim) createV5(c *call) answer {
	m, err := members(c.body, "job")
	if err != nil {
		return invalid(err)
	}
	raw, there := m["job"]
	if !there {
		return lacks("job")
	}
	w, problem := readWhole[creation](raw, creationShape())
	if problem.status != 0 {
		return problem
	}
	l, problem := s.lawful(&w, c.now)
	if problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.uncreated(&w, c); a.status != 0 {
		return a
	}
	i := s.establish(&w, l, c)
	id := s.world.id(i)
	s.record.apply(Applied{Op: c.op, JobID: id, Action: "create", Name: w.Base.Name, At: c.now, RequestID: c.id})
	return okay(object{"job": object{
		"id": id, "name": w.Base.Name, "status": s.status(i, c.now), "create_time": s.world.created(i).UTC().Format(layoutV5),
	}}.encode())
}

// uncreated is why there is no room for a job here and now; its status is 0 if
// there is. The caller holds the lock.
func (s *Sim) uncreated(w *creation, c *call) answer {
	code := c.fx.failing(s, "", 0)
	switch {
	case code != "":
		return refuse(http.StatusBadRequest, code, "The task could not be created.")
	case s.taken(w.Base.Name):
		return refuse(http.StatusUnprocessableEntity, "DRS.M00277", "The task name already exists.")
	case s.options.Quota > 0 && len(s.world.jobs)-len(s.gone) >= s.options.Quota:
		return refuse(http.StatusBadRequest, "DRS.M00305", "The quota of tasks has been reached. Delete tasks that are not needed any more.")
	case s.addressTaken(w):
		return refuse(http.StatusOK, "DRS.M05066", "The instance could not be created: node_info.vpc.custom_node_ip is in use.")
	case c.fx.wire != nil && c.fx.wire.Kind == "m01504":
		return refuse(http.StatusAccepted, "DRS.M01504", "Another operation is being performed. Try again later.")
	}
	return answer{}
}

// addressTaken tells whether another node has an address that one is to have.
func (s *Sim) addressTaken(w *creation) bool {
	for _, address := range w.addresses() {
		for i, other := range s.world.made {
			if !s.gone[i] && slices.Contains(other.addresses(), address) {
				return true
			}
		}
	}
	return false
}

// establish appends a created job to the world and gives its place. A
// dual-active one is a pair below a parent, which is the job that was asked for.
func (s *Sim) establish(w *creation, l link, c *call) int {
	kind, _ := scenarioOf(w.Base.Scenario) // held against the contract before
	j := job{
		name: w.Base.Name, status: "CONFIGURATION", age: -seconds(c.now.Sub(s.world.base)), lag: 2, link: l, scenario: kind, task: taskOf(w.Base.Task),
		net: netOf(w.Base.Net), dir: dirOf(w.Base.Direction), gens: l.generations() | v5, check: checkNeither,
	}
	if w.Period != nil {
		j.traits |= period
	}
	if w.standby() {
		j.traits |= primary
	}
	if len(w.Source) > 1 {
		j.traits |= manyToOne
	}
	family := []job{j}
	if w.Base.MultiWrite != nil && *w.Base.MultiWrite {
		family = pairOf(j)
	}
	first := len(s.world.jobs)
	for _, one := range family {
		i := len(s.world.jobs)
		s.world.jobs = append(s.world.jobs, one)
		s.world.made[i] = w
		s.lives[i] = life{
			begin: c.now, course: s.creating(w), percent: -1, events: []event{{s.world.created(i), "CREATE", "SUCCESS", s.user(i)}},
		}
	}
	s.orders.forget()
	return first
}

// pairOf is a dual-active family: the parent, the half that protects and the
// one that runs back.
func pairOf(j job) []job {
	j.traits |= dualPart
	parent, forward, backward := j, j, j
	parent.kids, forward.up, backward.up = 2, 1, 2
	forward.name, backward.name = j.name+"-forward", j.name+"-backward"
	backward.dir = up
	if j.dir == up {
		backward.dir = down
	}
	return []job{parent, forward, backward}
}

// creatingReadings is how many readings of a frozen world show a job being
// created: whoever made it reads its list for it, and then the job itself.
const creatingReadings = 3

// creating is the course of a job that is being created.
func (s *Sim) creating(w *creation) []stage {
	subnet := ""
	switch {
	case w.Node.VPC != nil:
		subnet = w.Node.VPC.Subnet
	case w.Target[0].VPC != nil:
		subnet = w.Target[0].VPC.Subnet
	}
	then := "CONFIGURATION"
	if strings.EqualFold(subnet, fullSubnet) {
		then = "CREATE_FAILED"
	}
	course := []stage{{status: "CREATING", lasts: creatingFor}}
	if s.options.Freeze {
		course = slices.Repeat(course, creatingReadings)
	}
	return append(course, stage{status: then})
}
