package sim

import "strings"

// chosen is what has to do with the objects of a job. What is nil or zero is as
// the world made it.
type chosen struct {
	base      *selection // as the world made it, once somebody asked
	doc       *selection // as it was saved
	started   *selection // what the job had when it started, since another was saved
	edited    bool       // saved while it runs, and not taken over yet
	reEdit    bool       // being taken over
	reads     int        // how often the source was read
	grown     int        // tables that came at the source since
	reading   []*collection
	saving    []*saving
	columns   []*columnRead
	filtering []*filterCheck
}

// chosenOf reads; what it gives is not kept. The caller holds the lock.
func (s *Sim) chosenOf(i int) chosen {
	if c := s.objects[i]; c != nil {
		return *c
	}
	return chosen{}
}

// choose gives what has to do with the objects of a job, to write to. The caller
// holds the lock for writing.
func (s *Sim) choose(i int) *chosen {
	c := s.objects[i]
	if c == nil {
		c = &chosen{}
		s.objects[i] = c
	}
	return c
}

// remembered is how many handles of a sort a job keeps.
const remembered = 16

// latest adds one to those that are kept.
func latest[T any](all []T, one T) []T {
	if len(all) >= remembered {
		all = all[1:]
	}
	return append(all, one)
}

// current is the selection of a job; nil: nothing was chosen yet. The caller holds
// the lock for writing.
func (s *Sim) current(i int) *selection {
	c := s.choose(i)
	if c.doc != nil {
		return c.doc
	}
	if s.late(i) {
		return nil
	}
	if c.base == nil {
		c.base = s.worldSelection(i, !unstarted(s.world.jobs[i].status))
	}
	return c.base
}

// startedWith is the selection that is on the destination, or on its way there;
// nil: there is none. The caller holds the lock for writing.
func (s *Sim) startedWith(i int, status string) *selection {
	c := s.choose(i)
	if c.reEdit && status != "CHANGE_JOB_STARTED" {
		c.reEdit, c.started = false, c.doc
	}
	switch {
	case unstarted(status):
		return nil
	case c.started != nil:
		return c.started
	}
	return s.current(i)
}

// unstarted: nothing of the job is at the destination.
func unstarted(status string) bool {
	switch status {
	case "CREATING", "CREATE_FAILED", "CONFIGURATION", "WAITING_FOR_START", "STARTJOBING", "START_JOB_FAILED":
		return true
	}
	return false
}

// inheritObjects gives a clone the selection of the job that it is made from, but for
// row filters, which no clone gets. The caller holds the lock for writing.
func (s *Sim) inheritObjects(made, from int) {
	if c := s.choose(from); c.doc == nil && !s.late(from) {
		s.choose(made).doc = s.worldSelection(from, false).unfiltered()
	} else {
		s.choose(made).doc = c.doc.unfiltered()
	}
}

// Objects is the selection of a job as it is now, a DbObject in JSON; nil if there
// is no such job, or nothing was chosen. A selection whose saving has not ended is
// not in it.
func (s *Sim) Objects(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.world.find(id)
	if !ok {
		return nil
	}
	s.settleSaving(i, s.options.Now())
	if doc := s.current(i); doc != nil {
		return doc.raw
	}
	return nil
}

// selection is a DbObject as it came over the wire.
type selection struct {
	raw   []byte
	scope string
	root  []byte // target_root_db
	info  []byte // object_info
}

// selectionOf takes apart what was held against the rules.
func selectionOf(raw []byte) *selection {
	out := &selection{raw: raw}
	c := cursor{b: raw}
	c.members(spot{}, func(name string) answer {
		switch name {
		case "object_scope":
			out.scope, _ = c.text()
		case "target_root_db":
			out.root = c.raw()
		case "object_info":
			out.info = c.raw()
		default:
			c.raw()
		}
		return answer{}
	})
	return out
}

// tell writes the members of an answer that a selection is told by, those that no
// page names among them.
func (d *selection) tell(p *pen, names []string) {
	if d == nil {
		return
	}
	c := cursor{b: d.raw}
	c.members(spot{}, func(name string) answer {
		value := c.raw()
		p.bytes(append(appendString(append(p.line[:0], ','), name), ':'))
		if name != "object_info" || len(names) == 0 {
			p.bytes(value)
			return answer{}
		}
		p.text("{")
		first, inner := true, cursor{b: value}
		inner.members(spot{}, func(db string) answer {
			one := inner.raw()
			if wantedName(names, db) {
				if !first {
					p.text(",")
				}
				first = false
				p.bytes(append(appendString(p.line[:0], db), ':'))
				p.bytes(one)
			}
			return answer{}
		})
		p.text("}")
		return answer{}
	})
}

// cover tells which objects of the source a selection takes.
type cover struct {
	all  bool
	root container            // the database that the schemas are in
	them map[string]container // by database, or by schema
}

// container is a database or a schema of a selection.
type container struct {
	name    string
	all     bool
	aside   bool // only to look things up in
	schemas []byte
	tables  []byte
}

func containerOf(raw []byte) container {
	var out container
	c := cursor{b: raw}
	c.members(spot{}, func(name string) answer {
		switch name {
		case "name":
			out.name, _ = c.text()
		case "all":
			out.all, _ = c.truth()
		case "sync_type":
			c.raw()
			out.aside = true
		case "schemas":
			out.schemas = c.raw()
		case "tables":
			out.tables = c.raw()
		default:
			c.raw()
		}
		return answer{}
	})
	return out
}

// coverOf takes a selection apart down to its databases or schemas.
func coverOf(d *selection, root string) cover {
	if d == nil {
		return cover{}
	}
	out := cover{all: d.scope == "all", them: map[string]container{}}
	if d.info == nil {
		return out
	}
	c := cursor{b: d.info}
	c.members(spot{}, func(db string) answer {
		one := containerOf(c.raw())
		if root == "" || db != root {
			out.them[db] = one
			return answer{}
		}
		out.root, out.all = one, out.all || one.all
		if one.schemas != nil {
			inner := cursor{b: one.schemas}
			inner.members(spot{}, func(schema string) answer {
				out.them[schema] = containerOf(inner.raw())
				return answer{}
			})
		}
		return answer{}
	})
	return out
}

// whole tells whether a database or schema is taken as a whole.
func (v cover) whole(name string) bool { return v.all || v.them[name].all }

// of tells which tables of a database or schema are taken.
func (v cover) of(name string) func(table string) bool {
	one, there := v.them[name]
	switch {
	case v.all || one.all:
		return func(string) bool { return true }
	case !there || one.tables == nil:
		return func(string) bool { return false }
	}
	taken := map[string]bool{}
	c := cursor{b: one.tables}
	c.members(spot{}, func(table string) answer {
		taken[table] = !strings.Contains(string(c.raw()), `"sync_type"`)
		return answer{}
	})
	return func(table string) bool { return taken[table] }
}
