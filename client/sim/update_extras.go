package sim

import "maps"

// The job whose policy and alarms carry, in every world, one member that no page
// names. What a client has read of it must come back: only so is a client that
// rebuilds a section from what it knows found out.
const (
	hintedName = "wave2-shop-03"
	hintMember = "x_engine_hint"
	hintValue  = `{"plan":[1,null,"as is"]}`
)

// hinted tells of the job with the unknown members, by the name it was made
// with. A clone of it has them, too.
func (s *Sim) hinted(i int) bool {
	i = s.world.face(i)
	return or(s.editsOf(i).born, s.world.jobs[i].name) == hintedName && s.world.made[i] == nil
}

// extras are the members beyond the contract that a section of a job was shown
// with, which it therefore may be stored with.
func (s *Sim) extras(i int, part string) []string {
	var out []string
	if i >= 0 && s.hinted(i) && (part == "policy_config" || part == "alarm_notify") {
		out = append(out, hintMember)
	}
	if s.loosened.Load() {
		out = append(out, looseMember)
	}
	return out
}

// shown opens a shape for members that an answer had.
func (s shape) shown(extras []string) shape {
	s.members = maps.Clone(s.members)
	for _, name := range extras {
		s.members[name] = shape{kind: anyValue}
	}
	return s
}
