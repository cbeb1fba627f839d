package jobfile

import (
	"cmp"
	"slices"
	"strings"

	"drover/model"
)

// Judge adds what a form finds wrong with what was read, at the line of the
// field, or of the object or list that lacks it. Fields that have a mistake
// already get no other.
func (f File) Judge(form model.CreateForm) []Mistake {
	out := slices.Clone(f.Mistakes)
	for _, step := range form.Steps {
		for _, field := range step.Fields {
			known := func(m Mistake) bool { return m.Key == field.Key }
			if field.Wrong == "" || field.Kind == model.SecretField || slices.ContainsFunc(out, known) {
				continue
			}
			at := f.place(field.Key)
			out = append(out, Mistake{Line: at.Line, Column: at.Column, Key: field.Key, Why: model.Clean(field.Name() + ": " + field.Wrong)})
		}
	}
	slices.SortStableFunc(out, func(a, b Mistake) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
	return out
}

// place is where a field stands, or would.
func (f File) place(key model.FieldKey) Place {
	path, _, _ := strings.Cut(string(key), "#")
	for path != "" {
		if at, ok := f.Places[model.FieldKey(path)]; ok {
			return at
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return Place{}
}
