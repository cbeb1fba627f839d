package model

func linkFields(d Draft, o Offer) []Field { return nil }
