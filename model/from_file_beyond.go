package model

import (
	"strconv"
	"strings"
)

// Beyond lists what a file says other than the job has it where no section's
// edit reaches: the ends, which are stored in a walk of their own, and what is
// fixed once a job is created. What the service does not tell is not compared.
func Beyond(d Detail, file Draft) (ends, fixed []FileRow) {
	now := DraftOf(d)
	form := FormOf(now, Offer{})
	for _, key := range file.Keys() {
		was, is := now.Get(key), file.Get(key)
		section, _ := SectionOf(key)
		switch {
		case strings.Contains(string(key), "#"), was == is:
			continue
		case section == SectionName, section == SectionDescription, section == SectionTags, section == SectionExpiry:
			continue
		case was == "" && (section != SectionEnds || strings.HasSuffix(string(key), ".id")):
			continue
		}
		field, _, _ := form.Field(key)
		t := FileRow{Key: key, Label: field.Label, Was: field.said(was), Is: field.said(is)}
		switch {
		case section != SectionEnds:
			if t.Label == "" {
				t.Label = Clean(string(key))
			}
			fixed = append(fixed, t)
			continue
		case t.Label == "":
			t.Label = Clean(string(key)[strings.LastIndexByte(string(key), '.')+1:])
		}
		t.Label = sideWord(key) + " " + t.Label
		ends = append(ends, t)
	}
	return ends, fixed
}

// sideWord tells which end a key is of: "source", or "source 2".
func sideWord(key FieldKey) string {
	word, rest := "source", strings.TrimPrefix(string(key), Sources)
	if strings.HasPrefix(string(key), Targets) {
		word, rest = "target", strings.TrimPrefix(string(key), Targets)
	}
	number, _, _ := strings.Cut(strings.TrimPrefix(rest, "["), "]")
	if i, err := strconv.Atoi(number); err == nil && i > 0 {
		return word + " " + itoa(i+1)
	}
	return word
}
