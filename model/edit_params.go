package model

// paramRules are those of the parameters of the target database.
func paramRules() sectionRules {
	return sectionRules{}
}
