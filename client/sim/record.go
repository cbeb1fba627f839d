package sim

import (
	"encoding/json"
	"sync"
	"time"
)

// Applied is one write that took effect, whatever became of its answer.
type Applied struct {
	Op        string          // operation as named in the contract
	JobID     string          // of a creation or a clone: the one that was made
	Action    string          // start, stop, restart, reset, terminate, delete, precheck, skip_precheck, clone or create, by whichever call; of an update its type; of a transfer: start, pause, resume, cancel, reset, schedule or update (joined by + where one call did several), delete, clone, create, bulk
	Mode      string          // pause_mode or precheck_mode, exactly as it was sent
	Force     bool            // of terminate
	ReEdit    bool            // of restart: with the objects that were chosen anew
	Name      string          // of a creation or a clone
	Source    string          // of a clone: the job it was made from
	StartTime string          // start_time exactly as it was sent; empty: at once
	Params    json.RawMessage // of an update: what it sent, with secrets masked
	At        time.Time
	RequestID string
	Seq       int // from 1, over all writes
}

// Seen is one request and how it was answered.
type Seen struct {
	Op     string // operation as named in the contract; empty: none of them
	At     time.Time
	Status int // HTTP status; 0: no answer was given
}

// seenLimit bounds the memory of requests; the oldest are forgotten.
const seenLimit = 10000

type record struct {
	mu      sync.Mutex
	applied []Applied
	seen    []Seen
	oldest  int
}

func (r *record) apply(a Applied) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a.Seq = len(r.applied) + 1
	r.applied = append(r.applied, a)
}

func (r *record) see(e Seen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.seen) < seenLimit {
		r.seen = append(r.seen, e)
		return
	}
	r.seen[r.oldest] = e
	r.oldest = (r.oldest + 1) % seenLimit
}

// Applied lists every write that the service applied, in order. The selection of
// a job is among them once it is saved.
func (s *Sim) Applied() []Applied {
	s.settleAll()
	for _, other := range s.others {
		other.settleAll()
	}
	s.record.mu.Lock()
	defer s.record.mu.Unlock()
	return append([]Applied(nil), s.record.applied...)
}

// Requests lists the last 10,000 requests in the order they were answered.
func (s *Sim) Requests() []Seen {
	r := s.record
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]Seen, 0, len(r.seen))
	out = append(out, r.seen[r.oldest:]...)
	return append(out, r.seen[:r.oldest]...)
}
