package model

// tagRules are those of the tags.
func tagRules() sectionRules {
	return sectionRules{}
}
