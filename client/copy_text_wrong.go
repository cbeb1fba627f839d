package client

import (
	"strings"

	"drover/model"
)

// What of the text of a copy is wrong, and what stays then.

// copyKept is what was read with what was there before wherever the text is wrong: where it
// is no object at all, nothing is read of it.
func copyKept(before, read model.Edit, mistakes []Mistake) model.Edit {
	for _, m := range mistakes {
		if m.Key == "" {
			return before
		}
		for _, key := range append(model.CopyKeys(), model.ScheduleKeys()...) {
			if key == m.Key || strings.HasPrefix(string(key), string(m.Key)+".") || strings.HasPrefix(string(m.Key), string(key)+".") {
				read = read.Put(key, before.Get(key))
			}
		}
	}
	return read
}

func (r *copyReader) wrong(at copySpot, why string) {
	r.mistakes = append(r.mistakes, Mistake{Line: at.line, Key: model.FieldKey(at.place), Why: why})
}

// short is a name as a mistake has it.
func (r *copyReader) short(place string) string {
	clean := model.Clean(place)
	if runes := []rune(clean); len(runes) > 60 {
		return string(runes[:60])
	}
	return clean
}
