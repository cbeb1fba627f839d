package model

// positionRules are those of where an incremental task begins.
func positionRules() sectionRules {
	return sectionRules{}
}
