package model

import "strings"

// EndsOfCopy are the ends of a copy, to be stored with their passwords: as the copy shows
// them, and where it does not, as its original does. What names the record of an end is
// the copy's own.
func EndsOfCopy(made, original Detail) Draft {
	d, was := EditEnds(made), EditEnds(original)
	for _, list := range []string{Sources, Targets} {
		if d.Count(list) != was.Count(list) {
			continue
		}
		for _, key := range was.Keys() {
			if strings.HasPrefix(string(key), list+"[") && !strings.HasSuffix(string(key), "endpoint.id") && !d.Has(key) {
				d = d.Put(key, was.Get(key))
			}
		}
	}
	return d
}
