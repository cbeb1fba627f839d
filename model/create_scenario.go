package model

func scenarioFields(d Draft, o Offer) []Field { return nil }
