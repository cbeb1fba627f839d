package model

// madeWords says what was chosen so far, a line each, short: "sync, up",
// "mysql>mysql", "vpn, full+incr".
func madeWords(d Draft) []string { return nil }

// CreateEffects says what a create of the draft leads to and what it costs to
// forget it, a sentence each.
func CreateEffects(d Draft) []string { return nil }
