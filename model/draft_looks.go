package model

import "maps"

// Looks is which elements of which lists are looked at, for whoever keeps a
// draft: by the list's place in the document. The map is the caller's.
func (d Draft) Looks() map[string]int { return maps.Clone(d.at) }
