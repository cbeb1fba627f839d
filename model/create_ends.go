package model

// endFields are the fields of the end of a list that is looked at.
func endFields(d Draft, o Offer, list string) []Field { return nil }

// pressed is the draft after one of the buttons of the form.
func pressed(d Draft, key FieldKey) Draft { return d }

// EndTests are the ends of a draft as a connection test takes them, sources
// first, with their secrets.
func EndTests(d Draft) []EndTest { return nil }
