package sim

import (
	"encoding/json"
	"net/http"
	"time"
)

// batch is a reading call for several jobs and how its entries are written.
type batch struct {
	status    int // HTTP
	ids       []string
	total     int    // count
	idKey     string // member that names the job
	textKey   string // member of an error's text
	look      func(i int, now time.Time) reading
	entryBody func(i int, r reading) []byte // for a job that exists and is not deleted
}

// answer tells each id, or why it cannot be told.
func (b batch) answer(s *Sim, c *call) answer {
	defer s.lock()()
	a := answer{status: b.status, batch: true, total: b.total}
	for n, id := range b.ids {
		code, message := c.fx.failing(s, id, n), "The task cannot be read now."
		i, exists := s.world.find(id)
		var r reading
		if !exists {
			code, message = "DRS.M00289", "The task does not exist."
		} else if r = b.look(i, c.now); r.status == "DELETED" && code == "" {
			code, message = "DRS.M05004", "The task has been deleted or released."
		}
		if code == "" {
			a.items = append(a.items, item{id, b.entryBody(i, r)})
			continue
		}
		a.items = append(a.items, item{id, object{b.idKey: id, "error_code": code, b.textKey: message}.encode()})
	}
	return a
}

// paged answers batch-status and batch-detail: of the ids asked for only one
// page is told, five unless page_req says otherwise. count is all of them.
func (s *Sim) paged(c *call, entryBody func(i int, r reading) []byte) answer {
	m, err := members(c.body, "jobs", "page_req")
	if err != nil {
		return invalid(err)
	}
	ids, problem := jobIDs(m)
	if problem.status != 0 {
		return problem
	}
	asked := map[string]json.RawMessage{}
	if raw, there := m["page_req"]; there {
		if asked, err = members(raw, "cur_page", "per_page"); err != nil {
			return invalid(err)
		}
	}
	current, size, problem := v3Page(asked, batchPage)
	switch {
	case problem.status != 0:
		return problem
	case current == 0:
		return refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	case size == 0:
		current, size = 1, len(ids)
	}
	from := min((current-1)*size, len(ids))
	return batch{
		status: http.StatusOK, ids: ids[from:min(from+size, len(ids))], total: len(ids),
		idKey: "id", textKey: "error_message", look: s.observe, entryBody: entryBody,
	}.answer(s, c)
}

// statusV3 answers V3BatchListJobStatus.
func (s *Sim) statusV3(c *call) answer {
	return s.paged(c, func(i int, r reading) []byte {
		b := s.world.appendID([]byte(`{"id":"`), i)
		b = appendString(append(b, `","status":`...), r.status)
		return append(b, '}')
	})
}
