package model

// flowRules are those of the flow control (speed_limit).
func flowRules() sectionRules {
	return sectionRules{}
}
