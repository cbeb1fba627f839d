package model

// recreateRules are those of a node that is asked for anew.
func recreateRules() sectionRules {
	return sectionRules{}
}
