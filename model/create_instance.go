package model

func instanceFields(d Draft, o Offer) []Field { return nil }
