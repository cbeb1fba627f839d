package model

func copyRules() sectionRules { return sectionRules{} }
