package model

import (
	"slices"
	"strings"
)

// changedKey reports whether a value is to be another one than was read.
func (e Edit) changedKey(key FieldKey) bool { return !SameValue(key, e.Base.Get(key), e.Get(key)) }

// heldGrey is what every field of a form is in the end: one that does not apply
// here keeps what was read, and is wrong where something else stands in it.
func heldGrey(e Edit, fields []Field) []Field {
	for i := range fields {
		f := &fields[i]
		switch {
		case f.Grey == "" && f.Fixed == "":
		case e.changedKey(f.Key):
			f.Wrong, f.Missing = "it cannot be changed here: undo it", false
		default:
			f.Wrong, f.Missing, f.Need = "", false, false
		}
	}
	return fields
}

// withLive puts a value where the field of the key is live. What was read may be
// put back everywhere; a field that does not apply here takes nothing else.
func withLive(e Edit, fields []Field, key FieldKey, value string) Edit {
	if SameValue(key, e.Base.Get(key), value) {
		return e.Put(key, e.Base.Get(key))
	}
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
	if i < 0 || !fields[i].Live() {
		return e
	}
	return e.Put(key, value)
}

// trimmed is a value without the blanks around it; what was read is as it was.
func (e Edit) trimmed(key FieldKey, value string) string {
	if value == e.Base.Get(key) {
		return value
	}
	return strings.TrimSpace(value)
}
