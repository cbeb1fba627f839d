package sim

import (
	"cmp"
	"regexp"
	"strconv"
)

// The longest names; the shortest has four characters.
const (
	mostForJobs    = 50
	mostForOffline = 80
)

// goodName tells whether a name has the form that tasks may have.
func goodName(name string, most int) bool {
	ok, err := regexp.MatchString(`^[A-Za-z][A-Za-z0-9_-]{3,79}$`, name)
	return ok && err == nil && len(name) <= most
}

func nameRule(most int) string {
	return "The task name must have 4 to " + strconv.Itoa(most) + " characters, begin with a letter, and hold letters, digits, hyphens and underscores only."
}

// taken tells whether a job has the name, case ignored. The caller holds the
// lock.
func (s *Sim) taken(name string) bool {
	for _, i := range s.world.named(name) {
		if !s.gone[i] {
			return true
		}
	}
	return false
}

// nameV5 answers ValidateJobName: a name that cannot be had is an answer, not
// an error.
func (s *Sim) nameV5(c *call) answer {
	var name, kind string
	m, err := members(c.body, "name", "type")
	err = cmp.Or(err, value(m, "name", &name), value(m, "type", &kind))
	if err = cmp.Or(err, oneOf("type", kind, "trans", "subscription", "offline")); err != nil {
		return invalid(err)
	}
	most := mostForJobs
	if kind == "offline" {
		most = mostForOffline
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	switch {
	case !goodName(name, most):
		return okay(object{"is_valid": false, "error_code": "DRS.M00202", "error_msg": nameRule(most)}.encode())
	case s.taken(name):
		return okay(object{"is_valid": false, "error_code": "DRS.M00277", "error_msg": "The task name already exists."}.encode())
	}
	return okay(object{"is_valid": true}.encode())
}
