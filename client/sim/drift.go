package sim

import (
	"slices"
	"strconv"
)

// drifts is somebody else at work: at the calls that read or change one job, on
// that job; at all others on any. named tells whether the fault is one of this call
// alone.
func (s *Sim) drifts(c *call, named bool) {
	switch c.op {
	case "UpdateJob", "ShowJobDetail":
		s.meddle(c)
	case "ShowDbObjectsList":
		if named { // a selection changes for those alone who ask for it
			s.meddleObjects(c)
		}
	case "CollectDbObjectsInfo", "CollectDbObjectsAsync": // tables came at the source, see readSource
	default:
		s.drift(c)
	}
}

// meddle is somebody else's update of the job that a call was about: its policy,
// its flow control, its name or its alarms, as the dice fall and its status
// allows. It comes after the call was answered, so that the next reading differs.
func (s *Sim) meddle(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, there := s.world.find(c.request.PathValue("id"))
	if !there || s.gone[i] {
		return
	}
	parts := []string{"policy", "speed_limit", "name", "notify"}
	from := c.fx.dice.below(len(parts))
	for _, part := range slices.Concat(parts[from:], parts[:from]) {
		if s.meddled(i, part, c) {
			return
		}
	}
}

// meddled carries out another's update, by the same rules as everybody's.
func (s *Sim) meddled(i int, part string, c *call) bool {
	params := s.othersWish(i, part).encode()
	ch, problem := s.changing(part, params, s.world.id(i), c)
	if problem.status != 0 {
		return false
	}
	a := act{letter: ch.letter, name: part, id: s.world.id(i)}
	if code, _ := s.obstacle(i, a, c); code != "" || s.world.jobs[i].gens&v5 == 0 || ch.bars != nil && ch.bars(i).status != 0 {
		return false
	}
	ch.do(i)
	s.note(i, ch, event{c.now, "MODIFY_CONFIGURATION", "SUCCESS", "somebody"})
	s.othersDid = append(s.othersDid, Applied{
		Op: "UpdateJob", JobID: a.id, Action: part, Params: params, At: c.now, RequestID: c.id, Seq: len(s.othersDid) + 1,
	})
	return true
}

// othersWish is what somebody else makes of a section: always something other
// than what it was.
func (s *Sim) othersWish(i int, part string) object {
	switch part {
	case "policy":
		p := section{}
		for name, value := range s.policyOf(i) {
			p[name] = value
		}
		before := string(p["ddl_trans"])
		p["ddl_trans"] = encodeValue(before != "true")
		return object{"policy_config": p.tell()}
	case "notify":
		p := section{}
		for name, value := range s.notifyOf(i) {
			p[name] = value
		}
		p["alarm_to_user"] = encodeValue(string(p["alarm_to_user"]) != "true")
		return object{"alarm_notify": p.tell()}
	case "speed_limit":
		speed := "50"
		if limits := s.limitsOf(i); len(limits) > 0 && limits[0]["speed"] == speed {
			speed = "60"
		}
		return object{"speed_limit": []object{{"begin": "20:00", "end": "21:59", "speed": speed}}}
	}
	return object{"base_info": object{"name": s.othersName(i)}}
}

// othersName is a name that nobody has yet.
func (s *Sim) othersName(i int) string {
	name := s.world.jobs[i].name
	name = name[:min(len(name), mostForJobs-4)]
	for n := 2; ; n++ {
		if next := name + "-" + strconv.Itoa(n); !s.taken(next) {
			return next
		}
	}
}

// OthersApplied lists what somebody else changed of single jobs (the fault
// drift), in order. It is in no client's record: Applied does not hold it.
func (s *Sim) OthersApplied() []Applied {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Clone(s.othersDid)
}

// drift is somebody else at work: a job waiting to be started is started, or
// a running one is paused.
func (s *Sim) drift(c *call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := c.fx.dice.below(len(s.world.jobs))
	for n := range s.world.jobs {
		i := (from + n) % len(s.world.jobs)
		switch s.status(i, c.now) {
		case "CONFIGURATION":
			if s.startable(i, c.now) && !s.world.jobs[i].dualBackward() {
				s.turn(i, c.now, life{begin: c.now, course: s.onward(i, 0)}, event{c.now, "START", "SUCCESS", "somebody"})
				return
			}
		case "INCRE_TRANSFER_STARTED":
			if !s.world.jobs[i].is(dualPart) {
				s.turn(i, c.now, life{begin: c.now, course: []stage{{status: "PAUSING"}}, percent: 100}, event{c.now, "PAUSE", "SUCCESS", "somebody"})
				return
			}
		}
	}
}
