package model

// userRules are those of the users that move.
func userRules() sectionRules {
	return sectionRules{}
}
