package model

import "strings"

// neededHere is what is wrong with a field that must be filled in and is not.
const neededHere = "needed here"

// leftOut begins the hint of what follows from leaving a field empty.
const leftOut = "left out: "

// judge finds what is wrong with a field for what it is: an empty one that is
// needed, a choice that is not offered. What is wrong with its value otherwise
// the field says itself.
func judge(f *Field) {
	if f.Value != "" && strings.HasPrefix(f.Hint, leftOut) {
		f.Hint = ""
	}
	if f.Grey != "" {
		f.Wrong, f.Missing, f.Need = "", false, false
		return
	}
	if f.Wrong == "" {
		f.Wrong = unfit(*f)
	}
	if f.Wrong == "" && f.Need && f.Value == "" && f.Known == "" && f.Kind != FactField && f.Kind != ButtonField {
		f.Wrong, f.Missing = neededHere, true
	}
}

// unfit says why a value cannot stand in a field of its kind; "" if it can.
func unfit(f Field) string {
	if f.Value == "" {
		return ""
	}
	switch f.Kind {
	case BoolField:
		if f.Value != "true" && f.Value != "false" {
			return "true or false"
		}
	case ChoiceField:
		if len(f.Options) == 0 {
			return "" // what there is to choose was not read yet
		}
		o, ok := f.Option(f.Value)
		if ok {
			return o.Why
		}
		return Clean(f.Value) + " is not offered here"
	case TextField, NumberField, FlagsField, SecretField, FileField, ButtonField, FactField:
	}
	return ""
}
