package model

import (
	"slices"
	"strings"
)

// Told is one value of a section as it was read, in words.
type Told struct {
	Key   FieldKey
	Label string
	Value string // as it came
	Words string
	Items []Told // of a list its elements, each with the key of the list
}

// Describe tells what stands in a section, in the order of its form and without a
// change in mind. What is the form's own, and secrets, are not told.
func Describe(d Detail, p Part) []Told {
	e := NewEdit(d, p)
	fields := e.Form(Around{}).Fields
	keys := slices.DeleteFunc(p.Keys(), untold)
	slices.SortStableFunc(keys, byForm(fields))
	out := make([]Told, 0, len(keys))
	for _, key := range keys {
		out = append(out, e.describe(fields, key))
	}
	return out
}

// describe is one value; it may be none.
func (e Edit) describe(fields []Field, key FieldKey) Told {
	value := e.Base.Get(key)
	t := Told{Key: key, Label: e.label(fields, key), Value: value, Words: e.words(fields, key, value)}
	if isList(key) && t.Label == Clean(string(key)) { // its elements alone have fields
		t.Label = e.Section.Word()
	}
	for _, item := range itemsOf(key, value) {
		t.Items = append(t.Items, Told{Key: key, Label: t.Label, Value: item, Words: e.words(fields, key, item)})
	}
	return t
}

// untold reports a key that is no value of the document, or whose value nobody is
// told.
func untold(key FieldKey) bool {
	return strings.Contains(string(key), "#") || strings.HasSuffix(string(key), "password")
}

// byForm orders keys as a form has them; what has no field of its own comes last.
func byForm(fields []Field) func(a, b FieldKey) int {
	at := func(key FieldKey) int {
		if i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key }); i >= 0 {
			return i
		}
		return len(fields)
	}
	return func(a, b FieldKey) int { return at(a) - at(b) }
}

// isList reports a key whose value is a list.
func isList(key FieldKey) bool {
	return slices.Contains([]FieldKey{KeyWindows, KeyTags, KeyUsers, KeyRoles, KeyDDLKinds, KeyDML, KeyMoves}, key)
}

// itemsOf are the elements of a list; nil of what is none.
func itemsOf(key FieldKey, value string) []string {
	if !isList(key) {
		return nil
	}
	out := listed(value)
	slices.Sort(out)
	return out
}
