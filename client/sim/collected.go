package sim

import (
	"net/http"
	"slices"
)

// collectedV5 answers ShowDbObjectCollectionStatus.
func (s *Sim) collectedV5(c *call) answer {
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
	all := s.chosenOf(at.i).reading
	k := slices.IndexFunc(all, func(one *collection) bool { return one.id == query })
	if k < 0 {
		return refuse(http.StatusBadRequest, "DRS.M00202", "The parameter query_id is invalid.")
	}
	one := all[k]
	if c.fx.failing(s, s.world.id(at.i), 0) != "" {
		one.failed, one.lasts, one.left = true, 0, 0
	}
	if !one.over(s.options.Freeze, c.now) {
		return pouring(one.id, "pending", func(*pen) {})
	}
	if one.failed {
		return pouring(one.id, "failed", func(*pen) {})
	}
	return pouring(one.id, "success", one.tell)
}

// tell writes what a reading found. It needs no lock.
func (one *collection) tell(p *pen) {
	switch {
	case one.kind == "source":
		p.text(`,"object_info":`)
		one.tree.listing(p, one.names, one.there)
	case one.kind == "synchronized" && one.doc != nil && one.doc.info == nil:
		p.bytes(appendString(append(p.line[:0], `,"object_scope":`...), one.doc.scope))
		p.text(`,"object_info":`)
		one.tree.listing(p, one.names, one.there)
	default:
		one.doc.tell(p, one.names)
	}
	p.bytes(p.number(append(p.line[:0], `,"max_table_num":`...), one.tree.most))
}

// pouring is an answer that goes out as a stream.
func pouring(id, status string, rest stream) answer {
	return answer{status: http.StatusOK, stream: func(p *pen) {
		b := append(p.line[:0], `{"status":`...)
		b = p.status(b, status)
		if id != "" {
			b = appendString(append(b, `,"id":`...), id)
		}
		p.bytes(p.later(b))
		rest(p)
		p.text("}")
	}}
}

// chosenV51 answers ShowDbObjectsList: what the job holds now.
func (s *Sim) chosenV51(c *call) answer {
	if kind := c.request.URL.Query().Get("type"); kind != "modified" {
		return invalid(oneOf("type", kind, "modified"))
	}
	return s.held(c, collecting{kind: "modified"}, 0, 0)
}

// heldV5 answers ListDbObjects: what is chosen, what is at the destination, or what
// the last reading of the source found.
func (s *Sim) heldV5(c *call) answer {
	w, offset, limit, problem := wantedObjects(c.request.URL.Query())
	if problem.status != 0 {
		return problem
	}
	return s.held(c, w, offset, limit)
}

func (s *Sim) held(c *call, w collecting, offset, limit int) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, problem := s.below(c)
	if problem.status != 0 {
		return problem
	}
	if problem := s.collectable(at, w.kind, c); problem.status != 0 {
		return problem
	}
	if w.kind == "source" && s.chosenOf(at.i).reads == 0 {
		return refuse(http.StatusBadRequest, "DRS.M00305", "The objects of the source have not been read yet.")
	}
	s.countSaving(at.i, c)
	one := &collection{kind: w.kind, names: w.names, tree: s.tree(at.i), doc: s.current(at.i)}
	started := s.startedWith(at.i, at.r.status)
	one.there = coverOf(started, one.tree.root)
	if w.kind == "synchronized" {
		one.doc = started
	}
	if limit > 0 || offset > 0 {
		one.names = one.page(offset, limit)
	}
	return pouring("", "success", one.tell)
}

// page names the databases of one page.
func (one *collection) page(offset, limit int) []string {
	var names []string
	switch {
	case one.kind != "source" && one.doc != nil && one.doc.info != nil:
		c := cursor{b: one.doc.info}
		c.members(spot{}, func(db string) answer {
			c.raw()
			names = append(names, db)
			return answer{}
		})
	case one.tree.root != "":
		names = []string{one.tree.root, one.tree.spare()}
	default:
		for n := range one.tree.containers() {
			names = append(names, one.tree.container(n))
		}
	}
	names = slices.DeleteFunc(names, func(name string) bool { return !wantedName(one.names, name) })
	from := min(offset, len(names))
	to := len(names)
	if limit > 0 {
		to = min(from+limit, to)
	}
	return append([]string{""}, names[from:to]...) // never empty, which would ask for all
}
