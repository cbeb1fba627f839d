package model

import (
	"regexp"
	"slices"
	"strings"
)

// place is a place in the document as refusals write it: base_info.name,
// job.source_endpoint[0].endpoint.db_port, db_port.
var place = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_]*(?:\[\d+\])?(?:\.[A-Za-z][A-Za-z0-9_]*(?:\[\d+\])?)*`)

// pointer is a place as a JSON pointer: /job/source_endpoint/0/endpoint/db_port.
var pointer = regexp.MustCompile(`/[A-Za-z][A-Za-z0-9_]*(?:/[A-Za-z0-9_]+)+`)

// FieldNamed finds the field that a refusal's code or words name, "DRS.M00202
// parameter db_port invalid", and its step; ok is false if they name none. Where
// both ends have such a field, the one that the words speak of, else the source's.
func FieldNamed(form CreateForm, words string) (key FieldKey, step CreateStep, ok bool) {
	words = pointer.ReplaceAllStringFunc(words, fromPointer)
	where := place.FindAllStringIndex(words, -1)
	slices.SortStableFunc(where, func(a, b []int) int { // what says most comes first
		return strings.Count(words[b[0]:b[1]], ".") - strings.Count(words[a[0]:a[1]], ".")
	})
	for _, at := range where {
		name := strings.TrimPrefix(words[at[0]:at[1]], "job.")
		if !strings.ContainsAny(name, "._[") && !quoted(words, at[0], at[1]) {
			continue // "name" and "id" are words of any sentence
		}
		for ; name != ""; name = parent(name) {
			if key, step, ok = fieldAt(form, name, words); ok {
				return key, step, true
			}
		}
	}
	return fieldOfCode(form, words)
}

// parent is the place that a place is in: a refusal may name what a field holds,
// tags[0].key. A single plain word is no place any more.
func parent(name string) string {
	at := strings.LastIndexByte(name, '.')
	if at < 0 || !strings.ContainsAny(name[:at], "._[") {
		return ""
	}
	return name[:at]
}

// fromPointer writes a JSON pointer as a place, with a blank before it.
func fromPointer(pointer string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		switch {
		case strings.Trim(part, "0123456789") == "":
			b.WriteString("[" + part + "]")
		case b.Len() == 0:
			b.WriteString(" " + part)
		default:
			b.WriteString("." + part)
		}
	}
	return b.String()
}

// quoted reports whether a word stands in quotes or brackets of any kind, so that
// it is meant as a name.
func quoted(words string, from, to int) bool {
	return from > 0 && to < len(words) && strings.IndexByte("'\"`[(<{", words[from-1]) >= 0 && strings.IndexByte("'\"`])>}", words[to]) >= 0
}

// fieldAt finds the field whose key is a place or ends in it.
func fieldAt(form CreateForm, name, words string) (FieldKey, CreateStep, bool) {
	prefer := stepNamed(words)
	var key FieldKey
	var step CreateStep
	found := false
	for _, s := range form.Steps {
		for _, f := range s.Fields {
			if f.Grey != "" || !sends(string(f.Key), name) {
				continue
			}
			if !found || s.Step == prefer && step != prefer {
				key, step, found = f.Key, s.Step, true
			}
		}
	}
	return key, step, found
}

// sends reports whether a field's key is the place that a name tells, whichever
// element of a list is meant, or ends in it. What is beside the wire, as
// start_time#at, belongs to its place.
func sends(key, name string) bool {
	key, _, _ = strings.Cut(key, "#")
	if key == "" {
		return false
	}
	if key == name || strings.HasSuffix(key, "."+name) {
		return true
	}
	key, name = noNumbers(key), noNumbers(name)
	return key == name || strings.HasSuffix(key, "."+name) || strings.HasPrefix(key, name+".")
}

var numbers = regexp.MustCompile(`\[\d*\]`)

func noNumbers(place string) string { return numbers.ReplaceAllString(place, "") }

// stepNamed is the end that the words speak of.
func stepNamed(words string) CreateStep {
	words = strings.ToLower(words)
	if strings.Contains(words, "target") || strings.Contains(words, "destination") {
		return StepTarget
	}
	return StepSource
}

// fieldOfCode finds the field that a code of the service is about.
func fieldOfCode(form CreateForm, words string) (FieldKey, CreateStep, bool) {
	var key FieldKey
	switch {
	case strings.Contains(words, "DRS.M00277"):
		key = KeyName
	case strings.Contains(words, "DRS.M00269"), strings.Contains(words, "DRS.M00270"), strings.Contains(words, "DRS.M00271"):
		key = KeyTags
	case strings.Contains(words, "DRS.M00302"):
		key = KeyEngine
	case strings.Contains(words, "DRS.M06007"), strings.Contains(words, "DRS.M05006"), strings.Contains(words, "DRS.M06011"):
		return instanceNamed(form, words)
	default:
		return "", 0, false
	}
	_, step, ok := form.Field(key)
	return key, step, ok
}

// instanceNamed finds the instance that is missing: of the end that the words
// speak of, else the target's if it has one.
func instanceNamed(form CreateForm, words string) (FieldKey, CreateStep, bool) {
	ends := []CreateStep{StepTarget, StepSource}
	if strings.Contains(strings.ToLower(words), "source") {
		slices.Reverse(ends)
	}
	for _, end := range ends {
		for _, s := range form.Steps {
			for _, f := range s.Fields {
				if s.Step == end && f.Grey == "" && (f.Need || f.Value != "") && strings.HasSuffix(string(f.Key), "].endpoint.instance_id") {
					return f.Key, s.Step, true
				}
			}
		}
	}
	return "", 0, false
}
