package sim

import (
	"cmp"
	"encoding/json"
	"net/http"
)

// acting are the writing batch calls of v3: an entry per job, whether it went
// well or not.
func (s *Sim) acting(c *call, status int, read func(json.RawMessage) (act, error)) answer {
	acts, problem := readActs(c.body, read)
	if problem.status != 0 {
		return problem
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := answer{status: status, batch: true, total: len(acts)}
	for n, one := range acts {
		query, code, message := s.perform(c, n, len(acts), one)
		o := object{"id": one.id, "status": "success"}
		if query != "" {
			o["precheck_id"] = query
		}
		if code != "" {
			o = object{"id": one.id, "status": "failed", "error_code": code, "error_msg": message}
		}
		a.items = append(a.items, item{one.id, o.encode()})
	}
	return a
}

// readActs is strict: what the contract does not name is refused, and with it
// the whole request.
func readActs(body []byte, read func(json.RawMessage) (act, error)) ([]act, answer) {
	raw, problem := entries(body)
	if problem.status != 0 {
		return nil, problem
	}
	acts, seen := make([]act, 0, len(raw)), map[string]bool{}
	for _, r := range raw {
		a, err := read(r)
		switch {
		case err != nil:
			return nil, invalid(err)
		case a.id == "":
			return nil, refuse(http.StatusBadRequest, "DRS.M00201", "The parameter job_id is empty.")
		case seen[a.id]:
			return nil, refuse(http.StatusBadRequest, "DRS.M00301", "The parameter jobs holds an ID twice.")
		}
		seen[a.id] = true
		acts = append(acts, a)
	}
	return acts, answer{}
}

// startV3 answers V3BatchStartJobs: 202, also when every job failed.
func (s *Sim) startV3(c *call) answer {
	return s.acting(c, http.StatusAccepted, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'S', name: "start"}
		m, err := members(raw, "job_id", "start_time", "is_only_init_task", "is_auto_create_compare")
		var initOnly, compare bool
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "start_time", &a.at),
			value(m, "is_only_init_task", &initOnly), value(m, "is_auto_create_compare", &compare))
		return a, err
	})
}

// pauseV3 answers V3BatchStopJobs.
func (s *Sim) pauseV3(c *call) answer {
	return s.acting(c, http.StatusOK, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'P', name: "stop"}
		m, err := members(raw, "job_id", "pause_mode")
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "pause_mode", &a.mode))
		return a, cmp.Or(err, oneOf("pause_mode", a.mode, "target", "all"))
	})
}

// retryV3 answers V3BatchRestoreTask: resume and retry.
func (s *Sim) retryV3(c *call) answer {
	return s.acting(c, http.StatusOK, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'R', name: "restart"}
		m, err := members(raw, "job_id", "is_sync_re_edit")
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "is_sync_re_edit", &a.reEdit))
		return a, err
	})
}

// deleteV3 answers V3BatchDeleteJobs: ending, by force or not, and deleting.
func (s *Sim) deleteV3(c *call) answer {
	return s.acting(c, http.StatusAccepted, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'Q', name: "terminate"}
		m, err := members(raw, "job_id", "delete_type", "is_show_breakpoint_position")
		var kind string
		var position bool
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "delete_type", &kind), value(m, "is_show_breakpoint_position", &position))
		switch kind {
		case "force_terminate":
			a.force = true
		case "delete":
			a.letter, a.name = 'D', "delete"
		}
		return a, cmp.Or(err, oneOf("delete_type", kind, "terminate", "force_terminate", "delete"))
	})
}

// checkV3 answers V3BatchCheckJobs: it begins pre-checks.
func (s *Sim) checkV3(c *call) answer {
	return s.acting(c, http.StatusOK, func(raw json.RawMessage) (act, error) {
		a := act{letter: 'K', name: "precheck"}
		m, err := members(raw, "job_id", "precheck_mode")
		err = cmp.Or(err, value(m, "job_id", &a.id), value(m, "precheck_mode", &a.mode))
		return a, cmp.Or(err, oneOf("precheck_mode", a.mode, "forStartJob", "forRetryJob"))
	})
}
