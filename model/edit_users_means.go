package model

import (
	"slices"
	"strings"
)

// userMeans says who moves, what they lose on the way, and whose password changes.
func userMeans(e Edit, _ Around) []Effect {
	var s saying
	if !isOn(e, KeyMoveUsers) {
		s.note("No user moves: make them at the target by hand.")
		return s
	}
	moving := listed(e.Get(KeyUsers))
	if n := len(moving); n == 0 {
		s.risk("No user is chosen: none moves.")
	} else {
		s.note(plural(n, "user moves", "users move") + ".")
	}
	if n := len(listed(e.Get(KeyRoles))); n > 0 {
		s.note(plural(n, "role moves", "roles move") + ".")
	}
	for _, list := range []struct {
		all    []SourceUser
		chosen []string
	}{{e.Base.Users, moving}, {e.Base.Roles, listed(e.Get(KeyRoles))}} {
		for _, u := range list.all {
			if !slices.Contains(list.chosen, u.ID.Raw()) {
				continue
			}
			if !u.Lost.Empty() {
				s.risk(u.Account.String() + " does not get all its rights at the target: " + u.Lost.String() + ".")
			}
			if !u.Comment.Empty() {
				s.risk(u.Account.String() + ": " + strings.TrimSuffix(u.Comment.String(), ".") + ".")
			}
		}
	}
	if !setsPasswords(e) {
		return s.risksFirst()
	}
	switch n := len(ownSecrets(e)); {
	case isOn(e, KeyOnePassword):
		s.risk("Everybody who moves gets the same new password: programs must be told.")
	case n > 0:
		s.risk(plural(n, "user gets", "users get") + " a new password: programs must be told.")
	default:
		s.note("Everybody keeps the password that they have at the source.")
	}
	return s.risksFirst()
}
