package model

import (
	"slices"
	"strings"
)

// Differences lists what is to be another value, in the order of the form.
func (e Edit) Differences(a Around) []Difference {
	fields := e.Form(a).Fields
	at := func(key FieldKey) int {
		return slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
	}
	keys := e.differing()
	slices.SortStableFunc(keys, func(a, b FieldKey) int { return at(a) - at(b) })
	out := make([]Difference, 0, len(keys))
	for _, key := range keys {
		d := Difference{Key: key, Label: e.label(fields, key), Over: e.over[key], Wrong: wrongAt(fields, key)}
		if _, secret := e.secrets[key]; secret {
			d.Is = "set anew"
		} else {
			d.Was, d.Is = e.words(fields, key, e.Base.Get(key)), e.words(fields, key, e.Get(key))
		}
		if e.Section == SectionCopy && key == KeyScheduleMode {
			d.Was = copyScheduleWas(e)
		}
		out = append(out, d)
	}
	return out
}

// wrongAt reports a key whose field is wrong, or one that the form has in its place.
func wrongAt(fields []Field, key FieldKey) bool {
	return slices.ContainsFunc(fields, func(f Field) bool {
		return f.Wrong != "" && (f.Key == key || strings.HasPrefix(string(f.Key), string(key)+"#"))
	})
}

// label is what a key is called.
func (e Edit) label(fields []Field, key FieldKey) string {
	if label := rulesOfSection(e.Section).label; label != nil {
		if words := label(e, key); words != "" {
			return words
		}
	}
	for _, f := range fields {
		if f.Key == key {
			return f.Label
		}
	}
	return Clean(string(key))
}

// words are a value in words.
func (e Edit) words(fields []Field, key FieldKey, value string) string {
	if words := rulesOfSection(e.Section).words; words != nil {
		if text := words(e, key, value); text != "" {
			return text
		}
	}
	for _, f := range fields {
		if f.Key == key {
			return f.said(value)
		}
	}
	return Clean(value)
}
