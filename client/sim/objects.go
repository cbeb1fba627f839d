package sim

import (
	"net/http"
	"strings"
	"time"
)

const (
	tablesPerDatabase = 150
	mostDatabases     = 1000
	sideBySide        = 8 // objects being copied at once
)

// kindOf is one type of progress-data: how many there are of it for n tables,
// and what its names begin with.
type kindOf struct {
	name   string
	count  func(tables int) int
	prefix string
}

func objectKinds() []kindOf {
	each := func(tables int) int { return tables }
	one := func(per int) func(int) int { return func(tables int) int { return tables / per } }
	return []kindOf{
		{"table", each, ""}, {"table_structure", each, ""},
		{"table_indexs", func(tables int) int { return 2 * tables }, ""},
		{"view", one(40), "v_"}, {"procedure", one(100), "p_"}, {"function", one(200), "f_"}, {"trigger", one(80), "t_"}, {"event", one(400), "e_"},
		{"database", databases, ""},
	}
}

// perDatabase is how many tables a database has: as many as in a small shop, and
// more only where there would be more than a thousand databases.
func perDatabase(tables int) int {
	return max(tablesPerDatabase, (tables+mostDatabases-1)/mostDatabases)
}

func databases(tables int) int {
	per := perDatabase(tables)
	return max((tables+per-1)/per, 1)
}

// objectsV5 answers ShowProgressData: the objects of one type in the order
// they are copied in, narrowed by a part of their names.
func (s *Sim) objectsV5(c *call) answer {
	q := c.request.URL.Query()
	offset, limit, problem := part(q, "search_name")
	if problem.status != 0 {
		return problem
	}
	defer s.lock()()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	for _, kind := range objectKinds() {
		if kind.name == c.request.PathValue("type") {
			a := s.objectsOf(kind, at, strings.ToLower(q.Get("search_name")))
			return a.answer(offset, limit, s.world.created(at.i))
		}
	}
	return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter type is invalid.")
}

// objects are those of one kind that a question is about.
type objects struct {
	s     *Sim
	at    below
	kind  kindOf
	total int
	found []int // places of those a search found
	all   bool  // nothing was searched for
}

func (s *Sim) objectsOf(kind kindOf, at below, search string) objects {
	o := objects{s: s, at: at, kind: kind, all: search == ""}
	if at.r.percent >= 0 {
		o.total = kind.count(s.options.Tables)
	}
	for k := 0; k < o.total && !o.all; k++ {
		db, name := s.objectName(at.i, kind, k)
		if strings.Contains(strings.ToLower(db+"."+name), search) {
			o.found = append(o.found, k)
		}
	}
	return o
}

func (o objects) answer(offset, limit int, created time.Time) answer {
	n := len(o.found)
	if o.all {
		n = o.total
	}
	rows := []object{}
	for k := min(offset, n); k < min(offset+limit, n); k++ {
		if o.all {
			rows = append(rows, o.row(k))
		} else {
			rows = append(rows, o.row(o.found[k]))
		}
	}
	return okay(object{"count": n, "create_time": created.UTC().Format(layoutV5), "flow_compare_data": rows}.encode())
}

func (o objects) row(k int) object {
	db, name := o.s.objectName(o.at.i, o.kind, k)
	to := db
	if o.s.world.jobs[o.at.i].is(manyToOne) {
		to = "all_" + o.s.fleet(o.at.i)
	}
	out := object{"src_db": db, "dst_db": to, "progress": o.progress(k)}
	if name != "" {
		out["src_tb"], out["dst_tb"] = name, name
	}
	return out
}

// progress agrees with the percent of the whole: as many objects are done as
// it says, the next ones are being copied, and the rest wait. It only grows.
// Structures come first, as the stages tell.
func (o objects) progress(k int) int {
	percent := o.at.r.percent
	if o.kind.name == "table_structure" {
		percent = min(10*percent, 100)
	}
	if k < o.total*percent/100 {
		return 100
	}
	done := float64(o.total) * (float64(percent) + o.within()) / 100
	under := min(done, sideBySide-1) // a copy begins with few at once
	return int(max(0, min(100*(done-float64(k)+under)/(under+1), 99)))
}

// within is how much of the minute has passed that a percent of a copy takes
// which began before this world; the percent of others moves fast enough.
func (o objects) within() float64 {
	l, lived := o.s.life(o.at.i)
	if o.at.r.status != "FULL_TRANSFER_STARTED" || lived && l.forced == "" || o.at.r.percent >= 99 {
		return 0
	}
	return float64(max(o.at.now.Sub(o.s.world.base), 0)%time.Minute) / float64(time.Minute)
}

// objectName is the database of the k-th object of a kind, and its own name.
func (s *Sim) objectName(i int, kind kindOf, k int) (db, name string) {
	return s.namer(i).object(kind, k)
}

func (s *Sim) databaseName(i, n int) string { return s.namer(i).database(n) }
