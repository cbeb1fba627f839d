package sim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// wish is one entry of a start request.
type wish struct {
	id string
	at string // start_time as it was sent
}

// start answers V3BatchStartJobs: 202 with an entry per job, also when every
// one of them failed.
func (s *Sim) start(c *call) answer {
	wishes, problem := readWishes(c.body)
	if problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := answer{status: http.StatusAccepted, batch: true, total: len(wishes)}
	for n, w := range wishes {
		code, message := s.startOne(c, n, w, len(wishes))
		if code == "" {
			a.items = append(a.items, item{w.id, object{"id": w.id, "status": "success"}.encode()})
			continue
		}
		a.items = append(a.items, item{w.id, object{"id": w.id, "status": "failed", "error_code": code, "error_msg": message}.encode()})
	}
	return a
}

// readWishes is strict: what the contract does not name is refused, and with
// it the whole request.
func readWishes(body []byte) ([]wish, answer) {
	m, err := members(body, "jobs")
	if err != nil {
		return nil, invalid(err)
	}
	var raw []json.RawMessage
	if err := value(m, "jobs", &raw); err != nil {
		return nil, invalid(err)
	}
	if len(raw) == 0 {
		return nil, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter jobs is empty.")
	}
	wishes, seen := make([]wish, 0, len(raw)), map[string]bool{}
	for _, r := range raw {
		w, err := readWish(r)
		switch {
		case err != nil:
			return nil, invalid(err)
		case w.id == "":
			return nil, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter job_id is empty.")
		case seen[w.id]:
			return nil, refuse(http.StatusBadRequest, "DRS.M00301", "The parameter jobs holds an ID twice.")
		}
		seen[w.id] = true
		wishes = append(wishes, w)
	}
	return wishes, answer{}
}

func readWish(raw json.RawMessage) (wish, error) {
	m, err := members(raw, "job_id", "start_time", "is_only_init_task", "is_auto_create_compare")
	if err != nil {
		return wish{}, err
	}
	var w wish
	var initOnly, compare bool
	for _, err := range []error{
		value(m, "job_id", &w.id), value(m, "start_time", &w.at),
		value(m, "is_only_init_task", &initOnly), value(m, "is_auto_create_compare", &compare),
	} {
		if err != nil {
			return wish{}, err
		}
	}
	return w, nil
}

// startOne starts a job, or says why not. The caller holds the lock.
func (s *Sim) startOne(c *call, n int, w wish, of int) (code, message string) {
	i, exists := s.world.find(w.id)
	if !exists {
		return "DRS.M00289", "The task does not exist."
	}
	if code := c.fx.failing(s, w.id, n); code != "" {
		return code, "The task could not be started."
	}
	begin := c.now
	if w.at != "" {
		ms, err := strconv.ParseInt(w.at, 10, 64)
		if begin = time.UnixMilli(ms); err != nil || len(w.at) != len("1700000000000") {
			return "DRS.M00202", "The parameter start_time is not a timestamp in milliseconds."
		}
		if begin.Before(c.now) {
			return "DRS.M00305", "The start time is earlier than the current time."
		}
	}
	if code, message := s.obstacle(i, c.now); code != "" {
		return code, message
	}
	if s.busy(c, i, of) {
		return "DRS.M01504", "Another operation is being performed on the task. Try again later."
	}
	s.lives[i] = life{begin: begin}
	s.record.apply(Applied{Op: c.op, JobID: w.id, StartTime: w.at, At: c.now, RequestID: c.id})
	return "", ""
}

// obstacle is what stands in the way of starting a job in its present state.
func (s *Sim) obstacle(i int, now time.Time) (code, message string) {
	j := &s.world.jobs[i]
	status, _ := s.status(i, now)
	switch {
	case status == "DELETED":
		return "DRS.M05004", "The task has been deleted or released."
	case j.dualParent():
		return "DRS.M00307", "Only subtasks support this operation."
	case status != "CONFIGURATION":
		return "DRS.M00304", "The operation is not allowed in the current status: " + status + "."
	case !s.startable(i):
		return "DRS.M00305", "The pre-check has not been passed."
	case j.dualBackward() && !s.protected(i, now):
		return "DRS.M00305", "The forward task is not in disaster recovery, or its RPO or RTO is 60 s or more."
	}
	return "", ""
}

// protected: the forward half of the pair is incremental and close behind.
func (s *Sim) protected(backward int, now time.Time) bool {
	p, _ := s.world.parent(backward)
	for k := 1; k <= int(s.world.jobs[p].kids); k++ {
		if s.world.jobs[p+k].dir != up {
			continue
		}
		r := s.read(p+k, now)
		return r.status == "INCRE_TRANSFER_STARTED" && r.lag < time.Minute
	}
	return false
}

// busy tells of jobs on which another operation runs: one job of the cast,
// once, and some of a call that ends in DRS.M01504 (never that of a call of
// one job, where the code is a plain refusal).
func (s *Sim) busy(c *call, i, of int) bool {
	if s.world.jobs[i].is(busyOnce) && !s.tried[i] {
		s.tried[i] = true
		return true
	}
	return c.fx.wire != nil && c.fx.wire.Kind == "m01504" && (of == 1 || c.fx.dice.below(2) == 0)
}
