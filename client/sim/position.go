package sim

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// startPoint is where a job that only streams begins to read the source's log.
type startPoint struct {
	At   string `json:"file_and_position"`
	GTID string `json:"gtid_set"`
}

// lookup is a search for the position that belongs to a time. Only the last one
// is kept.
type lookup struct {
	id    string
	begin time.Time
	of    time.Time
	read  bool // frozen: its result was asked for before
}

const (
	lookupFor = time.Second
	logKept   = 48 * time.Hour // how far before a job the source's log goes back
)

// pointV5 answers UpdateStartPosition.
func (s *Sim) pointV5(c *call) answer {
	w, problem := readWhole[startPoint](c.body, closed("file_and_position", map[string]shape{}).texts("file_and_position", "gtid_set"))
	if problem.status != 0 {
		return problem
	}
	if w.At == "" {
		return lacks("file_and_position")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a := act{letter: 'E', name: "start_position", id: c.request.PathValue("id"), anywhere: true}
	problem = s.apply(c, a, change{
		letter: 'N',
		bars: func(i int) answer {
			return firstOf(func() answer { return s.streams(i) }, func() answer { return s.lawfulPoint(i, w) })
		},
		do: func(i int) { s.edit(i).position = &w },
	}, c.body)
	if problem.status != 0 {
		return problem
	}
	return okay([]byte(`{}`))
}

// streams refuses jobs that begin with a copy.
func (s *Sim) streams(i int) answer {
	if s.world.jobs[i].task != incrOnly {
		return refuse(http.StatusBadRequest, "DRS.M00302", "Only an incremental task has a start position.")
	}
	return answer{}
}

// lawfulPoint holds a position against the engine of the source.
func (s *Sim) lawfulPoint(i int, w startPoint) answer {
	if s.world.jobs[i].link.pair().from != "mysql" {
		if w.GTID != "" {
			return unfit("gtid_set", "only MySQL has one")
		}
		return answer{}
	}
	file, err1 := regexp.MatchString(`^[A-Za-z0-9_.-]+\.[0-9]{6,}:[0-9]+$`, w.At)
	const set = `[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(:[0-9]+(-[0-9]+)?)+`
	gtid, err2 := regexp.MatchString(`^`+set+`(,`+set+`)*$`, w.GTID)
	switch {
	case !file || err1 != nil:
		return wrong("file_and_position", "the name of a binlog file, a colon and a number, such as mysql-bin.000012:4")
	case w.GTID != "" && (!gtid || err2 != nil):
		return wrong("gtid_set", "server UUIDs, each with its transactions, separated by commas")
	}
	return answer{}
}

// lookV5 answers CollectPositionAsync.
func (s *Sim) lookV5(c *call) answer {
	type wish struct {
		Time string `json:"reset_position_time"`
	}
	w, problem := readWhole[wish](c.body, closed("reset_position_time", map[string]shape{}).texts("reset_position_time"))
	if problem.status != 0 {
		return problem
	}
	ms, err := strconv.ParseInt(w.Time, 10, 64)
	if err != nil || len(w.Time) != len("1700000000000") || time.UnixMilli(ms).After(c.now) {
		return wrong("reset_position_time", "a timestamp in milliseconds, not later than now")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := c.request.PathValue("id")
	i, _, code, message := s.admit(c, 0, 1, act{letter: 'E', name: "collect_position", id: id, anywhere: true})
	switch {
	case code == "DRS.M01504":
		return refuse(http.StatusAccepted, code, message)
	case code != "":
		return refuse(http.StatusBadRequest, code, message)
	}
	if problem := s.streams(i); problem.status != 0 {
		return problem
	}
	l := &lookup{id: s.handle(i), begin: c.now, of: time.UnixMilli(ms)}
	s.edit(i).lookup = l
	return answer{status: http.StatusAccepted, body: object{"id": l.id, "status": "pending", "job_id": id}.encode()}
}

// foundV5 answers ShowPositionResult: pending at first, in a frozen world at the
// first reading.
func (s *Sim) foundV5(c *call) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.world.find(c.request.PathValue("id"))
	if !ok {
		return refuse(http.StatusBadRequest, "DRS.10000010", "The task does not exist.")
	}
	l, query := s.editsOf(i).lookup, c.request.URL.Query().Get("query_id")
	switch {
	case query == "":
		return lacks("query_id")
	case l == nil || l.id != query:
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter query_id is invalid.")
	}
	over := c.now.Sub(l.begin) >= lookupFor
	if s.options.Freeze {
		over, l.read = l.read, true
	}
	out := object{"job_id": s.world.id(i), "status": "pending"}
	switch {
	case over && l.of.Before(s.world.created(i).Add(-logKept)): // the log of that time is gone
		out["status"] = "failed"
	case over:
		out["status"], out["position"] = "success", s.positionAt(i, l.of)
	}
	return okay(out.encode())
}

// positionAt is the position in the source's log at a time, also before the job
// was made.
func (s *Sim) positionAt(i int, t time.Time) string {
	if s.world.jobs[i].link.pair().from != "mysql" {
		return s.position(i, t.Add(logKept))
	}
	const file = 1 << 30
	written := t.Sub(s.world.created(i)).Milliseconds()*int64(90+s.world.hash(i)%400) + 100*file
	return fmt.Sprintf("mysql-bin.%06d:%d", written/file, max(written%file, 4))
}
