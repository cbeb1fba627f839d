package model

// periodRules are those of the change to a bill by the month or year.
func periodRules() sectionRules {
	return sectionRules{}
}
