package jobfile

import (
	"strings"

	"drover/model"
)

// meant is what a wrong name may have meant, for the end of a sentence: a
// member that is written much like it, or one of that name elsewhere.
func meant(name string, s *shape) string {
	best, least := "", 1+len(name)/3
	for _, m := range s.members {
		if n := distance(strings.ToLower(name), m.name, least); n <= least && (best == "" || n < least) {
			best, least = m.name, n
		}
	}
	if best != "" {
		return ": did you mean " + best + "?"
	}
	for _, l := range model.CreateLeaves() {
		if lastName(l.Path) == name {
			return ": it belongs into " + strings.ReplaceAll(strings.TrimSuffix(l.Path, "."+name), "[]", "")
		}
	}
	return ""
}

// distance is how many letters must be put in, taken out or changed to make
// one word of another; words of a length that is too different are not looked at.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left, corner := i+1, i
		for j := range len(b) {
			n := corner
			if a[i] != b[j] {
				n = 1 + min(corner, row[j+1], left)
			}
			row[j], corner, left = left, row[j+1], n
		}
		row[len(b)] = left
	}
	return row[len(b)]
}
