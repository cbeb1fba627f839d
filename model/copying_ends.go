package model

// CopySecrets lists the passwords that a copy of databases is asked for: what opens its
// ends and came with no copy.
func CopySecrets(original Detail) []Field { return nil }
