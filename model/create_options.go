package model

func optionFields(d Draft, o Offer) []Field { return nil }
