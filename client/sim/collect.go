package sim

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// collection is a reading of objects that was asked for.
type collection struct {
	id    string
	kind  string // source, modified or synchronized
	names []string
	delay
	failed bool
	tree   tree // of source and synchronized: as it was then
	doc    *selection
	there  cover
}

// delay is that of something that takes a while: by the clock, in a frozen world so
// many readings of its state.
type delay struct {
	begin time.Time
	lasts time.Duration
	left  int // frozen: readings that still find it pending
}

// over counts a reading, and tells whether it is done.
func (p *delay) over(frozen bool, now time.Time) bool {
	if !frozen {
		return now.Sub(p.begin) >= p.lasts
	}
	if p.left > 0 {
		p.left--
		return false
	}
	return true
}

// waiting is how long something takes that has so many objects.
func (s *Sim) waiting(objects int, now time.Time) delay {
	lasts := 300*time.Millisecond + time.Duration(objects)*4*time.Microsecond
	return delay{begin: now, lasts: min(lasts, 10*time.Second), left: 1 + min(objects/100_000, 4)}
}

// collecting is what a collection asks for.
type collecting struct {
	kind    string
	refresh bool
	names   []string
}

// collectBodyV5 answers CollectDbObjectsInfo.
func (s *Sim) collectBodyV5(c *call) answer {
	var w collecting
	var refresh string
	m, err := members(c.body, "type", "is_refresh", "db_names")
	err = cmp.Or(err, value(m, "type", &w.kind), value(m, "is_refresh", &refresh), value(m, "db_names", &w.names))
	if err = cmp.Or(err, oneOf("is_refresh", refresh, "", "true", "false")); err != nil {
		return invalid(err)
	}
	w.refresh = refresh == "true"
	return s.collect(c, w)
}

// collectQueryV5 answers CollectDbObjectsAsync, which has all in its query.
func (s *Sim) collectQueryV5(c *call) answer {
	w, _, _, problem := wantedObjects(c.request.URL.Query())
	if problem.status != 0 {
		return problem
	}
	return s.collect(c, w)
}

// wantedObjects reads the query of the calls about objects. A limit of 0 asks for
// all.
func wantedObjects(q url.Values) (w collecting, offset, limit int, problem answer) {
	for k := range q {
		if !slices.Contains([]string{"offset", "limit", "type", "is_refresh", "db_names"}, k) {
			return w, 0, 0, refuse(http.StatusBadRequest, "DRS.M00202", "The parameter "+strconv.Quote(k)+" is invalid.")
		}
	}
	w.kind = q.Get("type")
	for _, one := range q["db_names"] { // each on its own, or all in one with commas
		w.names = append(w.names, strings.Split(one, ",")...)
	}
	if err := oneOf("is_refresh", q.Get("is_refresh"), "", "true", "false"); err != nil {
		return w, 0, 0, invalid(err)
	}
	w.refresh = q.Get("is_refresh") == "true"
	offset, ok1 := number(q.Get("offset"), 0)
	limit, ok2 := number(q.Get("limit"), 0)
	if !ok1 || !ok2 {
		return w, 0, 0, refuse(http.StatusBadRequest, "DRS.M00210", "The page value is invalid.")
	}
	return w, offset, limit, answer{}
}

// collect begins a reading: of the source, of what is chosen, or of what is at the
// destination.
func (s *Sim) collect(c *call, w collecting) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	if problem := s.collectable(at, w.kind, c); problem.status != 0 {
		return problem
	}
	chosen := s.choose(at.i)
	s.settleSaving(at.i, c.now)
	one := &collection{id: s.handle(at.i), kind: w.kind, names: slices.Clone(w.names)}
	objects := 0
	if w.kind == "source" {
		objects = s.readSource(at, w, c)
	}
	one.tree, one.doc = s.tree(at.i), s.current(at.i)
	started := s.startedWith(at.i, at.r.status)
	one.there = coverOf(started, one.tree.root)
	if w.kind == "synchronized" {
		one.doc = started
	}
	one.delay = s.waiting(objects, c.now)
	one.failed = w.kind == "source" && s.unreachable(at.i)
	chosen.reading = latest(chosen.reading, one)
	return answer{status: http.StatusAccepted, body: object{"id": one.id, "status": "pending", "job_id": s.world.id(at.i)}.encode()}
}

// collectable refuses kinds that there are not, and those that a job cannot give.
func (s *Sim) collectable(at below, kind string, c *call) answer {
	if kind == "" {
		return lacks("type")
	}
	if err := oneOf("type", kind, "source", "modified", "synchronized"); err != nil {
		return invalid(err)
	}
	if code := c.fx.failing(s, s.world.id(at.i), 0); code != "" {
		return refuse(http.StatusBadRequest, code, "The objects could not be read.")
	}
	switch {
	case s.objectless(at.i):
		return unchosen()
	case at.r.status == "CREATING" || at.r.status == "CREATE_FAILED":
		return refuse(http.StatusBadRequest, "DRS.M00304", "The operation is not allowed in the current status: "+at.r.status+".")
	case kind == "synchronized" && !transferring(at.r.status):
		return refuse(http.StatusBadRequest, "DRS.M00304", "Objects are synchronized in the full and the incremental phase only, not in the current status: "+at.r.status+".")
	}
	return answer{}
}

// unchosen refuses what is about single objects for links that move everything.
func unchosen() answer {
	return refuse(http.StatusBadRequest, "DRS.M00302", "The objects of this engine type cannot be chosen.")
}

// transferring tells of the full and the incremental phase.
func transferring(status string) bool {
	return strings.HasPrefix(status, "FULL_TRANSFER_") || strings.HasPrefix(status, "INCRE_TRANSFER_")
}

// readSource reads the source anew, or tells what was read before; the first time
// there is nothing to tell. Every other reading finds tables that came since; under
// the fault drift, every one. It gives how many objects are read.
func (s *Sim) readSource(at below, w collecting, c *call) int {
	const cameSince = 3
	chosen := s.choose(at.i)
	if chosen.reads > 0 && !w.refresh {
		return 0
	}
	drifting := slices.ContainsFunc(c.fx.bent, func(r Rule) bool { return r.Kind == "drift" })
	if chosen.reads%2 == 1 || chosen.reads > 0 && drifting {
		chosen.grown += cameSince
	}
	chosen.reads++
	return s.options.Tables
}

// unreachable tells whether the source of a job does not let itself be read: as a
// connection test would find.
func (s *Sim) unreachable(i int) bool {
	p := s.prepOf(i)
	if s.late(i) && !p.source { // no password is stored
		return true
	}
	both, ok := s.sidesOf(i)
	if !ok {
		return s.firstName(i) == "billing-ora-02"
	}
	for _, e := range both.Source {
		if code, _ := s.try(i, e.probe(p.stored != nil || !s.world.cloned(i))); code != "" {
			return true
		}
	}
	return false
}
