package model

import (
	"errors"
	"strings"
)

// mostTags is how many tags a user may give a job: the service takes 20, of which
// IntentTag is one.
const mostTags = 19

// The lengths of a tag, in characters (DRS: ResourceTag).
const (
	longestTagKey   = 36
	longestTagValue = 43
)

// ParseTags reads tags as a draft holds them: "key=value, key=value", nothing for
// none. It refuses what the create document would: more than 19 (one more is
// drover's own), a key twice, and anything but letters, digits, - and _.
func ParseTags(text string) ([]Tag, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var out []Tag
	seen := map[string]bool{}
	for pair := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case strings.TrimSpace(pair) == "":
			return out, errors.New("nothing between two commas")
		case !ok:
			return out, errors.New("key=value: " + Clean(key) + " has no =")
		case key == IntentTag:
			return out, errors.New(IntentTag + " is drover's own")
		case seen[key]:
			return out, errors.New(Clean(key) + " stands there twice")
		}
		if err := tagWrong("the key", key, longestTagKey); err != nil {
			return out, err
		}
		if err := tagWrong("the value of "+Clean(key), value, longestTagValue); err != nil {
			return out, err
		}
		seen[key] = true
		out = append(out, Tag{Key: NewText(key), Value: NewText(value)})
	}
	if len(out) > mostTags {
		return out, errors.New("at most " + itoa(mostTags) + " tags, there are " + itoa(len(out)))
	}
	return out, nil
}

// TagsText is tags as a draft holds them. Drover's own is left out: each job has
// another.
func TagsText(tags []Tag) string {
	var pairs []string
	for _, t := range tags {
		if t.Key.Raw() != IntentTag {
			pairs = append(pairs, t.Key.Raw()+"="+t.Value.Raw())
		}
	}
	return strings.Join(pairs, ", ")
}

func tagWrong(what, text string, most int) error {
	switch {
	case text == "":
		return errors.New(what + " is empty")
	case strings.ContainsFunc(text, func(r rune) bool { return r > 0x7e || !letter(byte(r)) && (r < '0' || r > '9') && r != '-' && r != '_' }):
		return errors.New(what + ": the service takes letters, digits, - and _ alone")
	case len(text) > most:
		return errors.New(what + " has " + itoa(len(text)) + " characters, at most " + itoa(most))
	}
	return nil
}
