package model

import (
	"slices"
	"strings"
)

// inElements reports a value that holds things which come and go one by one.
func inElements(key FieldKey) bool {
	return slices.Contains([]FieldKey{KeyTags, KeyWindows, KeyUsers, KeyRoles, KeyOwnSecrets}, key)
}

func separator(key FieldKey) string {
	if key == KeyTags {
		return ", "
	}
	return ","
}

// elements are the things in a value, one each; among tags also drover's own,
// which no other value may take out.
func elements(key FieldKey, value string) []string {
	if key == KeyTags {
		return slices.Sorted(slices.Values(listed(value)))
	}
	return listed(Canonical(key, value))
}

// withStaying is a value with what a file has: elements that the file lacks stay.
func withStaying(key FieldKey, base, file string) string {
	if !inElements(key) {
		return file
	}
	all := append(elements(key, file), stays(key, base, file)...)
	slices.Sort(all)
	return strings.Join(all, separator(key))
}

// stays are the elements of a value in whose place a file has none.
func stays(key FieldKey, base, file string) []string {
	there := elements(key, file)
	return slices.DeleteFunc(elements(key, base), func(one string) bool {
		return slices.ContainsFunc(there, func(other string) bool { return samePlace(key, one, other) })
	})
}

// samePlace reports two elements of which only one can be: tags of one key,
// windows that overlap.
func samePlace(key FieldKey, a, b string) bool {
	switch key {
	case KeyTags:
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return a == b
	case KeyWindows:
		for _, one := range ParseWindows(a) {
			if slices.ContainsFunc(ParseWindows(b), func(other Window) bool { return Overlap(one, other) }) {
				return true
			}
		}
	default:
	}
	return a == b
}
