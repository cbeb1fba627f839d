package sim

import (
	"slices"
	"strconv"
)

// bend changes a good answer in the ways a service changes its own: items
// lost, doubled, in another order, members that no page describes.
func (fx *effects) bend(s *Sim, c *call, a answer) answer {
	for _, r := range fx.bent {
		switch r.Kind {
		case "missing":
			a.items = fx.lose(s, r.Arg, a.items)
		case "dup":
			a.items = slices.Concat(a.items, a.items)
		case "shuffle":
			a.items = fx.shuffle(a.items)
		case "drift":
			if isDv(c.op) {
				s.dvDrifts(c)
				continue
			}
			s.drifts(c, r.Op != "")
		case "loose":
			s.loosened.Store(true)
			if a.stream != nil { // too large to be read and written again
				a.loose = true
				continue
			}
			a = answer{status: a.status, header: a.header, body: loosen(a.bytes(), &fx.dice)}
		}
	}
	return a
}

// lose drops the item of a job, named by id or name, or so many of them.
func (fx *effects) lose(s *Sim, which string, items []item) []item {
	if n, err := strconv.Atoi(which); err == nil && n > 0 {
		items = slices.Clone(items)
		for ; n > 0 && len(items) > 0; n-- {
			k := fx.dice.below(len(items))
			items = slices.Delete(items, k, k+1)
		}
		return items
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return s.isMeant(it.id, which) })
}

// known refuses a fault whose job is in none of the projects: it would never
// come, and nobody would hear why.
func (s *Sim) known(rules []Rule) error {
	for _, r := range rules {
		_, err := strconv.Atoi(r.Arg)
		if r.Kind != "fail" && (r.Kind != "missing" || err == nil) || isCode(r.Arg) {
			continue
		}
		there := s.meant(r.Arg) || s.dvMeant(r.Arg)
		for _, other := range s.others {
			there = there || other.meant(r.Arg)
		}
		if !there {
			return with("fault", r.Kind+":"+r.Arg, "there is no job of this id or name")
		}
	}
	return nil
}

// meant tells whether a fault's argument names a job here.
func (s *Sim) meant(which string) bool {
	_, found := s.world.find(which)
	return found || s.ID(which) != ""
}

// isMeant tells whether a fault's argument names the job, by id or by name.
// The caller holds the lock.
func (s *Sim) isMeant(id, which string) bool {
	i, ok := s.world.find(id)
	return id == which || ok && s.world.jobs[i].name == which
}

// shuffle never leaves two items or more as they stood.
func (fx *effects) shuffle(items []item) []item {
	if len(items) < 2 {
		return items
	}
	turn := 1 + fx.dice.below(len(items)-1)
	return slices.Concat(items[turn:], items[:turn])
}

// failing gives the code with which an item of this call fails by a fault;
// empty if it does not. With a code for an argument, the first item fails.
func (fx *effects) failing(s *Sim, id string, position int) string {
	for _, r := range fx.bent {
		switch {
		case r.Kind != "fail":
		case isCode(r.Arg) && position == 0:
			return r.Arg
		case !isCode(r.Arg) && s.isMeant(id, r.Arg):
			return "DRS.M00305"
		}
	}
	return ""
}

// isCode tells error codes of the contract (DRS.M00304, APIGW.0308) from ids
// and names.
func isCode(arg string) bool {
	return len(arg) > 4 && (arg[:4] == "DRS." || arg[:4] == "APIG")
}
