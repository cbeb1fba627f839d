package model

import "maps"

// First is the part of an edit that goes with the next request: all of it, but
// where one request takes less, and how many changes are left then.
func (e Edit) First() (first Edit, later int) {
	if part := rulesOfSection(e.Section).first; part != nil {
		return part(e)
	}
	return e, 0
}

// After is the edit once a part of it was sent, and what the service shows since:
// what was left for the next request is still to be changed, nothing else is.
func (e Edit) After(sent Edit, d Detail, shows Part) Edit {
	rest := e
	rest.Base.Values = sent.Want()
	rest.secrets = maps.Clone(e.secrets)
	for key := range sent.secrets {
		delete(rest.secrets, key)
	}
	return rest.Onto(d, shows, nil)
}
