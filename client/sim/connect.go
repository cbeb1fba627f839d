package sim

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"
)

// connTest is a connection test of v5, whose results are polled.
type connTest struct {
	id      string
	begin   time.Time
	read    bool // frozen: its results were asked for before
	results []object
}

// testFor is how long a connection test takes.
const testFor = time.Second

// tryEnds tests ends of a job and gives the handle to poll with.
func (s *Sim) tryEnds(i int, wanted params, c *call) string {
	test := &connTest{id: s.handle(i), begin: c.now}
	for _, e := range wanted.probes {
		code, message := s.try(i, e)
		s.reach(i, e, code)
		r := object{"ip": e.address, "success": code == "", "status": "success", "result": "success"}
		if code != "" {
			r["status"], r["result"], r["error_code"], r["error_msg"] = "failed", "failed", code, message
		}
		test.results = append(test.results, r)
	}
	s.prepare(i).test = test
	return test.id
}

// reach notes a test that went well: the service has the password now.
func (s *Sim) reach(i int, e probe, code string) {
	if code != "" {
		return
	}
	if e.role == "so" {
		s.prepare(i).source = true
	} else {
		s.prepare(i).destination = true
	}
}

// testResult is what is known of a connection test so far: nothing before it
// is over, in a frozen world at the first reading.
func (s *Sim) testResult(i int, now time.Time) []object {
	test := s.preps[i].test
	over := now.Sub(test.begin) >= testFor
	if s.options.Freeze {
		over, test.read = test.read, true
	}
	if !over {
		return []object{}
	}
	return test.results
}

// connectV3 answers V3BatchValidateConnections: an entry for each endpoint, in
// the order of the request, since two entries of one job are told apart by
// nothing else.
func (s *Sim) connectV3(c *call) answer {
	raw, problem := entries(c.body)
	if problem.status != 0 {
		return problem
	}
	type wish struct {
		id string
		e  probe
	}
	var wishes []wish
	for _, r := range raw {
		id, e, err := readProbeV3(r)
		if err != nil {
			return invalid(err)
		}
		if slices.ContainsFunc(wishes, func(w wish) bool { return w.id == id && w.e.role == e.role }) {
			return refuse(http.StatusBadRequest, "DRS.M00301", "The parameter jobs holds an endpoint twice.")
		}
		wishes = append(wishes, wish{id, e})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := answer{status: http.StatusOK, batch: true, total: len(wishes)}
	for n, w := range wishes {
		code, message := s.connectOne(c, n, len(wishes), w.id, w.e)
		o := object{"id": w.id, "status": "success", "success": true}
		if code != "" {
			o = object{"id": w.id, "status": "failed", "success": false, "error_code": code, "error_msg": message}
		}
		a.items = append(a.items, item{w.id, o.encode()})
	}
	return a
}

func (s *Sim) connectOne(c *call, n, of int, id string, e probe) (code, message string) {
	i, _, code, message := s.admit(c, n, of, act{letter: 'E', name: "network", id: id})
	if code != "" {
		return code, message
	}
	code, message = s.try(i, e)
	s.reach(i, e, code)
	return code, message
}

// entries reads the member jobs of a writing batch call.
func entries(body []byte) ([]json.RawMessage, answer) {
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
	return raw, answer{}
}
