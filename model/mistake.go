package model

import (
	"slices"
	"strconv"
)

// Mistake is one thing that is wrong with the file of a job.
type Mistake struct {
	Line, Column int      // from 1; 0: of the file as a whole
	Key          FieldKey // "" where it is of no field
	Why          string   // what is wrong and how to mend it, one clause, clean; never a value
}

// Words are a mistake with its place in front: "line 12: not a number".
func (m Mistake) Words() string {
	if m.Line < 1 {
		return Clean(m.Why)
	}
	return "line " + strconv.Itoa(m.Line) + ": " + Clean(m.Why)
}

// withoutMistake are mistakes without those of a field that somebody has set.
func withoutMistake(all []Mistake, key FieldKey) []Mistake {
	of := func(m Mistake) bool { return m.Key == key }
	if key == "" || !slices.ContainsFunc(all, of) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), of)
}

// told has the mistakes of a file stand on the fields that they are about, as
// far as these can be changed.
func (d Draft) told(fields []Field) []Field {
	for _, m := range d.Mistakes {
		for i := range fields {
			if f := &fields[i]; f.Key == m.Key && f.Live() {
				f.Wrong, f.Missing = m.Words(), false
			}
		}
	}
	return fields
}
