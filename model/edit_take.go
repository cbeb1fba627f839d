package model

import "slices"

// TakeFrom is the edit with the values of another job's section, or of a file's:
// what this job allows is taken, the rest stays as it is here and is listed with
// the reason. What the other one does not tell stays. Secrets are in no part.
func (e Edit) TakeFrom(other Part) (Edit, []Drop) {
	if other.Section != e.Section {
		return e, []Drop{{Label: other.Section.Word(), Why: "it is another section"}}
	}
	if other.Lacks != "" {
		return e, []Drop{{Label: other.Section.Word(), Why: "it could not be read: " + Clean(other.Lacks)}}
	}
	var drops []Drop
	order := e.Form(Around{}).Fields
	known := map[FieldKey]bool{}
	for _, f := range order {
		known[f.Key] = true
	}
	for _, f := range order {
		var drop string
		if e, drop = e.takeTold(f.Key, other); drop != "" {
			drops = append(drops, Drop{Key: f.Key, Label: f.Label, Value: f.said(other.Get(f.Key)), Why: drop})
		}
	}
	for _, key := range other.Keys() {
		if !known[key] { // folded into one value, which has fields of its own
			e = e.With(key, other.Get(key))
		}
	}
	return e, drops
}

// takeTold is the edit with one value of another section, or why it is not taken.
func (e Edit) takeTold(key FieldKey, other Part) (Edit, string) {
	fields := e.Form(Around{}).Fields
	at := func() Field {
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
		if i < 0 {
			return Field{Key: key, Grey: "it is not among what can be changed here"}
		}
		return fields[i]
	}
	f, value := at(), other.Get(key)
	switch {
	case f.Kind == ButtonField || f.Kind == SecretField || f.Kind == FactField, SameValue(key, value, e.Get(key)):
		return e, ""
	case f.Grey != "" && value == "":
		return e, ""
	case f.Grey != "":
		return e, f.Grey
	case f.Fixed != "":
		return e, f.Fixed
	case value == "": // of what is not told nobody knows whether it is off
		return e, "the other one does not tell it"
	}
	took, left := e.takeKnown(f, value)
	fields = took.Form(Around{}).Fields
	if wrong := at().Wrong; wrong != "" && wrong != f.Wrong {
		return e, wrong
	}
	return took, left
}

// takeKnown puts a value. Of a list only what drover knows is taken: what the rest
// does here nobody knows.
func (e Edit) takeKnown(f Field, value string) (Edit, string) {
	if f.Kind != FlagsField {
		return e.With(f.Key, value), ""
	}
	var tokens string
	var left []string
	for _, token := range listed(value) {
		if _, ok := f.Option(token); !ok {
			left = append(left, token)
			continue
		}
		tokens += token + ","
	}
	switch {
	case len(left) == 0:
		return e.With(f.Key, tokens), ""
	case tokens == "": // nothing of it is left to be taken
		return e, "drover does not know " + Clean(left[0])
	}
	return e.With(f.Key, tokens), "drover does not know " + Clean(left[0])
}
