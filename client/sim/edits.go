package sim

import (
	"encoding/json"
	"maps"
	"slices"
)

// section is a part of a job as it came over the wire, member by member, those
// that no page names among them.
type section map[string]json.RawMessage

// edits is what was changed of a job since it was made. What is nil was not.
type edits struct {
	born     string // the name that its databases are called after; empty: the one it has
	about    *string
	expires  *string
	policy   section
	notify   section
	limits   []object
	limited  bool // limits were set, to none it may be
	tuning   map[string]string
	tags     []tagWish
	tagged   bool
	order    *order
	position *startPoint
	lookup   *lookup
	users    *userChoice
	params   map[string]string // of the destination, by their keys
	compared bool              // its parameters were read at both ends
	events   []event           // changes, for its history
}

// editsOf reads; what it gives is not kept. The caller holds the lock.
func (s *Sim) editsOf(i int) edits {
	if e := s.edits[i]; e != nil {
		return *e
	}
	return edits{}
}

// edit gives the edits of a job to write to. The caller holds the lock for
// writing.
func (s *Sim) edit(i int) *edits {
	e := s.edits[i]
	if e == nil {
		e = &edits{}
		s.edits[i] = e
	}
	return e
}

// inherit gives a clone what was changed of the job that it is made from. Its
// position, its accounts and its order are its own.
func (s *Sim) inherit(made, from int) {
	e := s.edits[from]
	if e == nil {
		return
	}
	s.edits[made] = &edits{
		about: e.about, expires: e.expires, policy: maps.Clone(e.policy), notify: maps.Clone(e.notify), limits: e.limits, limited: e.limited,
		tuning: maps.Clone(e.tuning), tags: slices.Clone(e.tags), tagged: e.tagged,
	}
}

// fleet is the part of a job's first name that its databases are called after.
func (s *Sim) fleet(i int) string {
	i = s.world.face(i)
	return fleetOf(or(s.editsOf(i).born, s.world.jobs[i].name))
}

// rename gives a job another name. Its databases keep theirs.
func (s *Sim) rename(i int, name string) {
	j := &s.world.jobs[i]
	e := s.edit(i)
	e.born = or(e.born, j.name)
	j.name = name
	s.orders.forget()
}

// limitsOf are the flow-control windows of a job; nil: it has none.
func (s *Sim) limitsOf(i int) []object {
	if e := s.editsOf(i); e.limited {
		return e.limits
	}
	return s.windows(i)
}

// tell is the section as an answer shows it.
func (p section) tell() object {
	out := object{}
	for name, value := range p {
		out[name] = value
	}
	return out
}

// sectionOf is what an answer shows, as a section.
func sectionOf(o object) section {
	out := section{}
	for name, value := range o {
		out[name] = encodeValue(value)
	}
	return out
}

// into writes one member of a section over that of an answer of v3, or takes it
// out where the section has none.
func (p section) into(out object, names ...string) {
	for _, name := range names {
		if value, there := p[name]; there {
			out[name] = value
		} else {
			delete(out, name)
		}
	}
}
