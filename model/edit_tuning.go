package model

// tuningRules are those of the tuning parameters.
func tuningRules() sectionRules {
	return sectionRules{}
}
