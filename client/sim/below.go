package sim

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// below is a call about one job that v5 serves and that has not been deleted.
type below struct {
	i   int
	r   reading
	now time.Time
}

// below finds the job of the path and how it stands. The caller holds the
// lock; a frozen job does not move by it.
func (s *Sim) below(c *call) (below, answer) {
	i, problem := s.named(c)
	if problem.status != 0 {
		return below{}, problem
	}
	at := below{i, s.read(i, c.now), c.now}
	if at.r.status == "DELETED" {
		return at, refuse(http.StatusBadRequest, "DRS.M05004", "The task has been deleted or released.")
	}
	return at, answer{}
}

const (
	partStandard = 10 // rows of a list below a job, unless asked otherwise
	partLargest  = 1000
)

// part reads offset and limit, and refuses parameters that are not served.
func part(q url.Values, known ...string) (offset, limit int, problem answer) {
	for k := range q {
		if k != "offset" && k != "limit" && !slices.Contains(known, k) {
			return 0, 0, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter "+strconv.Quote(k)+" is invalid.")
		}
	}
	offset, ok1 := number(q.Get("offset"), 0)
	limit, ok2 := number(q.Get("limit"), partStandard)
	switch {
	case !ok1 || !ok2 || limit < 1:
		return 0, 0, refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	case limit > partLargest:
		return 0, 0, refuse(http.StatusBadRequest, "DRS.M00211", "The page value is too large: at most "+strconv.Itoa(partLargest)+".")
	}
	return offset, limit, answer{}
}

// listing answers with a part of the n rows that a list is long.
func listing(member string, n, offset, limit int, row func(k int) object) answer {
	rows := []object{}
	for k := min(offset, n); k < min(offset+limit, n); k++ {
		rows = append(rows, row(k))
	}
	return okay(object{"count": n, member: rows}.encode())
}
