package sim

import (
	"strconv"
	"strings"
	"time"
)

// act is one operation on one job, whichever call asked for it.
type act struct {
	letter   byte   // as in allowed
	name     string // as on record; that of v5's action_name where it has one
	id       string
	at       string // start: start_time as it was sent
	mode     string // pause, pre-check
	force    bool   // end
	reEdit   bool   // resume: with a new selection of objects
	anywhere bool   // v5 does it with every job, whichever generation serves it
	params   params // connection test, skipping
}

// perform carries an act out, or says why not; query is the handle to poll with
// if it is not done at once. Of several acts in one call it is the n-th. The
// caller holds the lock for writing.
func (s *Sim) perform(c *call, n, of int, a act) (query, code, message string) {
	i, begin, code, message := s.admit(c, n, of, a)
	if code != "" {
		return "", code, message
	}
	if query, code, message = s.take(i, a, begin, c); code == "" && a.letter != 'E' {
		s.record.apply(Applied{
			Op: c.op, JobID: a.id, Action: a.name, Mode: a.mode, Force: a.force, ReEdit: a.reEdit, StartTime: a.at, At: c.now, RequestID: c.id,
		})
	}
	return query, code, message
}

// admit finds the job that an act is for, and what stands in the act's way.
func (s *Sim) admit(c *call, n, of int, a act) (i int, begin time.Time, code, message string) {
	i, exists := s.world.find(a.id)
	switch {
	case !exists && c.v5():
		return 0, begin, "DRS.10000010", "The task does not exist."
	case !exists:
		return 0, begin, "DRS.M00289", "The task does not exist."
	case c.v5() && !a.anywhere && s.world.jobs[i].gens&v5 == 0:
		return 0, begin, "DRS.10000001", "The engine type of the task is not supported by this API version."
	}
	s.settleSaving(i, c.now)
	if code := c.fx.failing(s, a.id, n); code != "" {
		return 0, begin, code, "The task could not be " + a.done() + "."
	}
	if begin, code, message = beginning(a.at, c.now); code != "" {
		return 0, begin, code, message
	}
	if code, message := s.obstacle(i, a, c); code != "" {
		return 0, begin, code, message
	}
	if s.busy(c, i, a, of) {
		return 0, begin, "DRS.M01504", "Another operation is being performed on the task. Try again later."
	}
	return i, begin, "", ""
}

// done is the word for an act that was carried out.
func (a act) done() string {
	switch a.letter {
	case 'S':
		return "started"
	case 'P':
		return "paused"
	case 'R':
		return "resumed"
	case 'X':
		return "reset"
	case 'Q':
		return "ended"
	case 'D':
		return "deleted"
	case 'E':
		if a.name == "network" {
			return "tested"
		}
		return "changed"
	case 'N':
		return "changed"
	}
	return "checked"
}

// v5 tells calls of the newer generation.
func (c *call) v5() bool { return strings.HasPrefix(c.request.URL.Path, "/v5") }

// beginning reads a start time; empty means now.
func beginning(at string, now time.Time) (begin time.Time, code, message string) {
	if at == "" {
		return now, "", ""
	}
	ms, err := strconv.ParseInt(at, 10, 64)
	begin = time.UnixMilli(ms)
	switch {
	case err != nil || len(at) != len("1700000000000"):
		return begin, "DRS.M00202", "The parameter start_time is not a timestamp in milliseconds."
	case begin.Before(now):
		return begin, "DRS.M00305", "The start time is earlier than the current time."
	}
	return begin, "", ""
}

// obstacle is what stands in the way of an act in the present state of a job.
func (s *Sim) obstacle(i int, a act, c *call) (code, message string) {
	j, status := &s.world.jobs[i], s.status(i, c.now)
	ends := a.letter == 'Q' || a.letter == 'D'
	switch {
	case status == "DELETED":
		return "DRS.M05004", "The task has been deleted or released."
	case j.dualParent() && !ends && a.letter != 'N':
		return "DRS.M00307", "Only subtasks support this operation."
	case j.is(dualPart) && !j.dualParent() && ends:
		return "DRS.M00308", "Only the parent task supports this operation."
	case !s.allows(j, status, a, c):
		return "DRS.M00304", "The operation is not allowed in the current status: " + status + "."
	}
	switch a.letter {
	case 'S':
		return s.unready(i, status, c.now)
	case 'R':
		if a.reEdit {
			return s.unedited(i, c.now)
		}
	case 'X':
		if !s.cleared(i, "forRetryJob", c.now) {
			return "DRS.M00305", "Run a pre-check in the mode forRetryJob first: the last one was not passed, or none was run."
		}
	case 'K':
		if want := checkMode(status); a.mode != want && a.name == "precheck" {
			return "DRS.M00304", "In the current status " + status + " a pre-check runs in the mode " + want + " only."
		}
	}
	return "", ""
}

// allows tells whether the status of a job allows an act: what is offered is
// accepted, and so is what is neither offered nor refused. Force ends more.
func (s *Sim) allows(j *job, status string, a act, c *call) bool {
	switch {
	case a.letter == 'Q' && a.force:
		return !strings.HasPrefix(status, "RELEASE_") && status != "CREATE_FAILED" || status == "RELEASE_RESOURCE_FAILED"
	case a.letter == 'S' && status == "WAITING_FOR_START" && !c.v5(): // v3 starts what is configured, nothing else
		return false
	}
	if a.letter == 'R' && a.reEdit {
		return editable(status) && j.scenario == synchronisation
	}
	letters := j.class().letters(status)
	return strings.IndexByte(letters, a.letter) >= 0 || strings.IndexByte(letters, a.letter|' ') >= 0
}

// unready is why a job that may be started by its status still cannot be.
func (s *Sim) unready(i int, status string, now time.Time) (code, message string) {
	switch {
	case status == "WAITING_FOR_START": // it was ready before
	case s.checking(i, now): // busy, not unready
	case !s.startable(i, now):
		return "DRS.M00305", "The pre-check has not been passed."
	case s.world.jobs[i].dualBackward() && !s.protected(i, now):
		return "DRS.M00305", "The forward task is not in disaster recovery, or its RPO or RTO is 60 s or more."
	}
	return "", ""
}

// protected: the forward half of the pair is incremental and close behind.
func (s *Sim) protected(backward int, now time.Time) bool {
	p, _ := s.world.parent(backward)
	for k := 1; k <= int(s.world.jobs[p].kids); k++ {
		if s.world.jobs[p+k].dualBackward() {
			continue
		}
		r := s.read(p+k, now)
		return r.status == "INCRE_TRANSFER_STARTED" && r.lag < time.Minute
	}
	return false
}

// busy tells of jobs on which another operation runs: a pre-check, a pause
// that has not taken effect yet, one job of the cast at its first start, and
// some of a call that ends in DRS.M01504 (never that of a call of one job,
// where the code is a plain refusal).
func (s *Sim) busy(c *call, i int, a act, of int) bool {
	if a.letter == 'S' && s.world.jobs[i].is(busyOnce) && !s.tried[i] {
		s.tried[i] = true
		return true
	}
	if a.letter == 'S' && s.isSaving(i) {
		return true
	}
	if !a.force && (s.checking(i, c.now) || s.halting(i, c.now)) {
		return true
	}
	return c.fx.wire != nil && c.fx.wire.Kind == "m01504" && (of == 1 || c.fx.dice.below(2) == 0)
}
