package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"
)

// updateKind is the type that an update says it is of; empty where none can be
// read. The body is JSON.
func updateKind(body []byte) string {
	kind := ""
	c := cursor{b: body}
	c.members(spot{}, func(name string) answer {
		if name != "job" || c.next() != '{' {
			c.raw()
			return answer{}
		}
		return c.members(spot{}, func(name string) answer {
			if name == "type" && c.next() == '"' {
				kind, _ = c.text()
			} else {
				c.raw()
			}
			return answer{}
		})
	})
	return kind
}

// chooseV5 answers UpdateJob of the type db_object: the selection of a job, which
// is replaced as a whole. A small one is saved at once; others take a while, and
// change nothing before that is over.
func (s *Sim) chooseV5(c *call) answer {
	raw, problem := choosing(c.body)
	if problem.status != 0 {
		return problem
	}
	ch, _, problem := s.mayChoose(c)
	if problem.status != 0 {
		return problem
	}
	d, problem := ch.lawful(raw)
	if problem.status != 0 {
		return problem
	}
	return s.chooseNow(c, d)
}

// choosing gives the db_object of an update.
func choosing(body []byte) (raw []byte, problem answer) {
	c := cursor{b: body}
	top := spot{}
	problem = c.members(top, func(name string) answer {
		job := top.below(name)
		if name != "job" {
			return job.unknown()
		}
		return c.members(job, func(name string) answer {
			here := job.below(name)
			switch name {
			case "type":
				c.raw()
			case "params":
				return c.members(here, func(name string) answer {
					var id string
					switch name {
					case "job_id":
						return c.readText(here.below(name), &id)
					case "db_object":
						raw = c.raw()
						return answer{}
					}
					return here.below(name).unknown()
				})
			default:
				return here.unknown()
			}
			return answer{}
		})
	})
	if problem.status == 0 && raw == nil {
		problem = lacks("db_object")
	}
	return raw, problem
}

// mayChoose finds the job of a call, if its selection may be replaced now, and
// what a selection of it is held against.
func (s *Sim) mayChoose(c *call) (choice, int, answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, problem := s.choosable(c)
	if problem.status != 0 {
		return choice{}, 0, problem
	}
	return s.choiceOf(i, s.status(i, c.now)), i, answer{}
}

// choosable is what stands against a selection at all. The caller holds the lock
// for writing.
func (s *Sim) choosable(c *call) (int, answer) {
	id := c.request.PathValue("id")
	i, _, code, message := s.admit(c, 0, 1, act{letter: 'O', name: "db_object", id: id})
	switch {
	case code == "DRS.M01504":
		return 0, refuse(http.StatusAccepted, code, message)
	case code != "":
		return 0, refuse(http.StatusBadRequest, code, message)
	case s.isSaving(i):
		return 0, refuse(http.StatusAccepted, "DRS.M01504", "Another operation is being performed on the task. Try again later.")
	}
	if status := s.status(i, c.now); s.world.jobs[i].scenario == migration && status != "CONFIGURATION" {
		return 0, refuse(http.StatusBadRequest, "DRS.M00304", "The operation is not allowed in the current status: "+status+".")
	}
	return i, answer{}
}

// chooseNow saves a lawful selection, or begins to.
func (s *Sim) chooseNow(c *call, d *selection) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, problem := s.choosable(c) // things may have moved while it was looked at
	if problem.status != 0 {
		return problem
	}
	one := &saving{doc: d, call: Applied{
		Op: c.op, JobID: s.world.id(i), Action: "db_object", Params: keepable(d.raw), At: c.now, RequestID: c.id,
	}}
	chosen := s.choose(i)
	const small = 2000
	if unstarted(s.status(i, c.now)) && len(d.raw) <= small && s.world.hash(s.world.face(i))%2 == 0 {
		s.finish(i, one, c.now)
		return okay([]byte(`{}`))
	}
	one.id, one.delay = s.handle(i), s.waiting(len(d.raw)/64, c.now)
	chosen.saving = latest(chosen.saving, one)
	return okay(object{"id": one.id, "status": "pending"}.encode())
}

// mostKept is how large a selection the record still holds as a whole.
const mostKept = 4 << 20

// keepable is a selection as the record holds it: one that is too large by its
// size and its hash alone.
func keepable(raw []byte) json.RawMessage {
	if len(raw) <= mostKept {
		return object{"db_object": json.RawMessage(raw)}.encode()
	}
	sum := sha256.Sum256(raw)
	return object{"db_object": object{"size": len(raw), "sha256": hex.EncodeToString(sum[:])}}.encode()
}

// saving is a selection on its way to its job.
type saving struct {
	id string
	delay
	doc          *selection
	call         Applied
	done, failed bool
}

// isSaving: a selection of the job has not been saved yet. The caller holds the
// lock.
func (s *Sim) isSaving(i int) bool {
	return slices.ContainsFunc(s.chosenOf(i).saving, func(one *saving) bool { return !one.done })
}

// settleSaving lets what is saved by now take effect, without counting as a
// reading. The caller holds the lock for writing.
func (s *Sim) settleSaving(i int, now time.Time) {
	for _, one := range s.chosenOf(i).saving {
		if !one.done && !s.options.Freeze && one.over(false, now) {
			s.finish(i, one, now)
		}
	}
}

// countSaving is settleSaving for answers that tell of a selection: in a frozen
// world they move its saving on.
func (s *Sim) countSaving(i int, c *call) {
	for _, one := range s.chosenOf(i).saving {
		if !one.done && one.over(s.options.Freeze, c.now) {
			s.finish(i, one, c.now)
		}
	}
}

// settleAll lets everything take effect that is saved by now.
func (s *Sim) settleAll() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.objects {
		s.settleSaving(i, s.options.Now())
	}
}

// finish ends a saving: its selection takes effect, and stands on record.
func (s *Sim) finish(i int, one *saving, now time.Time) {
	one.done = true
	s.keep(i, one.doc, now, event{one.call.At, "MODIFY_CONFIGURATION", "SUCCESS", s.user(i)})
	s.record.apply(one.call)
}

// keep gives a selection its effect. What was checked before holds no longer.
func (s *Sim) keep(i int, d *selection, now time.Time, did event) {
	chosen, status := s.choose(i), s.status(i, now)
	if !unstarted(status) {
		chosen.started, chosen.edited = s.startedWith(i, status), true
	}
	chosen.doc = d
	s.note(i, change{stale: true}, did)
}

// savedV5 answers ShowUpdateObjectSavingStatus.
func (s *Sim) savedV5(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	query := c.request.URL.Query().Get("query_id")
	if query == "" {
		return lacks("query_id")
	}
	all := s.chosenOf(at.i).saving
	k := slices.IndexFunc(all, func(one *saving) bool { return one.id == query })
	if k < 0 {
		return invalid(errors.New(`the parameter "query_id" is invalid`))
	}
	one := all[k]
	if !one.done && c.fx.failing(s, s.world.id(at.i), 0) != "" {
		one.done, one.failed = true, true
	}
	s.countSaving(at.i, c)
	status := "success"
	switch {
	case !one.done:
		status = "pending"
	case one.failed:
		status = "failed"
	}
	id := s.world.id(at.i)
	return pouring(one.id, status, func(p *pen) { p.bytes(appendString(append(p.line[:0], `,"job_id":`...), id)) })
}
